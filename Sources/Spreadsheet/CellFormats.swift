/// The number formats of a workbook (`styles.xml`), as far as they decide what a number means.
struct CellFormats: Sendable {
  enum Format: Hashable, Sendable {
    case number
    case date(SerialDate.Shown)
    /// `00000`: digits with zeros before them, as postal codes are shown.
    case padded(Int)
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
    default: .number
    }
  }

  /// What a format code shows: of its first section, without quoted text, escapes and what is in brackets.
  static func read(_ code: String) -> Format {
    var letters: Set<Character> = []
    var rest = code.prefix(1024)[...]
    var isBare = true
    while let character = rest.popFirst() {
      switch character {
      case ";": rest = ""
      case "\"": rest = rest.firstIndex(of: "\"").map { rest[rest.index(after: $0)...] } ?? ""
      case "[":
        let inner = rest.prefix { $0 != "]" }
        if ["h", "hh", "m", "mm", "s", "ss"].contains(inner.lowercased()) { letters.insert("h") }
        rest = rest.dropFirst(inner.count + 1)
      case "\\", "_", "*": _ = rest.popFirst()
      default:
        if character != "0" { isBare = false }
        if let letter = character.lowercased().first { letters.insert(letter) }
      }
    }
    if isBare && code.count > 1 && code.allSatisfy({ $0 == "0" }) { return .padded(min(code.count, 32)) }
    let isGeneral = letters.isSuperset(of: "general")
    let hasTime = letters.contains("h") || letters.contains("s")
    let hasDay = letters.contains("y") || letters.contains("d") || (letters.contains("m") && !hasTime)
    if isGeneral { return .number }
    return hasDay ? .date(hasTime ? .dayAndTime : .day) : hasTime ? .date(.time) : .number
  }
}
