import Language
package import Versioning

/// The fields of a term that head office adds or changes (术语): a record a term, see `SharedRecord`. Its key is `TermKey`.
package enum TermField {
  package static let labelEnglish = FieldDefinition(
    2, "label_en", Label(en: "Label (English)", zhHans: "名称（英文）"), .text, in: .record)
  package static let labelChinese = FieldDefinition(
    3, "label_zh", Label(en: "Label (Chinese)", zhHans: "名称"), .text, in: .record)
  /// What people and files call it besides.
  package static let synonyms = FieldDefinition(
    4, "synonyms", Label(en: "Synonyms", zhHans: "同义词"), .words, in: .record)
  package static let retired = FieldDefinition(
    5, "retired", Label(SharedRecordMessage.retired), .flag, in: .record)

  static let all = [SharedField.key, labelEnglish, labelChinese, synonyms, retired]
}

/// Which term a record is about: `channel-live_stream`.
package struct TermKey: Hashable, Sendable {
  /// As built in.
  package let vocabulary: Vocabulary
  package let id: String

  package var text: String { "\(vocabulary.id)-\(id)" }

  /// Nil for a vocabulary that is not head office's to change, or an id that none can have.
  package init?(_ vocabulary: Vocabulary, _ id: String) {
    guard let known = Vocabulary.ofHeadOffice.first(where: { $0 == vocabulary }), !id.contains("-"),
      SharedRecord.isKey(id), SharedRecord.isKey("\(known.id)-\(id)")
    else { return nil }
    (self.vocabulary, self.id) = (known, id)
  }

  init?(_ key: String) {
    let parts = key.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let vocabulary = Vocabulary.ofHeadOffice.first(where: { $0.id == parts[0] })
    else {
      return nil
    }
    self.init(vocabulary, parts[1])
  }
}

/// The terms that every vocabulary has today: those built in, with what head office made of them, and its own.
///
/// Whoever reads what people type, or shows what is stored, does it with these: `terms[field]` is the field with its terms
/// of today. What is stored and sent are ids, which nothing here changes.
package struct Terms: Sendable {
  private var changed: [String: Vocabulary] = [:]

  package static let builtIn = Terms([])

  /// - Parameter states: what head office published, of one term the one that stands over the other last.
  package init(_ states: [RecordState]) {
    var lists: [String: [Term]] = [:]
    for state in states {
      let record = SharedRecord(state)
      guard state.kind == .term, let key = record.key.flatMap({ TermKey($0) }) else { continue }
      let vocabulary = key.vocabulary
      var terms = lists[vocabulary.id] ?? vocabulary.terms
      let place = terms.firstIndex { $0.id == key.id }
      let term = Term(record, key, over: place.map { terms[$0] })
      if let place { terms[place] = term } else { terms.append(term) }
      lists[vocabulary.id] = terms
    }
    for vocabulary in Vocabulary.ofHeadOffice {
      guard let terms = lists[vocabulary.id] else { continue }
      changed[vocabulary.id] = Vocabulary(vocabulary.id, vocabulary.label, terms)
    }
  }

  /// - Parameter vocabularies: that stand for the built-in ones of the same id.
  package init(vocabularies: [Vocabulary]) {
    for vocabulary in vocabularies { changed[vocabulary.id] = vocabulary }
  }

  /// The vocabulary with its terms of today.
  package subscript(vocabulary: Vocabulary) -> Vocabulary { changed[vocabulary.id] ?? vocabulary }

  /// The field with its terms of today.
  package subscript(field: FieldDefinition) -> FieldDefinition {
    guard let today = field.vocabulary.flatMap({ changed[$0.id] }) else { return field }
    return field.drawing(from: today)
  }

  /// The same with every term in use: for what is looked for, or was accepted once.
  package var withRetired: Terms {
    var terms = self
    terms.changed = changed.mapValues { vocabulary in
      Vocabulary(
        vocabulary.id, vocabulary.label,
        vocabulary.terms.map { Term($0.id, $0.label, synonyms: $0.synonyms) })
    }
    return terms
  }
}

