/// The marks that hold what is said together: each with the space that its language puts beside it.
package enum PunctuationMessage: Message {
  /// Between the members of a list.
  case comma
  /// Between clauses that have commas of their own.
  case semicolon
  /// Between a name and what is said of it.
  case colon
  /// At the end of a line that heads others.
  case headingColon
  /// Beside what it explains.
  case brackets(String)

  package var label: Label {
    switch self {
    case .comma: Label(en: ", ", zhHans: "、")
    case .semicolon: Label(en: "; ", zhHans: "；")
    case .colon: Label(en: ": ", zhHans: "：")
    case .headingColon: Label(en: ":", zhHans: "：")
    case .brackets(let text): Label(en: " (\(text))", zhHans: "（\(text)）")
    }
  }
}
