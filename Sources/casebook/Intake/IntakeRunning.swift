import CaseIndex
import Complaints
import Console
import Glibc
import Interchange
import Language
import Replica
import Terminal
import Versioning
import Zones

extension Context {
  var drafts: DraftFolder { DraftFolder(beside: home.storePath) }

  /// Somebody sits there who can be asked, and no program waits for JSON.
  var canAsk: Bool { !json && isTerminal(0) && errorStyle.isTerminal }

  /// The guided intake, from the start or on with a draft.
  func intake(_ typed: String? = nil, from signal: Signal? = nil) throws {
    let store = try openStore()
    let identity = try read(store) { $0.identity }
    guard identity.acting.mayEdit else {
      throw CommandFailure(
        explaining: WriteRefusal.notAllowed(role: identity.acting, needs: Role.allCases.filter(\.mayEdit)),
        home: home)
    }
    let open: OpenDraft
    if let typed {
      open = try opened(try draft(typed))
      if let number = try alreadyLogged(open, store) { return try tell(open.draft.id, number) }
    } else {
      open = OpenDraft(try write(store) { $0.newRecordID() }, at: now.milliseconds, in: drafts)
      try rememberDrafts()
      if let signal { try fill(open, from: signal) }
    }
    let intake = GuidedIntake(self, store, open)
    switch try intake.run() {
    case .complete(let made): try log(open, made, store, warns: false)
    case .kept: err(intake.draftKept)
    case .nothing: err(Label(IntakeRunningMessage.nothingKept))
    }
  }

  /// Makes a case of a signal without asking, with what else was given.
  func log(_ signal: Signal, narrative: TypedText?) throws {
    let store = try openStore()
    tellAssumedTimes()
    var given = try read(store, fieldTexts)
    if let narrative { given.append((CaseField.narrative.id, narrative.text)) }
    let typed = answers(signal).filter { answer in !given.contains { $0.id == answer.id } } + given
    let made = try CaseInput.newCase(typed, now: now, terms: terms)
    try made.requirePossibleTimes()
    try New.requireIntake(made, hasFile: false)
    let (id, number) = try write(store) { session in
      let made = try session.newCase(made)
      try session.turn(signal.row, into: made.id)
      return made
    }
    try tell(id, number, like: duplicates(of: made, id, in: store), danger: danger(in: made))
  }

