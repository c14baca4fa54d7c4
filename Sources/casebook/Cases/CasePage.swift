import CaseIndex
import Complaints
import Console
import Language
import Replica
import Terminal
import Versioning

/// A case as people read it.
struct CasePage {
  private let context: Context
  private let detail: CaseDetail
  private let conflicts: [Conflict]
  private let isBreached: Bool
  private let ring: [String]
  private let original: String?
  private let customer: ReturningCustomer?
  private let links: LinkLines
  private let notices: [Notice]
  private let maySettle: Bool
  private let width: Int
  private let conflicted: Set<FieldID>

  /// - Parameters:
  ///   - ring: the numbers of cases that are duplicates of one another, this one first.
  ///   - original: the number of the case that this one duplicates, where it is here.
  ///   - customer: what is known of the customer from before.
  ///   - links: what it belongs together with.
  ///   - notices: in force, of what it may be of.
  ///   - maySettle: whoever looks may settle conflicts.
  init(
    _ context: Context, _ detail: CaseDetail, _ conflicts: [Conflict], isBreached: Bool, ring: [String] = [],
    original: String? = nil, customer: ReturningCustomer? = nil, links: LinkLines, notices: [Notice] = [],
    maySettle: Bool
  ) {
    self.customer = customer
    self.links = links
    self.notices = notices
    self.original = original
    self.maySettle = maySettle
    self.ring = ring
    self.context = context
    self.detail = detail
    self.conflicts = conflicts
    self.isBreached = isBreached
    // Long lines are hard to read, and a file should look like a window.
    width = min(context.style.isTerminal ? context.columns : 80, 100)
    conflicted = Set(conflicts.filter { $0.record.id == detail.row.id }.map(\.field))
  }

  func print() throws {
    try header()
    for section in [Section.classification, .story, .customer, .handling, .record] { try fields(section) }
    try linked()
    try timeline()
    try openConflicts()
  }

  // MARK: - Parts

  private func header() throws {
    let summary = detail.summary
    var first = [styled(.bold, summary.number)]
    if let status = summary.status {
      first.append(styled(.cyan, Vocabulary.status.text(status, context.language)))
    }
    for flag in context.flags(summary, detail.state, detail.deletion, isBreached: isBreached) {
      first.append(
        styled(
          [.bold, ["emergency", "deleted", "breached"].contains(flag) ? .red : .yellow],
          context.flagText(flag)))
    }
    try context.out(first.joined(separator: "  "))
    if let title = text(CaseField.title) {
      for line in wrap(title, width: width) { try context.out(context.style.apply(.bold, to: line)) }
    }
    var facts = ["\(CaseField.loggedAt.label.text(context.language)) \(logged)"]
    facts.append(context.text(CasePageMessage.branch) + summary.branch)
    if let handler = text(CaseField.handler) {
      facts.append(CaseField.handler.label.text(context.language) + " " + handler)
    }
    let tags = context.elements(detail.state, CaseField.tags)
    if !tags.isEmpty {
      facts.append(
        CaseField.tags.label.text(context.language) + " "
          + tags.joined(separator: context.text(PunctuationMessage.comma)))
    }
    for line in wrap(facts.joined(separator: " · "), width: width) { try context.out(line) }
    for notice in notices {
      for line in wrap(context.hint(context.inForce(notice)), width: width) {
        try context.out(styled(.red, line))
      }
    }
    try context.tell(customer, width: width)
    for field in [CaseField.status, CaseField.title, CaseField.handler, CaseField.loggedAt]
    where isConflicted(field) {
      try context.out(
        styled(
          .yellow, field.label.text(context.language) + context.text(PunctuationMessage.colon) + openMark))
    }
    if !ring.isEmpty {
      let others = ring.dropFirst().joined(separator: ", ")
      let told = context.hint(
        detail.summary.status == CaseStatus.duplicate.rawValue
          ? CasePageMessage.duplicateRing(others, of: ring[0])
          : CasePageMessage.mergedRing(
            others, of: ring[0],
            standing: links.merged?.group.survivor.flatMap { links.numbers[$0] } ?? ring[0]))
      for line in wrap(told, width: width) { try context.out(styled(.yellow, line)) }
    }
    if case .deleted = detail.deletion {
      try context.out(
        context.text(CasePageMessage.restore)
          + context.hint(Label(verbatim: "casebook restore \(summary.number.sanitised(.joined))")))
    }
  }

