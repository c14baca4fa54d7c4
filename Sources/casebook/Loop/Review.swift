import ArgumentParser
import Complaints
import Console
import Messages
import RecordStore
import Replica
import Versioning

struct Review: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: text(.reviewAbstract),
    discussion: text(
      .reviewDiscussion))

  @Argument(help: help(.commonTheCase, "case"))
  var reference: String

  @Argument(help: help(.reviewTheNewOwnerWithOwner, "name"))
  var name: String?

  @Option(help: help(.reviewTheRootCause, "term"))
  var rootCause: String?

  @Option(help: help(.reviewWhatOthersShouldKnow))
  var lesson: String?

  @Option(help: help(.reviewWhatWentWell))
  var highlights: String?

  @Option(help: help(.reviewWhatDidNot))
  var shortcomings: String?

  @Option(help: help(.reviewWhatCanBeCopiedA))
  var replicable: String?

  @Option(help: help(.reviewWhatIsImproved))
  var action: String?

  @Option(help: help(.reviewWhoSeesToTheAction, "name"))
  var owner: String?

  @Option(help: help(.commonByWhen, "time"))
  var due: String?

  @Option(help: help(.reviewGivesTheActionWithThis, "n"))
  var ownerOf: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let review = try context.edits([
      (ReviewField.rootCause, rootCause), (ReviewField.lesson, lesson), (ReviewField.highlights, highlights),
      (ReviewField.shortcomings, shortcomings), (ReviewField.replicable, replicable),
    ])
    guard action != nil || (owner == nil && due == nil) else {
      throw CommandFailure.usage(
        Label(.reviewOwnerAndDueGoWith))
    }
    guard (ownerOf == nil) == (name == nil) else {
      throw CommandFailure.usage(Label(.reviewOwnerOfNName))
    }
    let improvement = try context.edits([
      (ActionField.what, action), (ActionField.owner, owner), (ActionField.due, due),
    ])
    let given = try context.edits([(ActionField.owner, name)])
    try context.take(.review, reference) { session, row, file in
      if !review.isEmpty {
        if let known = file.records(.review).first {
          try session.edit(try session.row(of: known), review)
        } else {
          _ = try session.add(.review, to: row, review)
        }
      }
      if !improvement.isEmpty { _ = try session.add(.action, to: row, improvement) }
      if let ownerOf {
        let number = try session.reader.number(of: row)
        let chosen = try context.pick(
          ownerOf, of: file.records(.action), Label(.reviewAction), in: number)
        try session.edit(try session.row(of: chosen), given)
      }
    }
  }
}

struct Archive: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "archive",
    abstract: text(.archiveAbstract),
    discussion: "casebook archive 7")

  @Argument(help: help(.commonTheCase, "case"))
  var reference: String

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws { try context.take(.archive, reference) }
}
