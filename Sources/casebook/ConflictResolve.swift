import ArgumentParser
import Complaints
import Console
import Interchange
import RecordStore
import Replica
import Terminal
import Versioning

struct ConflictResolve: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve",
    abstract: text("Settles a conflict, or many.", "处理冲突，可批量。"),
    discussion: text(
      """
      casebook conflict resolve 1f0c6a2b9d-51c2e8 --take 2 --note "asked the customer"
      casebook conflict resolve 1f0c6a2b9d-51c2e8 --value moderate
      casebook conflict resolve --all --take winner --branch SH01 --dry-run

      --take names a version by its number in conflict show, by its dot, or the one shown now: winner.
      The decision stands in the case's timeline; whoever wrote what was not kept is told.
      """,
      """
      casebook conflict resolve 1f0c6a2b9d-51c2e8 --take 2 --note "已向客户核实"
      casebook conflict resolve 1f0c6a2b9d-51c2e8 --value 中度影响
      casebook conflict resolve --all --take winner --branch SH01 --dry-run

      --take 可填 conflict show 中的序号、版本号，或 winner（当前显示的版本）。
      裁定会记入工单时间线，并通知内容未被保留的门店。
      """))

  @Argument(help: help("The conflict's whole id.", "完整的冲突编号。", "id"))
  var id: String?

  @Option(
    help: help("The version to keep: its number, its dot, or winner.", "保留的版本：序号、版本号或 winner。", "version"))
  var take: String?

  @Option(help: help("A new value instead; empty clears the field.", "改用新内容；留空表示清空。", "value"))
  var value: String?

  @Option(help: help("Why it was decided so.", "裁定说明。", "text"))
  var note: String?

  @Flag(help: help("Settles all open conflicts, with --take winner.", "处理全部冲突，需配合 --take winner。"))
  var all = false

  @Option(name: .customLong("case"), help: help("With --all: only of this case.", "配合 --all：只处理该工单。", "case"))
  var reference: String?

  @Option(help: help("With --all: only of this branch's cases.", "配合 --all：只处理该门店的工单。", "code"))
  var branch: String?

  @Flag(help: help("Shows what would be decided and saves nothing.", "只查看结果，不保存。"))
  var dryRun = false

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let note = try FieldInput.parse(note ?? "", as: DecisionField.note, now: context.now)
    if all { return try resolveAll(note, context) }
    guard let id, (take == nil) != (value == nil) else {
      let named = id ?? context.text("ID", "编号")
      throw CommandFailure.usage(
        Label(
          "Name the conflict and what is to stand: --take or --value.", "请指定冲突编号，以及保留的内容：--take 或 --value。"),
        hint: Label(
          "casebook conflict show \(named) lists the versions.",
          "可用 casebook conflict show \(named) 查看各版本。"))
    }
    guard reference == nil, branch == nil else {
      throw CommandFailure.usage(
        Label("--case and --branch go with --all.", "--case 和 --branch 需与 --all 一起使用。"))
    }
    let decided = dryRun ? try context.read { try choose($0, id, context) } : try settle(id, note, context)
    try report([decided], context)
  }

  private func settle(_ id: String, _ note: Value, _ context: Context) throws -> Decided {
    let store = try context.openStore()
    do {
      return try context.write(store) { session in
        let decided = try choose(session.reader, id, context)
        try session.resolve(decided.conflict, shown: decided.conflict.id, decided.decision, note: note)
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
    let decision: Decision
    let text: String
  }

  private func choose(_ reader: ReplicaReader, _ id: String, _ context: Context) throws -> Decided {
    let conflict = try context.resolveConflict(reader, id, mustBeWhole: true)
    let shownHeads = id.lowercased().split(separator: "-", maxSplits: 1).last.map(String.init) ?? ""
    guard conflict.id.heads.hasPrefix(shownHeads) else {
      throw WriteRefusal.conflictChanged(current: conflict.id.description)
    }
    let decision = try decision(on: conflict, reader, context)
    return Decided(conflict: conflict, decision: decision, text: context.text(of: decision, conflict))
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
        throw CommandFailure.usage(
          Label(
            "A deletion is settled with --value deleted or --value kept.", "删除冲突请用 --value 删除 或 --value 保留。"))
      }
    }
    guard let definition = conflict.definition else {
      throw CommandFailure.usage(
        Label("This version does not know the field: take one of its versions.", "本版本不认识该字段，请选择已有的版本。"),
        hint: Label(
          "casebook conflict resolve \(conflict.id) --take 1",
          "casebook conflict resolve \(conflict.id) --take 1"))
    }
    if conflict.field.element != nil {
      // An element of a set is there or not.
      let flag = try FieldInput.parse(typed, as: CaseField.emergency, now: context.now)
      return .value(flag == .flag(true) ? flag : .none)
    }
    let text =
      definition.type == .reference && !typed.isEmpty
      ? try context.resolveCase(reader, typed).id.description : typed
    return .value(try FieldInput.parse(text, as: definition, now: context.now))
  }

  /// All at once, in one transaction: after a long outage there may be hundreds, and one is like the other.
  private func resolveAll(_ note: Value, _ context: Context) throws {
    guard id == nil, value == nil, take?.lowercased() == "winner" else {
      throw CommandFailure.usage(
        Label("--all goes with --take winner.", "--all 需与 --take winner 一起使用。"),
        hint: Label("Others are settled one by one: --take 2, --value V.", "其他方式请逐个处理：--take 2、--value 内容。"))
    }
    let branch = try self.branch.map(BranchCode.checked)
    func open(_ reader: ReplicaReader) throws -> [Decided] {
      let root = try reference.map { try context.resolveCase(reader, $0) }
      return try reader.conflicts(of: root, branch: branch?.rawValue).byCase
        .map { Decided(conflict: $0, decision: .winner, text: context.text(of: .winner, $0)) }
    }
    if dryRun { return try report(try context.read(open), context) }
    let decided = try context.write { session in
      let decided = try open(session.reader)
      for one in decided {
        // A decision on one may be an edit that a deletion of the same case did not see: read it again.
        switch try session.reader.conflict(one.conflict.id.place) {
        case .found(let conflict), .changed(let conflict):
          try session.resolve(conflict, shown: conflict.id, .winner, note: note)
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
    guard !decided.isEmpty else { return context.err(Label("No open conflicts.", "没有待处理的冲突。")) }
    var table = Table([
      Column(context.text("Conflict", "冲突")), Column(context.text("Case", "工单")),
      Column(context.text("Field", "字段"), isFlexible: true),
      Column(dryRun ? context.text("Would stand", "将保留") : context.text("Stands", "已保留"), isFlexible: true),
    ])
    for one in decided {
      table.add([
        Cell(one.conflict.id.description), Cell(one.conflict.number),
        Cell(context.conflictLabel(one.conflict)), Cell(one.text),
      ])
    }
    for line in table.lines(width: context.columns, style: context.style) { try context.out(line) }
    context.errAfterwards(
      dryRun
        ? Label("Nothing was saved.", "仅预览，未保存。")
        : Label("Settled: \(decided.count).", "已处理 \(decided.count) 个冲突。"))
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
      if conflict.kind == .deletion { return text("kept", "保留") }
      return conflict.choices.first.map { brief($0, in: conflict) } ?? ""
    case .take(let dot):
      guard let choice = conflict.choices.first(where: { $0.head.dot == dot }) else { return "" }
      guard conflict.kind == .deletion else { return brief(choice, in: conflict) }
      return choice.isShown ? text("kept", "保留") : text("deleted", "删除")
    case .value(let value):
      if conflict.kind == .deletion {
        return value == .flag(true) ? text("deleted", "删除") : text("kept", "保留")
      }
      if conflict.field.element != nil {
        return value == .flag(true) ? text("added", "添加") : text("removed", "移除")
      }
      return conflict.definition.map { FieldDisplay.line(value, $0, language) } ?? ""
    }
  }
}
