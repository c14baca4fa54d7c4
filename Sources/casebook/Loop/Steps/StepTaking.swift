import Complaints
import Console
import Interchange
import Language
import RecordStore
import Replica
import Versioning

/// What a step did to a case.
struct StepTaken {
  let row: RecordRow
  let number: String
  let from: CaseStatus
  let to: CaseStatus
  let file: CaseFile?
  /// Of what was said to the customer.
  let wording: [WordingFinding]
  let notice: MergeNotice?
}

extension Context {
  /// Takes a step and tells what came of it.
  /// - Parameters:
  ///   - words: that the customer hears or reads: they are checked, as advice.
  ///   - members: more for programs, known once the step is taken.
  func takeStep(
    _ step: LoopStep, _ reference: String, to target: CaseStatus? = nil, record: [FieldEdit] = [],
    edits: [FieldEdit] = [], words: [String?] = [],
    _ body: (inout WriteSession, RecordRow, CaseFile) throws -> Void = { _, _, _ in },
    members: () -> [(String, JSON)] = { [] }
  ) throws {
    let taken = try write { session in
      let row = try resolveCase(session.reader, reference)
      let (from, to) = try session.takeStep(
        step, of: row, to: target, record: record, edits: edits,
        takesUp: [.assess, .propose, .execute].contains(step)
      ) {
        try body(&$0, row, $1)
      }
      let now = try session.db.record(row.id) ?? row
      let file = try session.reader.caseFile(now)
      return StepTaken(
        row: now, number: try session.reader.number(of: now), from: from, to: to, file: file,
        wording: try wording(of: words, in: session, row, file),
        notice: try mergeNotice(of: now, session.reader))
    }
    try tell(taken, members())
    advise(taken.wording)
  }

  /// - Parameter members: more for programs.
  private func tell(_ taken: StepTaken, _ members: [(String, JSON)]) throws {
    let next = LoopStep.next(after: taken.to)
    if json {
      return try emit(
        .object(
          [
            ("id", .string(taken.row.id.description)), ("number", .string(taken.number)),
            ("from", .string(taken.from.rawValue)), ("status", .string(taken.to.rawValue)),
            ("version", .string(taken.row.version)), ("next", .optional(next?.rawValue)),
            ("wording", json(taken.wording)), ("merged_into", json(taken.notice)),
          ] + members))
    }
    tell(taken.notice)
    let (from, to) = (taken.from.label, taken.to.label)
    err(
      taken.from == taken.to
        ? Label(StepTakingMessage.saved(number: taken.number, status: to.lowercased))
        : Label(StepTakingMessage.moved(number: taken.number, from: from.lowercased, to: to.lowercased)))
    if next != nil {
      err(Label(StepTakingMessage.nextHint(number: taken.number)))
    }
  }

  private func wording(
    of words: [String?], in session: WriteSession, _ row: RecordRow, _ file: CaseFile?
  ) throws -> [WordingFinding] {
    let text = words.compactMap(\.self).joined(separator: "\n")
    guard !text.isEmpty else { return [] }
    return try session.reader.wording(
      of: text, now: now, file, branch: try session.scopeCode(row.scope))
  }

  /// Adds a record or edits one, outside of the steps, and tells it.
  /// - Parameters:
  ///   - said: what came of it, known once it is written.
  ///   - members: more for programs, alike.
  func record(
    _ reference: String, said: @autoclosure () -> Label, words: [String?] = [],
    _ body: (inout WriteSession, RecordRow, CaseFile) throws -> RecordID,
    members: () -> [(String, JSON)] = { [] }
  ) throws {
    let (id, number, findings, notice) = try write { session in
      let row = try resolveCase(session.reader, reference)
      guard let file = try session.reader.caseFile(row) else {
        throw WriteRefusal.deleted(number: try session.reader.number(of: row))
      }
      let id = try body(&session, row, file)
      return (
        id, try session.reader.number(of: row), try wording(of: words, in: session, row, file),
        try mergeNotice(of: row, session.reader)
      )
    }
    if json {
      return try emit(
        .object(
          [
            ("id", .string(id.description)), ("case", .string(number)), ("wording", json(findings)),
            ("merged_into", json(notice)),
          ] + members()))
    }
    tell(notice)
    err(Label(StepTakingMessage.recorded(number: number, said: said())))
    advise(findings)
  }

