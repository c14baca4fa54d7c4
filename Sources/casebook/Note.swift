import ArgumentParser
import Complaints
import Console
import Interchange
import RecordStore
import Replica
import Versioning

struct Note: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "note",
    abstract: text("Adds a note to a case, or strikes one out.", "给工单添加备注，或撤销备注。"),
    discussion: text(
      """
      casebook note 7 "Called back, no answer"
      casebook note 7 - < transcript.txt
      casebook note --withdraw 019ab3c4 --reason "wrong case"

      A note is never changed or removed: one that is wrong is struck out and stays readable.
      """,
      """
      casebook note 7 "已回电，无人接听"
      casebook note 7 - < 通话记录.txt
      casebook note --withdraw 019ab3c4 --reason "记错工单"

      备注不能修改或删除；写错的备注撤销后仍可查看。
      """))

  @Argument(help: help("The case.", "工单。", "case"))
  var reference: String?

  @Argument(help: help("The note; - reads standard input.", "备注内容；- 表示标准输入。", "text"))
  var words: [String] = []

  @Option(help: help("Strikes out the note with this id or beginning of one.", "撤销以此 id（或其开头）标识的备注。", "id"))
  var withdraw: String?

  @Option(help: help("Why it is struck out.", "撤销原因。"))
  var reason: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    if let withdraw { return try strikeOut(withdraw, context) }
    guard reason == nil else {
      throw CommandFailure.usage(Label("--reason goes with --withdraw.", "--reason 需与 --withdraw 一起使用。"))
    }
    guard let reference, !words.isEmpty else {
      throw CommandFailure.usage(
        Label("A note needs a case and a text.", "添加备注需要工单和内容。"),
        hint: Label(
          "For example: casebook note \(reference ?? "7") \"Called back\"",
          "例如：casebook note \(reference ?? "7") \"已回电\""))
    }
    let store = try context.openStore()
    if words == ["-"] {
      // The case is looked for first: a text from a pipe cannot be read again.
      _ = try context.read(store) { try context.resolveCase($0, reference) }
    }
    let piped = words == ["-"] ? try context.readText("-") : nil
    let typed = piped?.text ?? words.joined(separator: " ")
    let (id, number) = try context.keeping(piped) {
      let value = try FieldInput.parse(typed, as: NoteField.text, now: context.now)
      guard value != .none else { throw CommandFailure.usage(Label("The note is empty.", "备注内容为空。")) }
      return try context.write(store) { session in
        let row = try context.resolveCase(session.reader, reference)
        return (try session.addNote(value, to: row), try session.reader.number(of: row))
      }
    }
    if context.json { return try context.emit(["id": .string(id.description), "case": .string(number)]) }
    context.err(Label("Noted on \(number).", "已为工单 \(number) 添加备注。"))
  }

  private func strikeOut(_ id: String, _ context: Context) throws {
    guard words.isEmpty else {
      throw CommandFailure.usage(
        Label("--withdraw takes no text; say why with --reason.", "撤销备注不需要内容，请用 --reason 说明原因。"))
    }
    let value = try context.reason(reason, of: NoteField.withdrawalReason)
    let (note, number, changed) = try context.write { session in
      let root = try reference.map { try context.resolveCase(session.reader, $0) }
      let note = try context.resolveNote(session.reader, id, of: root)
      let changed = try session.withdrawNote(note, reason: value)
      let number = try session.reader.db.record(note.aggregate).map(session.reader.number) ?? ""
      return (note, number, changed)
    }
    if context.json {
      return try context.emit([
        "id": .string(note.id.description), "case": .string(number), "changed": .bool(changed),
      ])
    }
    context.err(
      changed
        ? Label("The note on \(number) is struck out.", "工单 \(number) 的备注已撤销。")
        : Label("The note on \(number) was struck out before.", "工单 \(number) 的备注此前已撤销。"))
  }
}

extension Context {
  /// A reason that has to be given.
  func reason(_ typed: String?, of definition: FieldDefinition) throws -> Value {
    let value = try typed.map { try FieldInput.parse($0, as: definition, now: now) } ?? .none
    guard value != .none else {
      throw CommandFailure.usage(
        Label("Say why: --reason TEXT", "请说明原因：--reason 原因"),
        hint: Label("The reason stays in the case's timeline.", "原因会记入工单时间线。"))
    }
    return value
  }

  /// The note that an id, or the beginning of one, names: in one case or in all of them.
  fileprivate func resolveNote(_ reader: ReplicaReader, _ id: String, of root: RecordRow?) throws -> RecordRow
  {
    let found = try reader.notes(idPrefix: id, of: root, limit: 6)
    if found.count == 1 { return found[0] }
    guard !found.isEmpty else {
      throw CommandFailure(
        "not_found", .notFound, Label("There is no note “\(id)” here.", "没有备注“\(id)”。"),
        hint: Label(
          "casebook show CASE lists the notes of a case with their ids.", "可用 casebook show 工单 查看备注及其 id。"))
    }
    throw CommandFailure(
      "ambiguous", .notFound, Label("“\(id)” could be several notes:", "“\(id)”对应多条备注："),
      hint: Label("Give more of the id.", "请多输入几位 id。"),
      candidates: try found.map { note in
        let text = try note.decoded()?.value(FieldID(NoteField.text.number)) ?? .none
        return "\(note.id)  " + FieldDisplay.line(text, NoteField.text, language).prefix(50)
      })
  }
}
