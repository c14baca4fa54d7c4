import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import RecordStore
import Replica
import Versioning

struct Note: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "note",
    abstract: text(NoteMessage.abstract),
    discussion: text(NoteMessage.discussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String?

  @Argument(help: help(NoteMessage.textHelp, "text"))
  var words: [String] = []

  @Flag(help: help(NoteMessage.toldHelp))
  var told = false

  @Option(help: help(NoteMessage.kindHelp, "kind"), completion: choices(.noteKind))
  var kind: String?

  @Option(help: help(NoteMessage.withdrawHelp, "id"))
  var withdraw: String?

  @Option(help: help(NoteMessage.reasonHelp))
  var reason: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    if let withdraw { return try strikeOut(withdraw, context) }
    guard reason == nil else {
      throw CommandFailure.usage(Label(NoteMessage.reasonWithoutWithdraw))
    }
    guard let reference, !words.isEmpty else {
      throw CommandFailure.usage(
        Label(NoteMessage.caseOrTextMissing),
        hint: Label(NoteMessage.caseOrTextMissingHint(reference ?? "7")))
    }
    let about = try context.edits([(NoteField.kind, kind)]).first?.value.text
    if told, let about, Self.saidByCustomers.contains(about) {
      let kind = Label(
        en: about, zhHans: Vocabulary.noteKind.term(about)?.label.zhHans ?? about)
      throw CommandFailure.usage(
        Label(NoteMessage.toldBySomebodyElse(kind)), hint: Label(NoteMessage.toldBySomebodyElseHint))
    }
    let store = try context.openStore()
    if words == ["-"] {
      // The case is looked for first: a text from a pipe cannot be read again.
      _ = try context.read(store) { try context.resolveCase($0, reference) }
    }
    let piped = words == ["-"] ? try context.readText("-") : nil
    let typed = piped?.text ?? words.joined(separator: " ")
    let (id, number, findings) = try context.keeping(piped) {
      let value = try FieldInput.parse(typed, as: NoteField.text, now: context.now)
      guard value != .none else { throw CommandFailure.usage(Label(NoteMessage.textEmpty)) }
      return try context.write(store) { session in
        let row = try context.resolveCase(session.reader, reference)
        let id = try session.addNote(value, isTold: told, kind: about, to: row)
        // What was said to the customer is looked at as an update is.
        let findings =
          told
          ? try session.reader.wording(
            of: typed, now: context.now, session.reader.caseFile(row), branch: session.scopeCode(row.scope))
          : []
        return (id, try session.reader.number(of: row), findings)
      }
    }
    if context.json {
      return try context.emit([
        "id": .string(id.description), "case": .string(number), "wording": context.json(findings),
      ])
    }
    context.err(Label(NoteMessage.added(number: number)))
    context.advise(findings)
  }

  /// Kinds of what the customer says: nobody tells them that.
  private static let saidByCustomers: Set<String> = ["question", "reaction", "refusal", "leaving"]

  private func strikeOut(_ id: String, _ context: Context) throws {
    guard words.isEmpty, !told, kind == nil else {
      throw CommandFailure.usage(Label(NoteMessage.withdrawWithText))
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
        ? Label(NoteMessage.struckOut(number: number))
        : Label(NoteMessage.alreadyStruckOut(number: number)))
  }
}

extension Context {
  /// The note that an id, or the beginning of one, names: in one case or in all of them.
  fileprivate func resolveNote(_ reader: ReplicaReader, _ id: String, of root: RecordRow?) throws -> RecordRow
  {
    let found = try reader.notes(idPrefix: id, of: root, limit: 6)
    if found.count == 1 { return found[0] }
    guard !found.isEmpty else {
      throw CommandFailure(
        "not_found", .notFound, Label(NoteMessage.idUnknown(id)),
        hint: Label(NoteMessage.idUnknownHint))
    }
    throw CommandFailure(
      "ambiguous", .notFound, Label(NoteMessage.idAmbiguous(id)),
      hint: Label(HintMessage.longerID),
      candidates: try found.map { note in
        let text = try note.decoded()?.value(FieldID(NoteField.text.number)) ?? .none
        return "\(note.id)  " + FieldDisplay.line(text, NoteField.text, language, to: zone).prefix(50)
      })
  }
}

