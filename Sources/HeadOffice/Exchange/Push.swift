import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// What one push did.
struct PushOutcome: Sendable {
  var verdicts: [VerdictEntry] = []
  /// The scopes that have something new.
  var scopes: Set<String> = []
  /// Personal data was erased: the files have to be scrubbed.
  var hasErased = false
}

/// Takes a part of one device's request, within a transaction of its caller: all of that part or nothing.
///
/// Numbers go on without a gap; a repeated change is told by its content and gets the verdict it had. Each
/// group is judged whole: what cannot be accepted is kept in quarantine and holds up later changes to the
/// same aggregates, and nothing else. States are written once a part, at new positions of their scopes.
struct Push {
  let db: Database
  /// By whose rights everything is judged.
  let device: Device
  /// The replica whose numbers the judged group has: the device's, or one that it follows.
  var origin: Int64
  let pusher: ReplicaID
  let headOffice: Identifier
  let now: Int64
  let random: () -> UInt64
  var batch: RecordBatch
  /// An administrator at head office answers for what is judged: that its author saw what it names, and may decide.
  var isWarranted = false
  /// How far head office has what this device was before, as far as it was asked for.
  var formers: [ReplicaID: UInt64] = [:]
  /// How many quarantined groups may be judged yet without asking for them.
  var room = Limits.judgedAgain
  /// What it brings head office had once: it was put back from a backup since.
  var comesAgain = false
  /// The first part of a request looks for all of its acts at once, later ones for each as it comes.
  private var looksForActs = false
  /// What copies of the device's store have brought, as far as it was read.
  var knownActs: KnownActs?
  /// The rows of the log that have versions which were asked for.
  var loggedRows: [Dot: Int64] = [:]
  /// What its device has dropped.
  var unwanted: Set<UInt64> = []
  /// What this push brought that had not been here.
  var arrived: [Dot] = []
  var covered: UInt64
  var chain: ContentHash
  var outcome = PushOutcome()
  /// Cases that name a customer who was erased, and erasures that were asked for.
  var toErase: [Erasing] = []
  /// How many of them end a part of a request: they are done in the same transaction, when the time may be up already.
  private static let erasedAtOnce = 20

  init(db: Database, device: Device, headOffice: Identifier, now: Int64, random: @escaping () -> UInt64)
    throws
  {
    self.db = db
    // Read again under the lock: an earlier push of the same device may have come in between.
    guard let device = try db.device(device.rid) else {
      throw Refusal(.unauthorized, "The device is not known.")
    }
    self.device = device
    origin = device.rid
    pusher = device.replica
    self.headOffice = headOffice
    self.now = now
    self.random = random
    batch = try RecordBatch(db)
    covered = device.covered
    chain = device.chain
  }

  /// Goes on with a request until it is done or the time is up; at least by one step.
  /// - Throws: `Refusal`; then the caller rolls this part back.
  mutating func goOn(_ work: inout PushWork, until budget: WorkBudget) throws {
    guard work.allowsRevoked || device.revokedAt == nil else {
      throw Refusal(.deviceRevoked, "This device was revoked.")
    }
    outcome = work.outcome
    unwanted = Set(work.request.discards)
    // A copy may have brought the same acts between two parts.
    looksForActs = if case .changes = work.step { work.request.adopts } else { false }
    let isForOthers = if case .others = work.step { true } else { false }
    repeat {
      work.step = try step(&work)
    } while !work.isDone && !budget.isSpent
      && toErase.count < Self.erasedAtOnce
    let hasJudged = try finish(until: budget, atLeastOnce: isForOthers)
    if work.isDone, outcome.hasErased, try db.isErasing() {
      work.step = .erasing
    } else if work.isDone, !hasJudged, !work.hasServedOthers, try db.isAnythingDue() {
      work.step = .others
      work.hasServedOthers = true
    }
    work.outcome = outcome
    guard work.isOfDevice else { return }
    try db.run(
      """
      UPDATE devices SET covered = ?, chain = ?, seen_at = ?, clock_offset = ?, unrepaired = ? WHERE replica = ?
      """,
      values: [
        .number(covered), .blob(chain.bytes), .integer(now), .integer(Self.bounded(work.request.clock) - now),
        .integer(Int64(clamping: work.request.unrepaired)), .integer(device.rid),
      ])
  }

