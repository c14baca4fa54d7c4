import ArgumentParser
import Complaints
import Console
import Interchange
import Messages
import Replica
import Terminal

struct Due: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "due",
    abstract: text(.dueAbstract),
    discussion: text(
      .dueDiscussion))

  @Flag(help: help(.dueOnlyWhatIsLate))
  var late = false

  @Option(help: help(.dueOnlyWhatIsLateOr, "minutes"))
  var within: Int?

  @Option(help: help(.dueOfOneBranch, "branch"))
  var branch: String?

  @Option(help: help(.dueAtMostSoMany0, "n"))
  var limit = 50

  @OptionGroup var common: CommonOptions

  private struct Entry {
    let of: CaseSummary
    let deadline: Deadline
    let receivedAt: Int64?
  }

  func run(in context: Context) throws {
    guard limit >= 0, (within ?? 0) >= 0 else {
      throw CommandFailure.usage(Label(.dueANumberOf0Or))
    }
    let code = try branch.map { try BranchCode.checked($0).rawValue }
    let now = context.now.milliseconds
    let last = late ? now : within.map { now + Int64(min($0, 5_256_000)) * 60_000 } ?? .max
    var entries: [Entry] = []
    try context.read { reader in
      try reader.openDeadlines(branch: code) { found in
        for deadline in found.deadlines where !deadline.isOver && deadline.due <= last {
          entries.append(Entry(of: found.summary, deadline: deadline, receivedAt: found.receivedAt))
        }
      }
    }
    entries.sort { ($0.deadline.due, $0.of.rid) < ($1.deadline.due, $1.of.rid) }
    let shown = limit == 0 ? entries[...] : entries.prefix(limit)
    if context.json { return try context.emit(.array(shown.map { json($0, now, context) })) }
    guard !shown.isEmpty else {
      return context.err(late ? Label(.dueNothingIsLate) : Label(.dueNothingIsDue))
    }
    try print(Array(shown), now, context)
    if shown.count < entries.count {
      context.err(
        Label(
          .dueMoreLimit0ShowsAll, ["count": .number(entries.count - shown.count)]))
    }
  }

  private func json(_ entry: Entry, _ now: Int64, _ context: Context) -> JSON {
    let deadline = entry.deadline
    return [
      "case": .string(entry.of.number), "branch": .string(entry.of.branch),
      "clock": .string(deadline.clock.rawValue), "due": .string(context.time(deadline.due).rfc3339),
      "began": .string(context.time(deadline.began).rfc3339), "late": .bool(deadline.isBreached(at: now)),
      "late_before_received": .bool(entry.receivedAt.map(deadline.isBreachedBefore) ?? false),
      "status": .optional(entry.of.status), "severity": .optional(entry.of.severity),
      "handler": .optional(entry.of.handler),
    ]
  }

  private func print(_ entries: [Entry], _ now: Int64, _ context: Context) throws {
    var table = Table([
      Column(context.text(.fieldNumber)), Column(context.text(.dueClock)),
      Column(context.text(.fieldDue)), Column(context.text(.dueLeft)),
      Column(context.text(.fieldStatus)), Column(context.text(.commonSummary), isFlexible: true),
    ])
    for entry in entries {
      let isLate = entry.deadline.isBreached(at: now)
      var left = context.span(abs(entry.deadline.due - now))
      if isLate { left = context.text(.dueLate, ["left": .text(left)]) }
      if let received = entry.receivedAt, entry.deadline.isBreachedBefore(received) {
        left += context.text(.dueBeforeItCame)
      }
      table.add([
        Cell(entry.of.number, style: .bold), Cell(context.text(entry.deadline.clock.label)),
        Cell(context.time(entry.deadline.due).short), Cell(left, style: isLate ? .red : .plain),
        Cell(entry.of.status.map { Vocabulary.status.text($0, context.language) } ?? ""),
        Cell(entry.of.summary ?? ""),
      ])
    }
    try context.print(table)
  }
}

struct Why: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: text(.whyAbstract),
    discussion: text(
      .whyDiscussion) + "\n\n"
      + Clock.allCases.map { "  \($0.rawValue)  \($0.label.text(Invocation.language))" }.joined(
        separator: "\n"))

  @Argument(help: help(.commonTheCase, "case"))
  var reference: String

  @Argument(help: help(.dueTheClock, "clock"))
  var clock: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let wanted = try clock.map { typed in
      guard let found = Clock(typed: typed) else {
        throw CommandFailure.usage(
          Label(.dueThereIsNoClock, ["typed": .text(typed)]),
          hint: Label(.dueCasebookWhyHelpListsThem))
      }
      return found
    }
    let (number, all) = try context.read { reader in
      let row = try context.resolveCase(reader, reference)
      return (try reader.number(of: row), try reader.deadlines(of: row))
    }
    let shown = all.filter { wanted == nil || $0.clock == wanted }
    let now = context.now.milliseconds
    if context.json {
      return try context.emit(
        .array(
          shown.map { deadline in
            [
              "clock": .string(deadline.clock.rawValue), "due": .string(context.time(deadline.due).rfc3339),
              "began": .string(context.time(deadline.began).rfc3339),
              "met": .optional(deadline.met.map { context.time($0).rfc3339 }),
              "breached": .bool(deadline.isBreached(at: now)),
              "reasons": .strings(deadline.reasons.map { context.text($0) }),
            ]
          }))
    }
    guard !shown.isEmpty else {
      return context.err(
        Label(.dueNoSuchClockRunsFor, ["number": .text(number)]))
    }
    for deadline in shown {
      let title = context.text(deadline.clock.label)
      try context.out(context.style.apply(.bold, to: title) + "  " + state(deadline, now, context))
      for reason in deadline.reasons { try context.out("  " + context.text(reason)) }
    }
  }

  private func state(_ deadline: Deadline, _ now: Int64, _ context: Context) -> String {
    if let met = deadline.met {
      let when = context.time(met).short
      return deadline.isBreached(at: now)
        ? context.text(
          .dueDoneLateBy, ["when": .text(when), "met": .text(context.span(met - deadline.due))])
        : context.text(.dueDoneInTime, ["when": .text(when)])
    }
    return deadline.isBreached(at: now)
      ? context.text(.dueLateBy, ["now": .text(context.span(now - deadline.due))])
      : context.text(.dueLeft2, ["due": .text(context.span(deadline.due - now))])
  }
}

extension Context {
  /// How long something takes, in its largest unit: `3 h`, `2 天`.
  func span(_ milliseconds: Int64) -> String {
    let minutes = milliseconds / 60_000
    switch minutes {
    case ..<120: return text(.commonMin, ["minutes": .number(minutes)])
    case ..<(48 * 60): return text(.dueH, ["hours": .number(minutes / 60)])
    default: return text(.dueDays, ["days": .number(minutes / 1440)])
    }
  }
}
