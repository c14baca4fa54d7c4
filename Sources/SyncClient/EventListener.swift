import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import SyncProtocol

extension HTTPTransport {
  /// Listens until the stream ends, which it does sooner or later: head office stops, or the network does.
  /// - Parameters:
  ///   - opened: the stream is there; what moves from now on is told.
  ///   - moved: some of this device's scopes moved.
  package func listen(
    token: String, opened: @Sendable () -> Void, moved: @Sendable ([String]) -> Void
  ) async -> TransportFailure {
    var request = HTTPClientRequest(url: address.url + "/v1/events")
    request.headers.add(name: "accept", value: "text/event-stream")
    request.headers.add(name: "cache-control", value: "no-store")
    request.headers.add(name: "authorization", value: "Bearer \(token)")
    do {
      // Signs of life come every 25 s; the client's read timeout of 60 s notices a dead connection.
      let response = try await client.execute(request, deadline: .distantFuture)
      guard response.status.code == 200 else {
        let received = Array(buffer: try await response.body.collect(upTo: 64 << 10))
        return Self.failure(response, (try? Self.unpacked(received, response)) ?? [], Traffic(requests: 1))
      }
      guard response.headers.first(name: "content-type")?.hasPrefix("text/event-stream") ?? false else {
        return .intercepted(status: 200)
      }
      opened()
      var parser = EventStreamParser()
      for try await part in response.body {
        for scopes in try parser.read(part.readableBytesView) { moved(scopes) }
      }
      return .unreachable("the connection was closed")
    } catch is EventStreamParser.TooLong {
      return .notUnderstood("event stream")
    } catch {
      return await failure(error)
    }
  }
}
