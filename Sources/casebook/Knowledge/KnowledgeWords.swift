import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

extension KnowledgeForm {
  /// As it stands within a sentence.
  var noun: Label { label.lowercased }
  /// The same of any one.
  var one: Label {
    Label(en: (self == .article ? "an " : "a ") + noun.en, zhHans: noun.zhHans)
  }
}

extension KnowledgeStage {
  var label: Label {
    switch self {
    case .draft: Label(KnowledgeMessage.draft)
    case .submitted: Label(KnowledgeMessage.submitted)
    case .returned: Label(KnowledgeMessage.returned)
    case .published: Label(KnowledgeMessage.published)
    case .retired: Label(KnowledgeMessage.retired)
    }
  }

  /// A stage that a person typed: its id, or its label in either language.
  init?(typed: String) {
    let wanted = typed.folded
    guard
      let found = Self.allCases.first(where: {
        [$0.rawValue, $0.label.en.folded, $0.label.zhHans.folded].contains(wanted)
      })
    else { return nil }
    self = found
  }
}

extension Context {
  /// What an id, or an unambiguous beginning of one, names: a key that is published, or a manuscript.
  func knowledge(_ typed: String, _ form: KnowledgeForm, _ reader: ReplicaReader) throws -> KnowledgeItem {
    try one(
      of: reader.publishedKnowledge(form) + reader.manuscripts(form), typed, id: \.name, what: form.noun,
      list: "casebook \(form.rawValue) list --all")
  }

  /// What one says of itself, and who reads it may see.
  func json(_ item: KnowledgeItem, helped: HelpfulCount?, _ reader: ReplicaReader) throws -> JSON {
    var members: [(String, JSON)] = [
      ("id", .string(item.name)), ("record", .string(item.id.description)),
      ("kind", .string(item.form.rawValue)),
      ("stage", .string(item.stage.rawValue)), ("branch", .optional(item.branch)),
    ]
    for field in item.form.content {
      members.append(
        (field.id, field.isSet ? .strings(item.elements(field)) : .optional(item.text(field))))
    }
    if item.isPublished {
      for field in [KnowledgeField.approvedBy, KnowledgeField.approvedAt] {
        members.append((field.id, .optional(item.record.text(field))))
      }
      members.append(("helped", .integer(Int64(helped?.yes ?? 0))))
      members.append(("not_helped", .integer(Int64(helped?.no ?? 0))))
    } else {
      for field in [ManuscriptField.submittedBy, ManuscriptField.submittedAt, ManuscriptField.returned] {
        members.append((field.id, .optional(item.record.text(field))))
      }
      members.append(("published", .optional(try key(of: item, reader))))
      members.append(("cases", .strings(try numbers(of: item, reader))))
    }
    return .object(members)
  }

  /// The cases that a manuscript was made of, of those that are here.
  func numbers(of item: KnowledgeItem, _ reader: ReplicaReader) throws -> [String] {
    try item.cases.compactMap { try reader.db.record($0) }.map(reader.number).filter { !$0.isEmpty }.sorted()
  }

  /// What a manuscript was published as.
  func key(of item: KnowledgeItem, _ reader: ReplicaReader) throws -> String? {
    try item.published.flatMap { try reader.db.record($0)?.decoded() }.flatMap { SharedRecord($0).key }
  }

  /// Does something to one of them, and tells what became of it.
  func change(
    _ typed: String, _ form: KnowledgeForm, _ body: (inout WriteSession, KnowledgeItem) throws -> Label
  ) throws {
    let (item, said) = try write { session in
      let item = try knowledge(typed, form, session.reader)
      let said = try body(&session, item)
      let changed = try knowledge(item.name, form, session.reader)
      return (changed, said)
    }
    try tell(item, said)
  }

  /// Tells what became of it, for people and for programs.
  func tell(_ item: KnowledgeItem, _ said: Label) throws {
    if json {
      return try read { reader in
        try emit(json(item, helped: try reader.helpfulCounts()[item.id], reader))
      }
    }
    err(said)
  }
}

