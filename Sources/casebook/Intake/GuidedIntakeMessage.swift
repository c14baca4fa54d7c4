import Language

enum GuidedIntakeMessage: Message {
  case severalLines(for: Label)
  case endKeysIncomplete
  case endKeys
  case stillNeeded(Label)
  case keptAnswer(String)

  var label: Label {
    switch self {
    case .severalLines(let question):
      Label(
        en: "\(question.en): as many lines as you like; an empty line ends it.",
        zhHans: "\(question.zhHans)：可写多行，空行结束。")
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
