import CaseIndex
import Complaints
import RecordStore
import Replica
import Versioning

/// The cases and notes of a run by label, as the steps name them.
struct Labels: Sendable {
  var cases: [Int: RecordID] = [:]
  var notes: [Int: RecordID] = [:]
  /// The case of each note.
  var caseOfNote: [Int: Int] = [:]
}

/// What a command did.
struct Done: Sendable {
  /// How it used what its author saw.
  var intent = Oracle.Intent.ordinary
  /// What its author had before their eyes, where that was not the store as it was.
  var sight: Held?
  var text: String
}

/// Carries out what people do, through the same functions as the command line.
struct Acting {
  let store: ReplicaStore
  let branch: String
  let branches: [String]
  let event: Int
  var labels: Labels
  /// Of the device.
  var readConflict: String?
  var editor: SimulatedDevice.Editor?
  let held: Holding
  /// What was left beside the store.
  var left: SimulatedDevice.Beside?

  /// - Returns: nil where there is nothing to do it to: no such case here, no conflict.
  /// - Throws: `WriteRefusal`, `FieldError`, `StoreError`, and the simulated crash.
  mutating func perform(_ act: Act) throws -> Done? {
    switch act {
    case .newCase(let label): return try create(label)
    case .importRow(let label): return try importRow(label)
    case .edit(let label, let fields):
      return try write(label) { session, row, event in
        let edits = try fields.flatMap { try Self.edits($0, label: label, event: event, session.here) }
        return Done(text: try session.editCase(row, edits) ? "edited" : "as it was")
      }
    case .tag(let label, let tag, let adds):
      return try write(label) { session, row, _ in
        let edits = try FieldInput.edits(
          (adds ? "+" : "-") + tag, of: CaseField.tags, now: session.here)
        return Done(text: try session.editCase(row, edits) ? "tagged" : "as it was")
      }
    case .note(let label, let note): return try addNote(label, note)
    case .withdraw(let note, let reason): return try withdraw(note, reason)
    case .delete(let label):
      return try write(label) { session, row, event in
        try session.deleteCase(row, reason: .text(Texts.marked(label, "twice \(event % 2)")))
        return Done(text: "deleted")
      }
    case .restore(let label):
      return try write(label) { session, row, event in
        try session.restoreCase(row, reason: .text(Texts.marked(label, "a real one \(event % 2)")))
        return Done(text: "restored")
      }
    case .transfer(let label, let place):
      let branches = branches
      return try write(label) { session, row, event in
        let target = try BranchCode(typed: branches[place % branches.count])
        try session.transferCase(
          row, to: target, reason: event % 3 == 0 ? .none : .text(Texts.marked(label, Texts.own(event))))
        return Done(text: "given to \(target)")
      }
    case .erase(let customer):
      return try store.write { session in
        _ = try session.eraseCustomer("K\(customer % 3)", reason: .none)
        return Done(text: "asked for")
      }
    case .quarantine(let ordinal, let discard): return try decide(entry: ordinal, discard: discard)
    case .read(let ordinal):
      readConflict = try conflict(ordinal)?.id.description
      return readConflict.map { Done(text: "read \($0)") }
    case .resolve(let ordinal, let choice):
      guard let conflict = try conflict(ordinal) else { return nil }
      return try decide(conflict.id.description, choice)
    case .decide(let choice):
      guard let read = readConflict else { return nil }
      return try decide(read, choice)
    case .open(let label): return try open(label)
    case .save(let typed): return try save(typed)
    case .newer(let label, let newer): return try writeNewer(label, newer)
    case .newerRecord(let label, let note): return try addNewer(label, note)
    case .work(let label, let work): return try self.work(label, work)
    case .draft(let customer): return try beginDraft(customer)
    case .keptText(let label): return try keepText(label)
    case .signal(let label):
      return try write(label) { session, row, event in
        guard row.kind == .case else { return nil }
        let signal = try session.newSignal([
          FieldEdit(FieldID(SignalField.text.number), .text(Texts.own(event)))
        ])
        if let noted = try session.db.record(signal) { try session.turn(noted, into: row.id) }
        return Done(text: "noted a signal")
      }
    case .remark(let label): return try say(label)
    case .outcome(let label, let number):
      guard let record = labels.cases[label] else { return nil }
      return try store.write { session in
        guard let remark = try session.reader.remarks().first(where: { $0.id == record }) else { return nil }
        let text = Texts.marked(label, "came of it \(number)")
        try session.edit(remark, [FieldEdit(FieldID(RemarkField.outcome.number), .text(text))])
        return Done(text: "said what came of it")
      }
    case .person(let label, let place): return try layDown(person: label, at: place)
    case .editPerson(let label, let edit): return try change(person: label, edit)
    case .task(let label, let work): return try owe(label, work)
    case .publish(let place, let edit): return try publish(term: place, edit)
    case .manuscript(let label, let complaint, let isStudy):
      return try begin(manuscript: label, of: complaint, isStudy: isStudy)
    case .knowledge(let label, let work): return try bringOn(manuscript: label, work)
    case .published(let place, let work): return try dealWith(published: place, work)
    case .course(let place, let number): return try layDown(course: place, number)
    case .attendance(let label, let place): return try learn(label, course: place)
    case .notice(let place, let work): return try dealWith(notice: place, work)
    case .link(let label, let other, let kind): return try link(label, to: other, kind)
    case .unlink(let label): return try unlink(label)
    }
  }

