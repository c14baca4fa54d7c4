import CaseIndex
import Complaints
import Replica
import TestSupport
import Testing
import Versioning
import Zones

@Suite("Cases stand in the order of moments, whatever clocks showed")
struct MomentOrderTests {
  /// Cases by their titles, with when they were logged.
  private func desk(_ cases: [(String, String)], zone: Zone = .fixed(480)) throws -> Desk {
    let desk = try Desk(zone: zone)
    for (title, logged) in cases {
      try desk.new(("channel", "phone"), ("narrative", "x"), ("title", title), ("logged_at", logged))
    }
    return desk
  }

  private func titles(_ desk: Desk, _ change: (inout CaseFilter) -> Void = { _ in }) throws -> [String] {
    var filter = CaseFilter()
    change(&filter)
    return try desk.store.read { try $0.list(filter) }.compactMap(\.summary)
  }

  @Test func `offsets of several branches, at head office`() throws {
    let desk = try desk([
      ("shanghai", "2026-11-20T09:00:00+08:00"), ("berlin", "2026-11-20T08:00:00+01:00"),
      ("new york", "2026-11-19T23:00:00-05:00"), ("tokyo", "2026-11-20T12:00:00+09:00"),
    ])
    #expect(try titles(desk) == ["berlin", "new york", "tokyo", "shanghai"])
    #expect(try titles(desk) { $0.limit = 2 } == ["berlin", "new york"])
    #expect(try titles(desk) { $0.since = "2026-11-20T11:30:00+08:00" } == ["berlin", "new york"])
    #expect(try titles(desk) { $0.since = "2026-11-20T05:00:00+01:00" } == ["berlin", "new york"])
  }

  @Test func `a day is that of the place, too, where clocks there are more than a day behind those here`()
    throws
  {
    let desk = try desk(
      [("midway", "2026-03-31T23:59:00-11:00")], zone: try Zone(typed: "Pacific/Kiritimati"))
    #expect(try titles(desk) { ($0.since, $0.until) = ("2026-03-31", "2026-03-31") } == ["midway"])
    #expect(try titles(desk) { $0.until = "2026-03-30" } == [])
  }

  @Test func `a day is that of the place where a case was logged, in lists as in reports`() throws {
    let cases = [
      ("shanghai", "2026-11-20T00:30:00+08:00"), ("berlin", "2026-11-20T23:30:00+01:00"),
      ("new york", "2026-11-19T23:00:00-05:00"), ("kiritimati", "2026-11-21T00:10:00+14:00"),
    ]
    for zone in [Zone.fixed(480), .fixed(-660), .fixed(840)] {
      let desk = try desk(cases, zone: zone)
      for (since, until, expected) in [
        ("2026-11-20", nil, ["berlin", "kiritimati", "shanghai"]), (nil, "2026-11-19", ["new york"]),
        ("2026-11-20", "2026-11-20", ["berlin", "shanghai"]), ("2026-11-21", nil, ["kiritimati"]),
        (nil, "2026-11-20", ["berlin", "new york", "shanghai"]),
      ] as [(String?, String?, [String])] {
        let found = try titles(desk) { ($0.since, $0.until) = (since, until) }
        #expect(found.sorted() == expected, "\(since ?? "") \(until ?? "") \(zone)")
        func day(_ text: String?) -> Int? {
          text.flatMap { DateText(stored: $0) }.map { $0.start(in: .utc).date.daysSinceEpoch }
        }
        let filter = ReportFilter(since: day(since), until: day(until))
        let counted = try desk.store.read { try $0.counts(by: [[]], filter) }
        #expect(counted.first?.first?.value.cases == expected.count)
      }
      // A time is a moment.
      #expect(try titles(desk) { $0.since = "2026-11-20T22:00:00+00:00" } == ["berlin"])
      #expect(try titles(desk) { $0.until = "2026-11-19T16:30:00+00:00" } == ["shanghai"])
    }
  }

  @Test func `a time is a moment in reports as in lists, at whatever place a case was logged`() throws {
    let cases = [
      ("shanghai", "2026-11-20T09:00:00+08:00"), ("berlin", "2026-11-20T08:00:00+01:00"),
      ("new york", "2026-11-19T23:00:00-05:00"), ("kiritimati", "2026-11-21T00:10:00+14:00"),
      ("day", "2026-11-20"),
    ]
    for zone in [Zone.fixed(480), .fixed(-660), .fixed(840)] {
      let desk = try desk(cases, zone: zone)
      for (since, until) in [
        ("2026-11-20T01:00:00Z", nil), ("2026-11-20T01:00:01Z", nil), (nil, "2026-11-20T04:00:00Z"),
        (nil, "2026-11-20T03:59:59Z"), ("2026-11-20T04:00:00Z", "2026-11-20T07:00:00Z"),
        ("2026-11-20T10:00:00Z", "2026-11-20T10:10:00Z"), ("2026-11-20", "2026-11-20T04:00:00Z"),
        ("2026-11-20T07:00:00Z", "2026-11-20"),
      ] as [(String?, String?)] {
        let listed = try titles(desk) { ($0.since, $0.until) = (since, until) }
        let filter = ReportFilter(
          from: since.flatMap { DateText(stored: $0) }, to: until.flatMap { DateText(stored: $0) },
          branch: nil, zone: zone)
        let counted = try desk.store.read { try $0.counts(by: [[], [.month, .branch]], filter) }
        for groups in counted {
          #expect(
            groups.reduce(0) { $0 + $1.value.cases } == listed.count,
            "\(since ?? "") \(until ?? "") \(zone) \(listed)")
        }
        #expect(try desk.store.read { try $0.loggedDays(filter) } != nil || listed.isEmpty)
      }
    }
  }

  @Test func `the night in which clocks are put back, within one branch`() throws {
    let desk = try desk([
      ("second", "2026-10-25T02:10:00+01:00"), ("first", "2026-10-25T02:50:00+02:00"),
    ])
    #expect(try titles(desk) == ["second", "first"])
    #expect(try titles(desk) { $0.since = "2026-10-25T02:05:00+01:00" } == ["second"])
  }

  @Test func `a case that says only its day is found by its day, and stands at its beginning`() throws {
    let desk = try desk([
      ("day", "2026-11-20"), ("evening before", "2026-11-19T23:59:00+08:00"),
      ("morning", "2026-11-20T00:01:00+08:00"),
    ])
    #expect(try titles(desk) == ["morning", "day", "evening before"])
    #expect(try titles(desk) { $0.since = "2026-11-20" } == ["morning", "day"])
    #expect(try titles(desk) { $0.since = "2026-11-20T00:00:30+08:00" } == ["morning"])
    #expect(try titles(desk) { $0.since = "2026-11-21" } == [])
  }

  @Test func `an edit of the time moves a case, and what is derived anew says the same`() throws {
    let desk = try desk([("a", "2026-11-20T09:00:00+08:00"), ("b", "2026-11-20T10:00:00+08:00")])
    let first = try desk.store.read { try $0.list(CaseFilter()) }.last
    try desk.edit(try #require(first).id, "logged_at", "2026-11-20 04:00 +01:00")
    #expect(try titles(desk) == ["a", "b"])
    #expect(try desk.store.examine().all.isEmpty)
  }
}
