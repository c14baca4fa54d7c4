package import Complaints
import GRDB
import RecordStore
package import Versioning

/// A hit of a search.
package struct SearchHit: Sendable {
  /// The case.
  package let summary: CaseSummary
  /// The record that holds the words: the case or what hangs on it.
  package let record: RecordID
  package let kind: RecordKind
  /// Its text as it was typed, one line a value.
  package let text: String
  /// BM25 as SQLite gives it: smaller is better; 0 where it was not reckoned.
  package let rank: Double
}

/// A hit that is no case: something of head office's for all.
package struct SharedHit: Sendable {
  package let kind: RecordKind
  /// What it is called where it is shown.
  package let key: String
  package let text: String
  package let rank: Double
}

/// What a search found, a part of it.
package struct SearchResults: Sendable {
  package enum Found: Sendable {
    case ofCase(SearchHit)
    case shared(SharedHit)
  }

  package var hits: [Found] = []
  /// How many there are altogether, at least.
  package var total = 0
  /// There may be more than `total`.
  package var isOpenEnded = false
}

extension CaseReading {
  /// Whatever meets a query: cases in which, or in what hangs on which, each of its words stands and none of those that
  /// it excludes, and what head office publishes to all. One hit a case: the record that says it best.
  ///
  /// Cases with all the words in one record come first, by BM25; of equal ones the newest first. Of a word that very many
  /// records have, the newest `SearchRun.window` are compared, and the others follow, the newest first. Then come cases
  /// whose words stand in several records, then phrases.
  /// - Parameters:
  ///   - limit: so many from `offset` on; nil: all.
  ///   - counted: so many beyond them are counted, at least.
  package func search(
    _ query: SearchQuery, _ selection: SearchSelection = SearchSelection(), offset: Int = 0, limit: Int?,
    counted: Int = 1000
  ) throws -> SearchResults {
    var run = SearchRun(reader: self, query: query, selection: selection)
    // Neither may be so large that adding them up would end the process.
    let first = max(0, min(offset, 1 << 40))
    let end = limit.map { first + max(0, min($0, 1 << 40)) }
    try run.collect(until: end.map { $0 + counted })
    var results = SearchResults()
    let phrases = try run.phrases()
    results.total = run.found.count + phrases.count
    results.isOpenEnded = run.wasStopped
    let last = min(end ?? results.total, results.total)
    guard first < last else { return results }
    // Phrases come when the cases are through.
    for place in first..<last where place < run.found.count {
      if let hit = try run.hit(run.found[place]) { results.hits.append(hit) }
    }
    if !run.wasStopped {
      for place in max(first, run.found.count)..<max(last, run.found.count) {
        results.hits.append(.shared(phrases[place - run.found.count]))
      }
    }
    return results
  }

  /// Cases in which every one of the words stands, whatever signs are in them.
  /// - Parameter limit: as many are found where there are as many; 0: all.
  package func search(_ words: [String], limit: Int) throws -> [SearchHit] {
    let query = SearchQuery(words: words)
    guard !query.terms.isEmpty else { return [] }
    var selection = SearchSelection()
    selection.kinds = [.case]
    return try search(query, selection, limit: limit > 0 ? limit : nil, counted: 0).hits.compactMap { hit in
      if case .ofCase(let hit) = hit { hit } else { nil }
    }
  }
}
