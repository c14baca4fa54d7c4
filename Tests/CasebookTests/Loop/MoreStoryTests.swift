import Foundation
import Testing

/// The other cases of the sources, driven with the real program; each has what the others have not.
@Suite("More stories")
struct MoreStoryTests {
  @Test
  func `a hotel's loud air-conditioner: it waits for a technician, and the lesson is a process`() throws {
    let story = Story(shop: try Shop())
    try story.shop.new(
      "--channel", "in_store", "--narrative", "空调整夜响，没睡好", "--place", "1208", "--emotion", "upset")
    try story.refuses("hold 1 --reason x --until tomorrow", saying: "received")
    try story.assess("moderate", "product_quality", "internal_process", need: "fact")
    try story.refuses("hold 1", saying: "a reason")
    try story.refuses("hold 1 --reason \"Technician\"", saying: "hears next")
    try story.does("hold 1 --reason \"The technician comes at noon\" --until \"tomorrow 12:00\"")
    let waiting = try story.shop.array("why", "1", "progress_report")
    let reasons = waiting.first?["reasons"] as? [String] ?? []
    #expect(reasons.contains { $0.contains("told to expect news") })
    try story.does("progress 1 \"The filter is being changed, another room is ready\" --how in_store")
    try story.refuses("propose 1 --title \"Care\" --steps \"We will improve\"", saying: "too vague")
    try story.refuses("accept 1 --how in_store", saying: "no option to work on")
    try story.does(
      "propose 1 --title \"Other room, breakfast free\" --remedy upgrade --remedy gift --steps \"Moves at once\" "
        + "--time \"10 minutes\" --pros Quiet --cons \"Has to pack\" --guarantee \"Night free if it is loud again\""
    )
    try story.refuses("accept 1 --how in_store", saying: "approval")
    #expect(
      try story.shop.array("approvals").first?["approvers"] as? [String] == [
        "duty_manager", "head_office", "admin",
      ])
  }

  @Test
  func `a coffee chain: the voucher is refused, a card and a taster programme are what was wanted`() throws {
    let story = Story(shop: try Shop())
    try story.shop.new(
      "--channel", "in_store", "--narrative", "The barista interrupted me", "--emotion", "angry")
    try story.assess("minor", "service_attitude", "internal_process", need: "emotional")
    try story.does("need 1 emotional \"To be heard out\"")
    try story.propose("A voucher", "--remedy voucher:30")
    try story.propose(
      "A card by hand and the taster programme", "--remedy written_apology --remedy taster_programme")
    try story.refuses(
      "propose 1 --title Third --steps s --time t --pros p --cons c --guarantee g", saying: "not 3")
    try story.refuses("accept 1 --how in_store", saying: "Which", status: 2)
    try story.does("accept 1 2 --how in_store")
    try story.does("execute 1 --contact \"Zhao Min\" --commit \"Card handed over\" --due today")
    try story.refuses("resolve 1", saying: "Card handed over")
    try story.does("commitment 1 1 --done")
    try story.does("resolve 1 --emotion-after calm")
    try story.close(satisfaction: 5, rootCause: "staff_skill", lesson: "Let them finish, then offer a choice")
    #expect(try story.status() == "archived")
    let calls = try story.shop.timeline("1").filter { $0["kind"] as? String == "call_back" }
    #expect(calls.first?["satisfaction"] as? String == "5")
  }

  @Test
  func `an online shop's crushed parcels: one more of the same, and the carton is what has to change`()
    throws
  {
    let office = try Office()
    let story = Story(shop: try office.shop())
    let manager = try office.shop(role: "duty_manager")
    for order in ["A-1", "A-2"] {
      try story.shop.new(
        "--channel", "chat", "--narrative", "The parcel of biscuits \(order) came crushed", "--order", order,
        "--product", "Biscuits")
    }
    try story.shop.new("--channel", "email", "--narrative", "Biscuits crushed, order A-1", "--order", "A-1")
    #expect(try story.shop.found("crushed").count == 3)
    try story.refuses("withdraw 3 --as duplicate", saying: "the case that it duplicates")
    try story.does("withdraw 3 --as duplicate --of 1")
    #expect(try story.status("3") == "duplicate")
    try story.assess("moderate", "product_quality", "third_party", need: "fact")
    try story.propose("Money back and a new parcel", "--remedy refund:60 --remedy exchange")
    for device in [story.shop, manager] { try story.does("sync", by: device) }
    let number = try #require(try story.shop.json("show", "1")["number"] as? String)
    try story.does("approve \(number)", by: manager)
    for device in [manager, story.shop] { try story.does("sync", by: device) }
    try story.does("accept 1 --how chat")
    try story.does("execute 1 --contact \"Li Na\" --commit \"New parcel sent\" --due tomorrow")
    try story.does("resolve 1 --done")
    try story.does("callback 1 --solved yes --satisfaction 4 --suggestion \"A stronger carton\"")
    try story.does(
      "review 1 --root-cause process_gap --lesson \"The carton became thinner in spring\" "
        + "--highlights \"Three cases were seen as one\" --shortcomings \"Two refunds hid the cause\" "
        + "--action \"Agree a carton standard with the supplier\" --owner Purchasing --due 2026-12-31")
    try story.does("archive 1")
    #expect(try story.status() == "archived")
  }

  @Test
  func `a phone that keeps crashing: not solved at the call-back, an extra remedy, then it is`() throws {
    let story = Story(shop: try Shop())
    try story.shop.new(
      "--channel", "phone", "--narrative", "It restarts ten times a day", "--product", "Phone X")
    try story.assess("minor", "product_quality", "internal_process", need: "fact")
    try story.propose("Repair", "--remedy repair")
    try story.does("accept 1 --how phone")
    try story.does("execute 1 --contact Zhao --commit Repaired --due tomorrow")
    try story.does("resolve 1 --done")
    try story.refuses("callback 1 --solved no --satisfaction 1", saying: "in addition")
    try story.does(
      "callback 1 --solved no --satisfaction 1 --commit \"Exchanged for a new one\" --due tomorrow")
    #expect(try story.status() == "executing")
    try story.does("commitment 1 2 --done")
    try story.does("resolve 1")
    try story.close(satisfaction: 4, rootCause: "lack_of_resources", lesson: "Keep one spare of each model")
    #expect(try story.shop.timeline("1").filter { $0["kind"] as? String == "call_back" }.count == 2)
  }

  @Test func `a bank teller's attitude: quality control looks at it, and not by who handled it`() throws {
    let office = try Office()
    let story = Story(shop: try office.shop())
    let auditor = try office.shop("HQ", role: "auditor")
    try story.shop.new("--channel", "survey", "--narrative", "The teller sighed at every question")
    try story.assess("minor", "service_attitude", "internal_process", need: "emotional")
    try story.propose("The manager apologises", "--remedy apology")
    try story.does("accept 1 --how phone")
    try story.does("execute 1 --contact \"Li Na\" --commit \"Manager calls\" --due today")
    try story.does("resolve 1 --done")
    try story.refuses(
      "qc score 1 --expression 5 --problem-solving 5 --attitude 5", saying: "role", status: 4)
    for device in [story.shop, auditor] { try story.does("sync", by: device) }
    let drawn = try auditor.json("qc", "sample", "--period", "this year", "--seed", "x", "--author", "Wu")
    let number = try #require((drawn["cases"] as? [[String: Any]])?.first?["number"] as? String)
    try story.does(
      "qc score \(number) --expression 3 --problem-solving 4 --attitude 2 --outcome coaching "
        + "--note \"Look up before you answer\" --author Wu", by: auditor)
    for device in [auditor, story.shop] { try story.does("sync", by: device) }
    let scores = try #require(
      try story.shop.json("qc", "list", "--period", "this year")["scores"] as? [[String: Any]])
    #expect(scores.count == 1 && scores.first?["note"] as? String == "Look up before you answer")
    try story.close(satisfaction: 3, rootCause: "staff_skill", lesson: "Practise the greeting in pairs")
  }

  @Test func `an air fare that swings: unfounded, and taken up again when a receipt turns up`() throws {
    let story = Story(shop: try Shop())
    try story.shop.new(
      "--channel", "online_review", "--narrative", "The fare rose while I paid", "--type", "price")
    try story.refuses("withdraw 1 --as unfounded", saying: "a reason")
    try story.does("withdraw 1 --as unfounded --reason \"The fare was held for 20 minutes, as announced\"")
    #expect(try story.shop.json("next", "1")["next"] is NSNull)
    try story.does("reopen 1 --reason \"The receipt shows two charges\"")
    try story.assess("minor", "process_efficiency", "internal_process", need: "fact")
    #expect(try story.status() == "assessed")
    let resolve = try #require(try story.shop.array("why", "1", "resolve").first)
    #expect((resolve["reasons"] as? [String])?.first?.hasPrefix("Reopened") ?? false)
  }

  @Test
  func `a flight delay that nobody announced: several departments, and the customer hears in between`()
    throws
  {
    let story = Story(shop: try Shop())
    try story.shop.new(
      "--channel", "social_media", "--narrative", "Six hours at the gate, not a word", "--severity", "minor")
    try story.assess("minor", "process_efficiency", "internal_process", need: "emotional")
    try story.refuses("escalate 1 --to Operations", saying: "--to <who>", status: 2)
    try story.does(
      "escalate 1 --to Operations --reason \"Who announces?\" --done \"Apologised\" --expected tomorrow")
    #expect((try story.shop.json("show", "1")["flags"] as? [String])?.contains("escalated") ?? false)
    try story.does("progress 1 \"Operations answers by tomorrow 10:00\" --how social_media")
    try story.propose("Meal voucher", "--remedy voucher:80")
    try story.does("accept 1 --how social_media")
    try story.does("execute 1 --contact Qian --commit \"Voucher sent\" --due today")
    try story.does("commitment 1 1 --waive \"The customer gave it away\"")
    try story.refuses("resolve 1", saying: "escalation")
    try story.does("escalate 1 --end --outcome \"Gate staff announce every 20 minutes from now on\"")
    try story.does("resolve 1")
    #expect((try story.shop.json("show", "1")["flags"] as? [String])?.contains("escalated") == false)
    try story.close(satisfaction: 4, rootCause: "process_gap", lesson: "Say what is known, every 20 minutes")
  }

  /// Each clock says when it began, by which severity and policy, and what came of it, in both languages.
  private func explains(_ shop: Shop, _ clocks: [String: String]) throws {
    for (clock, chinese) in clocks {
      let english = try shop.casebook("why", "1", clock).output
      #expect(english.contains("Severity: Severe") && english.contains("policy says"), "\(clock): \(english)")
      #expect(english.contains("Due: 20"), "\(clock): \(english)")
      let told = try shop.casebook("why", "1", chinese, "--lang", "zh-Hans").output
      #expect(told.hasPrefix(chinese) && told.contains("严重") && told.contains("期限：20"), "\(clock): \(told)")
    }
  }

  @Test
  func `a car maker's long-term follow-up: head office approves, and calls are due after 7 and 30 days`()
    throws
  {
    let office = try Office()
    let story = Story(shop: try office.shop(role: "duty_manager"))
    let head = try office.shop("HQ", role: "head_office")
    try story.shop.new(
      "--channel", "phone", "--narrative", "The brakes failed", "--safety", "yes", "--emergency", "yes")
    try story.assess("severe", "product_quality", "internal_process", need: "fact")
    try story.propose(
      "New brakes, a car meanwhile, five years of warranty", "--remedy repair --remedy membership")
    try story.refuses("accept 1 --how phone", saying: "approval")
    for device in [story.shop, head] { try story.does("sync", by: device) }
    let number = try #require(try story.shop.json("show", "1")["number"] as? String)
    try story.does("approve \(number)", by: head)
    for device in [head, story.shop] { try story.does("sync", by: device) }
    try story.does("accept 1 --how in_store")
    try story.does("execute 1 --contact \"Manager Sun\" --commit \"Brakes changed\" --due tomorrow")
    #expect(try story.shop.casebook("next", "1").output.contains("--purpose senior"))
    try story.refuses("resolve 1 --done", saying: "a senior who speaks to the customer")
    try story.does(
      "task add 1 \"Speak to the customer\" --purpose senior --owner \"Director Wu\" --due today")
    try story.refuses("resolve 1 --done", saying: "that Director Wu spoke to the customer")
    try story.does("task done 1 --answer \"Apologised, will visit\"")
    try explains(
      story.shop,
      [
        "first_response": "首次响应", "preliminary_answer": "初步答复", "progress_report": "进展告知",
        "resolve": "解决",
      ])
    try story.does("resolve 1 --done")
    try explains(
      story.shop, ["call_back": "回访", "follow_up_7": "7 天跟踪", "follow_up_30": "30 天跟踪"])
    let clocks = Set(try story.shop.array("why", "1").compactMap { $0["clock"] as? String })
    #expect(clocks.isSuperset(of: ["call_back", "follow_up_7", "follow_up_30"]))
    try story.close(satisfaction: 5, rootCause: "process_gap", lesson: "Check the brake line of that batch")
    try explains(story.shop, ["review": "复盘"])
    // Long-term: archived, and still to be called.
    let open = try story.shop.array("why", "1").filter { $0["met"] is NSNull }.compactMap {
      $0["clock"] as? String
    }
    #expect(open == ["follow_up_7", "follow_up_30"])
    #expect(try story.shop.array("due").compactMap { $0["clock"] as? String } == open)
    try story.does("callback 1 --solved yes --satisfaction 5")
    #expect(try story.status() == "archived")
  }

  @Test func `a case is no duplicate of itself, nor of its own duplicate: one of them has to count`() throws {
    let story = Story(shop: try Shop())
    for text in ["one", "two", "three"] { try story.shop.new("--channel", "phone", "--narrative", text) }
    try story.refuses("withdraw 1 --as duplicate --of 1", saying: "cannot be a duplicate")
    try story.does("withdraw 2 --as duplicate --of 1")
    try story.does("withdraw 3 --as duplicate --of 2")
    try story.refuses("withdraw 1 --as duplicate --of 3", saying: "cannot be a duplicate")
    #expect(try story.status("1") == "received")
  }
}
