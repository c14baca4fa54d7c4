import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal

/// `casebook training log`: what somebody has learnt over time.
struct TrainingLog: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: text(TrainingLogMessage.abstract),
    discussion: text(TrainingLogMessage.discussion))

  @Option(help: help(TrainingMessage.personHelp, "name"))
  var person: String?
  @Option(help: help(DueMessage.branchHelp, "branch"))
  var branch: String?
  @OptionGroup var limit: LimitOption
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let most = try limit.most(usual: 50, context)
    let code = try branch.map { try BranchCode.checked($0).rawValue }
    let (found, titles) = try context.read { reader in
      var all = try reader.attendances(branch: code)
      if let person {
        let place = code ?? reader.identity.branch.rawValue
        let subjects = try context.trainee(person, at: place, reader).subjects
        all = all.filter { $0.subject.map(subjects.contains) ?? false }
      }
      let courses = try reader.courses()
      let titles = Dictionary(courses.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      return (all, titles)
    }
    let shown = found.prefix(most ?? found.count)
    func title(_ one: Attendance) -> String? {
      one.title ?? one.course.flatMap { titles[$0] }.map { $0.title ?? $0.key }
    }
    if context.json {
      return try context.emit(
        .array(
          shown.map { one in
            [
              "id": .string(one.id.description), "branch": .string(one.branch), "person": .optional(one.name),
              "training": .optional(one.course.flatMap { titles[$0]?.key }), "title": .optional(title(one)),
              "what": .optional(one.deed?.rawValue), "at": .optional(one.at?.stored),
              "version": .optional(one.version.map { context.time($0).rfc3339 }),
              "right": .optional(one.result.map { Int64($0.right) }),
              "of": .optional(one.result.map { Int64($0.of) }),
            ]
          }))
    }
    guard !found.isEmpty else { return context.err(Label(TrainingLogMessage.none)) }
    var table = Table([
      Column(context.text(AttendanceField.at.label)), Column(context.text(DomainMessage.branch)),
      Column(context.text(DomainMessage.person)),
      Column(context.text(DomainMessage.course), minWidth: 12, isFlexible: true),
      Column(context.text(AttendanceField.deed.label)), Column(context.text(AttendanceField.result.label)),
    ])
    for one in shown {
      table.add([
        Cell(one.at?.shown(to: context.zone) ?? ""), Cell(one.branch),
        Cell((one.name ?? "–").sanitised(.joined), style: .bold),
        Cell((title(one) ?? "–").sanitised(.joined)), Cell(one.deed.map { context.text($0.label) } ?? "–"),
        Cell(one.result?.stored ?? ""),
      ])
    }
    try context.print(table)
    if shown.count < found.count {
      context.errAfterwards(
        Label(LimitOptionMessage.leftOut(found.count - shown.count, shown: shown.count)))
    }
  }
}

enum TrainingLogMessage: Message {
  case abstract
  case discussion
  case none

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Lists who learnt what and when, the newest first.", zhHans: "列出谁在何时学了什么，最近的在前。")
    case .discussion:
      Label(
        en: """
          casebook training log --person "Li Na"
          casebook training log --branch SH01 --json
          """,
        zhHans: """
          casebook training log --person 李娜
          casebook training log --branch SH01 --json
          """)
    case .none: Label(en: "Nothing was recorded yet.", zhHans: "还没有培训记录。")
    }
  }
}
