import Language
package import Versioning

/// A record that head office publishes to all branches under a key: a wording rule, a phrase, a version of a
/// policy or of a calendar, an emergency plan, a term, an article, a study, a course, a notice.
///
/// Its record id is made of its key, so that two devices of head office that write about the same thing without
/// sight of each other write to one record, and the difference is a conflict like any other.
package struct SharedRecord: Sendable {
  private let state: RecordState

  package init(_ state: RecordState) { self.state = state }

  /// The kinds of such records. They have `SharedField.key` and lie in the scope `shared`.
  package static let kinds: [RecordKind] = [
    .policy, .calendar, .wordingRule, .phrase, .emergencyPlan, .term, .article, .study, .course, .notice,
  ]

  /// One that head office keeps for it: nobody else makes a record of that id.
  package static func id(_ kind: RecordKind, _ key: String) -> RecordID {
    RecordID.reserved("\(kind.id) \(key)")
  }

  /// What was published by an earlier version stands under this one.
  package static func formerID(_ kind: RecordKind, _ key: String) -> RecordID {
    RecordID.formerlyReserved("\(kind.id) \(key)")
  }

  /// What may be a key: 1 to 64 of a–z, 0–9, `_` and `-`, a letter first.
  package static func isKey(_ text: String) -> Bool {
    guard (1...64).contains(text.utf8.count), let first = text.unicodeScalars.first else { return false }
    return first.isASCIILetter && text == text.lowercased()
      && text.unicodeScalars.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == "_" || $0 == "-" }
  }

  /// The key, or the beginning of it, of what holds for one branch; nil: for every branch that has none of its own.
  /// (No branch code has an underscore.)
  package static func key(of branch: String?) -> String { branch?.lowercased() ?? "every_branch" }

  /// Nil where the record is not the one that its key names.
  package var key: String? {
    guard let key = text(SharedField.key), Self.isKey(key),
      [Self.id(state.kind, key), Self.formerID(state.kind, key)].contains(state.record)
    else { return nil }
    return key
  }

  /// The number at the end of the key of a record that comes in versions: 3 of `v3` and `sh01-v3`.
  package var version: Int? {
    guard let key, let digits = key.split(separator: "-").last?.dropFirst(), let version = Int(digits),
      (1...1_000_000).contains(version), key == "v\(version)" || key.hasSuffix("-v\(version)")
    else { return nil }
    return version
  }

  /// Nil where the record says nothing of the field; empty where it was cleared.
  func text(_ field: FieldDefinition) -> String? {
    guard let known = state[FieldID(field.number)] else { return nil }
    if case .text(let text) = known.value { return text }
    return ""
  }

  func flag(_ field: FieldDefinition) -> Bool? {
    state[FieldID(field.number)].map { $0.value == .flag(true) }
  }

  /// A set as built in, with what the record adds and removes.
  func elements(_ field: FieldDefinition, over builtIn: Set<String>) -> Set<String> {
    var elements = builtIn
    for known in state.elements(of: field.number) {
      guard let element = known.field.element else { continue }
      if known.value == .flag(true) { elements.insert(element) } else { elements.remove(element) }
    }
    return elements
  }
}

/// What all shared records have.
package enum SharedField {
  package static let key = FieldDefinition(1, "key", Label(DomainMessage.id), .text, in: .record)
}

package enum WordingRuleField {
  package static let kind = FieldDefinition(
    2, "kind", Label(DomainMessage.kind), .term(.wordingKind), in: .record)
  package static let language = FieldDefinition(
    3, "language", Label(DomainMessage.language), .term(.language), in: .record)
  /// A `WordingPattern`.
  package static let pattern = FieldDefinition(
    4, "pattern", Label(en: "Looks for", zhHans: "查找内容"), .longText, in: .record)
  package static let whyEnglish = FieldDefinition(
    5, "why_en", Label(en: "Why (English)", zhHans: "原因（英文）"), .longText, in: .record)
  package static let whyChinese = FieldDefinition(
    6, "why_zh", Label(en: "Why (Chinese)", zhHans: "原因"), .longText, in: .record)
  package static let betterEnglish = FieldDefinition(
    7, "better_en", Label(en: "Better (English)", zhHans: "建议说法（英文）"), .longText, in: .record)
  package static let betterChinese = FieldDefinition(
    8, "better_zh", Label(en: "Better (Chinese)", zhHans: "建议说法"), .longText, in: .record)
  package static let retired = FieldDefinition(
    9, "retired", Label(SharedRecordMessage.retired), .flag, in: .record)

  static let all = [
    SharedField.key, kind, language, pattern, whyEnglish, whyChinese, betterEnglish, betterChinese, retired,
  ]
}

package enum PhraseField {
  package static let stage = FieldDefinition(
    2, "stage", Label(DomainMessage.stage), .term(.phraseStage), in: .record)
  package static let language = FieldDefinition(
    3, "language", Label(DomainMessage.language), .term(.language), in: .record)
  package static let text = FieldDefinition(
    4, "text", Label(en: "Text", zhHans: "话术"), .longText, in: .record)
  /// Empty: any channel; so with the other sets.
  package static let channels = FieldDefinition(
    5, "channels", Label(en: "Channels", zhHans: "渠道"), .terms(.channel), in: .record, aliases: ["channel"])
  package static let emotions = FieldDefinition(
    6, "emotions", Label(en: "Emotions", zhHans: "情绪"), .terms(.emotion), in: .record, aliases: ["emotion"])
  package static let segments = FieldDefinition(
    7, "segments", Label(en: "Segments", zhHans: "客户群体"), .terms(.segment), in: .record, aliases: ["segment"])
  package static let retired = FieldDefinition(
    8, "retired", Label(SharedRecordMessage.retired), .flag, in: .record)
  package static let classes = FieldDefinition(
    9, "classes", Label(DomainMessage.problemClass), .terms(.problemClass), in: .record, aliases: ["class"])

  static let all = [SharedField.key, stage, language, text, channels, emotions, segments, retired, classes]
}

enum SharedRecordMessage: Message {
  case retired

  var label: Label {
    switch self {
    case .retired:
      Label(en: "Retired", zhHans: "已停用")
    }
  }
}
