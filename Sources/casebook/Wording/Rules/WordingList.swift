import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

struct WordingList: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: text(WordingListMessage.listAbstract),
    discussion: text(WordingListMessage.listDiscussion))

  @Option(help: help(WordingListMessage.kindHelp, "term"), completion: choices(.wordingKind))
  var kind: String?
  @Option(
    help: help(
      CommonMessage.languageOrAllHelp,
      "language"),
    completion: .list(["zh-Hans", "en", "all"]))
  var language: String?
  @Flag(help: help(WordingListMessage.retiredHelp))
  var retired = false
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let kind = try context.term(kind, of: WordingRuleField.kind)
    let isAll = ["all", "全部"].contains(language?.lowercased() ?? "")
    let language =
      isAll
      ? nil
      : try context.term(language, of: WordingRuleField.language) ?? context.language.termID
    let rules = try context.read { try $0.wordingRules() }.filter { rule in
      (kind == nil || rule.kind == kind) && (language == nil || rule.language == language)
        && (retired || !rule.isRetired)
    }
    if context.json { return try context.emit(.array(rules.map { context.json($0) })) }
    guard !rules.isEmpty else { return context.err(Label(WordingListMessage.noRules)) }
    var table = Table([
      Column(context.text(DomainMessage.id)), Column(context.text(DomainMessage.kind)),
      Column(context.text(WordingListMessage.whyColumn), minWidth: 16, isFlexible: true),
      Column(context.text(WordingListMessage.betterColumn), minWidth: 12, isFlexible: true),
    ])
    for rule in rules {
      table.add([
        Cell(rule.id, style: rule.isRetired ? .dim : .plain),
        Cell(Vocabulary.wordingKind.text(rule.kind, context.language)),
        Cell(rule.text(rule.why, context.language)), Cell(rule.text(rule.better, context.language)),
      ])
    }
    try context.print(table)
  }
}

enum WordingListMessage: Message {
  case betterColumn
  case listAbstract
  case listDiscussion
  case noRules
  case kindHelp
  case retiredHelp
  case whyColumn

  var label: Label {
    switch self {
    case .betterColumn:
      Label(en: "Better", zhHans: "建议说法")
    case .listAbstract:
      Label(en: "Lists the rules.", zhHans: "列出规则。")
    case .listDiscussion:
      Label(en: "casebook wording list --kind authority", zhHans: "casebook wording list --kind 越权承诺")
    case .noRules:
      Label(en: "No rule matches.", zhHans: "没有符合条件的规则。")
    case .kindHelp:
      Label(en: "Only of this kind.", zhHans: "只看该类别。")
    case .retiredHelp:
      Label(en: "Include retired rules.", zhHans: "包括已停用的规则。")
    case .whyColumn:
      Label(en: "Why", zhHans: "原因")
    }
  }
}
