import Complaints
import Console
import Interchange
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
}

extension Context {
  /// Takes a step and tells what came of it.
  func take(
    _ step: LoopStep, _ reference: String, to target: CaseStatus? = nil, record: [FieldEdit] = [],
    edits: [FieldEdit] = [],
    _ body: (inout WriteSession, RecordRow, CaseFile) throws -> Void = { _, _, _ in }
  ) throws {
    let taken = try write { session in
      let row = try resolveCase(session.reader, reference)
      let (from, to) = try session.take(step, of: row, to: target, record: record, edits: edits) {
        try body(&$0, row, $1)
      }
      let now = try session.db.record(row.id) ?? row
      return StepTaken(
        row: now, number: try session.reader.number(of: now), from: from, to: to,
        file: try session.reader.caseFile(now))
    }
    try tell(taken)
  }

  private func tell(_ taken: StepTaken) throws {
    let next = LoopStep.next(after: taken.to)
    if json {
      return try emit([
        "id": .string(taken.row.id.description), "number": .string(taken.number),
        "from": .string(taken.from.rawValue), "status": .string(taken.to.rawValue),
        "version": .string(taken.row.version), "next": .optional(next?.rawValue),
      ])
    }
    let (from, to) = (taken.from.label, taken.to.label)
    err(
      taken.from == taken.to
        ? Label("\(taken.number) saved (\(to.en.lowercased())).", "工单 \(taken.number) 已保存（\(to.zhHans)）。")
        : Label(
          "\(taken.number): \(from.en.lowercased()) → \(to.en.lowercased()).",
          "工单 \(taken.number)：\(from.zhHans) → \(to.zhHans)。"))
    if next != nil {
      err(
        Label("What comes next: casebook next \(taken.number)", "下一步：casebook next \(taken.number)"))
    }
  }

  /// A state is not a field that is set: steps lead from one to the next.
  func refuseStatus(_ reference: String) throws {
    guard let typed = fields.last(where: { $0.definition == CaseField.status }) else { return }
    guard case .text(let id) = try FieldInput.parse(typed.text, as: CaseField.status, now: now),
      let status = CaseStatus(rawValue: id)
    else {
      throw CommandFailure.usage(
        Label("A case always has a status.", "工单必须有状态。"),
        hint: Label(
          "casebook next \(reference) says what can be done.", "可用 casebook next \(reference) 查看可执行的步骤。"))
    }
    let command =
      switch (status, LoopStep(to: status)) {
      case (.unfounded, _), (.duplicate, _): "casebook withdraw \(reference) --as \(status.rawValue) …"
      case (_, let step?): "casebook \(step.rawValue) \(reference) …"
      case (_, nil): "casebook next \(reference)"
      }
    throw CommandFailure(
      "gate", .gateRefused,
      Label(
        "The status is not edited: a step leads to “\(status.label.en.lowercased())”. Nothing was saved.",
        "状态不能直接修改，须通过步骤变为“\(status.label.zhHans)”。本次未保存。"),
      hint: Label("Run: \(command)", "请运行：\(command)"))
  }

  /// Adds a record or edits one, outside of the steps, and tells it.
  func record(
    _ reference: String, said: Label,
    _ body: (inout WriteSession, RecordRow, CaseFile) throws -> RecordID
  ) throws {
    let (id, number) = try write { session in
      let row = try resolveCase(session.reader, reference)
      guard let file = try session.reader.caseFile(row) else {
        throw WriteRefusal.deleted(number: try session.reader.number(of: row))
      }
      return (try body(&session, row, file), try session.reader.number(of: row))
    }
    if json { return try emit(["id": .string(id.description), "case": .string(number)]) }
    err(Label("\(number): \(said.en).", "工单 \(number)：\(said.zhHans)。"))
  }

  // MARK: What was typed

  /// A typed value of a field; none where nothing was typed.
  func value(_ typed: String?, _ field: FieldDefinition) throws -> Value {
    try typed.map { try FieldInput.parse($0, as: field, now: now) } ?? .none
  }

  /// The edits that typed values make; what was not typed is left out.
  func edits(_ typed: [(FieldDefinition, String?)]) throws -> [FieldEdit] {
    try typed.compactMap { field, text in
      try text.map { FieldEdit(FieldID(field.number), try value($0, field)) }
    }
  }

