import Foundation
import Glibc
import Testing

/// What somebody typed into a case does nothing to the terminal of who looks at it, in whatever form he does; and
/// what goes to a file or pipe is what is kept, to the byte.
@Suite struct VisibleOutputTests {
  /// A right-to-left override, and a mark: a line that holds them reads as something else.
  private static let acting = "\u{202E}\u{200F}"
  private static let text = "soup\(acting)cold"

  private func shop() throws -> Shop {
    let shop = try Shop()
    let made = try shop.casebook(
      "new", "--channel", "phone", "--narrative", Self.text, "--title", Self.text, "--handler", Self.text,
      "--product", Self.text)
    try #require(made.status == 0, "\(made.error)")
    return shop
  }

  private func isHarmless(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0x0A, 0x0D, 0x09: true
      case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: false
      default: true
      }
    }
  }

  @Test(arguments: [
    ["export", "--format", "csv"], ["report", "causes", "--by", "product", "--csv"], ["list"],
    ["show", "@last"],
    ["history", "@last"], ["search", "soupcold"], ["due"], ["status"],
  ])
  func `on a terminal it is shown, in a pipe it is what it is`(command: [String]) throws {
    let shop = try shop()
    let terminal = try Terminal(shop, command, showsOutput: true)
    #expect(try terminal.ended() == 0)
    #expect(isHarmless(terminal.text), "\(terminal.text.debugDescription)")
    guard command.contains("csv") || command.contains("--csv") else {
      // What shows a case does show it.
      if !["due", "status"].contains(command[0]) {
        #expect(terminal.text.contains("soup"))
      }
      return
    }
    #expect(terminal.text.contains("soup<U+202E><U+200F>cold"))
    #expect(try shop.casebook(command).output.contains(Self.text))
  }

  @Test(arguments: [
    ["export", "--format", "jsonl"], ["show", "@last", "--json"], ["list", "--json"],
    ["history", "@last", "--json"], ["search", "soupcold", "--json"],
    ["report", "causes", "--by", "product", "--json"], ["status", "--json"],
  ])
  func `JSON on a terminal is harmless, and the same value`(command: [String]) throws {
    let shop = try shop()
    let terminal = try Terminal(shop, command, showsOutput: true)
    #expect(try terminal.ended() == 0)
    #expect(isHarmless(terminal.text), "\(terminal.text.debugDescription)")
    let piped = try shop.casebook(command).output
    let shown = try JSONSerialization.jsonObject(with: Data(terminal.text.utf8)) as? NSObject
    let kept = try JSONSerialization.jsonObject(with: Data(piped.utf8)) as? NSObject
    if command[0] != "status" {
      #expect(piped.contains(Self.acting))
      #expect(terminal.text.lowercased().contains("soup\\u202e\\u200fcold"))
    }
    #expect(shown != nil && shown == kept)
  }

  @Test func `an error that quotes what was typed is harmless, as JSON too`() throws {
    let shop = try shop()
    for command in [["show", "x\(Self.acting)\u{1B}[2J"], ["show", "x\(Self.acting)\u{9B}2J", "--json"]] {
      let terminal = try Terminal(shop, command, showsOutput: true)
      #expect(try terminal.ended() == 3)
      #expect(isHarmless(terminal.text), "\(terminal.text.debugDescription)")
      #expect(terminal.text.contains("2J"), "it is quoted: \(terminal.text.debugDescription)")
    }
  }

  @Test func `what a stranger sends does nothing to the terminal of who reads the server's log`() throws {
    let office = try Office(serving: ["--log-level", "info"])
    for path in ["/\u{9B}2J\u{202E}", "/%1B%5B2J%C2%9B%E2%80%AE"] {
      // For the shell's printf a percent sign is written twice.
      let written = path.replacingOccurrences(of: "%", with: "%%")
      let ran = try Program.run(
        [
          "-c",
          "exec 3<>/dev/tcp/127.0.0.1/\(office.port); printf 'GET \(written) HTTP/1.1\\r\\nHost: x\\r\\n"
            + "Connection: close\\r\\n\\r\\n' >&3; cat <&3",
        ], environment: ["LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"], program: "/bin/bash")
      #expect(ran.output.hasPrefix("HTTP/1.1 40"))
    }
    office.stop(SIGTERM)
    let log = try office.log()
    #expect(isHarmless(log) && log.contains("2J"), "\(log.debugDescription)")
  }
}