  /// Of somebody at this device's branch.
  private mutating func say(_ label: Int) throws -> Done? {
    guard labels.cases[label] == nil else { return nil }
    let record = try store.read { $0.surroundings }.generatedRecordID()
    labels.cases[label] = record
    let text = Texts.marked(label, Texts.own(event))
    let branch = try BranchCode(typed: branch)
    try store.write { session in
      _ = try session.newRemark(
        [
          FieldEdit(FieldID(RemarkField.employee.number), .text("Li Na")),
          FieldEdit(
            FieldID(RemarkField.subject.number),
            .text(Remark.subject(named: "Li Na", at: branch.rawValue))),
          FieldEdit(FieldID(RemarkField.text.number), .text(text)),
        ], at: branch, id: record)
    }
    return Done(text: "said something of an employee")
  }

  /// Runs something on a case that is here.
  func write(
    _ label: Int, _ body: (inout WriteSession, RecordRow, Int) throws -> Done?
  ) throws -> Done? {
    guard let record = labels.cases[label] else { return nil }
    return try store.write { session in
      guard let row = try session.db.record(record) else { return nil }
      return try body(&session, row, event)
    }
  }

  private static func edits(_ typed: Typed, label: Int, event: Int, _ now: LocalClock) throws -> [FieldEdit] {
    guard let field = Schema.field(.case, typed.field) else { return [] }
    return try FieldInput.edits(Texts.typed(typed, label: label, event: event), of: field, now: now)
  }

  private mutating func create(_ label: Int) throws -> Done? {
    guard labels.cases[label] == nil else { return nil }
    let text = Texts.marked(label, "The soup was cold 汤凉了")
    // The label is known before the outcome is: the program may end after it saved.
    let record = try store.read { $0.surroundings }.generatedRecordID()
    labels.cases[label] = record
    let number = try store.write { session in
      try session.newCase(
        try CaseInput.newCase(
          [
            (id: "channel", text: "phone"), (id: "narrative", text: text),
            (id: "logged_at", text: Texts.loggedAt(label) ?? ""),
          ], now: session.here),
        id: record
      ).number
    }
    return Done(text: "made \(number)")
  }

