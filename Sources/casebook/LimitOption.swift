import ArgumentParser
import Console
import Language

/// `--limit N`. A program that asks for JSON gets everything, unless it asks for less; so does whoever says 0.
struct LimitOption: ParsableArguments {
  @Option(help: help(LimitOptionMessage.limitHelp, "count"))
  var limit: Int?

  /// How many to show at most; nil: all.
  /// - Parameter usual: as many are enough for a person who did not say.
  /// - Throws: `CommandFailure` for less than none.
  func most(usual: Int, _ context: Context) throws -> Int? {
    guard let limit else { return context.json ? nil : usual }
    guard limit >= 0 else { throw CommandFailure.usage(Label(ListMessage.limitInvalid)) }
    return limit == 0 ? nil : limit
  }
}

enum LimitOptionMessage: Message {
  case limitHelp
  case leftOut(Int, shown: Int)
  case manyLeftOut(Int, shown: Int)

  var label: Label {
    switch self {
    case .limitHelp:
      Label(
        en: "Maximum to list (0 = all; with --json all unless given).",
        zhHans: "最多列出多少条；0 为全部，用 --json 时默认全部。")
    case .leftOut(let count, let shown):
      Label(
        en:
          "\(shown.grouped) \(shown == 1 ? "is" : "are") shown, \(count.grouped) more \(count == 1 ? "is" : "are") not: --limit 0 shows all.",
        zhHans: "已显示 \(shown.grouped) 条，另有 \(count.grouped) 条未显示，用 --limit 0 显示全部。")
    case .manyLeftOut(let count, let shown):
      Label(
        en: "\(shown.grouped) are shown, more than \(count.grouped) others are not: --limit 0 shows all.",
        zhHans: "已显示 \(shown.grouped) 条，另有 \(count.grouped) 多条未显示，用 --limit 0 显示全部。")
    }
  }
}
