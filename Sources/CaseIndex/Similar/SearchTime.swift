import Glibc

/// How long may be searched: so much work of this thread, and ten times as long on a machine that has other things to
/// do.
struct SearchTime {
  let work: Int64
  let wall: Int64

  static func now(plus milliseconds: Int) -> SearchTime {
    let nanoseconds = Int64(milliseconds) * 1_000_000
    return SearchTime(
      work: read(CLOCK_THREAD_CPUTIME_ID) + nanoseconds, wall: read(CLOCK_MONOTONIC) + 10 * nanoseconds)
  }

  var isOver: Bool { Self.read(CLOCK_THREAD_CPUTIME_ID) >= work || Self.read(CLOCK_MONOTONIC) >= wall }

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
