import ArgumentParser
import Complaints
import Console
import Interchange
import RecordStore
import Replica
import Terminal
import Versioning

struct News: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "news",
    abstract: text(
      "Lists what others changed, sent or settled since it was last looked at.", "查看他人的新动态：新增、修改、裁定。"),
    discussion: text(
      "What is listed counts as seen afterwards; --keep leaves it as new.", "查看后即视为已读；用 --keep 保留为未读。"))

  @Flag(help: help("Do not mark as seen.", "不标为已读。"))
  var keep = false

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let store = try context.openStore()
    let news = try context.read(store) { reader in try reader.news().map { try NewsLine(reader, $0) } }
    if context.json {
      try context.emit(.array(news.map { $0.json(context) }))
    } else if news.isEmpty {
      context.err(Label("Nothing new.", "没有新动态。"))
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
      case .new: context.text("new case", "新工单")
      case .changed: context.text("changed", "有修改")
      case .conflict: context.text("conflict: needs a decision", "出现冲突，待裁定")
      case .settled: context.text("conflict settled", "冲突已裁定")
      case .quarantined:
        context.text("not taken by head office: casebook quarantine list", "总部未能接收：casebook quarantine list")
      case .stripped: context.text("erased data was left out of a change", "修改中已删除的个人信息未保留")
      case .departed: context.text("transferred to another branch", "已移交其他门店")
      case .overruled: context.text("settled: this branch's value was not kept", "已裁定，本店的内容未被采用")
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
    let lost = Set(rejected.map(quoted)).sorted().joined(separator: context.text(", ", "、"))
    let (label, kept) = (decided.label(context), quoted(kept))
    return lost.isEmpty
      ? context.text("\(label): \(kept)", "\(label)：保留\(kept)")
      : context.text("\(label): \(kept), not \(lost)", "\(label)：保留\(kept)，未保留\(lost)")
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

extension Value {
  fileprivate var text: String? { if case .text(let text) = self { text } else { nil } }
}
