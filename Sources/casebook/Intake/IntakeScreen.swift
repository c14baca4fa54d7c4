import Complaints
import Console
import Messages
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

  func typed(_ prompt: String, text: String = "") -> TypedLine {
    editor.line(prompt: context.errorStyle.apply(.cyan, to: prompt), shown: prompt, text: text)
  }

  func greet() {
    if draft.exists {
      write(
        context.errorStyle.apply(
          .bold,
          to: context.text(
            .intakeScreenDraftBegun,
            ["name": .text(draft.draft.name), "when": .text(context.ago(draft.draft.beganAt))])))
    } else {
      write(context.errorStyle.apply(.bold, to: context.text(.intakeScreenANewComplaint)))
    }
    say(
      Label(
        .intakeScreenEnterSkipsAQuestionShows), .dim)
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
        Column("#", alignment: .right), Column(context.text(.commonName)),
        Column(context.text(.intakeScreenId)),
      ])
      for (place, term) in choices.enumerated() {
        table.add([Cell("\(place + 1)"), Cell(context.text(term.label)), Cell(term.id, style: .dim)])
      }
      for line in table.lines(width: width - 4, style: context.errorStyle) { write("    " + line) }
      say(
        Label(
          .intakeScreenANumberANameOr), .dim)
      return
    }
    switch question.field.type {
    case .date:
      say(
        Label(
          .intakeScreen20261122202611))
    case .money: say(Label(.intakeScreen1281285012812))
    case .phone: say(Label(.intakeScreenAnyNumberSpacesAndDashes))
    default: say(Label(.intakeScreenInTheCustomersWordsOr))
    }
  }

  /// What an answer was taken for, where that is not what was typed.
  func echo(_ question: IntakeQuestion, _ typed: String, _ answer: IntakeAnswer) {
    let shown = question.shown(answer.text, context.language, now: now).sanitised(.joined)
    guard shown != typed else { return }
    say(
      answer.isAssumed
        ? Label(.intakeScreenTakenForToChangeIt, ["shown": .text(shown)])
        : Label(.intakeScreenShown, ["shown": .text(shown)]), answer.isAssumed ? .yellow : .green)
  }

  /// What was answered, with the numbers by which it can be changed.
  func summary(_ answered: [IntakeQuestion]) {
    write("")
    write(context.errorStyle.apply(.bold, to: context.text(.intakeScreenSoFar)))
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
    let name = draft.draft.name
    return Label(
      .intakeScreenKeptAsADraftTo, ["name": .text(name)])
  }
}
