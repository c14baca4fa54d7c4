import Replica
import SyncClient
import SyncProtocol
import TestSupport

/// session.json: what a replica's session does, event by event.
struct SessionVector: Codable, Equatable, Identifiable {
  struct Step: Codable, Equatable {
    /// `name key=value …`
    var event: String
    var action: String
  }

  var id: String
  /// The situation before the session starts.
  var what: String
  var steps: [Step]
}

/// Runs one session to its end and writes down what it does.
func trace(_ replica: SessionReplica, during: (Int) throws -> Void = { _ in }) async throws -> [SessionVector
  .Step]
{
  var session = SyncSession(store: replica.store)
  var event = SyncSession.Event.start
  var steps: [SessionVector.Step] = []
  while true {
    try during(steps.count)
    let action = session.handle(event)
    steps.append(SessionVector.Step(event: words(event), action: words(action)))
    guard steps.count < 40 else { throw Failure("a session without an end") }
    if case .end = action { return steps }
    do throws(TransportFailure) {
      event = try await carryOut(action, for: replica.store, over: replica.world.office)
    } catch { event = .failed(error) }
  }
}

private func words(_ event: SyncSession.Event) -> String {
  switch event {
  case .start: return "start"
  case .response(let response, _):
    var parts = ["response covered=\(response.covered)"]
    if !response.verdicts.isEmpty {
      let quarantined = response.verdicts.filter { $0.outcome == .quarantined }.count
      parts.append("verdicts=\(response.verdicts.count)")
      if quarantined > 0 { parts.append("quarantined=\(quarantined)") }
    }
    if !response.pages.isEmpty { parts.append("pages=\(response.pages.count)") }
    if !response.erasures.isEmpty { parts.append("erasures=\(response.erasures.count)") }
    return (parts + ["more=\(response.more)"]).joined(separator: " ")
  case .history(let response, _): return "history changes=\(response.changes.count)"
  case .incarnated: return "incarnated"
  case .compared(let response, _):
    return "compared entries=\(response.entries.count) lacking=\(response.lacking.count)"
  case .offered(let response, _): return "offered taken=\(response.taken)"
  case .failed(.refused(let refusal, _)): return "refused code=\(refusal.code.rawValue)"
  case .failed(.unreachable): return "unreachable"
  case .failed(.certificate): return "certificate"
  case .failed(.intercepted): return "intercepted"
  case .failed(.notUnderstood): return "not_understood"
  }
}

private func words(_ action: SyncSession.Action) -> String {
  switch action {
  case .exchange(let request):
    var parts = ["exchange changes=\(request.changes.count) cursors=\(request.cursors.count)"]
    if !request.erased.isEmpty { parts.append("erased=\(request.erased.count)") }
    return (parts + ["more_changes=\(request.moreChanges)"]).joined(separator: " ")
  case .fetchHistory(let request): return "history records=\(request.records.count)"
  case .incarnate: return "incarnate"
  case .compare(let request):
    return "compare scope=\(request.scope) records=\(request.records.count / 16) last=\(request.last)"
  case .offer(let request):
    return "offer scope=\(request.scope) states=\(request.states.count) changes=\(request.changes.count)"
  case .end(_, nil): return "end"
  case .end(_, .transport(.unreachable)): return "end failure=unreachable"
  case .end(_, .transport(.certificate)): return "end failure=certificate"
  case .end(_, .transport(.intercepted)): return "end failure=intercepted"
  case .end(_, .transport(.notUnderstood)): return "end failure=not_understood"
  case .end(_, .transport(.refused(let refusal, _))): return "end failure=\(refusal.code.rawValue)"
  case .end(_, .noProgress): return "end failure=no_progress"
  case .end(_, .notEnrolled): return "end failure=not_enrolled"
  case .end(_, .exchange(.malformed)): return "end failure=malformed"
  case .end(_, .exchange(.diverged)): return "end failure=diverged"
  case .end(_, .exchange(.headOfficeLostChanges)): return "end failure=head_office_lost_changes"
  case .end(_, .store): return "end failure=store"
  }
}
