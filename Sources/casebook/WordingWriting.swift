import ArgumentParser
import Complaints
import Console
import Interchange
import Messages
import Replica
import Versioning

/// The fields of a rule, as options of `add` and `edit`.
struct RuleOptions: ParsableArguments {
  @Option(help: help(.wordingWritingWhatIsWrongWithSuch, "term"), completion: choices(.wordingKind))
  var kind: String?
  @Option(help: help(.commonZhHansOrEn, "language"), completion: .list(["zh-Hans", "en"]))
  var language: String?
  @Option(
    help: help(
      .wordingWritingWhatItLooksForSee, "pattern"))
  var pattern: String?
  @Option(help: help(.wordingWritingWhyInEnglish, "text"))
  var whyEn: String?
  @Option(help: help(.wordingWritingWhyInChinese, "text"))
  var whyZh: String?
  @Option(help: help(.wordingWritingWhatToSayInsteadIn, "text"))
  var betterEn: String?
  @Option(help: help(.wordingWritingWhatToSayInsteadInChinese, "text"))
  var betterZh: String?

  /// - Throws: `CommandFailure` for a pattern that this version cannot read; `FieldError`.
  func edits(_ context: Context) throws -> [FieldEdit] {
    if let pattern, WordingPattern(pattern) == nil {
      throw CommandFailure.usage(
        Label(.wordingWritingIsNoPattern, ["pattern": .text(pattern)]),
        hint: Label(.wordingWritingHowToWriteOneCasebook))
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
    abstract: text(.wordingAddAbstract),
    discussion: text(
      .wordingAddDiscussion))

  @Argument(help: help(.commonANewIdAZ, "id"))
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
          .wordingWritingARuleNeedsKindLanguage),
        hint: Label(.wordingWritingSeeCasebookWordingAddHelp))
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
    abstract: text(.wordingEditAbstract),
    discussion: text(
      .wordingEditDiscussion))

  @Argument(help: help(.commonItsIdOrTheBeginning, "id"))
  var id: String
  @OptionGroup var rule: RuleOptions
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try rule.edits(context)
    guard !edits.isEmpty else {
      throw CommandFailure.usage(
        Label(.wordingWritingSayWhatIsToChange))
    }
    try context.change(rule: id, edits)
  }
}

struct WordingRetire: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "retire",
    abstract: text(.wordingRetireAbstract),
    discussion: text(
      .wordingRetireDiscussion))

  @Argument(help: help(.commonItsIdOrTheBeginning, "id"))
  var id: String
  @Flag(help: help(.commonPutsItBackIntoUse))
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
