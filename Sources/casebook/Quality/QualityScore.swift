import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Versioning

struct QualityScore: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: text(QualityScoreMessage.scoreAbstract),
    discussion: text(QualityScoreMessage.scoreDiscussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Option(help: help(QualityScoreMessage.expressionHelp, "1-5"))
  var expression: String
  @Option(help: help(QualityScoreMessage.problemSolvingHelp, "1-5"))
  var problemSolving: String
  @Option(help: help(QualityScoreMessage.attitudeHelp, "1-5"))
  var attitude: String
  @Option(help: help(QualityScoreMessage.outcomeHelp, "term"), completion: choices(.scoreOutcome))
  var outcome: String?
  @Option(help: help(QualityScoreMessage.noteHelp, "text"))
  var note: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try context.edits([
      (ScoreField.expression, expression), (ScoreField.problemSolving, problemSolving),
      (ScoreField.attitude, attitude), (ScoreField.outcome, outcome), (ScoreField.note, note),
    ])
    try context.record(reference, said: Label(QualityScoreMessage.scored)) { session, row, _ in
      try session.score(row, edits)
    }
  }
}

enum QualityScoreMessage: Message {
  case attitudeHelp
  case expressionHelp
  case outcomeHelp
  case problemSolvingHelp
  case scoreAbstract
  case scoreDiscussion
  case scored
  case noteHelp

  var label: Label {
    switch self {
    case .attitudeHelp:
      Label(en: "Attitude, 1 to 5.", zhHans: "态度，1 至 5。")
    case .expressionHelp:
      Label(en: "Expression, 1 to 5.", zhHans: "表达能力，1 至 5。")
    case .outcomeHelp:
      Label(en: "praise or coaching.", zhHans: "表扬 或 辅导。")
    case .problemSolvingHelp:
      Label(en: "Problem solving, 1 to 5.", zhHans: "问题解决，1 至 5。")
    case .scoreAbstract:
      Label(en: "Scores how a case was handled.", zhHans: "给工单的处理评分。")
    case .scoreDiscussion:
      Label(
        en: """
          casebook qc score 7 --expression 4 --problem-solving 5 --attitude 3
          casebook qc score 7 --expression 2 --problem-solving 4 --attitude 2 \\
            --outcome coaching --note "Let the customer finish before explaining."

          1 is poor, 3 acceptable, 5 excellent. The outcome is praise or coaching; the
          note is for the handler. Duty managers, auditors and head office score; nobody
          scores their own cases.
          """,
        zhHans: """
          casebook qc score 7 --expression 4 --problem-solving 5 --attitude 3
          casebook qc score 7 --expression 2 --problem-solving 4 --attitude 2 \\
            --outcome 辅导 --note "先让客户把话说完，再做说明。"

          1 分差，3 分合格，5 分优秀。结果为表扬或辅导，辅导意见写给经办人。
          由值班经理、质检或总部评分，不能给自己经办的工单评分。
          """)
    case .scored:
      Label(en: "scored", zhHans: "已评分")
    case .noteHelp:
      Label(en: "Coaching note: what to keep, what to do better.", zhHans: "给经办人的辅导意见。")
    }
  }
}
