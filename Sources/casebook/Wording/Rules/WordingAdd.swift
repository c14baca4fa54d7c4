import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Versioning

/// The fields of a rule, as options of `add` and `edit`.
struct RuleOptions: ParsableArguments {
  @Option(help: help(WordingWritingMessage.kindHelp, "term"), completion: choices(.wordingKind))
  var kind: String?
  @Option(help: help(CommonMessage.languageHelp, "language"), completion: .list(["zh-Hans", "en"]))
  var language: String?
  @Option(
    help: help(WordingWritingMessage.patternHelp, "pattern"))
  var pattern: String?
  @Option(help: help(WordingWritingMessage.whyEnHelp, "text"))
  var whyEn: String?
  @Option(help: help(WordingWritingMessage.whyZhHelp, "text"))
  var whyZh: String?
  @Option(help: help(WordingWritingMessage.betterEnHelp, "text"))
  var betterEn: String?
  @Option(help: help(WordingWritingMessage.betterZhHelp, "text"))
  var betterZh: String?

  /// - Throws: `CommandFailure` for a pattern that this version cannot read; `FieldError`.
  func edits(_ context: Context) throws -> [FieldEdit] {
    if let pattern, WordingPattern(pattern) == nil {
      throw CommandFailure.usage(
        Label(WordingWritingMessage.badPattern(pattern)),
        hint: Label(WordingWritingMessage.patternHint))
    }
    return try context.edits([
      (WordingRuleField.kind, kind), (WordingRuleField.language, language),
      (WordingRuleField.pattern, pattern), (WordingRuleField.whyEnglish, whyEn),
      (WordingRuleField.whyChinese, whyZh), (WordingRuleField.betterEnglish, betterEn),
      (WordingRuleField.betterChinese, betterZh),
    ])
  }
}

struct WordingAdd: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: text(WordingWritingMessage.addAbstract),
    discussion: text(WordingWritingMessage.addDiscussion))

  @Argument(help: help(CommonMessage.newIDHelp, "id"))
  var id: String
  @OptionGroup var rule: RuleOptions
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let key = try context.newKey(id)
    guard rule.kind != nil, rule.language != nil, rule.pattern != nil, rule.whyEn ?? rule.whyZh != nil,
      rule.betterEn ?? rule.betterZh != nil
    else {
      throw CommandFailure.usage(
        Label(WordingWritingMessage.ruleIncomplete),
        hint: Label(WordingWritingMessage.ruleIncompleteHint))
    }
    let edits = try rule.edits(context)
    let saved = try context.write { session in
      guard try !session.reader.wordingRules().contains(where: { $0.id == key }) else {
        throw CommandFailure.keyTaken(key, "wording")
      }
      _ = try session.publish(nil as WordingRule?, key, edits)
      return try session.reader.wordingRules().first { $0.id == key }
    }
    if context.json, let saved { return try context.emit(context.json(saved)) }
    context.err(.published(key))
  }
}

extension Context {
  func change(rule id: String, _ edits: [FieldEdit]) throws {
    let (key, changed, saved) = try write { session in
      let rule = try self.rule(id, in: session.reader.wordingRules())
      let changed = try session.publish(rule, rule.id, edits)
      return (rule.id, changed, try session.reader.wordingRules().first { $0.id == rule.id })
    }
    if json, let saved, case .object(let members) = json(saved) {
      return try emit(.object(members + [("changed", .bool(changed))]))
    }
    err(changed ? .published(key) : .alreadySo)
  }
}

enum WordingWritingMessage: Message {
  case addAbstract
  case addDiscussion
  case ruleIncomplete
  case patternHint
  case badPattern(String)
  case ruleIncompleteHint
  case kindHelp
  case patternHelp
  case betterEnHelp
  case betterZhHelp
  case whyZhHelp
  case whyEnHelp

  var label: Label {
    switch self {
    case .addAbstract:
      Label(en: "Publishes a new rule to all branches (head office).", zhHans: "向所有门店发布新规则（总部）。")
    case .addDiscussion:
      Label(
        en: """
          casebook wording add en_cheap --kind forbidden --language en \\
            --pattern "you get what you pay for" \\
            --why-en "It blames the customer for the price." \\
            --better-en "Say what you will do."
          """,
        zhHans: """
          casebook wording add zh_cheap --kind 禁用语 --language 简体中文 \\
            --pattern "一分[价|价钱]一分货" \\
            --why-zh "等于怪客户买得便宜。" --better-zh "先说怎么解决。"
          """)
    case .ruleIncomplete:
      Label(
        en: "A rule needs --kind, --language, --pattern, a reason and a better wording.",
        zhHans: "规则需要填写 --kind、--language、--pattern，以及原因和建议说法。")
    case .patternHint:
      Label(en: "How to write a pattern: casebook wording --help", zhHans: "写法说明：casebook wording --help")
    case .badPattern(let pattern):
      Label(en: "“\(pattern)” is not a valid pattern.", zhHans: "“\(pattern)”不是有效的查找写法。")
    case .ruleIncompleteHint:
      Label(en: "See: casebook wording add --help", zhHans: "用法见：casebook wording add --help")
    case .kindHelp:
      Label(en: "The kind: what is wrong with such words.", zhHans: "类别：这类说法的问题所在。")
    case .patternHelp:
      Label(
        en: "What it looks for: see casebook wording --help.", zhHans: "查找内容，写法见 casebook wording --help。")
    case .betterEnHelp:
      Label(en: "What to say instead, in English.", zhHans: "建议说法（英文）。")
    case .betterZhHelp:
      Label(en: "What to say instead, in Chinese.", zhHans: "建议说法（中文）。")
    case .whyZhHelp:
      Label(en: "Why, in Chinese.", zhHans: "原因（中文）。")
    case .whyEnHelp:
      Label(en: "Why, in English.", zhHans: "原因（英文）。")
    }
  }
}
