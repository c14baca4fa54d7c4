import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

/// `casebook training show KEY`
struct TrainingShow: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: text(TrainingShowMessage.abstract),
    discussion: text(TrainingShowMessage.discussion))

  @Argument(help: help(TrainingMessage.keyHelp, "id"), completion: courseKeys)
  var id: String
  @Flag(help: help(TrainingShowMessage.readersHelp))
  var readers = false
  @Flag(help: help(TrainingShowMessage.questionsHelp))
  var questions = false
  @Option(help: help(DueMessage.branchHelp, "branch"))
  var branch: String?
  @OptionGroup var common: CommonOptions

  private struct Shown {
    let course: Course
    let version: Int64
    let materials: [KnowledgeItem]
    let conflicts: [String]
    let standings: [TrainingStanding]
  }

  func run(in context: Context) throws {
    let code = try branch.map { try BranchCode.checked($0).rawValue }
    let shown = try context.read { reader in
      let course = try context.course(id, reader)
      let row = try reader.db.record(course.id)
      return Shown(
        course: course, version: try reader.version(of: course), materials: try reader.materials(of: course),
        conflicts: try row.map { try reader.conflictIDs(aggregate: $0.rid) }?.map { "\($0)" } ?? [],
        standings: readers ? try reader.standings(of: reader.trainees(of: code), course: course) : [])
    }
    if context.json { return try context.emit(json(shown, context)) }
    let course = shown.course
    try context.out(
      context.style.apply(
        .bold, to: [course.title ?? "–", course.key].joined(separator: "  ").sanitised(.joined)))
    for fact in facts(shown, context) {
      for line in wrap(fact.sanitised(.joined), width: context.columns, indent: 2, firstIndent: 0) {
        try context.out(context.style.apply(.dim, to: line))
      }
    }
    if readers { return try print(shown.standings, context) }
    try context.printMaterial(course, shown.materials)
    guard questions else { return }
    for line in course.quiz.stored.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("?") { try context.out() }
      guard !line.isEmpty else { continue }
      for part in wrap(String(line).sanitised(), width: context.columns, indent: 2, firstIndent: 0) {
        try context.out(part)
      }
    }
  }

  private func facts(_ shown: Shown, _ context: Context) -> [String] {
    let course = shown.course
    func line(_ label: Label, _ value: String?) -> String? {
      guard let value, !value.isEmpty else { return nil }
      return context.text(label) + context.text(PunctuationMessage.colon) + value
    }
    return [
      course.isRetired ? context.text(CourseField.retired.label) : nil,
      line(CourseField.topic.label, context.text(of: course.topic)),
      line(CourseField.form.label, context.text(course.form.label)),
      line(Label(TrainingListMessage.forColumn), context.audience(of: course)),
      line(CourseField.due.label, course.due?.shown(to: context.zone)),
      line(CourseField.months.label, course.months.map { "\($0)" }),
      course.isOwedAgain ? context.text(CourseField.again.label) : nil,
      line(CourseField.lookAgain.label, course.lookAgain?.shown(to: context.zone)),
      line(
        CourseField.questions.label,
        course.quiz.questions.isEmpty ? nil : "\(course.quiz.questions.count)"),
      line(AttendanceField.version.label, context.time(shown.version).short),
    ].compactMap(\.self) + shown.conflicts.map { context.text(TrainingMessage.conflict($0)) }
  }

  private func print(_ standings: [TrainingStanding], _ context: Context) throws {
    try context.out()
    guard !standings.isEmpty else { return context.err(Label(TrainingShowMessage.nobody)) }
    var table = Table([
      Column(context.text(DomainMessage.branch)),
      Column(context.text(DomainMessage.person), isFlexible: true),
      Column(context.text(DomainMessage.status)), Column(context.text(AttendanceField.at.label)),
      Column(context.text(AttendanceField.version.label)), Column(context.text(AttendanceField.result.label)),
    ])
    for one in standings {
      let last = one.done ?? one.all.first
      let version = last?.version.map {
        $0 >= one.version
          ? context.text(TrainingShowMessage.current) : context.time($0).short
      }
      table.add([
        Cell(one.trainee.branch), Cell(one.trainee.name.sanitised(.joined), style: .bold), context.cell(one),
        Cell(last?.at?.shown(to: context.zone) ?? ""), Cell(version ?? ""),
        Cell(one.all.first { $0.result != nil }?.result?.stored ?? ""),
      ])
    }
    try context.print(table)
  }

  private func json(_ shown: Shown, _ context: Context) -> JSON {
    guard case .object(var members) = context.json(shown.course, version: shown.version) else { return .null }
    members.append(("materials", context.json(shown.materials)))
    members.append(("conflicts", .strings(shown.conflicts)))
    if questions {
      members.append(
        (
          "quiz",
          .array(
            shown.course.quiz.questions.map { one in
              [
                "question": .string(one.question), "better": .string(one.better),
                "wrong": .strings(one.wrong), "why": .optional(one.why),
              ]
            })
        ))
    }
    if readers { members.append(("readers", .array(shown.standings.map { context.json($0) }))) }
    return .object(members)
  }
}

enum TrainingShowMessage: Message {
  case abstract
  case current
  case discussion
  case nobody
  case questionsHelp
  case readersHelp

  var label: Label {
    switch self {
    case .abstract: Label(en: "Shows one training, or who has done it.", zhHans: "查看一个培训项目，或谁学了。")
    case .current: Label(en: "as it is now", zhHans: "最新版")
    case .discussion:
      Label(
        en: """
          casebook training show refunds
          casebook training show refunds --readers --branch SH01
          casebook training show angry-guests --questions

          To read it and have it recorded: casebook training read refunds
          """,
        zhHans: """
          casebook training show refunds
          casebook training show refunds --readers --branch SH01
          casebook training show angry-guests --questions

          阅读并登记已读：casebook training read refunds
          """)
    case .nobody: Label(en: "It is for nobody who is laid down here.", zhHans: "本机登记的人员都不在培训对象之列。")
    case .questionsHelp: Label(en: "With the questions and their answers.", zhHans: "同时显示题目和答案。")
    case .readersHelp: Label(en: "Who has read or done it, and who has not.", zhHans: "谁学了、谁还没学。")
    }
  }
}
