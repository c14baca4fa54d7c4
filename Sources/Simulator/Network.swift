import RecordStore
import SyncClient
import SyncProtocol
import Synchronization
import Versioning

/// The fates that await the requests of one sync, and what became of them.
final class Line: Sendable {
  private struct State {
    var deliveries: ArraySlice<Delivery>
    var told: [String] = []
    var hasFailed = false
    var injected: Set<ErrorCode> = []
  }

  private let state: Mutex<State>

  init(_ deliveries: [Delivery]) { state = Mutex(State(deliveries: deliveries[...])) }

  func next() -> Delivery {
    state.withLock { state in
      let delivery = state.deliveries.popFirst() ?? Delivery(.arrives)
      state.told.append("\(delivery.fate)")
      return delivery
    }
  }

  func fail(_ code: ErrorCode? = nil) {
    state.withLock { state in
      state.hasFailed = true
      if let code { state.injected.insert(code) }
    }
  }

  var hasFailed: Bool { state.withLock { $0.hasFailed } }

  func isInjected(_ refusal: Refusal) -> Bool { state.withLock { $0.injected.contains(refusal.code) } }

  var told: String { state.withLock { $0.told.joined(separator: " ") } }
}

/// The exchange over a network that fails on order.
struct SimulatedTransport: SyncTransport {
  let world: World
  let device: Int
  let crash: CrashPoint
  let line: Line

  func send(
    _ body: [UInt8], to endpoint: Endpoint, token: String?
  ) async throws(TransportFailure) -> (reply: [UInt8], traffic: Traffic) {
    let request = Office.LateRequest(device: device, body: body, endpoint: endpoint, token: token)
    let reply = try await world.carry(request, crash, line)
    return (reply, Traffic(requests: 1, bytesUp: body.count, bytesDown: reply.count))
  }
}

extension World {
  /// Takes a request to head office and its answer back, as its fate will have it.
  func carry(
    _ request: Office.LateRequest, _ crash: CrashPoint, _ line: Line
  ) async throws(TransportFailure) -> [UInt8] {
    // Whoever is dead sends nothing any more.
    guard !crash.isDead else {
      line.fail()
      throw .unreachable("ended")
    }
    let delivery = line.next()
    await meanwhile(delivery.before)
    var reply: [UInt8] = []
    switch delivery.fate {
    case .requestLost: throw lost("request lost", line)
    case .requestLate:
      office.limbo.append(request)
      throw lost("request late", line)
    case .refused(let status):
      let code: ErrorCode = status == 401 ? .unauthorized : status == 429 ? .tooManyRequests : .busy
      line.fail(code)
      throw .refused(Refusal(code, "on the way"), Traffic(requests: 1))
    case .arrives: reply = try await answer(request, line)
    case .twice:
      _ = try await answer(request, line)
      reply = try await answer(request, line)
    case .answerLost:
      _ = try await answer(request, line)
      throw lost("answer lost", line)
    case .cut(let thousandths):
      let whole = try await answer(request, line)
      throw cut(whole, thousandths, line)
    }
    await meanwhile(delivery.after)
    guard !crash.isDead, violation == nil else { throw lost("ended", line) }
    return reply
  }

  private func lost(_ why: String, _ line: Line) -> TransportFailure {
    line.fail()
    return .unreachable(why)
  }

  /// An answer that breaks off: packed, as it travels, it must not be readable.
  private func cut(_ whole: [UInt8], _ thousandths: Int, _ line: Line) -> TransportFailure {
    if let packed = try? Gzip.compress(whole) {
      let part = Array(packed.prefix((packed.count - 1) * min(max(thousandths, 0), 1000) / 1000))
      if (try? Gzip.decompress(part, limit: Limits.bodyBytes)) != nil {
        violation = Violation(.nothingUnexpected, "an answer cut after \(part.count) bytes was read")
      }
    }
    return lost("answer cut", line)
  }

