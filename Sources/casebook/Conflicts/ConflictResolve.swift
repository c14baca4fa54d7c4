import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import RecordStore
import Replica
import Terminal
import Versioning

struct ConflictResolve: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve",
    abstract: text(ConflictResolveMessage.abstract),
    discussion: text(ConflictResolveMessage.discussion))

  @Argument(help: help(ConflictResolveMessage.idHelp, "id"))
  var id: String?

  @Option(
    help: help(ConflictResolveMessage.takeHelp, "version"))
  var take: String?

  @Option(help: help(ConflictResolveMessage.valueHelp, "value"))
  var value: String?

  @Option(
    name: [.customShort("F"), .customLong("value-file")],
    help: help(ConflictResolveMessage.valueFileHelp, "file"), completion: .file())
  var valueFile: String?

  @Option(help: help(ConflictResolveMessage.noteHelp, "text"))
  var note: String?

  @Flag(help: help(ConflictResolveMessage.allHelp))
  var all = false

  @Option(name: .customLong("case"), help: help(ConflictResolveMessage.caseHelp, "case"))
  var reference: String?

  @Option(help: help(ConflictResolveMessage.branchHelp, "code"))
  var branch: String?

  @Flag(help: help(ConflictResolveMessage.dryRunHelp))
  var dryRun = false

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let note = try FieldInput.parse(note ?? "", as: DecisionField.note, now: context.now)
    if all { return try resolveAll(note, context) }
    guard [take, value, valueFile].compactMap(\.self).count < 2 else {
      throw CommandFailure.usage(Label(ConflictResolveMessage.takeOrValue))
    }
    guard let id, take != nil || value != nil || valueFile != nil else {
      let named = id ?? context.text(ConflictResolveMessage.idPlaceholder)
      throw CommandFailure.usage(
        Label(ConflictResolveMessage.choiceMissing),
        hint: Label(ConflictResolveMessage.versionsHint(named)))
    }
    guard reference == nil, branch == nil else {
      throw CommandFailure.usage(Label(ConflictResolveMessage.filtersNeedAll))
    }
    var command = self
    let merged = try valueFile.map { try context.readText($0) }
    if let merged { command.value = merged.text }
    let decided = try context.keeping(merged) {
      try dryRun ? context.read { try command.choose($0, id, context) } : command.settle(id, note, context)
    }
    try report([decided], context)
  }

  private func settle(_ id: String, _ note: Value, _ context: Context) throws -> Decided {
    let store = try context.openStore()
    do {
      return try context.write(store) { session in
        let decided = try choose(session.reader, id, context)
        try session.resolve(decided.conflict, shown: decided.shown, decided.decision, note: note)
        return decided
      }
    } catch let failure as CommandFailure where failure.code == "conflict_changed" && !context.json {
      // What it is now is what the next decision has to be made of.
      let page = try context.read(store) { reader in
        try ConflictPage(context, reader, context.resolveConflict(reader, id, mustBeWhole: false)).lines()
      }
      for line in page { try context.out(line) }
      throw failure
    }
  }

  /// A conflict and what is to stand.
  private struct Decided {
    let conflict: Conflict
    /// What the person typed, and so had before them; nil: nothing, it is one of all.
    let shown: ConflictID?
    let decision: Decision
    let text: String
  }

  private func choose(_ reader: ReplicaReader, _ id: String, _ context: Context) throws -> Decided {
    let conflict = try context.resolveConflict(reader, id, mustBeWhole: true)
    let typed = TypedConflictID(id)?.heads ?? ""
    let shown = ConflictID(place: conflict.id.place, heads: typed)
    if conflict.id.heads.hasPrefix(typed), conflict.id != shown { throw context.incomplete(id, conflict) }
    guard conflict.id == shown else {
      throw WriteRefusal.conflictChanged(current: conflict.id.description)
    }
    let decision = try decision(on: conflict, reader, context)
    return Decided(
      conflict: conflict, shown: shown, decision: decision, text: context.text(of: decision, conflict))
  }

  private func decision(on conflict: Conflict, _ reader: ReplicaReader, _ context: Context) throws -> Decision
  {
    if let take { return take.lowercased() == "winner" ? .winner : .take(try conflict.choice(take)) }
    let typed = value ?? ""
    if conflict.kind == .deletion {
      switch typed.lowercased() {
      case "deleted", "删除": return .value(.flag(true))
      case "kept", "保留": return .value(.flag(false))
      default:
        throw CommandFailure.usage(Label(ConflictResolveMessage.deletionValue))
      }
    }
    guard let definition = conflict.definition else {
      throw CommandFailure.usage(
        Label(ConflictResolveMessage.unknownField),
        hint: Label(ConflictResolveMessage.takeHint("\(conflict.id)")))
    }
    if conflict.field.element != nil {
      // An element of a set is there or not.
      let flag = try FieldInput.parse(typed, as: CaseField.emergency, now: context.now)
      return .value(flag == .flag(true) ? flag : .none)
    }
    let text =
      definition.type == .reference && !typed.isEmpty
      ? try context.resolveCase(reader, typed).id.description : typed
    return .value(try context.value(text, definition))
  }

  /// All at once, in one transaction: after a long outage there may be hundreds, and one is like the other.
  private func resolveAll(_ note: Value, _ context: Context) throws {
    guard id == nil, value == nil, valueFile == nil, take?.lowercased() == "winner" else {
      throw CommandFailure.usage(
        Label(ConflictResolveMessage.allNeedsWinner),
        hint: Label(ConflictResolveMessage.oneByOneHint))
    }
    let branch = try self.branch.map(BranchCode.checked)
    func open(_ reader: ReplicaReader) throws -> [Decided] {
      let root = try reference.map { try context.resolveCase(reader, $0) }
      return try reader.conflicts(of: root, branch: branch?.rawValue).byCase
        .map { Decided(conflict: $0, shown: nil, decision: .winner, text: context.text(of: .winner, $0)) }
    }
    if dryRun { return try report(try context.read(open), context) }
    let decided = try context.write { session in
      let decided = try open(session.reader)
      for one in decided {
        // A decision on one may be an edit that a deletion of the same case did not see: read it again.
        switch try session.reader.conflict(one.conflict.id.place) {
        case .found(let conflict), .changed(let conflict):
          try session.resolve(conflict, shown: nil, .winner, note: note)
        case .none, .ambiguous: continue
        }
      }
      return decided
    }
    try report(decided, context)
  }

  private func report(_ decided: [Decided], _ context: Context) throws {
    if context.json {
      return try context.emit([
        "resolved": .integer(Int64(decided.count)), "dry_run": .bool(dryRun),
        "conflicts": .array(
          decided.map { one in
            [
              "id": .string(one.conflict.id.description), "case": .string(one.conflict.number),
              "field": .string(context.fieldName(one.conflict.field, one.conflict.record.kind)),
              "value": context.json(one.decision, one.conflict),
            ]
          }),
      ])
    }
    guard !decided.isEmpty else { return context.err(Label(CommonMessage.noOpenConflicts)) }
    var table = Table([
      Column(context.text(CommonMessage.conflict)), Column(context.text(DomainMessage.complaintCase)),
      Column(context.text(DomainMessage.field), isFlexible: true),
      Column(
        dryRun
          ? context.text(ConflictResolveMessage.valueToKeep) : context.text(ConflictResolveMessage.keptValue),
        isFlexible: true),
    ])
    for one in decided {
      table.add([
        Cell(one.conflict.id.description), Cell(one.conflict.number),
        Cell(context.conflictLabel(one.conflict)), Cell(one.text),
      ])
    }
    try context.print(table)
    context.errAfterwards(
      dryRun
        ? Label(ConflictResolveMessage.previewOnly)
        : Label(ConflictResolveMessage.settled(decided.count)))
  }
}

