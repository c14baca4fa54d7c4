import ArgumentParser
import CaseIndex
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

  @Argument(help: help(SearchMessage.wordsHelp, "words"))
  var words: [String]
  @OptionGroup var limit: LimitOption
  @Option(help: help(SearchMessage.offsetHelp, "count"))
  var offset: Int?
  @Option(help: help(SearchMessage.pageHelp, "number"))
  var page: Int?
  @OptionGroup var common: CommonOptions

  /// So many are shown of one page where nobody said.
  private static let usual = 20

  func run(in context: Context) throws {
    let query = try query(context)
    let (first, most) = try part(context)
    let (results, hits) = try context.read { reader in
      let results = try reader.search(
        query, try context.selection(query.filters, reader), offset: first, limit: most)
      return (results, try results.hits.compactMap { try Hit($0, reader) })
    }
    if context.json { return try context.emit(json(results, hits, query, first, context)) }
    guard !hits.isEmpty else {
      context.err(
        results.total == 0
          ? Label(SearchMessage.nothingFound) : Label(SearchMessage.nothingOnPage(total: results.total)))
      // A part of a name finds nobody there.
      if results.total == 0, query.filters.contains(where: { $0.key == .customer }) {
        context.err(Label(CustomerMessage.unknownHint))
      }
      return
    }
    for hit in hits { try print(hit, query.wanted, context) }
    let last = first + hits.count
    guard first > 0 || last < results.total || results.isOpenEnded else { return }
    context.errAfterwards(
      Label(
        results.isOpenEnded
          ? SearchMessage.shownOfMore(first: first + 1, last: last, total: results.total)
          : SearchMessage.shown(first: first + 1, last: last, total: results.total)))
  }

  /// - Throws: a usage error that names the part that is not understood.
  private func query(_ context: Context) throws -> SearchQuery {
    do throws(SearchError) {
      return try SearchQuery(typed: words.joined(separator: " "), terms: context.terms, now: context.now)
    } catch {
      guard error.reason != .empty else {
        throw CommandFailure.usage(Label(CommonMessage.searchWordsMissing))
      }
      throw CommandFailure.usage(error.message, hint: error.hint)
    }
  }

  /// How many hits are left out before those that are shown, and how many those are; nil: all.
  private func part(_ context: Context) throws -> (first: Int, most: Int?) {
    guard page == nil || offset == nil else {
      throw CommandFailure.usage(Label(SearchMessage.pageOrOffset))
    }
    guard page ?? 1 >= 1, offset ?? 0 >= 0 else {
      throw CommandFailure.usage(Label(SearchMessage.pageInvalid))
    }
    let most = try limit.most(usual: Self.usual, context)
    guard let page else { return (offset ?? 0, most) }
    // A program that asks for a page means one.
    guard let size = most ?? (limit.limit == nil ? Self.usual : nil) else {
      guard page == 1 else { throw CommandFailure.usage(Label(SearchMessage.pageNeedsLimit)) }
      return (0, nil)
    }
    let (before, isTooFar) = (page - 1).multipliedReportingOverflow(by: size)
    return (isTooFar ? .max : before, size)
  }

  /// What is shown of a hit.
  private enum Hit {
    case ofCase(SearchHit, CaseLine)
    case shared(SharedHit)

    init?(_ found: SearchResults.Found, _ reader: ReplicaReader) throws {
      switch found {
      case .ofCase(let hit):
        guard let line = try CaseLine(reader, hit.summary) else { return nil }
        self = .ofCase(hit, line)
      case .shared(let hit): self = .shared(hit)
      }
    }
  }

  private func json(
    _ results: SearchResults, _ hits: [Hit], _ query: SearchQuery, _ first: Int, _ context: Context
  ) -> JSON {
    let all = hits.map { hit in
      switch hit {
      case .ofCase(let hit, let line):
        let excerpt = Excerpt(hit, query.wanted)
        return JSON.object(
          [("found", .string("case"))] + context.json(line) + [
            ("excerpt", .string(excerpt.text)), ("excerpt_parts", .array(excerpt.parts)),
            ("rank", .double(hit.rank)), ("record", .string(hit.record.description)),
            ("record_kind", .string(hit.kind.id)),
          ])
      case .shared(let hit):
        let excerpt = Excerpt(of: hit.text, query.wanted)
        return .object([
          ("found", .string(hit.kind.id)), ("key", .string(hit.key)), ("excerpt", .string(excerpt.text)),
          ("excerpt_parts", .array(excerpt.parts)), ("rank", .double(hit.rank)),
        ])
      }
    }
    return .object([
      ("query", .string(query.description)), ("total", .integer(Int64(results.total))),
      ("total_is_exact", .bool(!results.isOpenEnded)), ("offset", .integer(Int64(first))),
      ("truncated", .bool(results.isOpenEnded || first + hits.count < results.total)), ("hits", .array(all)),
    ])
  }

  private func print(_ hit: Hit, _ terms: [SearchTerm], _ context: Context) throws {
    let room = context.style.isTerminal ? context.columns : Int.max
    switch hit {
    case .ofCase(let hit, let line):
      let summary = line.summary
      var head = [context.style.apply(.bold, to: summary.number.sanitised(.joined))]
      if let date = DateText(stored: summary.loggedAt) { head.append(date.short(in: context.zone)) }
      if let status = summary.status {
        head.append(Vocabulary.status.text(status, context.language).sanitised(.joined))
      }
      if hit.kind != .case, let kind = hit.kind.label { head.append(context.text(kind)) }
      if let text = summary.summary {
        let used = head.reduce(0) { $0 + $1.displayWidth + 2 }
        head.append(text.sanitised(.joined).truncated(toWidth: max(0, min(40, room - used))))
      }
      try context.out(head.joined(separator: "  "))
      try context.out("  " + Excerpt(hit, terms, columns: room - 2).marked(context.style))
    case .shared(let hit):
      let key = context.style.apply(.bold, to: hit.key.sanitised(.joined))
      try context.out([key, hit.kind.label.map(context.text) ?? hit.kind.id].joined(separator: "  "))
      try context.out("  " + Excerpt(of: hit.text, terms, columns: room - 2).marked(context.style))
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
