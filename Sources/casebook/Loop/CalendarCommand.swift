import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal

/// `casebook calendar …`
struct CalendarCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calendar",
    abstract: text(CalendarMessage.abstract),
    discussion: text(CalendarMessage.discussion),
    subcommands: [CalendarShow.self, CalendarSet.self])
}

struct CalendarShow: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: text(CalendarMessage.showAbstract),
    discussion: text(CalendarMessage.showDiscussion))

  @Option(help: help(CalendarMessage.showBranchHelp, "branch"))
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
    abstract: text(CalendarMessage.setAbstract),
    discussion: text(CalendarMessage.setDiscussion))

  @Option(help: help(CalendarMessage.setBranchHelp, "branch"))
  var branch: String?
  @Option(parsing: .singleValue, help: help(CalendarMessage.openHelp, "days=hours"))
  var open: [String] = []
  @Option(parsing: .singleValue, help: help(CalendarMessage.holidayHelp, "day[..day]"))
  var holiday: [String] = []
  @Option(parsing: .singleValue, help: help(CalendarMessage.workdayHelp, "day[..day]"))
  var workday: [String] = []
  @Option(parsing: .singleValue, help: help(CalendarMessage.ordinaryHelp, "day[..day]"))
  var ordinary: [String] = []
  @Option(help: help(CalendarMessage.zoneHelp, "offset"))
  var zone: String?
  @Option(help: help(CalendarMessage.fromHelp, "time"))
  var from: String?
  @Option(help: help(CommonMessage.noteHelp, "text"))
  var note: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard !(open + holiday + workday + ordinary).isEmpty || zone != nil else {
      throw CommandFailure.usage(
        Label(CalendarMessage.nothingToChange),
        hint: Label(CalendarMessage.setExamplesHint))
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
      Label(CalendarMessage.versionSaved(calendar.version)))
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
    let whose = branch ?? text(CalendarMessage.otherBranches)
    let version =
      calendar.version == 0
      ? text(CalendarMessage.builtIn)
      : text(CalendarMessage.version(calendar.version, from: time(calendar.from).short))
    var lines = [style.apply(.bold, to: "\(whose)  \(version)")]
    if let note = calendar.note { lines.append(note.sanitised(.joined)) }
    let names = [
      Label(CalendarMessage.monday), Label(CalendarMessage.tuesday), Label(CalendarMessage.wednesday),
      Label(CalendarMessage.thursday),
      Label(CalendarMessage.friday), Label(CalendarMessage.saturday), Label(CalendarMessage.sunday),
    ]
    for (name, hours) in zip(names, calendar.week) {
      lines.append(
        "  " + text(name).padded(toWidth: 10) + "  " + (hours?.text ?? text(CalendarMessage.closed)))
    }
    for (title, days) in [
      (Label(CalendarMessage.holidays), calendar.holidays),
      (Label(CalendarMessage.workdays), calendar.workdays),
    ] where !days.isEmpty {
      let list = days.sorted().map(\.description).joined(separator: text(CommonMessage.listSeparator))
      lines += wrap(text(title) + text(ProgramMessage.colon) + list, width: columns, indent: 4, firstIndent: 2)
    }
    if let offset = calendar.offsetMinutes {
      lines.append("  " + text(CalendarMessage.timeZone) + BranchCalendar.offsetText(offset))
    }
    return lines
  }
}

extension CommandFailure {
  init(_ error: CalendarInputError) {
    let message =
      switch error {
      case .notADay(let typed): Label(CalendarMessage.weekdayInvalid(typed))
      case .notHours(let typed): Label(CalendarMessage.hoursInvalid(typed))
      case .notADate(let typed): Label(CalendarMessage.dateInvalid(typed))
      case .notAnOffset(let typed): Label(CalendarMessage.zoneInvalid(typed))
      case .tooManyDays(let limit): Label(CalendarMessage.rangeTooLong(limit: limit))
      }
    self.init(
      "bad_value", .usage, message,
      hint: Label(CalendarMessage.setExamplesHint))
  }
}

enum CalendarMessage: Message {
  case ordinaryHelp
  case workdayHelp
  case holidayHelp
  case abstract
  case showBranchHelp
  case hoursInvalid(String)
  case rangeTooLong(limit: Int)
  case builtIn
  case setExamplesHint
  case closed
  case discussion
  case otherBranches
  case fromHelp
  case setBranchHelp
  case friday
  case holidays
  case dateInvalid(String)
  case zoneInvalid(String)
  case weekdayInvalid(String)
  case monday
  case openHelp
  case saturday
  case nothingToChange
  case setAbstract
  case setDiscussion
  case showAbstract
  case showDiscussion
  case sunday
  case thursday
  case timeZone
  case zoneHelp
  case tuesday
  case version(Int, from: String)
  case versionSaved(Int)
  case wednesday
  case workdays

