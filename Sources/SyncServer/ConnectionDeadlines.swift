/// When a connection has to be closed because the other side is too slow: a state machine with the time
/// passed in (monotonic, nanoseconds). Against clients that hold a connection by sending a byte now and then
/// ("slow loris", Hansen 2009), every wait for the other side has an end.
struct ConnectionDeadlines {
  private let limits: ServerLimits
  /// Requests whose answers have not ended.
  private var open = 0
  private var isReading = false
  /// When the wait for a request began: with the connection, or with the end of the last answer.
  private var idleSince: Int64
  private var isFirst = true
  private var bodySince: Int64 = 0
  private var lastPart: Int64 = 0
  /// The answer is out, and the rest of the body is only dropped.
  private var drainingSince: Int64?
  private var drained = 0
  private var stalledSince: Int64?

  init(limits: ServerLimits, now: Int64) {
    self.limits = limits
    idleSince = now
  }

  mutating func readHead(at now: Int64) {
    open += 1
    isReading = true
    isFirst = false
    drainingSince = nil
    drained = 0
    bodySince = now
    lastPart = now
  }

  mutating func readBody(_ bytes: Int, at now: Int64) {
    lastPart = now
    if drainingSince != nil { drained += bytes }
  }

  mutating func readEnd(at now: Int64) {
    isReading = false
    drainingSince = nil
    if open == 0 { idleSince = now }
  }

  mutating func wroteEnd(at now: Int64) {
    open -= 1
    guard open == 0 else { return }
    idleSince = now
    if isReading { drainingSince = now }
  }

  mutating func becameWritable(_ isWritable: Bool, at now: Int64) {
    stalledSince = isWritable ? nil : stalledSince ?? now
  }

  /// More was sent after a refusal than is read for courtesy.
  var hasDrainedTooMuch: Bool { drained > limits.drainBytes }

  /// The time from which on the connection is closed; nil while the server is at work.
  var deadline: Int64? {
    var deadlines: [Int64] = []
    if let stalledSince { deadlines.append(stalledSince + Self.nanoseconds(limits.stallSeconds)) }
    if let drainingSince {
      deadlines.append(drainingSince + Self.nanoseconds(limits.drainSeconds))
    } else if isReading {
      deadlines.append(bodySince + Self.nanoseconds(limits.bodySeconds))
      deadlines.append(lastPart + Self.nanoseconds(limits.bodyIdleSeconds))
    } else if open == 0 {
      deadlines.append(
        idleSince + Self.nanoseconds(isFirst ? limits.headSeconds : limits.keepAliveSeconds))
    }
    return deadlines.min()
  }

  private static func nanoseconds(_ seconds: Int64) -> Int64 { seconds * 1_000_000_000 }
}
