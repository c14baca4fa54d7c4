import Foundation
import Testing

/// Where terms are listed for somebody who looks for one: in a window, at a prompt, in an error.
@Suite("Offered terms") struct OfferedTermsTests {
  @Test(arguments: [40, 80], ["en", "zh-Hans"])
  func `terms fit the window, and no id of them is cut`(columns: Int, language: String) throws {
    let shop = try Shop()
    let terms = try shop.array("terms", "list")
    let terminal = try Terminal(
      shop, ["terms", "list", "--lang", language], environment: ["LANG": "C.UTF-8"], showsOutput: true,
      columns: columns)
    #expect(try terminal.ended() == 0)
    let lines = terminal.text.split(whereSeparator: \.isNewline)
    for line in lines { #expect(line.terminalColumns <= columns, "\(line)") }
    let words = Set(lines.flatMap { $0.split(separator: " ").map(String.init) })
    #expect(terms.count > 50)
    for id in terms.compactMap({ $0["id"] as? String }) { #expect(words.contains(id), "\(id)") }
  }

  /// What the script is told for the value that is typed after some words.
  private func offered(_ shop: Shop, asking option: String, _ words: String...) throws -> [String] {
    let ran = try shop.casebook(
      ["---completion", words[0], "--", option, "\(words.count + 1)", "0", "casebook"] + words + [""])
    #expect(ran.status == 0 && ran.error.isEmpty, "\(ran.error)")
    return ran.output.split(separator: "\n").map(String.init)
  }

  @Test func `the shell offers head office's terms as the store has them, and is never told an error`() throws
  {
    let office = try Office(branches: ["SH01"])
    let head = try office.shop("HQ", role: "head_office")
    for line in [
      ["add", "channel", "live_stream", "--en", "Live stream", "--zh", "直播间"],
      ["retire", "channel", "survey"],
    ] {
      try #require(try head.casebook(["terms"] + line).status == 0)
    }
    // A filter, and a field of a case: these are one option to the script.
    for (asked, command) in [("--channel", "list"), ("--title", "new")] {
      let channels = try offered(head, asking: asked, command, "--channel")
      #expect(channels.contains("phone") && channels.contains("live_stream") && !channels.contains("survey"))
    }
    #expect(try offered(head, asking: "--title", "new", "--severity").contains("severe"))
    #expect(try offered(head, asking: "--title", "new", "--narrative").isEmpty)
    let empty = try Shop(initialised: false)
    #expect(try offered(empty, asking: "--channel", "list", "--channel").contains("survey"))
    let named = try offered(empty, asking: "--channel", "list", "--home", head.home, "--channel")
    #expect(named.contains("live_stream"))
    for words in [
      [], ["list"], ["nosuch", "--", "--channel", "1", "0"], ["list", "--", "--nosuch", "1", "0"],
    ] {
      let ran = try head.casebook(["---completion"] + words)
      #expect(ran.status == 0 && ran.output.isEmpty && ran.error.isEmpty, "\(words): \(ran)")
    }
    let script = try head.casebook("completion", "bash").output
    #expect(script.contains("---completion list -- --channel") && script.contains("'severe'"))
  }

  @Test func `who types no term is told where all of them are, of what head office adds to`() throws {
    let shop = try Shop()
    let channel = try shop.casebook("new", "--channel", "zz", "--narrative", "x")
    #expect(channel.status == 2 && channel.error.contains("casebook terms list channel"), "\(channel.error)")
    let severity = try shop.casebook("new", "--severity", "zz", "--channel", "phone", "--narrative", "x")
    #expect(severity.status == 2 && !severity.error.contains("terms list"), "\(severity.error)")
    let help = try shop.casebook("new", "--help", "--lang", "zh-Hans").output
    #expect(help.contains("总部可增加：casebook terms list"))
  }
}
