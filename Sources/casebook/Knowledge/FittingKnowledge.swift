import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal

/// Articles and studies where they are needed: in a guided intake, `next` and `propose`.
extension Context {
  /// At most three.
  func knowledge(for file: CaseFile, _ reader: ReplicaReader) throws -> [KnowledgeMatch] {
    try reader.knowledge(for: KnowledgeClues(file.root.state, language: language))
  }

  /// Two lines each: title and why, then how to read it.
  func lines(_ match: KnowledgeMatch, place: Int? = nil) -> [String] {
    let item = match.item
    let reasons = match.reasons.map { text(label($0)) }.joined(separator: text(PunctuationMessage.semicolon))
    let mark = place.map { "\($0)  " } ?? "· "
    let title = text(item.form.label) + "  " + (item.title ?? item.name) + "  (" + reasons + ")"
    return [
      mark + title.sanitised(.joined),
      "    " + command(match),
    ]
  }

  private func command(_ match: KnowledgeMatch) -> String {
    "casebook \(match.item.form.rawValue) show \(match.item.name)"
  }

  private func label(_ reason: KnowledgeMatch.Reason) -> Label {
    switch reason {
    case .problemClass(let id): Label(verbatim: terms[.problemClass].text(id, language))
    case .type(let id): Label(verbatim: terms[.type].text(id, language))
    case .words(let words):
      Label(SimilarMessage.bothSay(words.joined(separator: text(PunctuationMessage.comma))))
    }
  }

  func json(_ match: KnowledgeMatch) -> JSON {
    var why: [(String, JSON)] = []
    for reason in match.reasons {
      switch reason {
      case .problemClass(let id): why.append(("problem_class", .string(id)))
      case .type(let id): why.append(("type", .string(id)))
      case .words(let words): why.append(("words", .strings(words)))
      }
    }
    return [
      "id": .string(match.item.name), "kind": .string(match.item.form.rawValue),
      "title": .optional(match.item.title), "why": .object(why), "command": .string(command(match)),
    ]
  }

  /// On standard output, as `next` shows it.
  func suggest(_ matches: [KnowledgeMatch]) throws {
    guard !matches.isEmpty else { return }
    try out(text(FittingKnowledgeMessage.heading))
    for match in matches {
      for line in lines(match) { try out(hint(Label(verbatim: "  " + line))) }
    }
  }

  /// Beside what was done, on standard error.
  func mention(_ matches: [KnowledgeMatch]) {
    for line in told(matches) { errAfterwards(line) }
  }

  /// Nothing for nothing.
  func told(_ matches: [KnowledgeMatch]) -> [Label] {
    guard !matches.isEmpty else { return [] }
    return [Label(FittingKnowledgeMessage.heading)]
      + matches.flatMap { lines($0) }.map { Label(verbatim: "  " + $0) }
  }
}

extension GuidedIntake {
  /// What fits the story so far and was not shown yet; one key opens one.
  func knowledge() throws {
    var clues = KnowledgeClues(
      text: [CaseField.product, CaseField.title, CaseField.narrative].compactMap(text)
        .joined(separator: "\n"), language: context.language)
    clues.problemClass = text(CaseField.problemClass)
    clues.type = text(CaseField.type)
    let found = try context.read(store) { try $0.knowledge(for: clues) }
      .filter { told.insert("knowledge \($0.item.id)").inserted }
    guard !found.isEmpty else { return }
    write(context.errorStyle.apply(.bold, to: "  " + context.text(FittingKnowledgeMessage.heading)))
    for (place, match) in found.enumerated() {
      for line in context.lines(match, place: place + 1) {
        let shown = context.hint(Label(verbatim: line))
        for line in wrap(shown, width: width, indent: 8, firstIndent: 4) { write(line) }
      }
    }
    say(Label(FittingKnowledgeMessage.keys), .dim)
    while true {
      let line = typed("  › ")
      guard case .line(let raw) = line else {
        if case .endOfInput = line { return }
        leave(line)
      }
      guard let number = Int(raw.trimmingBlanks.foldedToASCII), found.indices.contains(number - 1) else {
        return
      }
      open(found[number - 1].item)
    }
  }

  private func open(_ item: KnowledgeItem) {
    for field in item.form.texts {
      guard let text = item.text(field) else { continue }
      if field != ManuscriptField.body {
        write(context.errorStyle.apply(.bold, to: "    " + context.text(field.label)))
      }
      for line in Markdown(text).lines(width: width - 4, style: context.errorStyle) { write("    " + line) }
    }
  }
}

enum FittingKnowledgeMessage: Message {
  case heading
  case keys

  var label: Label {
    switch self {
    case .heading: Label(en: "What is known about this:", zhHans: "相关知识：")
    case .keys: Label(en: "A number opens one · Enter goes on", zhHans: "序号 打开 · 回车 继续")
    }
  }
}
