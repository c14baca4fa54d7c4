import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Zones

struct CalendarSet: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: text(CalendarSetMessage.setAbstract),
    discussion: text(CalendarSetMessage.setDiscussion))

  @Option(help: help(CalendarSetMessage.setBranchHelp, "branch"))
  var branch: String?
  @Option(parsing: .singleValue, help: help(CalendarSetMessage.openHelp, "days=hours"))
  var open: [String] = []
  @Option(parsing: .singleValue, help: help(CalendarSetMessage.holidayHelp, "day[..day]"))
  var holiday: [String] = []
  @Option(parsing: .singleValue, help: help(CalendarSetMessage.workdayHelp, "day[..day]"))
  var workday: [String] = []
  @Option(parsing: .singleValue, help: help(CalendarSetMessage.ordinaryHelp, "day[..day]"))
  var ordinary: [String] = []
  @Option(help: help(CalendarSetMessage.zoneHelp, "zone"))
  var zone: String?
  @Flag(inversion: .prefixedNo, help: help(CalendarSetMessage.companyDaysHelp))
  var companyDays: Bool?
  @Option(help: help(CalendarSetMessage.fromHelp, "time"))
  var from: String?
  @Option(help: help(CommonMessage.noteHelp, "text"))
  var note: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard !(open + holiday + workday + ordinary).isEmpty || zone != nil || companyDays != nil else {
      throw CommandFailure.usage(
        Label(CalendarSetMessage.nothingToChange),
        hint: Label(CalendarMessage.setExamplesHint))
    }
    let code = try branch.map { try BranchCode.checked($0).rawValue }
    guard branch != nil || companyDays == nil else {
      throw CommandFailure.usage(Label(CalendarSetMessage.companyDaysNeedBranch))
    }
    let start = try context.beginning(from)
    let note = try context.edits([(CalendarField.note, note)]).first.flatMap { $0.value.text }
    let (calendar, isNew, later) = try context.write { session in
      do {
        return try session.publishCalendar(of: code, from: start) { calendar in
          calendar.note = note
          try change(&calendar, now: context.now)
        }
      } catch let error as CalendarInputError { throw CommandFailure(error) }
    }
    if context.json {
      guard case .object(let members) = context.json(calendar, branch: code) else { return }
      try context.emit(.object(members + [("changed", .bool(isNew))]))
    } else if !isNew {
      context.err(.alreadySo)
    } else {
      for line in context.lines(calendar, branch: code) { try context.out(line) }
      context.errAfterwards(Label(CalendarSetMessage.versionSaved(calendar.version)))
    }
    context.tell(later: later)
    try context.tellUnknown(branch: code, try context.openStore())
  }

  private func change(_ calendar: inout CalendarVersion, now: LocalClock) throws(CalendarInputError) {
    try calendar.setHours(typed: open)
    try calendar.setDays(
      typed: [(holiday, .holiday), (workday, .workday), (ordinary, .ordinary)], now: now)
    if let zone { try calendar.setZone(typed: zone) }
    if let companyDays { calendar.isWithoutCompanyDays = !companyDays }
  }
}

extension Context {
  /// Says that head office may not know a branch that something was laid down for.
  func tellUnknown(branch: String?, _ store: ReplicaStore) throws {
    guard let branch, try !read(store, { try $0.hasRecords(of: branch) }) else { return }
    errAfterwards(Label(CalendarSetMessage.branchUnknown(branch)))
  }

  /// Says what becomes of versions that were laid down before and begin after one that was laid down now.
  func tell(later versions: [LaterVersion]) {
    for later in versions {
      let when = shown(later.from)
      errAfterwards(
        later.successor.map { Label(CalendarSetMessage.carried(later.version, from: when, as: $0)) }
          ?? Label(CalendarSetMessage.laterVersion(later.version, from: when)))
    }
  }
}

enum CalendarSetMessage: Message {
  case ordinaryHelp
  case workdayHelp
  case holidayHelp
  case fromHelp
  case setBranchHelp
  case companyDaysHelp
  case companyDaysNeedBranch
  case openHelp
  case nothingToChange
  case setAbstract
  case setDiscussion
  case zoneHelp
  case versionSaved(Int)
  case laterVersion(Int, from: String)
  case carried(Int, from: String, as: Int)
  case branchUnknown(String)

