import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import RecordStore
import Replica
import Terminal

struct Next: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "next",
    abstract: text(NextMessage.abstract),
    discussion: "casebook next 7")

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @OptionGroup var common: CommonOptions

  private struct Found {
    let number: String
    let file: CaseFile
    let status: CaseStatus?
    let missing: [Requirement]
    /// What the policy lets this case skip.
    let lane: [FastLaneStep]
    let deadlines: [Deadline]
    let phrases: [Phrase]
    let tips: [HandlingTip]
    let knowledge: [KnowledgeMatch]
    let remedies: RemedyAdvice?
    let guidance: RemedyGuidance?
    let customer: ReturningCustomer?
    let plan: EmergencyPlan?
    let notices: [Notice]
    let merge: MergeNotice?
    let open: OpenInMerged
  }

  func run(in context: Context) throws {
    let found = try context.read { reader in
      let row = try context.resolveCase(reader, reference)
      let number = try reader.number(of: row)
      guard let file = try reader.caseFile(row), try reader.deletion(of: row).isVisible else {
        throw WriteRefusal.deleted(number: number)
      }
      let branch: String = try reader.summary(rid: row.rid)?.branch ?? ""
      let policy = try reader.rules(for: file, branch: branch).policy
      let status = file.status
      let step = status.flatMap { LoopStep.next(after: $0) }
      let deadlines = try reader.deadlines(of: row)
      return Found(
        number: number, file: file, status: status,
        missing: status.map { missing(toLeave: $0, file, policy: policy) } ?? [],
        lane: FastLaneStep.allCases.filter(file.lane(policy).contains),
        deadlines: (try deadlines.filter { !$0.isOver }
          + reader.rechecks(of: row.id).map(\.deadline)).sorted { $0.due < $1.due },
        phrases: context.phrases(
          for: file, next: step, try reader.phrases(), reader.identity, policy: policy, deadlines: deadlines),
        tips: step.map(context.tips(for: file)) ?? [],
        knowledge: step == nil
          ? [] : try context.knowledge(for: file, reader),
        remedies: step == .propose
          ? try context.remedyAdvice(for: file, row, reader) : nil,
        guidance: step == .propose
          ? context.remedyGuidance(for: file, policy: policy, role: reader.identity.acting) : nil,
        customer: try context.returningCustomer(of: file.root.state, reader),
        plan: try context.emergencyPlan(for: file, of: branch, reader),
        notices: try context.notices(concerning: file.root, of: branch, reader),
        merge: try context.mergeNotice(of: row, reader), open: try OpenInMerged(reader, of: row.id))
    }
    let step = found.status.flatMap { LoopStep.next(after: $0) }
    if context.json { return try context.emit(json(found, step, context)) }
    let status = found.status.map { context.text($0.label) } ?? found.file.root.text(CaseField.status) ?? ""
    try context.out("\(found.number)  \(status)".sanitised(.joined))
    if let merge = found.merge {
      try context.out(
        context.style.apply(.yellow, to: context.text(context.label(merge)).sanitised(.joined)))
    }
    try context.tell(found.customer)
    for notice in found.notices { try context.out(context.hint(context.inForce(notice)).sanitised(.joined)) }
    try context.suggest(found.plan)
    guard let step else { return try tellWhatIsLeft(found, context) }
    try context.out(
      context.text(NextMessage.now) + context.style.apply(.bold, to: context.text(step.label))
        + "  " + context.hint(Label(verbatim: "casebook \(step.rawValue) \(found.number)")))
    try tell(found.deadlines.prefix(3), context)
    try context.tellWishes(found.file)
    if !found.lane.isEmpty {
      let steps = found.lane.map { context.text($0.label) }.joined(
        separator: context.text(PunctuationMessage.comma))
      try context.out(context.text(NextMessage.fastLane(steps)))
    }
    if !found.missing.isEmpty {
      try context.out(context.text(NextMessage.missing))
      for requirement in found.missing {
        try context.out("  · " + context.text(requirement.label).sanitised(.joined))
        try context.out("      " + context.hint(Placeholders.command(requirement.command(found.number))))
      }
    }
    if found.file.severity == .severe, found.file.senior == nil,
      found.status.map({ !$0.isResolved && !$0.isClosed }) ?? false, !found.missing.contains(.senior(nil))
    {
      // Early: the customer of a severe case is not to wait for it until the end.
      let senior = Requirement.senior(nil)
      try context.out(context.text(NextMessage.soon(senior.label)))
      try context.out("      " + context.hint(Placeholders.command(senior.command(found.number))))
    }
    try context.suggest(found.tips)
    try context.suggest(found.phrases)
    try context.suggest(found.knowledge)
    if let advice = found.remedies {
      for line in context.lines(advice, for: found.number) {
        try context.out(context.hint(Label(verbatim: line)))
      }
    }
    if let guidance = found.guidance {
      for line in context.lines(guidance, for: found.number, beside: found.remedies) {
        try context.out(context.hint(Label(verbatim: line)))
      }
    }
    try context.suggestBenefit(found.file, found.number)
    let agreed = found.file.consent?.option.record.id
    try list(found.file.records(.option), OptionField.title, Label(NextMessage.options), context) { option in
      option.flag(OptionField.withdrawn)
        ? Label(NextMessage.withdrawn) : option.id == agreed ? Label(NextMessage.agreed) : nil
    }
    try list(found.file.commitments, CommitmentField.what, Label(NextMessage.commitments), context) {
      commitment in OwedRecord(commitment).flatMap { context.standing(of: $0) }
    }
    try listTasks(found, context)
    try listMerged(found, context)
  }

  /// What is to be done in cases that were merged into this one.
  private func listMerged(_ found: Found, _ context: Context) throws {
    guard !found.open.owed.isEmpty else { return }
    try context.out(
      context.text(MergeNoticeMessage.openHeading) + context.text(PunctuationMessage.headingColon))
    for line in found.open.lines(context) { try context.out("  " + line) }
  }

  /// After the last step: what was promised, asked for, or is to be looked at again stands until it is done.
  private func tellWhatIsLeft(_ found: Found, _ context: Context) throws {
    let left = found.deadlines.filter { $0.owed != nil || [.followUp7, .followUp30].contains($0.kind) }
    guard !left.isEmpty || !found.open.owed.isEmpty || found.file.tasks.contains(where: \.isOpen) else {
      return try context.out(context.hint(NextMessage.nothingLeft(number: found.number)))
    }
    try context.out(context.text(NextMessage.stillOwed))
    try tell(left[...], context)
    try listTasks(found, context)
    try listMerged(found, context)
  }

  private func tell(_ deadlines: ArraySlice<Deadline>, _ context: Context) throws {
    let now = context.now.milliseconds
    for deadline in deadlines {
      let isLate = deadline.isBreached(at: now)
      let left = context.span(abs(deadline.due - now))
      let line =
        context.text(
          NextMessage.deadline(deadline.title, due: context.time(deadline.due, in: deadline.zone)))
        + "  "
        + (isLate
          ? context.text(DueMessage.late(by: left)) : context.text(DueMessage.left(left)))
      try context.out("  " + context.style.apply(isLate ? .red : .plain, to: line.sanitised(.joined)))
    }
  }

  private func listTasks(_ found: Found, _ context: Context) throws {
    try list(found.file.records(.task), TaskField.what, Label(NextMessage.tasks), context) { record in
      let answer = context.words(of: record, TaskField.answer).map { "→ " + $0.sanitised(.joined) }
      let standing = OwedRecord(record).flatMap { context.standing(of: $0) }.map { context.text($0) }
      let told = [answer, standing].compactMap(\.self)
      return told.isEmpty ? nil : Label(verbatim: told.joined(separator: "  "))
    }
  }

  private func list(
    _ records: [LoopRecord], _ field: FieldDefinition, _ title: Label, _ context: Context,
    _ standing: (LoopRecord) -> Label?
  ) throws {
    guard !records.isEmpty else { return }
    try context.out(context.text(title) + context.text(PunctuationMessage.headingColon))
    for (at, record) in records.enumerated() {
      let mark = standing(record).map { "  " + context.text($0) } ?? ""
      try context.out("  \(at + 1)  \((context.words(of: record, field) ?? "").sanitised(.joined))\(mark)")
    }
  }

  private func json(_ found: Found, _ step: LoopStep?, _ context: Context) -> JSON {
    [
      "number": .string(found.number), "status": .optional(found.status?.rawValue),
      "next": .optional(step?.rawValue), "merged_into": context.json(found.merge),
      "open_in_merged": found.open.json,
      "missing": .array(
        found.missing.map {
          ["what": .string(context.text($0.label)), "command": .string($0.command(found.number))]
        }),
      "fast_lane": .strings(found.lane.map(\.rawValue)),
      "deadlines": .array(
        found.deadlines.map {
          [
            "clock": .string($0.kind.rawValue), "due": .string(context.time($0.due).rfc3339),
            "late": .bool($0.isBreached(at: context.now.milliseconds)),
            "what": .optional($0.owed?.what), "owner": .optional($0.owed?.owner),
            "look_again": .bool($0.owed?.isLookedAtAgain ?? false),
          ]
        }),
      "wishes": context.jsonWishes(found.file), "known_customer": context.json(found.customer),
      "phrases": .array(found.phrases.map { context.json($0) }),
      "tips": .array(
        found.tips.map { ["id": .string($0.rawValue), "text": .string(context.text($0.label))] }),
      "knowledge": .array(found.knowledge.map { context.json($0) }),
      "emergency_plan": found.plan.map { context.json($0, case: nil) } ?? .null,
      "notices": .strings(found.notices.map(\.key)),
      "remedies": found.remedies.map { context.json($0) } ?? .null,
      "guide": found.guidance.map { context.json($0) } ?? .null,
      "options": .array(
        found.file.records(.option).map { option in
          .object(
            places(option, OptionField.title) + [
              ("withdrawn", .bool(option.flag(OptionField.withdrawn))),
              ("agreed", .bool(option.id == found.file.consent?.option.record.id)),
            ])
        }),
      "commitments": .array(
        found.file.commitments.map { commitment in
          .object(
            places(commitment, CommitmentField.what) + [
              ("due", .optional(commitment.text(CommitmentField.due))),
              ("done_at", .optional(commitment.text(CommitmentField.doneAt))),
              ("waived", .optional(commitment.text(CommitmentField.waived))),
              ("owner", .optional(commitment.text(CommitmentField.owner))),
            ])
        }),
      "tasks": .array(found.file.tasks.enumerated().map { context.json($1, place: $0 + 1) }),
    ]
  }

  private func places(_ record: LoopRecord, _ field: FieldDefinition) -> [(String, JSON)] {
    [("id", .string(record.id.description)), ("text", .optional(record.text(field)))]
  }
}

