import Complaints
import Console
import Language
import Replica
import Terminal

/// What the intake shows: on standard error, since data alone goes to standard output.
extension GuidedIntake {
  var width: Int { min(TerminalSize(fileDescriptor: 2, environment: context.environment).columns, 100) }

  /// A line as it is; texts of users must be sanitised.
  func write(_ line: String) { tellOnStandardError(line + "\n") }

  /// A sentence to the person, wrapped.
  func say(_ label: Label, _ style: Style = .plain) {
    for line in wrap(context.text(label), width: width, indent: 2) {
      write(context.errorStyle.apply(style, to: line))
    }
  }

  /// A line that is no UTF-8 is asked for again: of what such a terminal sends nobody can tell the words.
  func typed(_ prompt: String, text: String = "") -> TypedLine {
    while true {
      let line = editor.line(
        prompt: context.errorStyle.apply(.cyan, to: prompt), shown: prompt, text: text)
      guard case .line(let typed) = line, typed.contains("\u{FFFD}") else { return line }
      say(Label(IntakeScreenMessage.notUTF8), .yellow)
    }
  }

  func greet() {
    if draft.exists {
      write(
        context.errorStyle.apply(
          .bold,
          to: context.text(
            IntakeScreenMessage.draftHeading(draft: draft.draft.name, begun: context.ago(draft.draft.beganAt))
          )))
    } else {
      write(context.errorStyle.apply(.bold, to: context.text(IntakeScreenMessage.newHeading)))
    }
    say(Label(IntakeScreenMessage.keys), .dim)
  }

  func heading(_ step: IntakeStep) {
    let count = IntakeStep.allCases.count
    write("")
    write(
      context.errorStyle.apply(.bold, to: "\(step.rawValue)/\(count) \(context.text(step.title))"))
    say(step.advice, .dim)
  }

  /// The choices before a question that has some.
  func offer(_ question: IntakeQuestion) {
    let choices = question.choices
    guard !choices.isEmpty else { return }
    let entries = choices.enumerated().map { "\($0.offset + 1) \(context.text($0.element.label))" }
    var line = ""
    for entry in entries {
      if !line.isEmpty, line.displayWidth + entry.displayWidth + 4 > width {
        write(context.errorStyle.apply(.dim, to: line))
        line = ""
      }
      line += (line.isEmpty ? "    " : "  ") + entry
    }
    write(context.errorStyle.apply(.dim, to: line))
  }

  /// Everything that may be answered.
  func explain(_ question: IntakeQuestion) {
    let choices = question.choices
    if !choices.isEmpty {
      var table = Table([
        Column("#", alignment: .right), Column(context.text(ProgramMessage.name)),
        Column(context.text(IntakeScreenMessage.idColumn)),
      ])
      for (place, term) in choices.enumerated() {
        table.add([Cell("\(place + 1)"), Cell(context.text(term.label)), Cell(term.id, style: .dim)])
      }
      for line in table.lines(width: width - 4, style: context.errorStyle) { write("    " + line) }
      say(Label(IntakeScreenMessage.choiceExplained), .dim)
      return
    }
    switch question.field.type {
    case .date:
      say(Label(IntakeScreenMessage.dateExamples))
    case .money: say(Label(IntakeScreenMessage.moneyExamples))
    case .phone: say(Label(IntakeScreenMessage.phoneExplained))
    case .longText: say(Label(IntakeScreenMessage.textExplained))
    default: say(Label(IntakeScreenMessage.wordsExplained))
    }
  }

  /// What an answer was taken for, where that is not what was typed.
  func echo(_ question: IntakeQuestion, _ typed: String, _ answer: IntakeAnswer) {
    let shown = question.shown(answer.text, context.language, now: now).sanitised(.joined)
    guard shown != typed else { return }
    say(
      answer.isAssumed
        ? Label(IntakeScreenMessage.assumedAs(shown))
        : Label(IntakeScreenMessage.understoodAs(shown)), answer.isAssumed ? .yellow : .green)
  }

