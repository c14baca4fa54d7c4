import ArgumentParser
import Complaints
import Console
import Interchange
import Replica
import Terminal
import Versioning

/// `casebook policy …`
struct PolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy",
    abstract: text("Who may spend how much, and by when things are due.", "权限额度与时限的规定。"),
    discussion: text(
      """
      casebook policy show
      casebook policy list

      Head office lays down another version for all branches; what was logged before is held to the one before:

      casebook policy set --limit duty_manager/moderate=2000 --term resolve/minor=2h \\
        --from 2026-12-01 --note "Christmas"
      """,
      """
      casebook policy show
      casebook policy list

      总部可发布新版本，此前登记的工单仍按旧版本：

      casebook policy set --limit 值班经理/中度影响=2000 --term 解决/轻微失误=2小时 \\
        --from 2026-12-01 --note "双十二"
      """),
    subcommands: [PolicyShow.self, PolicyList.self, PolicySet.self])
}

struct PolicyShow: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: text("Shows what holds now, or one version.", "查看现行规定或某一版本。"),
    discussion: text(
      "casebook policy show\ncasebook policy show --version 2",
      "casebook policy show\ncasebook policy show --version 2"))

  @Option(help: help("Another version; 0 is the built-in one.", "某一版本；0 为系统自带。", "n"))
  var version: Int?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let all = try context.read { try $0.policies() }
    let policy: Policy
    if let version {
      guard let found = ([.standard] + all).first(where: { $0.version == version }) else {
        throw CommandFailure(
          "not_found", .notFound,
          Label("There is no version \(version) of the policy.", "没有第 \(version) 版规定。"),
          hint: Label("casebook policy list shows them.", "可用 casebook policy list 查看。"))
      }
      policy = found
    } else {
      policy = all.inForce(at: context.now.milliseconds)
    }
    if context.json { return try context.emit(context.json(policy)) }
    for line in context.lines(policy) { try context.out(line) }
  }
}

struct PolicyList: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: text("Lists the versions.", "列出各版本。"),
    discussion: "casebook policy list")

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let all = try context.read { try $0.policies() }.sorted { ($0.from, $0.version) < ($1.from, $1.version) }
    let now = all.inForce(at: context.now.milliseconds).version
    if context.json { return try context.emit(.array(([.standard] + all).map { context.json($0) })) }
    var table = Table([
      Column(context.text("Version", "版本")), Column(context.text("In force from", "生效时间")),
      Column(context.text("Note", "说明"), isFlexible: true),
    ])
    for policy in [.standard] + all {
      let from = policy.version == 0 ? context.text("(built in)", "（系统自带）") : context.time(policy.from).short
      table.add([
        Cell("\(policy.version)", style: policy.version == now ? .bold : .plain), Cell(from),
        Cell(policy.note ?? ""),
      ])
    }
    for line in table.lines(width: context.columns, style: context.style) { try context.out(line) }
  }
}

struct PolicySet: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: text("Lays down another version for all branches (head office).", "为所有门店发布新版本（总部）。"),
    discussion: text(
      """
      casebook policy set --limit duty_manager/moderate=2000 --limit branch_staff/severe=none
      casebook policy set --term resolve/minor=2h --term review="2 working days" --term follow_up_30/severe=off
      casebook policy set --term progress_report/severe=120 --from 2026-12-01 --note "Christmas"

      A limit is WHO/SEVERITY=AMOUNT, none (somebody else approves) or unlimited; a deadline is
      CLOCK/SEVERITY=TIME: minutes, 2h, 3 days, eod (until the branch closes), 3wd (working days), off.
      Without a severity it is all three. Cases logged before --from are held to the version before.
      """,
      """
      casebook policy set --limit 值班经理/中度影响=2000 --limit 店员/严重损害=须审批
      casebook policy set --term 解决/轻微失误=2小时 --term 复盘=2个工作日 --term "30 天跟踪/严重损害=停用"
      casebook policy set --term 进展同步/严重损害=120 --from 2026-12-01 --note "双十二"

      额度写法：角色/严重度=金额、须审批、不限。时限写法：时限/严重度=分钟数、2小时、3天、
      当天（打烊前）、3个工作日、停用。不写严重度则三级同时修改。--from 之前登记的工单仍按旧版本。
      """))

  @Option(
    parsing: .singleValue, help: help("A limit (several).", "额度（可多个）。", "who/severity=amount"))
  var limit: [String] = []
  @Option(
    parsing: .singleValue, help: help("A deadline (several).", "时限（可多个）。", "clock/severity=time"))
  var term: [String] = []
  @Option(help: help("In force for cases logged from then on; now.", "对此后登记的工单生效；默认现在。", "time"))
  var from: String?
  @Option(help: help("Why.", "说明。", "text"))
  var note: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard !limit.isEmpty || !term.isEmpty else {
      throw CommandFailure.usage(
        Label("Say what is to change: --limit or --term.", "请写明要改什么：--limit 或 --term。"),
        hint: Label("casebook policy set --help shows examples.", "示例见 casebook policy set --help。"))
    }
    let start = try context.beginning(from)
    let note = try context.edits([(PolicyField.note, note)]).first.flatMap { $0.value.text }
    let (new, old) = try context.write { session in
      try session.publishPolicy(from: start) { policy in
        policy.note = note
        do {
          for typed in limit { try policy.setLimit(typed: typed) }
          for typed in term { try policy.setTerm(typed: typed) }
        } catch let error as PolicyInputError { throw CommandFailure(error) }
      }
    }
    if context.json { return try context.emit(context.json(new)) }
    for line in context.differences(old, new) { try context.out(line) }
    context.err(
      Label(
        "Version \(new.version) is saved, in force from \(context.time(start).short); branches have it after the next sync.",
        "第 \(new.version) 版已保存，\(context.time(start).short) 起生效，门店下次同步后执行。"))
  }
}

