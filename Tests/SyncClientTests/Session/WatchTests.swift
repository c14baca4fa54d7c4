import RecordStore
import SyncClient
import SyncProtocol
import Testing

/// `sync --watch` as a state machine: what happens, and what it then does.
@Suite struct WatchTests {
  /// Actions as words, for whole sequences to be compared.
  private func run(_ watch: inout Watch, _ event: Watch.Event) -> String {
    watch.handle(event, random: 0.5).map { action in
      switch action {
      case .connect: "connect"
      case .disconnect: "disconnect"
      case .sync: "sync"
      case .wait(let milliseconds): "wait \(milliseconds)"
      case .tellAway: "away"
      case .tellBack: "back"
      case .end(nil): "end"
      case .end(.some(let failure)): "end \(failure)"
      }
    }.joined(separator: ", ")
  }

  private func listening() -> Watch {
    var watch = Watch(backoff: Backoff(base: 1000, cap: 8000))
    _ = run(&watch, .start)
    _ = run(&watch, .opened)
    _ = run(&watch, .synced(nil))
    return watch
  }

  private func refused(_ code: ErrorCode, retryAfter: Int? = nil) -> TransportFailure {
    var refusal = Refusal(code, "no")
    refusal.retryAfter = retryAfter
    return .refused(refusal, Traffic())
  }

  @Test func `it listens, then syncs, then syncs on each event`() {
    var watch = Watch()
    #expect(run(&watch, .start) == "connect")
    #expect(run(&watch, .due) == "")
    #expect(run(&watch, .opened) == "sync")
    #expect(run(&watch, .synced(nil)) == "")
    #expect(run(&watch, .moved) == "sync")
    #expect(run(&watch, .synced(nil)) == "")
    #expect(run(&watch, .due) == "sync")
  }

  @Test func `what moves during a sync is fetched by one more, not by many`() {
    var watch = listening()
    #expect(run(&watch, .moved) == "sync")
    #expect(run(&watch, .moved) == "" && run(&watch, .moved) == "" && run(&watch, .due) == "")
    #expect(run(&watch, .synced(nil)) == "sync")
    #expect(run(&watch, .synced(nil)) == "")
  }

  @Test func `a stream that breaks off is had again without a word`() {
    var watch = listening()
    #expect(run(&watch, .lost(.unreachable("closed"))) == "disconnect, wait 500")
    #expect(run(&watch, .moved) == "" && run(&watch, .due) == "")
    #expect(run(&watch, .waited) == "connect")
    #expect(run(&watch, .opened) == "sync")
    #expect(run(&watch, .synced(nil)) == "")
  }

  @Test func `an absence is told once, with longer and longer waits, and its end once`() {
    var watch = listening()
    #expect(run(&watch, .lost(.unreachable("x"))) == "disconnect, wait 500")
    var told: [String] = []
    for _ in 0..<6 {
      _ = run(&watch, .waited)
      told.append(run(&watch, .lost(.unreachable("x"))))
    }
    #expect(told == ["away, wait 1000", "wait 2000", "wait 4000", "wait 4000", "wait 4000", "wait 4000"])
    #expect(run(&watch, .waited) == "connect")
    #expect(run(&watch, .opened) == "sync")
    #expect(run(&watch, .synced(nil)) == "back")
    // From the beginning again.
    #expect(run(&watch, .lost(.unreachable("x"))) == "disconnect, wait 500")
  }

  @Test func `head office away from the start is told at once`() {
    var watch = Watch(backoff: Backoff(base: 1000, cap: 8000))
    _ = run(&watch, .start)
    #expect(run(&watch, .lost(.unreachable("x"))) == "away, wait 500")
  }

  @Test func `Retry-After is the least wait, of the stream and of a sync`() {
    var watch = listening()
    #expect(run(&watch, .lost(refused(.busy, retryAfter: 30))) == "disconnect, wait 30500")
    watch = listening()
    _ = run(&watch, .moved)
    #expect(
      run(&watch, .synced(.transport(refused(.tooManyRequests, retryAfter: 9)))) == "disconnect, wait 9500")
    #expect(run(&watch, .waited) == "connect")
  }

  @Test(arguments: [ErrorCode.unauthorized, .deviceRevoked, .replicaMismatch, .forbidden])
  func `who is not let in does not ask again`(code: ErrorCode) {
    var watch = listening()
    #expect(run(&watch, .lost(refused(code))).hasPrefix("disconnect, end transport"))
    #expect(run(&watch, .waited) == "" && run(&watch, .due) == "" && run(&watch, .opened) == "")
    watch = listening()
    _ = run(&watch, .moved)
    #expect(run(&watch, .synced(.transport(refused(code)))).hasPrefix("disconnect, end transport"))
  }

  @Test(arguments: [200, 302, 401, 403, 407])
  func `a login page on the way is no refusal: it asks again`(status: Int) {
    var watch = listening()
    #expect(run(&watch, .lost(.intercepted(status: status))) == "disconnect, wait 500")
    watch = listening()
    _ = run(&watch, .moved)
    #expect(run(&watch, .synced(.transport(.intercepted(status: status)))) == "disconnect, wait 500")
  }

  @Test func `a damaged store ends it, a busy one does not`() {
    var watch = listening()
    _ = run(&watch, .moved)
    #expect(run(&watch, .synced(.store(.damaged(detail: "x")))).contains("end"))
    watch = listening()
    _ = run(&watch, .moved)
    #expect(run(&watch, .synced(.store(.busy))) == "disconnect, wait 500")
  }

  @Test func `a sync that fails while the stream is being had again waits once`() {
    var watch = listening()
    _ = run(&watch, .moved)
    #expect(run(&watch, .lost(.unreachable("x"))) == "disconnect, wait 500")
    #expect(run(&watch, .synced(.transport(.unreachable("x")))) == "")
    #expect(run(&watch, .waited) == "connect")
    #expect(run(&watch, .waited) == "")
  }

  @Test func `a head office without events is asked now and then`() {
    var watch = Watch()
    _ = run(&watch, .start)
    #expect(run(&watch, .lost(refused(.notFound))) == "sync, wait 65000")
    #expect(run(&watch, .synced(nil)) == "")
    #expect(run(&watch, .waited) == "connect")
    #expect(run(&watch, .lost(refused(.notFound))) == "sync, wait 65000")
  }

  @Test func `asked to stop it ends, after the exchange that is under way`() {
    var watch = listening()
    #expect(run(&watch, .stop) == "disconnect, end")
    watch = listening()
    _ = run(&watch, .moved)
    #expect(run(&watch, .stop) == "disconnect")
    #expect(run(&watch, .moved) == "" && run(&watch, .lost(.unreachable("x"))) == "")
    #expect(run(&watch, .synced(.transport(.unreachable("x")))) == "end")
    watch = Watch()
    _ = run(&watch, .start)
    _ = run(&watch, .lost(.unreachable("x")))
    #expect(run(&watch, .stop) == "disconnect, end")
  }
}
