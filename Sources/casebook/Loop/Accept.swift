import ArgumentParser
import Complaints
import Console
import Messages
import Versioning

struct Accept: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept",
    abstract: text(.acceptAbstract),
    discussion: text(
      .acceptDiscussion))

  @Argument(help: help(.commonTheCase, "case"))
  var reference: String

  @Argument(help: help(.commonTheOptionsPlaceWhereThere, "n"))
  var option: String?

  @Option(help: help(.acceptHowTheCustomerSaidSo, "channel"))
  var how: String

  @Option(help: help(.acceptWhenIfNotNow, "time"))
  var at: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let told = try context.edits([(ConsentField.how, how), (ConsentField.at, at ?? "now")])
    try context.take(.accept, reference) { session, row, file in
      let number = try session.reader.number(of: row)
      let open = file.records(.option).filter { !$0.flag(OptionField.withdrawn) }
      let all = option == nil ? open : file.records(.option)
      let chosen = try context.pick(option, of: all, Label(.commonOption), in: number)
      _ = try session.add(
        .consent, to: row,
        [
          FieldEdit(FieldID(ConsentField.option.number), .text(chosen.id.description)),
          FieldEdit(FieldID(ConsentField.seen.number), .sight(chosen.versions.sorted())),
        ] + told)
    }
  }
}