enum NextMessage: Message {
  case soon(Label)
  case abstract
  case agreed
  case by(String)
  case done
  case waived
  case withdrawn
  case tasks
  case fastLane(String)
  case missing
  case deadline(Label, due: String)
  case commitments
  case nothingLeft(number: String)
  case now
  case options
  case stillOwed

  var label: Label {
    switch self {
    case .soon(let what):
      Label(en: "Severe, so soon: \(what.en)", zhHans: "严重投诉，请尽快：\(what.zhHans)")
    case .abstract:
      Label(en: "Shows the next step of a case: what, why and by when.", zhHans: "查看下一步：做什么、为什么、最晚何时。")
    case .agreed: Label(en: "✓ agreed", zhHans: "✓ 客户已同意")
    case .fastLane(let steps):
      Label(en: "Fast lane, not needed: \(steps)", zhHans: "绿色通道，可跳过：\(steps)")
    case .by(let when): Label(en: "by \(when)", zhHans: "最晚 \(when)")
    case .done: Label(en: "✓ done", zhHans: "✓ 已完成")
    case .waived: Label(en: "– waived", zhHans: "– 已取消")
    case .withdrawn: Label(en: "– withdrawn", zhHans: "– 已撤回")
    case .tasks:
      Label(en: "Tasks", zhHans: "待办")
    case .missing:
      Label(en: "Still needed first:", zhHans: "在此之前还缺：")
    case .deadline(let what, let when):
      Label(en: "\(what.en): by \(when)", zhHans: "\(what.zhHans)：\(when)")
    case .commitments:
      Label(en: "Commitments", zhHans: "承诺")
    case .nothingLeft(let number):
      Label(
        en: "Nothing is left to do. To reopen it: casebook reopen \(number) --reason …",
        zhHans: "已无待办。如需重开：casebook reopen \(number) --reason …")
    case .now:
      Label(en: "Now: ", zhHans: "现在：")
    case .options:
      Label(en: "Options", zhHans: "方案")
    case .stillOwed:
      Label(en: "All steps are done. Still to do:", zhHans: "流程已走完，还有以下事项：")
    }
  }
}
