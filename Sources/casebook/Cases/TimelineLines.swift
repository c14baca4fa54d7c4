import CaseIndex
import Complaints
import Console
import Language
import Replica
import Terminal
import Versioning

/// One entry of a case's timeline as people read it.
struct TimelineLines {
  let context: Context
  let width: Int
  /// Of cases that this one is linked to, as far as they are known.
  private let numbers: [RecordID: String]

  init(_ context: Context, width: Int, numbers: [RecordID: String]) {
    self.numbers = numbers
    self.context = context
    self.width = width
  }

  func print(_ entry: TimelineEntry) throws {
    let author = entry.version.author
    let kind = entry.row.kind.label?.text(context.language) ?? entry.row.kind.id
    var head = [
      context.shown(entry.version.madeAt), kind, "\(author.name) \(author.branch)".sanitised(.joined),
    ]
    if entry.row.kind == .note {
      // Enough of it for `note --withdraw`.
      head.append(String(entry.row.id.description.prefix(13)))
      if let about = entry.text(NoteField.kind) {
        head.append(Vocabulary.noteKind.text(about, context.language).sanitised(.joined))
      }
      if entry.isTold { head.append(context.text(NoteField.told.label)) }
      if entry.isWithdrawn { head.append(context.text(TimelineLinesMessage.withdrawn)) }
    }
    if let words = HistoryLinesMessage(entry.version.quality) { head.append(context.text(words)) }
    try context.out("  " + context.style.apply(.dim, to: head.joined(separator: "  ")))
    switch entry.row.kind {
    case .note: try note(entry)
    case .decision: try decision(entry)
    case .deletion: try body(entry.text(DeletionField.reason))
    case .restoration: try body(entry.text(RestorationField.reason))
    case .transfer:
      let (from, to) = (entry.text(TransferField.from) ?? "", entry.text(TransferField.to) ?? "")
      try body(context.text(TimelineLinesMessage.moved(from: from, to: to)))
      try body(entry.text(TransferField.reason))
    case .step:
      let states = [StepField.from, StepField.to].map { field in
        entry.text(field).map { Vocabulary.status.text($0, context.language) } ?? ""
      }
      let step = entry.text(StepField.step).map { id in
        LoopStep(rawValue: id).map { context.text($0.label) } ?? id
      }
      try body((step ?? "") + context.text(PunctuationMessage.colon) + states.joined(separator: " → "))
      try body(entry.text(StepField.reason))
    case .link: try link(entry)
    case let kind where Schema.kinds.contains(kind):
      for (label, text) in context.shown(entry) {
        try body(label + context.text(PunctuationMessage.colon) + text)
      }
    default: try body(context.text(TimelineLinesMessage.newerVersion))
    }
  }

  private func note(_ entry: TimelineEntry) throws {
    guard entry.isWithdrawn else { return try body(entry.text(NoteField.text)) }
    try body(entry.text(NoteField.text).map { "[\($0)]" }, .dim)
    if let reason = entry.text(NoteField.withdrawalReason) {
      try body(context.text(TimelineLinesMessage.withdrawalReason) + reason)
    }
  }

  private func link(_ entry: TimelineEntry) throws {
    guard let link = CaseLink(LoopRecord(entry.state)) else {
      return try body(context.text(TimelineLinesMessage.newerVersion))
    }
    let other = numbers[link.other] ?? context.text(LinkLinesMessage.elsewhere)
    try body(
      context.text(link.kind.label) + context.text(PunctuationMessage.colon) + other,
      link.isActive ? .plain : .dim)
    try body(entry.text(LinkField.reason))
    guard !link.isActive else { return }
    try body(
      [context.text(LinkField.ended.label), entry.text(LinkField.endedBecause)].compactMap(\.self)
        .joined(separator: context.text(PunctuationMessage.colon)))
  }

  private func decision(_ entry: TimelineEntry) throws {
    let decided = DecidedField(entry.text(DecisionField.caseField) ?? "")
    let label = decided.label(context)
    let kept = decided.text(entry.text(DecisionField.value), context)
    try body(context.text(TimelineLinesMessage.kept(kept, of: label)))
    for version in entry.rejected {
      let value = decided.text(version.value, context)
      try body(
        context.text(TimelineLinesMessage.notKept(value, branch: version.branch)), .dim)
    }
    try body(entry.text(DecisionField.note))
  }

  private func body(_ text: String?, _ style: Style = .plain) throws {
    guard let text, !text.isEmpty else { return }
    for line in wrap(text, width: width, indent: 4) { try context.out(context.style.apply(style, to: line)) }
  }
}

enum TimelineLinesMessage: Message {
  case moved(from: String, to: String)
  case kept(String, of: String)
  case notKept(String, branch: String)
  case newerVersion
  case withdrawalReason
  case withdrawn

  var label: Label {
    switch self {
    case .moved(let from, let to):
      Label(en: "from \(from) to \(to)", zhHans: "由 \(from) 移交至 \(to)")
    case .kept(let kept, let label):
      Label(en: "\(label): kept “\(kept)”", zhHans: "\(label)：保留“\(kept)”")
    case .notKept(let value, let branch):
      Label(en: "not kept: “\(value)” (\(branch))", zhHans: "未保留：“\(value)”（\(branch)）")
    case .newerVersion:
      Label(en: "(written by a newer version)", zhHans: "（由较新的版本写入，无法显示）")
    case .withdrawalReason:
      Label(en: "Reason: ", zhHans: "撤销原因：")
    case .withdrawn:
      Label(en: "withdrawn", zhHans: "已撤销")
    }
  }
}
