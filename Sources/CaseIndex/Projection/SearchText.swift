import Complaints
package import Versioning

/// The words by which a record is found: its free texts, every open value of each.
package enum SearchText {
  /// As they were typed, and what phone numbers are looked for by.
  package static func of(_ state: RecordState) -> String { lines(of: state, spellings: true) }

  /// As they were typed: what is shown to whoever found it.
  static func typed(_ state: RecordState) -> String { lines(of: state, spellings: false) }

  private static func lines(of state: RecordState, spellings: Bool) -> String {
    // Whoever searches may be nobody who reads what is said of employees.
    guard !state.kind.isOfEmployees else { return "" }
    var all = ""
    func add(_ text: String) {
      if !all.isEmpty { all += "\n" }
      all += text
    }
    for field in state.fields {
      guard let definition = Schema.field(state.kind, number: field.field.number) else { continue }
      // Of a case's child records, what people wrote; not which field or version a decision was about.
      guard definition.personal || state.kind == .case else { continue }
      // Stores have an index without it, from before an erasure reached it.
      guard !(state.kind == .option && definition == OptionField.timeNeeded) else { continue }
      switch definition.type {
      case .text, .longText, .phone:
        for head in field.heads { if case .text(let text) = head.value { add(text) } }
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

  /// The same as it is indexed.
  static func indexed(_ state: RecordState) -> String { searchable(of(state)) }

  /// The form in which words are looked for and found. The index itself tells no capitals from small letters, and takes
  /// whatever is no letter or digit for a space.
  static func searchable(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { $0 < 0x80 } || text.unicodeScalars.allSatisfy(isPlain)
    return isPlain ? text : text.folded
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
