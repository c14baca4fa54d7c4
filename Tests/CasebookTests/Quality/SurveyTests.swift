import Foundation
import TestSupport
import Testing

/// Whom to ask, who answered, and answers that are about no case.
@Suite struct SurveyTests {
  /// A case that was closed, with a phone number.
  private func closed(_ shop: Shop, _ phone: String?, _ words: String = "Cold soup") throws -> String {
    let contact = phone.map { ["--phone", $0] } ?? []
    let logged = try shop.casebook(["new", "--channel", "phone", "--narrative", words, "--json"] + contact)
      .object()
    let number = try #require(logged["number"] as? String)
    try #require(try shop.casebook("withdraw", number, "--reason", "settled by phone").status == 0)
    return number
  }

  @Test func `who has a phone or an e-mail is asked once, and the file takes the answers`() throws {
    let shop = try Shop()
    let first = try closed(shop, "13800138001")
    let second = try closed(shop, "13800138002", "Hot soup")
    _ = try closed(shop, nil, "No way to call")
    try shop.new("--channel", "phone", "--narrative", "Still open", "--phone", "13800138003")
    let file = shop.folder.path + "/ask.csv"
    let dry = try shop.json("survey", "ask", "--dry-run")
    #expect(dry["asked"] as? Int == 2 && dry["unreachable"] as? Int == 1)
    #expect(!FileManager.default.fileExists(atPath: file))
    let asked = try shop.json("survey", "ask", "--output", file)
    #expect(asked["asked"] as? Int == 2 && asked["file"] as? String == file)
    let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\r\n")
    #expect(lines.count == 3 && lines[1].contains(first) && lines[1].contains("13800138001"))
    let again = try shop.casebook("survey", "ask", "--output", file + "2", "--lang", "zh-Hans")
    #expect(again.status == 0 && again.error.contains("没有需要调查的客户"))
    #expect(!FileManager.default.fileExists(atPath: file + "2"))
    // One of the two answers; the file as it stands is read.
    let header = try #require(lines.first)
    try "\(header)\r\n\(first),,13800138001,,5,yes,Kind,2026-11-20\r\n\(second),,13800138002,,,,,\r\n"
      .write(toFile: file, atomically: true, encoding: .utf8)
    let read = try shop.json("survey", file)
    #expect(read["imported"] as? Int == 1 && read["unanswered"] as? Int == 1)
    #expect((read["rejected"] as? [Any])?.isEmpty == true)
    let parts = try #require(try shop.json("report", "satisfaction")["parts"] as? [[String: Any]])
    let surveys = try #require(
      parts.first { $0["part"] as? String == "surveys" }?["rows"] as? [[String: Any]])
    #expect(surveys.count == 1 && surveys[0]["asked"] as? Int == 2 && surveys[0]["answered"] as? Int == 1)
    #expect(surveys[0]["answered_share"] as? Double == 0.5)
  }

  @Test func `an answer that says something else than before is told, not called here already`() throws {
    let shop = try Shop()
    let number = try closed(shop, "13800138001")
    func answer(_ mark: Int) throws -> String {
      try shop.file("a.csv", "case,satisfaction,solved,comment,answered\n\(number),\(mark),yes,,2026-11-20\n")
    }
    #expect(try shop.json("survey", answer(1))["imported"] as? Int == 1)
    #expect(try shop.json("survey", answer(1))["unchanged"] as? Int == 1)
    let other = try shop.casebook("survey", answer(5))
    #expect(other.status == 1 && other.output.contains("was imported before"), "\(other.output)")
  }

  @Test func `a number that stands for nobody is no way to ask`() throws {
    let shop = try Shop()
    _ = try closed(shop, "00000000")
    let dry = try shop.json("survey", "ask", "--dry-run")
    #expect(dry["asked"] as? Int == 0 && dry["unreachable"] as? Int == 1)
  }

  @Test func `nobody is noted as asked where the file could not be written`() throws {
    let shop = try Shop()
    _ = try closed(shop, "13800138001")
    #expect(try shop.casebook("survey", "ask").status == 2)
    #expect(try shop.casebook("survey", "ask", "--output", "/nonexistent/ask.csv").status != 0)
    #expect(try shop.json("survey", "ask", "--dry-run")["asked"] as? Int == 1)
  }

  @Test func `answers that are about no case are signals, four and five are praise`() throws {
    let shop = try Shop()
    let file = try shop.file(
      "all.csv",
      """
      respondent,satisfaction,comment,answered
      A1,2,Queue too long,2026-11-20
      A2,5,,2026-11-20
      A3,,,
      A1,2,Queue too long,2026-11-21

      """)
    let read = try shop.json("survey", file, "--without-cases")
    #expect(read["imported"] as? Int == 3 && read["unanswered"] as? Int == 1)
    #expect(try shop.json("survey", file, "--without-cases")["imported"] as? Int == 0)
    let signals = try shop.casebook("signal", "list", "--all", "--json").array()
    #expect(signals.compactMap { $0["kind"] as? String }.sorted() == ["praise", "survey", "survey"])
    #expect(
      signals.contains { $0["text"] as? String == "Queue too long (A1)" && $0["stars"] as? Int == 2 },
      "with whoever said it: \(signals)")
    // Without the option such a file has no case column.
    #expect(try shop.casebook("survey", file).status != 0)
  }
}
