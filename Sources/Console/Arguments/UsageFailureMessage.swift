package import Language

package enum UsageFailureMessage: Message {
  case subcommandMissing
  case valueMissing(option: String)
  case argumentsHeading
  case defaultOpening
  case defaultAfterValues
  case closingBracket
  case dashedText(String)
  case dashedValue(option: String, value: String)
  case standardSubcommand
  case invalidValue(value: String, option: String, allowed: [String])
  case oneOfMissing(Label)
  case optionsHeading
  case optionTwice(String)
  case overviewHeading
  case seeHint(command: String)
  case detailedHelp(command: String)
  case helpFlag
  case helpSubcommand
  case versionFlag
  case subcommandsHeading
  case unexpectedValue(option: String)
  case argumentMissing(String)
  case unknownCommand(String)
  case unknownCommandSuggesting(String, suggestion: String)
  case unexpectedArguments(Label)
  case unknownOption(String)
  case unknownOptionSuggesting(String, suggestion: String)
  case usageHeading
  case valuesOpening
  case unknownShell
  case exclusive(Label)
  case meantAsItStands(String, command: String)

  package var label: Label {
    switch self {
    case .subcommandMissing:
      Label(en: "A subcommand is missing.", zhHans: "命令不完整，后面还要写具体的命令。")
    case .valueMissing(let first):
      Label(en: "A value is missing after \(first).", zhHans: "\(first) 后面缺少内容。")
    case .argumentsHeading:
      Label(en: "ARGUMENTS:", zhHans: "参数：")
    case .defaultOpening:
      Label(en: "(default: ", zhHans: "（默认：")
    case .defaultAfterValues:
      Label(en: "; default: ", zhHans: "；默认：")
    // A column wider, so that what comes after it stays in its column.
    case .standardSubcommand: Label(en: " (default) ", zhHans: " （默认）  ")
    case .dashedText(let text):
      Label(
        en: "If “\(text)” is a text, write it behind -- as the last: … -- \(text)",
        zhHans: "如果“\(text)”是要填的文字，请写在最后，前面加 --，如：… -- \(text)")
    case .dashedValue(let option, let value):
      Label(
        en: "If “\(value)” is the value, write \(option)=\(value).",
        zhHans: "如果“\(value)”就是要填的内容，请写成 \(option)=\(value)。")
    case .closingBracket:
      Label(en: ")", zhHans: "）")
    case .invalidValue(let first, let option, let allowed):
      Label(
        en: "“\(first)” is not a valid value for \(option)."
          + (allowed.isEmpty ? "" : " It is one of: \(allowed.joined(separator: ", "))."),
        zhHans: "“\(first)”不能用作 \(option) 的值。"
          + (allowed.isEmpty ? "" : "可填：\(allowed.joined(separator: "、"))。"))
    case .oneOfMissing(let names):
      Label(en: "One of these is needed: \(names.en).", zhHans: "以下参数至少要有一个：\(names.zhHans)。")
    case .optionsHeading:
      Label(en: "OPTIONS:", zhHans: "选项：")
    case .optionTwice(let option):
      Label(en: "\(option) was given twice, with different values.", zhHans: "\(option) 重复填写且内容不一致。")
    case .overviewHeading:
      Label(en: "OVERVIEW: ", zhHans: "说明：")
    case .seeHint(let help):
      Label(en: "See: \(help)", zhHans: "用法见：\(help)")
    case .detailedHelp(let command):
      Label(en: "  See: \(command)", zhHans: "  详细用法：\(command)")
    case .helpFlag:
      Label(en: "Show help information.", zhHans: "显示帮助。")
    case .helpSubcommand:
      Label(en: "Show subcommand help information.", zhHans: "显示某个命令的帮助。")
    case .versionFlag:
      Label(en: "Show the version.", zhHans: "显示版本。")
    case .subcommandsHeading:
      Label(en: "SUBCOMMANDS:", zhHans: "命令：")
    case .unexpectedValue(let first):
      Label(en: "\(first) takes no value.", zhHans: "\(first) 后面不需要内容。")
    case .argumentMissing(let first):
      Label(en: "The argument \(first) is missing.", zhHans: "缺少参数 \(first)。")
    case .unknownCommand(let name):
      Label(en: "There is no command “\(name)”.", zhHans: "没有“\(name)”这个命令。")
    case .unknownCommandSuggesting(let name, let value):
      Label(
        en: "There is no command “\(name)”. Did you mean “\(value)”?",
        zhHans: "没有“\(name)”这个命令。是否想用 \(value)？")
    case .unexpectedArguments(let names):
      Label(en: "Unexpected arguments: \(names.en).", zhHans: "多余的参数：\(names.zhHans)。")
    case .unknownOption(let first):
      Label(en: "Unknown option \(first).", zhHans: "没有 \(first) 这个选项。")
    case .unknownOptionSuggesting(let first, let names):
      Label(en: "Unknown option \(first). Did you mean \(names)?", zhHans: "没有 \(first) 这个选项。是否想用 \(names)？")
    case .usageHeading:
      Label(en: "USAGE: ", zhHans: "用法：")
    case .valuesOpening:
      Label(en: "(values: ", zhHans: "（可选：")
    case .unknownShell:
      Label(
        en: "Completion is made for bash, zsh and fish: casebook completion bash.",
        zhHans: "自动补全支持 bash、zsh 和 fish：casebook completion bash。")
    case .exclusive(let names):
      Label(en: "These exclude each other: \(names.en).", zhHans: "以下选项不能同时使用：\(names.zhHans)。")
    case .meantAsItStands(let typed, let command):
      Label(en: "If “\(typed)” is meant as it stands: \(command)", zhHans: "如果“\(typed)”就是要填的内容：\(command)")
    }
  }
}
