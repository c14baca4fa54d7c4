import Language

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
  case neverOpen
  case changes(at: String)
  case companyDaysHelp
  case companyDaysNeedBranch
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
      Label(en: "Back to a normal day (repeatable).", zhHans: "改回平常的营业日或休息日（可多个）。")
    case .workdayHelp:
      Label(en: "A make-up working day (repeatable).", zhHans: "调休上班日（可多个）。")
    case .holidayHelp:
      Label(en: "A holiday (repeatable).", zhHans: "节假日（可多个）。")
    case .abstract:
      Label(
        en: "Opening hours and holidays of branches; working days are counted by them.",
        zhHans: "门店营业日历：营业时间和节假日，工作日按此计算。")
    case .showBranchHelp:
      Label(en: "Another branch (default: this one).", zhHans: "其他门店；不写则为本店。")
    case .hoursInvalid(let typed):
      Label(en: "“\(typed)” are not valid opening hours.", zhHans: "“\(typed)”不是有效的营业时间。")
    case .rangeTooLong(let limit):
      Label(en: "At most \(limit) days in one range.", zhHans: "一段日期最多 \(limit) 天。")
    case .builtIn:
      Label(en: "built in", zhHans: "系统默认")
    case .setExamplesHint:
      Label(en: "casebook calendar set --help shows examples.", zhHans: "示例见 casebook calendar set --help。")
    case .closed:
      Label(en: "closed", zhHans: "休息")
    case .discussion:
      Label(
        en: """
          casebook calendar show --branch SH01

          Head office publishes a new version, for one branch or for the whole company.
          What a branch's own calendar does not say is as the company's says, also when
          that is changed later:

          casebook calendar set --open mon-fri=09:00-21:00 --open sun=closed \\
            --holiday 2026-10-01..2026-10-07
          casebook calendar set --branch SH01 --workday 2026-10-10
          """,
        zhHans: """
          casebook calendar show --branch SH01

          总部可发布新版本，针对某门店，或针对整个公司。门店日历没有写明的，按公司
          日历执行，公司日历以后有改动也随之改变：

          casebook calendar set --open 周一-周五=09:00-21:00 --open 周日=休息 \\
            --holiday 2026-10-01..2026-10-07
          casebook calendar set --branch SH01 --workday 2026-10-10
          """)
    case .otherBranches:
      Label(en: "The company (every branch that does not say otherwise)", zhHans: "公司（门店未另行规定时）")
    case .fromHelp:
      Label(en: "For cases logged from this time on (default: now).", zhHans: "从何时起登记的工单按此执行；默认现在。")
    case .setBranchHelp:
      Label(en: "One branch (default: the company).", zhHans: "某一门店；不写则为公司日历。")
    case .friday:
      Label(en: "Friday", zhHans: "周五")
    case .holidays:
      Label(en: "Holidays", zhHans: "节假日")
    case .dateInvalid(let typed):
      Label(en: "“\(typed)” is not a valid date.", zhHans: "“\(typed)”不是有效的日期。")
    case .neverOpen:
      Label(
        en: "With these hours no day of the week would be open. Nothing was changed.",
        zhHans: "按此设置，一周没有一天营业；日历未改动。")
    case .changes(let when):
      Label(en: "From \(when) on another version holds.", zhHans: "\(when) 起将按新版本执行。")
    case .companyDaysHelp:
      Label(
        en: "With --branch: whether the company's holidays and make-up days hold there too (they do).",
        zhHans: "与 --branch 同用：公司的节假日和调休是否也适用于该店（默认适用）。")
    case .companyDaysNeedBranch:
      Label(
        en: "--company-days and --no-company-days need --branch.",
        zhHans: "--company-days、--no-company-days 须与 --branch 同用。")
    case .weekdayInvalid(let typed):
      Label(en: "“\(typed)” is not a weekday.", zhHans: "“\(typed)”不是星期几。")
    case .monday:
      Label(en: "Monday", zhHans: "周一")
    case .openHelp:
      Label(en: "Opening hours (repeatable).", zhHans: "营业时间（可多个）。")
    case .saturday:
      Label(en: "Saturday", zhHans: "周六")
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
          unless it says otherwise (--ordinary, --no-company-days). A make-up working day (--workday) has the
          opening hours of its weekday, or those of another day if the branch is closed
          on that weekday.
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
      Label(en: "Time zone, such as Europe/Berlin or +08:00.", zhHans: "时区，如 Asia/Shanghai 或 +08:00。")
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
      Label(en: "Make-up working days", zhHans: "调休上班")
    }
  }
}
