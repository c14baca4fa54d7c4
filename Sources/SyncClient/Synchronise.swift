import FoundationEssentials
import RecordStore
package import Replica
import SyncProtocol
package import Versioning

/// Runs a session to its end.
/// - Parameter progress: told the report so far after each exchange.
package func synchronise(
  _ store: ReplicaStore, over transport: some SyncTransport, progress: (SyncReport) -> Void = { _ in }
) async -> (SyncReport, SyncFailure?) {
  do {
    guard try store.read({ $0.identity.headOffice }) != nil else { return (SyncReport(), .notEnrolled) }
  } catch { return (SyncReport(), .store(StoreError(error) ?? .failed(detail: "\(error)"))) }
  var session = SyncSession(store: store)
  var action = session.handle(.start)
  while true {
    if case .end(let report, let failure) = action { return (report, failure) }
    let event: SyncSession.Event
    do throws(TransportFailure) { event = try await carryOut(action, for: store, over: transport) } catch {
      event = .failed(error)
    }
    action = session.handle(event)
    progress(session.report)
  }
}

/// Sends what a session asks for, and brings the answer. The token is read each time: a new incarnation has
/// one of its own.
package func carryOut(
  _ action: SyncSession.Action, for store: ReplicaStore, over transport: some SyncTransport
) async throws(TransportFailure) -> SyncSession.Event {
  let token = (try? store.read { $0.identity.headOffice?.token }) ?? nil
  switch action {
  case .exchange(let request):
    let (response, traffic) = try await transport.call(.sync, request, token: token, as: SyncResponse.self)
    return .response(response, traffic)
  case .fetchHistory(let request):
    let (response, traffic) = try await transport.call(
      .history, request, token: token, as: HistoryResponse.self)
    return .history(response, traffic)
  case .incarnate(let request):
    let (response, traffic) = try await transport.call(
      .incarnation, request, token: token, as: EnrolResponse.self)
    return .incarnated(response, traffic)
  case .compare(let request):
    let (response, traffic) = try await transport.call(
      .compare, request, token: token, as: CompareResponse.self)
    return .compared(response, traffic)
  case .offer(let request):
    let (response, traffic) = try await transport.call(.offer, request, token: token, as: OfferResponse.self)
    return .offered(response, traffic)
  case .end: throw .notUnderstood("a session that has ended")
  }
}

/// Trades a one-time code for a token and keeps it. Where the branch has another device with the same tag,
/// this one draws anew and says so to head office with the same code, so that nobody else draws that tag.
package func enrol(
  _ store: ReplicaStore, url: String, rules: ConnectionRules = ConnectionRules(), code: String,
  over transport: some SyncTransport
) async throws -> ReplicaIdentity {
  try await enrol(store, url: url, rules: rules, code: code, token: nil, over: transport)
}

private func enrol(
  _ store: ReplicaStore, url: String, rules: ConnectionRules, code: String, token: String?,
  over transport: some SyncTransport
) async throws -> ReplicaIdentity {
  let request = try store.enrolRequest(code: code, token: token)
  let (response, _) = try await transport.call(.enrol, request, token: nil, as: EnrolResponse.self)
  let identity = try store.enrolled(at: url, rules: rules, response)
  guard identity.tag != request.tag else { return identity }
  return try await enrol(
    store, url: url, rules: rules, code: code, token: response.token, over: transport)
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
