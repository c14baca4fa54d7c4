import ArgumentParser
import CaseIndex
import Complaints
import Console
import Language
import Replica

/// `casebook report training`: how far people are with what they are to learn. It tells how it stands, not what happened in a
/// period: so it has no days.
struct ReportTraining: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "training", abstract: text(ReportTrainingMessage.abstract),
    discussion: text(ReportTrainingMessage.discussion))

  @OptionGroup var options: ReportOptions
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let filter = try options.filter(context)
    guard options.since == nil, options.until == nil else {
      throw CommandFailure.usage(Label(ReportTrainingMessage.noDays))
    }
    let now = context.now.milliseconds
    let standings = try context.read { try $0.standings(of: $0.trainees(of: filter.branch)) }
    var people: [Person: TrainingCounts] = [:]
    var branches: [String: TrainingCounts] = [:]
    var courses: [String: Course] = [:]
    var ofCourse: [String: TrainingCounts] = [:]
    for one in standings {
      let person = Person(
        branch: one.trainee.branch, name: one.trainee.name, subject: one.trainee.subject)
      people[person, default: TrainingCounts()].add(one, now: now)
      branches[one.trainee.branch, default: TrainingCounts()].add(one, now: now)
      ofCourse[one.course.key, default: TrainingCounts()].add(one, now: now)
      courses[one.course.key] = one.course
    }
    var byBranch = part("branches", Label(ReportCommitmentsMessage.branchesPart), [Self.branch])
    for (code, counts) in branches.sorted(by: { $0.key < $1.key }) {
      add([.name(code, id: code)], counts, to: &byBranch)
    }
    var byPerson = part(
      "people", Label(ReportTrainingMessage.peoplePart),
      [
        Self.branch, ReportColumn(id: "person", label: Label(DomainMessage.person), isText: true),
      ])
    for (person, counts) in people.sorted(by: { ($0.key.branch, $0.key.name) < ($1.key.branch, $1.key.name) })
    {
      add(
        [
          .name(person.branch, id: person.branch), .name(person.name.sanitised(.joined), id: person.name),
        ], counts, to: &byPerson)
    }
    var byCourse = part(
      "trainings", Label(ReportTrainingMessage.coursesPart),
      [ReportColumn(id: "training", label: Label(DomainMessage.course), isText: true)])
    for (key, counts) in ofCourse.sorted(by: { $0.key < $1.key }) {
      add([.name((courses[key]?.title ?? key).sanitised(.joined), id: key)], counts, to: &byCourse)
    }
    try context.show(
      FinishedReport(
        id: "training", title: Label(DomainMessage.course), filter: filter,
        parts: [byPerson, byBranch, byCourse]), options)
  }

  private struct Person: Hashable {
    let branch: String
    let name: String
    /// Two may have one name.
    let subject: String
  }

  private static let branch = ReportColumn(id: "branch", label: Label(DomainMessage.branch), isText: true)

  private func part(_ id: String, _ title: Label, _ names: [ReportColumn]) -> ReportPart {
    ReportPart(
      id, title,
      names + [
        ReportColumn(id: "assigned", label: Label(ReportTrainingMessage.assignedColumn)),
        ReportColumn(id: "done", label: Label(TrainingMessage.done)),
        ReportColumn(id: "read", label: TrainingDeed.read.label, givesWay: 1),
        ReportColumn(id: "passed", label: Label(ReportTrainingMessage.passedColumn), givesWay: 2),
        ReportColumn(id: "overdue", label: Label(TrainingMessage.overdue)),
        ReportColumn(id: "score", label: Label(ReportTrainingMessage.scoreColumn), givesWay: 3),
      ])
  }

  private func add(_ names: [ReportValue], _ counts: TrainingCounts, to part: inout ReportPart) {
    part.add(
      names + [
        .count(counts.assigned), .count(counts.done), .count(counts.read), .count(counts.passed),
        .count(counts.overdue), .share(counts.right, of: counts.asked),
      ], bar: Double(counts.done) / Double(max(counts.assigned, 1)))
  }
}

enum ReportTrainingMessage: Message {
  case abstract
  case assignedColumn
  case coursesPart
  case discussion
  case noDays
  case passedColumn
  case peoplePart
  case scoreColumn

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "How far people and branches are with what they are to learn.", zhHans: "培训：每人、每店学了多少，逾期多少。")
    case .assignedColumn: Label(en: "Assigned", zhHans: "应学")
    case .coursesPart: Label(en: "By training", zhHans: "按培训项目")
    case .discussion:
      Label(
        en: """
          casebook report training
          casebook report training --branch SH01 --json

          Everybody who is laid down and has not left, with all that is for them. Done
          and not owed again yet; read at all; quizzes passed; past its date; right
          answers of the last quiz of each training, of all that were asked.
          """,
        zhHans: """
          casebook report training
          casebook report training --branch SH01 --json

          统计已登记、未离职的所有人员及其应学项目：已学完且未到重学期的、读过的、
          测验合格的、已逾期的，以及各项目最近一次测验的答对率。
          """)
    case .noDays:
      Label(
        en: "This report tells how it stands today: it takes no --since and no --until.",
        zhHans: "本报表只反映当前情况，不能用 --since 和 --until。")
    case .passedColumn: Label(en: "Passed", zhHans: "测验合格")
    case .peoplePart: Label(en: "By person", zhHans: "按人员")
    case .scoreColumn: Label(en: "Right answers", zhHans: "答对率")
    }
  }
}
