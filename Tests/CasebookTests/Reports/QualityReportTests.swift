import Foundation
import TestSupport
import Testing

/// What customers were told, and whether those who score see alike, by the real program.
@Suite struct QualityReportTests {
  private func rows(_ shop: Shop, _ report: String, _ part: String, _ more: String...) throws -> [[String:
    Any]]
  {
    let parts =
      try shop.casebook(["report", report, "--json"] + more).object()["parts"] as? [[String: Any]] ?? []
    return parts.first { $0["part"] as? String == part }?["rows"] as? [[String: Any]] ?? []
  }

  @Test func `what was said to customers is counted by week, rule and author; what was not said is not`()
    throws
  {
    let shop = try Shop()
    let number = try shop.new("--channel", "phone", "--narrative", "尽快处理")
    for words in ["我们会尽快处理", "明天十点前给您回电"] {
      try #require(try shop.casebook("progress", number, words).status == 0)
    }
    try #require(try shop.casebook("note", number, "尽快", "--told").status == 0)
    try #require(try shop.casebook("note", number, "同事说尽快").status == 0)
    let weeks = try rows(shop, "wording", "weeks")
    #expect(weeks.count == 1 && weeks[0]["texts"] as? Int == 3 && weeks[0]["flagged"] as? Int == 2)
    let rules = try rows(shop, "wording", "rules")
    #expect(rules.contains { $0["kind"] as? String == "vague" && $0["texts"] as? Int == 2 }, "\(rules)")
    let people = try rows(shop, "wording", "people")
    #expect(people.count == 1 && people[0]["flagged_share"] as? Double == 0.6667, "\(people)")
    // A struck-out note was never said.
    let note = try #require(
      try shop.timeline(number).first { $0["told"] as? Bool == true }?["id"] as? String)
    try #require(try shop.casebook("note", "--withdraw", note, "--reason", "wrong case").status == 0)
    #expect(try rows(shop, "wording", "weeks")[0]["texts"] as? Int == 2)
    #expect(try rows(shop, "wording", "weeks", "--branch", "SH99").isEmpty)
    let page = try shop.casebook("report", "wording", "--lang", "zh-Hans").output
    #expect(page.contains("有提示") && page.contains("按周"))
  }

  @Test func `two who scored one case are compared`() throws {
    let office = try Office()
    let shop = try office.shop()
    let manager = try office.shop(role: "duty_manager")
    let number = try shop.new("--channel", "phone", "--narrative", "Cold soup")
    for device in [shop, manager] { try #require(try device.casebook("sync").status == 0) }
    for (author, marks) in [("Ma", ["4", "5", "2"]), ("Qu", ["4", "4", "5"])] {
      let ran = try manager.casebook(
        "qc", "score", number, "--author", author, "--expression", marks[0], "--problem-solving", marks[1],
        "--attitude", marks[2])
      try #require(ran.status == 0, "\(ran.error)")
    }
    let scorers = try rows(manager, "scorers", "scorers")
    #expect(scorers.map { $0["scorer"] as? String } == ["Ma", "Qu"])
    #expect(scorers.allSatisfy { $0["shared"] as? Int == 1 && $0["same"] as? Double == 0.3333 })
    #expect(scorers.map { $0["higher"] as? Double } == [-0.67, 0.67])
    let criteria = try rows(manager, "scorers", "criteria")
    #expect(criteria.map { $0["near"] as? Double } == [1, 1, 0])
  }
}
