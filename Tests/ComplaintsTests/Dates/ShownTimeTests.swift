import Testing
import Zones

@testable import Complaints

/// A clock time tells one moment.
@Suite struct ShownTimeTests {
  private func zoneOfBerlin() throws -> Zone { try Zone(typed: "Europe/Berlin") }

  @Test func `a time that clocks show twice has its offset beside it, and no other time of that zone has`()
    throws
  {
    let berlin = try zoneOfBerlin()
    // 2026-10-25, 00:00Z, 00:30Z and so on: clocks go from 3:00 +02:00 back to 2:00 +01:00 at 01:00Z.
    let midnight: Int64 = 1_792_886_400_000
    let expected: [(minutes: Int64, shown: String)] = [
      (-1, "2026-10-25 01:59"), (0, "2026-10-25 02:00 +02:00"), (59, "2026-10-25 02:59 +02:00"),
      (60, "2026-10-25 02:00 +01:00"), (119, "2026-10-25 02:59 +01:00"), (120, "2026-10-25 03:00"),
    ]
    for (minutes, shown) in expected {
      let at = midnight + minutes * 60_000
      #expect(LocalTime.shown(at, in: berlin, to: berlin) == shown)
      let time = LocalTime(milliseconds: at, zone: berlin)
      #expect(time.short(in: berlin) == shown && DateText.time(time).short(in: berlin) == shown)
      #expect(DateText.time(time).shown(to: berlin) == shown)
    }
  }

  @Test func `it is a matter of the zone whose clocks it was read from`() throws {
    let berlin = try zoneOfBerlin()
    let at: Int64 = 1_792_886_400_000
    #expect(LocalTime.shown(at, in: .fixed(480), to: .fixed(480)) == "2026-10-25 08:00")
    #expect(LocalTime.shown(at, in: .fixed(480), to: berlin) == "2026-10-25 08:00 +08:00")
    let elsewhere = LocalTime(milliseconds: at, offsetMinutes: 480)
    #expect(
      elsewhere.short(in: berlin) == "2026-10-25 08:00" && elsewhere.mark(in: berlin) == nil)
    #expect(DateText.day(elsewhere.date).short(in: berlin) == "2026-10-25")
  }
}
