import ArgumentParser
import Complaints
import Console
import Language
import Versioning

/// Something promised, with its date.
struct PromiseOptions: ParsableArguments {
  @Option(help: help(CommitmentMessage.commitHelp, "text"))
  var commit: String?

  @Option(help: help(CommonMessage.dueHelp, "time"))
  var due: String?

  @Option(help: help(CommitmentMessage.ownerHelp, "name"))
  var owner: String?

  /// - Throws: `CommandFailure` for a promise without a date.
  func edits(_ context: Context) throws -> [FieldEdit]? {
    guard let commit else {
      guard due == nil, owner == nil else {
        throw CommandFailure.usage(Label(CommitmentMessage.dueOwnerWithoutCommit))
      }
      return nil
    }
    guard let due else {
      throw CommandFailure.usage(
        Label(CommitmentMessage.dueMissing),
        hint: Label(CommitmentMessage.dateHint(option: CommitmentField.due.option)))
    }
    let edits = try context.edits([
      (CommitmentField.what, commit), (CommitmentField.due, due),
      (CommitmentField.owner, owner ?? context.author),
    ])
    try context.requireText(edits, CommitmentField.what, CommitmentField.due)
    try context.refusePast(edits, CommitmentField.due)
    return edits
  }
}

extension Context {
  /// Nobody promises or asks for what is over.
  /// - Throws: `CommandFailure` for a date in the past.
  func refusePast(_ edits: [FieldEdit], _ field: FieldDefinition) throws {
    for edit in edits where edit.field == FieldID(field.number) {
      guard case .text(let text) = edit.value, let date = DateText(stored: text),
        date.end(in: surroundings.zone) < now.milliseconds
      else { continue }
      throw CommandFailure.usage(
        Label(CommitmentMessage.dueInPast(date.short, now: shown(now.milliseconds))),
        hint: Label(CommitmentMessage.dateHint(option: field.option)))
    }
  }
}

struct Commitment: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "commitment",
    abstract: text(CommitmentMessage.commitmentAbstract),
    discussion: text(CommitmentMessage.commitmentDiscussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Argument(help: help(CommitmentMessage.commitmentPlaceHelp, "n"))
  var place: String?

  @Flag(help: help(CommitmentMessage.commitmentDoneHelp))
  var done = false

  @Option(help: help(CommitmentMessage.commitmentWaiveHelp, "reason"))
  var waive: String?

  @Option(help: help(CommitmentMessage.commitmentDueHelp, "time"))
  var due: String?

  @Option(help: help(CommitmentMessage.commitmentOwnerHelp, "name"))
  var owner: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try context.edits([
      (CommitmentField.doneAt, done ? "now" : nil), (CommitmentField.waived, waive),
      (CommitmentField.due, due), (CommitmentField.owner, owner),
    ])
    guard !edits.isEmpty, !(done && waive != nil) else {
      throw CommandFailure.usage(Label(CommitmentMessage.commitmentChangeMissing))
    }
    try context.requireText(edits, CommitmentField.waived, CommitmentField.due)
    try context.refusePast(edits, CommitmentField.due)
    var named: NamedItem?
    var missed: DateText?
    try context.record(reference, said: named?.label(said) ?? said) { session, row, file in
      let number = try session.reader.number(of: row)
      let all = place == nil ? file.openCommitments : file.commitments
      let chosen = try context.pick(place, of: all, .commitment, in: number)
      named = NamedItem(.commitment, chosen, of: file.commitments)
      var changes = edits
      if due != nil || waive != nil, let owed = OwedRecord(chosen) {
        let rules = try session.reader.rules(for: file, branch: try session.scopeCode(row.scope))
        let zone = rules.calendar.zone ?? session.reader.zone
        missed = owed.missed
        if let missing = owed.missing(at: context.now.milliseconds, zone: zone) {
          changes.append(missing)
          missed = owed.due
        }
      }
      try session.change(try session.row(of: chosen), of: row, changes)
      return chosen.id
    } members: {
      (named?.members ?? []) + [("missed", .optional(missed?.stored))]
    }
    if let missed, !context.json {
      context.err(Label(CommitmentMessage.stillBroken(missed.shown(to: context.zone))))
    }
  }

  /// What came of it, in a word or two.
  private var said: Label {
    if done { return Label(CommitmentMessage.kept) }
    if waive != nil { return Label(CommitmentMessage.waived) }
    return Label(CommonMessage.saved)
  }
}

