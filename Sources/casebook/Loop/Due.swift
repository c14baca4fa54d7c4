import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

struct Due: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "due",
    abstract: text(DueMessage.dueAbstract),
    discussion: text(DueMessage.dueDiscussion))

  @Flag(help: help(CommonMessage.lateHelp))
  var late = false

  @Option(help: help(DueMessage.withinHelp, "minutes"))
  var within: Int?

  @Option(help: help(DueMessage.branchHelp, "branch"))
  var branch: String?

  @Option(help: help(DueMessage.handlerHelp, "name"))
  var handler: String?

  @Flag(help: help(DueMessage.mineHelp))
  var mine = false

  @OptionGroup var limit: LimitOption
  @OptionGroup var common: CommonOptions

  /// Of a case, or of what is none: see `Duty`.
  private struct Entry {
    let deadline: Deadline
    let found: CaseDeadlines?
    let duty: Duty?

    var branch: String? { found?.summary.branch ?? duty?.branch }
    var number: String? { found?.summary.number ?? duty?.number }
  }

  /// Where an entry stands, without what it says: all are sorted, and few are shown.
  private struct Place {
    /// Nil: among the duties that are of no case.
    let found: Int?
    let deadline: Int
    let order: DueOrder
    let rid: Int64
  }

  func run(in context: Context) throws {
    let most = try limit.most(usual: 50, context)
    guard (within ?? 0) >= 0 else {
      throw CommandFailure.usage(Label(DueMessage.numberNegative))
    }
    let code = try branch.map { try BranchCode.checked($0).rawValue }
    let now = context.now.milliseconds
    let last = late ? now : within.map { Spans.after(now, minutes: $0) } ?? .max
    var cases: [CaseDeadlines] = []
    var places: [Place] = []
    var duties: [Duty] = []
    try context.read { reader in
      let isSuperior = reader.identity.acting != .branchStaff
      let names = try context.names(handler: handler, mine: mine, reader).map { Set($0.map(\.folded)) }
      func isAsked(_ deadline: Deadline, handler: String? = nil) -> Bool {
        (names?.contains((deadline.owed?.owner ?? handler ?? "").folded) ?? true)
          && (late ? deadline.isBreached(at: now) : deadline.due <= last)
      }
      try reader.openDeadlines(branch: code) { found in
        let isOpen = found.summary.status.map { !StatusSet.closed.ids.contains($0) } ?? true
        let isFirst = isOpen && (found.isEmergency || isSuperior && found.isEscalated)
        for (at, deadline) in found.deadlines.enumerated()
        where !deadline.isOver && isAsked(deadline, handler: found.summary.handler) {
          let order = DueOrder(
            isFirst: isFirst, severity: found.summary.severity, urgency: found.urgency,
            complexity: found.complexity, due: deadline.due, now: now)
          places.append(Place(found: cases.count, deadline: at, order: order, rid: found.summary.rid))
        }
        if places.last?.found == cases.count { cases.append(found) }
      }
      for duty in try context.duties(branch: code, reader) where isAsked(duty.deadline) {
        places.append(Place(found: nil, deadline: duties.count, order: duty.order(at: now), rid: .max))
        duties.append(duty)
      }
    }
    places.sort { ($0.order, $0.rid, $0.deadline) < ($1.order, $1.rid, $1.deadline) }
    let shown = places.prefix(most ?? places.count).map { place in
      if let found = place.found.map({ cases[$0] }) {
        return Entry(deadline: found.deadlines[place.deadline], found: found, duty: nil)
      }
      let duty = duties[place.deadline]
      return Entry(deadline: duty.deadline, found: nil, duty: duty)
    }
    try context.warnOfClock()
    if context.json { return try context.emit(.array(shown.map { json($0, now, context) })) }
    guard !shown.isEmpty else {
      return context.err(late ? Label(DueMessage.noneLate) : Label(DueMessage.noneDue))
    }
    try print(shown, now, context)
    if shown.count < places.count {
      context.errAfterwards(
        Label(LimitOptionMessage.leftOut(places.count - shown.count, shown: shown.count)))
    }
  }

  private func json(_ entry: Entry, _ now: Int64, _ context: Context) -> JSON {
    let (deadline, found) = (entry.deadline, entry.found)
    func name(_ kind: RecordKind) -> JSON { .optional(entry.duty?.kind == kind ? entry.duty?.name : nil) }
    return [
      "kind": .string((entry.duty?.kind ?? .case).id),
      "case": .optional(entry.number), "branch": .optional(entry.branch),
      "clock": .string(deadline.kind.rawValue), "due": .string(context.time(deadline.due).rfc3339),
      "began": .string(context.time(deadline.began).rfc3339), "late": .bool(deadline.isBreached(at: now)),
      "late_before_received": .bool(found?.receivedAt.map(deadline.isBreachedBefore) ?? false),
      "status": .optional(found?.summary.status), "severity": .optional(found?.summary.severity),
      "handler": .optional(found?.summary.handler), "urgency": .optional(found?.urgency),
      "emergency": .bool(found?.isEmergency ?? false), "escalated": .bool(found?.isEscalated ?? false),
      "what": .optional(deadline.owed?.what), "owner": .optional(deadline.owed?.owner),
      "look_again": .bool(deadline.owed?.isLookedAtAgain ?? false),
      "employee_record": name(.remark), "signal": name(.signal),
      "notice": name(.notice),
      "training": name(.course),
    ]
  }

  /// What is owed, and by whom; else what the case is about.
  private func summary(_ entry: Entry, _ context: Context) -> String {
    guard let owed = entry.deadline.owed else { return entry.found?.summary.summary ?? "" }
    let what =
      owed.what == nil
      ? context.text(DueMessage.emptied)
      : owed.isLookedAtAgain ? context.text(entry.deadline.title) : owed.what
    return [what, owed.owner].compactMap(\.self).joined(separator: " · ")
  }

  /// As `list` marks a case.
  private func flags(_ found: CaseDeadlines?, _ context: Context) -> String {
    guard let found else { return "" }
    return [("emergency", found.isEmergency), ("escalated", found.isEscalated)].filter(\.1)
      .map { context.flagText($0.0) }.joined(separator: context.text(PunctuationMessage.comma))
  }

  private func print(_ entries: [Entry], _ now: Int64, _ context: Context) throws {
    var rows: [[Cell]] = []
    for entry in entries {
      let isLate = entry.deadline.isBreached(at: now)
      var left = context.span(abs(entry.deadline.due - now))
      if isLate { left = context.text(DueMessage.lateCell(by: left)) }
      if let received = entry.found?.receivedAt, entry.deadline.isBreachedBefore(received) {
        left += context.text(DueMessage.lateOnArrival)
      }
      rows.append([
        Cell(entry.number ?? entry.duty?.name ?? "", style: .bold),
        Cell(entry.duty?.title ?? context.text(entry.deadline.kind.label)),
        Cell(context.time(entry.deadline.due, in: entry.deadline.zone)),
        Cell(left, style: isLate ? .red : .plain),
        Cell(entry.found?.summary.status.map { Vocabulary.status.text($0, context.language) } ?? ""),
        Cell(summary(entry, context)),
        Cell(flags(entry.found, context), style: entry.found?.isEmergency ?? false ? .red : .yellow),
      ])
    }
    let titles: [Label] = [
      Label(DomainMessage.caseNumber), Label(DomainMessage.deadline), Label(DomainMessage.due),
      Label(DueMessage.leftColumn), Label(DomainMessage.status), Label(CommonMessage.summary),
      Label(DomainMessage.flags),
    ]
    let widths = titles.indices.map { at in
      max(context.text(titles[at]).displayWidth, rows.map { $0[at].text.displayWidth }.max() ?? 0)
    }
    // A number that is cut names nobody. What is owed, and by whom, says more than a state, or than a time beside what is left
    // of it: those go first.
    var shown = titles.indices.filter { at in at != 6 || rows.contains { !$0[at].text.isEmpty } }
    for (at, room) in [(4, 28), (2, 28), (5, 12)] where context.style.isTerminal {
      let needed = shown.reduce(0) { $0 + ($1 == 5 ? min(widths[5], room) : widths[$1]) + 2 } - 2
      if needed > context.columns { shown.removeAll { $0 == at } }
    }
    var table = Table(
      shown.map { at in
        Column(
          context.text(titles[at]), minWidth: at == 0 || at == 2 ? widths[at] : 8,
          isFlexible: at == 5 || at == 1)
      })
    for row in rows { table.add(shown.map { row[$0] }) }
    try context.print(table)
  }
}

