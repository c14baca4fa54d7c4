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
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
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

struct KnowledgeList<Subject: KnowledgeSubject>: CasebookCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "list", abstract: text(KnowledgeShowMessage.listAbstract(Subject.form.noun)),
      discussion: text(KnowledgeShowMessage.listDiscussion(Subject.form.rawValue)))
  }

  @Option(help: help(KnowledgeShowMessage.typeHelp, "term"), completion: choices(.type))
  var type: String?
  @Option(
    name: .customLong("class"), help: help(KnowledgeShowMessage.classHelp, "term"),
    completion: choices(.problemClass))
  var problemClass: String?
  @Option(help: help(KnowledgeShowMessage.tagHelp, "word"))
  var tag: String?
  @Option(
    help: help(KnowledgeShowMessage.stageHelp, "stage"),
    completion: .list(KnowledgeStage.allCases.map(\.rawValue)))
  var stage: String?
  @Option(
    help: help(CommonMessage.languageOrAllHelp, "language"), completion: .list(["zh-Hans", "en", "all"]))
  var language: String?
  @Flag(help: help(KnowledgeShowMessage.dueHelp))
  var due = false
  @Flag(help: help(KnowledgeShowMessage.allHelp))
  var all = false
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let filter = try filter(context)
    let (items, json) = try context.read { reader in
      let counts = try reader.helpfulCounts()
      let items = try (reader.publishedKnowledge(Subject.form) + reader.manuscripts(Subject.form))
        .filter(filter).sorted { context.comesFirst($0, $1) }
      return (
        items.map { ($0, counts[$0.id]) },
        context.json
          ? try items.map { try context.json($0, helped: counts[$0.id], reader) } : []
      )
    }
    if context.json { return try context.emit(.array(json)) }
    guard !items.isEmpty else { return context.err(Label(KnowledgeShowMessage.none)) }
    var table = Table([
      Column(context.text(DomainMessage.id), minWidth: 6, maxWidth: 32),
      Column(context.text(DomainMessage.stage)),
      Column(context.text(ManuscriptField.title.label), minWidth: 16, isFlexible: true),
      Column(context.text(DomainMessage.problemClass), minWidth: 6, maxWidth: 24, isFlexible: true),
      Column(context.text(KnowledgeShowMessage.helpedColumn), alignment: .right),
      Column(context.text(ManuscriptField.lookAgain.label)),
    ])
    for (item, helped) in items {
      let classes = item.elements(ManuscriptField.classes)
        .map { FieldDisplay.element($0, context.terms[ManuscriptField.classes], context.language) }
      let isDue = context.isDue(item)
      table.add([
        Cell(item.name, style: .bold), Cell(context.text(item.stage.label)), Cell(item.title ?? "–"),
        Cell(classes.joined(separator: context.text(PunctuationMessage.comma)), style: .dim),
        Cell(helped.map { "\($0.yes)/\($0.yes + $0.no)" } ?? ""),
        Cell(item.lookAgain?.shown(to: context.zone) ?? "", style: isDue ? .yellow : .plain),
      ])
    }
    try context.print(table)
  }

  private func filter(_ context: Context) throws -> (KnowledgeItem) -> Bool {
    let terms = context.terms.withRetired
    let type = try type.map { try FieldInput.element($0, of: terms[ManuscriptField.types]) }
    let problemClass = try problemClass.map { try FieldInput.element($0, of: terms[ManuscriptField.classes]) }
    let tag = try context.filter(tag, "--tag")?.folded
    let wanted = try stage.map { typed in
      guard let stage = KnowledgeStage(typed: typed) else {
        throw CommandFailure.usage(
          Label(KnowledgeShowMessage.unknownStage(typed)),
          hint: Label(
            DomainMessage.choices(.list(KnowledgeStage.allCases.map { Label(verbatim: $0.rawValue) }))))
      }
      return stage
    }
    let language: Language? =
      if let typed = self.language, !["all", "全部"].contains(typed.folded) {
        try context.term(typed, of: ManuscriptField.language).flatMap(Language.init(tag:))
      } else { nil }
    return { item in
      let classes = item.elements(ManuscriptField.classes)
      let types = item.elements(ManuscriptField.types)
      // What names no class is for all.
      guard type.map({ types.isEmpty || types.contains($0) }) ?? true,
        problemClass.map({ classes.isEmpty || classes.contains($0) }) ?? true,
        tag.map({ tag in item.elements(ManuscriptField.tags).contains { $0.folded == tag } }) ?? true,
        language.map({ item.language == $0 }) ?? true, !due || context.isDue(item)
      else { return false }
      if let wanted { return item.stage == wanted && (wanted != .published || item.isPublished) }
      // A manuscript that is published is read where it was published.
      return all || (item.isPublished ? item.stage != .retired : item.published == nil)
    }
  }
}

