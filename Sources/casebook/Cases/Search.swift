import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal

struct Search: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: text(SearchMessage.abstract),
    discussion: text(SearchMessage.discussion))

  @Argument(help: help(CommonMessage.wordsHelp, "words"))
  var words: [String]
  @OptionGroup var limit: LimitOption
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let words = try wordsToFind(words)
    let most = try limit.most(usual: 20, context)
    // One more than is shown: whether there are more has to be told.
    var hits = try context.read { reader in
      try reader.search(words, limit: most.map { min($0, .max - 1) + 1 } ?? 0).compactMap { hit in
        try CaseLine(reader, hit.summary).map { (hit, $0) }
      }
    }
    if let most, hits.count > most {
      hits.removeLast(hits.count - most)
      context.errAfterwards(Label(LimitOptionMessage.moreFound(shown: most)))
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
    guard !hits.isEmpty else { return context.err(Label(SearchMessage.nothingFound)) }
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

/// What was typed, word by word, without signs that stand alone: no text is found by them.
/// - Throws: a usage error where no word is left.
func wordsToFind(_ typed: [String]) throws -> [String] {
  let words = typed.flatMap { $0.split(whereSeparator: \.isWhitespace).map(String.init) }.filter(\.hasWord)
  guard !words.isEmpty else { throw CommandFailure.usage(Label(CommonMessage.searchWordsMissing)) }
  return words
}

enum SearchMessage: Message {
  case abstract
  case discussion
  case nothingFound

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Finds cases by words in them or in their notes.", zhHans: "按关键词查找工单（含备注）。")
    case .discussion:
      Label(
        en: """
          Finds the cases that contain every word; Chinese is found by any part of it.
          Upper and lower case, full-width letters and signs make no difference.

            casebook search air conditioner
            casebook search 空调 退款
          """,
        zhHans: """
          工单中须出现全部关键词，多个关键词用空格分开；不区分大小写、全角半角，
          单独的符号不计。

            casebook search 空调 退款
            casebook search "13800138000"
          """)
    case .nothingFound:
      Label(en: "Nothing was found.", zhHans: "没有找到。")
    }
  }
}