extension Context {
  /// When a version begins: now, or later. What was logged is held to what was in force then.
  func beginning(_ typed: String?) throws -> Int64 {
    guard let typed else { return now.milliseconds / 1000 * 1000 }
    guard case .text(let stored) = try FieldInput.parse(typed, as: PolicyField.from, now: now),
      let start = DateText(stored: stored)?.start(offsetMinutes: now.offsetMinutes)
    else {
      throw CommandFailure.usage(Label("From when?", "请写明生效时间。"))
    }
    let today = LocalTime(now.date, hour: 0, minute: 0, offsetMinutes: now.offsetMinutes)
    guard start.milliseconds >= (today ?? now).milliseconds else {
      throw CommandFailure.usage(
        Label("A version cannot begin in the past.", "生效时间不能早于今天。"),
        hint: Label(
          "Cases that are logged already are held to what was in force when they were logged.",
          "已登记的工单按登记时的规定执行，不会追溯。"))
    }
    return max(start.milliseconds, now.date == start.date ? now.milliseconds / 1000 * 1000 : .min)
  }

  /// `{version, from, note, limits: {role: {severity: …}}, terms: {clock: {severity: …}}}`
  func json(_ policy: Policy) -> JSON {
    func row(_ value: (Severity) -> String) -> JSON {
      .object(Severity.allCases.map { ($0.rawValue, .string(value($0))) })
    }
    return [
      "version": .integer(Int64(policy.version)),
      "from": .optional(policy.version == 0 ? nil : time(policy.from).rfc3339),
      "note": .optional(policy.note),
      "limits": .object(
        Role.spending.map { role in (role.rawValue, row { policy.limit(role, $0).stored }) }),
      "terms": .object(
        Clock.allCases.map { clock in
          (clock.rawValue, row { policy.term(clock, $0)?.stored ?? Policy.off })
        }),
    ]
  }

  fileprivate func lines(_ policy: Policy) -> [String] {
    let title =
      policy.version == 0
      ? text("The built-in policy", "系统自带的规定")
      : text(
        "Version \(policy.version), in force from \(time(policy.from).short)",
        "第 \(policy.version) 版，\(time(policy.from).short) 起生效")
    var lines = [style.apply(.bold, to: title)]
    if let note = policy.note { lines.append(note.sanitised(.joined)) }
    let severities = Severity.allCases.map { Column(text($0.label)) }
    var limits = Table([Column(text("Limit", "权限额度"))] + severities)
    for role in Role.spending {
      limits.add([Cell(text(role.label))] + Severity.allCases.map { Cell(words(policy.limit(role, $0))) })
    }
    var terms = Table([Column(text("Deadline", "时限"))] + severities)
    for clock in Clock.allCases {
      terms.add(
        [Cell(text(clock.label))] + Severity.allCases.map { Cell(words(policy.term(clock, $0))) })
    }
    lines += [""] + limits.lines(width: columns, style: style)
    return lines + [""] + terms.lines(width: columns, style: style)
  }

  /// What a version changes, a line each.
  fileprivate func differences(_ old: Policy, _ new: Policy) -> [String] {
    var lines: [String] = []
    func compare(_ what: Label, _ severity: Severity, _ before: String, _ after: String) {
      guard before != after else { return }
      lines.append("\(text(what)) · \(text(severity.label))  \(before) → \(after)")
    }
    for severity in Severity.allCases {
      for role in Role.spending {
        compare(role.label, severity, words(old.limit(role, severity)), words(new.limit(role, severity)))
      }
      for clock in Clock.allCases {
        compare(clock.label, severity, words(old.term(clock, severity)), words(new.term(clock, severity)))
      }
    }
    return lines.isEmpty ? [text("The same as before.", "与原规定相同。")] : lines
  }

  private func words(_ limit: Policy.Limit) -> String {
    switch limit {
    case .none: text("needs approval", "须审批")
    case .unlimited: text("unlimited", "不限")
    case .upTo(let money): money.text
    }
  }

  private func words(_ term: ClockTerm?) -> String { term.map { text($0.label) } ?? text("–", "不计") }
}

extension CommandFailure {
  init(_ error: PolicyInputError) {
    let hint = Label("casebook policy set --help shows examples.", "示例见 casebook policy set --help。")
    let message =
      switch error {
      case .shape: Label("Write WHAT/SEVERITY=VALUE.", "写法：名称/严重度=内容。")
      case .unknownRole(let typed): Label("“\(typed)” is no role that spends.", "“\(typed)”不是可设额度的角色。")
      case .unknownClock(let typed): Label("There is no clock “\(typed)”.", "没有“\(typed)”这项时限。")
      case .unknownSeverity(let typed): Label("There is no severity “\(typed)”.", "没有“\(typed)”这个严重度。")
      case .notAnAmount(let typed): Label("“\(typed)” is no amount.", "“\(typed)”不是金额。")
      case .notATerm(let typed): Label("“\(typed)” is no time.", "“\(typed)”不是有效的时长。")
      }
    self.init("bad_value", .usage, message, hint: hint)
  }
}
