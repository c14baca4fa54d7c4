import Complaints
import FoundationEssentials
import HeadOffice
import SyncProtocol
import Synchronization
import Versioning

/// A head office on a real file, and devices that send it what they like.
final class Office: Sendable {
  let folder: URL
  let store: HeadOfficeStore
  let service: HeadOfficeService
  private let clock = Mutex<Int64>(Office.morning)
  private let drawn = Mutex<UInt64>(0)

  /// 2026-11-22T08:00:00Z.
  static let morning: Int64 = 1_795_334_400_000

  var time: Int64 { clock.withLock { $0 } }

  /// - Parameter clock: the monotonic clock by which the writer is given up; nil: it is held as long as it takes.
  init(branches: [String] = ["SH01", "SH02"], clock: (@Sendable () -> Int64)? = nil) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "casebook-office-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var random = SystemRandomNumberGenerator()
    let path = folder.appending(path: "head-office.sqlite").path
    try HeadOfficeStore.create(path: path, now: Self.morning, random: &random)
    store = try HeadOfficeStore.open(path: path)
    let time = Time()
    service = HeadOfficeService(store: store, now: { time.now }, clock: clock ?? { 0 })
    moving = time
    for branch in branches { try store.addBranch(BranchCode(typed: branch), name: nil, now: Self.morning) }
  }

  private let moving: Time

  /// What the service's clock shows.
  private final class Time: Sendable {
    private let value = Mutex<Int64>(Office.morning)
    var now: Int64 { value.withLock { $0 } }
    func pass(_ milliseconds: Int64) { value.withLock { $0 += milliseconds } }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func pass(milliseconds: Int64) {
    clock.withLock { $0 += milliseconds }
    moving.pass(milliseconds)
  }

  func code(_ branch: String, _ role: Role, for device: TestDevice? = nil) throws -> String {
    var random = SystemRandomNumberGenerator()
    return try store.enrolmentCode(
      branch: BranchCode(typed: branch), role: role, device: device?.replica.description, now: time,
      validFor: 900_000, random: &random
    ).text
  }

  func device(_ branch: String, _ role: Role = .branchStaff) throws -> TestDevice {
    let number = drawn.withLock { drawn in
      drawn += 1
      return drawn
    }
    let device = TestDevice(replica: Identifier(high: 0xA0, low: number), branch: branch, office: self)
    try device.enrol(with: code(branch, role))
    return device
  }
}

/// A device that numbers its changes and reads what comes.
final class TestDevice: Sendable {
  let replica: ReplicaID
  let branch: String
  private let office: Office
  private struct Known {
    var token = ""
    var headOffice: Identifier?
    var cursors: [String: FeedCursor] = [:]
  }
  private let known = Mutex(Known())

  init(replica: ReplicaID, branch: String, office: Office) {
    self.replica = replica
    self.branch = branch
    self.office = office
  }

  var token: String { known.withLock { $0.token } }
  var headOffice: Identifier? { known.withLock { $0.headOffice } }

  /// - Parameters:
  ///   - drawn: the token that it drew for itself; empty: head office draws it.
  ///   - present: the token that it shows; nil: the one that it has.
  func enrol(with code: String, drawn: String = "", present: String? = nil) throws {
    var request = EnrolRequest()
    request.protocol = Limits.protocolVersion
    request.replica = Data(replica.bytes)
    request.code = code
    request.branch = branch
    request.tag = "KT"
    request.name = "device"
    request.token = drawn
    request.present = present ?? token
    let response = try office.service.enrol(request)
    known.withLock {
      $0.token = response.token
      $0.headOffice = Identifier(bytes: Array(response.headOffice))
    }
  }

  /// Goes on for another device, as a copy of it does.
  func incarnate(after former: TestDevice) throws {
    var request = IncarnationRequest()
    request.protocol = Limits.protocolVersion
    request.former = Data(former.replica.bytes)
    request.replica = Data(replica.bytes)
    request.tag = "KV"
    let response = try office.service.incarnate(request, token: former.token)
    known.withLock { $0.token = response.token }
  }

  fileprivate func continued(by request: IncarnationRequest) throws -> TestDevice {
    let response = try office.service.incarnate(request, token: token)
    let copy = TestDevice(
      replica: Identifier(bytes: Array(request.replica)) ?? replica, branch: branch, office: office)
    copy.known.withLock { $0.token = response.token }
    return copy
  }

