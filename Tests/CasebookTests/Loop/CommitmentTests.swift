import Foundation
import Testing

/// Promises to customers by the real program: none is forgotten.
@Suite struct CommitmentTests {
  /// A case at which work is being done.
  private func agreed() throws -> Story {
    let story = Story(shop: try Shop())
    try story.shop.new("--channel", "phone", "--narrative", "The soup was cold", "--emotion", "upset")
    try story.assess("minor", "product_quality", "internal_process", need: "fact")
    try story.propose("A refund", "--remedy refund:20")
    try story.does("accept 1 --how phone")
    return story
  }

  private func inSeconds(_ seconds: Double) -> String {
    let format = ISO8601DateFormatter()
    return format.string(from: Date().addingTimeInterval(seconds))
  }

  @Test func `a broken promise stands in due, list, next and the report, in both languages`() throws {
    let story = try agreed()
    let shop = story.shop
    try story.does(
      "execute 1 --contact \"Li Na\" --commit \"Refund by card\" --due \(inSeconds(25)) --owner 王芳")
    try story.does("execute 1 --commit \"Call the kitchen\" --due tomorrow --owner \"Li Na\"")
    // A busy machine takes its time for each command: the promise is for half a minute.
    var late: [[String: Any]] = []
    _ = try waitUntil(within: 120) {
      late = try shop.array("due", "--late").filter { $0["clock"] as? String == "commitment" }
      return !late.isEmpty
    }
    #expect(late.map { $0["what"] as? String } == ["Refund by card"])
    #expect(late.map { $0["owner"] as? String } == ["王芳"])
    let due = try shop.casebook("due", "--lang", "zh-Hans").output
    #expect(due.contains("承诺") && due.contains("Refund by card · 王芳"))
    #expect(try shop.array("list", "--overdue").count == 1)
    let next = try shop.casebook("next", "1").output
    #expect(next.contains("Commitment “Refund by card”: by") && next.contains("late by"), "\(next)")
    #expect(next.contains("✓ agreed") && next.contains("by 20"))
    #expect(try shop.casebook("why", "1", "承诺", "--lang", "zh-Hans").output.contains("负责人：王芳"))
    let report = try shop.json("report", "commitments")
    let parts = report["parts"] as? [[String: Any]] ?? []
    let people = (parts.first?["rows"] as? [[String: Any]] ?? []).reduce(into: [String: [String: Any]]()) {
      $0[$1["owner"] as? String ?? ""] = $1
    }
    #expect(people["王芳"]?["overdue"] as? Int == 1 && people["王芳"]?["kept_share"] as? Double == 0)
    #expect(people["Li Na"]?["open"] as? Int == 1 && people["Li Na"]?["kept_share"] is NSNull)
    #expect(try shop.casebook("report", "commitments", "--lang", "zh-Hans").output.contains("超时未完成"))
    // A later date, or that it is done then, mends nothing.
    func counts() throws -> [String: Any] {
      let parts = try shop.json("report", "commitments")["parts"] as? [[String: Any]]
      return (parts?.first?["rows"] as? [[String: Any]])?.first { $0["owner"] as? String == "王芳" } ?? [:]
    }
    let moved = try shop.casebook("commitment", "1", "1", "--due", "tomorrow", "--lang", "zh-Hans")
    #expect(moved.status == 0 && moved.error.contains("取消后仍计为未按时兑现"), "\(moved)")
    #expect(moved.error.contains("承诺 1“Refund by card”"), "\(moved)")
    #expect(try shop.array("list", "--overdue").isEmpty, "what is due is the new date")
    #expect(try counts()["overdue"] as? Int == 1)
    let done = try shop.json("commitment", "1", "1", "--done")
    #expect(done["place"] as? Int == 1 && done["what"] as? String == "Refund by card")
    #expect(try counts()["late"] as? Int == 1 && counts()["kept_share"] as? Double == 0)
    // One that is moved in time breaks nothing.
    let agreed = try shop.json("commitment", "1", "2", "--due", "2099-01-01")
    #expect(agreed["missed"] is NSNull && agreed["what"] as? String == "Call the kitchen")
  }

  @Test func `resolve --done names what it ticks off, and by whom`() throws {
    let story = try agreed()
    try story.does("execute 1 --contact \"Li Na\" --commit \"Refund by card\" --due tomorrow --owner 王芳")
    let ran = try story.shop.casebook("resolve", "1", "--done")
    #expect(ran.status == 0 && ran.error.contains("Done: Refund by card (王芳)"), "\(ran)")
    let kept = try story.shop.json("report", "commitments")["parts"] as? [[String: Any]]
    #expect((kept?.last?["rows"] as? [[String: Any]])?.first?["kept"] as? Int == 1)
    let other = try agreed()
    try other.does("execute 1 --contact \"Li Na\" --commit \"Refund by card\" --due tomorrow")
    #expect(try other.shop.json("resolve", "1", "--done")["done"] as? [String] == ["Refund by card"])
  }

  @Test func `nobody promises what is over, nor moves a promise there`() throws {
    let story = try agreed()
    try story.refuses("execute 1 --contact Li --commit Card --due 2026-01-05", saying: "is past", status: 2)
    #expect(try story.status() == "accepted", "nothing was saved")
    try story.does("execute 1 --contact Li --commit Card --due today")
    try story.refuses("commitment 1 1 --due yesterday", saying: "is past", status: 2)
    let told = try story.shop.casebook("commitment", "1", "1", "--due", "昨天", "--lang", "zh-Hans")
    #expect(told.status == 2 && told.error.contains("已经过去"))
  }

  @Test func `next says which option is agreed, and which was withdrawn`() throws {
    let story = Story(shop: try Shop())
    try story.shop.new("--channel", "phone", "--narrative", "The soup was cold")
    try story.assess("minor", "product_quality", "internal_process", need: "fact")
    try story.propose("A voucher", "--remedy voucher:20")
    try story.propose("A refund", "--remedy refund:20")
    try story.does("propose 1 --drop 1")
    try story.does("accept 1 --how phone")
    let next = try story.shop.casebook("next", "1").output
    #expect(next.contains("A voucher  – withdrawn") && next.contains("A refund  ✓ agreed"), "\(next)")
    let options = try story.shop.json("next", "1")["options"] as? [[String: Any]] ?? []
    #expect(options.map { $0["agreed"] as? Bool } == [false, true])
    #expect(options.map { $0["withdrawn"] as? Bool } == [true, false])
  }
}
