import ArgumentParser
import Complaints
import Console
import Interchange
import Replica
import Terminal

struct Search: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: text("Finds cases by words in them or in their notes.", "按关键词查找工单（含备注）。"),
    discussion: text(
      """
      A case is found when every word stands somewhere in it; Chinese is found by any part of it.

        casebook search air conditioner
        casebook search 空调 退款
      """,
      """
      工单中须出现全部关键词，多个关键词用空格分开。

        casebook search 空调 退款
        casebook search "13800138000"
      """))

  @Argument(help: help("What to look for.", "关键词。", "words"))
  var words: [String]
  @Option(help: help("At most so many.", "最多列出条数。", "n"))
  var limit = 20

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let words = words.flatMap { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
    guard !words.isEmpty else {
      throw CommandFailure.usage(Label("There is no word to look for.", "请输入关键词。"))
    }
    guard limit > 0 else {
      throw CommandFailure.usage(Label("--limit needs a number of 1 or more.", "--limit 应为不小于 1 的数字。"))
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
    guard !hits.isEmpty else { return context.err(Label("Nothing was found.", "没有找到。")) }
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