extension CommandFailure {
  init(_ refusal: KnowledgeRefusal) {
    switch refusal {
    case .incomplete(let fields):
      let labels = fields.compactMap { Schema.field(.manuscript, $0)?.label }
      self.init(
        "incomplete", .gateRefused, Label(KnowledgeMessage.incomplete(.list(labels))),
        hint: Label(KnowledgeMessage.incompleteHint))
    case .isPublished(let key):
      self.init(
        "already_published", .gateRefused, Label(KnowledgeMessage.isPublished(key ?? "–")),
        hint: Label(KnowledgeMessage.isPublishedHint(key ?? "…")))
    case .isSubmitted: self.init("already_submitted", .gateRefused, Label(KnowledgeMessage.isSubmitted))
    case .isNoManuscript(let key):
      self.init(
        "no_manuscript", .gateRefused, Label(KnowledgeMessage.isNoManuscript(key)),
        hint: Label(KnowledgeMessage.isPublishedHint(key)))
    case .namesSomebody(let named):
      let places = named.prefix(5).map { one in
        Label(
          KnowledgeMessage.named(
            Schema.field(.manuscript, one.field)?.label ?? Label(verbatim: one.field),
            one.text.sanitised(.joined)))
      }
      self.init(
        "names_somebody", .gateRefused, Label(KnowledgeMessage.namesSomebody(.list(places))),
        hint: Label(KnowledgeMessage.namesSomebodyHint))
    case .isNotPublished:
      self.init("not_published", .gateRefused, Label(KnowledgeMessage.isNotPublished))
    }
  }
}

enum KnowledgeMessage: Message {
  case draft
  case incomplete(Label)
  case incompleteHint
  case isNoManuscript(String)
  case isNotPublished
  case isPublished(String)
  case isPublishedHint(String)
  case isSubmitted
  case named(Label, String)
  case namesSomebody(Label)
  case namesSomebodyHint
  case published
  case retired
  case returned
  case submitted

  var label: Label {
    switch self {
    case .draft: Label(en: "Draft", zhHans: "草稿")
    case .incomplete(let fields):
      Label(en: "It is not complete. Missing: \(fields.en)", zhHans: "内容不完整，还缺：\(fields.zhHans)")
    case .incompleteHint:
      Label(
        en: "Add it with edit: casebook study edit <id> --lesson …",
        zhHans: "请用 edit 补充：casebook study edit <编号> --lesson …")
    case .isNoManuscript(let key):
      Label(en: "“\(key)” is published: it is no manuscript.", zhHans: "“\(key)”是已发布的内容，不是稿件。")
    case .isNotPublished:
      Label(en: "It is a manuscript that nobody published yet.", zhHans: "这是尚未发布的稿件。")
    case .isPublished(let key):
      Label(en: "It is published already, as “\(key)”.", zhHans: "该稿件已发布为“\(key)”。")
    case .isPublishedHint(let key):
      Label(
        en: "Head office edits what is published; anybody else hands in another: new --from \(key)",
        zhHans: "已发布的由总部修改；门店可另写一份提交：new --from \(key)")
    case .isSubmitted: Label(en: "It was handed in already.", zhHans: "已经提交过了。")
    case .named(let field, let text):
      Label(en: "\(field.en): “\(text)”", zhHans: "\(field.zhHans)：“\(text)”")
    case .namesSomebody(let places):
      Label(
        en: "What the case says of somebody stands in it: \(places.en). Nothing was published.",
        zhHans: "内容中还有来源工单里的个人信息：\(places.zhHans)。未发布。")
    case .namesSomebodyHint:
      Label(en: "Take it out with edit; the manuscript is safe.", zhHans: "请用 edit 删去；稿件已保存，不会丢失。")
    case .published: Label(en: "Published", zhHans: "已发布")
    case .retired: Label(en: "No longer used", zhHans: "已下架")
    case .returned: Label(en: "Sent back", zhHans: "已退回")
    case .submitted: Label(en: "Handed in", zhHans: "已提交")
    }
  }
}
