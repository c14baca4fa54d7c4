import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import RecordStore
import Replica
import Terminal
import Versioning

struct News: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "news",
    abstract: text(NewsMessage.abstract),
    discussion: text(NewsMessage.discussion))

  @Flag(help: help(NewsMessage.keepHelp))
  var keep = false

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let store = try context.openStore()
    let (found, owed) = try context.read(store) { reader in
      (try reader.news().map { try NewsLine(reader, $0) }, try context.owedNotices(reader))
    }
    let news = NewsLine.inOrder(found)
    if context.json {
      try context.emit(.array(news.map { $0.json(context) }))
    } else if news.isEmpty && owed.isEmpty {
      context.err(Label(NewsMessage.nothingNew))
    } else {
      for label in owed {
        let line = context.hint(label).sanitised(.joined)
        let lines =
          context.style.isTerminal ? wrap(line, width: context.columns, indent: 4, firstIndent: 0) : [line]
        for line in lines { try context.out(context.style.apply(.red, to: line)) }
      }
      for line in news.flatMap({ $0.lines(context) }) { try context.out(line) }
    }
    // Only what has reached the reader is seen.
    try context.output.flush()
    if !keep, let last = found.last?.entry.seq {
      try context.write(store) { try $0.markNewsSeen(upTo: last) }
    }
  }
}

/// One piece of news.
struct NewsLine {
  let entry: NewsEntry
  /// Of a decision: what it was about, what was kept, and what was not of this branch's values.
  private let decided: DecidedField?
  private let kept: String?
  private let rejected: [String?]
  private let task: OwedRecord?
  /// Of an approval: what of, whether it was given, by whom and why.
  private let approval: (option: String?, isGranted: Bool, by: String, why: String?)?
  /// Of what else was done: the record that was written, and what its case is.
  private let told: LoopRecord?
  private let root: LoopRecord?
  /// Whatever was written, where the news knows it.
  private let written: LoopRecord?
  /// Of a link: the number of the other case.
  private let other: String?
  /// It is about an emergency that is not over.
  let isEmergency: Bool

  init(_ reader: ReplicaReader, _ entry: NewsEntry) throws {
    self.entry = entry
    let record = try entry.record.flatMap { try reader.db.record($0)?.decoded() }
    written = record.map(LoopRecord.init)
    other = try record?.otherCases.first.flatMap { try reader.numberOfCase(loggedAs: $0) }
    root = try reader.db.record(entry.aggregate)?.decoded().map(LoopRecord.init)
    isEmergency =
      root.map { root in
        root.flag(CaseField.emergency)
          && root.text(CaseField.status).map { !StatusSet.closed.ids.contains($0) } ?? true
      } ?? false
    task = entry.what == .task ? record.flatMap { OwedRecord(LoopRecord($0)) } : nil
    approval = entry.what == .approval ? try record.map { try Self.approval(reader, $0) } : nil
    told =
      [.new, .changed].contains(entry.what)
      ? record.map(LoopRecord.init) ?? (root?.state.kind == .case ? nil : root) : nil
    guard [.settled, .overruled].contains(entry.what), let state = record else {
      (decided, kept, rejected) = (nil, nil, [])
      return
    }
    func text(_ field: FieldDefinition) -> String? { state.value(FieldID(field.number)).text }
    decided = text(DecisionField.caseField).map(DecidedField.init)
    kept = text(DecisionField.value)
    let own = Set(
      state.elements(of: DecisionField.rejectedBranch.number)
        .filter { $0.value == .text(reader.identity.branch.rawValue) }.compactMap(\.field.element))
    rejected = state.elements(of: DecisionField.rejected.number)
      .filter { $0.field.element.map(own.contains) ?? false }.map(\.value.text)
  }

  private static func approval(
    _ reader: ReplicaReader, _ state: RecordState
  ) throws -> (option: String?, isGranted: Bool, by: String, why: String?) {
    let record = LoopRecord(state)
    let option = try record.text(ApprovalField.option).flatMap { RecordID(text: $0) }
      .flatMap { try reader.db.record($0)?.decoded() }.flatMap { LoopRecord($0).text(OptionField.title) }
    return (
      option, record.flag(ApprovalField.granted), record.made?.author.name ?? "",
      record.text(ApprovalField.reason)
    )
  }

