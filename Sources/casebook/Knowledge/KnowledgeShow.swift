import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

struct KnowledgeShow<Subject: KnowledgeSubject>: CasebookCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "show", abstract: text(KnowledgeShowMessage.abstract(Subject.form.noun)),
      discussion: text(KnowledgeShowMessage.discussion(Subject.form.rawValue)))
  }

  @Argument(help: help(CommonMessage.idHelp, "id"))
  var id: String
  @Option(
    name: .customLong("for"), help: help(CustomerGuideMessage.audienceHelp, "name"),
    completion: .list(["customer"]))
  var audience: String?
  @Option(
    name: .shortAndLong, help: help(CustomerGuideMessage.outputHelp, "file"), completion: .file())
  var output: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    if let audience {
      let item = try context.read { try context.knowledge(id, Subject.form, $0) }
      return try context.handOut(item, for: audience, to: output)
    }
    guard output == nil else { throw CommandFailure.usage(Label(CustomerGuideMessage.outputAlone)) }
    let (item, json, facts) = try context.read { reader in
      let item = try context.knowledge(id, Subject.form, reader)
      let helped = try reader.helpfulCounts()[item.id]
      return (item, try context.json(item, helped: helped, reader), try context.facts(item, helped, reader))
    }
    if context.json { return try context.emit(json) }
    let head = [item.title ?? "–", item.name].joined(separator: "  ")
    try context.out(context.style.apply(.bold, to: head.sanitised(.joined)))
    for fact in facts {
      for line in wrap(fact.sanitised(.joined), width: context.columns, indent: 2, firstIndent: 0) {
        try context.out(context.style.apply(.dim, to: line))
      }
    }
    for field in item.form.texts {
      guard let text = item.text(field) else { continue }
      try context.out()
      // An article is its text; of a study each part has its name.
      if field != ManuscriptField.body {
        try context.out(context.style.apply(.bold, to: context.text(field.label)))
      }
      for line in Markdown(text).lines(width: context.columns, style: context.style) { try context.out(line) }
    }
  }
}

extension Context {
  /// What it says of itself beside its texts, one line each.
  fileprivate func facts(
    _ item: KnowledgeItem, _ helped: HelpfulCount?, _ reader: ReplicaReader
  ) throws -> [String] {
    func line(_ label: Label, _ value: String?) -> String? {
      guard let value, !value.isEmpty else { return nil }
      return text(label) + text(PunctuationMessage.colon) + value
    }
    func shown(_ field: FieldDefinition) -> String? {
      guard !field.isSet else {
        return item.elements(field).map { FieldDisplay.element($0, terms[field], language) }
          .joined(separator: text(PunctuationMessage.comma))
      }
      return item.text(field).map { FieldDisplay.line(.text($0), terms[field], language, to: zone) }
    }
    func when(_ field: FieldDefinition) -> String? {
      item.record.date(field).map { $0.shown(to: zone) }
    }
    func who(_ name: FieldDefinition, _ at: FieldDefinition) -> String? {
      let parts = [item.record.text(name), when(at)].compactMap(\.self)
      return parts.isEmpty ? nil : parts.joined(separator: " ")
    }
    var lines = [line(Label(DomainMessage.stage), text(item.stage.label))]
    lines += item.form.facts.map { line($0.label, shown($0)) }
    if item.isPublished {
      lines.append(
        line(KnowledgeField.approvedBy.label, who(KnowledgeField.approvedBy, KnowledgeField.approvedAt)))
      if let helped { lines.append(text(KnowledgeShowMessage.helped(helped.yes, not: helped.no))) }
    } else {
      lines.append(line(Label(DomainMessage.branch), item.branch))
      lines.append(
        line(ManuscriptField.submittedBy.label, who(ManuscriptField.submittedBy, ManuscriptField.submittedAt))
      )
      lines.append(line(ManuscriptField.returned.label, item.record.text(ManuscriptField.returned)))
      lines.append(line(ManuscriptField.published.label, try key(of: item, reader)))
      lines.append(
        line(
          ManuscriptField.cases.label,
          try numbers(of: item, reader).joined(separator: text(PunctuationMessage.comma))))
    }
    let conflicts = try reader.db.record(item.id).map { try reader.conflictIDs(aggregate: $0.rid) } ?? []
    lines += conflicts.map { text(KnowledgeShowMessage.conflict("\($0)")) }
    return lines.compactMap(\.self)
  }
}

enum KnowledgeShowMessage: Message {
  case abstract(Label)
  case conflict(String)
  case discussion(String)
  case helped(Int, not: Int)

  var label: Label {
    switch self {
    case .abstract(let noun): Label(en: "Shows one \(noun.en) in full.", zhHans: "查看一份\(noun.zhHans)。")
    case .conflict(let id):
      Label(en: "In conflict: casebook conflict show \(id)", zhHans: "有冲突：casebook conflict show \(id)")
    case .discussion(let command):
      Label(
        en: """
          casebook \(command) show refunds
          casebook \(command) show 3f9a2c --json
          casebook article show check-delivery --for customer --output guide.html

          A customer guide can be printed or sent: its title and text alone.
          """,
        zhHans: """
          casebook \(command) show refunds
          casebook \(command) show 3f9a2c --json
          casebook article show check-delivery --for customer --output 验货指南.html

          客户指南可以打印或发给客户：只有标题和正文。
          """)
    case .helped(let yes, let no):
      Label(
        en: "Helped \(yes.grouped) times, did not \(no.grouped) times",
        zhHans: "有用 \(yes.grouped) 次，没用 \(no.grouped) 次")
    }
  }
}
