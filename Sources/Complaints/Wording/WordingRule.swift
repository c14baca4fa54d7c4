package import Language
package import Versioning

/// One rule of the wording check: what it looks for in a text for a customer, why, and what to say instead.
package struct WordingRule: Hashable, Sendable {
  /// For ever: a record of head office with the same one stands over a rule that is built in.
  package var id: String
  /// A term of `Vocabulary.wordingKind`, or one of a newer version.
  package var kind: String
  /// A term of `Vocabulary.language`: of the texts that it is about.
  package var language: String
  /// See `WordingPattern`.
  package var pattern: String
  package var why: Label
  package var better: Label
  package var isRetired: Bool
  /// Nothing of it comes from head office.
  package var isBuiltIn: Bool

  package init(
    _ id: String, _ kind: String, _ language: String, _ pattern: String, why: Label, better: Label,
    isRetired: Bool = false, isBuiltIn: Bool = false
  ) {
    self.id = id
    self.kind = kind
    self.language = language
    self.pattern = pattern
    self.why = why
    self.better = better
    self.isRetired = isRetired
    self.isBuiltIn = isBuiltIn
  }

  /// The kind of the rules that do not concern who may promise anything.
  static let authorityKind = "authority"

  /// What it finds promises nothing that could be kept ("we will improve"): it is vague by its kind, or a time would
  /// have made it good. Refused as an option.
  package var isAgainstEmptyPromises: Bool { kind == "vague" || pattern.contains("<unless-time") }

  package static let builtIn = chineseRules + englishRules
}

extension WordingRule {
  /// What a record of head office makes of a rule: what it sets stands, the rest is as built in. Nil for a record
  /// that is none of a rule.
  package init?(_ state: RecordState, over builtIn: WordingRule? = nil) {
    let record = SharedRecord(state)
    guard let id = record.key, builtIn == nil || builtIn?.id == id else { return nil }
    func text(_ field: FieldDefinition, _ builtIn: String?) -> String {
      record.text(field) ?? builtIn ?? ""
    }
    self.init(
      id, text(WordingRuleField.kind, builtIn?.kind), text(WordingRuleField.language, builtIn?.language),
      text(WordingRuleField.pattern, builtIn?.pattern),
      why: Label(
        en: text(WordingRuleField.whyEnglish, builtIn?.why.en),
        zhHans: text(WordingRuleField.whyChinese, builtIn?.why.zhHans)),
      better: Label(
        en: text(WordingRuleField.betterEnglish, builtIn?.better.en),
        zhHans: text(WordingRuleField.betterChinese, builtIn?.better.zhHans)),
      isRetired: record.flag(WordingRuleField.retired) ?? builtIn?.isRetired ?? false)
  }

  /// The value that a field of its record has, or would have.
  package func value(_ field: FieldID) -> Value {
    let text: String? =
      switch field.number {
      case SharedField.key.number: id
      case WordingRuleField.kind.number: kind
      case WordingRuleField.language.number: language
      case WordingRuleField.pattern.number: pattern
      case WordingRuleField.whyEnglish.number: why.en
      case WordingRuleField.whyChinese.number: why.zhHans
      case WordingRuleField.betterEnglish.number: better.en
      case WordingRuleField.betterChinese.number: better.zhHans
      default: nil
      }
    if field.number == WordingRuleField.retired.number { return isRetired ? .flag(true) : .none }
    return text.flatMap { $0.isEmpty ? nil : .text($0) } ?? .none
  }

  /// A reason or a wording that is there in one language only serves both.
  package func text(_ label: Label, _ language: Language) -> String {
    let text = label.text(language)
    return text.isEmpty ? label.text(language == .en ? .zhHans : .en) : text
  }
}
