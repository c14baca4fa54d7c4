import Complaints
import FoundationEssentials
import GRDB
import HeadOffice
import RecordStore
import Replica
import SyncClient
import SyncProtocol
import Synchronization
import TestSupport
import Versioning

/// A head office and replicas on real files, for sessions: with clocks that can be set, files that can be
/// copied and put back, and faults.
final class SessionWorld: Sendable {
  let folder: URL
  let time = Mutex<Int64>(ClockSource.morning)
  private let drawn = Mutex<UInt64>(0)
  let office: InProcessOffice

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "casebook-session-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.appending(path: "head-office.sqlite").path
    var random = SystemRandomNumberGenerator()
    try HeadOfficeStore.create(path: path, now: ClockSource.morning, random: &random)
    office = InProcessOffice()
    try open(path)
    for branch in ["SH01", "BJ02"] {
      try office.store.addBranch(BranchCode(typed: branch), name: nil, now: ClockSource.morning)
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func open(_ path: String) throws {
    let store = try HeadOfficeStore.open(path: path)
    office.put(
      store,
      HeadOfficeService(
        store: store, now: { [weak self] in self?.time.withLock { $0 } ?? ClockSource.morning }, clock: { 0 })
    )
  }

  func pass(_ milliseconds: Int64) { time.withLock { $0 += milliseconds } }

  /// A copy of head office's store as it is now.
  func copyOffice() throws -> String {
    let path = folder.appending(path: "office-\(UUID().uuidString).sqlite").path
    try office.store.pool.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [path]) }
    return path
  }

  func restoreOffice(_ path: String) throws { try open(path) }

  /// How a replica's machine tells the time.
  final class Machine: Sendable {
    let off = Mutex<Int64>(0)
    let boot: Identifier
    init(boot: UInt64) { self.boot = Identifier(high: 0xB0, low: boot) }
  }

  func surroundings(_ machine: Machine) -> Surroundings {
    Surroundings(
      wall: { self.time.withLock { $0 } + machine.off.withLock { $0 } },
      monotonic: { UInt64(self.time.withLock { $0 } - ClockSource.morning + 600_000) }, boot: machine.boot,
      zone: .fixed(480),
      random: {
        self.drawn.withLock { number in
          number &+= 0x9E37_79B9_7F4A_7C15
          var mixed = number
          mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
          mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
          return mixed ^ mixed >> 31
        }
      })
  }

  func replica(_ branch: String = "SH01", _ role: Role = .branchStaff) async throws -> SessionReplica {
    let path = folder.appending(path: "\(UUID().uuidString).sqlite").path
    let machine = Machine(boot: 1)
    let store = try ReplicaStore.create(
      path: path, branch: BranchCode(typed: branch), name: "device", author: "clerk",
      surroundings: surroundings(machine))
    var random = SystemRandomNumberGenerator()
    let code = try office.store.enrolmentCode(
      branch: BranchCode(typed: branch), role: role, now: time.withLock { $0 }, validFor: 900_000,
      random: &random)
    _ = try await enrol(store, url: "http://test", code: code.text, over: office)
    return SessionReplica(store: store, machine: machine, world: self)
  }

  func copy(_ replica: SessionReplica, machine: Machine? = nil) throws -> SessionReplica {
    let path = folder.appending(path: "\(UUID().uuidString).sqlite").path
    try replica.store.queue.inDatabase { try $0.execute(sql: "VACUUM INTO ?", arguments: [path]) }
    let machine = machine ?? replica.machine
    return SessionReplica(
      store: try ReplicaStore.open(path: path, surroundings: surroundings(machine)), machine: machine,
      world: self)
  }
}

/// Head office as a function call.
final class InProcessOffice: SyncTransport {
  private let running = Mutex<(store: HeadOfficeStore, service: HeadOfficeService)?>(nil)
  /// What the next call fails with, once.
  let fault = Mutex<TransportFailure?>(nil)

  func put(_ store: HeadOfficeStore, _ service: HeadOfficeService) {
    running.withLock { $0 = (store, service) }
  }

  var store: HeadOfficeStore {
    get throws {
      guard let running = running.withLock({ $0 }) else { throw Failure("no head office") }
      return running.store
    }
  }

