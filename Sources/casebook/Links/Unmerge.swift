import ArgumentParser
import CaseIndex
import Complaints
import Console
import Language
import Replica
import Versioning

/// `casebook unmerge A`: the case stands for itself again.
struct Unmerge: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "unmerge", abstract: text(UnmergeMessage.abstract),
    discussion: text(UnmergeMessage.discussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Option(help: help(CommonMessage.whyHelp))
  var reason: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    try context.endLinks(of: reference, to: nil, reason: reason) { links, number, _ in
      let merges = links.filter { $0.link.kind == .duplicateOf }
      let own = merges.filter { !$0.isBack }
      guard own.isEmpty else { return own }
      let others = merges.compactMap { $0.summary?.number }
      throw CommandFailure(
        "gate", .gateRefused, Label(UnmergeMessage.isNotMerged(number)),
        hint: others.isEmpty
          ? Label(UnmergeMessage.reopenHint(number)) : Label(UnmergeMessage.othersHint(others)))
    }
  }
}

enum UnmergeMessage: Message {
  case abstract
  case discussion
  case isNotMerged(String)
  case othersHint([String])
  case reopenHint(String)

  var label: Label {
    switch self {
    case .abstract: Label(en: "Takes a merge back.", zhHans: "撤销合并。")
    case .discussion:
      Label(
        en: """
          casebook unmerge 7
          casebook unmerge 7 --reason "two tables after all"

          Its clocks run on from when it was logged, as if it had never been merged.
          """,
        zhHans: """
          casebook unmerge 7
          casebook unmerge 7 --reason "其实是两桌客人"

          该单恢复单独处理，时限仍从登记时起算。
          """)
    case .isNotMerged(let number):
      Label(en: "\(number) was not merged into another case.", zhHans: "\(number) 没有并入其他工单。")
    case .othersHint(let numbers):
      Label(
        en: "Merged into it: \(numbers.joined(separator: ", ")). For example: casebook unmerge \(numbers[0])",
        zhHans: "并入它的有：\(numbers.joined(separator: "、"))。例如：casebook unmerge \(numbers[0])")
    case .reopenHint(let number):
      Label(
        en: "If it was closed as a duplicate: casebook reopen \(number) --reason …",
        zhHans: "如已按重复单结案：casebook reopen \(number) --reason …")
    }
  }
}