enum CommitmentMessage: Message {
  case commitmentAbstract
  case commitmentDiscussion
  case commitmentDueHelp
  case commitmentOwnerHelp
  case dueInPast(String, now: String)
  case dueMissing
  case commitment
  case dueOwnerWithoutCommit
  case dateHint(option: String)
  case commitmentWaiveHelp
  case commitmentDoneHelp
  case commitmentChangeMissing
  case commitmentPlaceHelp
  case commitHelp
  case kept
  case ownerHelp
  case stillBroken(String)
  case waived

  var label: Label {
    switch self {
    case .commitmentAbstract:
      Label(en: "Completes, waives or changes a commitment.", zhHans: "完成、取消或修改承诺。")
    case .commitmentDiscussion:
      Label(
        en: """
          casebook commitment 7 1 --done
          casebook commitment 7 2 --waive "the customer no longer wants it"
          casebook commitment 7 2 --due tomorrow

          A date that is moved before it passes, as agreed with the customer, breaks
          nothing; once it has passed the promise is broken, and a new date or a reason
          why it is waived does not change that.
          """,
        zhHans: """
          casebook commitment 7 1 --done
          casebook commitment 7 2 --waive "客户表示不再需要"
          casebook commitment 7 2 --due 明天

          到期之前与客户商定改期，不算失约；过期之后再改期或取消，仍计为未按时兑现。
          """)
    case .commitmentDueHelp:
      Label(en: "New due date.", zhHans: "新的期限。")
    case .commitmentOwnerHelp:
      Label(en: "New person responsible.", zhHans: "新的负责人。")
    case .dueInPast(let due, let now):
      Label(
        en: "\(due) is past (it is \(now)); give a later time. Nothing was saved.",
        zhHans: "\(due) 已经过去（现在是 \(now)），请写将来的时间。本次未保存。")
    case .dueMissing:
      Label(en: "A commitment needs a due date: --due <time>", zhHans: "承诺要有期限：--due <时间>")
    case .commitment:
      Label(en: "commitment", zhHans: "承诺")
    case .dueOwnerWithoutCommit:
      Label(en: "--due and --owner need --commit.", zhHans: "--due、--owner 需与 --commit 一起使用。")
    case .dateHint(let option):
      Label(en: "For example: --\(option) tomorrow", zhHans: "例如：--\(option) 明天")
    case .commitmentWaiveHelp:
      Label(en: "Waive it; give the reason.", zhHans: "取消承诺，并写明原因。")
    case .commitmentDoneHelp:
      Label(en: "Mark it done.", zhHans: "标为已完成。")
    case .commitmentChangeMissing:
      Label(
        en: "Give --done, --waive <reason>, --due <time> or --owner <name>; not --done and --waive together.",
        zhHans: "请写明改什么：--done、--waive <原因>、--due <时间> 或 --owner <姓名>；--done 与 --waive 不能同用。")
    case .commitmentPlaceHelp:
      Label(en: "Commitment number, if there are several.", zhHans: "承诺序号（有多项时）。")
    case .commitHelp:
      Label(en: "What is promised.", zhHans: "承诺事项。")
    case .kept: Label(en: "✓ done", zhHans: "✓ 已兑现")
    case .stillBroken(let date):
      Label(
        en: "It was promised for \(date) and that date is past: it counts as broken all the same.",
        zhHans: "原定 \(date)，已经过期：改期或取消后仍计为未按时兑现。")
    case .waived: Label(en: "waived", zhHans: "取消，不再履行")
    case .ownerHelp:
      Label(en: "Who is responsible.", zhHans: "负责人。")
    }
  }
}
