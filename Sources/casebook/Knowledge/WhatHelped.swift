import CaseIndex
import Complaints
import Console
import Glibc
import Language
import Replica
import Terminal
import Versioning

/// Once a case is solved: which of what is published helped.
extension Context {
  /// What a key, or an unambiguous beginning of one, names of all that is published.
  func published(_ typed: String, _ reader: ReplicaReader) throws -> KnowledgeItem {
    let all = try KnowledgeForm.allCases.flatMap { try reader.publishedKnowledge($0) }
    return try one(
      of: all, typed, id: \.name, what: Label(WhatHelpedMessage.noun),
      list: "casebook article list · casebook study list")
  }

  /// Says of each that it helped in a case.
  func say(_ helped: [KnowledgeItem], helpedIn complaint: RecordID) throws {
    guard !helped.isEmpty else { return }
    try write { session in
      for item in helped { _ = try session.say(true, of: item, in: complaint, comment: .none) }
    }
    guard !json else { return }
    for item in helped { err(Label(WhatHelpedMessage.noted(item.title ?? item.name))) }
  }

  /// Asks whoever sits at a terminal, where something was shown for the case.
  func askWhatHelped(in complaint: RecordID) throws {
    guard canAsk else { return }
    let shown = try read { reader -> [KnowledgeMatch] in
      guard let row = try reader.db.record(complaint), let file = try reader.caseFile(row) else { return [] }
      return try knowledge(for: file, reader)
    }
    guard !shown.isEmpty else { return }
    err(Label(WhatHelpedMessage.question))
    for (place, match) in shown.enumerated() {
      err(Label(verbatim: "  \(place + 1)  " + (match.item.title ?? match.item.name)))
    }
    let editor = LineEditor(input: STDIN_FILENO, output: STDERR_FILENO, environment: environment)
    defer { editor.rest() }
    // Whoever has no answer leaves it out: the case is resolved already.
    guard case .line(let typed) = editor.line(prompt: "  › ", shown: "  › ") else { return }
    let places = typed.foldedToASCII.split { !$0.isNumber }.compactMap { Int($0) }
    try say(
      shown.indices.filter { places.contains($0 + 1) }.map { shown[$0].item }, helpedIn: complaint)
  }
}

enum WhatHelpedMessage: Message {
  case noted(String)
  case noun
  case question

  var label: Label {
    switch self {
    case .noted(let title):
      Label(en: "Noted that it helped: \(title)", zhHans: "已记下有帮助：\(title)")
    case .noun: Label(en: "published article or study", zhHans: "已发布的文章或案例")
    case .question:
      Label(
        en: "Did one of these help? Numbers, or Enter for none:", zhHans: "下面哪篇有帮助？填序号，没有就按回车：")
    }
  }
}
