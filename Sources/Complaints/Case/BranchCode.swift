package import Language

/// The code of a branch: 2–12 letters A–Z and digits, a letter first. It begins every case number and
/// names the branch's scope.
package struct BranchCode: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let rawValue: String

  /// Head office's own branch.
  package static let headOffice = BranchCode(checked: "HQ")

  package enum InputError: Error, Hashable, Sendable {
    case malformed(String)
    /// `SHARED` would be taken for the scope `shared`.
    case reserved(String)

    package var label: Label {
      switch self {
      case .malformed(let typed):
        Label(BranchCodeMessage.malformed(shown(typed)))
      case .reserved(let typed):
        Label(BranchCodeMessage.reserved(shown(typed)))
      }
    }
  }

  /// Lower case and full-width letters are accepted.
  package init(typed: String) throws(InputError) {
    let code = typed.folded.uppercased()
    guard Self.isWellFormed(code) else { throw .malformed(typed) }
    guard code != "SHARED" else { throw .reserved(typed) }
    self.init(checked: code)
  }

  /// Nil unless the text is a valid code as it stands.
  package init?(_ code: String) {
    guard Self.isWellFormed(code), code != "SHARED" else { return nil }
    self.init(checked: code)
  }

  package var description: String { rawValue }

  package static func < (a: BranchCode, b: BranchCode) -> Bool { a.rawValue < b.rawValue }

  private init(checked code: String) { rawValue = code }

  private static func isWellFormed(_ code: String) -> Bool {
    let bytes = Array(code.utf8)
    let isLetter = { (byte: UInt8) in byte >= 0x41 && byte <= 0x5A }
    return (2...12).contains(bytes.count) && isLetter(bytes[0])
      && bytes.allSatisfy { isLetter($0) || $0 >= 0x30 && $0 <= 0x39 }
  }
}

enum BranchCodeMessage: Message {
  case malformed(String)
  case reserved(String)

  var label: Label {
    switch self {
    case .malformed(let shown):
      Label(
        en: "“\(shown)” is not a valid branch code: 2 to 12 letters A–Z and digits, beginning with a letter",
        zhHans: "“\(shown)”不是有效的门店代码：须为 2 至 12 位英文字母或数字，以字母开头")
    case .reserved(let shown):
      Label(en: "“\(shown)” is reserved and cannot be a branch code", zhHans: "“\(shown)”是保留字，不能用作门店代码")
    }
  }
}

/// What head office's own branch is called until somebody gives it a name: kept in both languages, told in one.
package enum HeadOfficeName {
  package static let stored = "Head office 总部"

  /// The name of a branch for people.
  package static func told(_ name: String) -> Label {
    name == stored ? DomainMessage.headOffice.label : Label(verbatim: name)
  }
}
