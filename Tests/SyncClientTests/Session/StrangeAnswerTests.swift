import SyncProtocol
import Testing

@testable import SyncClient

@Suite struct StrangeAnswerTests {
  private func answer(_ status: Int, _ body: String) -> TransportFailure {
    HTTPTransport.failure(status: status, Array(body.utf8))
  }

  @Test
  func
    `whatever has not this protocol's words comes from between, with every status but those that say the same`()
  {
    let bodies = [
      "", "<html><body>Please log in</body></html>", "404 page not found", "{}", "[]",
      "{\"error\":\"not_found\"}",
      "{\"code\":404,\"message\":\"Not Found\"}", "{\"code\":\"AccessDenied\",\"message\":\"Access Denied\"}",
      "{\"code\":\"not_found\"}", "\u{0}\u{1}\u{2}",
    ]
    for status in 201...599 {
      for body in bodies {
        switch (status, answer(status, body)) {
        case (429, .refused(let refusal, _)): #expect(refusal.code == .tooManyRequests)
        case (503, .refused(let refusal, _)): #expect(refusal.code == .busy)
        case (502, .unreachable), (504, .unreachable): break
        case (_, .intercepted(status)): #expect(![429, 502, 503, 504].contains(status))
        case (_, let other): Issue.record("\(status) \(body): \(other)")
        }
      }
    }
  }

  @Test func `what has its words is head office's, with a code of tomorrow by whether a retry can help`() {
    guard
      case .refused(let refusal, _) = answer(
        404, "{\"code\":\"not_found\",\"message\":\"There is nothing.\"}"),
      refusal.code == .notFound
    else {
      Issue.record("a refusal")
      return
    }
    guard case .notUnderstood = answer(404, "{\"code\":\"too_old\",\"message\":\"Update.\"}"),
      case .unreachable = answer(404, "{\"code\":\"resting\",\"message\":\"Later.\",\"retry\":true}")
    else {
      Issue.record("by retry")
      return
    }
  }
}
