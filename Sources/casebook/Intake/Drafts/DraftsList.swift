import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal

struct DraftsList: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: text(DraftsListMessage.listAbstract),
    discussion: text(DraftsListMessage.discussion))

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let folder = context.drafts
    let all = folder.all()
    if context.json { return try context.emit(.array(try all.map { try context.json($0) })) }
    guard !all.isEmpty else { return context.err(Label(DraftsListMessage.noDrafts)) }
    var table = Table([
      Column(context.text(DomainMessage.id)), Column(context.text(DraftsListMessage.begunColumn)),
      Column(context.text(DomainMessage.channel)),
      Column(context.text(DomainMessage.narrative), minWidth: 12, isFlexible: true),
      Column(context.text(ProgramMessage.state)),
    ])
    for draft in all {
      let number = try context.loggedNumber(draft)
      let state =
        number.map { context.text(DraftsListMessage.loggedAs($0)) }
        ?? (folder.isInUse(draft.id) ? context.text(DraftsListMessage.inUse) : "")
      table.add([
        Cell(draft.name, style: .bold), Cell(context.ago(draft.beganAt)),
        Cell(context.shown(draft, CaseField.channel)),
        Cell(context.shown(draft, CaseField.narrative).sanitised(.joined)), Cell(state),
      ])
    }
    try context.print(table)
    if context.errorStyle.isTerminal {
      context.errAfterwards(Label(DraftsListMessage.resumeHint))
    }
  }
}

enum DraftsListMessage: Message {
  case begunColumn
  case inUse
  case listAbstract
  case discussion
  case loggedAs(String)
  case noDrafts
  case resumeHint

  var label: Label {
    switch self {
    case .begunColumn:
      Label(en: "Begun", zhHans: "开始")
    case .inUse:
      Label(en: "being typed", zhHans: "填写中")
    case .listAbstract:
      Label(en: "Lists the drafts, the oldest first.", zhHans: "列出草稿，最早的在前。")
    case .discussion: Label(verbatim: "casebook drafts list")
    case .loggedAs(let value):
      Label(en: "logged as \(value)", zhHans: "已登记 \(value)")
    case .noDrafts:
      Label(en: "There are no drafts.", zhHans: "没有草稿。")
    case .resumeHint:
      Label(en: "To go on: casebook drafts resume <id>", zhHans: "继续填写：casebook drafts resume <编号>")
    }
  }
}