  private mutating func importRow(_ label: Int) throws -> Done? {
    let id = ImportedRecord.id(branch: try BranchCode(typed: branch), source: "list", key: "\(label)")
    labels.cases[label] = id
    let text = Texts.marked(label, "row")
    let isNew = try store.write { session in
      let draft = try CaseInput(
        [(id: "channel", text: "phone"), (id: "narrative", text: text)], now: session.here)
      return try session.importCase(draft, id: id, from: "list")
    }
    return Done(text: isNew ? "imported" : "is here")
  }

  private mutating func addNote(_ label: Int, _ note: Int) throws -> Done? {
    guard labels.notes[note] == nil else { return nil }
    var made: RecordID?
    let done = try write(label) { session, row, event in
      made = try session.addNote(.text(Texts.marked(label, Texts.own(event))), to: row)
      return Done(text: "noted")
    }
    remember(made, note, label)
    return done
  }

  private mutating func remember(_ made: RecordID?, _ note: Int, _ label: Int) {
    guard let made else { return }
    labels.notes[note] = made
    labels.caseOfNote[note] = label
  }

  private func withdraw(_ note: Int, _ reason: Int) throws -> Done? {
    guard let record = labels.notes[note], let label = labels.caseOfNote[note] else { return nil }
    return try store.write { session in
      guard let row = try session.db.record(record), row.kind == .note else { return nil }
      let changed = try session.withdrawNote(row, reason: .text(Texts.marked(label, "reason \(reason)")))
      return Done(text: changed ? "withdrawn" : "as it was")
    }
  }

  private func conflict(_ ordinal: Int) throws -> Conflict? {
    try store.read { reader in
      let open = try reader.conflicts().sorted { $0.id.description < $1.id.description }
      return open.isEmpty ? nil : open[ordinal % open.count]
    }
  }

  private func decide(entry ordinal: Int, discard: Bool) throws -> Done? {
    try store.write { session in
      let entries = try session.reader.quarantined()
      guard !entries.isEmpty else { return nil }
      let chosen = try session.wish(
        discard ? .discard : .retry, for: [entries[ordinal % entries.count].change.dot])
      return Done(text: "asked for \(chosen.map(\.number))")
    }
  }

  /// Decides a conflict on what was read of it.
  private func decide(_ id: String, _ choice: Choice) throws -> Done? {
    try store.write { session in
      guard case .found(let conflict) = try session.reader.conflict(id) else {
        return Done(text: "is another conflict by now")
      }
      let decision: Decision
      switch choice {
      case .winner: decision = .winner
      case .head(let place):
        let all = conflict.heads.map(\.dot) + conflict.unseen.map(\.head.dot)
        decision = all.isEmpty ? .winner : .take(all[place % all.count])
      case .value(let text):
        decision =
          conflict.field.number == CaseField.branch.number || conflict.definition?.type == .reference
          ? .winner
          : .value(
            conflict.kind == .deletion
              ? .flag(text % 2 == 0) : try Self.value(text, for: conflict, session.here))
      }
      try session.resolve(conflict, shown: conflict.id, decision, note: .none)
      let intent: Oracle.Intent =
        conflict.kind == .deletion ? .ordinary : .decision(conflict.record.id, conflict.field)
      return Done(intent: intent, text: "decided \(conflict.id)")
    }
  }

  /// A new value of the same type as those that stand against each other, as a person would have to type it.
  private static func value(_ text: Int, for conflict: Conflict, _ now: LocalClock) throws -> Value {
    switch conflict.heads.first?.value {
    case .flag: return .flag(text % 2 == 0)
    case .integer: return .integer(Int64(text))
    default: break
    }
    if text == 0 { return .none }
    guard let definition = conflict.definition else { return .text("decided \(text)") }
    return switch definition.type {
    case .money: try FieldInput.parse("\(text).75 CNY", as: definition, now: now)
    case .date: try FieldInput.parse("2026-11-\(10 + text % 10)", as: definition, now: now)
    default: .text("decided \(text)")
    }
  }