  /// The edits of a case that were given as options. The state is moved by steps alone.
  func caseEdits(_ reader: ReplicaReader) throws -> [FieldEdit] {
    try CaseDraft(try fieldTexts(reader), now: now).edits
  }

  /// One of a case's records, by its place (1, 2 …) or the beginning of its id.
  func pick(_ typed: String?, of records: [LoopRecord], _ what: Label, in number: String) throws -> LoopRecord
  {
    guard let typed else {
      if records.count == 1 { return records[0] }
      throw CommandFailure.usage(
        Label(
          "Which \(what.en)? \(number) has \(records.count).",
          "哪一个\(what.zhHans)？工单 \(number) 有 \(records.count) 个。"),
        hint: Label(
          "casebook next \(number) lists them with their places.", "可用 casebook next \(number) 查看序号。"))
    }
    if let place = Int(typed.foldedToASCII), records.indices.contains(place - 1) { return records[place - 1] }
    let found = records.filter { typed.count >= 4 && $0.id.description.hasPrefix(typed.lowercased()) }
    guard found.count == 1 else {
      throw CommandFailure(
        "not_found", .notFound,
        Label("\(number) has no \(what.en) “\(typed)”.", "工单 \(number) 没有\(what.zhHans)“\(typed)”。"),
        hint: Label(
          "casebook next \(number) lists them with their places.", "可用 casebook next \(number) 查看序号。"))
    }
    return found[0]
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
          "\(number) is “\(status.label.en.lowercased())”: from there “\(step.label.en.lowercased())” is not possible.",
          "工单 \(number) 当前为“\(status.label.zhHans)”，不能执行“\(step.label.zhHans)”。"),
        hint: next.map {
          Label("Next: casebook \($0.rawValue) \(number) …", "下一步：casebook \($0.rawValue) \(number) …")
        }
          ?? Label(
            "To go on with it: casebook reopen \(number) --reason …",
            "如需继续处理：casebook reopen \(number) --reason …"))
    case .closed(let status, let number):
      self.init(
        "closed", .gateRefused,
        Label(
          "\(number) is closed (\(status.label.en.lowercased())). Nothing was saved.",
          "工单 \(number) 已结案（\(status.label.zhHans)），本次未保存。"),
        hint: Label(
          "Take it up again first: casebook reopen \(number) --reason …",
          "请先重开：casebook reopen \(number) --reason …"))
    case .missing(let step, let requirements, let number):
      let count = requirements.count
      let missing = Label.list(requirements.map(\.label), separator: Label("; ", "；"))
      self.init(
        "gate", .gateRefused,
        Label(
          "\(number): “\(step.label.en.lowercased())” needs \(count) things more: \(missing.en). Nothing was saved.",
          "工单 \(number) 还不能“\(step.label.zhHans)”，缺 \(count) 项：\(missing.zhHans)。本次未保存。"),
        hint: requirements.first.map {
          Label("For example: \($0.command(number))", "例如：\($0.command(number))")
        })
    case .statusInConflict(let number):
      self.init(
        "conflict_open", .conflictOpen,
        Label("The status of \(number) is in conflict. Nothing was saved.", "工单 \(number) 的状态有冲突，本次未保存。"),
        hint: Label(
          "Somebody has to decide first: casebook conflict list --case \(number)",
          "请先裁定：casebook conflict list --case \(number)"))
    case .brokenRule(let rule, let number):
      let label = rule?.label ?? Label("A rule of a newer version", "新版本的规则")
      self.init(
        "gate", .gateRefused,
        Label(
          "\(number): \(label.en.lowercased()). That is put right by a step, not by choosing a value.",
          "工单 \(number)：\(label.zhHans)。请通过步骤处理，不能直接选定一方。"),
        hint: (rule?.commands(number)).map {
          let commands = $0.joined(separator: " · ")
          return Label("One of: \(commands)", "可选：\(commands)")
        })
    case .unknownStatus(let status, let number):
      self.init(
        "newer", .failed,
        Label(
          "\(number) has the status “\(status)” of a newer version. Nothing was saved.",
          "工单 \(number) 的状态“\(status)”来自新版本，本次未保存。"),
        hint: Label("Update this program.", "请更新本程序。"))
    }
  }
}
