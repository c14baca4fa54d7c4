import Language

enum ConflictResolveMessage: Message {
  case deletionValue
  case valueHelp
  case valueFileHelp
  case abstract
  case allNeedsWinner
  case filtersNeedAll
  case takeHint(String)
  case versionsHint(String)
  case discussion
  case idPlaceholder
  case kept
  case choiceMissing
  case takeOrValue
  case previewOnly
  case oneByOneHint
  case settled(Int)
  case allHelp
  case dryRunHelp
  case keptValue
  case idHelp
  case takeHelp
  case unknownField
  case noteHelp
  case caseHelp
  case branchHelp
  case valueToKeep

  var label: Label {
    switch self {
    case .deletionValue:
      Label(
        en: "Where the conflict is about deleting the case, use --value deleted or --value kept.",
        zhHans: "冲突涉及删除工单时，请用 --value 删除 或 --value 保留。")
    case .valueHelp:
      Label(en: "A new value instead (empty: clears the field).", zhHans: "改用新内容（留空：清空该字段）。")
    case .valueFileHelp:
      Label(
        en: "File with the new value, for a text put together from both; - reads standard input.",
        zhHans: "新内容所在的文件，用于合并两个版本的长文；- 表示标准输入。")
    case .abstract:
      Label(en: "Settles one conflict, or many at once.", zhHans: "处理冲突，可批量。")
    case .allNeedsWinner:
      Label(en: "--all must be used with --take winner.", zhHans: "--all 需与 --take winner 一起使用。")
    case .filtersNeedAll:
      Label(en: "--case and --branch must be used with --all.", zhHans: "--case 和 --branch 需与 --all 一起使用。")
    case .takeHint(let id):
      Label(
        en: "For example: casebook conflict resolve \(id) --take 1",
        zhHans: "例如：casebook conflict resolve \(id) --take 1")
    case .versionsHint(let named):
      Label(
        en: "To see the versions: casebook conflict show \(named)",
        zhHans: "查看各版本：casebook conflict show \(named)")
    case .discussion:
      Label(
        en: """
          casebook conflict resolve 1f0c6a2b9d-51c2e8 --take 2 --note "customer asked"
          casebook conflict resolve 1f0c6a2b9d-51c2e8 --value moderate
          casebook conflict resolve 1f0c6a2b9d-51c2e8 -F merged.md
          casebook conflict resolve --all --take winner --branch SH01 --dry-run

          --take takes a version's number in conflict show, its change id, or winner: the
          version shown now. The decision is kept in the case's timeline; whoever wrote
          what was not kept is notified.
          """,
        zhHans: """
          casebook conflict resolve 1f0c6a2b9d-51c2e8 --take 2 --note "已向客户核实"
          casebook conflict resolve 1f0c6a2b9d-51c2e8 --value 一般
          casebook conflict resolve --all --take winner --branch SH01 --dry-run

          --take 可填 conflict show 中的序号、版本号，或 winner（当前显示的版本）。
          处理结果会记入工单的处理记录，并通知内容未被采用的门店。
          """)
    case .idPlaceholder:
      Label(en: "<id>", zhHans: "<编号>")
    case .kept:
      Label(en: "kept", zhHans: "保留")
    case .takeOrValue:
      Label(en: "One of --take, --value and -F, not several.", zhHans: "--take、--value、-F 只能用一个。")
    case .choiceMissing:
      Label(
        en: "Give the conflict's id and what to keep: --take or --value.",
        zhHans: "请指定冲突编号，以及保留的内容：--take 或 --value。")
    case .previewOnly:
      Label(en: "Preview only: nothing was saved.", zhHans: "仅预览，未保存。")
    case .oneByOneHint:
      Label(
        en: "Settle others one by one: --take 2, --value <value>.", zhHans: "其他方式请逐个处理：--take 2、--value <内容>。"
      )
    case .settled(let count):
      Label(en: "Settled: \(count.grouped).", zhHans: "已处理 \(count.grouped) 个冲突。")
    case .allHelp:
      Label(en: "Settle all open conflicts, with --take winner.", zhHans: "处理全部冲突，需配合 --take winner。")
    case .dryRunHelp:
      Label(en: "Show what would be decided; save nothing.", zhHans: "只预览结果，不保存。")
    case .keptValue:
      Label(en: "Kept", zhHans: "已保留")
    case .idHelp:
      Label(en: "The conflict's whole id.", zhHans: "完整的冲突编号。")
    case .takeHelp:
      Label(en: "The version to keep: its number, its change id, or winner.", zhHans: "保留的版本：序号、版本号或 winner。")
    case .unknownField:
      Label(
        en: "This program is older and does not know the field: take one of the versions.",
        zhHans: "本程序较旧，不认识该字段，请用 --take 选一个已有的版本。")
    case .noteHelp:
      Label(en: "The reason for the decision.", zhHans: "处理说明。")
    case .caseHelp:
      Label(en: "With --all: only conflicts of this case.", zhHans: "配合 --all：只处理该工单的冲突。")
    case .branchHelp:
      Label(en: "With --all: only conflicts of this branch's cases.", zhHans: "配合 --all：只处理该门店工单的冲突。")
    case .valueToKeep:
      Label(en: "Would be kept", zhHans: "将保留")
    }
  }
}