  /// One line; what was decided or done has more in a narrow window, because it is the news.
  func lines(_ context: Context) -> [String] {
    let telling = telling(context)
    let what =
      switch entry.what {
      case .new where kind == .case: context.text(NewsMessage.newCase)
      case .new: context.text(NewsMessage.registered)
      case .changed: telling?.what ?? context.text(NewsMessage.changed)
      case .task: context.text(TaskMessage.task)
      case .approval:
        context.text(approval?.isGranted == false ? NewsMessage.rejected : NewsMessage.approved)
      case .conflict: context.text(NewsMessage.conflict)
      case .settled: context.text(NewsMessage.conflictSettled)
      case .quarantined:
        context.text(NewsMessage.returned)
      case .stripped: context.text(NewsMessage.erasedLeftOut)
      case .departed: context.text(NewsMessage.transferred)
      case .overruled: context.text(NewsMessage.ownValueLost)
      }
    let words = decision(context) ?? task.map { told($0, context) } ?? approved(context) ?? telling?.text
    let mark = isEmergency ? context.flagText("emergency") : nil
    let parts = [context.ago(entry.at), mark, subject(context), what, words ?? about(context)]
    let line = parts.compactMap { $0?.sanitised(.joined) }.filter { !$0.isEmpty }.joined(separator: "  ")
    guard context.style.isTerminal else { return [line] }
    guard words == nil else { return wrap(line, width: context.columns, indent: 4, firstIndent: 0) }
    return [line.truncated(toWidth: context.columns)]
  }

  /// Notices first, then emergencies. A record is told as it stands now: however often it was written, once, the last time.
  static func inOrder(_ lines: [NewsLine]) -> [NewsLine] {
    var told: Set<[String]> = []
    let once: [NewsLine] = lines.reversed().filter { line in
      let entry = line.entry
      return told.insert([entry.what.rawValue, "\(entry.aggregate)", entry.record.map { "\($0)" } ?? ""])
        .inserted
    }.reversed()
    func isNotice(_ line: NewsLine) -> Bool { line.entry.kind == .notice }
    return once.filter(isNotice) + once.filter(\.isEmergency)
      + once.filter { !isNotice($0) && !$0.isEmergency }
  }

  private func telling(_ context: Context) -> NewsTelling? {
    told.map { NewsTelling($0, isNew: entry.what == .new, other: other, context) }
  }

  /// Of the aggregate; what is known by its number alone was a case.
  private var kind: RecordKind { entry.kind ?? root?.state.kind ?? .case }

  /// What the case is about; that it was, where an erasure has emptied it. What was done says it by itself.
  private func about(_ context: Context) -> String? {
    guard told == nil || told?.state.kind == .case else { return nil }
    if let summary = entry.summary, !summary.isEmpty { return summary }
    return root?.state.erased.isEmpty == false ? context.text(DueMessage.emptied) : nil
  }

