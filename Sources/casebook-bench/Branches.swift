import Complaints
import FoundationEssentials
import Glibc
import HeadOffice
import RecordStore
import Replica
import SyncClient
import SyncProtocol
import Versioning

/// Milliseconds since 1970.
@Sendable func wallMilliseconds() -> Int64 {
  var time = timespec()
  clock_gettime(CLOCK_REALTIME, &time)
  return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
}

/// A head office in a folder of a run.
struct BenchOffice: Sendable {
  let store: HeadOfficeStore
  let service: HeadOfficeService

  init(path: String) throws {
    var random = SystemRandomNumberGenerator()
    try HeadOfficeStore.create(path: path, now: wallMilliseconds(), random: &random)
    store = try HeadOfficeStore.open(path: path)
    service = HeadOfficeService(store: store, now: wallMilliseconds)
  }

  func add(_ branch: BranchCode) throws { try store.addBranch(branch, name: nil, now: wallMilliseconds()) }

  func code(_ branch: BranchCode, _ role: Role = .branchStaff) throws -> String {
    var random = SystemRandomNumberGenerator()
    return try store.enrolmentCode(
      branch: branch, role: role, now: wallMilliseconds(), validFor: 3_600_000, random: &random
    ).text
  }

  /// The digest and the number of records of a scope.
  func scope(_ code: String) throws -> ScopeRow? { try store.pool.read { try $0.scope(code) } }

  func scopes() throws -> [ScopeRow] { try store.pool.read { try $0.scopes() } }

  /// How many cases each scope holds, by its code.
  func caseCounts() throws -> [String: Int] {
    try store.branches().reduce(into: [:]) { $0[$1.code] = $1.records }
  }
}

/// Calls head office as a function, with the messages encoded as on the wire.
struct DirectTransport: SyncTransport {
  let service: HeadOfficeService

  func send(
    _ body: [UInt8], to endpoint: Endpoint, token: String?
  ) async throws(TransportFailure) -> (reply: [UInt8], traffic: Traffic) {
    do {
      let reply = try await answer(body, endpoint, token ?? "")
      return (reply, Traffic(requests: 1, bytesUp: body.count, bytesDown: reply.count))
    } catch let refusal as Refusal {
      throw .refused(refusal, Traffic(requests: 1, bytesUp: body.count))
    } catch {
      throw .unreachable("\(error)")
    }
  }

  private func answer(_ body: [UInt8], _ endpoint: Endpoint, _ token: String) async throws -> [UInt8] {
    let form = MessageFormat.protobuf
    switch endpoint {
    case .sync:
      return try form.encode(await service.exchange(form.decode(SyncRequest.self, from: body), token: token))
    case .enrol: return try form.encode(service.enrol(form.decode(EnrolRequest.self, from: body)))
    case .history:
      return try form.encode(service.history(form.decode(HistoryRequest.self, from: body), token: token))
    case .incarnation, .compare, .offer, .erasures: throw Refusal(.notFound, "Not part of a measurement.")
    }
  }
}

extension ReplicaStore {
  /// A new replica, not enrolled.
  static func create(path: String, branch: BranchCode) throws -> ReplicaStore {
    try create(path: path, branch: branch, name: "bench", author: "bench")
  }

  func enrol(
    at office: BenchOffice, as role: Role = .branchStaff, url: String, over transport: some SyncTransport
  )
    async throws
  {
    let branch = try read { $0.identity.branch }
    _ = try await SyncClient.enrol(self, url: url, code: try office.code(branch, role), over: transport)
  }

  /// Syncs and fails where that fails or where the two sides do not agree afterwards.
  func sync(over transport: some SyncTransport) async throws -> SyncReport {
    let (report, failure) = await synchronise(self, over: transport)
    if let failure { throw CheckFailed("sync failed: \(failure)") }
    try check(report.digestMismatches.isEmpty, "digests agree in \(report.digestMismatches)")
    return report
  }

  /// Imports cases as the command does, some thousand rows to a transaction.
  /// - Returns: how many were new.
  func importAll(_ rows: [ImportRow], source: String, terms: Terms = .builtIn, batch: Int = 4000) throws
    -> Int
  {
    let branch = try read { $0.identity.branch }
    let now = surroundings.here
    var new = 0
    for start in stride(from: 0, to: rows.count, by: batch) {
      new += try write { session in
        var count = 0
        for row in rows[start..<min(start + batch, rows.count)] {
          var draft = CaseInput(now: now, terms: terms)
          for (field, text) in row.fields { try draft.set(field, text) }
          for (field, element) in row.sets { try draft.add(element: element, to: field) }
          let id = ImportedRecord.id(branch: branch, source: source, key: row.key)
          if try session.importCase(draft, id: id, from: source) { count += 1 }
        }
        return count
      }
    }
    return new
  }

  func caseCount() throws -> Int {
    try read { try $0.db.value("SELECT count(*) FROM cases") ?? 0 }
  }
}

/// A case as a file would hold it.
struct ImportRow: Sendable {
  let key: String
  let fields: [(field: String, text: String)]
  var sets: [(field: String, element: String)] = []
}
