import Glibc
import Replica
import Testing

/// What a replica takes from its machine.
@Suite("Surroundings")
struct SurroundingsTests {
  @Test func `the machine's time is read to the millisecond`() {
    func milliseconds(_ clock: clockid_t) -> Int64 {
      var time = timespec()
      clock_gettime(clock, &time)
      return Int64((Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1_000_000).rounded(.down))
    }
    let machine = Surroundings.system()
    for _ in 0..<4 {
      let before = milliseconds(CLOCK_REALTIME)
      let wall = machine.wall()
      let boot = milliseconds(CLOCK_BOOTTIME)
      let monotonic = Int64(machine.monotonic())
      #expect(wall >= before - 1 && monotonic >= boot - 1)
      #expect(wall <= milliseconds(CLOCK_REALTIME) + 1 && monotonic <= milliseconds(CLOCK_BOOTTIME) + 1)
      usleep(70_000)
    }
  }
}
