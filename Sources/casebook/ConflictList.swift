import ArgumentParser
import Complaints
import Console
import Interchange
import Messages
import Replica
import Terminal

struct ConflictList: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: text(.conflictListAbstract),
    discussion: text(
      .conflictListDiscussion))

  @Option(name: .customLong("case"), help: help(.conflictListOnlyOfThisCase, "case"))
  var reference: String?

  @Option(help: help(.conflictListOnlyOfThisBranchsCases, "code"))
  var branch: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let branch = try self.branch.map(BranchCode.checked)
    let conflicts = try context.read { reader in
      let root = try reference.map { try context.resolveCase(reader, $0) }
      return try reader.conflicts(of: root, branch: branch?.rawValue).byCase
        .map { ($0, try reader.base(of: $0)) }
    }
    if context.json {
      return try context.emit(.array(conflicts.map { context.json($0, base: $1) }))
    }
    guard !conflicts.isEmpty else {
      return context.err(Label(.commonNoOpenConflicts))
    }
    for line in lines(conflicts.map(\.0), context) { try context.out(line) }
    if context.errorStyle.isTerminal {
      context.errAfterwards(Label(.conflictListToSeeOneCasebookConflict))
    }
  }

  private func lines(_ conflicts: [Conflict], _ context: Context) -> [String] {
    guard context.style.isTerminal, context.columns < Self.tableWidth else {
      return table(conflicts, context).lines(width: context.columns, style: context.style)
    }
    return conflicts.flatMap { conflict in
      let values = conflict.choices.map { context.brief($0, in: conflict) }
      let field = context.conflictLabel(conflict)
      return [
        context.style.apply(.bold, to: conflict.id.description) + "  " + field,
        "  " + conflict.number, "  " + short(values),
      ].map { $0.truncated(toWidth: context.columns) }
    }
  }

  /// Below it ids and numbers, which have to be typed, would be cut.
  private static let tableWidth = 73

  private func table(_ conflicts: [Conflict], _ context: Context) -> Table {
    var table = Table([
      Column(context.text(.commonConflict)), Column(context.text(.commonCase)),
      Column(context.text(.commonField), minWidth: 8, isFlexible: true),
      Column(context.text(.conflictListShownNow), minWidth: 10, isFlexible: true),
      Column(context.text(.conflictListAgainstIt), minWidth: 10, isFlexible: true),
    ])
    for conflict in conflicts {
      let choices = conflict.choices
      let shown = choices.filter(\.isShown).map { context.brief($0, in: conflict) }
      let others = choices.filter { !$0.isShown }.map { context.brief($0, in: conflict) }
      table.add([
        Cell(conflict.id.description), Cell(conflict.number),
        Cell(context.conflictLabel(conflict)),
        Cell(short(shown)), Cell(short(others)),
      ])
    }
    return table
  }

  /// What `conflict show` tells in full.
  private func short(_ values: [String]) -> String {
    values.map { $0.sanitised(.joined).truncated(toWidth: 40) }.joined(separator: " / ")
  }
}

extension Context {
  /// A version in a few words.
  func brief(_ choice: ConflictChoice, in conflict: Conflict) -> String {
    if case .sight = choice.head.value { return text(.commonDeleted) }
    if conflict.field.element != nil {
      return choice.head.value == .flag(true) ? text(.commonAdded) : text(.commonRemoved)
    }
    let value = choice.definition.map { FieldDisplay.line(choice.head.value, $0, language) }
    let shown = choice.head.value == .none ? text(.commonEmpty) : value ?? display(choice.head.value, nil)
    guard conflict.kind == .deletion else { return shown }
    if choice.field == conflict.field { return text(.commonRestored) }
    let label = fieldLabel(choice.field, choice.record.kind)
    return text(.conflictListEdited, ["label": .text(label)])
  }

  /// What a conflict is about.
  func conflictLabel(_ conflict: Conflict) -> String {
    if conflict.kind == .rule {
      return conflict.rule.map { text($0.label) } ?? text(.commonARuleOfANewer)
    }
    return conflict.kind == .deletion
      ? text(.recordKindsDeletion) : fieldLabel(conflict.field, conflict.record.kind)
  }
}
