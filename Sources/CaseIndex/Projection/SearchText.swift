import Complaints
package import Versioning

/// The words by which a record is found: its free texts, every open value of each, those that lost in a conflict among
/// them.
package enum SearchText {
  /// As they were typed, and what phone numbers and codes are looked for by.
  package static func of(_ state: RecordState) -> String {
    SearchColumn.allCases.map { lines(of: state, in: $0, spellings: true) }.filter { !$0.isEmpty }
      .joined(separator: "\n")
  }

  /// As they were typed: what is shown to whoever found it.
  static func typed(_ state: RecordState) -> String {
    SearchColumn.allCases.reversed().map { lines(of: state, in: $0, spellings: false) }
      .filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// What is indexed, a text a column; nil where there is none.
  static func indexed(_ state: RecordState) -> [String]? {
    let texts = SearchColumn.allCases.map { searchable(lines(of: state, in: $0, spellings: true)) }
    return texts.allSatisfy(\.isEmpty) ? nil : texts
  }

  private static func lines(of state: RecordState, in column: SearchColumn, spellings: Bool) -> String {
    // Whoever searches may be nobody who reads what is said of employees.
    guard !state.kind.isOfEmployees else { return "" }
    let isShared = SearchedKinds.shared.contains(state.kind)
    guard !(isShared && isRetired(state)) else { return "" }
    var all = ""
    func add(_ text: String) {
      if !all.isEmpty { all += "\n" }
      all += text
    }
    for field in state.fields {
      guard let definition = Schema.field(state.kind, number: field.field.number) else { continue }
      // Of a case's child records, what people wrote; not which field or version a decision was about.
      guard definition.personal || state.kind == .case || isShared else { continue }
      guard definition != SharedField.key, SearchColumn(definition, of: state.kind) == column else {
        continue
      }
      // Stores have an index without it, from before an erasure reached it.
      guard !(state.kind == .option && definition == OptionField.timeNeeded) else { continue }
      switch definition.type {
      case .text, .longText, .phone:
        for head in field.heads {
          guard case .text(let text) = head.value else { continue }
          add(text)
          if spellings { codes(text, definition).forEach(add) }
        }
        if spellings, case .phone = definition.type, case .text(let text) = field.value {
          for digits in PhoneNumber.all(text) {
            // The index does not know a +: with its code, a number may be one of China.
            let plain = digits.hasPrefix("+") ? String(digits.dropFirst()) : digits
            if plain != text, !digits.hasPrefix("+") || !PhoneNumber.isMobile(plain) { add(plain) }
            let local = PhoneNumber.local(digits)
            if local != digits { add(local) }
          }
        }
      case .words where field.value == .flag(true):
        if let element = field.field.element { add(element) }
      case .system where definition == CaseField.number && state.kind == .case:
        if let element = field.field.element { add(element) }
      default: break
      }
    }
    return all
  }

  /// Codes as they are written together, beside what was typed.
  private static func codes(_ text: String, _ field: FieldDefinition) -> [String] {
    guard field == CaseField.orderReference || field == CaseField.batch || field == CaseField.product else {
      return SearchCode.all(in: text)
    }
    return SearchCode.joined(text).map { [$0] } ?? SearchCode.all(in: text)
  }

  private static func isRetired(_ state: RecordState) -> Bool {
    guard let field = Schema.field(state.kind, "retired") else { return false }
    return state[FieldID(field.number)]?.value == .flag(true)
  }

  /// The form in which words are looked for and found. The index itself tells no capitals from small letters, and takes
  /// whatever is no letter or digit for a space.
  static func searchable(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    return text.unicodeScalars.allSatisfy(isPlain) ? text.simplified : text.foldedForSearch
  }

  /// Nearly all of real text: ASCII, Han, kana and Chinese punctuation, which folding leaves the same words.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x7F, 0x2014, 0x2018...0x201D, 0x2026, 0x3000...0x3011, 0x3041...0x3096, 0x30A1...0x30FA,
      0x3400...0x4DBF, 0x4E00...0x9FFF, 0xFF01...0xFF0F, 0xFF1A...0xFF20:
      true
    default: false
    }
  }
}

/// The columns of the search index, in their order: what stands in one weighs more than what stands in the next.
package enum SearchColumn: String, CaseIterable, Sendable {
  case title, narrative, timeline

  /// For BM25 (sqlite.org/fts5.html, section 5.1.1).
  private var weight: Double {
    switch self {
    case .title: 8
    case .narrative: 3
    case .timeline: 1
    }
  }

  static let rank = "bm25(search, \(allCases.map { "\($0.weight)" }.joined(separator: ", ")))"
  static let names = allCases.map(\.rawValue).joined(separator: ", ")

  init(_ field: FieldDefinition, of kind: RecordKind) {
    guard kind == .case || SearchedKinds.shared.contains(kind) else {
      self = .timeline
      return
    }
    self = field.id == CaseField.title.id ? .title : .narrative
  }

  /// Made with the layout of the index, in place of what a former one had.
  static let schema = "CREATE VIRTUAL TABLE search USING fts5 (\(names), content = '', tokenize = 'han')"
}
