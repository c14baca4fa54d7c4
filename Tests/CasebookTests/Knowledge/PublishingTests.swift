import Foundation
import TestSupport
import Testing

/// What head office is asked before something stands at every branch.
@Suite("Publishing") struct PublishingTests {
  private func article(_ shop: Shop, _ title: String, _ body: String) throws -> String {
    try #require(
      try shop.json("article", "new", "--title", title, "--kind", "faq", "--body", body)["id"] as? String)
  }

  private func sync(_ shops: Shop...) throws {
    for shop in shops { try #require(try shop.casebook("sync").status == 0) }
  }

  @Test func `a branch's draft is not published before it was handed in; head office's own is`() throws {
    let office = try Office(branches: ["SH01"])
    let (head, branch) = (try office.shop("HQ", role: "head_office"), try office.shop("SH01"))
    let draft = try article(branch, "Soup", "Cook it again.")
    try sync(branch, head)
    let refused = try head.casebook("article", "publish", draft, "--as", "soup")
    #expect(refused.status == 6 && refused.error.contains("not handed in"), "\(refused.error)")
    #expect(try branch.casebook("article", "submit", draft).status == 0)
    try sync(branch, head)
    #expect(try head.casebook("article", "publish", draft, "--as", "soup").status == 0)
    #expect(
      try head.casebook("article", "publish", try article(head, "Tea", "Hot."), "--as", "tea").status == 0)
  }

  @Test func `nothing takes the place of another text unless it is told to`() throws {
    let office = try Office(branches: [])
    let head = try office.shop("HQ", role: "head_office")
    #expect(
      try head.casebook("article", "publish", try article(head, "Soup", "Again."), "--as", "soup").status == 0
    )
    let other = try article(head, "Tea", "Hot.")
    let refused = try head.casebook("article", "publish", other, "--as", "soup", "--lang", "zh-Hans")
    #expect(refused.status == 6 && refused.error.contains("已用于：Soup"), "\(refused.error)")
    #expect(try head.json("article", "show", "soup")["title"] as? String == "Soup")
    #expect(try head.casebook("article", "publish", other, "--as", "soup", "--replace").status == 0)
    #expect(try head.json("article", "show", "soup")["title"] as? String == "Tea")
  }

  @Test func `what looks personal is confirmed, also where no case stands behind it`() throws {
    let office = try Office(branches: [])
    let head = try office.shop("HQ", role: "head_office")
    let id = try article(head, "How to call back", "Call Mr Smith, 13977778888.")
    let refused = try head.casebook("article", "publish", id, "--as", "calls")
    #expect(
      refused.status == 6 && refused.error.contains("Mr Smith") && refused.error.contains("13977778888"),
      "\(refused.error)")
    #expect(try head.casebook("article", "show", "calls").status == 3)
    #expect(try head.casebook("article", "publish", id, "--as", "calls", "--yes").status == 0)
  }

  @Test func `an erasure names what was published and names the customer, whoever wrote it`() throws {
    let office = try Office(branches: ["SH01"])
    let (admin, branch) = (try office.shop("HQ", role: "admin"), try office.shop("SH01"))
    try branch.new(
      "--channel", "phone", "--narrative", "x", "--customer-name", "Ophelia Quux", "--phone", "13977778888",
      "--customer-id", "C-9090")
    try sync(branch, admin)
    for (title, body, key) in [
      ("How Ophelia Quux did it", "She waited.", "ophelia"), ("Waiting", "Be patient.", "waiting"),
    ] {
      let id = try article(admin, title, body)
      #expect(try admin.casebook("article", "publish", id, "--as", key, "--yes").status == 0)
    }
    for arguments in [
      ["erase", "--customer", "C-9090", "--dry-run"], ["customer", "erase", "13977778888", "--dry-run"],
    ] {
      let told = try admin.casebook(arguments)
      #expect(told.error.contains("ophelia") && !told.error.contains("waiting,"), "\(told.error)")
      let json = try admin.casebook(arguments + ["--json"]).object()
      #expect(json["published"] as? [String] == ["ophelia"], "\(arguments)")
    }
  }
}
