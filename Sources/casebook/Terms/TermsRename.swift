import ArgumentParser
import Complaints
import Console
import Language
import Replica
import Versioning

struct TermsRename: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename", abstract: text(TermsRenameMessage.abstract),
    discussion: text(TermsRenameMessage.discussion))

  @Argument(help: help(TermsMessage.axisHelp, "axis"))
  var axis: String
  @Argument(help: help(TermsMessage.termHelp, "term"))
  var term: String
  @Option(help: help(TermsMessage.labelEnglishHelp, "text"))
  var en: String?
  @Option(help: help(TermsMessage.labelChineseHelp, "text"))
  var zh: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard en ?? zh != nil else {
      throw CommandFailure.usage(Label(TermsRenameMessage.nameMissing))
    }
    let labels = try context.edits([(TermField.labelEnglish, en), (TermField.labelChinese, zh)])
    try context.requireText(labels, TermField.labelEnglish, TermField.labelChinese)
    try context.change(term: term, of: axis) { term, axis in
      for label in [en, zh].compactMap(\.self) {
        try context.requireFree(label: label, in: axis, for: term.id)
      }
      // Files, and people, go on saying what it was called.
      let former = labels.compactMap { edit -> String? in
        let label = edit.field.number == TermField.labelEnglish.number ? term.label.en : term.label.zhHans
        return edit.value == .text(label) ? nil : label
      }
      return labels + (try Set(former).sorted().map { try context.synonym($0) })
    }
  }
}

enum TermsRenameMessage: Message {
  case abstract
  case discussion
  case nameMissing

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Gives a term another name in all branches (head office).", zhHans: "为所有门店给选项改名（总部）。")
    case .discussion:
      Label(
        en: """
          casebook terms rename channel chat --en "WeChat and chat" --zh 微信/在线客服

          Old cases and reports show the new name; the former one is still understood.
          """,
        zhHans: """
          casebook terms rename 渠道 聊天 --zh 微信/在线客服

          旧工单和报表显示新名称；原来的名称仍可录入。
          """)
    case .nameMissing:
      Label(en: "Say the new name: --en, --zh or both.", zhHans: "请写明新名称：--zh、--en 或两者。")
    }
  }
}