  /// `--signal ID`, which is no term of the field `signal`: taken out of the fields.
  /// - Throws: `CommandFailure` where there is no such signal.
  mutating func removeSignal() throws -> Signal? {
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

  private func fill(_ open: OpenDraft, from signal: Signal) throws {
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
  private func log(_ open: OpenDraft, _ made: CaseInput, _ store: ReplicaStore, warns: Bool = true) throws {
    let id = open.draft.id
    let (number, isNew, original) = try write(store) { session -> (String, Bool, String?) in
      if let number = try session.reader.numberOfCase(loggedAs: id) { return (number, false, nil) }
      let number = try session.newCase(made, id: id).number
      if let signal = open.draft[Self.signalEntry], let record = RecordID(text: signal),
        let row = try session.db.record(record)
      {
        try session.turn(row, into: id)
      }
      let repeated = made[CaseField.duplicateOf]?.text.flatMap { RecordID(text: $0) }
      return (number, true, try repeated.flatMap(session.reader.numberOfCase(loggedAs:)))
    }
    open.remove()
    try tell(
      id, number, like: isNew && warns ? duplicates(of: made, id, in: store) : [],
      danger: isNew ? danger(in: made) : [], of: isNew && warns ? returningCustomer(id, in: store) : nil,
      isNew: isNew)
    if let original, !json { errAfterwards(Label(IntakeAdviceMessage.merge(number, into: original))) }
  }

  private func alreadyLogged(_ open: OpenDraft, _ store: ReplicaStore) throws -> String? {
    guard let number = try read(store, { try $0.numberOfCase(loggedAs: open.draft.id) }) else { return nil }
    open.remove()
    err(Label(IntakeRunningMessage.alreadyLogged(as: number)))
    return number
  }

  /// What `new` says of a case that it logged.
  func tell(
    _ id: RecordID, _ number: String, like duplicates: [SimilarCase] = [], danger: [Term] = [],
    of customer: ReturningCustomer? = nil, isNew: Bool = true
  ) throws {
    if isNew { try warnOfClock() }
    let concerning = isNew ? notices(concerning: id) : []
    if json {
      return try emit([
        "id": .string(id.description), "number": .string(number),
        "similar": .array(duplicates.map { self.json($0) }),
        "safety_words": .strings(danger.map(\.id)), "known_customer": json(customer),
        "notices": .strings(concerning.map(\.key)),
      ])
    }
    try out(number)
    if errorStyle.isTerminal, isNew {
      errAfterwards(Label(IntakeRunningMessage.logged))
      errAfterwards(Label(IntakeRunningMessage.nextStep))
    }
    for notice in concerning { errAfterwards(inForce(notice)) }
    if !danger.isEmpty {
      errAfterwards(offer(danger))
      errAfterwards(Label(IntakeAdviceMessage.dangerMark(number)))
    }
    for label in customer.map(labels) ?? [] { errAfterwards(label) }
    warn(duplicates)
  }

  /// The draft that a person's words name.
  func draft(_ typed: String) throws -> IntakeDraft {
    let found = drafts.named(typed)
    if found.count == 1 { return found[0] }
    guard found.isEmpty else {
      throw CommandFailure(
        "ambiguous", .notFound, Label(IntakeRunningMessage.draftAmbiguous(typed)),
        hint: Label(HintMessage.longerID), candidates: found.map(\.id.description))
    }
    throw CommandFailure(
      "not_found", .notFound, Label(IntakeRunningMessage.unknownDraft(typed)),
      hint: Label(CommonMessage.draftsHint))
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
    err(Label(IntakeRunningMessage.draftsWaiting(waiting)))
  }
}

extension CommandFailure {
  init(_ failure: OpenDraft.Failure) {
    switch failure {
    case .notWritable(let path, let code):
      self.init(
        "not_writable", .failed,
        Label(IntakeRunningMessage.draftNotWritten(path, why: SystemReason.label(code))),
        hint: Label(IntakeRunningMessage.checkFolderHint))
    case .inUse:
      self.init(
        "busy", .busy, Label(IntakeRunningMessage.draftInUse),
        hint: Label(IntakeRunningMessage.otherWindowHint), retry: true)
    case .gone:
      self.init(
        "not_found", .notFound, Label(IntakeRunningMessage.draftGone),
        hint: Label(CommonMessage.draftsHint))
    }
  }
}

enum IntakeRunningMessage: Message {
  case draftAmbiguous(String)
  case draftsWaiting(Int)
  case otherWindowHint
  case checkFolderHint
  case nothingKept
  case draftInUse
  case draftGone
  case alreadyLogged(as: String)
  case draftNotWritten(String, why: Label)
  case unknownDraft(String)
  case nextStep
  case logged

  var label: Label {
    switch self {
    case .draftAmbiguous(let typed):
      Label(en: "“\(typed)” could be several drafts:", zhHans: "“\(typed)”对应多份草稿：")
    case .draftsWaiting(let waiting):
      Label(
        en: "\(waiting.of("draft is", "drafts are")) waiting: casebook drafts",
        zhHans: "有 \(waiting.grouped) 份草稿未登记：casebook drafts")
    case .otherWindowHint:
      Label(en: "Go on there.", zhHans: "请在那个窗口继续。")
    case .checkFolderHint:
      Label(
        en: "Free some disk space or check the folder, then: casebook drafts",
        zhHans: "请检查磁盘空间和目录，再运行：casebook drafts")
    case .nothingKept:
      Label(en: "Nothing was logged, and no draft was kept.", zhHans: "没有登记，也没有留下草稿。")
    case .draftInUse:
      Label(en: "Somebody is typing that draft in another window.", zhHans: "该草稿正在另一个窗口中填写。")
    case .draftGone:
      Label(en: "That draft is no longer there.", zhHans: "该草稿已不存在。")
    case .alreadyLogged(let number):
      Label(
        en: "That draft was logged already, as \(number). The draft is removed now.",
        zhHans: "该草稿此前已登记为 \(number)，草稿已清除。")
    case .draftNotWritten(let path, let why):
      Label(
        en: "The draft \(path) cannot be written: \(why.en). The last text typed is not kept.",
        zhHans: "无法写入草稿 \(path)：\(why.zhHans)。最后输入的内容未保存。")
    case .unknownDraft(let typed):
      Label(en: "There is no draft “\(typed)” here.", zhHans: "本机没有草稿“\(typed)”。")
    case .nextStep:
      Label(en: "What comes next: casebook next @last", zhHans: "下一步：casebook next @last")
    case .logged:
      Label(en: "Logged. To see it: casebook show @last", zhHans: "已登记。查看：casebook show @last")
    }
  }
}
