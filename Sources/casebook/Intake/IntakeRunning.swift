import Complaints
import Console
import Glibc
import Interchange
import Messages
import Replica
import Terminal
import Versioning

extension Context {
  var drafts: DraftFolder { DraftFolder(beside: home.storePath) }

  /// Somebody sits there who can be asked, and no program waits for JSON.
  var canAsk: Bool { !json && isTerminal(0) && errorStyle.isTerminal }

  /// The guided intake, from the start or on with a draft.
  func intake(_ typed: String? = nil, from signal: Signal? = nil) throws {
    let store = try openStore()
    let identity = try read(store) { $0.identity }
    guard identity.role.mayEdit else {
      throw CommandFailure(
        explaining: WriteRefusal.notAllowed(role: identity.role, needs: Role.allCases.filter(\.mayEdit)),
        home: home)
    }
    let open: OpenDraft
    if let typed {
      open = try opened(try draft(typed))
      if let number = try alreadyLogged(open, store) { return try tell(open.draft.id, number) }
    } else {
      open = OpenDraft(try write(store) { $0.newRecordID() }, at: now.milliseconds, in: drafts)
      try rememberDrafts()
      if let signal { try take(signal, into: open) }
    }
    let intake = GuidedIntake(self, store, open)
    switch try intake.run() {
    case .complete(let made): try log(open, made, store, warns: false)
    case .kept: err(intake.draftKept)
    case .nothing: err(Label(.intakeRunningNothingWasLoggedOrKept))
    }
  }

  /// Makes a case of a signal without asking, with what else was given.
  func log(_ signal: Signal, narrative: TypedText?) throws {
    let store = try openStore()
    tellAssumedTimes()
    var given = try read(store, fieldTexts)
    if let narrative { given.append((CaseField.narrative.id, narrative.text)) }
    let typed = answers(signal).filter { answer in !given.contains { $0.id == answer.id } } + given
    let made = try CaseDraft.newCase(typed, now: now)
    try New.requireIntake(made, hasFile: false)
    let (id, number) = try write(store) { session in
      let made = try session.newCase(made)
      try session.turn(signal.row, into: made.id)
      return made
    }
    try tell(id, number, like: duplicates(of: made, id, in: store))
  }

  /// `--signal ID`, which is no term of the field `signal`: taken out of the fields.
  /// - Throws: `CommandFailure` where there is no such signal.
  mutating func takeSignal() throws -> Signal? {
    guard
      let place = fields.firstIndex(where: { field in
        field.definition == CaseField.signal && field.text.count >= 4
          && field.text.allSatisfy { $0.isHexDigit || $0 == "-" }
      })
    else { return nil }
    let typed = fields.remove(at: place).text
    return try read { try signal(typed, $0) }
  }

  /// The draft's own line for the signal that it comes from; no field is called so.
  static var signalEntry: String { "@signal" }

  private func take(_ signal: Signal, into open: OpenDraft) throws {
    do throws(OpenDraft.Failure) {
      try open.add(.answer(field: Self.signalEntry, text: signal.id.description))
      for (id, text) in answers(signal) {
        try open.add(.answer(field: id, text: text))
        try open.add(.end(field: id))
      }
    } catch { throw CommandFailure(error) }
  }

  /// Logs a draft without asking, with what else was given.
  func log(_ typed: String, narrative: TypedText?) throws {
    let store = try openStore()
    let open = try opened(try draft(typed))
    if let number = try alreadyLogged(open, store) { return try tell(open.draft.id, number) }
    tellAssumedTimes()
    var given = try read(store, fieldTexts)
    if let narrative { given.append((CaseField.narrative.id, narrative.text)) }
    let made = try caseDraft(open.draft, adding: given)
    try New.requireIntake(made, hasFile: false)
    try log(open, made, store)
  }