  /// One step, and what comes after it.
  private mutating func step(_ work: inout PushWork) throws -> PushWork.Step {
    switch work.step {
    case .beginning:
      return .changes(try begin(work)[...])
    case .changes(var groups):
      guard let group = groups.popFirst() else { return PushWork.discards(try held(work.request.discards)) }
      if looksForActs, group[0].number > covered { try refuseKnownActs(in: [group]) }
      if group[0].number <= covered {
        for item in group { try repeated(item, follows: work.request.adopts) }
      } else if try !adoptBrought(group) {
        comesAgain = !work.request.adopts
        defer { comesAgain = false }
        try receive(group)
      }
      return .changes(groups)
    case .discards(var numbers):
      guard let number = numbers.popFirst() else { return PushWork.followed(work.request.followed) }
      try drop(number, of: device.rid)
      return .discards(numbers)
    case .followed(var wishes):
      guard let wish = wishes.popFirst() else { return PushWork.retries(try held(work.request.retries)) }
      try decide(wish)
      return .followed(wishes)
    case .retries(var numbers):
      guard let number = numbers.popFirst() else { return .due(after: 0) }
      // Nobody answers for what waited behind it.
      isWarranted = work.isWarranted
      defer { isWarranted = false }
      // One that was dropped just now is not found any more.
      _ = try judgeAgain(db.quarantinedGroup(of: device.rid, number: number))
      return .retries(numbers)
    case .due(let after):
      guard room > 0, let next = try judgeDue(after: after) else { return .done }
      return .due(after: next.last)
    case .erasing: return try db.isErasing() ? .erasing : .done
    // It ends the part: see `finish`.
    case .others, .done: return .done
    }
  }

  /// Those of the device's numbers that stand in quarantine: of others nothing has to be looked up one by one.
  private func held(_ numbers: [UInt64]) throws -> Set<UInt64> {
    guard !numbers.isEmpty else { return [] }
    let held = try db.map("SELECT number FROM quarantine WHERE replica = ?", values: [.integer(device.rid)]) {
      UInt64(bitPattern: $0.integer(0))
    }
    return Set(numbers).intersection(held)
  }

  /// What has to hold for all of a request before any of it is taken.
  /// - Returns: its groups.
  private mutating func begin(_ work: PushWork) throws -> [[PushSequence.Item]] {
    let request = work.request
    let clock = Self.bounded(request.clock)
    let taken = request.corrected == 0 ? clock : Self.bounded(request.corrected)
    try noteSights(request)
    try db.disownAcknowledgements(of: device.rid, request)
    try db.acknowledgeErasures(request, of: device, at: now)
    try follow(request.followed)
    guard !request.changes.isEmpty else { return [] }
    // What a copy has made over changes that are not these is not taken under the numbers after them.
    if !request.chain.isEmpty, request.covered == covered, Array(request.chain) != chain.bytes {
      throw diverged(at: covered + 1)
    }
    guard taken - now <= Limits.clockTolerance, work.isByFile || now - taken <= Limits.clockTolerance else {
      throw outOfTolerance(by: taken - now)
    }
    try request.checkBatch()
    let sequence = try PushSequence(
      request.changes.map { [UInt8]($0) }, replica: device.replica, covered: covered)
    try checkOrder(of: sequence)
    // Who has a cursor of a commit that was lost has to hear first what else was. A file cannot be sent again.
    if !work.isByFile { try Feed(db: db, device: device).check(request.cursors) }
    try checkStamps(of: sequence)
    if request.adopts {
      // A copy is told so first: under numbers that are another's its later acts would go on naming those.
      let new = sequence.groups.filter { $0[0].number > covered }
      if !new.isEmpty {
        for item in sequence.groups.joined() where item.number <= covered {
          guard try same(item) != nil else { throw diverged(at: item.number) }
        }
      }
      try refuseKnownActs(in: new)
    }
    return sequence.groups
  }

