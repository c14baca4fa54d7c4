import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Versioning

struct PhraseEdit: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: text(PhraseEditMessage.editAbstract),
    discussion: text(PhraseEditMessage.editDiscussion))

  @Argument(help: help(CommonMessage.idHelp, "id"))
  var id: String
  @Option(help: help(PhraseEditMessage.editStageHelp, "term"), completion: choices(.phraseStage))
  var stage: String?
  @Option(name: .customLong("text"), help: help(PhraseEditMessage.editTextHelp, "text"))
  var words: String?
  @OptionGroup var audience: PhraseAudience
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    var edits = try audience.edits(context)
    for (typed, field) in [(stage, PhraseField.stage), (words, PhraseField.text)] {
      guard let typed else { continue }
      let value = try FieldInput.parse(typed, as: field, now: context.now)
      guard value != .none else {
        throw CommandFailure.usage(
          Label(PhraseEditMessage.optionEmpty(field.id)),
          hint: Label(PhraseEditMessage.optionEmptyHint))
      }
      edits.append(FieldEdit(FieldID(field.number), value))
    }
    guard !edits.isEmpty else {
      throw CommandFailure.usage(Label(PhraseEditMessage.changeMissing))
    }
    try context.change(phrase: id, edits, checking: words)
  }
}

enum PhraseEditMessage: Message {
  case editAbstract
  case editDiscussion
  case editStageHelp
  case optionEmpty(String)
  case editTextHelp
  case changeMissing
  case optionEmptyHint

  var label: Label {
    switch self {
    case .editAbstract:
      Label(en: "Changes a phrase for all branches (head office).", zhHans: "为所有门店修改话术（总部）。")
    case .editDiscussion:
      Label(
        en: """
          casebook phrase edit en_thanks --text "Thank you, {customer}."
          casebook phrase edit en_thanks --channel phone --segment=-vip
          """,
        zhHans: """
          casebook phrase edit zh_thanks --text "谢谢您，{customer}。"
          casebook phrase edit zh_thanks --channel 电话 --segment=-会员
          """)
    case .editStageHelp:
      Label(en: "New stage.", zhHans: "改为此环节。")
    case .optionEmpty(let id):
      Label(en: "--\(id) may not be empty.", zhHans: "--\(id) 不能为空。")
    case .editTextHelp:
      Label(en: "New text.", zhHans: "新的话术内容。")
    case .changeMissing:
      Label(
        en: "Say what to change: --text, --stage, --channel …", zhHans: "请写明要改什么：--text、--stage、--channel 等。")
    case .optionEmptyHint:
      Label(
        en: "To take the phrase out of use: casebook phrase retire <id>",
        zhHans: "停用话术：casebook phrase retire <编号>")
    }
  }
}
