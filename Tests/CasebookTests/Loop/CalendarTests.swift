import Foundation
import Testing

/// Calendars as head office lays them down and branches are held to them.
@Suite("Calendars, through the program")
struct CalendarTests {
  private func week(_ shop: Shop, _ branch: String) throws -> [String: String] {
    let week = try #require(try shop.json("calendar", "show", "--branch", branch)["week"] as? [String: Any])
    return week.compactMapValues { $0 as? String }
  }

  @Test func `split hours, nights, inheritance, and what is refused`() throws {
    let office = try Office()
    let head = try office.shop("HQ", role: "admin")
    let shop = try office.shop("SH01")
    func set(_ arguments: String...) throws {
      let ran = try head.casebook(["calendar", "set"] + arguments)
      #expect(ran.status == 0, "\(ran.error)")
    }
    try set("--open", "daily=09:00-21:00", "--open", "sun=closed", "--holiday", "2026-12-25..2026-12-26")
    try set(
      "--branch", "SH01", "--open", "mon=10:00-14:00", "--open", "mon=17:00-22:00", "--open",
      "fri=18:00-02:00",
      "--ordinary", "2026-12-26", "--zone", "Europe/Berlin")
    // The company changes what the branch says nothing of, and what it says.
    try set("--open", "mon-tue=08:00-12:00", "--holiday", "2027-01-01")
    for device in [head, shop] { #expect(try device.casebook("sync").status == 0) }
    for device in [head, shop] {
      #expect(
        try week(device, "SH01") == [
          "1": "10:00-14:00,17:00-22:00", "2": "08:00-12:00", "3": "09:00-21:00", "4": "09:00-21:00",
          "5": "18:00-02:00", "6": "09:00-21:00",
        ])
      let own = try device.json("calendar", "show", "--branch", "SH01")
      #expect(own["holidays"] as? [String] == ["2026-12-25", "2027-01-01"])
      #expect(own["zone"] as? String == "Europe/Berlin")
    }
    #expect(try week(head, "HQ")["1"] == "08:00-12:00")
    for device in [head, shop] {
      let unknown = try device.casebook("calendar", "show", "--branch", "NOPE", "--json")
      #expect(try unknown.status == 3 && unknown.errorObject()["error"] as? String == "not_found")
    }
    // What begins later leaves all as it is until then, and is told of.
    try set("--branch", "SH02", "--open", "daily=07:00-08:00", "--from", "2099-01-01")
    #expect(try week(head, "SH02")["1"] == "08:00-12:00" && week(head, "SH02")["7"] == nil)
    #expect(try head.casebook("calendar", "show", "--branch", "SH02").error.contains("2099-01-01"))
    for arguments in [
      ["--open", "daily=closed"], ["--open", "mon=10:00-14:00,13:00-15:00"], ["--zone", "Atlantis/City"],
      ["--no-company-days"], ["--branch", "SH01", "--open", "daily=closed"],
    ] {
      let ran = try head.casebook(["calendar", "set"] + arguments)
      #expect(ran.status == 2 && !ran.error.isEmpty, "\(arguments) \(ran.error)")
    }
    #expect(try week(head, "SH01")["5"] == "18:00-02:00", "nothing was changed by what was refused")
    let shown = try head.casebook("calendar", "show", "--branch", "SH01").output
    #expect(shown.contains("10:00-14:00, 17:00-22:00") && shown.contains("Europe/Berlin"))
  }

