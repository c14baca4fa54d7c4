import ArgumentParser
import CaseIndex
import Complaints
import Console
import Language
import RecordStore
import Replica
import Versioning

struct Withdraw: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw",
    abstract: text(CloseEarlyMessage.withdrawAbstract),
    discussion: text(CloseEarlyMessage.withdrawDiscussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Option(help: help(CloseEarlyMessage.withdrawAsHelp, "how"))
  var `as`: String?

  @Option(help: help(CommonMessage.whyHelp))
  var reason: String?

  @Option(name: .customLong("of"), help: help(CloseEarlyMessage.withdrawOfHelp, "case"))
  var original: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let typed = `as` ?? CaseStatus.withdrawn.rawValue
    guard case .term(let term) = Vocabulary.status.match(typed), let target = CaseStatus(rawValue: term.id),
      [.withdrawn, .unfounded, .duplicate].contains(target)
    else {
      throw CommandFailure.usage(Label(CloseEarlyMessage.withdrawAsUnknown(typed)))
    }
    guard original == nil || target == .duplicate else {
      throw CommandFailure.usage(Label(CloseEarlyMessage.withdrawOfWithoutDuplicate))
    }
    let same = try original.map { original in
      try context.read { try context.resolveCase($0, original).id }
    }
    try context.takeStep(
      .withdraw, reference, to: target, record: try context.edits([(StepField.reason, reason)]),
      edits: same.map { [FieldEdit(FieldID(CaseField.duplicateOf.number), .text($0.description))] } ?? []
    ) { session, row, _ in
      if let same { try session.requireOther(same, than: row) }
    }
  }
}

enum CloseEarlyMessage: Message {
  case withdrawAsUnknown(String)
  case withdrawOfWithoutDuplicate
  case withdrawOfHelp
  case withdrawAsHelp
  case withdrawAbstract
  case withdrawDiscussion

  var label: Label {
    switch self {
    case .withdrawAsUnknown(let `as`):
      Label(
        en: "--as takes withdrawn, unfounded or duplicate, not “\(`as`)”.",
        zhHans: "--as 只能填客户撤诉、核实不成立或重复单，不能填“\(`as`)”。")
    case .withdrawOfWithoutDuplicate:
      Label(en: "--of goes with --as duplicate.", zhHans: "--of 需与 --as 重复单 一起使用。")
    case .withdrawOfHelp:
      Label(en: "The case that this one repeats.", zhHans: "与哪个工单重复。")
    case .withdrawAsHelp:
      Label(
        en: "withdrawn (the default), unfounded or duplicate.", zhHans: "客户撤诉（默认）、核实不成立或重复单。")
    case .withdrawAbstract:
      Label(en: "Closes a case early: withdrawn, unfounded or a duplicate.", zhHans: "提前结案：客户撤诉、核实不成立或重复单。")
    case .withdrawDiscussion:
      Label(
        en: """
          casebook withdraw 7 --reason "the customer found the receipt"
          casebook withdraw 7 --as unfounded --reason "bought elsewhere"
          casebook withdraw 7 --as duplicate --of 122-003
          """,
        zhHans: """
          casebook withdraw 7 --reason "客户找到小票，不再投诉"
          casebook withdraw 7 --as 核实不成立 --reason "非本店购买"
          casebook withdraw 7 --as 重复单 --of 122-003
          """)
    }
  }
}
