import Complaints
import Testing
import Versioning

@Suite("Samples and periods")
struct SampleTests {
  @Test func `who logged a case, has it or is its contact handled it, nobody else`() {
    let found = CaseUnderTest([(CaseField.handler, "王伟"), (CaseField.singleContact, "赵敏")])
    for person in ["李娜", "王伟", "赵敏"] { #expect(found.file.wasHandled(by: person), "\(person)") }
    #expect(!found.file.wasHandled(by: "陈静"))
  }

  private let records = (1...500).map { Identifier(high: 7, low: UInt64($0)) }

  @Test func `an order that only the seed decides`() {
    let one = sampleOrder(records, seed: "november")
    #expect(one == sampleOrder(records.reversed(), seed: "november"))
    #expect(one != sampleOrder(records, seed: "december") && Set(one) == Set(records))
    // To leave one out moves no other.
    #expect(sampleOrder(records.filter { $0 != one[3] }, seed: "november") == one.filter { $0 != one[3] })
  }

  @Test func `every record is drawn about as often as any other`() {
    var drawn: [RecordID: Int] = [:]
    for seed in 0..<400 {
      for id in sampleOrder(records, seed: "\(seed)").prefix(50) { drawn[id, default: 0] += 1 }
    }
    // 400 draws of a tenth: 40 each, with a standard deviation of 6; five of them to either side.
    #expect(records.allSatisfy { (10...70).contains(drawn[$0] ?? 0) })
  }

  @Test(arguments: [
    ("2026-11-22", "2026-11-22", "2026-11-22"), ("2026-11", "2026-11-01", "2026-11-30"),
    ("2026年11月", "2026-11-01", "2026-11-30"), ("2026年11月5日", "2026-11-05", "2026-11-05"),
    ("2026年1月2日", "2026-01-02", "2026-01-02"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2026-Q4", "2026-10-01", "2026-12-31"), ("2026", "2026-01-01", "2026-12-31"),
    ("2026-W47", "2026-11-16", "2026-11-22"), ("2026-W01", "2025-12-29", "2026-01-04"),
    ("2026-W53", "2026-12-28", "2027-01-03"), ("this week", "2026-11-16", "2026-11-22"),
    ("上周", "2026-11-09", "2026-11-15"), ("本月", "2026-11-01", "2026-11-30"),
    ("last-month", "2026-10-01", "2026-10-31"), ("去年", "2025-01-01", "2025-12-31"),
    ("昨天", "2026-11-21", "2026-11-21"), ("2026-11-01..2026-11-15", "2026-11-01", "2026-11-15"),
    ("2026-01..2026-03", "2026-01-01", "2026-03-31"), ("２０２６－１１", "2026-11-01", "2026-11-30"),
    ("2026-11-01至2026-11-02", "2026-11-01", "2026-11-02"),
  ])
  func `periods as people write them`(typed: String, first: String, last: String) throws {
    let today = try #require(CivilDate(year: 2026, month: 11, day: 22))
    let period = try #require(Period(typed: typed, today: today))
    #expect(period.first.description == first && period.last.description == last)
  }

  @Test(arguments: [
    "", "soon", "2026-13", "2026-00", "2025-W53", "2026-Q5", "26-11", "2026-02-30", "2026-11..",
    "2026-12..2026-11", "0000", "0000-01", "0000-Q1", "0000-W20",
  ])
  func `what is no period`(typed: String) throws {
    #expect(Period(typed: typed, today: try #require(CivilDate(year: 2026, month: 11, day: 22))) == nil)
  }

  @Test func `last month of January is in the year before`() throws {
    let today = try #require(CivilDate(year: 2026, month: 1, day: 5))
    #expect(Period(typed: "last month", today: today)?.last.description == "2025-12-31")
  }
}
