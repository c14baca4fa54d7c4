/// The number formats of a workbook (`styles.xml`), as far as they decide what a number means.
struct CellFormats: Sendable {
  enum Format: Hashable, Sendable {
    case number
    /// With the offset that its format says, as those of our exports do: `+08:00`.
    case date(SerialDate.Shown, offset: String? = nil)
    /// With zeros before it, as postal codes are shown, or a text around it: `00000`, `"SH-"0`.
    case pattern(NumberPattern)
    /// Digits in groups or with decimals, and these words beside them: `#,##0.00 "CHF"`.
    case measure(words: String)
    /// It shows the number in a way that is not known here: what is read may not be what people see.
    case unclear(hasWords: Bool)
    case percent
    /// With the sign or the code of its currency, without which an amount in euros would be one in yuan.
    case currency(String)
  }

  /// By the index that cells name.
  private(set) var formats: [Format] = []
  /// By the same index what texts are shown with; few formats say any.
  private var texts: [Int: NumberPattern] = [:]

  subscript(index: Int) -> Format { formats.indices.contains(index) ? formats[index] : .number }

  /// What a format shows of a text; nil: the text.
  func text(_ index: Int) -> NumberPattern? { texts.isEmpty ? nil : texts[index] }

  init() {}

  init(_ xml: inout XMLReader) throws {
    var custom: [Int: Format] = [:]
    var customTexts: [Int: NumberPattern] = [:]
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
        texts[formats.count] = customTexts[id]
        formats.append(custom[id] ?? CellFormats.builtIn(id))
      case 3 where xml.isNamed("numFmt"):
        guard let id = try xml.attribute("numFmtId").flatMap({ Int($0) }),
          let code = try xml.attribute("formatCode"), custom.count < SpreadsheetLimits.formats
        else { continue }
        custom[id] = CellFormats.read(code)
        customTexts[id] = CellFormats.text(code)
      default: break
      }
    }
  }

  /// The formats that every workbook has (ISO 29500-1, 18.8.30), those of East Asian editions included.
  private static func builtIn(_ id: Int) -> Format {
    switch id {
    case 14...17, 27...31, 36, 50...54, 57, 58: .date(.day)
    case 18...21, 32...35, 45, 47, 55, 56: .date(.time)
    case 46: .date(.elapsed)
    case 22: .date(.dayAndTime)
    case 9, 10: .percent
    default: .number
    }
  }

  /// What a format code shows: of its first section, which is that of most numbers.
  static func read(_ code: String) -> Format {
    let sections = FormatSection.sections(of: code)
    let section = sections[0]
    let letters = section.letters
    let hasTime = letters.contains("h") || letters.contains("s")
    let hasDay = letters.contains("y") || letters.contains("d") || (letters.contains("m") && !hasTime)
    if section.isGeneral { return pattern(sections) }
    if letters.contains("%") { return .percent }
    if hasDay { return hasTime ? .date(.dayAndTime, offset: section.offset) : .date(.day) }
    if hasTime { return .date(section.isElapsed ? .elapsed : .time) }
    return section.currency.map(Format.currency) ?? pattern(sections)
  }

  private static func pattern(_ sections: [FormatSection]) -> Format {
    let section = sections[0]
    let pattern = Format.pattern(NumberPattern(pieces: section.pieces, sections: sections.count))
    let unclear = Format.unclear(hasWords: sections.contains { !$0.pieces.words.isEmpty })
    let digits = section.pieces.filter { if case .digit = $0 { true } else { false } }
    if section.isUnclear { return unclear }
    if section.hasWhole, digits.isEmpty { return section.hasText ? pattern : .number }
    if section.isMeasure {
      guard section.hasText else { return .number }
      let words = section.pieces.words
      return words.isEmpty ? unclear : .measure(words: words)
    }
    guard !digits.isEmpty, !section.hasWhole else { return section.hasText ? unclear : .number }
    let isPadded = digits.count > 1 && digits.allSatisfy { $0 == .digit(isZero: true) }
    return section.hasText || isPadded ? pattern : .number
  }

  /// What a format code shows beside a text: of its last section, where that is for texts; nil: nothing.
  static func text(_ code: String) -> NumberPattern? {
    let sections = FormatSection.sections(of: code)
    guard let last = sections.last, last.pieces.contains(.whole), !last.isGeneral, last.hasText else {
      return nil
    }
    return NumberPattern(pieces: last.pieces, sections: sections.count)
  }
}
