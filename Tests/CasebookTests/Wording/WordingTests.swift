import Foundation
import Testing

/// `check-wording`, `phrase` and `wording` as people run them.
@Suite struct WordingTests {
  @Test func `a text is checked and the advice changes no exit code`() throws {
    let shop = try Shop()
    let path = try shop.file("reply.txt", "您好：\n很抱歉，但是没货了。\n我们尽快退您五百元。\n")
    let findings = try shop.array("check-wording", path)
    #expect(findings.map { $0["rule"] as? String } == ["zh_but", "zh_soon", "zh_amount"])
    #expect(findings.map { $0["kind"] as? String } == ["replace", "vague", "authority"])
    #expect(findings.map { $0["line"] as? Int } == [2, 3, 3])
    #expect(findings.map { $0["column"] as? Int } == [5, 3, 5])
    #expect(findings.map { $0["found"] as? String } == ["但是", "尽快", "退您五百元"])
    for finding in findings {
      #expect(Set(finding.keys) == ["rule", "kind", "line", "column", "found", "why", "better"])
    }
    #expect(findings[0]["better"] as? String == "At the same time")
    let chinese = try shop.casebook("check-wording", path, "--lang", "zh-Hans")
    #expect(chinese.status == 0)
    for word in ["2:5  “但是”  换个说法", "建议：同时", "越权承诺", "3:3"] {
      #expect(chinese.output.contains(word), "\(word)")
    }
    #expect(chinese.error.contains("3 处提示"))
  }

