import Language

enum GuidedIntakeMessage: Message {
  case severalLines(for: Label)
  case dotEnds
  case endKeysIncomplete
  case endKeys
  case stillNeeded(Label)
  case keptAnswer(String)

  var label: Label {
    switch self {
    case .severalLines(let question):
      Label(
        en: "\(question.en): as many lines as you like; a line with only a dot (.) ends it.",
        zhHans: "\(question.zhHans)：可写多行，最后单独输入一行“.”或“。”结束。")
    case .dotEnds:
      Label(en: "A line with only a dot (.) ends the text.", zhHans: "单独输入一行“.”或“。”结束。")
    case .endKeysIncomplete:
      Label(
        en: "Enter asks for what is missing · a number changes that line · d keeps a draft · x discards it",
        zhHans: "回车 补填 · 序号 修改该行 · d 留作草稿 · x 丢弃")
    case .endKeys:
      Label(
        en: "Enter logs it · a number changes that line · d keeps a draft · x discards it",
        zhHans: "回车 登记 · 序号 修改该行 · d 留作草稿 · x 丢弃")
    case .stillNeeded(let fields):
      Label(en: "Still needed: \(fields.en)", zhHans: "还缺：\(fields.zhHans)")
    case .keptAnswer(let truncated):
      Label(en: " [\(truncated)]", zhHans: "［\(truncated)］")
    }
  }
}
