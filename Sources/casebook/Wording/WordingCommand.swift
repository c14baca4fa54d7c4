import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

/// `casebook wording …`
struct WordingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wording",
    abstract: text(WordingMessage.abstract),
    discussion: text(WordingMessage.discussion),
    subcommands: [
      WordingList.self, WordingShow.self, WordingAdd.self, WordingEdit.self, WordingRetire.self,
    ])
}

struct WordingList: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: text(WordingMessage.listAbstract),
    discussion: text(WordingMessage.listDiscussion))

  @Option(help: help(WordingMessage.kindHelp, "term"), completion: choices(.wordingKind))
  var kind: String?
  @Option(
    help: help(
      CommonMessage.languageOrAllHelp,
      "language"),
    completion: .list(["zh-Hans", "en", "all"]))
  var language: String?
  @Flag(help: help(WordingMessage.retiredHelp))
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
    guard !rules.isEmpty else { return context.err(Label(WordingMessage.noRules)) }
    var table = Table([
      Column(context.text(DomainMessage.id)), Column(context.text(DomainMessage.kind)),
      Column(context.text(WordingMessage.whyColumn), minWidth: 16, isFlexible: true),
      Column(context.text(WordingMessage.betterColumn), minWidth: 12, isFlexible: true),
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

struct WordingShow: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: text(WordingMessage.showAbstract),
    discussion: text(WordingMessage.showDiscussion))

  @Argument(help: help(CommonMessage.idHelp, "id"))
  var id: String
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let rule = try context.rule(id, in: context.read { try $0.wordingRules() })
    if context.json { return try context.emit(context.json(rule)) }
    let head = [rule.id, Vocabulary.wordingKind.text(rule.kind, context.language)]
    try context.out(context.style.apply(.bold, to: head.joined(separator: "  ").sanitised(.joined)))
    let facts = [
      (context.text(WordingMessage.patternLabel), rule.pattern),
      (context.text(CommonMessage.why), rule.text(rule.why, context.language)),
      (context.text(CommonMessage.better), rule.text(rule.better, context.language)),
    ]
    for (label, fact) in facts {
      for line in wrap(label + fact, width: context.columns, indent: 4, firstIndent: 2) {
        try context.out(line)
      }
    }
    var notes = [
      rule.isBuiltIn ? context.text(CommonMessage.builtIn) : context.text(CommonMessage.fromHeadOffice)
    ]
    if rule.isRetired { notes.append(context.text(WordingMessage.retiredNote)) }
    if WordingPattern(rule.pattern) == nil {
      notes.append(
        context.text(WordingMessage.unreadablePatternNote))
    }
    for line in notes { try context.out(context.style.apply(.dim, to: line)) }
  }
}

extension Context {
  func json(_ rule: WordingRule) -> JSON {
    [
      "id": .string(rule.id), "kind": .string(rule.kind), "language": .string(rule.language),
      "pattern": .string(rule.pattern), "readable": .bool(WordingPattern(rule.pattern) != nil),
      "why": .string(rule.text(rule.why, language)), "better": .string(rule.text(rule.better, language)),
      "why_en": .string(rule.why.en), "why_zh": .string(rule.why.zhHans),
      "better_en": .string(rule.better.en), "better_zh": .string(rule.better.zhHans),
      "retired": .bool(rule.isRetired), "source": .string(rule.isBuiltIn ? "built_in" : "head_office"),
    ]
  }

  /// The rule that an id, or an unambiguous beginning of one, names.
  func rule(_ typed: String, in rules: [WordingRule]) throws -> WordingRule {
    try one(
      of: rules, typed, id: \.id, what: Label(DomainMessage.rule),
      list: "casebook wording list --language all")
  }
}

enum WordingMessage: Message {
  case abstract
  case betterColumn
  case discussion
  case listAbstract
  case listDiscussion
  case patternLabel
  case noRules
  case kindHelp
  case retiredNote
  case retiredHelp
  case showAbstract
  case showDiscussion
  case unreadablePatternNote
  case whyColumn

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "The rules of check-wording.", zhHans: "用语检查的规则。")
    case .betterColumn:
      Label(en: "Better", zhHans: "建议说法")
    case .discussion:
      Label(
        en: """
          casebook wording list --kind vague
          casebook wording show en_soon

          Head office adds, changes and retires rules for all branches:

          casebook wording add en_cheap --kind forbidden --language en \\
            --pattern "you get what you pay for" \\
            --why-en "It blames the customer for the price." \\
            --better-en "Say what you will do."
          casebook wording retire en_cheap

          A pattern: [a|b] either of these; <gap 6> at most six characters between;
          <clause> at the beginning of a clause; <not-after X|Y>, <not-before X|Y>;
          <unless-time 20> unless a time is named within 20 characters;
          <unless-before X|Y> unless one of these comes before it; <number>;
          <amount> an amount above the limit of one's role.
          """,
        zhHans: """
          casebook wording list --kind 空泛承诺
          casebook wording show zh_soon

          总部可为所有门店新增、修改、停用：

          casebook wording add zh_cheap --kind 禁用语 --language 简体中文 \\
            --pattern "一分[价|价钱]一分货" \\
            --why-zh "等于怪客户买得便宜。" --better-zh "先说怎么解决。"
          casebook wording retire zh_cheap

          查找内容的写法：[甲|乙] 任选其一；<gap 6> 中间最多隔 6 个字；
          <clause> 在分句开头；<not-after 甲|乙> 前面不是；<not-before 甲|乙> 后面不是；
          <unless-time 20> 前后 20 字内没有写明时间；<unless-before 甲|乙> 前文没有出现；
          <number> 数字；<amount> 超出权限的金额。
          """)
    case .listAbstract:
      Label(en: "Lists the rules.", zhHans: "列出规则。")
    case .listDiscussion:
      Label(en: "casebook wording list --kind authority", zhHans: "casebook wording list --kind 越权承诺")
    case .patternLabel:
      Label(en: "Looks for: ", zhHans: "查找：")
    case .noRules:
      Label(en: "No rule matches.", zhHans: "没有符合条件的规则。")
    case .kindHelp:
      Label(en: "Only of this kind.", zhHans: "只看该类别。")
    case .retiredNote:
      Label(en: "Retired: no longer checked", zhHans: "已停用，不再检查")
    case .retiredHelp:
      Label(en: "Include retired rules.", zhHans: "包括已停用的规则。")
    case .showAbstract:
      Label(en: "Shows one rule in full.", zhHans: "查看一条规则。")
    case .showDiscussion:
      Label(en: "casebook wording show en_soon", zhHans: "casebook wording show zh_soon")
    case .unreadablePatternNote:
      Label(
        en: "This program is too old to read its pattern: the rule has no effect here",
        zhHans: "本程序较旧，无法识别其写法，该规则不起作用")
    case .whyColumn:
      Label(en: "Why", zhHans: "原因")
    }
  }
}
