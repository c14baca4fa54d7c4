import CaseIndex
import Language

enum CommonMessage: Message {
  case whyHelp
  case saved
  case lateHelp
  case nameMissing
  case newIDHelp
  case newerRule
  case added
  case allTogether
  case author
  case better
  case builtIn
  case dueHelp
  case caseCount
  case channelHelp
  case clock
  case conflict
  case deleted
  case empty
  case narrativeFileHelp
  case fromHeadOffice
  case idHelp
  case median
  case noOpenConflicts
  case noted
  case openCases
  case option
  case undoHelp
  case removed
  case restored
  case syncHint
  case satisfiedShare
  case draftsHint
  case share
  case stageHelp
  case summary
  case caseHelp
  case optionHelp
  case searchWordsMissing
  case wordsHelp
  case why
  case noteHelp
  case languageOrAllHelp
  case languageHelp

  var label: Label {
    switch self {
    case .whyHelp: Label(en: "Why.", zhHans: "原因。")
    case .saved: Label(en: "saved", zhHans: "已保存")
    case .lateHelp: Label(en: "Only what is late.", zhHans: "只列已超时的。")
    case .nameMissing: Label(en: "The name is empty.", zhHans: "姓名不能为空。")
    case .newIDHelp:
      Label(en: "A new id: a–z, 0–9, _ and -.", zhHans: "新编号：小写字母、数字、_ 和 -。")
    case .newerRule:
      Label(en: "A rule of a newer version", zhHans: "新版本的规则")
    case .added:
      Label(en: "added", zhHans: "添加")
    case .allTogether:
      Label(en: "All together", zhHans: "合计")
    case .author:
      Label(en: "Author", zhHans: "操作人")
    case .better:
      Label(en: "Better: ", zhHans: "建议：")
    case .builtIn:
      Label(en: "Built in", zhHans: "系统默认")
    case .dueHelp:
      Label(en: "By when.", zhHans: "期限。")
    case .caseCount:
      Label(en: "Cases", zhHans: "工单数")
    case .channelHelp:
      Label(en: "Channel.", zhHans: "渠道。")
    case .clock:
      Label(en: "Clock", zhHans: "时钟")
    case .conflict:
      Label(en: "Conflict", zhHans: "冲突")
    case .deleted:
      Label(en: "deleted", zhHans: "删除")
    case .empty:
      Label(en: "(empty)", zhHans: "（空）")
    case .narrativeFileHelp:
      Label(en: "File with the narrative; - reads standard input.", zhHans: "客户陈述所在的文件；- 表示标准输入。")
    case .fromHeadOffice:
      Label(en: "From head office", zhHans: "总部发布")
    case .idHelp:
      Label(en: "Its id, or the beginning of it.", zhHans: "编号（或其开头）。")
    case .median:
      Label(en: "Median", zhHans: "中位数")
    case .noOpenConflicts:
      Label(en: "No open conflicts.", zhHans: "没有待处理的冲突。")
    case .noted:
      Label(en: "noted", zhHans: "已记录")
    case .openCases:
      Label(en: "Open", zhHans: "未结")
    case .option:
      Label(en: "option", zhHans: "方案")
    case .undoHelp:
      Label(en: "Put it back into use.", zhHans: "恢复使用。")
    case .removed:
      Label(en: "removed", zhHans: "移除")
    case .restored:
      Label(en: "restored", zhHans: "恢复")
    case .syncHint:
      Label(en: "Run: casebook sync", zhHans: "请运行：casebook sync")
    case .satisfiedShare:
      Label(en: "Satisfied", zhHans: "满意率")
    case .draftsHint:
      Label(en: "See: casebook drafts", zhHans: "查看：casebook drafts")
    case .share:
      Label(en: "Share", zhHans: "占比")
    case .stageHelp:
      Label(en: "Stage of the conversation.", zhHans: "沟通环节。")
    case .summary:
      Label(en: "Summary", zhHans: "摘要")
    case .caseHelp:
      Label(en: "The case.", zhHans: "工单。")
    case .optionHelp:
      Label(en: "Option number, if there are two.", zhHans: "方案序号（有两个时）。")
    case .searchWordsMissing:
      Label(en: "Give the words to look for.", zhHans: "请输入关键词。")
    case .wordsHelp:
      Label(en: "Words to look for.", zhHans: "关键词。")
    case .why:
      Label(en: "Why: ", zhHans: "原因：")
    case .noteHelp:
      Label(en: "The reason.", zhHans: "说明。")
    case .languageOrAllHelp:
      Label(
        en: "zh-Hans, en or all (default: the language of messages).", zhHans: "zh-Hans、en 或 all；默认与界面语言相同。")
    case .languageHelp:
      Label(en: "zh-Hans or en.", zhHans: "zh-Hans 或 en。")
    }
  }
}
