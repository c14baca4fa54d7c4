import Foundation
import Testing

/// Cases driven from the first sentence to the end with the real program.
@Suite("Stories")
struct StoryTests {
  /// A step that must be refused by a gate, with the words of what is missing.
  private func refused(_ shop: Shop, _ arguments: String..., saying words: String) throws {
    let ran = try shop.casebook(arguments + ["--json"])
    let error = try ran.errorObject()
    #expect(ran.status == 6, "\(arguments): \(ran)")
    #expect((error["message"] as? String)?.contains(words) ?? false, "\(error)")
    #expect(error["hint"] as? String != nil)
  }

  private func status(_ shop: Shop) throws -> String? { try shop.json("show", "1")["status"] as? String }

  private func propose(_ shop: Shop, _ title: String, _ remedy: String, _ more: String...) throws {
    let ran = try shop.casebook(
      [
        "propose", "1", "--title", title, "--remedy", remedy, "--steps", "Manager brings it", "--time",
        "20 min",
        "--pros", "At once", "--cons", "Has to wait", "--guarantee", "Else the meal is free",
      ] + more)
    #expect(ran.status == 0, "\(ran.error)")
  }

  @Test func `a rude waiter: each gate refuses once, then lets it through, to the lesson learnt`() throws {
    let shop = try Shop()
    try shop.new("--channel", "in_store", "--narrative", "The waiter was rude and the soup cold")
    try refused(shop, "edit", "1", "--status", "resolved", saying: "Status cannot be edited")
    try refused(shop, "propose", "1", "--title", "Sorry", saying: "received")
    try #require(try shop.casebook("assess", "1", "--class", "service_attitude").status == 0)
    try refused(shop, "propose", "1", "--title", "Sorry", saying: "repeated back to the customer")
    try #require(
      try shop.casebook(
        "assess", "1", "--severity", "minor", "--responsibility", "internal_process", "--need", "emotional",
        "--restated"
      ).status == 0)
    try #require(try shop.casebook("propose", "1", "--title", "Sorry").status == 0)
    try refused(shop, "accept", "1", "--how", "in_store", saying: "Guarantee")
    try #require(try shop.casebook("propose", "1", "--drop", "1").status == 6, "none would be left")
    try propose(shop, "New soup and a voucher", "voucher:50")
    try #require(try shop.casebook("propose", "1", "--drop", "1").status == 0)
    try refused(shop, "execute", "1", saying: "proposed")
    try #require(try shop.casebook("accept", "1", "--how", "in_store").status == 0)
    try #require(
      try shop.casebook("execute", "1", "--commit", "Soup on the table", "--due", "today").status == 0)
    try refused(shop, "resolve", "1", saying: "a contact person for the customer")
    try #require(try shop.casebook("execute", "1", "--contact", "Li Na").status == 0)
    try refused(shop, "resolve", "1", saying: "Soup on the table")
    try #require(try shop.casebook("commitment", "1", "1", "--done").status == 0)
    try #require(try shop.casebook("resolve", "1", "--emotion-after", "calm").status == 0)
    try refused(shop, "callback", "1", "--solved", "no", "--satisfaction", "2", saying: "in addition")
    try #require(
      try shop.casebook(
        "callback", "1", "--solved", "no", "--satisfaction", "2", "--commit", "Manager calls", "--due",
        "tomorrow"
      ).status == 0)
    #expect(try status(shop) == "executing")
    try #require(try shop.casebook("resolve", "1", "--done").status == 0)
    try #require(try shop.casebook("callback", "1", "--solved", "yes", "--satisfaction", "5").status == 0)
    try refused(shop, "review", "1", "--root-cause", "staff_skill", saying: "Lesson")
    try #require(
      try shop.casebook(
        "review", "1", "--root-cause", "staff_skill", "--lesson", "Listen first", "--action", "Train the team"
      ).status == 0)
    try refused(shop, "archive", "1", saying: "Train the team")
    try #require(try shop.casebook("review", "1", "--owner-of", "1", "Wang Wei").status == 0)
    try #require(try shop.casebook("archive", "1").status == 0)
    #expect(try status(shop) == "archived")
    let calls = try shop.timeline("1").filter { $0["kind"] as? String == "call_back" }
    #expect(calls.count == 2 && calls.allSatisfy { $0["by_handler"] as? Bool == true })
    #expect(try shop.json("next", "1")["next"] is NSNull)
    try refused(shop, "escalate", "1", "--to", "me", "--reason", "x", saying: "closed")
    try refused(shop, "reopen", "1", saying: "a reason")
    try #require(try shop.casebook("reopen", "1", "--reason", "It happened again").status == 0)
    #expect(try status(shop) == "reopened")
  }

  @Test
  func `a courier's lost papers: beyond the branch's authority, approved, changed and approved anew`()
    throws
  {
    let office = try Office()
    let shop = try office.shop()
    let manager = try office.shop(role: "duty_manager")
    try shop.new(
      "--channel", "phone", "--narrative", "Contract papers three days late", "--severity", "moderate",
      "--class", "process_efficiency", "--responsibility", "internal_process", "--need", "fact",
      "--listening", "restated")
    try #require(try shop.casebook("assess", "1").status == 0)
    try propose(shop, "Refund and a visit", "refund:800", "--remedy", "home_visit")
    try refused(shop, "accept", "1", "--how", "phone", saying: "approval")
    #expect(try shop.casebook("approve", "1").status == 4)
    #expect(try shop.array("approvals").map { $0["mine"] as? Bool } == [false])
    for device in [shop, manager] { try #require(try device.casebook("sync").status == 0) }
    #expect(try manager.array("approvals").map { $0["mine"] as? Bool } == [true])
    try #require(try manager.casebook("approve", "@last").status != 0, "nothing was touched here yet")
    let number = try #require(try manager.list().first?["number"] as? String)
    try #require(try manager.casebook("approve", number).status == 0)
    #expect(try manager.array("approvals").isEmpty)
    for device in [manager, shop] { try #require(try device.casebook("sync").status == 0) }
    try #require(try shop.casebook("propose", "1", "--change", "1", "--remedy", "refund:900").status == 0)
    try refused(shop, "accept", "1", "--how", "phone", saying: "changed since: remedies")
    for device in [shop, manager] { try #require(try device.casebook("sync").status == 0) }
    try #require(try manager.casebook("approve", number).status == 0)
    for device in [manager, shop] { try #require(try device.casebook("sync").status == 0) }
    try #require(try shop.casebook("accept", "1", "--how", "phone").status == 0)
    #expect(try status(shop) == "accepted")
  }

  @Test func `a bank's three days of silence: it breaches, and says so and why`() throws {
    let shop = try Shop()
    let past = Calendar(identifier: .gregorian).date(byAdding: .day, value: -6, to: Date()) ?? Date()
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "Asia/Shanghai")
    format.dateFormat = "yyyy-MM-dd HH:mm"
    try shop.new(
      "--channel", "phone", "--narrative", "The card bill is wrong", "--severity", "severe", "--logged-at",
      format.string(from: past))
    try #require(try shop.casebook("assess", "1").status == 0)
    let late = try shop.array("due", "--late")
    let clocks = Set(late.compactMap { $0["clock"] as? String })
    #expect(clocks.isSuperset(of: ["preliminary_answer", "resolve"]))
    #expect(late.allSatisfy { $0["late"] as? Bool == true && $0["late_before_received"] as? Bool == false })
    let why = try #require(try shop.array("why", "1", "resolve").first)
    #expect(why["breached"] as? Bool == true)
    let reasons = try #require(why["reasons"] as? [String])
    #expect(
      reasons.contains { $0.contains("3 working days") } && reasons.contains { $0.contains("working day 3") })
    let told = try shop.casebook("why", "1", "resolve", "--lang", "zh-Hans").output
    #expect(told.contains("第 3 个工作日") && told.contains("已超时"))
    let first = try #require(try shop.array("why", "1", "first_response").first)
    #expect(
      first["breached"] as? Bool == true && first["met"] is NSNull, "assessing says nothing to the customer")
  }

  @Test func `what came to head office too late is told apart from what is late since`() throws {
    let office = try Office()
    let shop = try office.shop()
    let admin = try office.shop("HQ", role: "admin")
    try shop.new(
      "--channel", "phone", "--narrative", "Waiting", "--severity", "minor", "--logged-at", "2026-01-05 10:00"
    )
    for device in [shop, admin] { try #require(try device.casebook("sync").status == 0) }
    let late = try admin.array("due", "--late", "--branch", "SH01")
    #expect(!late.isEmpty && late.allSatisfy { $0["late_before_received"] as? Bool == true })
    #expect(try shop.array("due", "--late").allSatisfy { $0["late_before_received"] as? Bool == false })
  }
}
