import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

struct KnowledgeList<Subject: KnowledgeSubject>: CasebookCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "list", abstract: text(KnowledgeListMessage.listAbstract(Subject.form.noun)),
      discussion: text(KnowledgeListMessage.listDiscussion(Subject.form.rawValue)))
  }

  @Option(help: help(KnowledgeListMessage.typeHelp, "term"), completion: choices(.type))
  var type: String?
  @Option(
    name: .customLong("class"), help: help(KnowledgeListMessage.classHelp, "term"),
    completion: choices(.problemClass))
  var problemClass: String?
  @Option(help: help(KnowledgeListMessage.tagHelp, "word"))
  var tag: String?
  @Option(
    help: help(KnowledgeListMessage.stageHelp, "stage"),
    completion: .list(KnowledgeStage.allCases.map(\.rawValue)))
  var stage: String?
  @Option(
    help: help(CommonMessage.languageOrAllHelp, "language"), completion: .list(["zh-Hans", "en", "all"]))
  var language: String?
  @Flag(help: help(KnowledgeListMessage.dueHelp))
  var due = false
  @Flag(help: help(KnowledgeListMessage.allHelp))
  var all = false
  @OptionGroup var filters: Subject.Filters
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
    guard !items.isEmpty else { return context.err(Label(KnowledgeListMessage.none)) }
    var table = Table([
      Column(context.text(DomainMessage.id), minWidth: 6, maxWidth: 32),
      Column(context.text(DomainMessage.stage)),
      Column(context.text(ManuscriptField.title.label), minWidth: 16, isFlexible: true),
      Column(context.text(DomainMessage.problemClass), minWidth: 6, maxWidth: 24, isFlexible: true),
      Column(context.text(KnowledgeListMessage.helpedColumn), alignment: .right),
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
    let kind = try filters.kind(context)
    let wanted = try stage.map { typed in
      guard let stage = KnowledgeStage(typed: typed) else {
        throw CommandFailure.usage(
          Label(KnowledgeListMessage.unknownStage(typed)),
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
        language.map({ item.language == $0 }) ?? true,
        kind.map({ item.text(ManuscriptField.kind) == $0 }) ?? true, !due || context.isDue(item)
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

enum KnowledgeListMessage: Message {
  case allHelp
  case classHelp
  case dueHelp
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
    case .allHelp:
      Label(en: "Also what is retired, and manuscripts that are published.", zhHans: "包括已下架的和已发布的稿件。")
    case .classHelp: Label(en: "For this problem class.", zhHans: "适用于此问题分类的。")
    case .dueHelp: Label(en: "Only what is to be looked at again by now.", zhHans: "只列到期该复查的。")
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
    case .unknownStage(let typed): Label(en: "“\(typed)” is not a stage.", zhHans: "没有“\(typed)”这种进度。")
    }
  }
}
