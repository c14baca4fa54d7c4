import Complaints
import Console
import Glibc
import Language
import Replica
import Terminal
import Versioning

/// Leads a person through an intake at a terminal, question by question. Whatever is typed is on the disk before
/// anything is made of it.
final class GuidedIntake {
  let context: Context
  let store: ReplicaStore
  let editor: LineEditor
  let draft: OpenDraft
  /// Where the similar cases were told of already, and as what.
  var told: Set<String> = []
  private let questions: [IntakeQuestion]

  /// How it ended.
  enum Outcome {
    /// To be logged.
    case complete(CaseInput)
    case kept
    /// Nothing was typed, or it is not wanted.
    case nothing
  }

  private enum Answer { case next, back, stop }

  init(_ context: Context, _ store: ReplicaStore, _ draft: OpenDraft) {
    self.context = context
    self.store = store
    self.draft = draft
    questions = IntakeQuestion.all(context.terms)
    editor = LineEditor(input: STDIN_FILENO, output: STDERR_FILENO, environment: context.environment)
  }

  deinit { editor.rest() }

  /// The time now: an intake may take a while.
  var now: LocalClock { context.present }

  func run() throws -> Outcome {
    defer { editor.rest() }
    greet()
    var settled = try settledQuestions()
    var place = 0
    var step: IntakeStep?
    while place < questions.count {
      if settled.contains(place) {
        place += 1
        continue
      }
      let question = questions[place]
      if question.step != step {
        step = question.step
        heading(question.step)
      }
      switch try ask(question) {
      case .next:
        try advise(after: question)
        place += 1
      case .back:
        place = max(0, place - 1)
        settled.remove(place)
        step = nil
      case .stop: return try finish()
      }
    }
    return try finish()
  }

  // MARK: - The draft

  func text(_ question: IntakeQuestion) -> String? {
    draft.draft[question.id].flatMap { $0.isEmpty ? nil : $0 }
  }

  func text(_ field: FieldDefinition) -> String? { draft.draft[field.id].flatMap { $0.isEmpty ? nil : $0 } }

  func keep(_ entry: IntakeDraft.Entry) throws {
    do { try draft.add(entry) } catch { throw CommandFailure(error) }
  }

  /// The questions that a draft has an answer to which holds, or that were left out. A typed time is by the clock of
  /// when the draft began.
  private func settledQuestions() throws -> Set<Int> {
    let began = context.clock(draft.draft.beganAt)
    var settled: Set<Int> = []
    for (place, question) in questions.enumerated() {
      guard let typed = draft.draft[question.id] else { continue }
      if question.hasLines {
        guard draft.draft.ended.contains(question.id) || typed.isEmpty else { continue }
      } else if !typed.isEmpty {
        guard let answer = try? question.accepted(typed, now: began) else { continue }
        if answer.text != typed { try keep(.answer(field: question.id, text: answer.text)) }
      }
      settled.insert(place)
    }
    return settled
  }

  // MARK: - Questions

  private func ask(_ question: IntakeQuestion) throws -> Answer {
    if question.hasLines { return try askLines(question) }
    offer(question)
    while true {
      let typed = try read(question)
      guard let typed else { return .stop }
      switch typed {
      case "":
        // Asked and left out: not asked again when the draft is taken up.
        if draft.exists || text(question) != nil {
          try keep(.answer(field: question.id, text: text(question) ?? ""))
        }
        return .next
      case ".", "。": return .stop
      case "<", "〈", "《", "＜": return .back
      case "?", "？": explain(question)
      default:
        let before = text(question) ?? ""
        try keep(.answer(field: question.id, text: typed))
        do {
          let answer = try question.accepted(typed, now: now)
          if answer.text != typed { try keep(.answer(field: question.id, text: answer.text)) }
          echo(question, typed, answer)
          return .next
        } catch let error as FieldError {
          say(error.message, .yellow)
          if let hint = error.hint(context.language) { say(Label(verbatim: hint), .dim) }
          try keep(.answer(field: question.id, text: before))
        }
      }
    }
  }

  /// One line; nil to stop. Whatever was typed when the process is told to end is kept before it does.
  private func read(_ question: IntakeQuestion) throws -> String? {
    var name = context.text(question.label)
    if let text = text(question) {
      let kept = question.shown(text, context.language, now: now).sanitised(.joined)
      name += context.text(GuidedIntakeMessage.keptAnswer(kept.truncated(toWidth: 24)))
    }
    var whole = ""
    // What was half typed when the draft was left stands there again, to be gone on with: it is no answer yet.
    let half = IntakeDraft.half(question.id)
    var started = draft.draft[question.id] == nil ? draft.draft[half] ?? "" : ""
    repeat {
      let line = typed("  \(name) › ", text: started)
      started = ""
      switch line {
      case .line(let text): whole += whole.isEmpty || text.isEmpty ? text : " " + text
      case .endOfInput: return nil
      case .interrupted(let text), .ended(let text):
        if !text.isEmpty { try keep(.answer(field: half, text: whole + text)) }
        leave(line)
      }
      // The lines of a paste are one answer.
    } while editor.isInPaste
    return whole.trimmingBlanks
  }