extension Context {
  /// What stands after a decision, for programs: of a deletion, whether the case is deleted.
  fileprivate func json(_ decision: Decision, _ conflict: Conflict) -> JSON {
    switch decision {
    case .winner:
      guard conflict.kind == .field else { return false }
      return conflict.choices.first.map { json($0.head.value, conflict.definition) } ?? .null
    case .take(let dot):
      guard let choice = conflict.choices.first(where: { $0.head.dot == dot }) else { return .null }
      guard conflict.kind == .field else { return .bool(!choice.isShown) }
      return json(choice.head.value, conflict.definition)
    case .value(let value): return json(value, conflict.definition)
    }
  }

  /// What stands after a decision, on one line.
  fileprivate func text(of decision: Decision, _ conflict: Conflict) -> String {
    switch decision {
    case .winner:
      if conflict.kind == .deletion { return text(ConflictResolveMessage.kept) }
      return conflict.choices.first.map { brief($0, in: conflict) } ?? ""
    case .take(let dot):
      guard let choice = conflict.choices.first(where: { $0.head.dot == dot }) else { return "" }
      guard conflict.kind == .deletion else { return brief(choice, in: conflict) }
      return choice.isShown ? text(ConflictResolveMessage.kept) : text(CommonMessage.deleted)
    case .value(let value):
      if conflict.kind == .deletion {
        return value == .flag(true) ? text(CommonMessage.deleted) : text(ConflictResolveMessage.kept)
      }
      if conflict.field.element != nil {
        return elementText(value)
      }
      return conflict.definition.map { FieldDisplay.line(value, terms[$0], language, to: zone) } ?? ""
    }
  }
}
