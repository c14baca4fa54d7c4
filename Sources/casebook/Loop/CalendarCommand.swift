import ArgumentParser
import Complaints
import Console
import Interchange
import Replica
import Terminal

/// `casebook calendar …`
struct CalendarCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calendar",
    abstract: text("When branches are open: what working days are counted by.", "门店营业日历：工作日按此计算。"),
    discussion: text(
      """
      casebook calendar show --branch SH01

      Head office lays down another version, for one branch or for all that have none of their own:

      casebook calendar set --open mon-fri=09:00-21:00 --open sun=closed --holiday 2026-10-01..2026-10-07
      casebook calendar set --branch SH01 --workday 2026-10-10
      """,
      """
      casebook calendar show --branch SH01

      总部可发布新版本，针对某门店，或针对没有单独日历的所有门店：

      casebook calendar set --open 周一-周五=09:00-21:00 --open 周日=休息 --holiday 2026-10-01..2026-10-07
      casebook calendar set --branch SH01 --workday 2026-10-10
      """),
    subcommands: [CalendarShow.self, CalendarSet.self])
}

struct CalendarShow: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: text("Shows the calendar of a branch.", "查看门店日历。"),
    discussion: text("casebook calendar show --branch SH01", "casebook calendar show --branch SH01"))

  @Option(help: help("Another branch than this one.", "其他门店。", "branch"))
  var branch: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let typed = try branch.map { try BranchCode.checked($0).rawValue }
    let (code, calendar) = try context.read { reader in
      let code = typed ?? reader.identity.branch.rawValue
      return (code, try reader.calendars(of: code).inForce(at: context.now.milliseconds))
    }
    if context.json { return try context.emit(context.json(calendar, branch: code)) }
    for line in context.lines(calendar, branch: code) { try context.out(line) }
  }
}

struct CalendarSet: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: text("Lays down another version (head office).", "发布新版本（总部）。"),
    discussion: text(
      """
      casebook calendar set --open mon-fri=09:00-21:00 --open sat=10:00-18:00 --open sun=closed
      casebook calendar set --holiday 2026-10-01..2026-10-07 --workday 2026-10-10 --ordinary 2026-10-08
      casebook calendar set --branch XJ01 --zone +06:00

      What is not named stays as it is. A workday is open by its weekday's hours although it may be a Sunday.
      """,
      """
      casebook calendar set --open 周一-周五=09:00-21:00 --open 周六=10:00-18:00 --open 周日=休息
      casebook calendar set --holiday 2026-10-01..2026-10-07 --workday 2026-10-10 --ordinary 2026-10-08
      casebook calendar set --branch XJ01 --zone +06:00

      未写明的保持不变。--workday 为调休上班日，--ordinary 恢复为普通日。
      """))

  @Option(help: help("For one branch; else for all without their own.", "某门店；不写则用于没有单独日历的门店。", "branch"))
  var branch: String?
  @Option(parsing: .singleValue, help: help("Opening hours (several).", "营业时间（可多个）。", "days=hours"))
  var open: [String] = []
  @Option(parsing: .singleValue, help: help("A holiday (several).", "节假日（可多个）。", "day[..day]"))
  var holiday: [String] = []
  @Option(parsing: .singleValue, help: help("A day worked in exchange.", "调休上班日（可多个）。", "day[..day]"))
  var workday: [String] = []
  @Option(parsing: .singleValue, help: help("A day like any other again.", "恢复为普通日（可多个）。", "day[..day]"))
  var ordinary: [String] = []
  @Option(help: help("Time zone, east of UTC.", "时区，如 +08:00。", "offset"))
  var zone: String?
  @Option(help: help("For cases logged from then on; now.", "对此后登记的工单生效；默认现在。", "time"))
  var from: String?
  @Option(help: help("Why.", "说明。", "text"))
  var note: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard !(open + holiday + workday + ordinary).isEmpty || zone != nil else {
      throw CommandFailure.usage(
        Label(
          "Say what is to change: --open, --holiday, --workday …", "请写明要改什么：--open、--holiday、--workday 等。"),
        hint: Label("casebook calendar set --help shows examples.", "示例见 casebook calendar set --help。"))
    }
    let code = try branch.map { try BranchCode.checked($0).rawValue }
    let start = try context.beginning(from)
    let note = try context.edits([(CalendarField.note, note)]).first.flatMap { $0.value.text }
    let calendar = try context.write { session in
      try session.publishCalendar(of: code, from: start) { calendar in
        calendar.note = note
        do { try change(&calendar, now: context.now) } catch let error as CalendarInputError {
          throw CommandFailure(error)
        }
      }
    }
    if context.json { return try context.emit(context.json(calendar, branch: code)) }
    for line in context.lines(calendar, branch: code) { try context.out(line) }
    context.err(
      Label(
        "Version \(calendar.version) is saved; branches have it after the next sync.",
        "第 \(calendar.version) 版已保存，门店下次同步后执行。"))
  }

  private func change(_ calendar: inout BranchCalendar, now: LocalTime) throws(CalendarInputError) {
    for typed in open { try calendar.setHours(typed: typed) }
    for typed in holiday { try calendar.setDays(typed: typed, .holiday, now: now) }
    for typed in workday { try calendar.setDays(typed: typed, .workday, now: now) }
    for typed in ordinary { try calendar.setDays(typed: typed, .ordinary, now: now) }
    if let zone { try calendar.setOffset(typed: zone) }
  }
}

