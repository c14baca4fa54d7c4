import Complaints
import FoundationEssentials
import SwiftProtobuf
import SyncProtocol
import Versioning

/// Makes a vector while it plays it: what is asked is written here, what is answered comes from the code.
final class ExchangeRecorder {
  static let headOffice = Identifier(high: 0x0011_2233_4455_4667, low: 0x8899_AABB_CCDD_EEFF)

  let id: String
  let what: String
  let branches: [String]
  private let office: OfficeUnderTest
  private(set) var steps: [ExchangeVector.Step] = []
  private var codes = 0
  /// Head office's clock.
  var clock = ClockSource.morning

  init(_ id: String, _ what: String, branches: [String] = ["SH01", "BJ02"]) throws {
    self.id = id
    self.what = what
    self.branches = branches
    office = try OfficeUnderTest(headOffice: Self.headOffice, branches: branches)
  }

  var vector: ExchangeVector {
    ExchangeVector(
      id: id, what: what, headOffice: Self.headOffice.description, branches: branches, steps: steps)
  }

  @discardableResult
  private func step(_ edit: (inout ExchangeVector.Step) -> Void) async throws -> ExchangeVector.Step {
    var step = ExchangeVector.Step(clock: clock)
    edit(&step)
    step = try await office.carryOut(step)
    steps.append(step)
    return step
  }

  func code(_ branch: String, _ role: Role = .branchStaff) async throws -> String {
    codes += 1
    let letters = Array("ACDEFGHJKLMN")
    let code = "ABCD-EFG\(letters[codes % letters.count])"
    try await step { $0.code = .init(branch: branch, role: role.rawValue, code: code) }
    return code
  }

  func revoke(_ replica: ReplicaID) async throws { try await step { $0.revoke = replica.description } }

  func decide(_ dot: Dot, _ decision: String) async throws {
    try await step { $0.quarantine = .init(dot: dot.description, decision: decision) }
  }

  /// - Returns: nil where it was refused.
  @discardableResult
  func call<Reply: SwiftProtobuf.Message>(
    _ path: String, _ message: some SwiftProtobuf.Message, token: String? = nil, as: Reply.Type
  ) async throws -> Reply? {
    let request = try JSONText(MessageFormat.json.encode(message))
    let done = try await step {
      $0.call = path
      $0.token = token
      $0.request = request
    }
    return try done.response.map { try Reply(jsonUTF8Bytes: $0.bytes) }
  }

  /// An enrolled device: the code, and its trade for a token that the device drew.
  func device(_ number: UInt64, _ branch: String = "SH01", _ role: Role = .branchStaff) async throws
    -> RecordedDevice
  {
    let code = try await code(branch, role)
    let device = RecordedDevice(
      recorder: self, replica: EncodingSource.replica(number), branch: branch,
      token: "TOKEN-OF-DEVICE-\(number)-000000000000000000000000",
      tag: ["KT", "MX", "PR", "HJ"][Int(number % 4)])
    try await call("/v1/enrol", device.enrolment(code), as: EnrolResponse.self)
    return device
  }
}

/// A device of a recorder: it numbers its changes and keeps its cursors.
final class RecordedDevice {
  private let recorder: ExchangeRecorder
  var replica: ReplicaID
  let branch: String
  var token: String
  let tag: String
  var cursors: [String: FeedCursor] = [:]
  var states: [RecordID: [UInt8]] = [:]
  var made: UInt64 = 0

  init(recorder: ExchangeRecorder, replica: ReplicaID, branch: String, token: String, tag: String) {
    self.recorder = recorder
    self.replica = replica
    self.branch = branch
    self.token = token
    self.tag = tag
  }

  func enrolment(_ code: String) -> EnrolRequest {
    var request = EnrolRequest()
    request.protocol = Limits.protocolVersion
    request.replica = Data(replica.bytes)
    request.code = code
    request.branch = branch
    request.tag = tag
    request.name = "device"
    request.token = token
    return request
  }

  func request(_ changes: [Change] = []) -> SyncRequest { request(encoded: changes.map { $0.encoded() }) }

  func request(encoded: [[UInt8]]) -> SyncRequest {
    var request = SyncRequest()
    request.protocol = Limits.protocolVersion
    request.replica = Data(replica.bytes)
    request.clock = recorder.clock
    request.changes = encoded.map { Data($0) }
    request.cursors = cursors.values.sorted { $0.scope < $1.scope }
    request.made = made
    return request
  }

  @discardableResult
  func sync(_ changes: [Change] = [], _ edit: (inout SyncRequest) -> Void = { _ in }) async throws
    -> SyncResponse?
  {
    var asked = request(changes)
    edit(&asked)
    return try await send(asked)
  }

  @discardableResult
  func send(_ request: SyncRequest) async throws -> SyncResponse? {
    let response = try await recorder.call("/v1/sync", request, token: token, as: SyncResponse.self)
    guard let response else { return nil }
    for page in response.pages {
      cursors[page.cursor.scope] = page.cursor
      for entry in page.entries where !entry.state.isEmpty {
        let bytes = [UInt8](entry.state)
        if let id = RecordID(bytes: bytes[1..<17]) { states[id] = bytes }
      }
    }
    return response
  }

  /// A change of this device. `at`: milliseconds after the morning.
  func change(
    _ number: UInt64, _ record: RecordID, _ writes: [FieldWrite], kind: RecordKind = .case,
    of aggregate: RecordID? = nil, scope: String? = nil, group: Group? = nil, at: Int64 = 0,
    author: String? = nil
  ) -> Change {
    let wall = ClockSource.morning + at
    return Change(
      dot: Dot(replica, number), record: record, kind: kind, aggregate: aggregate ?? record,
      scope: scope ?? branch, author: Author(name: "李娜", branch: author ?? branch),
      group: group ?? Group(first: number, count: 1), salt: 0x5A17_0000_0000_0000 | number, writes: writes,
      times: Times(
        stamp: HybridTime(milliseconds: wall, counter: at == 0 ? UInt16(truncatingIfNeeded: number - 1) : 0),
        wall: wall))
  }

  func newCase(_ number: UInt64, _ record: RecordID, _ more: [FieldWrite] = [], at: Int64 = 0) -> Change {
    change(
      number, record,
      [
        FieldWrite(FieldID(CaseField.number.number, "\(branch)-\(tag)-20261122-00\(number)"), .flag(true)),
        FieldWrite(FieldID(CaseField.status.number), .text("received")),
        FieldWrite(FieldID(CaseField.narrative.number), .text("等了四十分钟，汤是凉的。")),
      ] + more, at: at)
  }

  func edit(
    _ number: UInt64, _ record: RecordID, _ field: FieldDefinition, _ text: String, base: [Dot] = [],
    at: Int64 = 0, group: Group? = nil
  ) -> Change {
    change(
      number, record, [FieldWrite(FieldID(field.number), .text(text), base: base)], group: group, at: at)
  }

  func note(_ number: UInt64, _ record: RecordID, of aggregate: RecordID, _ text: String, at: Int64 = 0)
    -> Change
  {
    change(number, record, [FieldWrite(FieldID(1), .text(text))], kind: .note, of: aggregate, at: at)
  }

  func dot(_ number: UInt64) -> Dot { Dot(replica, number) }
}