  /// The fields of a section that are set: short ones with their names before them, long texts below theirs.
  private func fields(_ section: Section) throws {
    var rows: [(label: String, value: String, isLong: Bool, isOpen: Bool)] = []
    for field in Schema.fields(of: .case) where field.section == section && field.type != .system {
      let value = value(field)
      let isOpen = isConflicted(field)
      guard !value.isEmpty || isOpen else { continue }
      rows.append((field.label.text(context.language), value, field.type == .longText, isOpen))
    }
    if section == .record { rows += unknownFields() }
    guard !rows.isEmpty else { return }
    try heading(section.label.text(context.language))
    let labelWidth = rows.filter { !$0.isLong }.map(\.label.displayWidth).max() ?? 0
    for row in rows {
      let mark = row.isOpen ? "  " + styled(.yellow, openMark) : ""
      if row.isLong {
        try context.out("  " + styled(.dim, row.label) + mark)
        for line in wrap(row.value, width: width, indent: 4) { try context.out(line) }
      } else {
        let lines = wrap(row.value, width: width - labelWidth - 4)
        for (index, line) in lines.enumerated() {
          let label = (index == 0 ? row.label : "").padded(toWidth: labelWidth)
          let text = "  " + context.style.apply(.dim, to: label) + "  " + line
          try context.out((index == lines.count - 1 ? text + mark : text))
        }
      }
    }
  }

  private func linked() throws {
    let lines = links.lines(context, of: detail.row.id)
    guard !lines.isEmpty else { return }
    try heading(context.text(LinkLinesMessage.heading))
    for line in lines {
      try context.out("  " + line.sanitised(.joined).truncated(toWidth: max(12, width - 2)))
    }
  }

  private func timeline() throws {
    guard !detail.timeline.isEmpty else { return }
    try heading(context.text(CasePageMessage.timeline))
    for entry in detail.timeline {
      try TimelineLines(context, width: width, numbers: links.numbers).print(entry)
    }
  }

  private func openConflicts() throws {
    guard !conflicts.isEmpty else { return }
    try heading(context.text(CasePageMessage.openConflicts))
    for conflict in conflicts {
      let name =
        conflict.kind == .deletion
        ? context.text(CasePageMessage.deletedAndEdited)
        : context.fieldLabel(conflict.field, conflict.record.kind)
      try context.out("  " + styled(.bold, conflict.id.description) + "  " + styled(.yellow, name))
      guard conflict.kind != .deletion else { continue }
      for head in conflict.heads {
        let value = context.display(head.value, conflict.definition).sanitised(.joined)
        let who = "\(head.version.author.name) \(head.version.author.branch)".sanitised(.joined)
        let ago = context.ago(head.version.madeAt)
        let tail = context.text(CasePageMessage.authorAndAge(who, ago: ago))
        try context.out("    " + value.truncated(toWidth: max(12, width - 4 - tail.displayWidth)) + tail)
      }
    }
    let only = conflicts.count == 1 ? conflicts.first.map { "\($0.id)" } : nil
    for hint in [CasePageMessage.compareHint(only)] + (maySettle ? [CasePageMessage.settleHint(only)] : []) {
      try context.out("  " + context.hint(hint))
    }
  }

  // MARK: - Pieces

  private func heading(_ text: String) throws {
    try context.out()
    try context.out(styled(.bold, text))
  }

  private func styled(_ style: Style, _ text: String) -> String {
    context.style.apply(style, to: text.sanitised(.joined))
  }

  private var openMark: String { context.text(CasePageMessage.inConflict) }

  private func isConflicted(_ field: FieldDefinition) -> Bool {
    conflicted.contains { $0.number == field.number }
  }

  private func text(_ field: FieldDefinition) -> String? {
    if case .text = detail.state.shown(field) {
      return FieldDisplay.line(
        detail.state.shown(field), context.terms[field], context.language, to: context.zone)
    }
    return nil
  }

