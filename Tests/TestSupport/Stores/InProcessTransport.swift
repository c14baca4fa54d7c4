package import HeadOffice
package import SyncClient
package import SyncProtocol
package import Synchronization

/// The exchange as a function call, with faults on demand.
package final class InProcessTransport: SyncTransport {
  package enum Fault: Sendable {
    /// The request never arrives.
    case dropRequest
    /// Head office does it, but the answer is lost.
    case loseAnswer
  }

  private let headOffice: @Sendable () -> HeadOfficeService
  private let faults = Mutex<[Fault?]>([])
  package let requests = Mutex<[SyncRequest]>([])
  /// What was refused, in turn.
  package let refusals = Mutex<[ErrorCode]>([])

  package init(_ headOffice: @escaping @Sendable () -> HeadOfficeService) { self.headOffice = headOffice }

  /// Whether a fault is planned that no request has met.
  package var hasPlans: Bool { faults.withLock { !$0.isEmpty } }

  /// What happens to the next requests, in turn; nil: nothing.
  package func plan(_ next: [Fault?]) { faults.withLock { $0 = next } }

  package func send(
    _ body: [UInt8], to endpoint: Endpoint, token: String?
  ) async throws(TransportFailure) -> (reply: [UInt8], traffic: Traffic) {
    let fault = faults.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    if fault == .dropRequest { throw .unreachable("dropped") }
    let reply: [UInt8]
    do { reply = try await answer(body, endpoint, token) } catch let refusal as Refusal {
      refusals.withLock { $0.append(refusal.code) }
      throw .refused(refusal, Traffic(requests: 1, bytesUp: body.count))
    } catch { throw .unreachable("\(error)") }
    if fault == .loseAnswer { throw .unreachable("answer lost") }
    return (reply, Traffic(requests: 1, bytesUp: body.count, bytesDown: reply.count))
  }

  private func answer(_ body: [UInt8], _ endpoint: Endpoint, _ token: String?) async throws -> [UInt8] {
    let form = MessageFormat.protobuf
    let service = headOffice()
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
      return try form.encode(
        try service.offer(form.decode(OfferRequest.self, from: body), token: token ?? ""))
    case .erasures:
      return try form.encode(
        try service.erasureStatus(form.decode(ErasureStatusRequest.self, from: body), token: token ?? ""))
    }
  }
}