extension Context {
  /// `{branch, version, from, offset, week: {1: hours}, holidays: [], workdays: [], note}`
  func json(_ calendar: BranchCalendar, branch: String?) -> JSON {
    [
      "branch": .optional(branch), "version": .integer(Int64(calendar.version)),
      "from": .optional(calendar.version == 0 ? nil : time(calendar.from).rfc3339),
      "offset": .optional(calendar.offsetMinutes.map { BranchCalendar.offsetText($0) }),
      "week": .object(
        calendar.week.enumerated().map { day, hours in ("\(day + 1)", .optional(hours?.text)) }),
      "holidays": .strings(calendar.holidays.sorted().map(\.description)),
      "workdays": .strings(calendar.workdays.sorted().map(\.description)),
      "note": .optional(calendar.note),
    ]
  }

  fileprivate func lines(_ calendar: BranchCalendar, branch: String?) -> [String] {
    let whose = branch ?? text("Every branch without a calendar of its own", "没有单独日历的门店")
    let version =
      calendar.version == 0
      ? text("built in", "系统自带")
      : text(
        "version \(calendar.version), from \(time(calendar.from).short)",
        "第 \(calendar.version) 版，\(time(calendar.from).short) 起")
    var lines = [style.apply(.bold, to: "\(whose)  \(version)")]
    if let note = calendar.note { lines.append(note.sanitised(.joined)) }
    let names = [
      Label("Monday", "周一"), Label("Tuesday", "周二"), Label("Wednesday", "周三"), Label("Thursday", "周四"),
      Label("Friday", "周五"), Label("Saturday", "周六"), Label("Sunday", "周日"),
    ]
    for (name, hours) in zip(names, calendar.week) {
      lines.append("  " + text(name).padded(toWidth: 10) + "  " + (hours?.text ?? text("closed", "休息")))
    }
    for (title, days) in [
      (Label("Holidays", "节假日"), calendar.holidays), (Label("Workdays", "调休上班"), calendar.workdays),
    ] where !days.isEmpty {
      let list = days.sorted().map(\.description).joined(separator: text(", ", "、"))
      lines += wrap(text(title) + text(": ", "：") + list, width: columns, indent: 4, firstIndent: 2)
    }
    if let offset = calendar.offsetMinutes {
      lines.append("  " + text("Time zone: ", "时区：") + BranchCalendar.offsetText(offset))
    }
    return lines
  }
}

extension CommandFailure {
  init(_ error: CalendarInputError) {
    let message =
      switch error {
      case .notADay(let typed): Label("“\(typed)” is no weekday.", "“\(typed)”不是星期几。")
      case .notHours(let typed): Label("“\(typed)” are no opening hours.", "“\(typed)”不是营业时间。")
      case .notADate(let typed): Label("“\(typed)” is no day.", "“\(typed)”不是日期。")
      case .notAnOffset(let typed): Label("“\(typed)” is no time zone.", "“\(typed)”不是时区。")
      case .tooManyDays(let limit): Label("At most \(limit) days in one range.", "一段日期最多 \(limit) 天。")
      }
    self.init(
      "bad_value", .usage, message,
      hint: Label("casebook calendar set --help shows examples.", "示例见 casebook calendar set --help。"))
  }
}
