import Foundation
import Testing

/// The largest and smallest whole numbers, wherever a number may be typed or stand in a file: told, never trapped on.
@Suite struct ExtremeNumberTests {
  /// Where milliseconds made of days or minutes no longer fit, and where nothing larger does.
  private let extremes = ["9223372036854775807", "-9223372036854775808", "106751991168", "153722867280913"]

  /// What the help of an option that takes a number calls it.
  private static let numbers: Set<String> = ["count", "days", "minutes", "n", "number"]

  /// What a command needs besides, to come as far as its number.
  private let needed: [String: [String]] = [
    "search": ["soup"], "as": ["Li Na"], "qc sample": ["--seed", "one"],
  ]

  @Test func `no numeric option of any command traps on a number that is too large or too small`() throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "The soup was cold", "--phone", "13800138000")
    var tried = 0
    for (path, options) in try Self.numericOptions({ try shop.casebook($0).output }) {
      for option in options {
        for extreme in extremes {
          let words = path + (needed[path.joined(separator: " ")] ?? []) + ["\(option)=\(extreme)"]
          let ran = try shop.casebook(words)
          #expect(ran.status < 128, "\(words): ended by a signal, \(ran.error.prefix(200))")
          tried += 1
        }
      }
    }
    #expect(tried > 40, "the options were found")
    #expect(try shop.casebook("customer", "list", "--quiet", extremes[0]).status == 0)
    #expect(try shop.casebook("due", "--within", extremes[0]).status == 0)
  }

  @Test func `nor does one of the server's commands`() throws {
    let office = try Office()
    let needed = ["device enrol": ["SH01"], "bundle ticket": ["SH01", office.folder.path + "/ticket"]]
    let found = try Self.numericOptions {
      try Program.run($0, environment: ["LANG": "C.UTF-8"], program: Office.program).output
    }
    #expect(Set(needed.keys).isSubset(of: found.map { $0.path.joined(separator: " ") }))
    for (path, options) in found {
      for (option, extreme) in options.flatMap({ option in extremes.map { (option, $0) } }) {
        let words = path + (needed[path.joined(separator: " ")] ?? []) + ["\(option)=\(extreme)"]
        let ran = try office.run(words)
        #expect(ran.status == 2, "\(words): \(ran)")
      }
    }
  }

  @Test func `volumes beyond every number are added and shown`() throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "The soup was cold", "--logged-at", "2026-10-05")
    let most = extremes[0]
    let volumes = try shop.file(
      "volumes.csv", "month,count\n2026-09,\(most)\n2026-10,\(most)\n2026-11,\(most)\n")
    let ran = try shop.casebook("report", "rates", "--volumes", volumes)
    #expect(ran.status == 0 && ran.output.contains("9,223,372,036,854,775,807"), "\(ran)")
    #expect(ran.output.contains("0.0%"))
    for format in ["--json", "--csv"] {
      #expect(try shop.casebook("report", "rates", "--volumes", volumes, format).status == 0)
    }
  }

  /// Of every command those options whose value is a number by its help.
  /// - Parameter output: what a program says to some arguments.
  private static func numericOptions(
    _ output: ([String]) throws -> String
  ) throws -> [(path: [String], options: [String])] {
    var waiting: [[String]] = [[]]
    var found: [(path: [String], options: [String])] = []
    while let path = waiting.popLast() {
      let help = try output(path + ["--help", "--lang", "en"])
      let options = Set(
        help.matches(of: /(--[a-z-]+) <([a-z]+)>/).filter { numbers.contains(String($0.output.2)) }.map {
          String($0.output.1)
        })
      if !options.isEmpty { found.append((path, options.sorted())) }
      guard path.count < 3 else { continue }
      var isList = path.isEmpty
      for line in help.split(separator: "\n") {
        if !line.hasPrefix(" ") { isList = path.isEmpty ? line.hasSuffix(":") : line == "SUBCOMMANDS:" }
        guard isList, line.hasPrefix("  "), !line.hasPrefix("   "),
          let name = line.split(separator: " ").first, name.allSatisfy({ $0.isLowercase || $0 == "-" }),
          name.first != "-", name != "help"
        else { continue }
        waiting.append(path + [String(name)])
      }
    }
    return found
  }
}