  private func value(_ field: FieldDefinition) -> String {
    guard field.isSet else {
      // A line of another program is a line all the same.
      let value = detail.state.shown(field)
      if field == CaseField.duplicateOf, let original { return original }
      return field.type == .longText
        ? FieldDisplay.text(value, context.terms[field], context.language, to: context.zone)
        : FieldDisplay.line(value, context.terms[field], context.language, to: context.zone)
    }
    return context.elements(detail.state, field)
      .map { FieldDisplay.element($0, context.terms[field], context.language) }.joined(
        separator: context.text(PunctuationMessage.comma))
  }

  private var logged: String {
    guard let date = DateText(stored: detail.summary.loggedAt) else { return detail.summary.loggedAt }
    guard case .time(let time) = date else { return date.short }
    let shown = date.shown(to: context.zone)
    let ago = context.ago(time.milliseconds)
    let quality = detail.state.clockQuality(CaseField.loggedAt).flatMap { HistoryLinesMessage($0) }
    return shown + context.text(PunctuationMessage.brackets(ago))
      + (quality.map { context.text(PunctuationMessage.brackets(context.text($0))) } ?? "")
  }

  /// Fields of a newer version are shown as they stand.
  private func unknownFields() -> [(label: String, value: String, isLong: Bool, isOpen: Bool)] {
    detail.state.fields.filter { Schema.field(.case, number: $0.field.number) == nil && $0.value != .none }
      .map { (context.fieldLabel($0.field, .case), context.display($0.value, nil), false, $0.isConflicted) }
  }
}

enum CasePageMessage: Message {
  case duplicateRing(String, of: String)
  case mergedRing(String, of: String, standing: String)
  case branch
  case compareHint(String?)
  case settleHint(String?)
  case deletedAndEdited
  case inConflict
  case openConflicts
  case timeline
  case restore
  case authorAndAge(String, ago: String)

  var label: Label {
    switch self {
    case .duplicateRing(let others, let number):
      Label(
        en: others.isEmpty
          ? "This case is called a duplicate of itself. It counts as one complaint. To put it right: casebook reopen \(number) --reason …"
          : "This case and \(others) are called duplicates of each other, by people who did not see what the other did. They count as one complaint. To put it right, take up one of them: casebook reopen \(number) --reason …",
        zhHans: others.isEmpty
          ? "本工单被标为自己的重复单，按一件投诉计。更正：casebook reopen \(number) --reason …"
          : "本工单与 \(others) 互相标为重复单（两处各自操作所致），合计一件投诉。请重启其中一单：casebook reopen \(number) --reason …")
    case .mergedRing(let others, let number, let standing):
      Label(
        en: others.isEmpty
          ? "This case was merged into itself. It counts as one complaint, and its clocks run. To put it right: casebook unmerge \(number)"
          : "This case and \(others) were merged into each other, by people who did not see what the other did. They count as one complaint: \(standing) stands for it, and its clocks run. To put it right: casebook unmerge \(number)",
        zhHans: others.isEmpty
          ? "本工单被并入自己，仍按一件投诉计，照常计时。更正：casebook unmerge \(number)"
          : "本工单与 \(others) 互相并入（两处各自操作所致），合计一件投诉，以 \(standing) 为准，照常计时。更正：casebook unmerge \(number)")
    case .branch:
      Label(en: "Branch ", zhHans: "门店 ")
    case .compareHint(let id):
      Label(
        en: "Compare: casebook conflict show \(id ?? "<id>")",
        zhHans: "对比：casebook conflict show \(id ?? "<编号>")")
    case .settleHint(let id):
      Label(
        en: "Settle: casebook conflict resolve \(id ?? "<id>") --take winner",
        zhHans: "处理：casebook conflict resolve \(id ?? "<编号>") --take winner")
    case .deletedAndEdited:
      Label(en: "Deleted by one, edited by another", zhHans: "一方已删除，另一方有修改")
    case .inConflict:
      Label(en: "in conflict", zhHans: "有冲突")
    case .openConflicts:
      Label(en: "Open conflicts", zhHans: "待处理冲突")
    case .timeline:
      Label(en: "Timeline", zhHans: "处理记录")
    case .restore:
      Label(en: "To restore it: ", zhHans: "恢复：")
    case .authorAndAge(let who, let ago):
      Label(en: " (\(who), \(ago))", zhHans: "（\(who)，\(ago)）")
    }
  }
}
