import Language

enum PolicyMessage: Message {
  case fromPast
  case abstract
  case setHelpHint
  case fromPastHint
  case clockOff
  case discussion
  case fromMissing
  case notAnAmount(String)
  case roleWithoutLimit(String)
  case notATime(String)
  case laneShape
  case laneUnset
  case unknownClass(String)
  case unknownLaneStep(String, Label)
  case limitColumn
  case needsApproval
  case builtInTitle
  case unchanged
  case severityUnknown(String)
  case unlimited
  case versionTitle(Int, from: String)

  var label: Label {
    switch self {
    case .fromPast:
      Label(en: "A version cannot start before today.", zhHans: "生效时间不能早于今天。")
    case .abstract:
      Label(en: "Who may spend how much, and when things are due.", zhHans: "权限额度和时限的规定。")
    case .setHelpHint:
      Label(en: "casebook policy set --help shows examples.", zhHans: "示例见 casebook policy set --help。")
    case .fromPastHint:
      Label(
        en: "Cases already logged keep the version that was in force when they were logged.",
        zhHans: "已登记的工单按登记时的规定执行，不会追溯。")
    case .clockOff:
      Label(en: "–", zhHans: "不限时")
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
      Label(en: "Say when it starts: --from <time>", zhHans: "请写明生效时间：--from <时间>")
    case .notAnAmount(let typed):
      Label(en: "“\(typed)” is not a valid amount.", zhHans: "“\(typed)”不是有效的金额。")
    case .roleWithoutLimit(let typed):
      Label(en: "“\(typed)” is not a role with a limit.", zhHans: "“\(typed)”不是可设额度的角色。")
    case .notATime(let typed):
      Label(en: "“\(typed)” is not a valid length of time.", zhHans: "“\(typed)”不是有效的时长。")
    case .laneShape: Label(en: "Write <class>=<step>,<step>.", zhHans: "写法：<问题分类>=<环节>、<环节>。")
    case .laneUnset: Label(en: "–", zhHans: "未设")
    case .unknownClass(let typed):
      Label(en: "There is no problem class “\(typed)”.", zhHans: "没有“\(typed)”这个问题分类。")
    case .unknownLaneStep(let typed, let known):
      Label(
        en: "“\(typed)” is not a step of a fast lane; those are: \(known.en).",
        zhHans: "“\(typed)”不是绿色通道的环节，可填：\(known.zhHans)。")
    case .limitColumn:
      Label(en: "Limit", zhHans: "权限额度")
    case .needsApproval:
      Label(en: "needs approval", zhHans: "须审批")
    case .builtInTitle:
      Label(en: "The built-in policy", zhHans: "系统默认的规定")
    case .unchanged:
      Label(en: "Nothing changes: same as before.", zhHans: "与原规定相同。")
    case .severityUnknown(let typed):
      Label(en: "“\(typed)” is not a valid severity.", zhHans: "没有“\(typed)”这个严重度。")
    case .unlimited:
      Label(en: "unlimited", zhHans: "不限")
    case .versionTitle(let version, let when):
      Label(en: "Version \(version), in force from \(when)", zhHans: "第 \(version) 版，\(when) 起生效")
    }
  }
}
