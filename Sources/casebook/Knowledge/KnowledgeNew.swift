import ArgumentParser
import CaseIndex
import Complaints
import Console
import Language
import Replica
import Versioning

struct KnowledgeNew<Subject: KnowledgeSubject>: CasebookCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "new", abstract: text(KnowledgeNewMessage.abstract(Subject.form.one)),
      discussion: text(KnowledgeNewMessage.discussion(Subject.form)))
  }

  @OptionGroup var facts: KnowledgeFacts
  @OptionGroup var texts: Subject.Texts
  @Option(name: .customLong("case"), help: help(KnowledgeNewMessage.caseHelp, "case"))
  var cases: [String] = []
  @Option(help: help(KnowledgeNewMessage.fromHelp, "id"))
  var from: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let form = Subject.form
    var typed = try facts.edits(context) + context.edits(texts.typed(context))
    let item = try context.write { session in
      let reader = session.reader
      let source = try from.map { try context.knowledge($0, form, reader) }
      let copied = source?.copied ?? []
      typed = copied.filter { copy in !typed.contains { $0.field == copy.field } } + typed
      func isGiven(_ field: FieldDefinition) -> Bool {
        typed.contains { $0.field == FieldID(field.number) && $0.value != .none }
      }
      guard isGiven(ManuscriptField.title) else {
        throw CommandFailure.usage(
          Label(KnowledgeNewMessage.titleMissing),
          hint: Label(KnowledgeNewMessage.titleMissingHint(form.rawValue)))
      }
      if !isGiven(ManuscriptField.language) {
        typed += try context.edits([(ManuscriptField.language, context.language.rawValue)])
      }
      // What a text is copied from was made of cases: of them it must name nobody either.
      let ids =
        try cases.map { try context.resolveCase(reader, $0).id }
        + (try source.map { try reader.cases(behind: $0) } ?? [])
      let id = try session.newManuscript(form, typed, of: ids)
      return try session.reader.manuscripts(form).first { $0.id == id }
    }
    guard let item else { return }
    try context.tell(item, Label(KnowledgeNewMessage.written(item.name)))
    if !context.json {
      context.errAfterwards(Label(KnowledgeNewMessage.submitHint(form.rawValue, item.name)))
    }
  }
}

extension KnowledgeItem {
  /// What it says, as a new manuscript says it.
  fileprivate var copied: [FieldEdit] {
    form.content.flatMap { field -> [FieldEdit] in
      if field.isSet { return elements(field).map { FieldEdit(FieldID(field.number, $0), .flag(true)) } }
      return text(field).map { [FieldEdit(FieldID(field.number), .text($0))] } ?? []
    }
  }
}

enum KnowledgeNewMessage: Message {
  case abstract(Label)
  case caseHelp
  case discussion(KnowledgeForm)
  case fromHelp
  case submitHint(String, String)
  case titleMissing
  case titleMissingHint(String)
  case written(String)

  var label: Label {
    switch self {
    case .abstract(let noun):
      Label(en: "Begins \(noun.en) as a manuscript of this branch.", zhHans: "新写一份\(noun.zhHans)稿件（本门店）。")
    case .caseHelp:
      Label(en: "A case it is made of (repeatable): not published.", zhHans: "来源工单（可多个），不随正文发布。")
    case .discussion(.article):
      Label(
        en: """
          casebook article new --title "Refunds by card" --kind how_to -F refunds.md
          casebook article new --from refunds -F refunds2.md

          \(MarkdownHelp.text.en)
          """,
        zhHans: """
          casebook article new --title "刷卡退款怎么办" --kind 操作指引 -F refunds.md
          casebook article new --from refunds -F refunds2.md

          \(MarkdownHelp.text.zhHans)
          """)
    case .discussion(.study):
      Label(
        en: """
          casebook study new --title "The thin carton" --class product_quality \\
            --background "Parcels arrived crushed." --better "Stop the carton." \\
            --lesson "Look for the cause at the third parcel." --case 12

          \(MarkdownHelp.text.en)
          """,
        zhHans: """
          casebook study new --title "变薄的纸箱" --class 产品质量类 \\
            --background "包裹接连压坏。" --better "先停用这种纸箱。" \\
            --lesson "第三件破损就要查原因。" --case 12

          \(MarkdownHelp.text.zhHans)
          """)
    case .fromHelp:
      Label(en: "Begin with what another one says.", zhHans: "以另一份的内容为底稿。")
    case .submitHint(let command, let id):
      Label(
        en: "When it is ready: casebook \(command) submit \(id)",
        zhHans: "写好后提交：casebook \(command) submit \(id)")
    case .titleMissing: Label(en: "It has no title.", zhHans: "还没有标题。")
    case .titleMissingHint(let command):
      Label(
        en: "Give one: casebook \(command) new --title <text>",
        zhHans: "请填写：casebook \(command) new --title <标题>")
    case .written(let id): Label(en: "Manuscript \(id) was saved.", zhHans: "稿件 \(id) 已保存。")
    }
  }
}

/// What of Markdown is understood.
enum MarkdownHelp {
  static let text = Label(
    en: """
      Texts are CommonMark without HTML and pictures: # headings, - and 1. lists,
      > quotes, `code`, ``` fences, *emphasis*, **strong**, [links](address), --- rules.
      """,
    zhHans: """
      正文用 Markdown（CommonMark，不含 HTML 和图片）：# 标题、- 和 1. 列表、> 引用、
      `代码`、``` 代码块、*强调*、**加粗**、[链接](网址)、--- 分隔线。
      """)
}
