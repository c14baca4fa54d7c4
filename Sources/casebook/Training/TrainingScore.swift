import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Versioning

/// `casebook training score NAME KEY`: how somebody did in a role play or a drill.
struct TrainingScore: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "score", abstract: text(TrainingScoreMessage.abstract),
    discussion: text(TrainingScoreMessage.discussion))

  @Argument(help: help(EmployeeMessage.nameHelp, "name"))
  var name: String
  @Argument(help: help(TrainingMessage.keyHelp, "id"), completion: courseKeys)
  var id: String
  @Option(help: help(QualityScoreMessage.expressionHelp, "1-5"))
  var expression: String
  @Option(help: help(QualityScoreMessage.problemSolvingHelp, "1-5"))
  var problemSolving: String
  @Option(help: help(QualityScoreMessage.attitudeHelp, "1-5"))
  var attitude: String
  @Option(help: help(QualityScoreMessage.outcomeHelp, "term"), completion: choices(.scoreOutcome))
  var outcome: String?
  @Option(help: help(TrainingScoreMessage.noteHelp, "text"))
  var note: String?
  @Option(help: help(EmployeeNoteMessage.dueHelp, "date"))
  var due: String?
  @Option(help: help(TrainingRecordMessage.atHelp, "date"))
  var at: String?
  @Option(help: help(EmployeeMessage.branchHelp, "branch"))
  var branch: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    var edits = try context.edits([
      (RemarkField.expression, expression), (RemarkField.problemSolving, problemSolving),
      (RemarkField.attitude, attitude), (RemarkField.at, at ?? "today"), (RemarkField.due, due),
    ])
    try context.requireText(edits, RemarkField.expression, RemarkField.problemSolving, RemarkField.attitude)
    try context.refusePast(edits, RemarkField.due)
    let kind = try context.term(outcome, of: ScoreField.outcome) ?? Remark.exercise
    let note = try context.value(note, RemarkField.text)
    let day = edits.first { $0.field.number == RemarkField.at.number }
      .flatMap { edit in if case .text(let text) = edit.value { DateText(written: text) } else { nil } }
    edits.removeAll { $0.field.number == RemarkField.at.number }
    edits.append(FieldEdit(FieldID(RemarkField.kind.number), .text(kind)))
    let code = try branch.map { try BranchCode.checked($0) }
    let remark = try context.write { session -> Remark? in
      try session.reader.requireEmployeeRecords()
      let place = code ?? session.identity.branch
      guard Scope.managers(of: place).isHeld(by: session.identity.role, at: session.identity.branch) else {
        throw CommandFailure(
          "unknown_branch", .notFound, Label(EmployeeNoteMessage.otherBranch(place.rawValue)))
      }
      let course = try context.course(id, session.reader)
      guard course.form.isScored else {
        throw CommandFailure(
          "not_scored", .gateRefused, Label(TrainingScoreMessage.notScored(course.key)),
          hint: Label(TrainingScoreMessage.notScoredHint(course.key)))
      }
      let trainee = try context.trainee(name, at: place.rawValue, session.reader)
      let text = note == .none ? Value.text(course.title ?? course.key) : note
      let made = try session.score(
        TrainingDone(.tookPart, by: trainee, of: course, at: day),
        edits + [FieldEdit(FieldID(RemarkField.text.number), text)])
      return try session.reader.remarks().first { $0.id == made }
    }
    guard let remark else { return }
    if context.json { return try context.emit(context.json(remark, number: nil)) }
    try context.out(remark.name)
    context.errAfterwards(Label(TrainingScoreMessage.scored(remark.employee ?? name)))
  }
}

enum TrainingScoreMessage: Message {
  case abstract
  case discussion
  case notScored(String)
  case notScoredHint(String)
  case noteHelp
  case scored(String)

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Scores how somebody did in a role play or a drill.", zhHans: "给角色扮演或应急演练评分。")
    case .discussion:
      Label(
        en: """
          casebook training score "Li Na" fire-drill --expression 4 --problem-solving 5 \\
            --attitude 4
          casebook training score "Li Na" shouting-guest --expression 2 \\
            --problem-solving 3 --attitude 3 --outcome coaching \\
            --note "Let the guest finish." --due "next friday"

          1 is poor, 3 acceptable, 5 excellent. What is said of them stands with the
          employee records, which no device of branch staff holds; that they took part is
          recorded besides. With --due somebody looks again.
          """,
        zhHans: """
          casebook training score 李娜 fire-drill --expression 4 --problem-solving 5 \\
            --attitude 4
          casebook training score 李娜 shouting-guest --expression 2 \\
            --problem-solving 3 --attitude 3 --outcome 辅导 \\
            --note "先让客人说完。" --due 下周五

          1 分差，3 分合格，5 分优秀。评分和评语记入员工记录，店员的设备上没有；另外
          登记此人参加过。填了 --due 的，到期复查。
          """)
    case .notScored(let key):
      Label(
        en: "“\(key)” is neither a role play nor a drill: it has no scores.",
        zhHans: "“\(key)”不是角色扮演，也不是应急演练，不评分。")
    case .notScoredHint(let key):
      Label(
        en: "To record who took part: casebook training record \(key)",
        zhHans: "登记参加人请用：casebook training record \(key)")
    case .noteHelp: Label(en: "What to keep, what to do better.", zhHans: "评语：哪里好，哪里要改进。")
    case .scored(let name): Label(en: "\(name) was scored.", zhHans: "\(name) 的演练已评分。")
    }
  }
}
