import Language

enum PolicyMessage: Message {
  case versionColumn
  case termHelp
  case limitHelp
  case fromPast
  case abstract
  case versionHelp
  case builtIn
  case versionUnknownHint
  case setHelpHint
  case fromPastHint
  case clockOff
  case deadlineColumn
  case discussion
  case fromMissing
  case fromHelp
  case notAnAmount(String)
  case roleWithoutLimit(String)
  case notATime(String)
  case limitColumn
  case listAbstract
  case needsApproval
  case changeMissing
  case setAbstract
  case setDiscussion
  case showAbstract
  case showDiscussion
  case builtInTitle
  case unchanged
  case severityUnknown(String)
  case versionUnknown(Int)
  case unlimited
  case versionLater(Int, from: String)
  case versionTitle(Int, from: String)
  case versionSaved(Int, from: String)
  case wrongShape

  var label: Label {
    switch self {
    case .versionColumn:
      Label(en: "Version", zhHans: "版本")
    case .termHelp:
      Label(en: "A deadline (several).", zhHans: "时限（可多个）。")
    case .limitHelp:
      Label(en: "A limit (several).", zhHans: "额度（可多个）。")
    case .fromPast:
      Label(en: "A version cannot begin in the past.", zhHans: "生效时间不能早于今天。")
    case .abstract:
      Label(en: "Who may spend how much, and by when things are due.", zhHans: "权限额度与时限的规定。")
    case .versionHelp:
      Label(en: "Another version; 0 is the built-in one.", zhHans: "某一版本；0 为系统自带。")
    case .builtIn:
      Label(en: "(built in)", zhHans: "（系统自带）")
    case .versionUnknownHint:
      Label(en: "casebook policy list shows them.", zhHans: "可用 casebook policy list 查看。")
    case .setHelpHint:
      Label(en: "casebook policy set --help shows examples.", zhHans: "示例见 casebook policy set --help。")
    case .fromPastHint:
      Label(en: "Cases that are logged already are held to what was in force when they were logged.", zhHans: "已登记的工单按登记时的规定执行，不会追溯。")
    case .clockOff:
      Label(en: "–", zhHans: "不计")
    case .deadlineColumn:
      Label(en: "Deadline", zhHans: "时限")
    case .discussion:
      Label(
        en: """
        casebook policy show
        casebook policy list

        Head office lays down another version for all branches; what was logged before is held to the one before:

        casebook policy set --limit duty_manager/moderate=2000 --term resolve/minor=2h \\
          --from 2026-12-01 --note "Christmas"
        """,
        zhHans: """
        casebook policy show
        casebook policy list

        总部可发布新版本，此前登记的工单仍按旧版本：

        casebook policy set --limit 值班经理/中度影响=2000 --term 解决/轻微失误=2小时 \\
          --from 2026-12-01 --note "双十二"
        """)
    case .fromMissing:
      Label(en: "From when?", zhHans: "请写明生效时间。")
    case .fromHelp:
      Label(en: "In force for cases logged from then on; now.", zhHans: "对此后登记的工单生效；默认现在。")
    case .notAnAmount(let typed):
      Label(en: "“\(typed)” is no amount.", zhHans: "“\(typed)”不是金额。")
    case .roleWithoutLimit(let typed):
      Label(en: "“\(typed)” is no role that spends.", zhHans: "“\(typed)”不是可设额度的角色。")
    case .notATime(let typed):
      Label(en: "“\(typed)” is no time.", zhHans: "“\(typed)”不是有效的时长。")
    case .limitColumn:
      Label(en: "Limit", zhHans: "权限额度")
    case .listAbstract:
      Label(en: "Lists the versions.", zhHans: "列出各版本。")
    case .needsApproval:
      Label(en: "needs approval", zhHans: "须审批")
    case .changeMissing:
      Label(en: "Say what is to change: --limit or --term.", zhHans: "请写明要改什么：--limit 或 --term。")
    case .setAbstract:
      Label(en: "Lays down another version for all branches (head office).", zhHans: "为所有门店发布新版本（总部）。")
    case .setDiscussion:
      Label(
        en: """
        casebook policy set --limit duty_manager/moderate=2000 --limit branch_staff/severe=none
        casebook policy set --term resolve/minor=2h --term review="2 working days" --term follow_up_30/severe=off
        casebook policy set --term progress_report/severe=120 --from 2026-12-01 --note "Christmas"

        A limit is WHO/SEVERITY=AMOUNT, none (somebody else approves) or unlimited; a deadline is
        CLOCK/SEVERITY=TIME: minutes, 2h, 3 days, eod (until the branch closes), 3wd (working days), off.
        Without a severity it is all three. Cases logged before --from are held to the version before.
        """,
        zhHans: """
        casebook policy set --limit 值班经理/中度影响=2000 --limit 店员/严重损害=须审批
        casebook policy set --term 解决/轻微失误=2小时 --term 复盘=2个工作日 --term "30 天跟踪/严重损害=停用"
        casebook policy set --term 进展同步/严重损害=120 --from 2026-12-01 --note "双十二"

        额度写法：角色/严重度=金额、须审批、不限。时限写法：时限/严重度=分钟数、2小时、3天、
        当天（打烊前）、3个工作日、停用。不写严重度则三级同时修改。--from 之前登记的工单仍按旧版本。
        """)
    case .showAbstract:
      Label(en: "Shows what holds now, or one version.", zhHans: "查看现行规定或某一版本。")
    case .showDiscussion:
      Label(verbatim: """
        casebook policy show
        casebook policy show --version 2
        """)
    case .builtInTitle:
      Label(en: "The built-in policy", zhHans: "系统自带的规定")
    case .unchanged:
      Label(en: "The same as before.", zhHans: "与原规定相同。")
    case .severityUnknown(let typed):
      Label(en: "There is no severity “\(typed)”.", zhHans: "没有“\(typed)”这个严重度。")
    case .versionUnknown(let version):
      Label(en: "There is no version \(version) of the policy.", zhHans: "没有第 \(version) 版规定。")
    case .unlimited:
      Label(en: "unlimited", zhHans: "不限")
    case .versionLater(let version, let when):
      Label(en: "Version \(version) holds from \(when).", zhHans: "第 \(version) 版将于 \(when) 起生效。")
    case .versionTitle(let version, let when):
      Label(en: "Version \(version), in force from \(when)", zhHans: "第 \(version) 版，\(when) 起生效")
    case .versionSaved(let version, let when):
      Label(en: "Version \(version) is saved, in force from \(when); branches have it after the next sync.", zhHans: "第 \(version) 版已保存，\(when) 起生效，门店下次同步后执行。")
    case .wrongShape:
      Label(en: "Write WHAT/SEVERITY=VALUE.", zhHans: "写法：名称/严重度=内容。")
    }
  }
}
