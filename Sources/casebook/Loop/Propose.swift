import ArgumentParser
import Complaints
import Console
import Messages
import RecordStore
import Replica
import Versioning

struct Propose: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "propose",
    abstract: text(.proposeAbstract),
    discussion: text(
      .proposeDiscussion))

  @Argument(help: help(.commonTheCase, "case"))
  var reference: String

  @Option(help: help(.proposeItsName))
  var title: String?

  @Option(
    parsing: .singleValue,
    help: help(
      .proposeARemedyWithItsAmount,
      "remedy[:amount]"))
  var remedy: [String] = []

  @Option(help: help(.proposeWhatIsDone))
  var steps: String?

  @Option(help: help(.proposeHowLongItTakes))
  var time: String?

  @Option(help: help(.proposeWhatSpeaksForIt))
  var pros: String?

  @Option(help: help(.proposeWhatSpeaksAgainstIt))
  var cons: String?

  @Option(help: help(.proposeWhatMakesSureOfIt))
  var guarantee: String?

  @Option(help: help(.proposeChangesTheOptionWithThis, "n"))
  var change: String?

  @Option(help: help(.proposeTakesBackTheOptionWith, "n"))
  var drop: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    var edits = try context.edits([
      (OptionField.title, title), (OptionField.steps, steps), (OptionField.timeNeeded, time),
      (OptionField.pros, pros), (OptionField.cons, cons), (OptionField.guarantee, guarantee),
    ])
    edits += try remedy.map(Self.remedy)
    guard drop == nil || (change == nil && edits.isEmpty) else {
      throw CommandFailure.usage(Label(.proposeDropStandsAlone))
    }
    guard drop != nil || !edits.isEmpty else {
      throw CommandFailure.usage(
        Label(.proposeSayWhatIsProposed),
        hint: Label(.proposeCasebookProposeHelpShowsAn))
    }
    let words = [title, steps, time, pros, cons, guarantee]
    try context.take(.propose, reference, words: words) { session, row, file in
      try Self.refuseVague([title, steps, guarantee], try session.reader.wordingRules())
      let number = try session.reader.number(of: row)
      let what = Label(.commonOption)
      let all = file.records(.option)
      if let drop {
        let option = try context.pick(drop, of: all, what, in: number)
        try session.edit(
          try session.row(of: option), [FieldEdit(FieldID(OptionField.withdrawn.number), .flag(true))])
        return
      }
      edits.append(FieldEdit(FieldID(OptionField.role.number), .text(session.identity.role.rawValue)))
      if let change {
        try session.edit(try session.row(of: context.pick(change, of: all, what, in: number)), edits)
      } else {
        _ = try session.add(.option, to: row, edits)
      }
    }
  }

  /// An option that promises nothing is none ("we will improve").
  private static func refuseVague(_ words: [String?], _ rules: [WordingRule]) throws {
    let vague = rules.filter(\.isAgainstEmptyPromises)
    let text = words.compactMap(\.self).joined(separator: "\n")
    guard let finding = checkWording(text, rules: vague, authority: .unlimited).first else { return }
    throw CommandFailure(
      "vague", .gateRefused,
      Label(
        .proposePromisesNothingThatCouldBe, ["found": .text(finding.found)]),
      hint: finding.rule.better)
  }

  /// `voucher:50`, `道歉`; `-voucher` takes one out.
  private static func remedy(_ typed: String) throws -> FieldEdit {
    let isRemoved = typed.hasPrefix("-") || typed.hasPrefix("－")
    let text = isRemoved ? String(typed.dropFirst()) : typed
    let end = text.firstIndex { ":：=".contains($0) }
    let kind = try FieldInput.element(String(text[..<(end ?? text.endIndex)]), of: OptionField.remedies)
    let field = FieldID(OptionField.remedies.number, kind)
    guard !isRemoved else { return FieldEdit(field, .none) }
    guard let end else { return FieldEdit(field, .flag(true)) }
    do { return FieldEdit(field, .text(try Money(typed: String(text[end...].dropFirst())).stored)) } catch {
      throw CommandFailure.usage(
        Label(.proposeThatAmountCannotBeRead, ["typed": .text(typed)]),
        hint: Label(.proposeForExampleRemedyVoucher50))
    }
  }
}
