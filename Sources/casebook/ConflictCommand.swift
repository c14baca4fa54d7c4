import ArgumentParser
import Console
import Messages

/// `casebook conflict …`
struct ConflictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conflict",
    abstract: text(.conflictAbstract),
    discussion: text(
      .conflictDiscussion),
    subcommands: [ConflictList.self, ConflictShow.self, ConflictResolve.self])
}
