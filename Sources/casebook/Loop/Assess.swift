import ArgumentParser
import Complaints
import Console
import Messages
import Versioning

struct Assess: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "assess",
    abstract: text(.assessAbstract),
    discussion: text(
      .assessDiscussion) + "\n" + FieldArguments.help())

  static var takesFields: Bool { true }

  @Argument(help: help(.commonTheCase, "case"))
  var reference: String

  @Flag(help: help(.assessWhatWasUnderstoodWasSaid))
  var restated = false

  @OptionGroup var fieldOptions: FieldOptions
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    try context.refuseStatus(reference)
    let said = FieldEdit(FieldID(CaseField.listening.number, "restated"), .flag(true))
    let edits = try context.read { try context.caseEdits($0) }
    try context.take(.assess, reference, edits: edits + (restated ? [said] : []))
  }
}

struct Need: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "need",
    abstract: text(.needAbstract),
    discussion: text(
      .needDiscussion))

  @Argument(help: help(.commonTheCase, "case"))
  var reference: String

  @Argument(help: help(.assessFactOrEmotional, "need"))
  var kind: String

  @Argument(help: help(.assessWhatWasSaid, "text"))
  var words: String

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try context.edits([(NeedField.kind, kind), (NeedField.text, words)])
    try context.record(reference, said: Label(.commonNoted)) { session, row, _ in
      try session.append(.need, to: row, edits)
    }
  }
}
