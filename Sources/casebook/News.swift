import ArgumentParser
import Complaints
import Console
import Interchange
import Replica
import Terminal

struct News: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "news",
    abstract: text(
      "Lists what others changed, sent or settled since it was last looked at.", "查看他人的新动态：新增、修改、裁定。"),
    discussion: text(
      "What is listed counts as seen afterwards; --keep leaves it as new.", "查看后即视为已读；用 --keep 保留为未读。"))

  @Flag(help: help("Do not mark as seen.", "不标为已读。"))
  var keep = false

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let store = try context.openStore()
    let news = try context.read(store) { try $0.news() }
    if context.json {
      try context.emit(.array(news.map { NewsLine.json($0, context) }))
    } else if news.isEmpty {
      context.err(Label("Nothing new.", "没有新动态。"))
    } else {
      for entry in news { try context.out(NewsLine.text(entry, context)) }
    }
    // Only what has reached the reader is seen.
    try context.output.flush()
    if !keep, let last = news.last {
      try context.write(store) { try $0.markNewsSeen(upTo: last.seq) }
    }
  }
}

/// One piece of news.
enum NewsLine {
  static func text(_ entry: NewsEntry, _ context: Context) -> String {
    let what =
      switch entry.what {
      case .new: context.text("new case", "新工单")
      case .changed: context.text("changed", "有修改")
      case .conflict: context.text("conflict: needs a decision", "出现冲突，待裁定")
      case .settled: context.text("conflict settled", "冲突已裁定")
      case .overruled: context.text("settled: this branch's value was not kept", "已裁定，本店的内容未被采用")
      }
    let summary = entry.summary.map { "  " + $0.sanitised(.joined) } ?? ""
    return "\(context.ago(entry.at))  \(entry.number.sanitised(.joined))  \(what)\(summary)"
  }

  /// `{what, case, case_id, summary, record, at}`.
  static func json(_ entry: NewsEntry, _ context: Context) -> JSON {
    [
      "what": .string(entry.what.rawValue), "case": .string(entry.number),
      "case_id": .string(entry.aggregate.description), "summary": .optional(entry.summary),
      "record": .optional(entry.record?.description), "at": .string(context.time(entry.at).rfc3339),
    ]
  }
}
