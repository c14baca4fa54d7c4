import ArgumentParser
import Complaints
import Console
import Messages

struct Completion: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "completion",
    abstract: text(.completionAbstract),
    discussion: text(
      .completionDiscussion))

  @Argument(
    help: help(.completionBashZshOrFish), completion: .list(["bash", "zsh", "fish"]))
  var shell: String

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard let shell = CompletionShell(rawValue: shell) else {
      throw CommandFailure.usage(
        Label(.completionThereIsNoCompletionFor, ["shell": .text(shell)]),
        hint: Label(.completionOneOfBashZshFish))
    }
    try context.output.write(Casebook.completionScript(for: shell))
  }
}