  func send(
    _ body: [UInt8], to endpoint: Endpoint, token: String?
  ) async throws(TransportFailure) -> (reply: [UInt8], traffic: Traffic) {
    if let failure = fault.withLock({ fault in
      defer { fault = nil }
      return fault
    }) {
      throw failure
    }
    guard let service = running.withLock({ $0 })?.service else { throw .unreachable("no head office") }
    do { return (try await answer(service, body, endpoint, token ?? ""), Traffic(requests: 1)) } catch let
      refusal as Refusal
    {
      throw .refused(refusal, Traffic(requests: 1))
    } catch { throw .unreachable("\(error)") }
  }

  private func answer(
    _ service: HeadOfficeService, _ body: [UInt8], _ endpoint: Endpoint, _ token: String
  ) async throws -> [UInt8] {
    let form = MessageFormat.protobuf
    switch endpoint {
    case .sync:
      return try form.encode(
        try await service.exchange(form.decode(SyncRequest.self, from: body), token: token))
    case .enrol: return try form.encode(try service.enrol(form.decode(EnrolRequest.self, from: body)))
    case .history:
      return try form.encode(try service.history(form.decode(HistoryRequest.self, from: body), token: token))
    case .incarnation:
      return try form.encode(
        try service.incarnate(form.decode(IncarnationRequest.self, from: body), token: token))
    case .compare:
      return try form.encode(try service.compare(form.decode(CompareRequest.self, from: body), token: token))
    case .offer:
      return try form.encode(try service.offer(form.decode(OfferRequest.self, from: body), token: token))
    default: throw Refusal(.notFound, "Not here.")
    }
  }
}

struct SessionReplica: Sendable {
  let store: ReplicaStore
  let machine: SessionWorld.Machine
  let world: SessionWorld

  /// Without looking at how.
  func sync() async { _ = await synchronise(store, over: world.office) }

  @discardableResult
  func new(_ fields: [(String, String)] = [("channel", "phone"), ("narrative", "汤是凉的")]) throws -> RecordID {
    try store.write { session in
      try session.newCase(try CaseInput.newCase(fields.map { (id: $0.0, text: $0.1) }, now: session.here)).id
    }
  }

  /// Makes the state of a record another than the one that came: its case has another text. Digest and number of records
  /// are those of what is held, as a program that adds them up finds them.
  func alterFirstState() throws {
    try store.queue.inDatabase { db in
      guard let row = try Row.fetchOne(db, sql: "SELECT rid, id, state, scope FROM records ORDER BY rid"),
        let record = try db.record(rid: row["rid"]), let old = record.state
      else { throw Failure("no record") }
      let field = FieldID(CaseField.narrative.number)
      guard let change = try Self.change(of: old, field) else {
        throw Failure("no version")
      }
      var altered = record
      altered.state = apply(change, to: nil).state.encoded()
      try db.update(altered)
      guard var scope = try db.scopes().first(where: { $0.rid == record.scope }) else {
        throw Failure("no scope")
      }
      scope.count(altered.state, insteadOf: old, of: record.id)
      try db.update(scope)
    }
  }

  /// A change that says nothing but another text, under the dot of the state's version.
  private static func change(of state: [UInt8], _ field: FieldID) throws -> Change? {
    let state = try RecordState(decoding: state)
    return state.headVersions.first.map { version in
      Change(
        dot: version.dot, record: state.record, kind: state.kind, aggregate: state.aggregate, scope: "SH01",
        author: version.author, group: Group(first: version.dot.number, count: 1), salt: 0,
        writes: state.fields.compactMap { known in
          known.winner.map { FieldWrite(known.field, known.field == field ? .text("别的") : $0.value) }
        },
        times: Times(stamp: version.time, wall: version.wall, quality: version.quality))
    }
  }

  func edit(_ record: RecordID, _ field: String, _ text: String) throws {
    try store.write { session in
      guard let row = try session.db.record(record), let definition = Schema.field(.case, field) else {
        throw Failure("no such case or field")
      }
      _ = try session.editCase(row, try FieldInput.edits(text, of: definition, now: session.here))
    }
  }
}
