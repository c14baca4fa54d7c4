/// The language of the few words that this module writes itself.
package enum TextLanguage: Sendable {
  case en
  case zhHans
}

extension TextLanguage {
  /// One of two wordings.
  func text(_ en: @autoclosure () -> String, _ zhHans: @autoclosure () -> String) -> String {
    switch self {
    case .en: en()
    case .zhHans: zhHans()
    }
  }
}
