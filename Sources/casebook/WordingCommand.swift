import ArgumentParser
import Complaints
import Console
import Interchange
import Messages
import Replica
import Terminal
import Versioning

/// `casebook wording …`
struct WordingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wording",
    abstract: text(.wordingAbstract),
    discussion: text(
      .wordingDiscussion),
    subcommands: [
      WordingList.self, WordingShow.self, WordingAdd.self, WordingEdit.self, WordingRetire.self,
    ])
}

struct WordingList: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: text(.wordingListAbstract),
    discussion: text(.wordingListDiscussion))

  @Option(help: help(.wordingOnlyOfThisKind, "term"), completion: choices(.wordingKind))
  var kind: String?
  @Option(
    help: help(
      .commonZhHansEnOrAll,
      "language"),
    completion: .list(["zh-Hans", "en", "all"]))
  var language: String?
  @Flag(help: help(.wordingRetiredOnesToo))
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
    guard !rules.isEmpty else { return context.err(Label(.wordingNoRuleFits)) }
    var table = Table([
      Column(context.text(.commonId)), Column(context.text(.commonKind)),
      Column(context.text(.wordingWhy), minWidth: 16, isFlexible: true),
      Column(context.text(.wordingBetter), minWidth: 12, isFlexible: true),
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
    commandName: "show", abstract: text(.wordingShowAbstract),
    discussion: text(.wordingShowDiscussion))

  @Argument(help: help(.commonItsIdOrTheBeginning, "id"))
  var id: String
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let rule = try context.rule(id, in: context.read { try $0.wordingRules() })
    if context.json { return try context.emit(context.json(rule)) }
    let head = [rule.id, Vocabulary.wordingKind.text(rule.kind, context.language)]
    try context.out(context.style.apply(.bold, to: head.joined(separator: "  ").sanitised(.joined)))
    let facts = [
      (context.text(.wordingLooksFor), rule.pattern),
      (context.text(.commonWhy), rule.text(rule.why, context.language)),
      (context.text(.commonBetter), rule.text(rule.better, context.language)),
    ]
    for (label, fact) in facts {
      for line in wrap(label + fact, width: context.columns, indent: 4, firstIndent: 2) {
        try context.out(line)
      }
    }
    var notes = [
      rule.isBuiltIn ? context.text(.commonBuiltIn) : context.text(.commonFromHeadOffice)
    ]
    if rule.isRetired { notes.append(context.text(.wordingRetiredFindsNothing)) }
    if WordingPattern(rule.pattern) == nil {
      notes.append(
        context.text(.wordingThisVersionCannotReadIts))
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
      of: rules, typed, id: \.id, what: Label(.wordingRule), list: "casebook wording list --language all")
  }
}