extension Term {
  /// What a record of head office makes of a term: what it sets stands, the rest is as built in. One without a label in one
  /// language has that of the other.
  init(_ record: SharedRecord, _ key: TermKey, over builtIn: Term?) {
    // It comes from elsewhere, and stands in lists.
    func said(_ field: FieldDefinition, _ builtIn: String?) -> String? {
      record.text(field).map(StoredForm.label).flatMap { $0.isEmpty ? nil : $0 } ?? builtIn
    }
    let en = said(TermField.labelEnglish, builtIn?.label.en)
    let zhHans = said(TermField.labelChinese, builtIn?.label.zhHans)
    let label = Label(en: en ?? zhHans ?? key.id, zhHans: zhHans ?? en ?? key.id)
    let others = builtIn.map { $0.synonyms ?? Set(OtherNames.of($0.id, in: key.vocabulary.id)) } ?? []
    self.init(
      key.id, label, retired: record.flag(TermField.retired) ?? builtIn?.retired ?? false,
      synonyms: record.elements(TermField.synonyms, over: others).subtracting([label.en, label.zhHans]))
  }

  /// The value that a field of its record has, or would have.
  package func value(_ field: FieldID, in vocabulary: Vocabulary) -> Value {
    switch field.number {
    case TermField.labelEnglish.number: .text(label.en)
    case TermField.labelChinese.number: .text(label.zhHans)
    case TermField.synonyms.number:
      field.element.map { vocabulary.synonyms(of: self).contains($0) ? .flag(true) : .none } ?? .none
    case TermField.retired.number: retired ? .flag(true) : .none
    default: .none
    }
  }
}

extension Vocabulary {
  /// Those whose terms are head office's to add, rename, give synonyms and retire: no rule of the program hangs on one of
  /// them. What people write freely (product, supplier) has no terms but head office's: they group what was written.
  package static let ofHeadOffice: [Vocabulary] = [
    channel, product, type, problemClass, source, responsibility, causeArea, rootCause, supplier, impact,
    remedy,
    segment, emotion, motive, signal, safetyWord, emergencyKind,
  ]

  /// One of these that a person means: by its id or label, or as a field or an axis of reports is called.
  package static func ofHeadOffice(typed: String) -> Vocabulary? {
    let terms = ofHeadOffice.map { Term($0.id, $0.label) }
    var meant = Schema.field(.case, typed)?.vocabulary ?? ReportAxis(typed: typed)?.vocabulary
    if case .term(let term) = Vocabulary("axis", Label(verbatim: ""), terms).match(typed) {
      meant = ofHeadOffice.first { $0.id == term.id }
    }
    return meant.flatMap { meant in ofHeadOffice.first { $0 == meant } }
  }

  /// Another term that has a name already: as its id or, while it is in use, in its label or as a synonym.
  package func holder(of name: String, besides id: String) -> (term: Term, asSynonym: Bool)? {
    let wanted = Self.key(name)
    let others = terms.filter { $0.id != id }
    if let term = others.first(where: {
      Self.key($0.id) == wanted || !$0.retired && Self.names($0).contains(wanted)
    }) {
      return (term, false)
    }
    return others.first { !$0.retired && synonyms(of: $0).map(Self.key).contains(wanted) }.map { ($0, true) }
  }
}

/// The terms of a vocabulary by whatever they are called, for many texts: which of them a text that was written freely means.
package struct TermNames: Sendable {
  private var terms: [String: Term] = [:]

  package init(_ vocabulary: Vocabulary) {
    let (inUse, retired) = (vocabulary.terms.filter { !$0.retired }, vocabulary.terms.filter(\.retired))
    let levels: [([Term], (Term) -> [String])] = [
      (vocabulary.terms, { [$0.id] }), (inUse, Vocabulary.labels), (inUse, vocabulary.synonyms),
      (retired, Vocabulary.labels), (retired, vocabulary.synonyms),
    ]
    for (holders, names) in levels {
      for term in holders {
        for name in names(term).map(\.folded) where !name.isEmpty && terms[name] == nil { terms[name] = term }
      }
    }
  }

  package subscript(text: String) -> Term? { terms.isEmpty ? nil : terms[text.folded] }

  /// All that the term is called that a text means; the text alone where it means none.
  package func spellings(of text: String) -> [String] {
    guard let term = self[text] else { return [text] }
    return terms.filter { $0.value.id == term.id }.keys.sorted()
  }
}
