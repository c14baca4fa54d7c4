import Language

enum PhraseMessage: Message {
  case abstract
  case idAmbiguous(String, what: Label)
  case discussion
  case audienceColumn
  case audience
  case noneFits
  case phrase
  case retired
  case idUnknownHint(String)
  case segmentHelp
  case emotionHelp
  case idUnknown(String, what: Label)
  case placeholders
  case showHint

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Phrases to say or write to customers, for every stage.", zhHans: "话术：各环节可以直接说、直接发的话。")
    case .idAmbiguous(let typed, let what):
      Label(en: "“\(typed)” could be more than one \(what.en):", zhHans: "“\(typed)”对应多条\(what.zhHans)：")
    case .discussion:
      Label(
        en: """
          casebook phrase list --stage empathy --emotion angry
          casebook phrase find refund approval --channel phone
          casebook phrase show en_proposal_two

          Head office adds, changes and retires phrases for all branches:

          casebook phrase add en_rain --stage greeting --language en \\
            --text "Come in out of the rain."
          casebook phrase edit en_thanks --text "Thank you, {customer}."
          casebook phrase retire en_rain
          """,
        zhHans: """
          casebook phrase list --stage 共情 --emotion 愤怒
          casebook phrase find 审批 --channel 电话
          casebook phrase show zh_proposal_two

          总部可为所有门店新增、修改、停用：

          casebook phrase add zh_rain --stage 问候 --language 简体中文 \\
            --text "外面下雨，快请进。"
          casebook phrase edit zh_thanks --text "谢谢您，{customer}。"
          casebook phrase retire zh_rain
          """)
    case .audienceColumn:
      Label(en: "For", zhHans: "适用")
    case .audience:
      Label(en: "For: ", zhHans: "适用：")
    case .noneFits:
      Label(en: "No phrase matches.", zhHans: "没有符合条件的话术。")
    case .phrase:
      Label(en: "phrase", zhHans: "话术")
    case .retired:
      Label(en: "Retired: no longer offered", zhHans: "已停用，不再推荐")
    case .idUnknownHint(let list):
      Label(en: "See: \(list)", zhHans: "可用 \(list) 查看。")
    case .segmentHelp:
      Label(en: "Customer segment (repeatable).", zhHans: "客户群体（可多个）。")
    case .emotionHelp:
      Label(en: "The customer's emotion.", zhHans: "客户情绪。")
    case .idUnknown(let typed, let what):
      Label(en: "There is no \(what.en) “\(typed)”.", zhHans: "没有\(what.zhHans)“\(typed)”。")
    case .placeholders:
      Label(en: "To fill in: ", zhHans: "需填写：")
    case .showHint:
      Label(en: "To see one in full: casebook phrase show <id>", zhHans: "查看全文：casebook phrase show <编号>")
    }
  }
}
