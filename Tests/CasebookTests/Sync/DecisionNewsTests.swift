import Foundation
import Glibc
import TestSupport
import Testing

/// What a branch reads after a decision of head office, and what an admin reads before it.
@Suite("News of decisions, with the real server")
struct DecisionNewsTests {
  @Test
  func `the branch is told which field was settled, for what, and what of its own was not kept`() throws {
    let office = try Office()
    let (one, two) = (try office.shop(), try office.shop())
    let admin = try office.shop("HQ", role: "admin")
    var numbers: [String] = []
    for _ in 0..<4 { numbers.append(try one.new("--channel", "phone", "--narrative", "汤是凉的")) }
    _ = (try one.json("sync"), try two.json("sync"))
    for number in numbers {
      _ = try one.json("edit", number, "--severity", "minor", "--handler", "甲")
      _ = try two.json("edit", number, "--severity", "severe", "--handler", "乙")
    }
    for shop in [one, two, admin] { _ = try shop.json("sync") }

    let listed = try admin.array("conflict", "list").compactMap { $0["case"] as? String }
    #expect(listed.count == 8)
    #expect(listed == listed.sorted(), "what is open on one case stands together")
    let dry = try admin.json("conflict", "resolve", "--all", "--take", "winner", "--dry-run")
    let values = try #require(dry["conflicts"] as? [[String: Any]]).map { $0["value"] as? String }
    #expect(Set(values).isSubset(of: ["minor", "severe", "甲", "乙"]), "identifiers, not labels: \(values)")

    _ = try admin.json("conflict", "resolve", "--all", "--take", "winner")
    for shop in [admin, one] { _ = try shop.json("sync") }
    let status = try one.casebook("status", "--lang", "zh-Hans").output.split(separator: "\n")
    #expect(status.count { $0.contains("有一方的内容未采用") } == 5, "the rest is in the news")
    #expect(status.contains { $0.contains("另有 3 条") })
    #expect(status.contains { $0.contains("严重度：采用“严重”，未采用“轻微”") }, "\(status)")
    let news = try one.array("news").filter { $0["what"] as? String == "overruled" }
    #expect(Set(news.compactMap { $0["field"] as? String }) == ["severity", "handler"])
  }

  @Test
  func `a server address that is taken, and a branch that cannot hold what the role would see`() throws {
    let office = try Office()
    let address = String(office.url.dropFirst("http://".count))
    let folder = try TemporaryFolder()
    let environment = ["LANG": "C.UTF-8", "CASEBOOK_SERVER_DATA": folder.path + "/office"]
    func run(_ arguments: String...) throws -> Program.Ran {
      try Program.run(arguments, environment: environment, program: Office.program)
    }
    #expect(try run("init").status == 0)
    let taken = try run("serve", "--listen", address)
    #expect(taken.status == 1)
    #expect(taken.error.contains("Address already in use."))
    #expect(!taken.error.contains("errno"))
    #expect(try run("branch", "add", "SH01").status == 0)
    #expect(try run("device", "enrol", "SH01", "--role", "auditor").error.contains("only SH01's cases"))
    #expect(!(try run("device", "enrol", "HQ", "--role", "auditor").error.contains("only")))
  }

  @Test func `a long text that was edited is shown as what differs`() throws {
    let shop = try Shop()
    let text = (1...6).map { "第\($0)句话写的是顾客在门店里遇到的事情经过。" }.joined()
    try shop.new("--channel", "phone", "--narrative", text)
    _ = try shop.json("edit", "1", "--narrative", text.replacing("第3句话", with: "第三句话"))
    let lines = try shop.casebook("history", "1", "--field", "narrative").output.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("    - ") && $0.contains("[-3-]") }, "\(lines)")
    #expect(lines.contains { $0.hasPrefix("    + ") && $0.contains("{+三+}") }, "\(lines)")
    #expect(lines.count { $0.contains("第6句话") } == 1)
  }
}
