import ArgumentParser
import Complaints
import Console
import Interchange
import Messages
import Replica
import Terminal

struct Search: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: text(.searchAbstract),
    discussion: text(
      .searchDiscussion))

  @Argument(help: help(.commonWhatToLookFor, "words"))
  var words: [String]
  @Option(help: help(.searchAtMostSoMany, "n"))
  var limit = 20

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let words = words.flatMap { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
    guard !words.isEmpty else {
      throw CommandFailure.usage(Label(.commonThereIsNoWordTo))
    }
    guard limit > 0 else {
      throw CommandFailure.usage(Label(.searchLimitNeedsANumberOf))
    }
    let hits = try context.read { reader in
      try reader.search(words, limit: limit).compactMap { hit in
        try CaseLine(reader, hit.summary).map { (hit, $0) }
      }
    }
    guard !context.json else {
      return try context.emit(
        .array(
          hits.map { hit, line in
            let excerpt = Excerpt(hit, words: words)
            return .object(
              context.json(line) + [
                ("excerpt", .string(excerpt.text)), ("rank", .double(hit.rank)),
                ("record", .string(hit.record.description)),
              ])
          }))
    }
    guard !hits.isEmpty else { return context.err(Label(.searchNothingWasFound)) }
    for (hit, line) in hits {
      let summary = line.summary
      var head = [context.style.apply(.bold, to: summary.number.sanitised(.joined))]
      if let date = DateText(stored: summary.loggedAt) { head.append(date.short) }
      if let status = summary.status {
        head.append(Vocabulary.status.text(status, context.language).sanitised(.joined))
      }
      let room = context.style.isTerminal ? context.columns : Int.max
      if let text = summary.summary {
        let used = head.reduce(0) { $0 + $1.displayWidth + 2 }
        head.append(text.sanitised(.joined).truncated(toWidth: min(40, room - used)))
      }
      try context.out(head.joined(separator: "  "))
      try context.out("  " + Excerpt(hit, words: words, columns: room - 2).marked(context.style))
    }
  }
}
