import Complaints
import Console
import Interchange
import Messages
import Terminal

/// What an import did.
struct ImportReport {
  var read = 0
  var imported = 0
  var unchanged = 0
  /// Of the imported cases.
  var notes = 0
  /// Rows left out by `only`.
  var filtered = 0
  private(set) var rejected: [(line: Int, reason: Label)] = []

  /// More than these are counted and not listed, unless a program asks.
  private static let shown = 50

  mutating func reject(_ line: Int, _ reason: Label) { rejected.append((line, reason)) }

  func print(_ context: Context, dryRun: Bool) throws {
    if context.json {
      return try context.emit([
        "read": .integer(Int64(read)), "imported": .integer(Int64(imported)),
        "unchanged": .integer(Int64(unchanged)),
        "rejected": .array(
          rejected.map { ["line": .integer(Int64($0.line)), "reason": .string(context.text($0.reason))] }),
        "notes": .integer(Int64(notes)), "filtered": .integer(Int64(filtered)), "dry_run": .bool(dryRun),
      ])
    }
    try context.out(
      dryRun
        ? context.text(
          .importReportRowsReadWouldBeImported,
          [
            "read": .number(read), "imported": .number(imported), "unchanged": .number(unchanged),
            "count": .number(rejected.count),
          ])
        : context.text(
          .importReportRowsReadImportedHereAlready,
          [
            "read": .number(read), "imported": .number(imported), "unchanged": .number(unchanged),
            "count": .number(rejected.count),
          ]))
    if notes > 0 {
      try context.out(context.text(.importReportWithNotes, ["notes": .number(notes)]))
    }
    for (line, reason) in rejected.prefix(Self.shown) {
      try context.out(
        context.text(.importReportLine, ["line": .number(line)]) + context.text(reason).sanitised(.joined))
    }
    if rejected.count > Self.shown {
      context.errAfterwards(
        Label(
          .importReportMoreRejectedRowsJsonLists, ["count": .number(rejected.count - Self.shown)]))
    }
    if dryRun { context.errAfterwards(Label(.importReportNothingWasSaved)) }
  }
}
