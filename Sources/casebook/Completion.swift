import ArgumentParser
import Complaints
import Console

struct Completion: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "completion",
    abstract: text("Prints a script that completes commands in a shell.", "输出命令行自动补全脚本。"),
    discussion: text(
      """
      bash:  casebook completion bash > ~/.local/share/bash-completion/completions/casebook
      zsh:   casebook completion zsh > "${fpath[1]}/_casebook"
      fish:  casebook completion fish > ~/.config/fish/completions/casebook.fish
      """,
      """
      bash：casebook completion bash > ~/.local/share/bash-completion/completions/casebook
      zsh： casebook completion zsh > "${fpath[1]}/_casebook"
      fish：casebook completion fish > ~/.config/fish/completions/casebook.fish
      """))

  @Argument(
    help: help("bash, zsh or fish.", "bash、zsh 或 fish。"), completion: .list(["bash", "zsh", "fish"]))
  var shell: String

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard let shell = CompletionShell(rawValue: shell) else {
      throw CommandFailure.usage(
        Label("There is no completion for the shell “\(shell)”.", "不支持“\(shell)”的自动补全。"),
        hint: Label("One of: bash, zsh, fish.", "可用：bash、zsh、fish。"))
    }
    try context.output.write(Casebook.completionScript(for: shell))
  }
}
