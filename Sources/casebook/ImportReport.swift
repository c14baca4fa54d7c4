import Complaints
import Console
import Interchange
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
          "\(read) rows read: \(imported) would be imported, \(unchanged) here already, \(rejected.count) rejected",
          "共读取 \(read) 行：可导入 \(imported)，已存在 \(unchanged)，无法导入 \(rejected.count)")
        : context.text(
          "\(read) rows read: \(imported) imported, \(unchanged) here already, \(rejected.count) rejected",
          "共读取 \(read) 行：已导入 \(imported)，已存在 \(unchanged)，无法导入 \(rejected.count)"))
    if notes > 0 {
      try context.out(context.text("with \(notes) notes", "附备注 \(notes) 条"))
    }
    for (line, reason) in rejected.prefix(Self.shown) {
      try context.out(
        context.text("line \(line): ", "第 \(line) 行：") + context.text(reason).sanitised(.joined))
    }
    if rejected.count > Self.shown {
      context.errAfterwards(
        Label(
          "\(rejected.count - Self.shown) more rejected rows; --json lists all.",
          "另有 \(rejected.count - Self.shown) 行无法导入，--json 可列出全部。"))
    }
    if dryRun { context.errAfterwards(Label("Nothing was saved.", "仅检查，未保存。")) }
  }
}