  /// The case's number; of what is no case, the word for its kind and its key.
  private func subject(_ context: Context) -> String {
    guard kind != .case, let label = kind.label else { return entry.number }
    // Praise is no sign that somebody is unhappy.
    if kind == .signal, let root, root.text(SignalField.kind) == Signal.praise {
      return context.terms[.signal].text(Signal.praise, context.language)
    }
    return [context.text(label), entry.number].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// `Severity: “Minor”, not “Moderate”`
  private func decision(_ context: Context) -> String? {
    guard let decided else { return nil }
    func quoted(_ value: String?) -> String {
      "“\(decided.text(value, context).sanitised(.joined).truncated(toWidth: Self.valueWidth))”"
    }
    let lost = Set(rejected.map(quoted)).sorted().joined(separator: context.text(PunctuationMessage.comma))
    let (label, kept) = (decided.label(context), quoted(kept))
    return lost.isEmpty
      ? context.text(NewsMessage.valueKept(label, kept: kept))
      : context.text(NewsMessage.valueKeptAndLost(label, kept: kept, lost: lost))
  }

  /// `Wang Wei: A board in the kitchen → Hung up on Monday  ✓ done`
  private func told(_ task: OwedRecord, _ context: Context) -> String {
    let what = [context.words(of: task.record, TaskField.what), task.record.text(TaskField.answer)]
      .compactMap(\.self).joined(separator: " → ")
    let standing = context.standing(of: task).map { "  " + context.text($0) } ?? ""
    guard let owner = task.owner else { return what + standing }
    return context.text(NewsMessage.owed(by: owner, what)) + standing
  }

  /// `Refund and a visit, by Wang Fang: a voucher is enough`
  private func approved(_ context: Context) -> String? {
    guard let approval else { return nil }
    let option = "“\(approval.option ?? context.text(DueMessage.emptied))”"
    let by = context.text(NewsMessage.decidedBy(approval.by, option))
    return approval.why.map { context.text(NewsMessage.because(by, $0)) } ?? by
  }

  /// Columns of a value; all of it stands in the case's timeline.
  private static let valueWidth = 30

  /// `{what, kind, text, by, emergency, case, case_id, summary, field, record, at}`: `kind` is that of the record that was
  /// written, `text` what it says; `field` is null unless a conflict was settled.
  func json(_ context: Context) -> JSON {
    let record = written ?? told
    return [
      "what": .string(entry.what.rawValue), "kind": .string((record?.state.kind ?? kind).id),
      "text": .optional(telling(context)?.text ?? task.map { told($0, context) } ?? approved(context)),
      "by": .optional(record.flatMap(NewsTelling.author)), "other_case": .optional(other),
      "emergency": .bool(isEmergency),
      "case": .string(entry.number),
      "case_id": .string(entry.aggregate.description), "summary": .optional(entry.summary),
      "field": .optional(decided?.name), "record": .optional(entry.record?.description),
      "at": .string(context.time(entry.at).rfc3339),
    ]
  }
}

enum NewsMessage: Message {
  case abstract
  case changed
  case registered
  case conflict
  case conflictSettled
  case discussion
  case keepHelp
  case erasedLeftOut
  case valueKept(String, kept: String)
  case newCase
  case valueKeptAndLost(String, kept: String, lost: String)
  case returned
  case nothingNew
  case ownValueLost
  case transferred
  case approved
  case rejected
  case because(String, String)
  case decidedBy(String, String)
  case owed(by: String, String)

  var label: Label {
    switch self {
    case .abstract:
      Label(
        en: "Lists what others added, changed or settled since you last looked.",
        zhHans: "查看新消息：他人新增和修改的工单、已处理的冲突。")
    case .changed:
      Label(en: "changed", zhHans: "有修改")
    case .registered: Label(en: "new", zhHans: "新登记")
    case .conflict:
      Label(en: "conflict: needs a decision", zhHans: "出现冲突，待处理")
    case .conflictSettled:
      Label(en: "conflict settled", zhHans: "冲突已处理")
    case .discussion:
      Label(
        en: """
          casebook news
          casebook news --keep

          Notices come first; those that this branch has not acknowledged stand there
          until it has. Then emergencies. What is listed is marked as seen; --keep leaves
          it as new.
          """,
        zhHans: """
          casebook news
          casebook news --keep

          通知排最前，本店没签收的一直显示到签收为止；其次是紧急事件。查看后即视为
          已读；用 --keep 保留为未读。
          """)
    case .keepHelp:
      Label(en: "Do not mark as seen.", zhHans: "不标为已读。")
    case .erasedLeftOut:
      Label(en: "erased personal data was left out of a change", zhHans: "修改中含有已清除的个人信息，该部分未保留")
    case .valueKept(let label, let kept):
      Label(en: "\(label): \(kept)", zhHans: "\(label)：采用\(kept)")
    case .newCase:
      Label(en: "new case", zhHans: "新工单")
    case .valueKeptAndLost(let label, let kept, let lost):
      Label(en: "\(label): \(kept), not \(lost)", zhHans: "\(label)：采用\(kept)，未采用\(lost)")
    case .returned:
      Label(
        en: "not accepted by head office: casebook quarantine list", zhHans: "被总部退回：casebook quarantine list")
    case .nothingNew:
      Label(en: "Nothing new.", zhHans: "没有新消息。")
    case .ownValueLost:
      Label(en: "conflict settled: a value of this branch was not kept", zhHans: "冲突已处理，本店有一方的内容未采用")
    case .owed(let owner, let what):
      Label(en: "\(owner): \(what)", zhHans: "\(owner)：\(what)")
    case .approved:
      Label(en: "option approved", zhHans: "方案已批准")
    case .rejected:
      Label(en: "option rejected", zhHans: "方案被驳回")
    case .because(let what, let why):
      Label(en: "\(what): \(why)", zhHans: "\(what)：\(why)")
    case .decidedBy(let who, let option):
      Label(en: "\(option) by \(who)", zhHans: "\(option)，\(who)")
    case .transferred:
      Label(en: "transferred to another branch", zhHans: "已移交其他门店")
    }
  }
}
