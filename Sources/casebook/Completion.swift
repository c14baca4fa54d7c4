import ArgumentParser
import Complaints
import Console
import Language

struct Completion: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "completion",
    abstract: text(CompletionMessage.abstract),
    discussion: text(CompletionMessage.discussion))

  @Argument(
    help: help(CompletionMessage.shellHelp), completion: .list(["bash", "zsh", "fish"]))
  var shell: String

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard let shell = CompletionShell(rawValue: shell) else {
      throw CommandFailure.usage(
        Label(CompletionMessage.unknownShell(shell)),
        hint: Label(CompletionMessage.shellsHint))
    }
    try context.output.write(Casebook.completionScript(for: shell))
  }
}

enum CompletionMessage: Message {
  case abstract
  case shellHelp
  case discussion
  case shellsHint
  case unknownShell(String)

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Prints a shell completion script.", zhHans: "输出命令行自动补全脚本。")
    case .shellHelp:
      Label(en: "bash, zsh or fish.", zhHans: "bash、zsh 或 fish。")
    case .discussion:
      Label(
        en: """
          bash:  casebook completion bash \\
                   > ~/.local/share/bash-completion/completions/casebook
          zsh:   casebook completion zsh > "${fpath[1]}/_casebook"
          fish:  casebook completion fish > ~/.config/fish/completions/casebook.fish
          """,
        zhHans: """
          bash：casebook completion bash \\
                   > ~/.local/share/bash-completion/completions/casebook
          zsh： casebook completion zsh > "${fpath[1]}/_casebook"
          fish：casebook completion fish > ~/.config/fish/completions/casebook.fish
          """)
    case .shellsHint:
      Label(en: "One of: bash, zsh, fish.", zhHans: "可用：bash、zsh、fish。")
    case .unknownShell(let shell):
      Label(en: "There is no completion for the shell “\(shell)”.", zhHans: "不支持“\(shell)”的自动补全。")
    }
  }
}