  /// So that a senseless clock cannot be reckoned with beyond what an integer holds.
  private static func bounded(_ milliseconds: Int64) -> Int64 {
    LocalTime(milliseconds: milliseconds, offsetMinutes: 0).milliseconds
  }

  /// - Returns: whether anything that was due has been judged in this part, of this device or of another.
  private mutating func finish(until budget: WorkBudget, atLeastOnce: Bool) throws -> Bool {
    try write(until: budget)
    var judgements = DueJudgements(db: db, headOffice: headOffice, now: now, random: random, room: room)
    let due = try judgements.run(until: budget, atLeastOnce: atLeastOnce)
    outcome.verdicts += due.verdicts[device.rid] ?? []
    outcome.scopes.formUnion(due.scopes)
    outcome.hasErased = outcome.hasErased || due.hasErased
    return judgements.room < Limits.judgedAgain
  }

  /// Writes what was accepted, then erases what is to be erased of it, and of what was begun before.
  private mutating func write(until budget: WorkBudget) throws {
    try db.disprove(seen: arrived)
    arrived = []
    outcome.scopes.formUnion(try batch.write(random: random))
    guard !toErase.isEmpty || outcome.hasErased else { return }
    var erasures = try Erasures(db: db, now: now)
    for erasing in toErase { try erasures.perform(erasing) }
    toErase = []
    try erasures.goOn(until: budget)
    outcome.scopes.formUnion(try erasures.write(random: random))
    outcome.hasErased = true
  }

  /// Ends one of several that are due.
  mutating func finishDue(until budget: WorkBudget) throws -> PushOutcome {
    try write(until: budget)
    return outcome
  }

  // MARK: What the device knows

  /// Notes how many changes the device had made when its cursors passed departures. A cursor of what head office lost
  /// says nothing of what has left since it was restored.
  private func noteSights(_ request: SyncRequest) throws {
    guard !device.seesEveryBranch,
      let cursor = request.cursors.first(where: { $0.scope == device.branch.rawValue }),
      let scope = try db.scope(cursor.scope)
    else { return }
    let feed = Feed(db: db, device: device)
    guard try feed.knows(cursor, of: scope) else {
      if try feed.hasLost(cursor, of: cursor.scope) { try db.forgetEnrolment(of: device.rid) }
      return
    }
    let position = Int64(clamping: cursor.position)
    // Who comes for the first time has no cursor yet: this one was here before, and head office has lost that.
    if device.seenAt == nil, position > 0 { try db.forgetEnrolment(of: device.rid, at: position) }
    // Who stands before what he was told is a store that was put back: it has not heard of that.
    try db.forgetSights(of: device.rid, scope: scope.rid, beyond: position)
    try db.noteSight(
      device: device.rid, scope: scope.rid, position: position, made: request.made)
  }

  mutating func tell(_ number: UInt64, _ verdict: Casebook_Sync_V1_Outcome, _ reason: String = "") {
    var entry = VerdictEntry()
    entry.number = number
    entry.outcome = verdict
    entry.reason = reason
    outcome.verdicts.append(entry)
  }
}

extension Casebook_Sync_V1_Outcome {
  init(_ verdict: Verdict) {
    switch verdict {
    case .applied: self = .applied
    case .merged: self = .merged
    case .conflict(let won): self = won ? .conflictWon : .conflictLost
    case .duplicate: self = .duplicate
    case .quarantined: self = .quarantined
    }
  }
}
