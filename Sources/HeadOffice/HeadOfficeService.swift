import FoundationEssentials
import GRDB
import RecordStore
package import SyncProtocol
import Versioning

/// What replicas ask of head office. One exchange takes their changes and gives them states.
package struct HeadOfficeService: Sendable {
  package let store: HeadOfficeStore
  /// Tells which scopes moved, after each commit.
  package let events = ScopeEvents()
  private let commits: GroupCommit
  /// Head office's clock, in milliseconds since 1970.
  private let now: @Sendable () -> Int64

  package init(store: HeadOfficeStore, now: @escaping @Sendable () -> Int64) {
    self.store = store
    self.now = now
    commits = GroupCommit(store: store, events: events, now: now)
  }

  /// - Throws: `Refusal`, `StoreError`.
  package func exchange(_ request: SyncRequest, token: String) async throws -> SyncResponse {
    try store.checkProtocol(request.protocol)
    guard request.cursors.count <= Limits.cursors else { throw Refusal(.tooLarge, "Too many cursors.") }
    let device = try store.authenticate(token: token, replica: request.replica)
    var response = SyncResponse()
    response.protocol = Limits.protocolVersion
    if !request.changes.isEmpty {
      response.verdicts = try await commits.push(request.changes, clock: request.clock, device: device)
    } else if device.seenAt.map({ now() - $0 > 600_000 }) ?? true {
      try await commits.note(device, clock: request.clock)
    }
    // Pages, digests and the covered number come from one snapshot.
    try store.read { db in try Feed(db: db, device: device).fill(&response, request: request) }
    response.clock = now()
    return response
  }

  /// The device that a token belongs to, before anything else of a request is looked at.
  /// - Throws: `Refusal` (`unauthorized`, `device_revoked`), `StoreError`.
  package func authenticate(token: String) throws -> Device { try store.authenticate(token: token) }

  /// Tells a device which of its scopes move, and nothing of others.
  package func listen(as device: Device) -> (id: UInt64, stream: AsyncStream<Set<String>>) {
    events.subscribe { scope in
      scope == device.branch.rawValue || scope == sharedScope || device.seesEveryBranch
    }
  }

  package func enrol(_ request: EnrolRequest) throws -> EnrolResponse {
    var random = SystemRandomNumberGenerator()
    return try store.enrol(request, now: now(), random: &random)
  }

  /// All versions of records, as far as they are in the device's scopes; others are left out without a word.
  package func history(_ request: HistoryRequest, token: String) throws -> HistoryResponse {
    try store.checkProtocol(request.protocol)
    let device = try store.authenticate(token: token, replica: request.replica)
    guard request.records.count <= Limits.historyRecords else {
      throw Refusal(.tooLarge, "More than \(Limits.historyRecords) records in one request.")
    }
    return try store.read { db in
      var response = HistoryResponse()
      response.protocol = Limits.protocolVersion
      var room = Limits.historyBytes
      let readable = Set(try db.scopes().filter { Feed(db: db, device: device).mayRead($0.code) }.map(\.rid))
      for data in request.records {
        guard let id = RecordID(bytes: Array(data)), let row = try db.record(id), readable.contains(row.scope)
        else { continue }
        for change in try db.changes(of: id) where room > 0 {
          room -= change.encoded.count
          response.changes.append(Data(change.encoded))
        }
      }
      return response
    }
  }
}
