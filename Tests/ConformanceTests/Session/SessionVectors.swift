import FoundationEssentials
import Replica
import SwiftProtobuf
import SyncClient
import SyncProtocol
import TestSupport

/// session.json: what a replica's session does, event by event.
struct SessionVector: Codable, Equatable, Identifiable {
  struct Step: Codable, Equatable {
    /// Changes that somebody makes before the event comes.
    var written: [Kept.Logged]?
    /// `name key=value …`
    var event: String
    /// What came, whole.
    var message: JSONText?
    var action: String
    /// What this client asks for then, whole.
    var request: JSONText?
  }

  var id: String
  /// The situation before the session starts, in words and in data.
  var what: String
  var kept: Kept
  var steps: [Step]
}

/// Runs one session to its end and writes down what it does.
func trace(_ replica: SessionReplica, during: (Int) throws -> Void = { _ in }) async throws -> (
  kept: Kept, steps: [SessionVector.Step]
) {
  let kept = try Kept(replica.store)
  var session = SyncSession(store: replica.store)
  var event = SyncSession.Event.start
  var steps: [SessionVector.Step] = []
  while true {
    let before = try Kept.lastRow(of: replica.store)
    try during(steps.count)
    let written = try Kept.written(to: replica.store, after: before)
    let action = session.handle(event)
    steps.append(try step(event, action, written: written))
    guard steps.count < 40 else { throw Failure("a session without an end") }
    if case .end = action { return (kept, steps) }
    do throws(TransportFailure) {
      event = try await carryOut(action, for: replica.store, over: replica.world.office)
    } catch { event = .failed(error) }
  }
}

/// Runs the session of a vector from what the vector says alone.
/// - Returns: what it did.
func replay(_ vector: SessionVector, in folder: URL) throws -> [SessionVector.Step] {
  let store = try vector.kept.store(in: folder)
  var session = SyncSession(store: store)
  return try vector.steps.map { said in
    for logged in said.written ?? [] {
      try store.queue.inDatabase { db in
        try db.inTransaction(.immediate) {
          try Kept.add(logged, to: db)
          return .commit
        }
      }
    }
    let event = try said.happening()
    return try step(event, session.handle(event), written: said.written ?? [])
  }
}

private func step(
  _ event: SyncSession.Event, _ action: SyncSession.Action, written: [Kept.Logged]
) throws -> SessionVector.Step {
  func text(_ message: (any Message)?) throws -> JSONText? {
    try message.map { try JSONText($0.jsonUTF8Bytes()).mappingTexts(Runs.packed) }
  }
  return SessionVector.Step(
    written: written.isEmpty ? nil : written, event: words(event), message: try text(message(of: event)),
    action: words(action), request: try text(message(of: action)))
}

private func message(of event: SyncSession.Event) -> (any Message)? {
  switch event {
  case .start: return nil
  case .response(let response, _): return response
  case .history(let response, _): return response
  case .incarnated(let response, _): return response
  case .compared(let response, _): return response
  case .offered(let response, _): return response
  case .failed(.refused(let refusal, _)):
    // What it says for people is free.
    var error = ErrorResponse(refusal)
    (error.message, error.hint) = ("", "")
    return error
  case .failed: return nil
  }
}

private func message(of action: SyncSession.Action) -> (any Message)? {
  switch action {
  case .exchange(let request): request
  case .fetchHistory(let request): request
  case .incarnate(let request): request
  case .compare(let request): request
  case .offer(let request): request
  case .end: nil
  }
}

extension SessionVector.Step {
  /// The event that it tells of.
  fileprivate func happening() throws -> SyncSession.Event {
    let bytes = try message?.mappingTexts(Runs.unpacked).bytes ?? Array("{}".utf8)
    let traffic = Traffic(requests: 1)
    switch event.prefix(while: { $0 != " " }) {
    case "start": return .start
    case "response": return .response(try SyncResponse(jsonUTF8Bytes: bytes), traffic)
    case "history": return .history(try HistoryResponse(jsonUTF8Bytes: bytes), traffic)
    case "incarnated": return .incarnated(try EnrolResponse(jsonUTF8Bytes: bytes), traffic)
    case "compared": return .compared(try CompareResponse(jsonUTF8Bytes: bytes), traffic)
    case "offered": return .offered(try OfferResponse(jsonUTF8Bytes: bytes), traffic)
    case "refused":
      let error = try ErrorResponse(jsonUTF8Bytes: bytes)
      guard let code = ErrorCode(rawValue: error.code) else { throw Failure("no code: \(error.code)") }
      var refusal = Refusal(code, "", offset: error.offset, number: error.number)
      refusal.clock = error.clock
      refusal.known = error.known
      return .failed(.refused(refusal, traffic))
    case "unreachable": return .failed(.unreachable("no route"))
    default: throw Failure("no event: \(event)")
    }
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
