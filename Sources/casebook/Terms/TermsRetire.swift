import ArgumentParser
import Complaints
import Console
import Language
import Replica
import Versioning

struct TermsRetire: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "retire", abstract: text(TermsRetireMessage.abstract),
    discussion: text(TermsRetireMessage.discussion))

  @Argument(help: help(TermsMessage.axisHelp, "axis"))
  var axis: String
  @Argument(help: help(TermsMessage.termHelp, "term"))
  var term: String
  @Flag(help: help(CommonMessage.undoHelp))
  var undo = false
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    try context.change(term: term, of: axis) { _, _ in
      [FieldEdit(FieldID(TermField.retired.number), undo ? .none : .flag(true))]
    }
  }
}

enum TermsRetireMessage: Message {
  case abstract
  case discussion

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Takes a term out of use in all branches (head office).", zhHans: "在所有门店停用选项（总部）。")
    case .discussion:
      Label(
        en: """
          casebook terms retire channel mystery_shopper
          casebook terms retire channel mystery_shopper --undo

          It is no longer offered or accepted; cases that have it show it as before.
          """,
        zhHans: """
          casebook terms retire 渠道 神秘顾客
          casebook terms retire 渠道 神秘顾客 --undo

          停用后不再提供、不能再填；已填的工单照常显示。
          """)
    }
  }
}