  /// The case is logged under the draft's id, then the draft is taken away. Ended in between, both are there: the
  /// next time the id is found, and nothing is logged again.
  /// - Parameter warns: a likely duplicate was not told of on the way.
  private func log(_ open: OpenDraft, _ made: CaseDraft, _ store: ReplicaStore, warns: Bool = true) throws {
    let id = open.draft.id
    let (number, isNew) = try write(store) { session in
      if let number = try session.reader.numberOfCase(loggedAs: id) { return (number, false) }
      let number = try session.newCase(made, id: id).number
      if let signal = open.draft[Self.signalEntry], let record = RecordID(text: signal),
        let row = try session.db.record(record)
      {
        try session.turn(row, into: id)
      }
      return (number, true)
    }
    open.remove()
    try tell(id, number, like: isNew && warns ? duplicates(of: made, id, in: store) : [], isNew: isNew)
  }

  private func alreadyLogged(_ open: OpenDraft, _ store: ReplicaStore) throws -> String? {
    guard let number = try read(store, { try $0.numberOfCase(loggedAs: open.draft.id) }) else { return nil }
    open.remove()
    err(
      Label(
        .intakeRunningThatDraftWasLoggedAlready, ["number": .text(number)]))
    return number
  }

  /// What `new` says of a case that it logged.
  func tell(_ id: RecordID, _ number: String, like duplicates: [SimilarCase] = [], isNew: Bool = true) throws
  {
    if json {
      return try emit([
        "id": .string(id.description), "number": .string(number),
        "similar": .array(duplicates.map { self.json($0) }),
      ])
    }
    try out(number)
    if errorStyle.isTerminal, isNew {
      errAfterwards(Label(.newLoggedToSeeItCasebook))
      errAfterwards(Label(.intakeRunningWhatComesNextCasebookNext))
    }
    warn(duplicates)
  }

  /// The draft that a person's words name.
  func draft(_ typed: String) throws -> IntakeDraft {
    let found = drafts.named(typed)
    if found.count == 1 { return found[0] }
    guard found.isEmpty else {
      throw CommandFailure(
        "ambiguous", .notFound, Label(.intakeRunningCouldBeSeveralDrafts, ["typed": .text(typed)]),
        hint: Label(.intakeRunningGiveMoreOfTheId), candidates: found.map(\.id.description))
    }
    throw CommandFailure(
      "not_found", .notFound, Label(.intakeRunningThereIsNoDraftHere, ["typed": .text(typed)]),
      hint: Label(.commonSeeCasebookDrafts))
  }

  func opened(_ draft: IntakeDraft) throws -> OpenDraft {
    do throws(OpenDraft.Failure) { return try OpenDraft(reopening: draft.id, in: drafts) } catch {
      throw CommandFailure(error)
    }
  }

  /// Drafts that are waiting are told of before a new one is begun.
  private func rememberDrafts() throws {
    let waiting = drafts.all().filter { !drafts.isInUse($0.id) }.count
    guard waiting > 0 else { return }
    err(Label(.intakeRunningDraftsAreWaitingCasebookDrafts, ["waiting": .number(waiting)]))
  }

  // MARK: - Times that could have meant something else

  func tellAssumedTimes() { for field in fields { tellAssumedTime(field.text, field.definition) } }

  /// Says what a spoken time was taken for, where its words leave something open.
  func tellAssumedTime(_ typed: String, _ field: FieldDefinition) {
    guard case .date = field.type, let date = TypedDate(typed, now: now), date.isAssumed else { return }
    errAfterwards(
      Label(
        .intakeRunningWasTakenFor,
        ["field": .label(field.label), "typed": .text(typed), "date": .text(date.date.short)]))
  }
}

extension CommandFailure {
  init(_ failure: OpenDraft.Failure) {
    switch failure {
    case .notWritable(let path, let code):
      let why = String(cString: strerror(code))
      self.init(
        "not_writable", .failed,
        Label(
          .intakeRunningTheDraftCannotBeWritten, ["path": .text(path), "why": .text(why)]),
        hint: Label(.intakeRunningMakeRoomOrCheckThe))
    case .inUse:
      self.init(
        "busy", .busy, Label(.intakeRunningSomebodyIsTypingThatDraft),
        hint: Label(.intakeRunningGoOnThere), retry: true)
    case .gone:
      self.init(
        "not_found", .notFound, Label(.intakeRunningThatDraftIsNoLonger),
        hint: Label(.commonSeeCasebookDrafts))
    }
  }
}