  /// What happens elsewhere while something is under way.
  private func meanwhile(_ events: [Event]) async {
    guard !events.isEmpty, violation == nil else { return }
    let outer = event
    // Nobody waits long for an answer.
    let brief = events.map { Event($0.number, after: min($0.after, 2000), $0.step) }
    do { try await play(brief) } catch {
      violation = error as? Violation ?? Violation(.nothingUnexpected, "\(error)")
    }
    event = outer
  }

  /// Head office's answer, after the laws that hold for every answer.
  private func answer(
    _ request: Office.LateRequest, _ line: Line?
  ) async throws(TransportFailure) -> [UInt8] {
    let crash = office.crash
    do {
      let answer = try await Office.answer(
        office.service, request.body, request.endpoint, token: request.token ?? "", pageBytes: pageBytes)
      try checkAnswer(answer.bytes, to: request.device)
      if let response = answer.response { try note(response, of: request) }
      if !crash.isDead { return answer.bytes }
    } catch let refusal as Refusal {
      note { try checkAnswer(Array((refusal.message + refusal.hint).utf8), to: request.device) }
      throw .refused(refusal, Traffic(requests: 1))
    } catch let violation as Violation {
      self.violation = violation
    } catch {
      if !crash.isDead {
        guard office.isFull, case .diskFull? = StoreError(error) else {
          violation = Violation(.nothingUnexpected, "head office failed: \(error)")
          throw .unreachable("failed")
        }
        note { try noteStalledErasures() }
        line?.fail(.storageFull)
        throw .refused(Refusal(.storageFull, "Head office's disk is full."), Traffic(requests: 1))
      }
    }
    // It ended before it could answer, and is started again.
    note { if office.crash === crash { try office.restart() } }
    line?.fail()
    throw .unreachable("head office ended")
  }

  private func note(_ body: () throws -> Void) {
    do { try body() } catch {
      violation = error as? Violation ?? Violation(.nothingUnexpected, "\(error)")
    }
  }

  func deliverLate() async throws {
    guard !office.limbo.isEmpty else { return }
    let request = office.limbo.removeFirst()
    if request.endpoint == .enrol { devices[request.device].mustEnrol = true }
    var outcome = "arrives"
    do { _ = try await answer(request, nil) } catch { outcome = Self.told(.transport(error)) }
    if let violation { throw violation }
    say("a late request of \(devices[request.device].name) \(outcome)")
  }

  // MARK: Laws of every answer

  /// Law 8: an answer to a replica, whatever it is, has no byte of a case that is in another branch's scope.
  private func checkAnswer(_ bytes: [UInt8], to index: Int) throws {
    let device = devices[index]
    guard !device.seesEverything else { return }
    // Head office goes by the role that it gave.
    let roles = [device.role, device.granted]
    try checkBytes(bytes, to: device.name) { scope in
      roles.contains { Oracle.mayHold(scope, $0, of: device.branch) }
    }
  }

  func checkBytes(_ bytes: [UInt8], to name: String, mayHold: (String) -> Bool) throws {
    for label in Texts.labels(in: bytes) {
      guard let record = labels.cases[label] else { continue }
      let scope: String? = try office.store.pool.read { db in
        try db.row(
          "SELECT s.code FROM records r JOIN scopes s ON s.rid = r.scope WHERE r.id = ?", [record.data])?[0]
      }
      if let scope, !mayHold(scope) {
        throw Violation(
          .nobodyHoldsForeign, "an answer to \(name) has bytes of case ⟦\(label)⟧, which is \(scope)'s"
        )
      }
    }
  }

  /// Law 6: what is told of a change is told again, however often it is pushed.
  private func note(_ response: SyncResponse, of request: Office.LateRequest) throws {
    guard !response.verdicts.isEmpty,
      let sent = try? MessageFormat.protobuf.decode(SyncRequest.self, from: request.body),
      let replica = Identifier(bytes: Array(sent.replica))
    else { return }
    for verdict in response.verdicts {
      let dot = Dot(replica, verdict.number)
      if let earlier = verdicts[dot], earlier != verdict, earlier.outcome != .quarantined {
        throw Violation(
          .exactlyOnce, "change \(dot) was told \(earlier.outcome) first, then \(verdict.outcome)")
      }
      verdicts[dot] = verdict
    }
  }
}
