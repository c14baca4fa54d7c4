import ArgumentParser
import Complaints
import Console
import Language
import Versioning

struct Assess: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "assess",
    abstract: text(AssessMessage.assessAbstract),
    discussion: text(AssessMessage.assessDiscussion) + "\n"
      + FieldArguments.help(except: [CaseField.status.id]))

  static var takesFields: Bool { true }

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Flag(help: help(AssessMessage.restatedHelp))
  var restated = false

  @OptionGroup var fieldOptions: FieldOptions
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    try context.refuseStatus(reference)
    let said = FieldEdit(FieldID(CaseField.listening.number, "restated"), .flag(true))
    let edits = try context.read { try context.caseEdits($0) }
    try context.takeStep(.assess, reference, edits: edits + (restated ? [said] : []))
  }
}

enum AssessMessage: Message {
  case assessAbstract
  case assessDiscussion
  case restatedHelp

  var label: Label {
    switch self {
    case .assessAbstract:
      Label(en: "Classifies a case: class, severity and responsibility.", zhHans: "分类定级：填写分类、严重度和责任归属。")
    case .assessDiscussion:
      Label(
        en: """
          casebook assess 7 --class service_attitude --severity moderate \\
            --responsibility internal_process --need emotional --restated

          Keep facts and feelings apart, then say what you understood back to the
          customer (--restated). It can be done in parts: what is still missing is asked
          for when an option is proposed.
          """,
        zhHans: """
          casebook assess 7 --class 服务态度类 --severity 一般 \\
            --responsibility 内部流程 --need 情绪诉求 --restated

          先分清实际诉求与情绪诉求，再向客户复述确认（--restated）。可分几次填写，
          提方案时再检查是否齐全。
          """)
    case .restatedHelp:
      Label(en: "You said it back to the customer, who confirmed it.", zhHans: "已向客户复述确认。")
    }
  }
}
