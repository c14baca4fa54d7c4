package import Versioning

/// What lets a device enrol by file.
package struct BundleTicket: Sendable {
  package let headOffice: Identifier
  package let sealingKey: [UInt8]
  package let code: String
  package let branch: String

  package init(headOffice: Identifier, sealingKey: [UInt8], code: String, branch: String) {
    self.headOffice = headOffice
    self.sealingKey = sealingKey
    self.code = code
    self.branch = branch
  }

  /// Why a text is no ticket that can be used.
  package enum Problem: Error, Hashable, Sendable {
    case notATicket
    /// Its lines are not those that its `check` was made of.
    case damaged
  }

  /// The lines of a ticket file: `casebook-ticket 1`, then a name and a value each, and last of all `check`.
  package var text: String {
    BundleTicket.checked([
      "casebook-ticket 1", "head_office \(headOffice)", "sealing_key \(hexadecimal(sealingKey))",
      "branch \(branch)", "code \(code)",
    ])
  }

  /// The file of these lines, with the line `check` behind them.
  package static func checked(_ lines: [String]) -> String {
    (lines + ["check \(check(of: lines.map { words($0[...]) }))"]).map { $0 + "\n" }.joined()
  }

  /// The first 16 hexadecimal digits of SHA-256 over all lines but `check`, each as its words with one space between and
  /// a line feed behind: not what editors and mail programs do to line ends and blanks, but every sign that says
  /// something.
  private static func check(of lines: [[String]]) -> String {
    let content = lines.map { $0.joined(separator: " ") + "\n" }.joined()
    return hexadecimal(ContentHash(content: Array(content.utf8)).bytes.prefix(8))
  }

  private static func words(_ line: Substring) -> [String] { line.split(separator: " ").map(String.init) }

  private static let names: Set = ["head_office", "sealing_key", "branch", "code"]

  /// Reads the text of a ticket file. Those from before there was a `check` have none, and no line that is not known.
  package init(text: String) throws(Problem) {
    let text = text.first == "\u{FEFF}" ? text.dropFirst() : text[...]
    let lines = text.split(whereSeparator: \.isNewline).map(BundleTicket.words).filter { !$0.isEmpty }
    guard lines.first == ["casebook-ticket", "1"] else { throw .notATicket }
    let checks = lines.filter { $0[0] == "check" }
    let others = lines.filter { $0[0] != "check" }
    guard checks.allSatisfy({ $0.count == 2 && $0[1] == BundleTicket.check(of: others) }) else {
      throw .damaged
    }
    if checks.isEmpty, !others.dropFirst().allSatisfy({ BundleTicket.names.contains($0[0]) }) {
      throw .damaged
    }
    let values = others.dropFirst().filter { $0.count == 2 }.reduce(into: [:]) { $0[$1[0]] = $1[1] }
    guard let headOffice = values["head_office"].flatMap({ Identifier(text: $0) }),
      let key = values["sealing_key"].flatMap({ ContentHash(text: $0) })?.bytes,
      let branch = values["branch"], let code = values["code"]
    else { throw .notATicket }
    self.init(headOffice: headOffice, sealingKey: key, code: code, branch: branch)
  }
}
