package import Versioning

/// Something to say or write to a customer, ready to be used or adapted.
package struct Phrase: Hashable, Sendable {
  /// For ever: a record of head office with the same one stands over a phrase that is built in.
  package var id: String
  /// A term of `Vocabulary.phraseStage`.
  package var stage: String
  /// A term of `Vocabulary.language`.
  package var language: String
  /// With `{placeholders}` for what only the case knows.
  package var text: String
  /// Terms that it is for; empty: all.
  package var channels: Set<String>
  package var emotions: Set<String>
  package var segments: Set<String>
  /// Terms of `Vocabulary.problemClass`.
  package var classes: Set<String>
  package var isRetired: Bool
  /// Nothing of it comes from head office.
  package var isBuiltIn: Bool

  package init(
    _ id: String, _ stage: String, _ language: String, _ text: String, channels: Set<String> = [],
    emotions: Set<String> = [], segments: Set<String> = [], classes: Set<String> = [],
    isRetired: Bool = false, isBuiltIn: Bool = false
  ) {
    self.id = id
    self.stage = stage
    self.language = language
    self.text = text
    self.channels = channels
    self.emotions = emotions
    self.segments = segments
    self.classes = classes
    self.isRetired = isRetired
    self.isBuiltIn = isBuiltIn
  }

  /// The names in braces, in the order of the text, each once.
  package var placeholders: [String] {
    var names: [String] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      rest = rest[rest.index(after: open)...]
      guard let close = rest.firstIndex(of: "}") else { break }
      let name = String(rest[..<close])
      if !name.isEmpty, !names.contains(name) { names.append(name) }
      rest = rest[rest.index(after: close)...]
    }
    return names
  }
}

extension Phrase {
  /// What a record of head office makes of a phrase: what it sets stands, the rest is as built in. Nil for a
  /// record that is none of a phrase.
  package init?(_ state: RecordState, over builtIn: Phrase? = nil) {
    let record = SharedRecord(state)
    guard let id = record.key, builtIn == nil || builtIn?.id == id else { return nil }
    self.init(
      id, record.text(PhraseField.stage) ?? builtIn?.stage ?? "",
      record.text(PhraseField.language) ?? builtIn?.language ?? "",
      record.text(PhraseField.text) ?? builtIn?.text ?? "",
      channels: record.elements(PhraseField.channels, over: builtIn?.channels ?? []),
      emotions: record.elements(PhraseField.emotions, over: builtIn?.emotions ?? []),
      segments: record.elements(PhraseField.segments, over: builtIn?.segments ?? []),
      classes: record.elements(PhraseField.classes, over: builtIn?.classes ?? []),
      isRetired: record.flag(PhraseField.retired) ?? builtIn?.isRetired ?? false)
  }

  /// The value that a field of its record has, or would have.
  package func value(_ field: FieldID) -> Value {
    func text(_ text: String) -> Value { text.isEmpty ? .none : .text(text) }
    func element(of set: Set<String>) -> Value {
      field.element.map { set.contains($0) ? .flag(true) : .none } ?? .none
    }
    return switch field.number {
    case SharedField.key.number: text(id)
    case PhraseField.stage.number: text(stage)
    case PhraseField.language.number: text(language)
    case PhraseField.text.number: text(self.text)
    case PhraseField.channels.number: element(of: channels)
    case PhraseField.emotions.number: element(of: emotions)
    case PhraseField.segments.number: element(of: segments)
    case PhraseField.classes.number: element(of: classes)
    case PhraseField.retired.number: isRetired ? .flag(true) : .none
    default: .none
    }
  }
}