  var label: Label {
    switch self {
    case .ordinaryHelp:
      Label(en: "Back to a normal day (repeatable).", zhHans: "改回平常的营业日或休息日（可多个）。")
    case .workdayHelp:
      Label(en: "A make-up working day (repeatable).", zhHans: "调休上班日（可多个）。")
    case .holidayHelp:
      Label(en: "A holiday (repeatable).", zhHans: "节假日（可多个）。")
    case .fromHelp:
      Label(en: "For cases logged from this time on (default: now).", zhHans: "从何时起登记的工单按此执行；默认现在。")
    case .setBranchHelp:
      Label(en: "One branch (default: the company).", zhHans: "某一门店；不写则为公司日历。")
    case .companyDaysHelp:
      Label(
        en: "With --branch: whether the company's holidays and make-up days hold there too (they do).",
        zhHans: "与 --branch 同用：公司的节假日和调休是否也适用于该店（默认适用）。")
    case .companyDaysNeedBranch:
      Label(
        en: "--company-days and --no-company-days need --branch.",
        zhHans: "--company-days、--no-company-days 须与 --branch 同用。")
    case .openHelp:
      Label(en: "Opening hours (repeatable).", zhHans: "营业时间（可多个）。")
    case .nothingToChange:
      Label(
        en: "Say what to change: --open, --holiday, --workday …",
        zhHans: "请写明要改什么：--open、--holiday、--workday 等。")
    case .setAbstract:
      Label(en: "Publishes a new version (head office).", zhHans: "发布新版本（总部）。")
    case .setDiscussion:
      Label(
        en: """
          casebook calendar set --open mon-fri=09:00-21:00 --open sat=10:00-18:00 \\
            --open sun=closed
          casebook calendar set --holiday 2026-10-01..2026-10-07 \\
            --workday 2026-10-10 --ordinary 2026-10-08
          casebook calendar set --branch SH01 --open mon-fri=10:00-14:00,17:00-22:00 \\
            --open fri=18:00-02:00
          casebook calendar set --branch BERLIN1 --zone Europe/Berlin

          Hours may be split, and may end after midnight: they count as that day's. For
          one day several --open add up; hours that overlap earlier ones replace them, as
          does “closed”. --open sat=company takes a branch's own hours back.

          What is not named stays as it is; a branch keeps to the company's holidays
          unless it says otherwise (--ordinary, --no-company-days). A make-up working
          day (--workday) has the opening hours of its weekday, or those of another day
          if the branch is closed on that weekday.
          """,
        zhHans: """
          casebook calendar set --open 周一-周五=09:00-21:00 --open 周六=10:00-18:00 \\
            --open 周日=休息
          casebook calendar set --holiday 2026-10-01..2026-10-07 \\
            --workday 2026-10-10 --ordinary 2026-10-08
          casebook calendar set --branch SH01 --open 周一-周五=10:00-14:00,17:00-22:00 \\
            --open 周五=18:00-02:00
          casebook calendar set --branch BERLIN1 --zone Europe/Berlin

          营业时间可分段，也可到次日凌晨（算当天）。同一天写多个 --open 时相加；与前面
          的时间重叠时以后写的为准，“休息”同理。--open 周六=公司 改回公司的营业时间。

          未写明的保持不变；公司的节假日同样适用于门店，除非另有说明（--ordinary、
          --no-company-days）。--workday 为调休上班日：按当天星期几的营业时间，当天
          平时休息的，按其他营业日的时间。--ordinary 改回平常的营业日或休息日。
          """)
    case .zoneHelp:
      Label(en: "Time zone, such as Europe/Berlin or +08:00.", zhHans: "时区，如 Asia/Shanghai 或 +08:00。")
    case .versionSaved(let version):
      Label(
        en: "Version \(version) is saved; branches have it after the next sync.",
        zhHans: "第 \(version) 版已保存，门店下次同步后执行。")
    case .laterVersion(let version, let when):
      Label(
        en:
          "Version \(version) begins on \(when), was laid down before and says otherwise about this: the change holds until then.",
        zhHans: "第 \(version) 版此前已定于 \(when) 起执行，对此另有规定，本次改动只到那时为止。")
    case .carried(let version, let when, let successor):
      Label(
        en:
          "Version \(version), which begins on \(when) and was laid down before, has this change too, except where it says something else: version \(successor) takes its place.",
        zhHans: "第 \(version) 版此前已定于 \(when) 起执行，本次改动也已并入（它另有规定的除外），由第 \(successor) 版代替。")
    case .branchUnknown(let code):
      Label(
        en:
          "Nothing of a branch \(code) is here. If head office has no such branch, it refuses this at the next sync: see casebook quarantine list.",
        zhHans: "本机没有门店 \(code) 的任何数据。如果总部没有这个门店，下次同步时会退回，见 casebook quarantine list。")
    }
  }
}
