import ArgumentParser
import Complaints
import Console
import Language

/// `casebook merge A into B`: a link, by which both count as one complaint.
struct Merge: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: text(MergeMessage.abstract), discussion: text(MergeMessage.discussion))

  @Argument(help: help(MergeMessage.casesHelp, "case"))
  var words: [String]

  @Option(help: help(CommonMessage.whyHelp))
  var reason: String?

  @Flag(help: help(MergeWeightMessage.yesHelp))
  var yes = false

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    var cases = words
    if cases.count > 2, ["into", "到", "并入"].contains(cases[cases.count - 2].lowercased()) {
      cases.remove(at: cases.count - 2)
    }
    guard let target = cases.popLast(), !cases.isEmpty else {
      throw CommandFailure.usage(Label(MergeMessage.incomplete), hint: Label(MergeMessage.example))
    }
    try context.link(cases, .duplicateOf, target, reason: reason, yes: yes)
  }
}

enum MergeMessage: Message {
  case abstract
  case casesHelp
  case discussion
  case example
  case incomplete

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Merges cases into another: all count as one complaint.", zhHans: "合并工单：合计为一件投诉。")
    case .casesHelp: Label(en: "The cases, then the one that stays.", zhHans: "要并入的工单，最后是保留的那一单。")
    case .discussion:
      Label(
        en: """
          casebook merge 7 into 12
          casebook merge 7 9 into 12 --reason "one table, told by three people"

          Each keeps its number and its history; nothing is copied. The clocks of a merged
          case stop: whoever handles the other one handles it too. What was promised,
          asked for or escalated in it stays due; casebook show 12 lists that, and what
          was merged into it. A case that is more serious or further along goes into
          another only with --yes. casebook unmerge 7 takes it back.
          """,
        zhHans: """
          casebook merge 7 into 12
          casebook merge 7 9 into 12 --reason "同一桌，三个人各报一次"

          每单的编号和处理记录都保留，内容不复制。并入后该单停止计时，随保留的那一单处理；
          其中的承诺、待办和升级照旧到期，casebook show 12 会列出这些事项和并入的工单。
          更严重或处理得更深的工单，须加 --yes 才能并入另一单。撤销用 casebook unmerge 7。
          """)
    case .example:
      Label(en: "For example: casebook merge 7 into 12", zhHans: "例如：casebook merge 7 into 12")
    case .incomplete:
      Label(en: "Say which case goes into which.", zhHans: "请写明哪一单并入哪一单。")
    }
  }
}