extension Context {
  /// The day has come to look at it again.
  func isDue(_ item: KnowledgeItem) -> Bool {
    guard item.isPublished, item.stage != .retired, let day = item.lookAgain else { return false }
    return day.start(in: surroundings.zone).milliseconds <= now.milliseconds
  }

  /// The reader's language before others; what is published before what waits; then by title.
  fileprivate func comesFirst(_ a: KnowledgeItem, _ b: KnowledgeItem) -> Bool {
    func rank(_ item: KnowledgeItem) -> (Int, Int, String, String) {
      (item.isPublished ? 0 : 1, item.language == language ? 0 : 1, item.title ?? "", item.name)
    }
    return rank(a) < rank(b)
  }
}

enum KnowledgeShowMessage: Message {
  case abstract(Label)
  case allHelp
  case classHelp
  case conflict(String)
  case discussion(String)
  case dueHelp
  case helped(Int, not: Int)
  case helpedColumn
  case listAbstract(Label)
  case listDiscussion(String)
  case none
  case stageHelp
  case tagHelp
  case typeHelp
  case unknownStage(String)

  var label: Label {
    switch self {
    case .abstract(let noun): Label(en: "Shows one \(noun.en) in full.", zhHans: "查看一份\(noun.zhHans)。")
    case .allHelp:
      Label(en: "Also what is retired, and manuscripts that are published.", zhHans: "包括已下架的和已发布的稿件。")
    case .classHelp: Label(en: "For this problem class.", zhHans: "适用于此问题分类的。")
    case .conflict(let id):
      Label(en: "In conflict: casebook conflict show \(id)", zhHans: "有冲突：casebook conflict show \(id)")
    case .discussion(let command):
      Label(
        en: """
          casebook \(command) show refunds
          casebook \(command) show 3f9a2c --json
          """,
        zhHans: """
          casebook \(command) show refunds
          casebook \(command) show 3f9a2c --json
          """)
    case .dueHelp: Label(en: "Only what is to be looked at again by now.", zhHans: "只列到期该复查的。")
    case .helped(let yes, let no):
      Label(
        en: "Helped \(yes.grouped) times, did not \(no.grouped) times",
        zhHans: "有用 \(yes.grouped) 次，没用 \(no.grouped) 次")
    case .helpedColumn: Label(en: "Helped", zhHans: "有用")
    case .listAbstract(let noun):
      Label(
        en: "Lists each \(noun.en) that is published, and manuscripts.", zhHans: "列出已发布的\(noun.zhHans)和稿件。")
    case .listDiscussion(let command):
      Label(
        en: """
          casebook \(command) list --class product_quality
          casebook \(command) list --stage submitted
          casebook \(command) list --due
          """,
        zhHans: """
          casebook \(command) list --class 产品质量类
          casebook \(command) list --stage 已提交
          casebook \(command) list --due
          """)
    case .none: Label(en: "There is none.", zhHans: "没有符合条件的内容。")
    case .stageHelp: Label(en: "How far it has come.", zhHans: "进度。")
    case .tagHelp: Label(en: "With this tag.", zhHans: "带此标签的。")
    case .typeHelp: Label(en: "For this type of complaint.", zhHans: "适用于此投诉类型的。")
    case .unknownStage(let typed): Label(en: "“\(typed)” is no stage.", zhHans: "没有“\(typed)”这种进度。")
    }
  }
}
