import ArgumentParser
import Complaints
import Console
import Interchange
import Replica
import Terminal

/// `casebook drafts …`
struct DraftsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drafts",
    abstract: text("Intakes that were begun and not logged yet.", "已开始填写、尚未登记的草稿。"),
    discussion: text(
      """
      casebook drafts
      casebook drafts show 3f9a1c
      casebook drafts resume 3f9a1c        goes on with it (casebook new --draft 3f9a1c)
      casebook drafts discard 3f9a1c

      A draft is on this computer alone, in the folder drafts beside the store. It goes when it is logged.
      """,
      """
      casebook drafts
      casebook drafts show 3f9a1c
      casebook drafts resume 3f9a1c        继续填写（同 casebook new --draft 3f9a1c）
      casebook drafts discard 3f9a1c

      草稿只存在本机（数据目录下的 drafts 文件夹），登记后自动清除。
      """),
    subcommands: [DraftsList.self, DraftsShow.self, DraftsResume.self, DraftsDiscard.self],
    defaultSubcommand: DraftsList.self)
}

struct DraftsList: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: text("Lists the drafts, the oldest first.", "列出草稿，最早的在前。"))

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let folder = context.drafts
    let all = folder.all()
    if context.json { return try context.emit(.array(try all.map { try context.json($0) })) }
    guard !all.isEmpty else { return context.err(Label("There are no drafts.", "没有草稿。")) }
    var table = Table([
      Column(context.text("Id", "代号")), Column(context.text("Begun", "开始")),
      Column(context.text("Channel", "渠道")),
      Column(context.text("Narrative", "客户陈述"), minWidth: 12, isFlexible: true),
      Column(context.text("State", "状态")),
    ])
    for draft in all {
      let number = try context.loggedNumber(draft)
      let state =
        number.map { context.text("logged as \($0)", "已登记 \($0)") }
        ?? (folder.isInUse(draft.id) ? context.text("being typed", "填写中") : "")
      table.add([
        Cell(draft.name, style: .bold), Cell(context.ago(draft.beganAt)),
        Cell(context.shown(draft, CaseField.channel)),
        Cell(context.shown(draft, CaseField.narrative).sanitised(.joined)), Cell(state),
      ])
    }
    for line in table.lines(width: context.columns, style: context.style) { try context.out(line) }
    if context.errorStyle.isTerminal {
      context.errAfterwards(Label("To go on: casebook drafts resume ID", "继续填写：casebook drafts resume 代号"))
    }
  }
}

struct DraftsShow: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: text("Shows what a draft holds.", "查看草稿内容。"))

  @Argument(help: help("The draft, or the end of its id.", "草稿代号。", "id"))
  var id: String
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let draft = try context.draft(id)
    if context.json { return try context.emit(try context.json(draft)) }
    try context.out(
      context.style.apply(.bold, to: draft.name) + "  "
        + context.text("begun \(context.ago(draft.beganAt))", "\(context.ago(draft.beganAt))开始"))
    for (id, text) in draft.answers where !text.isEmpty && IntakeDraft.isAnswer(id) {
      let question = IntakeQuestion.all.first { $0.id == id }
      let label = (question?.label ?? Schema.field(.case, id)?.label).map { context.text($0) } ?? id
      let value = question?.shown(text, context.language, now: context.time(draft.beganAt)) ?? text
      for line in wrap(
        label + context.text(": ", "：") + value, width: context.columns, indent: 2, firstIndent: 0)
      {
        try context.out(line)
      }
    }
  }
}

struct DraftsResume: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: text("Goes on with a draft.", "继续填写草稿。"))

  @Argument(help: help("The draft; the only one where it is left out.", "草稿代号；只有一份时可省略。", "id"))
  var id: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let all = context.drafts.all()
    guard let wanted = id ?? (all.count == 1 ? all[0].id.description : nil) else {
      throw CommandFailure.usage(
        Label("Which draft? There are \(all.count).", "哪一份草稿？共有 \(all.count) 份。"),
        hint: Label("See: casebook drafts", "查看：casebook drafts"))
    }
    guard context.canAsk else {
      throw CommandFailure.usage(
        Label("Nobody can be asked here: this is no terminal.", "这里不是终端，无法提问。"),
        hint: Label(
          "To log it as it is: casebook new --draft \(wanted)", "按现有内容登记：casebook new --draft \(wanted)"))
    }
    try context.intake(wanted)
  }
}

struct DraftsDiscard: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "discard", abstract: text("Throws a draft away, for good.", "丢弃草稿，不可恢复。"))

  @Argument(help: help("The draft, or the end of its id.", "草稿代号。", "id"))
  var id: String
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let open = try context.opened(try context.draft(id))
    open.remove()
    if context.json {
      return try context.emit(["id": .string(open.draft.id.description), "discarded": true])
    }
    context.err(Label("Draft \(open.draft.name) is gone.", "草稿 \(open.draft.name) 已丢弃。"))
  }
}

extension Context {
  /// The number of the case that a draft became; nil where it was not logged.
  fileprivate func loggedNumber(_ draft: IntakeDraft) throws -> String? {
    try read { try $0.numberOfCase(loggedAs: draft.id) }
  }

  fileprivate func shown(_ draft: IntakeDraft, _ field: FieldDefinition) -> String {
    guard let text = draft[field.id], !text.isEmpty else { return "" }
    return IntakeQuestion.all.first { $0.field == field }?
      .shown(text, language, now: time(draft.beganAt)) ?? text
  }

  fileprivate func json(_ draft: IntakeDraft) throws -> JSON {
    [
      "id": .string(draft.id.description), "name": .string(draft.name),
      "began_at": .string(time(draft.beganAt).rfc3339), "in_use": .bool(drafts.isInUse(draft.id)),
      "logged_as": .optional(try loggedNumber(draft)),
      "answers": .object(
        draft.answers.filter { !$0.text.isEmpty && IntakeDraft.isAnswer($0.field) }.map {
          ($0.field, .string($0.text))
        }),
    ]
  }
}