enum DueMessage: Message {
  case emptied
  case handlerHelp
  case mineHelp
  case numberNegative
  case dueAbstract
  case lateOnArrival
  case dueDiscussion
  case lateCell(by: String)
  case late(by: String)
  case leftColumn
  case left(String)
  case noneDue
  case noneLate
  case branchHelp
  case withinHelp
  case unknownDeadline(String)

  var label: Label {
    switch self {
    case .emptied: Label(en: "(erased)", zhHans: "（已清除）")
    case .handlerHelp:
      Label(en: "Only what this person owes, or handles.", zhHans: "只看此人负责或经办的。")
    case .mineHelp:
      Label(en: "Only what is mine.", zhHans: "只看我的。")
    case .numberNegative:
      Label(en: "--within takes 0 or more.", zhHans: "--within 应为 0 或更大的数。")
    case .dueAbstract:
      Label(en: "Lists what is late, and what is due next.", zhHans: "查看已超时和即将到期的事项。")
    case .lateOnArrival:
      Label(en: " (late on arrival)", zhHans: "（收到时已超时）")
    case .dueDiscussion:
      Label(
        en: """
          casebook due
          casebook due --mine --late
          casebook due --within 240 --json

          Notices that this branch has not acknowledged stand first, at head office those
          that branches are late with. Emergencies come next, and for whoever is above
          branch staff what was escalated. Then what is late: severe before minor, urgent
          before not urgent. Then the others by time. Commitments to customers, tasks,
          signals with a date, what is to be looked at again and what you have to learn
          are among them; of employees for those alone who may read it.
          Why something is due: casebook why <case> <deadline>
          """,
        zhHans: """
          casebook due
          casebook due --mine --late
          casebook due --within 240 --json

          本店待签收的通知排最前（总部看到的是门店超期未签的）。其次是紧急事件；
          值班经理及以上还会先看到升级的工单。再次是已超时的：严重的、紧急的在前。
          其余按期限排列；对客户的承诺、待办、有期限的苗头、复查和您自己要学的培训
          也在其中，员工记录的复查只有能查看这些记录的人看得到。
          期限的由来：casebook why <工单> <时限>
          """)
    case .lateCell(let left):
      Label(en: "\(left) late", zhHans: "超时 \(left)")
    case .late(let now):
      Label(en: "late by \(now)", zhHans: "已超时 \(now)")
    case .leftColumn:
      Label(en: "Left", zhHans: "剩余")
    case .left(let due):
      Label(en: "\(due) left", zhHans: "剩余 \(due)")
    case .noneDue:
      Label(en: "Nothing is due.", zhHans: "目前没有待完成的时限。")
    case .noneLate:
      Label(en: "Nothing is late.", zhHans: "目前没有超时的事项。")
    case .branchHelp:
      Label(en: "Only this branch.", zhHans: "仅此门店。")
    case .withinHelp:
      Label(en: "Only what is late or due within this many minutes.", zhHans: "只列已超时的，以及这么多分钟内到期的。")
    case .unknownDeadline(let typed):
      Label(en: "“\(typed)” is not one of the deadlines.", zhHans: "没有“\(typed)”这项时限。")
    }
  }
}
