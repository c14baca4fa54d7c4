import ArgumentParser
import CaseIndex
import Complaints
import Console
import Glibc
import Interchange
import Language
import Replica
import Terminal
import Versioning

/// `casebook promote CASE`: a study of a reviewed case, without what is personal in it.
struct Promote: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "promote", abstract: text(PromoteMessage.abstract),
    discussion: text(PromoteMessage.discussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String?
  @Flag(help: help(PromoteMessage.dryRunHelp))
  var dryRun = false
  @Flag(help: help(PromoteMessage.yesHelp))
  var yes = false
  @Option(help: help(PromoteMessage.keepHelp, "number"))
  var keep: [Int] = []
  @Flag(help: help(PromoteMessage.rulesHelp))
  var rules = false
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    if rules { return try tellRules(context) }
    guard let reference else {
      throw CommandFailure.usage(
        Label(PromoteMessage.caseMissing), hint: Label(PromoteMessage.caseMissingHint))
    }
    let store = try context.openStore()
    let (id, found, former) = try context.read(store) { reader in
      let row = try context.resolveCase(reader, reference)
      return (row.id, try PromotedTexts(row, reader), try reader.manuscripts(of: [row.id]))
    }
    if !former.isEmpty { context.err(Label(PromoteMessage.promotedBefore(former.map(\.name)))) }
    let kept = try found.kept(keep)
    if dryRun { return try show(found, kept, context) }
    let confirmed: Set<Int>
    if yes {
      confirmed = kept
    } else if context.canAsk {
      confirmed = try Self.ask(found, kept, context)
    } else {
      throw CommandFailure.usage(
        Label(PromoteMessage.notConfirmed), hint: Label(PromoteMessage.notConfirmedHint))
    }
    let item = try context.write(store) { session in
      try Self.manuscript(found, keeping: confirmed, of: id, &session, context)
    }
    guard let item else { return }
    try context.tell(
      item, Label(PromoteMessage.written(item.name, removed: found.findings.count - confirmed.count)))
    if !context.json { context.errAfterwards(Label(PromoteMessage.nextHint(item.name))) }
  }

  /// Writes what was confirmed.
  static func manuscript(
    _ found: PromotedTexts, keeping confirmed: Set<Int>, of id: RecordID, _ session: inout WriteSession,
    _ context: Context
  ) throws -> KnowledgeItem? {
    // As it stands now: who confirmed saw that.
    let row = try context.resolveCase(session.reader, id.description)
    let now = try PromotedTexts(row, session.reader)
    guard now == found else {
      throw CommandFailure(
        "case_changed", .conflictOpen, Label(PromoteMessage.caseChanged),
        hint: Label(PromoteMessage.caseChangedHint))
    }
    let texts = found.redacted(keeping: confirmed)
    try session.requireNobodyNamed(texts, of: [id])
    let made = try session.newManuscript(.study, try found.edits(texts), of: [id])
    return try session.reader.manuscripts(.study).first { $0.id == made }
  }

  private func tellRules(_ context: Context) throws {
    if context.json {
      return try context.emit(
        .array(
          RedactionRule.allCases.map {
            ["rule": .string($0.rawValue), "finds": .string(context.text($0.label))]
          }))
    }
    for rule in RedactionRule.allCases {
      let line = context.text(rule.placeholder) + "  " + context.text(rule.label)
      for line in wrap(line, width: context.columns, indent: 4, firstIndent: 0) { try context.out(line) }
    }
  }

  private func show(_ found: PromotedTexts, _ kept: Set<Int>, _ context: Context) throws {
    let texts = found.redacted(keeping: kept)
    if context.json {
      return try context.emit([
        "removals": .array(
          found.findings.enumerated().map { at, one in
            [
              "number": .integer(Int64(at + 1)), "field": .string(one.field.id),
              "rule": .string(one.finding.rule.rawValue), "text": .string(one.finding.text),
              "known": .bool(one.finding.isKnown), "kept": .bool(kept.contains(at)),
            ]
          }),
        "texts": .object(texts.map { ($0.0.id, .string($0.1)) }), "dry_run": true,
      ])
    }
    for at in found.findings.indices {
      let mark = kept.contains(at) ? context.text(PromoteMessage.staysMark) : ""
      try context.out(Self.line(found, at, context) + mark)
    }
    for (field, text) in texts {
      try context.out()
      try context.out(context.style.apply(.bold, to: context.text(field.label)))
      for line in wrap(text, width: context.columns) { try context.out(line) }
    }
    context.errAfterwards(Label(PromoteMessage.previewHint))
  }

  /// `3  Lesson  …called [Mr Zhang] at…`
  private static func line(_ found: PromotedTexts, _ at: Int, _ context: Context) -> String {
    let one = found.findings[at]
    let (before, after) = found.surroundings(of: at)
    return "\(at + 1)  " + context.text(one.field.label) + "  " + before.sanitised(.joined)
      + context.style.apply(.reversed, to: "[" + one.finding.text.sanitised(.joined) + "]")
      + after.sanitised(.joined)
  }

  /// Shows each removal and asks whether it goes.
  static func ask(_ found: PromotedTexts, _ kept: Set<Int>, _ context: Context) throws -> Set<Int> {
    let editor = LineEditor(input: STDIN_FILENO, output: STDERR_FILENO, environment: context.environment)
    defer { editor.rest() }
    var kept = kept
    func answer(_ question: String, _ choices: [String: Character]) throws -> Character {
      while true {
        guard case .line(let typed) = editor.line(prompt: question, shown: question) else { break }
        if let choice = choices[typed.folded] { return choice }
        if ["q", "退出"].contains(typed.folded) { break }
      }
      throw CommandFailure("not_confirmed", .failed, Label(PromoteMessage.stopped))
    }
    for at in found.findings.indices where !kept.contains(at) {
      try context.out(line(found, at, context))
      try context.output.flush()
      let isKnown = found.findings[at].finding.isKnown
      // What the case says of somebody goes, and is shown.
      let question = context.text(isKnown ? PromoteMessage.knownQuestion : PromoteMessage.question)
      let choices: [String: Character] =
        isKnown ? ["": "y", "y": "y"] : ["": "y", "y": "y", "是": "y", "k": "k", "n": "k", "留": "k"]
      if try answer(question, choices) == "k" { kept.insert(at) }
    }
    for (field, text) in found.redacted(keeping: kept) {
      try context.out(context.style.apply(.bold, to: context.text(field.label)))
      for line in wrap(text, width: context.columns, indent: 2) { try context.out(line) }
    }
    try context.output.flush()
    _ = try answer(context.text(PromoteMessage.saveQuestion), ["y": "y", "yes": "y", "是": "y", "确认": "y"])
    return kept
  }
}
