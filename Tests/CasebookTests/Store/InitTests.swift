import Foundation
import Testing

@Suite struct InitTests {
  @Test func `a new store is its owner's alone`() throws {
    let shop = try Shop(initialised: false)
    let ran = try shop.casebook("init", "--branch", "sh01", "--author", "Li Na", "--json")
    #expect(ran.status == 0)
    let made = try ran.object()
    #expect(made["branch"] as? String == "SH01")
    #expect((made["tag"] as? String)?.utf8.count == 2)
    #expect(try shop.permissions("") == 0o700)
    #expect(try shop.permissions("/casebook.sqlite") == 0o600)
    let status = try shop.json("status")
    #expect(status["branch"] as? String == "SH01")
    #expect(status["role"] as? String == "branch_staff")
    #expect(status["pending"] as? Int == 0)
  }

  @Test func `a second init changes nothing`() throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "x")
    let ran = try shop.casebook("init", "--branch", "BJ02")
    #expect(ran.status == 1)
    #expect(ran.error.contains("SH01"))
    #expect(try shop.json("status")["branch"] as? String == "SH01")
    #expect(try shop.list().count == 1)
  }

  @Test(arguments: ["1", "S", "SH-01", "shared", "上海"])
  func `a branch code that is none is refused`(code: String) throws {
    let shop = try Shop(initialised: false)
    #expect(try shop.casebook("init", "--branch", code).status == 2)
    #expect(!FileManager.default.fileExists(atPath: shop.home))
  }

  @Test func `at a terminal the branch and the name are asked for, and never without one`() throws {
    let shop = try Shop(initialised: false)
    let silent = try shop.casebook("init")
    #expect(silent.status == 2 && silent.error.contains("--branch"), "\(silent.error)")
    let terminal = try Terminal(shop, "init")
    try terminal.answer("Code of the branch", "SH-01")
    try terminal.answer("Code of the branch", "sh01")
    try terminal.answer("Your name", "王芳")
    #expect(try terminal.ended() == 0, "\(terminal.text)")
    #expect(try shop.json("status")["branch"] as? String == "SH01")
    try shop.new("--channel", "phone", "--narrative", "x")
    #expect(try shop.array("history", "1").first?["author"] as? String == "王芳")
    let again = try Terminal(shop, "init")
    #expect(try again.ended() == 1, "what is there is told before anything is asked")
  }

  @Test func `the author is whoever says so`() throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "x")
    try shop.new("--channel", "phone", "--narrative", "y", "--author", "王芳")
    let authors = try ["1", "2"].map { try shop.array("history", $0).map { $0["author"] as? String } }
    #expect(Set(authors[0]) == ["Li Na"])
    #expect(Set(authors[1]) == ["王芳"])
  }
}
