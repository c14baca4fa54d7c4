import Testing
import Zones

@testable import Complaints

/// From when to when a report counts.
@Suite struct ReportFilterTests {
  private let zone = Zone.fixed(480)

  private func filter(_ since: String?, _ until: String?) -> ReportFilter {
    ReportFilter(
      from: since.flatMap { DateText(stored: $0) }, to: until.flatMap { DateText(stored: $0) }, branch: nil,
      zone: zone)
  }

  private func takes(_ filter: ReportFilter, _ date: String) -> Bool? {
    DateText(stored: date).map { filter.takes($0) }
  }

  @Test func `a day means all of it, a time that moment`() {
    let days = filter("2026-11-01", "2026-11-02")
    for date in ["2026-11-01", "2026-11-01T00:00:00+08:00", "2026-11-02T23:59:59+08:00"] {
      #expect(takes(days, date) == true, "\(date)")
    }
    #expect(takes(days, "2026-10-31") == false && takes(days, "2026-11-03T00:00:00+08:00") == false)
    let times = filter("2026-11-01T10:00:00+08:00", "2026-11-02T18:00:00+08:00")
    #expect(takes(times, "2026-11-01T09:00:00+08:00") == false)
    #expect(takes(times, "2026-11-01T10:00:00+08:00") == true)
    #expect(takes(times, "2026-11-01T03:00:00+01:00") == true, "the same moment elsewhere")
    #expect(takes(times, "2026-11-02T18:00:01+08:00") == false)
  }

  @Test func `what says only its day counts from the first day that is whole, to the last that has begun`() {
    let times = filter("2026-11-01T10:00:00+08:00", "2026-11-03T18:00:00+08:00")
    #expect(takes(times, "2026-11-01") == false && takes(times, "2026-11-02") == true)
    #expect(takes(times, "2026-11-03") == true && takes(times, "2026-11-04") == false)
    #expect(takes(filter("2026-11-01T00:00:00+08:00", nil), "2026-11-01") == true)
  }

  @Test func `a report says the bounds that were asked for`() {
    let mixed = filter("2026-11-01T10:00:00+08:00", "2026-11-03")
    #expect(mixed.bounds.since?.stored == "2026-11-01T10:00:00+08:00")
    #expect(mixed.bounds.until?.stored == "2026-11-03")
    #expect(filter(nil, nil).bounds.since == nil && filter(nil, nil).bounds.until == nil)
  }
}
