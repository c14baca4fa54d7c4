import Language

enum CalendarMessage: Message {
  case abstract
  case hoursInvalid(String)
  case rangeTooLong(limit: Int)
  case builtIn
  case setExamplesHint
  case closed
  case discussion
  case otherBranches
  case friday
  case holidays
  case dateInvalid(String)
  case dayTwice(String)
  case neverOpen(branch: String?)
  case weekdayInvalid(String)
  case monday
  case saturday
  case sunday
  case thursday
  case timeZone
  case tuesday
  case version(Int, from: String)
  case wednesday
  case workdays

  var label: Label {
    switch self {
    case .abstract:
      Label(
        en: "Opening hours and holidays of branches; working days are counted by them.",
        zhHans: "门店营业日历：营业时间和节假日，工作日按此计算。")
    case .hoursInvalid(let typed):
      Label(en: "“\(typed)” are not valid opening hours.", zhHans: "“\(typed)”不是有效的营业时间。")
    case .rangeTooLong(let limit):
      Label(en: "At most \(limit) days in one range.", zhHans: "一段日期最多 \(limit) 天。")
    case .dayTwice(let day):
      Label(
        en: "\(day) is given as two kinds of day. Nothing was saved.", zhHans: "\(day) 同时写成了两种日子，本次未保存。")
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
    case .friday:
      Label(en: "Friday", zhHans: "周五")
    case .holidays:
      Label(en: "Holidays", zhHans: "节假日")
    case .dateInvalid(let typed):
      Label(en: "“\(typed)” is not a valid date.", zhHans: "“\(typed)”不是有效的日期。")
    case .neverOpen(let branch?):
      Label(
        en: "With this, \(branch) would have no open day: it has hours of its own. Nothing was changed.",
        zhHans: "门店 \(branch) 另有营业时间，这样改后该店一周没有一天营业；日历未改动。")
    case .neverOpen(nil):
      Label(
        en: "With these hours no day of the week would be open. Nothing was changed.",
        zhHans: "按此设置，一周没有一天营业；日历未改动。")
    case .weekdayInvalid(let typed):
      Label(en: "“\(typed)” is not a weekday.", zhHans: "“\(typed)”不是星期几。")
    case .monday:
      Label(en: "Monday", zhHans: "周一")
    case .saturday:
      Label(en: "Saturday", zhHans: "周六")
    case .sunday:
      Label(en: "Sunday", zhHans: "周日")
    case .thursday:
      Label(en: "Thursday", zhHans: "周四")
    case .timeZone:
      Label(en: "Time zone: ", zhHans: "时区：")
    case .tuesday:
      Label(en: "Tuesday", zhHans: "周二")
    case .version(let version, let when):
      Label(en: "version \(version), from \(when)", zhHans: "第 \(version) 版，\(when) 起")
    case .wednesday:
      Label(en: "Wednesday", zhHans: "周三")
    case .workdays:
      Label(en: "Make-up working days", zhHans: "调休上班")
    }
  }
}
