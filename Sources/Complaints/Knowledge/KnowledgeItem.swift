package import Language
package import Versioning

/// What the knowledge base has (domain.md, sections 7 and 11). Both are one thing with other texts.
package enum KnowledgeForm: String, CaseIterable, Sendable {
  case article, study

  package init?(_ kind: RecordKind) {
    switch kind {
    case .article: self = .article
    case .study: self = .study
    default: return nil
    }
  }

  /// Of what is published.
  package var kind: RecordKind {
    switch self {
    case .article: .article
    case .study: .study
    }
  }

  package var label: Label { kind.label ?? Label(verbatim: rawValue) }

  /// What is read of it, in the order of reading: fields of a manuscript.
  package var texts: [FieldDefinition] {
    switch self {
    case .article: [ManuscriptField.summary, ManuscriptField.body]
    case .study:
      [
        ManuscriptField.background, ManuscriptField.usual, ManuscriptField.better, ManuscriptField.result,
        ManuscriptField.value, ManuscriptField.lesson,
      ]
    }
  }

  /// What it says besides: fields of a manuscript.
  package var facts: [FieldDefinition] {
    let common = [
      ManuscriptField.language, ManuscriptField.types, ManuscriptField.classes, ManuscriptField.tags,
      ManuscriptField.lookAgain,
    ]
    return self == .article ? [ManuscriptField.kind] + common : common
  }

  /// Without these nothing is submitted or published.
  package var needed: [FieldDefinition] {
    switch self {
    case .article: [ManuscriptField.title, ManuscriptField.language, ManuscriptField.body]
    case .study:
      [
        ManuscriptField.title, ManuscriptField.language, ManuscriptField.background, ManuscriptField.better,
        ManuscriptField.lesson,
      ]
    }
  }

  /// All that a manuscript hands over to what is published of it.
  package var content: [FieldDefinition] { [ManuscriptField.title] + facts + texts }

  /// The field of what is published that a field of a manuscript becomes.
  package func published(_ field: FieldDefinition) -> FieldDefinition? { Schema.field(kind, field.id) }
}

/// How far a manuscript, or what was published, has come.
package enum KnowledgeStage: String, CaseIterable, Sendable {
  case draft, submitted, returned, published, retired
}

/// An article or a study as it is held here: a manuscript, or what head office published.
package struct KnowledgeItem: Sendable {
  package let form: KnowledgeForm
  package let record: LoopRecord
  /// Whose manuscript it is; nil: it is published.
  package let branch: String?
  /// What people type for it: its key, or the end of the manuscript's id.
  package let name: String

  /// - Parameter scope: the code of the record's scope.
  package init?(_ state: RecordState, scope: String) {
    record = LoopRecord(state)
    if let form = KnowledgeForm(state.kind) {
      guard let key = SharedRecord(state).key else { return nil }
      (self.form, branch, name) = (form, nil, key)
    } else if state.kind == .manuscript {
      // Of a later version's form this one knows no texts.
      guard let form = record.text(ManuscriptField.form).flatMap(KnowledgeForm.init(rawValue:)) else {
        return nil
      }
      (self.form, branch, name) = (form, scope, String(state.record.description.suffix(6)))
    } else {
      return nil
    }
  }

  package var id: RecordID { record.id }
  package var isPublished: Bool { branch == nil }

  /// The field of this record that a field of a manuscript is.
  package func field(_ field: FieldDefinition) -> FieldDefinition? {
    Schema.field(record.state.kind, field.id)
  }

  /// - Parameter field: of a manuscript.
  package func text(_ field: FieldDefinition) -> String? { self.field(field).flatMap { record.text($0) } }

  /// - Parameter field: of a manuscript; in the order of their bytes.
  package func elements(_ field: FieldDefinition) -> [String] {
    guard let number = self.field(field)?.number else { return [] }
    return record.state.elements(of: number).filter { $0.value == .flag(true) }.compactMap(\.field.element)
  }

  package var title: String? { text(ManuscriptField.title) }
  package var language: Language? { text(ManuscriptField.language).flatMap(Language.init(tag:)) }
  package var lookAgain: DateText? { text(ManuscriptField.lookAgain).flatMap { DateText(written: $0) } }

  package var stage: KnowledgeStage {
    if isPublished { return record.flag(KnowledgeField.retired) ? .retired : .published }
    if published != nil { return .published }
    if record.text(ManuscriptField.returned) != nil { return .returned }
    return record.text(ManuscriptField.submittedAt) == nil ? .draft : .submitted
  }

  /// Of a manuscript: the record that was published of it.
  package var published: RecordID? {
    isPublished ? nil : record.text(ManuscriptField.published).flatMap { RecordID(text: $0) }
  }

  /// Of a manuscript: the cases that it was made of.
  package var cases: [RecordID] {
    isPublished ? [] : elements(ManuscriptField.cases).compactMap { RecordID(text: $0) }
  }

  /// The key under which a manuscript is published where nobody names another.
  package var ownKey: String { "\(form.rawValue)-\(name)" }

  /// What is missing before it can be submitted or published.
  package var missing: [FieldDefinition] { form.needed.filter { text($0) == nil } }

  /// What a record of `shared` has to be given so that it says what this manuscript says.
  /// - Parameter current: it as it stands; nil: it is new.
  package func handingOver(to current: RecordState?) -> [FieldEdit] {
    form.content.flatMap { field -> [FieldEdit] in
      guard let target = form.published(field) else { return [] }
      guard target.isSet else {
        return [FieldEdit(FieldID(target.number), text(field).map { .text($0) } ?? .none)]
      }
      let elements = Set(elements(field))
      let before = (current?.elements(of: target.number) ?? []).compactMap(\.field.element)
      return elements.union(before).sorted().map {
        FieldEdit(FieldID(target.number, $0), elements.contains($0) ? .flag(true) : .none)
      }
    }
    .filter { (current?[$0.field]?.value ?? .none) != $0.value }
  }
}

/// How often something of the knowledge base helped, and did not.
package struct HelpfulCount: Hashable, Sendable {
  package var yes = 0
  package var no = 0

  package init() {}
}

extension HelpfulCount {
  /// What was said, counted by what it was said of. Of one who says it twice of one case, the last counts.
  /// - Parameter said: records with the codes of their scopes.
  package static func counts(_ said: [(state: RecordState, scope: String)]) -> [RecordID: HelpfulCount] {
    struct Voice: Hashable {
      let of: RecordID
      let branch: String
      let name: String
      let complaint: String?
    }
    var last: [Voice: (at: Int64, id: RecordID, helped: Bool)] = [:]
    for (state, scope) in said {
      let record = LoopRecord(state)
      guard state.kind == .helpful, let made = record.made,
        let of = record.text(HelpfulField.of).flatMap({ RecordID(text: $0) }),
        let helped = record.answer(HelpfulField.helped)
      else { continue }
      let voice = Voice(
        of: of, branch: scope, name: made.author.name.folded, complaint: record.text(HelpfulField.complaint))
      if let known = last[voice], (known.at, known.id) > (made.at, record.id) { continue }
      last[voice] = (made.at, record.id, helped)
    }
    var counts: [RecordID: HelpfulCount] = [:]
    for (voice, said) in last {
      if said.helped {
        counts[voice.of, default: HelpfulCount()].yes += 1
      } else {
        counts[voice.of, default: HelpfulCount()].no += 1
      }
    }
    return counts
  }
}
