import Foundation
import Testing

/// Several people at one computer, by the real programs.
@Suite struct PeopleTests {
  private func pin(_ shop: Shop, _ digits: String) throws -> String {
    try shop.file("pin-\(digits)", digits + "\n")
  }

  /// A shop with one computer, whose manager and clerk are laid down.
  private func shop(of office: Office) throws -> Shop {
    let shop = try office.shop(role: "duty_manager")
    try #require(try shop.casebook("person", "add", "王芳", "--role", "值班经理", "--short", "WF").status == 0)
    try #require(try shop.casebook("person", "add", "Li Na", "--alias", "Nina").status == 0)
    return shop
  }

  @Test func `a severe case is approved by PIN on the computer of the shop, in both languages`() throws {
    let office = try Office()
    let shop = try shop(of: office)
    let right = try pin(shop, "2468")
    try #require(try shop.casebook("person", "pin", "WF", "--new-pin-file", right).status == 0)
    let status = try shop.json("status")
    #expect(status["role"] as? String == "duty_manager" && status["acting"] as? String == "branch_staff")
    try shop.new(
      "--channel", "phone", "--narrative", "Contract papers three days late", "--severity", "moderate",
      "--class", "process_efficiency", "--responsibility", "internal_process", "--need", "fact",
      "--listening", "restated")
    let story = Story(shop: shop)
    try story.does("assess 1")
    try story.propose("Refund and a visit", "--remedy refund:800 --remedy home_visit")
    try story.refuses("accept 1 --how phone", saying: "approval")
    let refused = try shop.casebook("approve", "1", "--lang", "zh-Hans")
    #expect(refused.status == 4 && refused.error.contains("casebook as"), "\(refused.error)")
    let wrong = try shop.casebook("as", "王芳", "--pin-file", try pin(shop, "1111"), "--lang", "zh-Hans")
    #expect(wrong.status == 4 && wrong.error.contains("还可试 4 次"), "\(wrong.error)")
    let none = try shop.casebook("as", "WF")
    #expect(none.status == 2 && none.error.contains("--pin-file"), "never a question without a terminal")
    let entered = try shop.json("as", "WF", "--pin-file", right)
    #expect(entered["acting"] as? String == "duty_manager" && entered["person"] as? String == "王芳")
    try story.does("approve 1")
    try #require(try shop.casebook("as", "--end").status == 0)
    try story.does("accept 1 --how phone")
    let approval = try shop.timeline("1").first { $0["kind"] as? String == "approval" }
    #expect(approval?["author"] as? String == "王芳")
    try #require(try shop.casebook("sync").status == 0)
    #expect(try shop.array("quarantine", "list").isEmpty, "head office judges by the device")
  }

  @Test func `head office lays down the people of a branch before anything has come from there`() throws {
    let office = try Office()
    let head = try office.shop("HQ", role: "admin")
    try office.administer("branch", "add", "SH03")
    try #require(try head.casebook("sync").status == 0)
    let added = try head.casebook("person", "add", "钱七", "--branch", "SH03", "--lang", "zh-Hans")
    #expect(added.status == 0 && added.error.contains("还没有门店 SH03 的任何记录"), "\(added)")
    let second = try head.casebook("person", "add", "Zhao", "--branch", "SH03", "--lang", "zh-Hans")
    #expect(second.status == 0 && !second.error.contains("还没有门店"), "\(second)")
    try #require(try head.casebook("sync").status == 0)
    #expect(try head.array("quarantine", "list").isEmpty)
    let shop = try office.shop("SH03")
    try #require(try shop.casebook("sync").status == 0)
    #expect(try shop.array("person", "list").compactMap { $0["name"] as? String } == ["Zhao", "钱七"])
    let other = try shop.casebook("person", "add", "Wu", "--branch", "SH01", "--lang", "zh-Hans")
    #expect(other.status == 3 && other.error.contains("SH01"), "\(other)")
    // One that nobody has laid down comes back, as whatever is laid down for such a branch.
    try #require(try head.casebook("person", "add", "Sun", "--branch", "SH99").status == 0)
    _ = try head.casebook("sync")
    #expect(try head.array("quarantine", "list").count == 1)
  }

