import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

struct ConflictList: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: text(ConflictListMessage.abstract),
    discussion: text(ConflictListMessage.discussion))

  @Option(name: .customLong("case"), help: help(ConflictListMessage.caseHelp, "case"))
  var reference: String?

  @Option(help: help(ConflictListMessage.branchHelp, "code"))
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
      return context.err(Label(CommonMessage.noOpenConflicts))
    }
    for line in lines(conflicts.map(\.0), context) { try context.out(line) }
    if context.errorStyle.isTerminal {
      context.errAfterwards(Label(ConflictListMessage.showHint))
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
      Column(context.text(CommonMessage.conflict)), Column(context.text(DomainMessage.complaintCase)),
      Column(context.text(DomainMessage.field), minWidth: 8, isFlexible: true),
      Column(context.text(ConflictListMessage.shownNow), minWidth: 10, isFlexible: true),
      Column(context.text(ConflictListMessage.otherVersions), minWidth: 10, isFlexible: true),
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
    if case .sight = choice.head.value { return text(CommonMessage.deleted) }
    if conflict.field.element != nil {
      return elementText(choice.head.value)
    }
    let value = choice.definition.map { FieldDisplay.line(choice.head.value, terms[$0], language, to: zone) }
    let shown =
      choice.head.value == .none ? text(CommonMessage.empty) : value ?? display(choice.head.value, nil)
    guard conflict.kind == .deletion else { return shown }
    if choice.field == conflict.field { return text(CommonMessage.restored) }
    let label = fieldLabel(choice.field, choice.record.kind)
    return text(ConflictListMessage.edited(label))
  }

  /// What became of an element of a set: it is there, it is not, or what was said with it, as a sum.
  func elementText(_ value: Value) -> String {
    switch value {
    case .none, .flag(false): text(CommonMessage.removed)
    case .flag(true): text(CommonMessage.added)
    case .text(let stored): Money(stored: stored)?.text ?? stored
    default: display(value, nil)
    }
  }

  /// What a conflict is about.
  func conflictLabel(_ conflict: Conflict) -> String {
    if conflict.kind == .rule {
      return conflict.rule.map { text($0.label) } ?? text(CommonMessage.newerRule)
    }
    guard conflict.kind != .deletion else { return text(DomainMessage.deletion) }
    let label = fieldLabel(conflict.field, conflict.record.kind)
    let record = LoopRecord(conflict.state)
    // Of what a case has several of, which one it is.
    guard let owed = OwedRecord(record) else {
      guard conflict.record.kind == .option, let title = record.text(OptionField.title) else { return label }
      return text(ConflictListMessage.of(label, title))
    }
    guard let what = owed.what else { return label }
    return owed.isBenefit && conflict.field == FieldID(TaskField.doneAt.number)
      ? text(ConflictListMessage.usedTwice(what)) : text(ConflictListMessage.of(label, what))
  }
}

enum ConflictListMessage: Message {
  case abstract
  case otherVersions
  case discussion
  case edited(String)
  case branchHelp
  case caseHelp
  case of(String, String)
  case shownNow
  case showHint
  case usedTwice(String)

  var label: Label {
    switch self {
    case .of(let field, let what): Label(en: "\(field) of “\(what)”", zhHans: "“\(what)”的\(field)")
    case .usedTwice(let what): Label(en: "Used twice: “\(what)”", zhHans: "权益重复核销：“\(what)”")
    case .abstract:
      Label(en: "Lists the open conflicts.", zhHans: "列出待处理的冲突。")
    case .otherVersions:
      Label(en: "Other versions", zhHans: "其他版本")
    case .discussion:
      Label(
        verbatim: """
          casebook conflict list
          casebook conflict list --case 7
          """)
    case .edited(let label):
      Label(en: "edited: \(label)", zhHans: "修改了\(label)")
    case .branchHelp:
      Label(en: "Only conflicts of this branch's cases.", zhHans: "只看该门店工单的冲突。")
    case .caseHelp:
      Label(en: "Only conflicts of this case.", zhHans: "只看该工单的冲突。")
    case .shownNow:
      Label(en: "Shown now", zhHans: "当前显示")
    case .showHint:
      Label(en: "For details: casebook conflict show <id>", zhHans: "查看详情：casebook conflict show <编号>")
    }
  }
}
