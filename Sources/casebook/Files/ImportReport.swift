import Complaints
import Console
import Interchange
import Language
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
          ImportReportMessage.dryRunResult(
            read: read, imported: imported, unchanged: unchanged, rejected: rejected.count))
        : context.text(
          ImportReportMessage.result(
            read: read, imported: imported, unchanged: unchanged, rejected: rejected.count)))
    if notes > 0 {
      try context.out(context.text(ImportReportMessage.notesImported(notes)))
    }
    for (line, reason) in rejected.prefix(Self.shown) {
      try context.out(
        context.text(ImportReportMessage.line(line)) + context.text(reason).sanitised(.joined))
    }
    if rejected.count > Self.shown {
      context.errAfterwards(Label(ImportReportMessage.moreRejected(rejected.count - Self.shown)))
    }
    if dryRun { context.errAfterwards(Label(ImportReportMessage.nothingSaved)) }
  }
}

enum ImportReportMessage: Message {
  case line(Int)
  case moreRejected(Int)
  case nothingSaved
  case result(read: Int, imported: Int, unchanged: Int, rejected: Int)
  case dryRunResult(read: Int, imported: Int, unchanged: Int, rejected: Int)
  case notesImported(Int)

  var label: Label {
    switch self {
    case .line(let line):
      Label(en: "line \(line): ", zhHans: "第 \(line) 行：")
    case .moreRejected(let count):
      Label(
        en: "\(count.of("more rejected row", "more rejected rows")); --json lists all.",
        zhHans: "另有 \(count.grouped) 行无法导入，--json 可列出全部。")
    case .nothingSaved:
      Label(en: "Nothing was saved.", zhHans: "仅检查，未保存。")
    case .result(let read, let imported, let unchanged, let count):
      Label(
        en:
          "\(read.of("row", "rows")) read: \(imported.grouped) imported, \(unchanged.grouped) here already, \(count.grouped) rejected",
        zhHans: "共读取 \(read.grouped) 行：已导入 \(imported.grouped)，已存在 \(unchanged.grouped)，无法导入 \(count.grouped)"
      )
    case .dryRunResult(let read, let imported, let unchanged, let count):
      Label(
        en:
          "\(read.of("row", "rows")) read: \(imported.grouped) would be imported, \(unchanged.grouped) here already, \(count.grouped) rejected",
        zhHans: "共读取 \(read.grouped) 行：可导入 \(imported.grouped)，已存在 \(unchanged.grouped)，无法导入 \(count.grouped)"
      )
    case .notesImported(let notes):
      Label(en: "with \(notes.of("note", "notes"))", zhHans: "附备注 \(notes.grouped) 条")
    }
  }
}
