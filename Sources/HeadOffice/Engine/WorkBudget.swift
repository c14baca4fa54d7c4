import Dispatch

/// How long the writer may be held in one go. What holds it asks between two steps, ends its transaction when
/// the time is up, and goes on in a later one.
package struct WorkBudget {
  /// Law 14 allows 100 ms. The rest is for the last step, and for writing down what was done.
  package static let nanoseconds: Int64 = 30_000_000

  private let clock: () -> Int64
  private let end: Int64

  /// - Parameter clock: monotonic, in nanoseconds.
  package init(_ clock: @escaping () -> Int64, nanoseconds: Int64 = Self.nanoseconds) {
    self.clock = clock
    end = clock() + nanoseconds
  }

  package var isSpent: Bool { clock() >= end }

  /// Where nobody else waits for the writer.
  package static var unlimited: WorkBudget { WorkBudget({ 0 }) }

  /// The machine's monotonic clock.
  package static let systemClock: @Sendable () -> Int64 = {
    Int64(DispatchTime.now().uptimeNanoseconds)
  }
}
