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
      #expect(try week(device, "SH02")["1"] == "08:00-12:00")
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
}
