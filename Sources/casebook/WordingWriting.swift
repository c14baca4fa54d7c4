import ArgumentParser
import Complaints
import Console
import Interchange
import Replica
import Versioning

/// The fields of a rule, as options of `add` and `edit`.
struct RuleOptions: ParsableArguments {
  @Option(help: help("What is wrong with such words.", "类别。", "term"), completion: choices(.wordingKind))
  var kind: String?
  @Option(help: help("zh-Hans or en.", "zh-Hans 或 en。", "language"), completion: .list(["zh-Hans", "en"]))
  var language: String?
  @Option(
    help: help(
      "What it looks for: see casebook wording --help.", "查找内容，写法见 casebook wording --help。", "pattern"))
  var pattern: String?
  @Option(help: help("Why, in English.", "原因（英文）。", "text"))
  var whyEn: String?
  @Option(help: help("Why, in Chinese.", "原因（中文）。", "text"))
  var whyZh: String?
  @Option(help: help("What to say instead, in English.", "建议说法（英文）。", "text"))
  var betterEn: String?
  @Option(help: help("What to say instead, in Chinese.", "建议说法（中文）。", "text"))
  var betterZh: String?

  /// - Throws: `CommandFailure` for a pattern that this version cannot read; `FieldError`.
  func edits(_ context: Context) throws -> [FieldEdit] {
    let typed: [(String?, FieldDefinition)] = [
      (kind, WordingRuleField.kind), (language, WordingRuleField.language),
      (pattern, WordingRuleField.pattern), (whyEn, WordingRuleField.whyEnglish),
      (whyZh, WordingRuleField.whyChinese), (betterEn, WordingRuleField.betterEnglish),
      (betterZh, WordingRuleField.betterChinese),
    ]
    if let pattern, WordingPattern(pattern) == nil {
      throw CommandFailure.usage(
        Label("“\(pattern)” is no pattern.", "“\(pattern)”不是有效的查找写法。"),
        hint: Label("How to write one: casebook wording --help", "写法说明：casebook wording --help"))
    }
    return try typed.compactMap { text, field in
      guard let text else { return nil }
      return FieldEdit(
        FieldID(field.number), try FieldInput.parse(text, as: field, now: context.now))
    }
  }
}

struct WordingAdd: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: text("Publishes a new rule to all branches (head office).", "向所有门店发布新规则（总部）。"),
    discussion: text(
      """
      casebook wording add en_cheap --kind forbidden --language en --pattern "you get what you pay for" \\
        --why-en "It blames the customer for the price." --better-en "Say what you will do."
      """,
      """
      casebook wording add zh_cheap --kind 禁用语 --language 简体中文 --pattern "一分[价|价钱]一分货" \\
        --why-zh "等于怪客户买得便宜。" --better-zh "先说怎么解决。"
      """))

  @Argument(help: help("A new id: a–z, 0–9, _ and -.", "新代号：小写字母、数字、_ 和 -。", "id"))
  var id: String
  @OptionGroup var rule: RuleOptions
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let key = try context.newKey(id)
    guard rule.kind != nil, rule.language != nil, rule.pattern != nil, rule.whyEn ?? rule.whyZh != nil,
      rule.betterEn ?? rule.betterZh != nil
    else {
      throw CommandFailure.usage(
        Label(
          "A rule needs --kind, --language, --pattern, a reason and a better wording.",
          "规则需要填写 --kind、--language、--pattern，以及原因和建议说法。"),
        hint: Label("See: casebook wording add --help", "用法见：casebook wording add --help"))
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

struct WordingEdit: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: text("Changes a rule for all branches (head office).", "为所有门店修改规则（总部）。"),
    discussion: text(
      "casebook wording edit en_soon --better-en \"Name the hour.\"",
      "casebook wording edit zh_soon --better-zh \"写明几点前答复。\""))

  @Argument(help: help("Its id, or the beginning of it.", "代号（或其开头）。", "id"))
  var id: String
  @OptionGroup var rule: RuleOptions
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try rule.edits(context)
    guard !edits.isEmpty else {
      throw CommandFailure.usage(
        Label("Say what is to change: --pattern, --better-en …", "请写明要改什么：--pattern、--better-zh 等。"))
    }
    try context.change(rule: id, edits)
  }
}

struct WordingRetire: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "retire",
    abstract: text("Takes a rule out of use in all branches (head office).", "在所有门店停用规则（总部）。"),
    discussion: text(
      "casebook wording retire en_cheap\ncasebook wording retire en_cheap --undo",
      "casebook wording retire zh_cheap\ncasebook wording retire zh_cheap --undo"))

  @Argument(help: help("Its id, or the beginning of it.", "代号（或其开头）。", "id"))
  var id: String
  @Flag(help: help("Puts it back into use.", "恢复使用。"))
  var undo = false
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    try context.change(
      rule: id, [FieldEdit(FieldID(WordingRuleField.retired.number), undo ? .none : .flag(true))])
  }
}

extension Context {
  fileprivate func change(rule id: String, _ edits: [FieldEdit]) throws {
    let (key, changed, saved) = try write { session in
      let rule = try self.rule(id, in: session.reader.wordingRules())
      let changed = try session.publish(rule, rule.id, edits)
      return (rule.id, changed, try session.reader.wordingRules().first { $0.id == rule.id })
    }
    if json, let saved, case .object(let members) = json(saved) {
      return try emit(.object(members + [("changed", .bool(changed))]))
    }
    err(changed ? .published(key) : .unchanged)
  }
}
