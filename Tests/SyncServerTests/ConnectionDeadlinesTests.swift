import Testing

@testable import SyncServer

/// Every wait for the other side has an end; the server's own work has none. Times are seconds here.
@Suite struct ConnectionDeadlinesTests {
  private let limits: ServerLimits = {
    var limits = ServerLimits()
    limits.headSeconds = 10
    limits.keepAliveSeconds = 70
    limits.bodyIdleSeconds = 20
    limits.bodySeconds = 100
    limits.drainSeconds = 5
    limits.drainBytes = 1000
    limits.stallSeconds = 60
    return limits
  }()

  private func second(_ seconds: Int64) -> Int64 { seconds * 1_000_000_000 }

  private func deadline(_ deadlines: ConnectionDeadlines) -> Int64? {
    deadlines.deadline.map { $0 / 1_000_000_000 }
  }

  @Test func `a request has to begin soon, and the next one later`() {
    var deadlines = ConnectionDeadlines(limits: limits, now: second(100))
    #expect(deadline(deadlines) == 110)
    deadlines.readHead(at: second(101))
    deadlines.readEnd(at: second(101))
    #expect(deadlines.deadline == nil)
    deadlines.wroteEnd(at: second(500))
    #expect(deadline(deadlines) == 570)
  }

  @Test func `a byte now and then keeps a body alive only so long`() {
    var deadlines = ConnectionDeadlines(limits: limits, now: 0)
    deadlines.readHead(at: 0)
    #expect(deadline(deadlines) == 20)
    for time in stride(from: Int64(15), to: 95, by: 15) { deadlines.readBody(1, at: second(time)) }
    #expect(deadline(deadlines) == 100)
    deadlines.readBody(1, at: second(99))
    #expect(deadline(deadlines) == 100)
  }

  @Test func `what follows a refusal is read for a moment and up to a bound`() {
    var deadlines = ConnectionDeadlines(limits: limits, now: 0)
    deadlines.readHead(at: 0)
    deadlines.readBody(5000, at: second(1))
    deadlines.wroteEnd(at: second(2))
    #expect(deadline(deadlines) == 7 && !deadlines.hasDrainedTooMuch)
    deadlines.readBody(1000, at: second(3))
    #expect(deadline(deadlines) == 7 && !deadlines.hasDrainedTooMuch)
    deadlines.readBody(1, at: second(3))
    #expect(deadlines.hasDrainedTooMuch)
  }

  @Test func `who reads the rest in time goes on with the connection`() {
    var deadlines = ConnectionDeadlines(limits: limits, now: 0)
    deadlines.readHead(at: 0)
    deadlines.wroteEnd(at: second(2))
    deadlines.readEnd(at: second(4))
    #expect(deadline(deadlines) == 74)
    deadlines.readHead(at: second(5))
    #expect(deadline(deadlines) == 25 && !deadlines.hasDrainedTooMuch)
  }

  @Test func `an answer that nobody reads ends, one that is only long does not`() {
    var deadlines = ConnectionDeadlines(limits: limits, now: 0)
    deadlines.readHead(at: 0)
    deadlines.readEnd(at: 0)
    deadlines.becameWritable(false, at: second(10))
    #expect(deadline(deadlines) == 70)
    deadlines.becameWritable(true, at: second(30))
    #expect(deadlines.deadline == nil)
    deadlines.becameWritable(false, at: second(40))
    deadlines.becameWritable(false, at: second(90))
    #expect(deadline(deadlines) == 100)
  }
}
