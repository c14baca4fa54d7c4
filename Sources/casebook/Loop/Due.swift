import ArgumentParser
import Complaints
import Console
import Interchange
import Replica
import Terminal

struct Due: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "due",
    abstract: text("What is late, and what comes next.", "哪些已超时、哪些即将到期。"),
    discussion: text(
      """
      casebook due
      casebook due --late
      casebook due --within 240 --json

      Late ones first, then by time. Why something is due: casebook why CASE CLOCK
      """,
      """
      casebook due
      casebook due --late
      casebook due --within 240 --json

      已超时的排在前面，其余按期限排列。期限的由来：casebook why 工单 时限
      """))

  @Flag(help: help("Only what is late.", "只列已超时的。"))
  var late = false

  @Option(help: help("Only what is late or due within so many minutes.", "只列已超时或若干分钟内到期的。", "minutes"))
  var within: Int?

  @Option(help: help("Of one branch.", "仅某门店。", "branch"))
  var branch: String?

  @Option(help: help("At most so many; 0: all.", "最多显示条数；0 表示全部。", "n"))
  var limit = 50

  @OptionGroup var common: CommonOptions

  private struct Entry {
    let of: CaseSummary
    let deadline: Deadline
    let receivedAt: Int64?
  }

  func run(in context: Context) throws {
    guard limit >= 0, (within ?? 0) >= 0 else {
      throw CommandFailure.usage(Label("A number of 0 or more.", "应为不小于 0 的数字。"))
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
      return context.err(late ? Label("Nothing is late.", "没有超时事项。") : Label("Nothing is due.", "没有待办时限。"))
    }
    try print(Array(shown), now, context)
    if shown.count < entries.count {
      context.err(
        Label(
          "\(entries.count - shown.count) more: --limit 0 shows all.",
          "还有 \(entries.count - shown.count) 条，--limit 0 显示全部。"))
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
      Column(context.text("Number", "工单号")), Column(context.text("Clock", "时限")),
      Column(context.text("Due", "期限")), Column(context.text("Left", "剩余")),
      Column(context.text("Status", "状态")), Column(context.text("Summary", "摘要"), isFlexible: true),
    ])
    for entry in entries {
      let isLate = entry.deadline.isBreached(at: now)
      var left = context.span(abs(entry.deadline.due - now))
      if isLate { left = context.text("\(left) late", "超时 \(left)") }
      if let received = entry.receivedAt, entry.deadline.isBreachedBefore(received) {
        left += context.text(" (before it came)", "（上报前）")
      }
      table.add([
        Cell(entry.of.number, style: .bold), Cell(context.text(entry.deadline.clock.label)),
        Cell(context.time(entry.deadline.due).short), Cell(left, style: isLate ? .red : .plain),
        Cell(entry.of.status.map { Vocabulary.status.text($0, context.language) } ?? ""),
        Cell(entry.of.summary ?? ""),
      ])
    }
    for line in table.lines(width: context.columns, style: context.style) { try context.out(line) }
  }
}

struct Why: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: text("Explains how a deadline was found.", "说明期限是怎样得出的。"),
    discussion: text(
      """
      casebook why 7                 every clock of the case
      casebook why 7 resolve         one of them
      """,
      """
      casebook why 7                 该工单的全部时限
      casebook why 7 解决            其中一项
      """) + "\n\n"
      + Clock.allCases.map { "  \($0.rawValue)  \($0.label.text(Invocation.language))" }.joined(
        separator: "\n"))

  @Argument(help: help("The case.", "工单。", "case"))
  var reference: String

  @Argument(help: help("The clock.", "时限。", "clock"))
  var clock: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let wanted = try clock.map { typed in
      guard let found = Clock(typed: typed) else {
        throw CommandFailure.usage(
          Label("There is no clock “\(typed)”.", "没有“\(typed)”这项时限。"),
          hint: Label("casebook why --help lists them.", "可用 casebook why --help 查看。"))
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
        Label("No such clock runs for \(number) now.", "工单 \(number) 目前没有这项时限。"))
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
          "done \(when), late by \(context.span(met - deadline.due))",
          "\(when) 完成，超时 \(context.span(met - deadline.due))")
        : context.text("done in time: \(when)", "按时完成：\(when)")
    }
    return deadline.isBreached(at: now)
      ? context.text("late by \(context.span(now - deadline.due))", "已超时 \(context.span(now - deadline.due))")
      : context.text("\(context.span(deadline.due - now)) left", "剩余 \(context.span(deadline.due - now))")
  }
}

extension Clock {
  /// By its identifier, a label, or the beginning of either.
  init?(typed: String) {
    let terms = Clock.allCases.map { Term($0.rawValue, $0.label) }
    guard case .term(let term) = Vocabulary("clock", Label("Clock", "时限"), terms).match(typed) else {
      return nil
    }
    self.init(rawValue: term.id)
  }
}

extension Context {
  /// How long something takes, in its largest unit: `3 h`, `2 天`.
  func span(_ milliseconds: Int64) -> String {
    let minutes = milliseconds / 60_000
    switch minutes {
    case ..<120: return text("\(minutes) min", "\(minutes) 分钟")
    case ..<(48 * 60): return text("\(minutes / 60) h", "\(minutes / 60) 小时")
    default: return text("\(minutes / 1440) days", "\(minutes / 1440) 天")
    }
  }
}
