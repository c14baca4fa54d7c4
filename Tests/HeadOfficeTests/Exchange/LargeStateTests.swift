import Glibc
import Testing
import Versioning

/// What anybody may offer is read and written in a time that grows with it, and not with its square.
@Suite struct LargeStateTests {
  private func varint(_ value: Int) -> [UInt8] {
    var (rest, bytes) = (value, [UInt8]())
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  private func state(of count: Int) -> [UInt8] {
    var bytes: [UInt8] = [1] + Identifier(high: 1, low: 1).bytes + [1, 0]
    bytes += varint(count)
    for at in 1...count { bytes += Identifier(high: 2, low: UInt64(at)).bytes }
    for _ in 1...count { bytes += [1, 1] }
    bytes += varint(count)
    for at in 1...count { bytes += [5] + Array(String(100_000 + at).utf8.suffix(5)) + [1, 0x42] }
    bytes += varint(count)
    for at in 0..<count { bytes += varint(at) + [1] + varint(at) + [0, 0, 0] }
    bytes += varint(count)
    for at in 0..<count { bytes += [4] + varint(at) + [0] }
    return bytes
  }

  /// What this thread spends, whatever else the machine does: in nanoseconds.
  private func spent(on body: () throws -> Void) rethrows -> Int {
    func now() -> Int {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
    let began = now()
    try body()
    return now() - began
  }

  @Test func `a state with four times as many replicas, authors and versions takes about four times as long`()
    throws
  {
    let times = try [8_000, 32_000].map { count in
      let bytes = state(of: count)
      return try spent {
        let state = try RecordState(decoding: bytes)
        #expect(state.fields.count == count)
        #expect(state.encoded() == bytes)
      }
    }
    // Sixteen times as long, where each is looked for among all.
    #expect(times[1] < times[0] * 8)
  }
}
