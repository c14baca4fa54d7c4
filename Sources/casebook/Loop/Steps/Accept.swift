import ArgumentParser
import Complaints
import Console
import Language
import Versioning

struct Accept: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept",
    abstract: text(AcceptMessage.abstract),
    discussion: text(AcceptMessage.discussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Argument(help: help(CommonMessage.optionHelp, "n"))
  var option: String?

  @Option(help: help(AcceptMessage.howHelp, "channel"))
  var how: String

  @Option(help: help(AcceptMessage.atHelp, "time"))
  var at: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let told = try context.edits([(ConsentField.how, how), (ConsentField.at, at ?? "now")])
    var named: NamedItem?
    try context.takeStep(.accept, reference) { session, row, file in
      let number = try session.reader.number(of: row)
      let open = file.records(.option).filter { !$0.flag(OptionField.withdrawn) }
      let all = option == nil ? open : file.records(.option)
      let chosen = try context.pick(option, of: all, .option, in: number)
      named = NamedItem(.option, chosen, of: file.records(.option))
      _ = try session.add(
        .consent, to: row,
        [
          FieldEdit(FieldID(ConsentField.option.number), .text(chosen.id.description)),
          FieldEdit(FieldID(ConsentField.seen.number), .sight(chosen.versions.sorted())),
        ] + told)
    } members: {
      named?.members ?? []
    }
    if let named, !context.json { context.err(named.label(Label(AcceptMessage.agreed))) }
  }
}

enum AcceptMessage: Message {
  case abstract
  case agreed
  case discussion
  case howHelp
  case atHelp

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Records which option the customer chose.", zhHans: "记录客户选定的方案。")
    case .agreed: Label(en: "✓ the customer agreed", zhHans: "✓ 客户已同意")
    case .discussion:
      Label(
        en: """
          casebook accept 7 1 --how phone
          casebook accept 7 --how in_store --at "2026-11-22 15:30"

          The consent counts for the option as it is now. If it is changed, the customer
          has to be asked again.
          """,
        zhHans: """
          casebook accept 7 1 --how 电话
          casebook accept 7 --how 当场 --at "2026-11-22 15:30"

          客户同意只对方案当前内容有效；方案改动后须再次征得同意。
          """)
    case .howHelp:
      Label(en: "The channel by which the customer agreed.", zhHans: "客户通过什么渠道同意。")
    case .atHelp:
      Label(en: "When the customer agreed (default: now).", zhHans: "同意时间，默认为现在。")
    }
  }
}
