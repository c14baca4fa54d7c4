import CaseIndex
import Complaints
import RecordStore
import Replica
import Versioning

/// Who works where, what is owed because of a case, and what head office lays down for all.
extension Acting {
  // MARK: People

  mutating func layDown(person label: Int, at place: Int) throws -> Done? {
    guard labels.cases[label] == nil else { return nil }
    let record = try store.read { $0.surroundings }.generatedRecordID()
    labels.cases[label] = record
    let (own, other) = (branch, branches[place % branches.count])
    let name = Texts.marked(label, "Li Na")
    return try store.write { session in
      let seesOthers = session.identity.role.seesEveryBranch(enrolledAt: session.identity.branch)
      let home = try seesOthers && session.db.scope(other) != nil ? other : own
      _ = try session.newPerson(
        [FieldEdit(FieldID(PersonField.name.number), .text(name))], at: home, id: record)
      return Done(text: "laid down who works at \(home)")
    }
  }

  func change(person label: Int, _ change: PersonChange) throws -> Done? {
    guard let record = labels.cases[label] else { return nil }
    return try store.write { session in
      guard let person = try session.reader.people().first(where: { $0.id == record }) else { return nil }
      let changed = try session.edit(person, [Self.edit(change, label)])
      return Done(text: changed ? "changed" : "as it was")
    }
  }

  private static func edit(_ change: PersonChange, _ label: Int) -> FieldEdit {
    switch change {
    case .name(let number):
      return FieldEdit(FieldID(PersonField.name.number), .text(Texts.marked(label, "Wang \(number)")))
    case .role(let number):
      let roles: [Role] = [.branchStaff, .dutyManager, .headOffice]
      return FieldEdit(FieldID(PersonField.role.number), .text(roles[number % roles.count].rawValue))
    case .alias(let number, let adds):
      let alias = Texts.marked(label, "Nina \(number)")
      return FieldEdit(FieldID(PersonField.aliases.number, alias), adds ? .flag(true) : .none)
    case .left(let hasLeft):
      return FieldEdit(FieldID(PersonField.left.number), hasLeft ? .flag(true) : .none)
    }
  }

  // MARK: Tasks

  /// Asks for something to be done, or says what became of the first task that is open.
  func owe(_ label: Int, _ work: TaskWork) throws -> Done? {
    try write(label) { session, row, event in
      // Some are what others type too.
      func text(_ number: Int) -> Value {
        .text(Texts.marked(label, number < 2 ? "call the supplier \(number)" : Texts.own(event)))
      }
      if case .add(let number) = work {
        let due = try FieldInput.edits("2026-12-1\(number % 10)", of: TaskField.due, now: session.here)
        try session.append(
          .task, to: row,
          [
            FieldEdit(FieldID(TaskField.what.number), text(number)),
            FieldEdit(FieldID(TaskField.owner.number), .text("Li Na")),
            FieldEdit(FieldID(TaskField.purpose.number), .text("follow_up")),
            FieldEdit(FieldID(TaskField.askedBy.number), .text(session.author.name)),
          ] + due)
        return Done(text: "asked for it")
      }
      let open = try session.reader.caseFile(row)?.tasks.filter(\.isOpen) ?? []
      guard let task = open.min(by: { $0.record.id < $1.record.id }),
        let child = try session.db.record(task.record.id)
      else { return nil }
      let edit =
        switch work {
        case .add, .done: FieldEdit(FieldID(TaskField.doneAt.number), .text(session.now.rfc3339))
        case .reword(let number): FieldEdit(FieldID(TaskField.what.number), text(number))
        case .answer(let number): FieldEdit(FieldID(TaskField.answer.number), text(number))
        case .drop(let number): FieldEdit(FieldID(TaskField.dropped.number), text(number))
        }
      return Done(text: try session.change(child, of: row, [edit]) ? "\(work)" : "as it was")
    }
  }

  // MARK: Terms

  /// Two of head office's own, and one that is built in.
  static func termKey(_ place: Int) -> TermKey? {
    let ids = ["sim_0", "sim_1", "phone"]
    return TermKey(.channel, ids[place % ids.count])
  }

  func publish(term place: Int, _ change: TermEdit) throws -> Done? {
    guard let key = Self.termKey(place) else { return nil }
    return try store.write { session in
      let axis = try session.reader.terms()[Vocabulary.channel]
      let term = axis.term(key.id)
      let changed = try session.publish(term, key, in: axis, Self.edits(change, of: term))
      return Done(text: changed ? "published" : "as it was")
    }
  }

  private static func edits(_ change: TermEdit, of term: Term?) throws -> [FieldEdit] {
    func synonym(_ typed: String, _ value: Value) throws -> FieldEdit {
      FieldEdit(
        FieldID(TermField.synonyms.number, try FieldInput.element(typed, of: TermField.synonyms)), value)
    }
    switch change {
    case .rename(let number):
      let (en, zhHans) = ("Stall \(number)", "摊位\(number)")
      let labels = [
        FieldEdit(FieldID(TermField.labelEnglish.number), .text(en)),
        FieldEdit(FieldID(TermField.labelChinese.number), .text(zhHans)),
      ]
      // What it was called is understood from then on as well.
      let former = term.map { Set([$0.label.en, $0.label.zhHans]).subtracting([en, zhHans]) } ?? []
      return labels + (try former.sorted().map { try synonym($0, .flag(true)) })
    case .synonym(let number, let adds): return [try synonym("Kiosk \(number)", adds ? .flag(true) : .none)]
    case .retire(let retires):
      return [FieldEdit(FieldID(TermField.retired.number), retires ? .flag(true) : .none)]
    }
  }
}
