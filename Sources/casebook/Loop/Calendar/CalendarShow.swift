import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Zones

struct CalendarShow: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: text(CalendarShowMessage.showAbstract),
    discussion: text(CalendarShowMessage.showDiscussion))

  @Option(help: help(CalendarShowMessage.showBranchHelp, "branch"))
  var branch: String?
  @Option(help: help(CalendarShowMessage.atHelp, "day"))
  var at: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let typed = try branch.map { try BranchCode.checked($0).rawValue }
    let now = try at.map { try context.moment(of: $0) } ?? context.now.milliseconds
    let (code, all) = try context.read { reader in
      let own = reader.identity.branch.rawValue
      let code = typed ?? own
      // A device of a branch knows the others only by what was laid down for them.
      guard try code == own || reader.hasRecords(of: code) || !reader.calendarVersions(of: code).isEmpty
      else {
        throw CommandFailure(
          "not_found", .notFound, Label(CalendarShowMessage.branchUnknown(code)),
          hint: Label(CalendarShowMessage.branchUnknownHint))
      }
      return (code, try reader.calendars(of: code))
    }
    let calendar = all.inForce(at: now)
    if context.json { return try context.emit(context.json(calendar, branch: code)) }
    for line in context.lines(calendar, branch: code) { try context.out(line) }
    if let next = all.filter({ $0.from > now }).min(by: { $0.from < $1.from }) {
      context.err(Label(CalendarShowMessage.changes(at: context.shown(next.from))))
    }
  }
}

extension Context {
  /// When a day begins, or now where it is today; a time as it is.
  func moment(of typed: String) throws -> Int64 {
    guard case .text(let stored) = try value(typed, CalendarField.from),
      let date = DateText(stored: stored)
    else { throw CommandFailure.usage(Label(CalendarShowMessage.atMissing)) }
    if case .day(let day) = date, day == now.date { return now.milliseconds }
    return date.start(in: zone).milliseconds
  }
}

enum CalendarShowMessage: Message {
  case atHelp
  case atMissing
  case branchUnknown(String)
  case branchUnknownHint
  case showBranchHelp
  case changes(at: String)
  case showAbstract
  case showDiscussion

  var label: Label {
    switch self {
    case .showBranchHelp:
      Label(en: "Another branch (default: this one).", zhHans: "其他门店；不写则为本店。")
    case .branchUnknown(let code):
      Label(en: "Nothing is known here of a branch \(code).", zhHans: "本机没有门店 \(code) 的任何数据。")
    case .branchUnknownHint:
      Label(
        en:
          "A branch that nothing was laid down for keeps to the company's calendar: casebook calendar show at head office.",
        zhHans: "没有单独规定的门店按公司日历：可在总部运行 casebook calendar show 查看。")
    case .changes(let when):
      Label(en: "From \(when) on another version holds.", zhHans: "\(when) 起将按新版本执行。")
    case .atHelp:
      Label(en: "As it holds on this day (default: now).", zhHans: "查看这一天执行的版本；不写则为现在。")
    case .atMissing:
      Label(en: "Say which day: --at 2026-12-24", zhHans: "请写明日期：--at 2026-12-24")
    case .showAbstract:
      Label(en: "Shows the calendar of a branch.", zhHans: "查看门店日历。")
    case .showDiscussion:
      Label(
        verbatim: """
          casebook calendar show --branch SH01
          casebook calendar show --branch SH01 --at 2026-12-24
          """)
    }
  }
}
