import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal

/// `casebook training tips`
struct TrainingTips: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "tips", abstract: text(TrainingTipsMessage.abstract),
    discussion: "casebook training tips --branch SH01")

  @Option(help: help(DueMessage.branchHelp, "branch"))
  var branch: String?
  @OptionGroup var limit: LimitOption
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let most = try limit.most(usual: 50, context)
    let code = try branch.map { try BranchCode.checked($0).rawValue }
    let found = try context.read { reader in
      let counts = try reader.helpfulCounts()
      func rank(_ tip: Tip) -> Int { counts[tip.id].map { $0.yes - $0.no } ?? 0 }
      // Of equal ones the newest first.
      return try reader.tips().filter { code == nil || $0.branch == code }
        .sorted { (rank($0), $0.id) > (rank($1), $1.id) }.map { ($0, counts[$0.id]) }
    }
    let shown = found.prefix(most ?? found.count)
    if context.json { return try context.emit(.array(shown.map { context.json($0, $1) })) }
    guard !found.isEmpty else { return context.err(Label(TrainingTipsMessage.none)) }
    var table = Table([
      Column(context.text(DomainMessage.id), minWidth: 6), Column(context.text(DomainMessage.branch)),
      Column(context.text(CommonMessage.author)),
      Column(context.text(KnowledgeListMessage.helpedColumn), alignment: .right),
      Column(context.text(TrainingTipsMessage.tipColumn), minWidth: 16, isFlexible: true),
    ])
    for (tip, count) in shown {
      table.add([
        Cell(tip.name, style: .bold), Cell(tip.branch), Cell((tip.author ?? "–").sanitised(.joined)),
        Cell(count.map { "\($0.yes)/\($0.yes + $0.no)" } ?? ""), Cell((tip.text ?? "–").sanitised(.joined)),
      ])
    }
    try context.print(table)
    if shown.count < found.count {
      context.errAfterwards(
        Label(LimitOptionMessage.leftOut(found.count - shown.count, shown: shown.count)))
    }
  }
}

enum TrainingTipsMessage: Message {
  case abstract
  case none
  case tipColumn

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Lists what colleagues have found to help, the best first.", zhHans: "列出同事的好经验，评价高的在前。")
    case .none: Label(en: "Nobody has told anything yet.", zhHans: "还没有同事分享经验。")
    case .tipColumn: Label(en: "Tip", zhHans: "经验内容")
    }
  }
}
