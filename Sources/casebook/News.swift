import ArgumentParser
import Complaints
import Console
import Interchange
import Messages
import RecordStore
import Replica
import Terminal
import Versioning

struct News: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "news",
    abstract: text(
      .newsAbstract),
    discussion: text(
      .newsDiscussion))

  @Flag(help: help(.newsDoNotMarkAsSeen))
  var keep = false

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let store = try context.openStore()
    let news = try context.read(store) { reader in try reader.news().map { try NewsLine(reader, $0) } }
    if context.json {
      try context.emit(.array(news.map { $0.json(context) }))
    } else if news.isEmpty {
      context.err(Label(.newsNothingNew))
    } else {
      for line in news.flatMap({ $0.lines(context) }) { try context.out(line) }
    }
    // Only what has reached the reader is seen.
    try context.output.flush()
    if !keep, let last = news.last?.entry.seq {
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

  init(_ reader: ReplicaReader, _ entry: NewsEntry) throws {
    self.entry = entry
    guard let id = entry.record, let state = try reader.db.record(id)?.decoded() else {
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

  /// One line; a decision has more in a narrow window, because what was decided is the news.
  func lines(_ context: Context) -> [String] {
    let what =
      switch entry.what {
      case .new: context.text(.newsNewCase)
      case .changed: context.text(.newsChanged)
      case .conflict: context.text(.newsConflictNeedsADecision)
      case .settled: context.text(.newsConflictSettled)
      case .quarantined:
        context.text(.newsNotTakenByHeadOffice)
      case .stripped: context.text(.newsErasedDataWasLeftOut)
      case .departed: context.text(.newsTransferredToAnotherBranch)
      case .overruled: context.text(.newsSettledThisBranchsValueWas)
      }
    let decision = decision(context)
    let line = ([context.ago(entry.at), entry.number, what] + [decision ?? entry.summary].compactMap(\.self))
      .map { $0.sanitised(.joined) }.joined(separator: "  ")
    guard context.style.isTerminal else { return [line] }
    guard decision == nil else { return wrap(line, width: context.columns, indent: 4, firstIndent: 0) }
    return [line.truncated(toWidth: context.columns)]
  }

  /// `Severity: “Minor”, not “Moderate”`
  private func decision(_ context: Context) -> String? {
    guard let decided else { return nil }
    func quoted(_ value: String?) -> String {
      "“\(decided.text(value, context).sanitised(.joined).truncated(toWidth: Self.valueWidth))”"
    }
    let lost = Set(rejected.map(quoted)).sorted().joined(separator: context.text(.commonListSeparator))
    let (label, kept) = (decided.label(context), quoted(kept))
    return lost.isEmpty
      ? context.text(.newsLabelKept, ["label": .text(label), "kept": .text(kept)])
      : context.text(.newsNot, ["label": .text(label), "kept": .text(kept), "lost": .text(lost)])
  }

  /// Columns of a value; all of it stands in the case's timeline.
  private static let valueWidth = 30

  /// `{what, case, case_id, summary, field, record, at}`; `field` is null unless a conflict was settled.
  func json(_ context: Context) -> JSON {
    [
      "what": .string(entry.what.rawValue), "case": .string(entry.number),
      "case_id": .string(entry.aggregate.description), "summary": .optional(entry.summary),
      "field": .optional(decided?.name), "record": .optional(entry.record?.description),
      "at": .string(context.time(entry.at).rfc3339),
    ]
  }
}
