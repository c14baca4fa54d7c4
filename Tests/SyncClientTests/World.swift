import Complaints
import FoundationEssentials
import HeadOffice
import RecordStore
import Replica
import SyncClient
import SyncProtocol
import Synchronization
import Versioning

/// A head office and replicas on real files in a temporary folder, on a clock that the test moves.
final class World: Sendable {
  let folder: URL
  let service: HeadOfficeService
  let office: HeadOfficeStore
  private let wall = Mutex<Int64>(1_795_305_600_000)  // 2026-11-22T00:00:00Z
  private let seed: Mutex<SeededGenerator>

  var time: Int64 { wall.withLock { $0 } }

  init(seed: UInt64 = 1, branches: [String] = ["SH01", "SH02"]) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "casebook-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    self.seed = Mutex(SeededGenerator(seed: seed))
    var random = SystemRandomNumberGenerator()
    let path = folder.appending(path: "head-office.sqlite").path
    try HeadOfficeStore.create(path: path, now: 1_795_305_600_000, random: &random)
    office = try HeadOfficeStore.open(path: path)
    let clock = Box(1_795_305_600_000)
    service = HeadOfficeService(store: office, now: { clock.value.withLock { $0 } })
    officeClock = clock
    for branch in branches { try office.addBranch(BranchCode(typed: branch), name: nil, now: 0) }
  }

  private let officeClock: Box

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Lets time pass everywhere.
  func wait(milliseconds: Int64 = 1000) {
    wall.withLock { $0 += milliseconds }
    officeClock.value.withLock { $0 += milliseconds }
  }

  /// A replica that is enrolled.
  /// - Parameter skew: how far its clock is ahead, in milliseconds.
  func replica(_ branch: String, role: Role = .branchStaff, skew: Int64 = 0, enrolled: Bool = true)
    async throws -> TestReplica
  {
    let store = try ReplicaStore.create(
      path: folder.appending(path: "\(UUID().uuidString).sqlite").path, branch: BranchCode(typed: branch),
      name: "device", author: "clerk of \(branch)", surroundings: surroundings(skew: skew))
    let replica = TestReplica(store: store, transport: InProcessTransport(service: service))
    if enrolled { try await replica.enrol(with: code(branch, role)) }
    return replica
  }

  func code(_ branch: String, _ role: Role = .branchStaff) throws -> String {
    var random = SystemRandomNumberGenerator()
    return try office.enrolmentCode(
      branch: BranchCode(typed: branch), role: role, now: time, validFor: 900_000, random: &random
    ).text
  }

  private func surroundings(skew: Int64) -> Surroundings {
    Surroundings(
      wall: { self.time + skew }, monotonic: { 0 }, boot: Identifier(high: 1, low: 1),
      offsetMinutes: { _ in 480 },
      random: { self.seed.withLock { $0.next() } })
  }
}

/// A number that several threads may move.
final class Box: Sendable {
  let value: Mutex<Int64>
  init(_ value: Int64) { self.value = Mutex(value) }
}

/// SplitMix64 (Steele, Lea, Flood 2014).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// The exchange as a function call, with faults on demand.
final class InProcessTransport: SyncTransport {
  enum Fault: Sendable {
    /// The request never arrives.
    case dropRequest
    /// Head office does it, but the answer is lost.
    case loseAnswer
  }

  private let service: HeadOfficeService
  private let faults = Mutex<[Fault?]>([])
  let requests = Mutex<[SyncRequest]>([])

  init(service: HeadOfficeService) { self.service = service }

  /// What happens to the next requests, in turn; nil: nothing.
  func plan(_ next: [Fault?]) { faults.withLock { $0 = next } }

  func send(
    _ body: [UInt8], to endpoint: Endpoint, token: String?
  ) async throws(TransportFailure) -> (reply: [UInt8], traffic: Traffic) {
    let fault = faults.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    if fault == .dropRequest { throw .unreachable("dropped") }
    let reply: [UInt8]
    do { reply = try await answer(body, endpoint, token) } catch let refusal as Refusal {
      throw .refused(refusal, Traffic(requests: 1, bytesUp: body.count))
    } catch { throw .unreachable("\(error)") }
    if fault == .loseAnswer { throw .unreachable("answer lost") }
    return (reply, Traffic(requests: 1, bytesUp: body.count, bytesDown: reply.count))
  }

  private func answer(_ body: [UInt8], _ endpoint: Endpoint, _ token: String?) async throws -> [UInt8] {
    let form = MessageFormat.protobuf
    switch endpoint {
    case .sync:
      let request = try form.decode(SyncRequest.self, from: body)
      requests.withLock { $0.append(request) }
      return try form.encode(try await service.exchange(request, token: token ?? ""))
    case .enrol: return try form.encode(try service.enrol(form.decode(EnrolRequest.self, from: body)))
    case .history:
      return try form.encode(
        try service.history(form.decode(HistoryRequest.self, from: body), token: token ?? ""))
    case .incarnation:
      return try form.encode(
        try service.incarnate(form.decode(IncarnationRequest.self, from: body), token: token ?? ""))
    case .compare:
      return try form.encode(
        try service.compare(form.decode(CompareRequest.self, from: body), token: token ?? ""))
    case .offer:
      return try form.encode(try service.offer(form.decode(OfferRequest.self, from: body), token: token ?? ""))
    case .erasures:
      return try form.encode(
        try service.erasureStatus(form.decode(ErasureStatusRequest.self, from: body), token: token ?? ""))
    }
  }
}

/// A replica and short ways to use it.
struct TestReplica: Sendable {
  let store: ReplicaStore
  let transport: InProcessTransport

  func enrol(with code: String) async throws {
    _ = try await SyncClient.enrol(store, url: "http://test", code: code, over: transport)
  }

  @discardableResult
  func sync() async -> (report: SyncReport, failure: SyncFailure?) {
    let (report, failure) = await synchronise(store, over: transport)
    return (report, failure)
  }

  var id: ReplicaID { get throws { try store.read { $0.identity.replica } } }

  @discardableResult
  func new(_ fields: [(String, String)] = [("channel", "phone"), ("narrative", "The soup was cold")]) throws
    -> RecordID
  {
    try store.write { session in
      try session.newCase(try CaseDraft.newCase(fields.map { (id: $0.0, text: $0.1) }, now: session.now)).id
    }
  }

  @discardableResult
  func edit(_ record: RecordID, _ field: String, _ text: String) throws -> Bool {
    try store.write { session in
      guard let row = try session.db.record(record), let definition = Schema.field(.case, field) else {
        return false
      }
      return try session.editCase(row, try FieldInput.edits(text, of: definition, now: session.now))
    }
  }

  func delete(_ record: RecordID) throws {
    try store.write { session in
      if let row = try session.db.record(record) { try session.deleteCase(row, reason: .text("typed twice")) }
    }
  }

  func value(_ record: RecordID, _ field: String) throws -> Value {
    try store.read { reader in
      guard let state = try reader.db.record(record)?.decoded(), let definition = Schema.field(.case, field)
      else {
        return .none
      }
      return state.value(FieldID(definition.number))
    }
  }

  func conflicts() throws -> [Conflict] { try store.read { try $0.conflicts() } }

  func cases() throws -> [CaseSummary] {
    try store.read { reader in
      var filter = CaseFilter()
      filter.limit = 100_000
      return try reader.list(filter)
    }
  }

  func status() throws -> ReplicaStatus { try store.read { try $0.status() } }

  func digest(_ scope: String) throws -> [UInt8]? {
    try status().scopes.first { $0.code == scope }?.digest.bytes
  }
}
