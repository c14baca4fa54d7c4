import Synchronization

/// A monotonic clock that shows 20 ms more at each reading: so two steps fill the time for which the writer may be
/// held, on a busy machine as on an idle one.
final class Ticks: Sendable {
  private let readings = Mutex(0)
  /// Called before each reading with its number.
  private let before = Mutex<(@Sendable (Int) -> Void)?>(nil)

  var count: Int { readings.withLock { $0 } }

  func onReading(_ action: @escaping @Sendable (Int) -> Void) { before.withLock { $0 = action } }

  func next() -> Int64 {
    let number = readings.withLock { readings in
      readings += 1
      return readings
    }
    before.withLock { $0 }?(number)
    return Int64(number) * 20_000_000
  }
}
