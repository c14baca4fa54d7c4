import Testing

@testable import Complaints

/// Complaints beside how much was sold.
@Suite struct VolumesTests {
  private static let today = CivilDate(year: 2026, month: 11, day: 29) ?? CivilDate(daysSinceEpoch: 0)

  private func key(_ axis: ReportAxis, _ typed: String) -> String? {
    axis.key(typed: typed, terms: Terms([]), today: Self.today)
  }

  @Test(arguments: [
    (ReportAxis.month, "2026-11", "2026-11"), (.month, "2026-11-03", "2026-11"),
    (.month, "2026-11-03 00:00:00", "2026-11"),
    (.year, "2026", "2026"), (.year, "2026-Q3", "2026"), (.week, "2026-11-25", "2026-11-23"),
    (.week, "2026-W48", "2026-11-23"),
    (.day, "2026-11-25", "2026-11-25"), (.branch, "sh01", "SH01"), (.severity, "严重", "severe"),
    (.product, "XR-2", "XR-2"),
  ])
  func `a cell names a group`(axis: ReportAxis, typed: String, expected: String) {
    #expect(key(axis, typed) == expected)
  }

  @Test(arguments: [
    (ReportAxis.month, "2026"), (.month, "soon"), (.day, "2026-11"), (.severity, "huge"), (.branch, "?"),
    (.week, "2026-11"),
  ])
  func `what names none, or several, is none`(axis: ReportAxis, typed: String) {
    #expect(key(axis, typed) == nil)
  }

  private func group(_ key: [String?], _ cases: Int) -> ReportGroup<CaseCounts> {
    var counts = CaseCounts()
    counts.cases = cases
    return ReportGroup(key: key, value: counts)
  }

  @Test func `every amount and every group of cases has its row, spellings of one product are one`() {
    var volumes = Volumes(axes: [.month, .product])
    for (amount, cells) in [
      (100, ["2026-10", "Xr-2"]), (50, ["2026-11-01", "xr-2"]), (10, ["2026-11", "Soup"]),
    ] {
      #expect(volumes.add(amount, cells, terms: Terms([]), today: Self.today) == nil)
    }
    #expect(volumes.add(1, ["never", "x"], terms: Terms([]), today: Self.today) == .month)
    let rates = volumes.rates(of: [
      group(["2026-11", "XR-2"], 4), group(["2026-10", "XR-2"], 8), group(["2026-11", nil], 2),
    ])
    #expect(
      rates.map(\.key) == [
        ["2026-10", "XR-2"], ["2026-11", "XR-2"], ["2026-11", "Soup"], ["2026-11", nil],
      ])
    #expect(rates.map(\.cases) == [8, 4, 0, 2] && rates.map(\.amount) == [100, 50, 10, nil])
    #expect(rates.map(\.share) == [0.08, 0.08, 0, nil])
  }
}
