import ArgumentParser
import Console
import Language

/// `casebook training …`
struct TrainingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "training", abstract: text(TrainingMessage.abstract),
    discussion: text(TrainingMessage.discussion),
    subcommands: [
      TrainingList.self, TrainingDue.self, TrainingShow.self, TrainingRead.self, TrainingQuiz.self,
      TrainingRecord.self, TrainingScore.self, TrainingLog.self, TrainingTip.self, TrainingTips.self,
      TrainingRate.self, TrainingAdd.self, TrainingEdit.self, TrainingRetire.self, TrainingAdopt.self,
    ], defaultSubcommand: TrainingList.self)
}

enum TrainingMessage: Message {
  case abstract
  case conflict(String)
  case discussion
  case done
  case forAll
  case keyHelp
  case noun
  case overdue
  case owed
  case ownScore
  case ownTip
  case ownTipHint
  case personHelp
  case tipNoun

  var label: Label {
    switch self {
    case .abstract: Label(en: "What there is to learn, and who has learnt it.", zhHans: "培训：该学什么，谁学了。")
    case .conflict(let id):
      Label(
        en: "In conflict, see: casebook conflict show \(id)", zhHans: "有冲突，请看：casebook conflict show \(id)")
    case .discussion:
      Label(
        en: """
          casebook training due
          casebook training read refunds
          casebook training quiz angry-guests
          casebook training tip "A glass of water first: it slows both of you down."

          Managers record who took part, and score role plays and drills:

          casebook training record fire-drill --person "Li Na" --at yesterday
          casebook training score "Li Na" fire-drill --expression 4 --problem-solving 5 \\
            --attitude 4

          Head office says what is to be learnt, by whom and by when:

          casebook training add refunds --title "Refunds" --topic policy --form reading \\
            --article refunds --due 2026-12-31 --again
          casebook report training
          """,
        zhHans: """
          casebook training due
          casebook training read refunds
          casebook training quiz angry-guests
          casebook training tip "先递一杯水，双方都会慢下来。"

          经理登记谁参加了培训，并为角色扮演和应急演练评分：

          casebook training record fire-drill --person 李娜 --at 昨天
          casebook training score 李娜 fire-drill --expression 4 --problem-solving 5 \\
            --attitude 4

          总部规定学什么、谁来学、何时学完：

          casebook training add refunds --title "退款规定" --topic 制度 --form 自学 \\
            --article refunds --due 2026-12-31 --again
          casebook report training
          """)
    case .done: Label(en: "Done", zhHans: "已学完")
    case .forAll: Label(en: "All", zhHans: "全员")
    case .keyHelp: Label(en: "The training: its id, or the beginning of it.", zhHans: "培训的编号（或其开头）。")
    case .noun: Label(en: "training", zhHans: "培训项目")
    case .overdue: Label(en: "Overdue", zhHans: "已逾期")
    case .owed: Label(en: "To do", zhHans: "待完成")
    case .ownScore: Label(en: "Nobody scores themselves.", zhHans: "不能给自己评分。")
    case .ownTip: Label(en: "This tip is your own: colleagues rate it.", zhHans: "这是您自己的经验，由同事评价。")
    case .ownTipHint: Label(en: "See: casebook training tips", zhHans: "查看：casebook training tips")
    case .personHelp:
      Label(en: "Somebody else: name, short name or another name.", zhHans: "他人的姓名、简称或别名。")
    case .tipNoun: Label(en: "tip", zhHans: "经验")
    }
  }
}
