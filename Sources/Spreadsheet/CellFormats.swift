/// The number formats of a workbook (`styles.xml`), as far as they decide what a number means.
struct CellFormats: Sendable {
  enum Format: Hashable, Sendable {
    case number
    /// With the offset that its format says, as those of our exports do: `+08:00`.
    case date(SerialDate.Shown, offset: String? = nil)
    /// `00000`: digits with zeros before them, as postal codes are shown.
    case padded(Int)
    case percent
    /// With the sign or the code of its currency, without which an amount in euros would be one in yuan.
    case currency(String)
  }

  /// By the index that cells name.
  private(set) var formats: [Format] = []

  subscript(index: Int) -> Format { formats.indices.contains(index) ? formats[index] : .number }

  init() {}

  init(_ xml: inout XMLReader) throws {
    var custom: [Int: Format] = [:]
    var isInFormats = false
    while let event = try xml.next() {
      guard case .start = event else { continue }
      switch xml.depth {
      case 1: guard xml.isNamed("styleSheet") else { throw xml.failure(.badMarkup) }
      case 2: isInFormats = xml.isNamed("cellXfs")
      case 3 where isInFormats && xml.isNamed("xf"):
        let id = try xml.attribute("numFmtId").flatMap { Int($0) } ?? 0
        guard formats.count < SpreadsheetLimits.formats else {
          throw xml.failure(.tooLarge(limit: SpreadsheetLimits.formats))
        }
        formats.append(custom[id] ?? CellFormats.builtIn(id))
      case 3 where xml.isNamed("numFmt"):
        guard let id = try xml.attribute("numFmtId").flatMap({ Int($0) }),
          let code = try xml.attribute("formatCode"), custom.count < SpreadsheetLimits.formats
        else { continue }
        custom[id] = CellFormats.read(code)
      default: break
      }
    }
  }

  /// The formats that every workbook has (ISO 29500-1, 18.8.30), those of East Asian editions included.
  private static func builtIn(_ id: Int) -> Format {
    switch id {
    case 14...17, 27...31, 36, 50...54, 57, 58: .date(.day)
    case 18...21, 32...35, 45...47, 55, 56: .date(.time)
    case 22: .date(.dayAndTime)
    case 9, 10: .percent
    default: .number
    }
  }

  /// What a format code shows: of its first section, without quoted text, escapes and what is in brackets.
  static func read(_ code: String) -> Format {
    var letters: Set<Character> = []
    var rest = code.prefix(1024)[...]
    var isBare = true
    var currency: String?
    var offset: String?
    while let character = rest.popFirst() {
      switch character {
      case ";": rest = ""
      case "\"":
        let quoted = rest.prefix { $0 != "\"" }
        if signs.contains(String(quoted).trimmedOfSpaces) { currency = String(quoted).trimmedOfSpaces }
        if quoted.wholeMatch(of: /[+-][0-9]{2}:[0-9]{2}/) != nil { offset = String(quoted) }
        rest = rest.dropFirst(quoted.count + 1)
      case "[":
        let inner = rest.prefix { $0 != "]" }
        if ["h", "hh", "m", "mm", "s", "ss"].contains(inner.lowercased()) { letters.insert("h") }
        rest = rest.dropFirst(inner.count + 1)
        // `[$€-407]`: a currency, and the place whose customs it follows. `[$-804]` has none.
        if inner.first == "$" {
          let sign = String(inner.dropFirst().prefix { $0 != "-" }).trimmedOfSpaces
          if !sign.isEmpty { currency = sign }
        }
      case "\\":
        if let next = rest.popFirst(), signs.contains(String(next)) { currency = String(next) }
      case "_", "*": _ = rest.popFirst()
      default:
        if signs.contains(String(character)) { currency = String(character) }
        if character != "0" { isBare = false }
        if let letter = character.lowercased().first { letters.insert(letter) }
      }
    }
    if isBare && code.count > 1 && code.allSatisfy({ $0 == "0" }) { return .padded(min(code.count, 32)) }
    let isGeneral = letters.isSuperset(of: "general")
    let hasTime = letters.contains("h") || letters.contains("s")
    let hasDay = letters.contains("y") || letters.contains("d") || (letters.contains("m") && !hasTime)
    if isGeneral { return .number }
    if letters.contains("%") { return .percent }
    return hasDay
      ? hasTime ? .date(.dayAndTime, offset: offset) : .date(.day)
      : hasTime ? .date(.time) : currency.map(Format.currency) ?? .number
  }

  private static let signs: Set<String> = [
    "¥", "￥", "$", "€", "£", "₩", "元", "円", "US$", "HK$", "NT$", "MOP$", "CNY", "RMB", "USD", "EUR", "GBP",
    "HKD", "TWD", "JPY",
  ]
}

extension String {
  /// Without spaces at both ends, the one that does not break among them.
  fileprivate var trimmedOfSpaces: String {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\u{A0}" }
    return String(String(drop(while: isSpace).reversed()).drop(while: isSpace).reversed())
  }
}
