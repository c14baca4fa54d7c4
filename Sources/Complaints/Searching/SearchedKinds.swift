package import Versioning

/// What a search finds beside cases and what hangs on them.
package enum SearchedKinds {
  /// Records that head office publishes to all. A kind more is one line here: its texts are indexed (a field `title` before
  /// the others, nothing of what is `retired`), listed under its key, and found by `kind:` with its id and its label.
  package static let shared: [RecordKind] = [
    .emergencyPlan, .article, .study,
  ]

  /// All that a hit can be. Phrases are looked through as they are: most of them are built in, and no record.
  package static let all: [RecordKind] = [.case, .phrase] + shared
}
