import Language

enum QualityMessage: Message {
  case abstract
  case seedHelp
  case attitudeHelp
  case average
  case scorerColumn
  case discussion
  case expressionHelp
  case periodInvalidHint
  case countHelp
  case periodInvalid(String)
  case listAbstract
  case listDiscussion
  case periodHelp
  case countRange
  case noneHandled
  case noneScored
  case sampled(Int, of: Int, first: String, last: String, seed: String)
  case handlerHelp
  case outcomeHelp
  case problemSolvingHelp
  case sampleAbstract
  case sampleDiscussion
  case scoreAbstract
  case scoreDiscussion
  case scored
  case noteHelp

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Quality control: random samples, scores, coaching.", zhHans: "质检：随机抽样、评分、辅导。")
    case .seedHelp:
      Label(en: "Any words; the same words draw the same cases.", zhHans: "抽样口令：口令相同，抽到的工单相同。")
    case .attitudeHelp:
      Label(en: "Attitude, 1 to 5.", zhHans: "态度，1 至 5。")
    case .average:
      Label(en: "Average: ", zhHans: "平均：")
    case .scorerColumn:
      Label(en: "Scored by", zhHans: "评分人")
    case .discussion:
      Label(
        en: """
          casebook qc sample --branch SH01 --period 2026-11 -n 20 --seed november
          casebook qc score 7 --expression 4 --problem-solving 5 --attitude 3 \\
            --outcome coaching --note "…"
          casebook qc list --period 2026-11
          """,
        zhHans: """
          casebook qc sample --branch SH01 --period 2026-11 -n 20 --seed 十一月
          casebook qc score 7 --expression 4 --problem-solving 5 --attitude 3 \\
            --outcome 辅导 --note "……"
          casebook qc list --period 本月
          """)
    case .expressionHelp:
      Label(en: "Expression, 1 to 5.", zhHans: "表达能力，1 至 5。")
    case .periodInvalidHint:
      Label(
        en: "For example: 2026-11, 2026-W47, last month, 2026-11-01..2026-11-15",
        zhHans: "例如：2026-11、2026-W47、上月、2026-11-01..2026-11-15")
    case .countHelp:
      Label(en: "How many to draw.", zhHans: "抽取个数。")
    case .periodInvalid(let period):
      Label(en: "“\(period)” is not a valid period.", zhHans: "“\(period)”不是有效的时间段。")
    case .listAbstract:
      Label(en: "Lists scores, with averages and coaching notes.", zhHans: "列出评分、平均分和辅导意见。")
    case .listDiscussion:
      Label(
        en: """
          casebook qc list --period 2026-11
          casebook qc list --branch SH01 --handler "Li Na"
          """,
        zhHans: """
          casebook qc list --period 本月
          casebook qc list --branch SH01 --handler 李娜
          """)
    case .periodHelp:
      Label(
        en: "Logged in this period: 2026-11, 2026-W47, 2026-Q4, last month, DAY..DAY.",
        zhHans: "登记时间：2026-11、2026-W47、2026-Q4、上月、<日期>..<日期>。")
    case .countRange:
      Label(en: "-n takes 1 to 10,000.", zhHans: "-n 应为 1 至 10000。")
    case .noneHandled:
      Label(en: "No handled cases from this period, except your own.", zhHans: "该时间段内没有可抽取的已处理工单（本人经办的除外）。")
    case .noneScored:
      Label(en: "No scores for this period.", zhHans: "该时间段内没有评分。")
    case .sampled(let count, let population, let first, let last, let seed):
      Label(
        en:
          "\(count.grouped) of \(population.of("case", "cases")), \(first) to \(last), seed “\(seed)”. To score one: casebook qc score CASE …",
        zhHans:
          "\(first) 至 \(last) 共 \(population.grouped) 个工单，抽取 \(count.grouped) 个，抽样口令“\(seed)”。评分：casebook qc score <工单> …"
      )
    case .handlerHelp:
      Label(en: "Only this handler's.", zhHans: "仅此经办人。")
    case .outcomeHelp:
      Label(en: "praise or coaching.", zhHans: "表扬 或 辅导。")
    case .problemSolvingHelp:
      Label(en: "Problem solving, 1 to 5.", zhHans: "问题解决，1 至 5。")
    case .sampleAbstract:
      Label(en: "Draws cases at random, never your own.", zhHans: "随机抽取工单，不含本人经办的。")
    case .sampleDiscussion:
      Label(
        en: """
          casebook qc sample --branch SH01 --period 2026-11 -n 20 --seed november

          The same seed draws the same cases again, from the same cases. Only resolved and
          closed cases are drawn, and none that you logged, handled or took part in.
          """,
        zhHans: """
          casebook qc sample --branch SH01 --period 2026-11 -n 20 --seed 十一月

          工单不变时，同一口令每次抽到的结果相同。只抽已解决或已结案的工单，
          本人登记、经办或参与的除外。
          """)
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
