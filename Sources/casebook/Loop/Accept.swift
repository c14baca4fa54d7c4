import ArgumentParser
import Complaints
import Console
import Versioning

struct Accept: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept",
    abstract: text("Records which option the customer chose.", "记录客户选定的方案。"),
    discussion: text(
      """
      casebook accept 7 1 --how phone
      casebook accept 7 --how in_store --at "2026-11-22 15:30"

      The consent counts for the option as it is now. If it is changed, the customer has to be asked again.
      """,
      """
      casebook accept 7 1 --how 电话热线
      casebook accept 7 --how 当场/前台 --at "2026-11-22 15:30"

      客户同意只对当前内容有效；方案改动后须再次征得同意。
      """))

  @Argument(help: help("The case.", "工单。", "case"))
  var reference: String

  @Argument(help: help("The option's place, where there are two.", "方案序号（有两个时）。", "n"))
  var option: String?

  @Option(help: help("How the customer said so: a channel.", "同意方式（渠道）。", "channel"))
  var how: String

  @Option(help: help("When, if not now.", "同意时间，默认为现在。", "time"))
  var at: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let told = try context.edits([(ConsentField.how, how), (ConsentField.at, at ?? "now")])
    try context.take(.accept, reference) { session, row, file in
      let number = try session.reader.number(of: row)
      let open = file.records(.option).filter { !$0.flag(OptionField.withdrawn) }
      let all = option == nil ? open : file.records(.option)
      let chosen = try context.pick(option, of: all, Label("option", "方案"), in: number)
      _ = try session.add(
        .consent, to: row,
        [
          FieldEdit(FieldID(ConsentField.option.number), .text(chosen.id.description)),
          FieldEdit(FieldID(ConsentField.seen.number), .sight(chosen.versions.sorted())),
        ] + told)
    }
  }
}
