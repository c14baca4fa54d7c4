import ArgumentParser
import CaseIndex
import Complaints
import Console
import Language
import Replica
import Versioning

/// `casebook training retire KEY`
struct TrainingRetire: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "retire", abstract: text(TrainingRetireMessage.abstract),
    discussion: """
      casebook training retire fire-drill
      casebook training retire fire-drill --undo
      """)

  @Argument(help: help(TrainingMessage.keyHelp, "id"), completion: courseKeys)
  var id: String
  @Flag(help: help(CommonMessage.undoHelp))
  var undo = false
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let (course, changed, version) = try context.write { session in
      let course = try context.course(id, session.reader)
      let edit = FieldEdit(FieldID(CourseField.retired.number), undo ? .none : .flag(true))
      let changed = try session.publish(course, course.key, [edit])
      let saved = try context.course(course.key, session.reader)
      return (saved, changed, try session.reader.version(of: saved))
    }
    try context.tell(course, changed: changed, version: version)
  }
}

enum TrainingRetireMessage: Message {
  case abstract

  var label: Label {
    switch self {
    case .abstract:
      Label(
        en: "Ends a training: nobody owes it any more (head office).", zhHans: "停用培训项目，不再要求完成（总部）。")
    }
  }
}