enum NoteMessage: Message {
  case kindHelp
  case caseOrTextMissing
  case abstract
  case idUnknownHint
  case idAmbiguous(String)
  case discussion
  case caseOrTextMissingHint(String)
  case added(number: String)
  case reasonWithoutWithdraw
  case withdrawHelp
  case textEmpty
  case struckOut(number: String)
  case alreadyStruckOut(number: String)
  case textHelp
  case idUnknown(String)
  case reasonHelp
  case withdrawWithText
  case toldBySomebodyElse(Label)
  case toldBySomebodyElseHint
  case toldHelp

  var label: Label {
    switch self {
    case .kindHelp:
      Label(
        en: "What it is: \(Vocabulary.noteKind.choices.en).",
        zhHans: "类别：\(Vocabulary.noteKind.choices.zhHans)。")
    case .toldBySomebodyElse(let kind):
      Label(
        en:
          "--kind \(kind.en) is what the customer said, --told what the customer was told: a note is one of them. Nothing was saved.",
        zhHans: "“\(kind.zhHans)”记的是客户说的话，--told 表示告知客户的内容，不能写在同一条备注里。本次未保存。")
    case .toldBySomebodyElseHint:
      Label(en: "Write two notes, the answer with --told.", zhHans: "请分两条记录，答复的那条加 --told。")
    case .toldHelp:
      Label(en: "It was said to the customer.", zhHans: "内容已告知客户。")
    case .caseOrTextMissing:
      Label(en: "A note needs a case and a text.", zhHans: "请写明工单和备注内容。")
    case .abstract:
      Label(en: "Adds a note to a case, or strikes one out.", zhHans: "给工单添加备注，或撤销备注。")
    case .idUnknownHint:
      Label(
        en: "casebook show <case> lists the notes of a case with their ids.",
        zhHans: "可用 casebook show <工单> 查看备注及其编号。")
    case .idAmbiguous(let id):
      Label(en: "“\(id)” could be several notes:", zhHans: "“\(id)”对应多条备注：")
    case .discussion:
      Label(
        en: """
          casebook note 7 "Called back, no answer"
          casebook note 7 --told "Told her that the refund is on its way"
          casebook note 7 - < transcript.txt
          casebook note --withdraw 019ab3c4 --reason "wrong case"

          A note is never changed or removed: a wrong one is struck out and stays
          readable. With --told it counts as a response to the customer.
          """,
        zhHans: """
          casebook note 7 "已回电，无人接听"
          casebook note 7 --told "已告知客户退款正在办理"
          casebook note 7 - < 通话记录.txt
          casebook note --withdraw 019ab3c4 --reason "记错工单"

          备注不能修改或删除；写错的备注可以撤销，撤销后仍能看到。
          加 --told 表示内容已告知客户，计作对客户的响应。
          """)
    case .caseOrTextMissingHint(let reference):
      Label(
        en: "For example: casebook note \(reference) \"Called back\"",
        zhHans: "例如：casebook note \(reference) \"已回电\"")
    case .added(let number):
      Label(en: "The note is added to \(number).", zhHans: "已为工单 \(number) 添加备注。")
    case .reasonWithoutWithdraw:
      Label(en: "--reason needs --withdraw.", zhHans: "--reason 需与 --withdraw 一起使用。")
    case .withdrawHelp:
      Label(en: "Strike out the note with this id (or its beginning).", zhHans: "要撤销的备注：编号或其开头。")
    case .textEmpty:
      Label(en: "The note is empty.", zhHans: "备注内容为空。")
    case .struckOut(let number):
      Label(en: "The note on \(number) is struck out.", zhHans: "工单 \(number) 的备注已撤销。")
    case .alreadyStruckOut(let number):
      Label(en: "The note on \(number) was already struck out.", zhHans: "工单 \(number) 的备注此前已撤销。")
    case .textHelp:
      Label(en: "The note; - reads standard input.", zhHans: "备注内容；- 表示标准输入。")
    case .idUnknown(let id):
      Label(en: "There is no note “\(id)” here.", zhHans: "没有备注“\(id)”。")
    case .reasonHelp:
      Label(en: "Why it is struck out.", zhHans: "撤销原因。")
    case .withdrawWithText:
      Label(en: "--withdraw takes no text; say why with --reason.", zhHans: "撤销备注时不写内容，请用 --reason 说明原因。")
    }
  }
}