  /// One of a case's records, by its place (1, 2 …) or the beginning of its id.
  func pick(
    _ typed: String?, of records: [LoopRecord], _ item: PlacedItem, in number: String
  ) throws -> LoopRecord {
    let what = item.label
    guard !records.isEmpty else {
      let command = Placeholders.command(item.firstCommand(in: number))
      throw CommandFailure(
        "gate", .gateRefused,
        Label(StepTakingMessage.noRecord(what, number: number)),
        hint: Label(StepTakingMessage.exampleHint(command)))
    }
    guard let typed else {
      if records.count == 1 { return records[0] }
      throw CommandFailure.usage(
        Label(StepTakingMessage.severalRecords(what, number: number, count: records.count)),
        hint: Label(StepTakingMessage.recordNumbersHint(number: number)))
    }
    if let place = Int(typed.foldedToASCII), records.indices.contains(place - 1) { return records[place - 1] }
    let found = records.filter { typed.count >= 4 && $0.id.description.hasPrefix(typed.foldedCode) }
    guard found.count == 1 else {
      throw CommandFailure(
        "not_found", .notFound,
        Label(StepTakingMessage.recordUnknown(what, typed: typed, number: number)),
        hint: Label(StepTakingMessage.recordNumbersHint(number: number)))
    }
    return found[0]
  }
}

extension CommandFailure {
  /// What to type for what is missing, the first three. What only this step takes stands with it.
  private static func examples(_ requirements: [Requirement], _ step: LoopStep, _ number: String) -> Label? {
    let all = requirements.map { $0.command(number) }
    let options = all.filter { $0.hasPrefix("-") }
    let own = options.isEmpty ? [] : ["casebook \(step.rawValue) \(number) " + options.joined(separator: " ")]
    var seen: Set<String> = []
    let commands = (own + all.filter { !$0.hasPrefix("-") }).filter { seen.insert($0).inserted }.prefix(3)
      .map { Placeholders.command($0) }
    return commands.isEmpty
      ? nil : Label(StepTakingMessage.exampleHint(.list(commands, separator: Label(verbatim: "\n  "))))
  }
}

extension WriteSession {
  /// The row of a record of a case.
  func row(of record: LoopRecord) throws -> RecordRow {
    guard let row = try db.record(record.id) else { throw StoreError.damaged(detail: "record \(record.id)") }
    return row
  }
}

extension CommandFailure {
  init(_ refusal: StepRefusal) {
    switch refusal {
    case .notFromHere(let step, let status, let number):
      let next = LoopStep.next(after: status)
      self.init(
        "not_from_here", .gateRefused,
        Label(
          StepTakingMessage.notFromHere(
            number: number, status: status.label.lowercased, step: step.label.lowercased)),
        hint: next.map {
          Label(StepTakingMessage.nextStepHint($0.rawValue, number: number))
        }
          ?? Label(StepTakingMessage.reopenHint(number: number)))
    case .closed(let status, let number):
      self.init(
        "closed", .gateRefused,
        Label(StepTakingMessage.closed(number: number, status: status.label.lowercased)),
        hint: Label(StepTakingMessage.closedHint(number: number)))
    case .missing(let step, let requirements, let number):
      let count = requirements.count
      let missing = Label.list(
        requirements.map(\.label), separator: Label(PunctuationMessage.semicolon))
      self.init(
        "gate", .gateRefused,
        Label(
          StepTakingMessage.requirementsMissing(
            number: number, step: step.label.lowercased, count: count, missing: missing)),
        hint: Self.examples(requirements, step, number))
    case .statusInConflict(let number):
      self.init(
        "conflict_open", .conflictOpen,
        Label(StepTakingMessage.statusInConflict(number: number)),
        hint: Label(StepTakingMessage.statusInConflictHint(number: number)))
    case .brokenRule(let rule, let number):
      let label = rule?.label ?? Label(CommonMessage.newerRule)
      self.init(
        "gate", .gateRefused,
        Label(StepTakingMessage.ruleBroken(number: number, rule: label.lowercased)),
        hint: (rule?.commands(number)).map {
          Label(StepTakingMessage.commandsHint(Placeholders.command($0.joined(separator: " · "))))
        })
    case .unknownStatus(let status, let number):
      self.init(
        "newer", .failed,
        Label(StepTakingMessage.statusNewer(status, number: number)),
        hint: Label(HintMessage.updateProgram))
    }
  }
}