  @Test func `a clean text gives nothing and a pipe is read`() throws {
    let shop = try Shop()
    let clean = try shop.casebook(["check-wording", "-"], input: Array("今天下午五点前为您换新。".utf8))
    #expect(clean.status == 0 && clean.output.isEmpty && clean.error.contains("Nothing to improve"))
    let json = try shop.casebook(["check-wording", "-", "--json"], input: [])
    #expect(try json.array().isEmpty && json.status == 0)
    let english = try shop.casebook(["check-wording", "-"], input: Array("We will refund you soon.".utf8))
    #expect(
      english.status == 0 && english.output.contains("“soon”")
        && english.output.contains("Better: Name a time"))
    #expect(try shop.casebook("check-wording", shop.folder.path + "/nowhere").status != 0)
    #expect(try shop.casebook("check-wording").status == 2)
  }

  @Test func `phrases are listed found and shown`() throws {
    let shop = try Shop()
    let all = try shop.array("phrase", "list", "--language", "all")
    #expect(all.count >= 60)
    #expect(
      Set(all[0].keys) == [
        "id", "stage", "language", "text", "placeholders", "channels", "emotions", "segments", "classes",
        "retired", "source",
      ])
    #expect(try shop.array("phrase", "list").allSatisfy { $0["language"] as? String == "en" })
    let angry = try shop.array(
      "phrase", "list", "--stage", "共情", "--emotion", "愤怒", "--channel", "电话", "--language", "zh-Hans")
    #expect(angry.first?["id"] as? String == "zh_empathy_angry")
    #expect(!angry.contains { $0["id"] as? String == "zh_empathy_vip" } || angry.count > 1)
    let elderly = try shop.array("phrase", "list", "--stage", "restate", "--segment", "elderly")
    #expect(
      elderly.map { $0["id"] as? String } == [
        "en_restate_elderly", "en_restate", "en_restate_mail",
      ])
    #expect(
      try shop.array("phrase", "find", "体验官", "--language", "all").map { $0["id"] as? String }
        == ["zh_suggestions_vip"])
    #expect(
      try shop.json("phrase", "show", "en_proposal_two")["placeholders"] as? [String] == [
        "option1", "option2",
      ])
    let page = try shop.casebook("phrase", "show", "zh_proposal_two", "--lang", "zh-Hans").output
    #expect(page.contains("提出方案") && page.contains("需填写：option1、option2"))
    let table = try shop.casebook("phrase", "list", "--stage", "thanks")
    #expect(table.output.contains("en_thanks") && table.output.contains("Thank you for telling us."))
    let none = try shop.casebook("phrase", "find", "zzzz")
    #expect(none.status == 0 && none.output.isEmpty && none.error.contains("No phrase matches"))
  }

  @Test func `what names no phrase or term is told`() throws {
    let shop = try Shop()
    let missing = try shop.casebook("phrase", "show", "nothing", "--json")
    #expect(missing.status == 3)
    #expect(try missing.errorObject()["error"] as? String == "not_found")
    let many = try shop.casebook("phrase", "show", "en_greeting", "--json")
    #expect(many.status == 3)
    #expect((try many.errorObject()["candidates"] as? [String])?.contains("en_greeting_mail") == true)
    #expect(try shop.casebook("phrase", "list", "--stage", "nonsense").status == 2)
    #expect(try shop.casebook("phrase", "list", "--channel", "fax").status == 2)
    #expect(try shop.casebook("phrase", "list", "--language", "fr").status == 2)
    #expect(try shop.casebook("wording", "list", "--kind", "nonsense").status == 2)
    #expect(try shop.casebook("phrase").output.contains("casebook phrase list"))
  }

  @Test func `rules are listed`() throws {
    let shop = try Shop()
    let rules = try shop.array("wording", "list", "--language", "all")
    #expect(rules.count >= 25 && rules.allSatisfy { $0["readable"] as? Bool == true })
    let vague = try shop.array("wording", "list", "--kind", "vague")
    #expect(
      vague.contains { $0["id"] as? String == "en_soon" }
        && vague.allSatisfy { $0["kind"] as? String == "vague" })
    let page = try shop.casebook("wording", "show", "zh_but", "--lang", "zh-Hans").output
    #expect(page.contains("换个说法") && page.contains("同时"))
  }

  @Test func `only head office publishes`() throws {
    let shop = try Shop()
    for arguments in [
      ["phrase", "add", "en_x", "--stage", "thanks", "--language", "en", "--text", "Thanks."],
      ["phrase", "edit", "en_thanks", "--text", "Thanks."], ["phrase", "retire", "en_thanks"],
      ["wording", "retire", "en_soon"],
    ] {
      let refused = try shop.casebook(arguments + ["--json"])
      #expect(refused.status == 4)
      #expect(try refused.errorObject()["error"] as? String == "not_allowed")
    }
  }

  @Test func `head office publishes and a branch has it after a sync`() throws {
    let office = try Office(branches: ["SH01"])
    let head = try office.shop("HQ", role: "head_office")
    let branch = try office.shop("SH01")
    let added = try head.casebook(
      "phrase", "add", "zh_rain", "--stage", "问候", "--language", "zh-Hans", "--channel", "前台", "--text",
      "外面下雨，快请进，我们会尽快给您倒茶。")
    #expect(added.status == 0 && added.error.contains("zh_rain is saved"))
    #expect(added.error.contains("尽快") && added.error.contains("already saved"))
    let taken = try head.casebook(
      "phrase", "add", "zh_rain", "--stage", "thanks", "--language", "en", "--text", "x", "--json")
    #expect(taken.status == 6)
    let edited = try head.json(
      "phrase", "edit", "zh_rain", "--text", "外面下雨，快请进。", "--channel=-in_store", "--emotion", "calm")
    #expect(edited["changed"] as? Bool == true && (edited["wording"] as? [Any])?.isEmpty == true)
    #expect(edited["channels"] as? [String] == [] && edited["emotions"] as? [String] == ["calm"])
    #expect(try head.json("phrase", "retire", "zh_thanks")["retired"] as? Bool == true)
    let rule = try head.json(
      "wording", "add", "zh_cheap", "--kind", "禁用语", "--language", "zh-Hans", "--pattern", "一分[价|价钱]一分货",
      "--why-zh", "等于怪客户买得便宜。", "--better-zh", "先说怎么解决。")
    #expect(rule["source"] as? String == "head_office" && rule["why"] as? String == "等于怪客户买得便宜。")
    #expect(try head.json("wording", "retire", "zh_soon")["retired"] as? Bool == true)
    #expect(try head.casebook("wording", "edit", "zh_cheap", "--pattern", "<x").status == 2)
    #expect(try head.casebook("wording", "add", "Zh", "--kind", "vague").status == 2)
    #expect(try head.casebook("phrase", "edit", "zh_rain").status == 2)
    _ = try head.json("sync")
    _ = try branch.json("sync")

    let phrase = try branch.json("phrase", "show", "zh_rain")
    #expect(phrase["text"] as? String == "外面下雨，快请进。" && phrase["source"] as? String == "head_office")
    #expect(
      try branch.array("phrase", "list", "--stage", "thanks", "--language", "all")
        .allSatisfy { $0["id"] as? String != "zh_thanks" })
    let found = try branch.casebook(["check-wording", "-", "--json"], input: Array("一分价钱一分货，我们尽快。".utf8))
      .array()
    #expect(found.map { $0["rule"] as? String } == ["zh_cheap"])
    _ = try head.json("phrase", "retire", "zh_rain")
    for shop in [head, branch] { _ = try shop.json("sync") }
    #expect(try branch.casebook("news").output.contains("zh_rain"))
    #expect(try branch.json("status")["conflicts"] as? Int == 0)
    #expect(try branch.casebook("doctor").status == 0 && head.casebook("doctor").status == 0)
    try office.administer("check")
  }

  @Test func `two devices of head office are told of their conflict and settle it`() throws {
    let office = try Office(branches: ["SH01"])
    let one = try office.shop("HQ", role: "head_office")
    let two = try office.shop("HQ", role: "admin")
    _ = try one.json("phrase", "edit", "en_thanks", "--text", "Thanks a lot.")
    _ = try two.json("phrase", "edit", "en_thanks", "--text", "Many thanks.")
    for shop in [one, two, one] { _ = try shop.json("sync") }
    let conflict = try #require(try one.array("conflict", "list").first)
    #expect(conflict["case"] as? String == "en_thanks" && conflict["field"] as? String == "text")
    let id = try #require(conflict["id"] as? String)
    #expect(try one.casebook("conflict", "show", id).output.contains("Many thanks."))
    _ = try one.json("conflict", "resolve", id, "--value", "Thank you very much.")
    for shop in [one, two] { _ = try shop.json("sync") }
    #expect(try two.json("phrase", "show", "en_thanks")["text"] as? String == "Thank you very much.")
    #expect(try two.array("conflict", "list").isEmpty && one.array("conflict", "list").isEmpty)
  }
}
