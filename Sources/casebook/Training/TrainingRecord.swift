import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Versioning

/// `casebook training record [KEY]`: that people took part in a course, a seminar, a drill.
struct TrainingRecord: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: text(TrainingRecordMessage.abstract),
    discussion: text(TrainingRecordMessage.discussion))

  @Argument(help: help(TrainingMessage.keyHelp, "id"), completion: courseKeys)
  var id: String?
  @Option(help: help(TrainingRecordMessage.titleHelp, "text"))
  var title: String?
  @Option(
    parsing: .unconditionalSingleValue, help: help(TrainingRecordMessage.personHelp, "name"))
  var person: [String] = []
  @Option(help: help(TrainingRecordMessage.atHelp, "date"))
  var at: String?
  @Option(help: help(EmployeeMessage.branchHelp, "branch"))
  var branch: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard (id == nil) != (title == nil) else {
      throw CommandFailure.usage(Label(TrainingRecordMessage.courseOrTitle))
    }
    let edits = try context.edits([(AttendanceField.title, title), (AttendanceField.at, at ?? "today")])
    try context.requireText(edits, AttendanceField.title, AttendanceField.at)
    func text(_ field: FieldDefinition) -> String? {
      if case .text(let text)? = edits.first(where: { $0.field.number == field.number })?.value {
        return text
      }
      return nil
    }
    let day = text(AttendanceField.at).flatMap { DateText(written: $0) }
    let code = try branch.map { try BranchCode.checked($0).rawValue }
    let (people, course, notice) = try context.write { session in
      let reader = session.reader
      let place = code ?? session.identity.branch.rawValue
      let people = try context.participants(person, at: place, session)
      let course = try id.map { try context.course($0, reader) }
      guard course?.form != .quiz else {
        throw CommandFailure(
          "is_quiz", .gateRefused, Label(TrainingRecordMessage.isQuiz(course?.key ?? "")),
          hint: Label(TrainingReadMessage.quizHint(course?.key ?? "")))
      }
      let notice = try session.notice(ofNew: place)
      for one in people {
        _ = try session.record(
          TrainingDone(
            course?.form.deed ?? .tookPart, by: one, of: course, title: text(AttendanceField.title), at: day))
      }
      return (people, course, notice)
    }
    if context.json {
      return try context.emit([
        "id": .optional(course?.key), "title": .optional(course?.title ?? title),
        "at": .optional(day?.stored), "people": .strings(people.map(\.name)),
      ])
    }
    context.err(
      Label(
        TrainingRecordMessage.recorded(
          course?.title ?? title ?? course?.key ?? "–", .list(people.map(\.name)))))
    if let notice { context.errAfterwards(notice) }
  }
}

extension Context {
  /// Whose part is recorded: one's own, or, for whoever leads a branch, others'.
  func participants(_ typed: [String], at branch: String, _ session: WriteSession) throws -> [Trainee] {
    guard session.reaches(branch) else {
      throw CommandFailure(
        "unknown_branch", .notFound, Label(TrainingRecordMessage.otherBranch(branch)))
    }
    let me = try session.reader.trainee(as: author)
    let people = try typed.map { try trainee($0, at: branch, session.reader) }
    guard people.contains(where: { $0.subject != me.subject }) || branch != me.branch else { return [me] }
    guard !people.isEmpty else { throw CommandFailure.usage(Label(TrainingRecordMessage.personMissing)) }
    guard session.identity.acting != .branchStaff else {
      throw WriteRefusal.notAllowed(
        role: session.identity.acting, needs: [.dutyManager, .headOffice, .admin])
    }
    var seen: Set<String> = []
    return people.filter { seen.insert($0.subject).inserted }
  }
}

enum TrainingRecordMessage: Message {
  case abstract
  case atHelp
  case courseOrTitle
  case discussion
  case isQuiz(String)
  case otherBranch(String)
  case personHelp
  case personMissing
  case recorded(String, Label)
  case titleHelp

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Records who took part in a course, a seminar or a drill.", zhHans: "登记谁参加了课程、研讨会或演练。")
    case .atHelp: Label(en: "When it was (default: today).", zhHans: "培训日期，默认今天。")
    case .courseOrTitle:
      Label(
        en: "Name a training, or say with --title what it was; not both.",
        zhHans: "请填写培训编号，或用 --title 写明是什么培训，二者选一。")
    case .discussion:
      Label(
        en: """
          casebook training record fire-drill --person "Li Na" --person "Wang Fang"
          casebook training record --title "Seminar on tea" --at 2026-11-20

          Without --person it is you. Duty managers and head office record others.
          """,
        zhHans: """
          casebook training record fire-drill --person 李娜 --person 王芳
          casebook training record --title "茶艺研讨会" --at 2026-11-20

          不填 --person 则登记您本人。替他人登记须由值班经理或总部操作。
          """)
    case .isQuiz(let key):
      Label(en: "“\(key)” is a quiz: it is answered, not recorded.", zhHans: "“\(key)”是测验，须作答，不能直接登记。")
    case .otherBranch(let code):
      Label(
        en: "This device records nothing of the branch \(code).", zhHans: "本机不能登记门店 \(code) 的培训。")
    case .personHelp:
      Label(
        en: "Who took part: name, short name or another name (repeatable).", zhHans: "参加人的姓名、简称或别名（可多个）。")
    case .personMissing: Label(en: "Say who took part: --person", zhHans: "请用 --person 填写参加人。")
    case .recorded(let title, let people):
      Label(en: "Recorded for “\(title)”: \(people.en)", zhHans: "已登记参加“\(title)”：\(people.zhHans)")
    case .titleHelp: Label(en: "What it was, where it is none of the list.", zhHans: "培训名称（不在列表中的培训）。")
    }
  }
}