  func request(_ changes: [Change] = [], pageBytes: UInt32 = 0) -> SyncRequest {
    var request = SyncRequest()
    request.protocol = Limits.protocolVersion
    request.replica = Data(replica.bytes)
    request.clock = office.time
    request.changes = changes.map { Data($0.encoded()) }
    request.cursors = known.withLock { known in known.cursors.values.sorted { $0.scope < $1.scope } }
    request.pageBytes = pageBytes
    return request
  }

  /// An exchange, after which its pages are behind the cursors.
  @discardableResult
  func exchange(_ changes: [Change] = [], pageBytes: UInt32 = 0) async throws -> SyncResponse {
    try await send(request(changes, pageBytes: pageBytes))
  }

  @discardableResult
  func send(_ request: SyncRequest) async throws -> SyncResponse {
    let response = try await office.service.exchange(request, token: token)
    known.withLock { known in
      for page in response.pages { known.cursors[page.cursor.scope] = page.cursor }
    }
    return response
  }

  /// What the exchange is refused with; nil where it is not.
  func refusal(_ changes: [Change]) async throws -> Refusal? {
    do {
      try await exchange(changes)
      return nil
    } catch let refusal as Refusal { return refusal }
  }

  /// Goes on under another id.
  func incarnated(as replica: ReplicaID) throws -> TestDevice {
    var request = IncarnationRequest()
    request.protocol = Limits.protocolVersion
    request.former = Data(self.replica.bytes)
    request.replica = Data(replica.bytes)
    request.tag = "MX"
    let response = try office.service.incarnate(request, token: token)
    let copy = TestDevice(replica: replica, branch: branch, office: office)
    copy.known.withLock { $0.token = response.token }
    return copy
  }

  /// Offers states of a scope, as after head office was restored.
  func offer(_ states: [OfferedState], of scope: String, lost cursor: FeedCursor) throws -> UInt32 {
    var request = OfferRequest()
    request.protocol = Limits.protocolVersion
    request.replica = Data(replica.bytes)
    request.scope = scope
    request.states = states
    request.cursor = cursor
    return try office.service.offer(request, token: token).taken
  }

  func history(_ records: [RecordID]) throws -> [Change] {
    var request = HistoryRequest()
    request.protocol = Limits.protocolVersion
    request.replica = Data(replica.bytes)
    request.records = records.map { Data($0.bytes) }
    return try office.service.history(request, token: token).changes.map { try Change(decoding: [UInt8]($0)) }
  }

  /// A change of this device; on its own, unless a group is given.
  func change(
    _ number: UInt64, _ record: RecordID, _ writes: [FieldWrite], kind: RecordKind = .case,
    of aggregate: RecordID? = nil, scope: String? = nil, group: Group? = nil, at: Int64 = 0,
    author: String? = nil
  ) -> Change {
    let wall = Office.morning + at
    return Change(
      dot: Dot(replica, number), record: record, kind: kind, aggregate: aggregate ?? record,
      scope: scope ?? branch,
      author: Author(name: "clerk", branch: author ?? branch), group: group ?? Group(first: number, count: 1),
      salt: number, writes: writes,
      times: Times(
        stamp: HybridTime(milliseconds: wall, counter: UInt16(truncatingIfNeeded: number)), wall: wall))
  }

  func newCase(_ number: UInt64, _ record: RecordID, text: String = "cold soup", at: Int64 = 0) -> Change {
    change(
      number, record,
      [
        FieldWrite(FieldID(CaseField.number.number, "\(branch)-KT-20261122-\(number)"), .flag(true)),
        FieldWrite(FieldID(CaseField.narrative.number), .text(text)),
      ], at: at)
  }

  func edit(
    _ number: UInt64, _ record: RecordID, _ field: FieldDefinition, _ text: String, base: [Dot] = [],
    at: Int64 = 0
  ) -> Change {
    change(number, record, [FieldWrite(FieldID(field.number), .text(text), base: base)], at: at)
  }
}

func record(_ number: UInt64) -> RecordID { Identifier(high: 0x0100, low: number) }

extension TestDevice {
  /// A copy of it that goes on under an id of its own.
  func copy() throws -> TestDevice {
    var request = IncarnationRequest()
    request.protocol = Limits.protocolVersion
    request.former = Data(replica.bytes)
    request.replica = Data(Identifier(high: 0xC0, low: UInt64.random(in: 1 ... .max)).bytes)
    request.tag = "CD"
    return try continued(by: request)
  }
}
