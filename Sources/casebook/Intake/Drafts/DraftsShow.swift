import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal

struct DraftsShow: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: text(DraftsShowMessage.showAbstract),
    discussion: text(DraftsShowMessage.discussion))

  @Argument(help: help(DraftsMessage.draftHelp, "id"))
  var id: String
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let draft = try context.draft(id)
    if context.json { return try context.emit(try context.json(draft)) }
    try context.out(
      context.style.apply(.bold, to: draft.name) + "  "
        + context.text(DraftsShowMessage.begun(context.ago(draft.beganAt))))
    let questions = IntakeQuestion.all(context.terms.withRetired)
    for (id, text) in draft.answers where !text.isEmpty && IntakeDraft.isAnswer(id) {
      let question = questions.first { $0.id == id }
      let label = (question?.label ?? Schema.field(.case, id)?.label).map { context.text($0) } ?? id
      let value = question?.shown(text, context.language, now: context.clock(draft.beganAt)) ?? text
      for line in wrap(
        label + context.text(PunctuationMessage.colon) + value, width: context.columns, indent: 2,
        firstIndent: 0)
      {
        try context.out(line)
      }
    }
  }
}

enum DraftsShowMessage: Message {
  case begun(String)
  case showAbstract
  case discussion

  var label: Label {
    switch self {
    case .begun(let when):
      Label(en: "begun \(when)", zhHans: "\(when)开始")
    case .showAbstract:
      Label(en: "Shows what is in a draft.", zhHans: "查看草稿内容。")
    case .discussion: Label(verbatim: "casebook drafts show 3f9a1c")
    }
  }
}
