import FoundationEssentials
package import RecordStore
package import Replica
package import SyncProtocol
package import Versioning

/// What a sync did.
package struct SyncReport: Hashable, Sendable {
  package init() {}

  /// Changes that head office has now and had not before.
  package var pushed = 0
  /// Records whose state came.
  package var pulled = 0
  /// Conflicts that were not there before.
  package var conflicts = 0
  package var traffic = Traffic()
  /// Scopes in which this replica and head office do not agree: a bug, which is told.
  package var digestMismatches: [String] = []
}

/// Why a sync ended early. What was exchanged before stays; what is pending stays pending.
package enum SyncFailure: Error, Sendable {
  case notEnrolled
  case transport(TransportFailure)
  case exchange(ExchangeFailure)
  case store(StoreError)
  /// Head office answers, but nothing goes on.
  case noProgress
}

/// One sync, as a state machine: events go in, actions come out. It does no waiting and no sending.
///
///     ready ─start→ exchanging ─response→ exchanging … ─last response→ (fetchingHistory ─→) ended
///
/// Every response is taken in before the next request is made, so a session can end anywhere and the next
/// one goes on where it was.
package struct SyncSession: Sendable {
  package enum Event: Sendable {
    case start
    case response(SyncResponse, Traffic)
    case history(HistoryResponse, Traffic)
    case failed(TransportFailure)
  }

  package enum Action: Sendable {
    case exchange(SyncRequest)
    case fetchHistory(HistoryRequest)
    case end(SyncReport, SyncFailure?)
  }

  private enum State: Sendable {
    case ready
    case exchanging(sent: Int, isRepeat: Bool)
    case fetchingHistory
    case ended
  }

  private let store: ReplicaStore
  private var state = State.ready
  package private(set) var report = SyncReport()
  private var conflictsBefore: Set<ConflictID> = []

  package init(store: ReplicaStore) { self.store = store }

  package mutating func handle(_ event: Event) -> Action {
    do {
      switch (state, event) {
      case (.ready, .start):
        conflictsBefore = Set(try store.openConflicts().keys)
        return try exchange()
      case (.exchanging(let sent, let isRepeat), .response(let response, let traffic)):
        report.traffic += traffic
        return try take(response, sent: sent, isRepeat: isRepeat)
      case (.fetchingHistory, .history(let response, let traffic)):
        report.traffic += traffic
        try store.keepHistory(response)
        return end(nil)
      case (.fetchingHistory, .failed):
        // The exchange itself is done; a base that could not be fetched is fetched when it is asked for.
        return end(nil)
      case (_, .failed(let failure)):
        if case .refused(let refusal, let traffic) = failure {
          report.traffic += traffic
          if refusal.code == .clockOutOfTolerance { try store.noteClockOffset(refusal.offset) }
        }
        return end(.transport(failure))
      default:
        return end(.noProgress)
      }
    } catch let failure as ExchangeFailure {
      return end(.exchange(failure))
    } catch {
      return end(.store(StoreError(error) ?? .failed(detail: "\(error)")))
    }
  }

  /// - Parameter isRepeat: the last one moved nothing.
  private mutating func exchange(isRepeat: Bool = false) throws -> Action {
    let request = try store.nextRequest()
    state = .exchanging(sent: request.changes.count, isRepeat: isRepeat)
    return .exchange(request)
  }

  private mutating func take(_ response: SyncResponse, sent: Int, isRepeat: Bool) throws -> Action {
    let outcome = try store.absorb(response)
    report.pushed += outcome.accepted
    report.pulled += outcome.pulled
    report.digestMismatches += outcome.digestMismatches.filter { !report.digestMismatches.contains($0) }
    let pending = try store.read { try $0.pending() }
    if response.more || pending > 0 {
      if outcome.accepted > 0 || !response.pages.isEmpty { return try exchange() }
      // Something was written while this exchange was under way: it goes with the next one, or it never will.
      guard sent == 0, pending > 0, !isRepeat else { return end(.noProgress) }
      return try exchange(isRepeat: true)
    }
    return try fetchHistory()
  }

  /// New conflicts are shown with what both sides had before them: that lies in the history.
  private mutating func fetchHistory() throws -> Action {
    let raised = try store.openConflicts().filter { !conflictsBefore.contains($0.key) }
    report.conflicts = raised.count
    let records = Set(raised.values).sorted().prefix(Limits.historyRecords)
    guard !records.isEmpty else { return end(nil) }
    state = .fetchingHistory
    var request = HistoryRequest()
    request.protocol = Limits.protocolVersion
    request.replica = try store.read { $0.identity.replica.data }
    request.records = records.map(\.data)
    return .fetchHistory(request)
  }

  private mutating func end(_ failure: SyncFailure?) -> Action {
    state = .ended
    return .end(report, failure)
  }
}

/// Runs a session to its end.
/// - Parameter progress: told the report so far after each exchange.
package func synchronise(
  _ store: ReplicaStore, over transport: some SyncTransport, progress: (SyncReport) -> Void = { _ in }
) async -> (SyncReport, SyncFailure?) {
  let token: String
  do {
    guard let link = try store.read({ $0.identity.headOffice }) else { return (SyncReport(), .notEnrolled) }
    token = link.token
  } catch { return (SyncReport(), .store(StoreError(error) ?? .failed(detail: "\(error)"))) }
  var session = SyncSession(store: store)
  var action = session.handle(.start)
  while true {
    let event: SyncSession.Event
    switch action {
    case .exchange(let request):
      do throws(TransportFailure) {
        let (response, traffic) = try await transport.call(
          .sync, request, token: token, as: SyncResponse.self)
        event = .response(response, traffic)
      } catch { event = .failed(error) }
    case .fetchHistory(let request):
      do throws(TransportFailure) {
        let (response, traffic) = try await transport.call(
          .history, request, token: token, as: HistoryResponse.self)
        event = .history(response, traffic)
      } catch { event = .failed(error) }
    case .end(let report, let failure):
      return (report, failure)
    }
    action = session.handle(event)
    progress(session.report)
  }
}

/// Trades a one-time code for a token and keeps it. Where the branch has another device with the same tag,
/// this one draws anew and says so to head office with the same code, so that nobody else draws that tag.
package func enrol(
  _ store: ReplicaStore, url: String, rules: ConnectionRules = ConnectionRules(), code: String,
  over transport: some SyncTransport
) async throws -> ReplicaIdentity {
  let request = try store.enrolRequest(code: code)
  let (response, _) = try await transport.call(.enrol, request, token: nil, as: EnrolResponse.self)
  let identity = try store.enrolled(at: url, rules: rules, response)
  guard identity.tag != request.tag else { return identity }
  return try await enrol(store, url: url, rules: rules, code: code, over: transport)
}

/// Fetches the whole history of some records and keeps it.
package func fetchHistory(
  _ store: ReplicaStore, of records: [RecordID], over transport: some SyncTransport
) async throws {
  let identity = try store.read { $0.identity }
  guard let link = identity.headOffice else { throw SyncFailure.notEnrolled }
  var request = HistoryRequest()
  request.protocol = Limits.protocolVersion
  request.replica = identity.replica.data
  request.records = records.prefix(Limits.historyRecords).map(\.data)
  let (response, _) = try await transport.call(.history, request, token: link.token, as: HistoryResponse.self)
  try store.keepHistory(response)
}