  /// A text of several lines, each of them kept as it is ended. A line with nothing but a dot ends it, never an empty
  /// one: a mail that is pasted has empty lines, and not every terminal says that something is pasted.
  private func askLines(_ question: IntakeQuestion) throws -> Answer {
    let isGoingOn = text(question) != nil && !draft.draft.ended.contains(question.id)
    if let text = text(question) {
      for line in wrap(text, width: width, indent: 4) { write(line) }
    }
    say(Label(GuidedIntakeMessage.severalLines(for: question.label)), .dim)
    var isFirst = true
    // Empty lines are kept with what comes after them.
    var empty = 0
    while true {
      let line = typed("  › ")
      switch line {
      case .interrupted(let text), .ended(let text):
        if !text.isEmpty { try keep(.more(field: question.id, line: text)) }
        leave(line)
      case .endOfInput:
        if !isFirst || isGoingOn { try keep(.end(field: question.id)) }
        return .stop
      case .line(let raw):
        let typed = raw.trimmingBlanks
        if !editor.isInPaste, typed == "." || typed == "。" {
          guard !isFirst || isGoingOn else { return .stop }
          try keep(.end(field: question.id))
          return .next
        }
        if isFirst, ["<", "〈", "《", "＜"].contains(typed) { return .back }
        if isFirst, ["?", "？"].contains(typed) {
          explain(question)
          continue
        }
        if typed.isEmpty {
          if !isFirst || isGoingOn {
            if empty == 0, !editor.isInPaste { say(Label(GuidedIntakeMessage.dotEnds), .dim) }
            empty += 1
            continue
          }
          if editor.isInPaste { continue }
          if draft.exists { try keep(.end(field: question.id)) }
          return .next
        }
        if isFirst, !isGoingOn {
          // Over what stood there before.
          try keep(.answer(field: question.id, text: raw))
        } else {
          for _ in 0..<empty { try keep(.more(field: question.id, line: "")) }
          empty = 0
          try keep(.more(field: question.id, line: raw))
        }
        isFirst = false
      }
    }
  }

  /// Tells where the draft is, and ends the process as it was asked to.
  func leave(_ line: TypedLine) -> Never {
    if draft.exists { context.err(draftKept) }
    if case .interrupted = line { editor.end(by: SIGINT) }
    // A terminal that has gone says so by its next line; a signal leaves it there.
    editor.end(by: isTerminal(STDIN_FILENO) ? SIGTERM : SIGHUP)
  }

  // MARK: - The end

  private func finish() throws -> Outcome {
    guard questions.contains(where: { text($0) != nil }) || draft.draft[Context.signalEntry] != nil else {
      draft.remove()
      return .nothing
    }
    while true {
      let answered = questions.filter { text($0) != nil }
      summary(answered)
      let missing = questions.filter { $0.isNeeded && text($0) == nil }
      if !missing.isEmpty {
        say(Label(GuidedIntakeMessage.stillNeeded(.list(missing.map(\.label.lowercased)))), .yellow)
      }
      say(
        missing.isEmpty
          ? Label(GuidedIntakeMessage.endKeys)
          : Label(GuidedIntakeMessage.endKeysIncomplete), .bold)
      let line = typed("  › ")
      guard case .line(let raw) = line else {
        if case .endOfInput = line { return .kept }
        leave(line)
      }
      let typed = raw.trimmingBlanks.foldedToASCII.lowercased()
      switch typed {
      case "":
        guard let first = missing.first else { return .complete(try caseDraft()) }
        if case .stop = try ask(first) { return .kept }
        try advise(after: first)
      case ".", "。", "d": return .kept
      case "x":
        draft.remove()
        return .nothing
      default:
        guard let number = Int(typed), answered.indices.contains(number - 1) else { continue }
        _ = try ask(answered[number - 1])
      }
    }
  }

  /// The case that the answers make.
  func caseDraft() throws -> CaseInput { try context.caseDraft(draft.draft) }
}

extension Context {
  /// The case that a draft's answers make.
  /// - Throws: `FieldError` for an answer that was never accepted.
  func caseDraft(_ draft: IntakeDraft, adding more: [(id: String, text: String)] = []) throws -> CaseInput {
    let began = clock(draft.beganAt)
    let questions = IntakeQuestion.all(terms)
    var typed: [(id: String, text: String)] = []
    for (id, text) in draft.answers where !text.isEmpty && !more.contains(where: { $0.id == id }) {
      guard id != IntakeQuestion.restatedID, IntakeDraft.isAnswer(id) else { continue }
      let question = questions.first { $0.id == id }
      typed.append((id, try question?.accepted(text, now: began).text ?? text))
    }
    var result = try CaseInput.newCase(typed + more, now: present, terms: terms)
    if draft[IntakeQuestion.restatedID] == "yes" {
      try result.add(element: "restated", to: CaseField.listening.id)
    }
    return result
  }
}

extension String {
  /// Without blanks at the ends, those of Chinese input too.
  var trimmingBlanks: String {
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }
}