  /// What was answered, with the numbers by which it can be changed.
  func summary(_ answered: [IntakeQuestion]) {
    write("")
    write(context.errorStyle.apply(.bold, to: context.text(IntakeScreenMessage.answersHeading)))
    let labels = answered.map { context.text($0.label) }
    let labelWidth = labels.map(\.displayWidth).max() ?? 0
    for (place, question) in answered.enumerated() {
      let number = "\(place + 1)".padded(toWidth: 4, alignment: .right)
      let value = question.shown(text(question) ?? "", context.language, now: now).sanitised(.joined)
      let head = "\(number)  \(labels[place].padded(toWidth: labelWidth))  "
      write(head + value.truncated(toWidth: max(10, width - head.displayWidth)))
    }
  }

  var draftKept: Label {
    if draft.isErased { return Label(IntakeScreenMessage.draftErased) }
    return Label(IntakeScreenMessage.draftKept(draft.draft.name))
  }
}

enum IntakeScreenMessage: Message {
  case notUTF8
  case moneyExamples
  case dateExamples
  case newHeading
  case choiceExplained
  case phoneExplained
  case draftHeading(draft: String, begun: String)
  case keys
  case idColumn
  case textExplained
  case wordsExplained
  case draftKept(String)
  case draftErased
  case understoodAs(String)
  case answersHeading
  case assumedAs(String)

  var label: Label {
    switch self {
    case .notUTF8:
      Label(
        en:
          "That was not UTF-8. Set the terminal to UTF-8, or leave with Ctrl-C and give the text in a file: casebook new -F <file>",
        zhHans: "输入不是 UTF-8 编码。请把终端设为 UTF-8，或按 Ctrl-C 退出后用文件登记：casebook new -F <文件>")
    case .moneyExamples:
      Label(en: "128, 128.50, ¥128, 12.34 USD", zhHans: "128、128.50、128元、12.34 USD")
    case .dateExamples:
      Label(
        en: "2026-11-22, 2026-11-22 15:30, yesterday 3pm, 2 hours ago, last friday, nov 20",
        zhHans: "2026-11-22 15:30、今天、昨天下午3点、2小时前、三天前、上周五、前天晚上8点半")
    case .newHeading:
      Label(en: "A new complaint", zhHans: "登记投诉")
    case .choiceExplained:
      Label(
        en: "A number, a name or the beginning of it; where several are allowed, put spaces between them.",
        zhHans: "可填序号、名称或名称的开头；可以多选时用空格隔开。")
    case .phoneExplained:
      Label(en: "Any number; spaces and dashes do not matter.", zhHans: "任意写法均可，空格和横线不影响查找。")
    case .draftHeading(let name, let when):
      Label(en: "Draft \(name), begun \(when)", zhHans: "草稿 \(name)，\(when)开始")
    case .keys:
      Label(
        en:
          "Enter skips a question, ? shows what can be said, < goes back, . or Ctrl-D stops. Ctrl-C is safe: what was typed stays as a draft.",
        zhHans: "回车跳过；输入 ? 看可填内容，< 回上一题，. 或 Ctrl-D 停止。按 Ctrl-C 也不会丢，已填的留作草稿。")
    case .idColumn:
      Label(en: "Id", zhHans: "代码")
    case .wordsExplained:
      Label(en: "As people call it, or leave it out with Enter.", zhHans: "按平常的叫法填写；没有就按回车跳过。")
    case .textExplained:
      Label(en: "In the customer's words, or leave it out with Enter.", zhHans: "记客户原话；没有就按回车跳过。")
    case .draftErased:
      Label(
        en: "Nothing is kept: the draft named a customer whose data was erased meanwhile.",
        zhHans: "草稿未保留：其中的客户信息已在此期间按要求清除。")
    case .draftKept(let name):
      Label(
        en: "Kept as a draft. To go on: casebook new --draft \(name)",
        zhHans: "已留作草稿。继续填写：casebook new --draft \(name)")
    case .understoodAs(let shown):
      Label(verbatim: "→ \(shown)")
    case .answersHeading:
      Label(en: "So far", zhHans: "已填内容")
    case .assumedAs(let shown):
      Label(en: "→ taken for \(shown) (< to change it)", zhHans: "→ 按 \(shown) 记录（不对请按 < 重填）")
    }
  }
}