  @Test func `what one has read is still news to another at the same computer`() throws {
    let office = try Office()
    let shop = try shop(of: office)
    let other = try office.shop()
    // What a device finds at its first sync is no news.
    for device in [other, shop] { try #require(try device.casebook("sync").status == 0) }
    try other.new("--channel", "phone", "--narrative", "The soup was cold")
    for device in [other, shop] { try #require(try device.casebook("sync").status == 0) }
    func unread() throws -> Int { try shop.array("news", "--keep").count }
    let count = try unread()
    #expect(count > 0)
    try #require(try shop.casebook("as", "WF").status == 0)
    #expect(try shop.array("news").count == count)
    #expect(try unread() == 0)
    try #require(try shop.casebook("as", "Nina").status == 0)
    #expect(try unread() == count)
    try #require(try shop.casebook("as", "--end").status == 0)
    #expect(try unread() == count)
    #expect(try shop.array("news").count == count && unread() == 0)
    try #require(try shop.casebook("as", "Nina").status == 0)
    #expect(try unread() == count)
  }

  @Test func `a PIN typed at a terminal is not shown`() throws {
    let office = try Office()
    let shop = try shop(of: office)
    let terminal = try Terminal(shop, "person", "pin", "WF")
    try terminal.wait(for: "New PIN of 王芳:")
    terminal.type("9753\r")
    try terminal.wait(for: "Once more:")
    terminal.type("9753\r")
    #expect(try terminal.ended() == 0)
    #expect(!String(decoding: terminal.shown, as: UTF8.self).contains("9753"))
    #expect(try shop.array("person", "list").map { $0["has_pin"] as? Bool } == [false, true])
  }

  @Test func `mine is what I handle or owe, by whatever name`() throws {
    let office = try Office()
    let shop = try shop(of: office)
    let story = Story(shop: shop)
    for text in ["The box was crushed", "The soup was cold", "Nobody called back"] {
      try shop.new("--channel", "phone", "--narrative", text)
    }
    try story.does("assign 1 2 --to Nina")
    try story.does("assign 3 --to 王芳")
    try story.does("task add 3 \"Ask the kitchen\" --owner \"li na\" --due tomorrow")
    try story.does("as Nina")
    #expect(try shop.list("--mine").count == 2)
    #expect(try shop.list("--handler", "WF").count == 1)
    #expect(try shop.array("task", "list", "--mine").map { $0["what"] as? String } == ["Ask the kitchen"])
    let due = try shop.array("due", "--mine")
    #expect(due.contains { $0["what"] as? String == "Ask the kitchen" })
    #expect(due.allSatisfy { $0["what"] is String || $0["handler"] as? String == "Li Na" })
    #expect(try shop.json("show", "1")["handler"] as? String == "Li Na")
    try story.refuses("list --mine --handler WF", saying: "not both", status: 2)
  }

  @Test func `whoever assesses a case that nobody handles handles it`() throws {
    let story = Story(shop: try Shop())
    try story.shop.new("--channel", "phone", "--narrative", "The soup was cold")
    #expect(try story.shop.json("show", "1")["handler"] == nil)
    try story.assess("minor", "product_quality", "internal_process", need: "fact")
    #expect(try story.shop.json("show", "1")["handler"] as? String == "Li Na")
  }

  @Test
  func `who works there is the manager's to say: a staff device's word is refused, one name is one person`()
    throws
  {
    let office = try Office()
    let staff = try office.shop()
    try #require(try staff.casebook("sync").status == 0)
    let refused = try staff.casebook("person", "add", "Mallory", "--role", "admin")
    #expect(refused.status == 4)
    let shop = try shop(of: office)
    let twice = try shop.casebook("person", "add", "NINA")
    #expect(twice.status != 0 && twice.error.contains("“NINA” is what Li Na is called already"))
    try #require(try shop.casebook("sync").status == 0)
    try #require(try staff.casebook("sync").status == 0)
    #expect(try staff.array("person", "list").map { $0["name"] as? String } == ["Li Na", "王芳"])
    let news = try staff.casebook("news", "--keep").output
    #expect(news.contains("Person 王芳"), "\(news)")
    let other = try office.shop("SH02")
    try #require(try other.casebook("sync").status == 0)
    #expect(try other.array("person", "list").isEmpty)
    try #require(try shop.casebook("person", "remove", "Nina").status == 0)
    #expect(try shop.array("person", "list").count == 1)
    #expect(try shop.array("person", "list", "--all").count == 2)
  }

  @Test func `a voided PIN of the only manager opens nothing: a new one is set, and head office hears of it`()
    throws
  {
    let office = try Office()
    let shop = try shop(of: office)
    let head = try office.shop("HQ", role: "admin")
    for device in [shop, head] { try #require(try device.casebook("sync").status == 0) }
    let (old, new) = (try pin(shop, "2468"), try pin(shop, "9753"))
    try #require(try shop.casebook("person", "pin", "WF", "--new-pin-file", old).status == 0)
    try #require(try head.casebook("sync").status == 0)
    // Times are written in whole seconds.
    Thread.sleep(forTimeInterval: 1.1)
    let voided = try head.casebook("person", "edit", "王芳", "--void-pin", "--lang", "zh-Hans")
    #expect(voided.status == 0 && voided.error.contains("只有店员权限"), "\(voided.error)")
    for device in [head, shop] { try #require(try device.casebook("sync").status == 0) }
    #expect(try shop.json("status")["acting"] as? String == "branch_staff")
    #expect(try shop.casebook("as", "--end").error.contains("branch staff"))
    let refused = try shop.casebook("employee", "list")
    #expect(refused.status == 4, "\(refused)")
    #expect(try shop.casebook("as", "WF").status == 2, "without a terminal nobody is asked for a new PIN")
    try #require(try shop.casebook("person", "pin", "WF", "--new-pin-file", new).status == 0)
    #expect(try shop.json("as", "WF", "--pin-file", new)["acting"] as? String == "duty_manager")
    for device in [shop, head] { try #require(try device.casebook("sync").status == 0) }
    let news = try head.casebook("news", "--keep", "--lang", "zh-Hans").output
    #expect(news.contains("已在门店电脑重设"), "\(news)")
    #expect(try shop.array("quarantine", "list").isEmpty)
  }

  @Test
  func `a name that is changed and changed back stays one person, whatever other names are given with it`()
    throws
  {
    let office = try Office()
    let shop = try shop(of: office)
    try #require(try shop.casebook("person", "edit", "Li Na", "--name", "Li Nana").status == 0)
    let back = try shop.casebook("person", "edit", "Li Nana", "--name", "Li Na", "--alias", "Li Nana")
    #expect(back.status == 0, "\(back.error)")
    let known = try #require(try shop.array("person", "list").first { $0["name"] as? String == "Li Na" })
    #expect(Set(known["aliases"] as? [String] ?? []) == ["Nina", "Li Nana"])
  }

  @Test func `a name that nobody has is taken, and told with whom it may have meant`() throws {
    let office = try Office()
    let shop = try shop(of: office)
    try shop.new("--channel", "phone", "--narrative", "The soup was cold")
    let slip = try shop.casebook("assign", "1", "--to", "王方", "--lang", "zh-Hans")
    #expect(slip.status == 0 && slip.error.contains("是否指王芳"), "\(slip.error)")
    #expect(try shop.json("show", "1")["handler"] as? String == "王方")
    let nobody = try shop.casebook("assign", "1", "--to", "Zacharias")
    #expect(nobody.status == 0 && nobody.error.contains("nobody here is called"), "\(nobody.error)")
    #expect(try !shop.casebook("assign", "1", "--to", "Nina").error.contains("Note"))
    let task = ["task", "add", "1", "Ask", "--due", "tomorrow", "--owner"]
    #expect(try !shop.casebook(task + ["warehouse"]).error.contains("Note"), "a department is no person")
    #expect(try shop.casebook(task + ["Li Nb"]).error.contains("Did you mean Li Na?"))
    try #require(try shop.casebook("person", "remove", "Li Na").status == 0)
    #expect(try shop.casebook("assign", "1", "--to", "Li Na").error.contains("has left"))
  }

  @Test func `a clerk is no senior, and who says that a senior spoke to the customer is shown`() throws {
    let office = try Office()
    let shop = try shop(of: office)
    try shop.new("--channel", "phone", "--narrative", "The soup was cold", "--severity", "severe")
    let task = ["task", "add", "1", "Speak to her", "--due", "tomorrow", "--purpose", "senior", "--owner"]
    let refused = try shop.casebook(task + ["Nina", "--lang", "zh-Hans"])
    #expect(refused.status == 6 && refused.error.contains("Li Na是店员"), "\(refused.error)")
    #expect(try shop.casebook(task + ["WF"]).status == 0)
    let changed = try shop.casebook("task", "change", "1", "1", "--owner", "Nina")
    #expect(changed.status == 6, "\(changed.error)")
    let done = try shop.casebook("task", "done", "1", "1", "--author", "Nina")
    #expect(done.status == 0 && done.error.contains("task 1 “Speak to her”: done"), "\(done.error)")
    let told = try shop.casebook("task", "list", "1", "--lang", "zh-Hans").output
    #expect(told.contains("已完成（Li Na登记）"), "\(told)")
    #expect(try shop.array("task", "list", "1").first?["done_by"] as? String == "Li Na")
  }
}
