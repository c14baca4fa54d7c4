import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal

/// `casebook training read KEY`: shows what is to be learnt, and records that it was read.
struct TrainingRead: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: text(TrainingReadMessage.abstract),
    discussion: "casebook training read refunds")

  @Argument(help: help(TrainingMessage.keyHelp, "id"), completion: courseKeys)
  var id: String
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let (course, materials, version) = try context.read { reader in
      let course = try context.course(id, reader)
      return (course, try reader.materials(of: course), try reader.version(of: course))
    }
    guard course.text != nil || !materials.isEmpty else {
      throw CommandFailure(
        "nothing_to_read", .gateRefused, Label(TrainingReadMessage.nothing(course.key)),
        hint: course.quiz.questions.isEmpty ? nil : Label(TrainingReadMessage.quizHint(course.key)))
    }
    if !context.json {
      try context.out(
        context.style.apply(.bold, to: (course.title ?? course.key).sanitised(.joined)))
      try context.printMaterial(course, materials)
    }
    let isNew = try context.write { session in
      let trainee = try session.reader.trainee(as: context.author)
      let known = try session.reader.attendances(branch: trainee.branch, of: course.id)
      // Of the version that was shown; to read it twice says nothing more, unless it comes round.
      let isKnown = known.contains { one in
        one.deed == .read && one.version == version
          && one.subject.map(trainee.subjects.contains) ?? false
      }
      guard try session.reader.version(of: course) == version else {
        throw CommandFailure(
          "changed", .failed, Label(TrainingReadMessage.changed(course.key)), retry: true)
      }
      if isKnown, course.months == nil { return false }
      _ = try session.record(TrainingDone(.read, by: trainee, of: course))
      return true
    }
    if context.json {
      guard case .object(let members) = context.json(course, version: version) else { return }
      return try context.emit(
        .object(members + [("materials", context.json(materials)), ("recorded", .bool(isNew))]))
    }
    context.errAfterwards(
      Label(
        isNew
          ? TrainingReadMessage.recorded(course.title ?? course.key)
          : TrainingReadMessage.known(course.title ?? course.key)))
    if !course.quiz.questions.isEmpty {
      context.errAfterwards(Label(TrainingReadMessage.quizHint(course.key)))
    }
  }
}

enum TrainingReadMessage: Message {
  case abstract
  case changed(String)
  case known(String)
  case nothing(String)
  case quizHint(String)
  case recorded(String)

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Shows what is to be learnt, and records that you read it.", zhHans: "阅读培训内容，并登记已读。")
    case .changed(let key):
      Label(
        en: "“\(key)” was changed while it was shown: nothing was recorded. Read it once more.",
        zhHans: "“\(key)”在显示时已更新，未登记。请再读一遍。")
    case .known(let title):
      Label(en: "You have read this version of “\(title)” before.", zhHans: "您已读过“\(title)”的这一版。")
    case .nothing(let key):
      Label(en: "“\(key)” has nothing to read.", zhHans: "“\(key)”没有可阅读的内容。")
    case .quizHint(let key):
      Label(en: "Its questions: casebook training quiz \(key)", zhHans: "做测验：casebook training quiz \(key)")
    case .recorded(let title): Label(en: "Recorded that you read “\(title)”.", zhHans: "已登记：您读了“\(title)”。")
    }
  }
}
