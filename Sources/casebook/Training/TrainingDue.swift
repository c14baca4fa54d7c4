import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

/// `casebook training due`: what somebody still owes.
struct TrainingDue: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "due", abstract: text(TrainingDueMessage.abstract),
    discussion: text(TrainingDueMessage.discussion))

  @Option(help: help(DueMessage.branchHelp, "branch"))
  var branch: String?
  @Option(help: help(TrainingMessage.personHelp, "name"))
  var person: String?
  @Flag(help: help(DueMessage.mineHelp))
  var mine = false
  @Flag(help: help(TrainingDueMessage.lateHelp))
  var late = false
  @OptionGroup var limit: LimitOption
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let most = try limit.most(usual: 50, context)
    let now = context.now.milliseconds
    let (found, isOfOne) = try context.read { reader in
      let (who, isOfOne) = try trainees(context, reader)
      let owed = try reader.standings(of: who).filter { $0.isOwed && (!late || $0.isOverdue(at: now)) }
      return (owed.sorted(by: TrainingStanding.comesFirst), isOfOne)
    }
    let shown = found.prefix(most ?? found.count)
    if context.json { return try context.emit(.array(shown.map { context.json($0) })) }
    guard !found.isEmpty else { return context.err(Label(TrainingDueMessage.none)) }
    var columns = [
      Column(context.text(DomainMessage.id), minWidth: 6, maxWidth: 32),
      Column(context.text(CourseField.title.label), minWidth: 12, isFlexible: true),
      Column(context.text(CourseField.form.label)), Column(context.text(DomainMessage.due)),
      Column(context.text(DomainMessage.status)),
    ]
    if !isOfOne {
      columns =
        [
          Column(context.text(DomainMessage.branch)),
          Column(context.text(DomainMessage.person), isFlexible: true),
        ] + columns
    }
    var table = Table(columns)
    for one in shown {
      let who = [Cell(one.trainee.branch), Cell(one.trainee.name.sanitised(.joined), style: .bold)]
      table.add(
        (isOfOne ? [] : who) + [
          Cell(one.course.key, style: .bold), Cell((one.course.title ?? "–").sanitised(.joined)),
          Cell(context.text(one.course.form.label)), Cell(one.due?.shown(to: context.zone) ?? ""),
          context.cell(one),
        ])
    }
    try context.print(table)
    if shown.count < found.count {
      context.errAfterwards(
        Label(LimitOptionMessage.leftOut(found.count - shown.count, shown: shown.count)))
    }
  }

  /// Head office asks of everybody unless it says otherwise, anybody else of themselves.
  private func trainees(_ context: Context, _ reader: ReplicaReader) throws -> ([Trainee], isOfOne: Bool) {
    guard !mine || person == nil && branch == nil else {
      throw CommandFailure.usage(Label(TrainingDueMessage.mineOrOthers))
    }
    let code = try branch.map { try BranchCode.checked($0).rawValue }
    if let person {
      return ([try context.trainee(person, at: code ?? reader.identity.branch.rawValue, reader)], true)
    }
    let isWide = reader.identity.role.seesEveryBranch(enrolledAt: reader.identity.branch)
    guard code != nil || isWide && !mine else { return ([try reader.trainee(as: context.author)], true) }
    return (try reader.trainees(of: code), false)
  }
}

enum TrainingDueMessage: Message {
  case abstract
  case discussion
  case lateHelp
  case mineOrOthers
  case none

  var label: Label {
    switch self {
    case .abstract: Label(en: "Lists what is still to be learnt, and by when.", zhHans: "列出还要学什么、何时学完。")
    case .discussion:
      Label(
        en: """
          casebook training due
          casebook training due --branch SH01
          casebook training due --person "Li Na" --json

          At a branch what you owe yourself, at head office what everybody owes. What is
          overdue comes first, what has no date last. What comes round every so many
          months is listed from 30 days before.
          """,
        zhHans: """
          casebook training due
          casebook training due --branch SH01
          casebook training due --person 李娜 --json

          在门店列出您自己要学的，在总部列出所有人要学的。逾期的排最前，没有期限的
          排最后。定期重学的，提前 30 天列出。
          """)
    case .lateHelp: Label(en: "Only what is past its date.", zhHans: "只列已逾期的。")
    case .mineOrOthers:
      Label(
        en: "--mine stands without --branch and --person.", zhHans: "--mine 不能与 --branch、--person 同用。")
    case .none: Label(en: "Nothing is left to learn.", zhHans: "没有待完成的培训。")
    }
  }
}