  var label: Label {
    switch self {
    case .ordinaryHelp:
      Label(en: "A day like any other again.", zhHans: "恢复为普通日（可多个）。")
    case .workdayHelp:
      Label(en: "A day worked in exchange.", zhHans: "调休上班日（可多个）。")
    case .holidayHelp:
      Label(en: "A holiday (several).", zhHans: "节假日（可多个）。")
    case .abstract:
      Label(en: "When branches are open: what working days are counted by.", zhHans: "门店营业日历：工作日按此计算。")
    case .showBranchHelp:
      Label(en: "Another branch than this one.", zhHans: "其他门店。")
    case .hoursInvalid(let typed):
      Label(en: "“\(typed)” are no opening hours.", zhHans: "“\(typed)”不是营业时间。")
    case .rangeTooLong(let limit):
      Label(en: "At most \(limit) days in one range.", zhHans: "一段日期最多 \(limit) 天。")
    case .builtIn:
      Label(en: "built in", zhHans: "系统自带")
    case .setExamplesHint:
      Label(en: "casebook calendar set --help shows examples.", zhHans: "示例见 casebook calendar set --help。")
    case .closed:
      Label(en: "closed", zhHans: "休息")
    case .discussion:
      Label(
        en: """
          casebook calendar show --branch SH01

          Head office lays down another version, for one branch or for all that have none of their own:

          casebook calendar set --open mon-fri=09:00-21:00 --open sun=closed --holiday 2026-10-01..2026-10-07
          casebook calendar set --branch SH01 --workday 2026-10-10
          """,
        zhHans: """
          casebook calendar show --branch SH01

          总部可发布新版本，针对某门店，或针对没有单独日历的所有门店：

          casebook calendar set --open 周一-周五=09:00-21:00 --open 周日=休息 --holiday 2026-10-01..2026-10-07
          casebook calendar set --branch SH01 --workday 2026-10-10
          """)
    case .otherBranches:
      Label(en: "Every branch without a calendar of its own", zhHans: "没有单独日历的门店")
    case .fromHelp:
      Label(en: "For cases logged from then on; now.", zhHans: "对此后登记的工单生效；默认现在。")
    case .setBranchHelp:
      Label(en: "For one branch; else for all without their own.", zhHans: "某门店；不写则用于没有单独日历的门店。")
    case .friday:
      Label(en: "Friday", zhHans: "周五")
    case .holidays:
      Label(en: "Holidays", zhHans: "节假日")
    case .dateInvalid(let typed):
      Label(en: "“\(typed)” is no day.", zhHans: "“\(typed)”不是日期。")
    case .zoneInvalid(let typed):
      Label(en: "“\(typed)” is no time zone.", zhHans: "“\(typed)”不是时区。")
    case .weekdayInvalid(let typed):
      Label(en: "“\(typed)” is no weekday.", zhHans: "“\(typed)”不是星期几。")
    case .monday:
      Label(en: "Monday", zhHans: "周一")
    case .openHelp:
      Label(en: "Opening hours (several).", zhHans: "营业时间（可多个）。")
    case .saturday:
      Label(en: "Saturday", zhHans: "周六")
    case .nothingToChange:
      Label(
        en: "Say what is to change: --open, --holiday, --workday …",
        zhHans: "请写明要改什么：--open、--holiday、--workday 等。")
    case .setAbstract:
      Label(en: "Lays down another version (head office).", zhHans: "发布新版本（总部）。")
    case .setDiscussion:
      Label(
        en: """
          casebook calendar set --open mon-fri=09:00-21:00 --open sat=10:00-18:00 --open sun=closed
          casebook calendar set --holiday 2026-10-01..2026-10-07 --workday 2026-10-10 --ordinary 2026-10-08
          casebook calendar set --branch XJ01 --zone +06:00

          What is not named stays as it is. A workday is open by its weekday's hours although it may be a Sunday.
          """,
        zhHans: """
          casebook calendar set --open 周一-周五=09:00-21:00 --open 周六=10:00-18:00 --open 周日=休息
          casebook calendar set --holiday 2026-10-01..2026-10-07 --workday 2026-10-10 --ordinary 2026-10-08
          casebook calendar set --branch XJ01 --zone +06:00

          未写明的保持不变。--workday 为调休上班日，--ordinary 恢复为普通日。
          """)
    case .showAbstract:
      Label(en: "Shows the calendar of a branch.", zhHans: "查看门店日历。")
    case .showDiscussion:
      Label(verbatim: "casebook calendar show --branch SH01")
    case .sunday:
      Label(en: "Sunday", zhHans: "周日")
    case .thursday:
      Label(en: "Thursday", zhHans: "周四")
    case .timeZone:
      Label(en: "Time zone: ", zhHans: "时区：")
    case .zoneHelp:
      Label(en: "Time zone, east of UTC.", zhHans: "时区，如 +08:00。")
    case .tuesday:
      Label(en: "Tuesday", zhHans: "周二")
    case .version(let version, let when):
      Label(en: "version \(version), from \(when)", zhHans: "第 \(version) 版，\(when) 起")
    case .versionSaved(let version):
      Label(
        en: "Version \(version) is saved; branches have it after the next sync.",
        zhHans: "第 \(version) 版已保存，门店下次同步后执行。")
    case .wednesday:
      Label(en: "Wednesday", zhHans: "周三")
    case .workdays:
      Label(en: "Workdays", zhHans: "调休上班")
    }
  }
}
