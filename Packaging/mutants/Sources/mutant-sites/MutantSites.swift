import Foundation
import SwiftOperators
import SwiftParser
import SwiftSyntax

/// Prints each place of the files named as arguments where one token could be another, as a line of JSON.
@main
enum MutantSites {
  static func main() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    for path in CommandLine.arguments.dropFirst() {
      let parsed = Parser.parse(source: try String(contentsOfFile: path, encoding: .utf8))
      // What has no known precedence stays as it was parsed: no site is in it.
      let tree = OperatorTable.standardOperators.foldAll(parsed) { _ in }
      let finder = SiteFinder(path: path, converter: SourceLocationConverter(fileName: path, tree: tree))
      finder.walk(tree)
      for site in finder.sites {
        print(String(decoding: try encoder.encode(site), as: UTF8.self))
      }
    }
  }
}

/// One place, and what could stand there instead.
struct Site: Encodable {
  var file: String
  var line: Int
  /// Bytes from the start of the file.
  var offset: Int
  var length: Int
  /// The rule that made it: `boundary`, `logic`, `constant` …
  var kind: String
  /// The declarations around it: `Deadline.isLate`.
  var within: String
  var was: String
  var becomes: String
  /// Where the statement begins: of one statement one site is planted, or the type checker gives up.
  var statement: Int
}
