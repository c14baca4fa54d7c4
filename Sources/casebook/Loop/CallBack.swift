import ArgumentParser
import Complaints
import Console
import Messages
import Versioning

struct CallBack: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "callback",
    abstract: text(.callBackAbstract),
    discussion: text(
      .callBackDiscussion))

  @Argument(help: help(.commonTheCase, "case"))
  var reference: String

  @Option(help: help(.callBackIsItSolvedYesOr, "yes|no"))
  var solved: String

  @Option(help: help(.callBack1VeryDissatisfiedTo5, "1-5"))
  var satisfaction: String

  @Option(help: help(.callBackWhatElseTheCustomerNeeds))
  var anythingElse: String?

  @Option(help: help(.callBackWhatTheCustomerSuggests))
  var suggestion: String?

  @Option(help: help(.callBackHowAChannel, "channel"))
  var how: String?

  @OptionGroup var promise: PromiseOptions
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try context.edits([
      (CallBackField.solved, solved), (CallBackField.satisfaction, satisfaction),
      (CallBackField.more, anythingElse), (CallBackField.suggestion, suggestion), (CallBackField.how, how),
    ])
    let promised = try promise.edits(context)
    let isUnhappy = edits.contains {
      $0.value == .flag(false)
        || ($0.field.number == CallBackField.satisfaction.number
          && [.text("1"), .text("2")].contains($0.value))
    }
    try context.take(
      .callBack, reference, to: isUnhappy ? .executing : .confirmed, words: [promise.commit]
    ) { session, row, file in
      let handler = file.root.text(CaseField.handler)
      let isOwn = [handler, file.root.text(CaseField.singleContact)].contains(session.author.name)
      _ = try session.add(
        .callBack, to: row, edits + [FieldEdit(FieldID(CallBackField.byHandler.number), .flag(isOwn))])
      if let promised { _ = try session.add(.commitment, to: row, promised) }
    }
  }
}
