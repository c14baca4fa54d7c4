import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal

/// `casebook drafts …`
struct DraftsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drafts",
    abstract: text(DraftsMessage.abstract),
    discussion: text(DraftsMessage.discussion),
    subcommands: [DraftsList.self, DraftsShow.self, DraftsResume.self, DraftsDiscard.self],
    defaultSubcommand: DraftsList.self)
}

struct DraftsList: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: text(DraftsMessage.listAbstract))

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let folder = context.drafts
    let all = folder.all()
    if context.json { return try context.emit(.array(try all.map { try context.json($0) })) }
    guard !all.isEmpty else { return context.err(Label(DraftsMessage.noDrafts)) }
    var table = Table([
      Column(context.text(DomainMessage.id)), Column(context.text(DraftsMessage.begunColumn)),
      Column(context.text(DomainMessage.channel)),
      Column(context.text(DomainMessage.narrative), minWidth: 12, isFlexible: true),
      Column(context.text(ProgramMessage.state)),
    ])
    for draft in all {
      let number = try context.loggedNumber(draft)
      let state =
        number.map { context.text(DraftsMessage.loggedAs($0)) }
        ?? (folder.isInUse(draft.id) ? context.text(DraftsMessage.inUse) : "")
      table.add([
        Cell(draft.name, style: .bold), Cell(context.ago(draft.beganAt)),
        Cell(context.shown(draft, CaseField.channel)),
        Cell(context.shown(draft, CaseField.narrative).sanitised(.joined)), Cell(state),
      ])
    }
    try context.print(table)
    if context.errorStyle.isTerminal {
      context.errAfterwards(Label(DraftsMessage.resumeHint))
    }
  }
}

struct DraftsShow: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: text(DraftsMessage.showAbstract))

  @Argument(help: help(DraftsMessage.draftHelp, "id"))
  var id: String
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let draft = try context.draft(id)
    if context.json { return try context.emit(try context.json(draft)) }
    try context.out(
      context.style.apply(.bold, to: draft.name) + "  "
        + context.text(DraftsMessage.begun(context.ago(draft.beganAt))))
    for (id, text) in draft.answers where !text.isEmpty && IntakeDraft.isAnswer(id) {
      let question = IntakeQuestion.all.first { $0.id == id }
      let label = (question?.label ?? Schema.field(.case, id)?.label).map { context.text($0) } ?? id
      let value = question?.shown(text, context.language, now: context.clock(draft.beganAt)) ?? text
      for line in wrap(
        label + context.text(ProgramMessage.colon) + value, width: context.columns, indent: 2, firstIndent: 0)
      {
        try context.out(line)
      }
    }
  }
}

struct DraftsResume: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: text(DraftsMessage.resumeAbstract))

  @Argument(help: help(DraftsMessage.resumeDraftHelp, "id"))
  var id: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let all = context.drafts.all()
    guard let wanted = id ?? (all.count == 1 ? all[0].id.description : nil) else {
      throw CommandFailure.usage(
        Label(DraftsMessage.draftMissing(of: all.count)),
        hint: Label(CommonMessage.draftsHint))
    }
    guard context.canAsk else {
      throw CommandFailure.usage(
        Label(DraftsMessage.noTerminal),
        hint: Label(DraftsMessage.logUnfinishedHint(draft: wanted)))
    }
    try context.intake(wanted)
  }
}

struct DraftsDiscard: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "discard", abstract: text(DraftsMessage.discardAbstract))

  @Argument(help: help(DraftsMessage.draftHelp, "id"))
  var id: String
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let open = try context.opened(try context.draft(id))
    open.remove()
    context.done()
    if context.json {
      return try context.emit(["id": .string(open.draft.id.description), "discarded": true])
    }
    context.err(Label(DraftsMessage.discarded(open.draft.name)))
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
      .shown(text, language, now: clock(draft.beganAt)) ?? text
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

enum DraftsMessage: Message {
  case abstract
  case begunColumn
  case begun(String)
  case inUse
  case discardAbstract
  case discussion
  case discarded(String)
  case listAbstract
  case loggedAs(String)
  case noTerminal
  case resumeAbstract
  case showAbstract
  case draftHelp
  case resumeDraftHelp
  case noDrafts
  case resumeHint
  case logUnfinishedHint(draft: String)
  case draftMissing(of: Int)

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Intakes begun and not logged yet.", zhHans: "已开始填写、尚未登记的草稿。")
    case .begunColumn:
      Label(en: "Begun", zhHans: "开始")
    case .begun(let when):
      Label(en: "begun \(when)", zhHans: "\(when)开始")
    case .inUse:
      Label(en: "being typed", zhHans: "填写中")
    case .discardAbstract:
      Label(en: "Discards a draft, for good.", zhHans: "丢弃草稿，不可恢复。")
    case .discussion:
      Label(
        en: """
          casebook drafts
          casebook drafts show 3f9a1c
          casebook drafts resume 3f9a1c    goes on (same as casebook new --draft 3f9a1c)
          casebook drafts discard 3f9a1c

          A draft is only on this computer, in the folder drafts beside the store. It is
          removed when it is logged.
          """,
        zhHans: """
          casebook drafts
          casebook drafts show 3f9a1c
          casebook drafts resume 3f9a1c        继续填写（同 casebook new --draft 3f9a1c）
          casebook drafts discard 3f9a1c

          草稿只存在本机（数据目录下的 drafts 文件夹），登记后自动清除。
          """)
    case .discarded(let name):
      Label(en: "Draft \(name) is discarded.", zhHans: "草稿 \(name) 已丢弃。")
    case .listAbstract:
      Label(en: "Lists the drafts, the oldest first.", zhHans: "列出草稿，最早的在前。")
    case .loggedAs(let value):
      Label(en: "logged as \(value)", zhHans: "已登记 \(value)")
    case .noTerminal:
      Label(en: "Questions cannot be asked here: this is not a terminal.", zhHans: "现在无法逐项提问，请在命令行窗口中直接运行。")
    case .resumeAbstract:
      Label(en: "Goes on with a draft.", zhHans: "继续填写草稿。")
    case .showAbstract:
      Label(en: "Shows what is in a draft.", zhHans: "查看草稿内容。")
    case .draftHelp:
      Label(en: "The draft: its id, or the end of it.", zhHans: "草稿编号（可只填最后几位）。")
    case .resumeDraftHelp:
      Label(en: "The draft; may be left out if there is only one.", zhHans: "草稿编号；只有一份时可省略。")
    case .noDrafts:
      Label(en: "There are no drafts.", zhHans: "没有草稿。")
    case .resumeHint:
      Label(en: "To go on: casebook drafts resume <id>", zhHans: "继续填写：casebook drafts resume <编号>")
    case .logUnfinishedHint(let wanted):
      Label(
        en: "To log it as it is: casebook new --draft \(wanted)",
        zhHans: "按现有内容登记：casebook new --draft \(wanted)")
    case .draftMissing(let count):
      Label(en: "Which draft? There are \(count.grouped).", zhHans: "请写明草稿编号：共有 \(count.grouped) 份草稿。")
    }
  }
}
