import Foundation
import Testing

/// From when to when a report counts, by the real program.
@Suite struct ReportBoundsTests {
  @Test(arguments: ["overview", "causes", "timeliness", "handling", "repeat"])
  func `every report honours the time of day, and says it`(report: String) throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "汤是凉的", "--logged-at", "2026-01-05 09:00")
    func found(_ option: String, _ time: String) throws -> [String: Any] {
      try shop.json("report", report, option, time)
    }
    func isEmpty(_ report: [String: Any]) -> Bool {
      (report["parts"] as? [[String: Any]] ?? []).allSatisfy { part in
        (part["rows"] as? [[String: Any]] ?? []).allSatisfy { row in
          !row.contains {
            ["cases", "running", "judged", "identified"].contains($0.key) && ($0.value as? Int ?? 0) > 0
          }
        }
      }
    }
    let later = try found("--since", "2026-01-05 10:00")
    #expect(later["since"] as? String == "2026-01-05T10:00:00+08:00" && isEmpty(later), "\(later)")
    #expect(isEmpty(try found("--until", "2026-01-05 08:59")))
    let earlier = try found("--since", "2026-01-05 09:00")
    if report == "overview" || report == "causes" { #expect(earlier["cases"] as? Int == 1, "\(earlier)") }
    let day = try found("--since", "2026-01-05")
    #expect(day["since"] as? String == "2026-01-05")
  }

  @Test func `whole weeks take no time, and the title of the others shows it`() throws {
    let shop = try Shop()
    let ran = try shop.casebook("report", "spikes", "--since", "2026-01-05 10:00")
    #expect(ran.status == 2 && ran.error.contains("whole weeks"), "\(ran.error)")
    try shop.new("--channel", "phone", "--narrative", "汤是凉的", "--logged-at", "2026-01-05 11:00")
    let told = try shop.casebook(
      "report", "overview", "--since", "2026-01-05 10:00", "--until", "2026-01-05 18:00")
    #expect(told.output.contains("2026-01-05 10:00 – 2026-01-05 18:00"), "\(told.output)")
    let wrong = try shop.casebook(
      "report", "overview", "--since", "2026-01-05 18:00", "--until", "2026-01-05 10:00")
    #expect(wrong.status == 2, "\(wrong.error)")
  }
}
