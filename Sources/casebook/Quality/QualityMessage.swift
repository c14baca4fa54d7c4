import Language

enum QualityMessage: Message {
  case abstract
  case discussion
  case periodInvalidHint
  case periodInvalid(String)
  case periodHelp

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Quality control: random samples, scores, coaching.", zhHans: "质检：随机抽样、评分、辅导。")
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
    case .periodInvalidHint:
      Label(
        en: "For example: 2026-11, 2026-W47, last month, 2026-11-01..2026-11-15",
        zhHans: "例如：2026-11、2026-W47、上月、2026-11-01..2026-11-15")
    case .periodInvalid(let period):
      Label(en: "“\(period)” is not a valid period.", zhHans: "“\(period)”不是有效的时间段。")
    case .periodHelp:
      Label(
        en: "Logged in this period (default: this month): 2026-11, 2026-W47, 2026-Q4, last month, DAY..DAY.",
        zhHans: "登记时间（默认：本月）：2026-11、2026-W47、2026-Q4、上月、<日期>..<日期>。")
    }
  }
}