  private mutating func open(_ label: Int) throws -> Done? {
    guard let record = labels.cases[label], let sight = held.records[record],
      let seen = try store.read({ try $0.db.record(record)?.decoded() })
    else { return nil }
    editor = SimulatedDevice.Editor(label: label, record: record, seen: seen, sight: sight)
    return Done(text: "opened")
  }

  private mutating func save(_ typed: Typed) throws -> Done? {
    guard let editor else { return nil }
    self.editor = nil
    return try write(editor.label) { session, row, event in
      let edits = try Self.edits(typed, label: editor.label, event: event, session.here)
      let changed = try session.editCase(row, seen: editor.seen, edits)
      return Done(sight: editor.sight, text: changed ? "saved" : "as it was")
    }
  }

  private func writeNewer(_ label: Int, _ newer: NewerWrite) throws -> Done? {
    try write(label) { session, row, event in
      let edit: FieldEdit
      switch newer {
      case .field(let number):
        edit = FieldEdit(FieldID(UInt32(900 + number % 3)), .text(Texts.marked(label, "new \(number)")))
      case .element(let number): edit = FieldEdit(FieldID(910, "新\(number % 3)"), .flag(number % 2 == 0))
      case .term(let number):
        edit = FieldEdit(FieldID(CaseField.severity.number), .text("term-\(number % 3)"))
      case .type(let number):
        edit = FieldEdit(
          FieldID(920), .opaque(type: UInt8(5 + number % 3), bytes: [UInt8(truncatingIfNeeded: number), 2]))
      }
      try session.requireVisible(row)
      return Done(text: try session.edit(row, [edit]) ? "wrote \(newer)" : "as it was")
    }
  }

  private func work(_ label: Int, _ work: Work) throws -> Done? {
    try write(label) { session, row, event in
      func text(_ number: Int) -> Value { .text(Texts.marked(label, "\(work) \(number)")) }
      switch work {
      case .need(let number):
        try session.append(
          .need, to: row,
          [
            FieldEdit(FieldID(NeedField.kind.number), .text("emotional")),
            FieldEdit(FieldID(NeedField.text.number), text(number)),
          ])
      case .progress(let number):
        try session.append(
          .progress, to: row, [FieldEdit(FieldID(ProgressField.text.number), text(number))])
      case .callBack(let number):
        try session.append(
          .callBack, to: row,
          [FieldEdit(FieldID(CallBackField.satisfaction.number), .text("\(1 + number % 5)"))])
      case .reword(let number):
        let needs = try session.db.children(of: row.id).filter { $0.kind == .need }
        guard let need = needs.min(by: { $0.id < $1.id }) else { return nil }
        let edit = FieldEdit(FieldID(NeedField.text.number), text(number))
        guard try session.change(need, of: row, [edit]) else { return Done(text: "as it was") }
      }
      return Done(text: "worked on it")
    }
  }

  private mutating func addNewer(_ label: Int, _ note: Int) throws -> Done? {
    var made: RecordID?
    let done = try write(label) { session, row, event in
      try session.requireVisible(row)
      let id = session.newRecordID()
      session.create(
        id, kind: RecordKind(77), aggregate: row.id, scope: try session.scopeCode(row.scope),
        [
          FieldEdit(FieldID(1), .text(Texts.marked(label, "kind 77"))),
          FieldEdit(FieldID(2), .integer(Int64(event))),
        ])
      made = id
      return Done(text: "wrote a record of a newer kind")
    }
    remember(made, note, label)
    return done
  }
}

extension WriteSession {
  /// A newer program would also refuse to write to a deleted case, or for who may not edit.
  fileprivate func requireVisible(_ row: RecordRow) throws {
    try reader.requireEditing()
    guard try reader.deletion(of: row).isVisible else {
      throw WriteRefusal.deleted(number: try reader.number(of: row))
    }
  }
}

extension Surroundings {
  func generatedRecordID() -> RecordID {
    var generator = generator
    return RecordID.timeOrdered(milliseconds: now.milliseconds, using: &generator)
  }
}
