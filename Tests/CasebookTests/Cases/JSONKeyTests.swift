import Foundation
import Testing

/// What programs read: on standard output alone, each key once.
@Suite struct JSONKeyTests {
  /// Keys that stand twice in one object of a JSON text.
  static func doubled(_ text: String) -> [String] {
    var found: [String] = []
    var open: [(isObject: Bool, keys: Set<String>, isKeyNext: Bool)] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "{"): open.append((true, [], true))
      case UInt8(ascii: "["): open.append((false, [], false))
      case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = open.popLast()
      case UInt8(ascii: ","):
        if let last = open.indices.last { open[last].isKeyNext = open[last].isObject }
      case UInt8(ascii: "\""):
        var key: [UInt8] = []
        while let next = rest.popFirst(), next != UInt8(ascii: "\"") {
          key.append(next)
          if next == UInt8(ascii: "\\"), let escaped = rest.popFirst() { key.append(escaped) }
        }
        guard let last = open.indices.last, open[last].isKeyNext else { continue }
        open[last].isKeyNext = false
        let name = String(decoding: key, as: UTF8.self)
        if !open[last].keys.insert(name).inserted { found.append(name) }
      default: continue
      }
    }
    return found
  }

  @Test func `the check itself sees a key that stands twice`() {
    #expect(Self.doubled(#"[{"a":1,"b":{"a":"a"},"a":[{"x":2}]}]"#) == ["a"])
    #expect(Self.doubled(#"{"a\"":1,"a":",{","b":["a","a"]}"#).isEmpty)
  }

  @Test func `every command that tells a case's whole story has each key once, and talks elsewhere`() throws {
    let office = try Office()
    let shop = try office.shop(role: "duty_manager")
    let story = Story(shop: shop)
    try shop.new("--channel", "phone", "--narrative", "汤是凉的", "--phone", "13800138000", "--tag", "vip")
    try story.does("note 1 \"called back\"")
    try story.assess("minor", "service_attitude", "internal_process", need: "emotional")
    try story.propose("Cake", "--remedy apology")
    try story.does("accept 1 --how phone")
    try story.does("signal \"left at once\" --kind nonverbal")
    let commands = [
      ["list"], ["search", "汤"], ["show", "1"], ["history", "1"], ["due"], ["why", "1"], ["next", "1"],
      ["status"], ["news"], ["approvals"], ["drafts"], ["signal", "list"], ["conflict", "list"],
      ["quarantine", "list"], ["policy", "show"], ["calendar", "show"], ["wording", "list"],
      ["phrase", "list"], ["check-wording", "calm down"], ["report", "overview"], ["report", "timeliness"],
      ["report", "branches"], ["report", "satisfaction"], ["report", "repeat"], ["report", "spikes"],
      ["report", "compensation"], ["qc", "sample", "--period", "this year", "-n", "5", "--seed", "x"],
      ["qc", "report", "--period", "this year"], ["doctor"], ["sync"], ["note", "1", "x"],
      ["edit", "1", "--severity", "severe"], ["erase", "status"], ["emergency"],
      ["export", "--format", "jsonl"],
    ]
    var answered = 0
    for command in commands {
      let ran = try shop.casebook(command + ["--json"])
      for text in [ran.output, ran.error] { #expect(Self.doubled(text).isEmpty, "\(command): \(text)") }
      guard ran.status == 0, !ran.output.isEmpty else { continue }
      answered += 1
      for line in command[0] == "export" ? ran.output.split(separator: "\n").map(String.init) : [ran.output] {
        #expect(
          (try? JSONSerialization.jsonObject(with: Data(line.utf8))) != nil, "\(command): \(ran.output)")
      }
    }
    #expect(answered > 25)
    let consent = try #require(try shop.timeline("1").first { $0["kind"] as? String == "consent" })
    #expect(consent["at"] is String && consent["consent_at"] is String)
    for command in [
      ["branch", "list"], ["device", "list"], ["quarantine", "list"], ["erase", "status"], ["check"],
    ] {
      let ran = try office.run(command + ["--json"])
      #expect(ran.status == 0 && Self.doubled(ran.output).isEmpty, "\(command): \(ran.output)")
    }
  }
}