  @Test
  func `a calendar is shown as it holds on a day, and what ends a change later is told when that is made`()
    throws
  {
    let office = try Office()
    let head = try office.shop("HQ", role: "admin")
    #expect(try head.casebook("sync").status == 0)
    func set(_ arguments: String...) throws -> Program.Ran {
      let ran = try head.casebook(["calendar", "set"] + arguments)
      #expect(ran.status == 0, "\(ran.error)")
      return ran
    }
    #expect(
      try !set("--open", "mon-sat=09:00-21:00", "--open", "sun=10:00-16:00").error.contains(
        "laid down before"))
    #expect(
      try !set("--open", "daily=08:00-20:00", "--from", "2099-01-01").error.contains("laid down before"))
    let now = try set("--open", "sun=closed")
    // It says otherwise about all days; of a holiday and a zone it says nothing.
    #expect(now.error.contains("Version 2 begins on 2099-01-01"), "\(now.error)")
    let carried = try set("--holiday", "2099-12-24", "--json").error
    #expect(carried.contains("Version 2, which begins on") && carried.contains("version 5"), "\(carried)")
    let later = try head.json("calendar", "show", "--at", "2099-02-01")
    #expect(later["holidays"] as? [String] == ["2099-12-24"])
    func monday(_ arguments: String...) throws -> String {
      let shown = try head.casebook(["calendar", "show", "--json"] + arguments).object()
      let hours = (shown["week"] as? [String: Any])?["1"] as? String
      return "\(shown["version"] as? Int ?? -1) \(hours ?? "closed")"
    }
    #expect(try monday() == "4 09:00-21:00")
    #expect(try monday("--at", "2098-12-31") == "4 09:00-21:00")
    #expect(try monday("--at", "2099-01-01") == "5 08:00-20:00")
    #expect(try monday("--at", "2020-01-01").hasPrefix("0 "))
    #expect(try monday("--at", "today") == "4 09:00-21:00")
    #expect(try head.casebook("calendar", "show", "--at", "whenever").status == 2)
    // The same of policies.
    #expect(
      try head.casebook("policy", "set", "--term", "resolve/minor=2h", "--from", "2099-01-01").status == 0)
    let policy = try head.casebook("policy", "set", "--limit", "duty_manager/minor=50")
    #expect(policy.error.contains("Version 1, which begins on 2099-01-01"), "\(policy.error)")
    let until = try head.casebook("policy", "set", "--term", "resolve/minor=5h")
    #expect(until.error.contains("Version 3 begins on 2099-01-01"), "\(until.error)")
    func shown(_ arguments: String...) throws -> String {
      let found = try head.casebook(["policy", "show", "--json"] + arguments).object()
      let limits = (found["limits"] as? [String: Any])?["duty_manager"] as? [String: Any]
      let terms = (found["terms"] as? [String: Any])?["resolve"] as? [String: Any]
      return "\(found["version"] as? Int ?? -1) \(limits?["minor"] ?? "") \(terms?["minor"] ?? "")"
    }
    #expect(try shown() == "4 5000 CNY m300")
    #expect(try shown("--at", "2099-01-01") == "3 5000 CNY m120")
    #expect(try shown("--at", "2098-12-31") == "4 5000 CNY m300")
    #expect(try shown("--at", "2020-01-01").hasPrefix("0 "))
    #expect(try head.casebook("policy", "show", "--at", "2099-01-01", "--version", "1").status == 2)
    let lane = try head.casebook("policy", "set", "--fast-lane", "流程=审批", "--lang", "zh-Hans")
    #expect(lane.status == 0 && lane.output.contains("绿色通道 · ") && lane.output.contains("未设 → 审批"), "\(lane)")
    func lanes(_ arguments: String...) throws -> [String: [String]]? {
      try head.casebook(["policy", "show", "--json"] + arguments).object()["fast_lanes"]
        as? [String: [String]]
    }
    #expect(try lanes() == ["process_efficiency": ["approval"]] && lanes("--at", "2099-01-01") == lanes())
    #expect(try head.casebook("policy", "show").output.contains("Fast lane\n"))
    #expect(try head.casebook("policy", "set", "--fast-lane", "process_efficiency=none").status == 0)
    for twice in [
      ["--limit", "duty_manager/minor=20", "--limit", "Duty_Manager/minor=30"],
      ["--fast-lane", "process_efficiency=approval", "--fast-lane", "process_efficiency=contact"],
    ] { #expect(try head.casebook(["policy", "set"] + twice).status == 2) }
    #expect(try lanes() == [:])
    #expect(try head.casebook("policy", "show", "--at", "whenever").status == 2)
  }

  @Test func `what is laid down for a branch that head office does not have comes back as refused`() throws {
    let office = try Office()
    let head = try office.shop("HQ", role: "admin")
    let set = try head.casebook("calendar", "set", "--branch", "SH99", "--open", "daily=09:00-21:00")
    #expect(set.status == 0 && set.error.contains("SH99"), "\(set)")
    #expect(try head.casebook("emergency-plan", "--branch", "SH98", "--phone", "Fire: 119").status == 0)
    #expect(
      try head.casebook("calendar", "set", "--branch", "SH01", "--open", "daily=09:00-21:00").status == 0)
    _ = try head.casebook("sync")
    let held = try head.array("quarantine", "list")
    #expect(held.compactMap { $0["reason"] as? String } == ["unknown_branch", "unknown_branch"], "\(held)")
    #expect(try head.json("calendar", "show", "--branch", "SH01")["version"] as? Int == 1)
  }

  @Test func `what is laid down as it is already is told, and nothing is saved`() throws {
    let office = try Office()
    let head = try office.shop("HQ", role: "admin")
    for command in [
      ["policy", "set", "--limit", "duty_manager/minor=51"],
      ["calendar", "set", "--open", "mon=10:00-14:00"],
    ] {
      #expect(try head.casebook(command + ["--json"]).object()["changed"] as? Bool == true)
      let again = try head.casebook(command)
      #expect(again.status == 0 && again.error.contains("already so"), "\(again)")
      let told = try head.casebook(command + ["--json"]).object()
      #expect(told["changed"] as? Bool == false && told["version"] as? Int == 1, "\(told)")
    }
  }
}
