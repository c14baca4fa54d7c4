/// A language that every text of the product exists in.
package enum Language: String, Sendable, CaseIterable {
  case en
  case zhHans = "zh-Hans"

  /// Reads a language tag or a POSIX locale name (`zh-CN`, `zh_CN.UTF-8`, `en`). Every Chinese is
  /// answered in Simplified Chinese; nil for a language that there are no texts in.
  package init?(tag: String) {
    let language = tag.lowercased().prefix { $0 != "-" && $0 != "_" && $0 != "." && $0 != "@" }
    switch language {
    case "zh": self = .zhHans
    case "en", "c", "posix": self = .en
    default: return nil
    }
  }

  /// The value of `--lang` where there are texts in it, else the first of LC_ALL, LC_MESSAGES and LANG that is
  /// set and not empty (the order of POSIX.1-2017, 8.2), else English.
  package init(preference: String?, environment: [String: String]) {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    self = preference.flatMap(Language.init(tag:)) ?? locale.flatMap(Language.init(tag:)) ?? .en
  }
}
