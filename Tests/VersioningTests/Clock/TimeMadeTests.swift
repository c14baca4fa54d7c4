import Testing
import Versioning

@Suite("When a version was made")
struct TimeMadeTests {
  @Test func `no right clock shows a time before 2026, which begins 20,454 days after 1970`() {
    #expect(Version.earliestClock == 20_454 * 86_400_000)
  }

  @Test func `values of unknown types are equal where type and bytes are`() {
    #expect(Value.opaque(type: 5, bytes: [1]) == .opaque(type: 5, bytes: [1]))
    #expect(Value.opaque(type: 5, bytes: [1]) != .opaque(type: 6, bytes: [1]))
    #expect(Value.opaque(type: 5, bytes: [1]) != .opaque(type: 5, bytes: [2]))
  }

  private static let now: Int64 = 1_795_305_600_000
  private static let year: Int64 = 31_536_000_000

  private func version(wall: Int64, stamp: Int64, _ quality: ClockQuality) -> Version {
    Version(
      dot: Dot(Identifier(high: 1, low: 1), 1), author: Author(name: "李娜", branch: "SH01"),
      time: HybridTime(milliseconds: stamp), wall: wall, quality: quality)
  }

  @Test(arguments: [-1, 0, 1] as [Int64])
  func `a corrected stamp says it, whatever the wall clock showed`(years: Int64) {
    for quality in [ClockQuality.exact, .estimated, .untrusted] {
      let made = version(wall: Self.now + years * Self.year, stamp: Self.now, quality)
      #expect(made.madeAt == Self.now)
      #expect(made.clockCorrection == -years * Self.year)
    }
  }

  @Test func `a clock that was never found to be wrong is taken at its word, not the stamp above it`() {
    #expect(version(wall: Self.now, stamp: Self.now + Self.year, .local).madeAt == Self.now)
  }

  @Test func `a time before any of this was, or after its own stamp, says nothing`() {
    #expect(version(wall: 5000, stamp: Self.now, .local).madeAt == Self.now)
    #expect(version(wall: Self.now + Self.year, stamp: Self.now, .local).madeAt == Self.now)
    #expect(version(wall: .min, stamp: Self.now, .local).clockCorrection == .max)
    #expect(version(wall: .max, stamp: Self.now, .local).clockCorrection < 0)
  }
}
