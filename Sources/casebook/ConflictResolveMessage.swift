import Language

enum ConflictResolveMessage: Message {
  case deletionValue
  case valueHelp
  case abstract
  case allNeedsWinner
  case filtersNeedAll
  case takeHint(String)
  case versionsHint(String)
  case discussion
  case idPlaceholder
  case kept
  case choiceMissing
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
      Label(en: "A deletion is settled with --value deleted or --value kept.", zhHans: "删除冲突请用 --value 删除 或 --value 保留。")
    case .valueHelp:
      Label(en: "A new value instead; empty clears the field.", zhHans: "改用新内容；留空表示清空。")
    case .abstract:
      Label(en: "Settles a conflict, or many.", zhHans: "处理冲突，可批量。")
    case .allNeedsWinner:
      Label(en: "--all goes with --take winner.", zhHans: "--all 需与 --take winner 一起使用。")
    case .filtersNeedAll:
      Label(en: "--case and --branch go with --all.", zhHans: "--case 和 --branch 需与 --all 一起使用。")
    case .takeHint(let id):
      Label(verbatim: "casebook conflict resolve \(id) --take 1")
    case .versionsHint(let named):
      Label(en: "casebook conflict show \(named) lists the versions.", zhHans: "可用 casebook conflict show \(named) 查看各版本。")
    case .discussion:
      Label(
        en: """
        casebook conflict resolve 1f0c6a2b9d-51c2e8 --take 2 --note "asked the customer"
        casebook conflict resolve 1f0c6a2b9d-51c2e8 --value moderate
        casebook conflict resolve --all --take winner --branch SH01 --dry-run

        --take names a version by its number in conflict show, by its dot, or the one shown now: winner.
        The decision stands in the case's timeline; whoever wrote what was not kept is told.
        """,
        zhHans: """
        casebook conflict resolve 1f0c6a2b9d-51c2e8 --take 2 --note "已向客户核实"
        casebook conflict resolve 1f0c6a2b9d-51c2e8 --value 中度影响
        casebook conflict resolve --all --take winner --branch SH01 --dry-run

        --take 可填 conflict show 中的序号、版本号，或 winner（当前显示的版本）。
        裁定会记入工单动态，并通知内容未被保留的门店。
        """)
    case .idPlaceholder:
      Label(en: "ID", zhHans: "编号")
    case .kept:
      Label(en: "kept", zhHans: "保留")
    case .choiceMissing:
      Label(en: "Name the conflict and what is to stand: --take or --value.", zhHans: "请指定冲突编号，以及保留的内容：--take 或 --value。")
    case .previewOnly:
      Label(en: "Nothing was saved.", zhHans: "仅预览，未保存。")
    case .oneByOneHint:
      Label(en: "Others are settled one by one: --take 2, --value V.", zhHans: "其他方式请逐个处理：--take 2、--value 内容。")
    case .settled(let count):
      Label(en: "Settled: \(count.grouped).", zhHans: "已处理 \(count.grouped) 个冲突。")
    case .allHelp:
      Label(en: "Settles all open conflicts, with --take winner.", zhHans: "处理全部冲突，需配合 --take winner。")
    case .dryRunHelp:
      Label(en: "Shows what would be decided and saves nothing.", zhHans: "只查看结果，不保存。")
    case .keptValue:
      Label(en: "Stands", zhHans: "已保留")
    case .idHelp:
      Label(en: "The conflict's whole id.", zhHans: "完整的冲突编号。")
    case .takeHelp:
      Label(en: "The version to keep: its number, its dot, or winner.", zhHans: "保留的版本：序号、版本号或 winner。")
    case .unknownField:
      Label(en: "This version does not know the field: take one of its versions.", zhHans: "本版本不认识该字段，请选择已有的版本。")
    case .noteHelp:
      Label(en: "Why it was decided so.", zhHans: "裁定说明。")
    case .caseHelp:
      Label(en: "With --all: only of this case.", zhHans: "配合 --all：只处理该工单。")
    case .branchHelp:
      Label(en: "With --all: only of this branch's cases.", zhHans: "配合 --all：只处理该门店的工单。")
    case .valueToKeep:
      Label(en: "Would stand", zhHans: "将保留")
    }
  }
}
