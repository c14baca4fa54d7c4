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

  var label: Label {
    switch self {
    case .versionColumn:
      Label(en: "Version", zhHans: "版本")
    case .termHelp:
      Label(en: "A deadline (repeatable).", zhHans: "时限（可多个）。")
    case .limitHelp:
      Label(en: "A limit (repeatable).", zhHans: "额度（可多个）。")
    case .fromPast:
      Label(en: "A version cannot start before today.", zhHans: "生效时间不能早于今天。")
    case .abstract:
      Label(en: "Who may spend how much, and when things are due.", zhHans: "权限额度和时限的规定。")
    case .versionHelp:
      Label(en: "This version (0 = built in).", zhHans: "查看这一版本；0 为系统默认。")
    case .builtIn:
      Label(en: "(built in)", zhHans: "（系统默认）")
    case .versionUnknownHint:
      Label(en: "casebook policy list shows the versions.", zhHans: "可用 casebook policy list 查看各版本。")
    case .setHelpHint:
      Label(en: "casebook policy set --help shows examples.", zhHans: "示例见 casebook policy set --help。")
    case .fromPastHint:
      Label(
        en: "Cases already logged keep the version that was in force when they were logged.",
        zhHans: "已登记的工单按登记时的规定执行，不会追溯。")
    case .clockOff:
      Label(en: "–", zhHans: "不限时")
    case .deadlineColumn:
      Label(en: "Deadline", zhHans: "时限")
    case .discussion:
      Label(
        en: """
          casebook policy show
          casebook policy list

          Head office publishes new versions for all branches; cases logged earlier keep
          the old one:

          casebook policy set --limit duty_manager/moderate=2000 \\
            --term resolve/minor=2h --from 2026-12-01 --note "Christmas"
          """,
        zhHans: """
          casebook policy show
          casebook policy list

          总部可为所有门店发布新版本，此前登记的工单仍按旧版本：

          casebook policy set --limit 值班经理/一般=2000 --term 解决/轻微=2小时 \\
            --from 2026-12-01 --note "双十二"
          """)
    case .fromMissing:
      Label(en: "Say when it starts: --from TIME", zhHans: "请写明生效时间：--from <时间>")
    case .fromHelp:
      Label(en: "For cases logged from this time on (default: now).", zhHans: "对此时起登记的工单生效；默认现在。")
    case .notAnAmount(let typed):
      Label(en: "“\(typed)” is not a valid amount.", zhHans: "“\(typed)”不是有效的金额。")
    case .roleWithoutLimit(let typed):
      Label(en: "“\(typed)” is not a role with a limit.", zhHans: "“\(typed)”不是可设额度的角色。")
    case .notATime(let typed):
      Label(en: "“\(typed)” is not a valid length of time.", zhHans: "“\(typed)”不是有效的时长。")
    case .limitColumn:
      Label(en: "Limit", zhHans: "权限额度")
    case .listAbstract:
      Label(en: "Lists the versions.", zhHans: "列出各版本。")
    case .needsApproval:
      Label(en: "needs approval", zhHans: "须审批")
    case .changeMissing:
      Label(en: "Say what to change: --limit or --term.", zhHans: "请写明要改什么：--limit 或 --term。")
    case .setAbstract:
      Label(en: "Publishes a new version for all branches (head office).", zhHans: "为所有门店发布新版本（总部）。")
    case .setDiscussion:
      Label(
        en: """
          casebook policy set --limit duty_manager/moderate=2000 \\
            --limit branch_staff/severe=none
          casebook policy set --term resolve/minor=2h --term review="2 working days" \\
            --term follow_up_30/severe=off
          casebook policy set --term progress_report/severe=120 --from 2026-12-01 \\
            --note "Christmas"

          A limit is WHO/SEVERITY=AMOUNT; instead of an amount: none (needs approval) or
          unlimited. A deadline is CLOCK/SEVERITY=TIME: minutes, 2h, 3 days, eod (until
          the branch closes), 3wd (working days), off. Without a severity, all three are
          set. Cases logged before --from keep the old version.
          """,
        zhHans: """
          casebook policy set --limit 值班经理/一般=2000 --limit 店员/严重=须审批
          casebook policy set --term 解决/轻微=2小时 --term 复盘=2个工作日 \\
            --term "30 天跟踪/严重=停用"
          casebook policy set --term 进展告知/严重=120 --from 2026-12-01 --note "双十二"

          额度写法：<角色>/<严重度>=<金额>，金额处也可写须审批、不限。
          时限写法：<时限>/<严重度>=<时长>，时长可写分钟数、2小时、3天、
          当天（打烊前）、3个工作日、停用。不写严重度则三级同时修改。
          --from 之前登记的工单仍按旧版本。
          """)
    case .showAbstract:
      Label(en: "Shows the policy in force now, or one version.", zhHans: "查看现行规定或某一版本。")
    case .showDiscussion:
      Label(
        verbatim: """
          casebook policy show
          casebook policy show --version 2
          """)
    case .builtInTitle:
      Label(en: "The built-in policy", zhHans: "系统默认的规定")
    case .unchanged:
      Label(en: "Nothing changes: same as before.", zhHans: "与原规定相同。")
    case .severityUnknown(let typed):
      Label(en: "“\(typed)” is not a valid severity.", zhHans: "没有“\(typed)”这个严重度。")
    case .versionUnknown(let version):
      Label(en: "There is no policy version \(version).", zhHans: "没有第 \(version) 版规定。")
    case .unlimited:
      Label(en: "unlimited", zhHans: "不限")
    case .versionLater(let version, let when):
      Label(en: "Version \(version) takes effect from \(when).", zhHans: "第 \(version) 版将于 \(when) 起生效。")
    case .versionTitle(let version, let when):
      Label(en: "Version \(version), in force from \(when)", zhHans: "第 \(version) 版，\(when) 起生效")
    case .versionSaved(let version, let when):
      Label(
        en: "Version \(version) is saved, in force from \(when); branches get it at their next sync.",
        zhHans: "第 \(version) 版已保存，\(when) 起生效，门店下次同步后执行。")
    }
  }
}
