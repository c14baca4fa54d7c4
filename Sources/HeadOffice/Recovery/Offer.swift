import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// One offer on its way through as many transactions as it takes.
struct OfferWork {
  let request: OfferRequest
  fileprivate(set) var states: ArraySlice<OfferedState>
  fileprivate(set) var changes: ArraySlice<Data>
  /// How many states and changes told something.
  fileprivate(set) var taken = 0
  /// Something was erased by it, or asked for that is not carried out yet.
  fileprivate(set) var hasErased = false
  /// States that were left, and under which other names their dots may come.
  fileprivate(set) var usedTwice: [UsedTwice] = []
  fileprivate var isErasing = false

  init(_ request: OfferRequest) {
    self.request = request
    // Cases first: where a case belongs, its notes do. Looked at once, and before the writer is held.
    let areCases = request.states.map(\.isCase)
    let order =
      request.states.indices.filter { areCases[$0] } + request.states.indices.filter { !areCases[$0] }
    states = order.map { request.states[$0] }[...]
    changes = request.changes[...]
  }

  fileprivate var isTaken: Bool { states.isEmpty && changes.isEmpty }
  var isDone: Bool { isTaken && !isErasing }
}

/// Takes states and changes that a replica holds from before head office was restored: each state becomes
/// that of both sides' changes together. What head office knows already tells it nothing and is left.
struct Offer {
  private let db: Database
  private let device: Device
  private let now: Int64
  private var batch: RecordBatch
  /// Offered cases of customers who were erased: their replica has not heard of it; and offered erasures.
  private var toErase: [Erasing] = []
  /// The aggregates that something has come of.
  private var told: Set<RecordID> = []
  private var usedTwice: [UsedTwice] = []
  /// Versions that came so: most of them stand in no log.
  private var brought: [Dot] = []
  /// The devices that wrote to it, as far as they are known here.
  private var authors: [ReplicaID: Device?] = [:]

  init(db: Database, device: Device, now: Int64) throws {
    self.db = db
    self.device = device
    self.now = now
    batch = try RecordBatch(db)
  }

  /// Goes on with an offer until it is done or the time is up; at least by one state or change, or by one case of an
  /// erasure that it asked for.
  /// - Parameter headOffice: which head office this is.
  /// - Returns: the scopes that have something new.
  mutating func goOn(
    _ work: inout OfferWork, headOffice: Identifier, random: () -> UInt64, until budget: WorkBudget
  ) throws -> Set<String> {
    if !work.isTaken { try take(&work, until: budget) }
    let (scopes, hasErased) = try write(
      headOffice: headOffice, isErasing: work.isErasing, random: random, until: budget)
    work.hasErased = work.hasErased || hasErased
    work.isErasing = try work.hasErased && db.isErasing()
    return scopes
  }

  private mutating func take(_ work: inout OfferWork, until budget: WorkBudget) throws {
    let request = work.request
    guard Feed(db: db, device: device).mayRead(request.scope), try db.scope(request.scope) != nil else {
      throw Refusal(.forbidden, "The scope is not this device's.")
    }
    guard request.scope != sharedScope || device.publishes else {
      throw Refusal(.forbidden, "What head office publishes is offered by its own devices.")
    }
    guard try Feed(db: db, device: device).hasLost(request.cursor, of: request.scope) else {
      throw Refusal(.forbidden, "Head office has not lost the commit that this offer names.")
    }
    if request.scope == device.branch.rawValue { try db.forgetEnrolment(of: device.rid) }
    var taken = 0
    repeat {
      if let offered = work.states.popFirst() {
        if try take(offered, scope: request.scope) { taken += 1 }
      } else if let encoded = work.changes.popFirst() {
        if try take(change: [UInt8](encoded)) { taken += 1 }
      }
    } while !work.isTaken && !budget.isSpent
    work.usedTwice += usedTwice
    usedTwice = []
    if taken > 0 { try db.audit("lost records offered again", "\(device.replica): \(taken)", at: now) }
    work.taken += taken
  }

  /// Writes what was taken, erases what is to be erased of it, and judges what came due by it; as far as the time
  /// allows, the rest is for later.
  private mutating func write(
    headOffice: Identifier, isErasing: Bool, random: () -> UInt64, until budget: WorkBudget
  ) throws -> (scopes: Set<String>, hasErased: Bool) {
    try db.noteOffered(brought)
    try batch.gatherChildren()
    var scopes = try batch.write(random: random)
    if !toErase.isEmpty || isErasing {
      var erasures = try Erasures(db: db, now: now)
      for erasing in toErase { try erasures.perform(erasing) }
      try erasures.goOn(until: budget)
      scopes.formUnion(try erasures.write(random: random))
    }
    // Who named versions that were lost waited for them.
    for aggregate in told.sorted() { try db.markDue(awaitingIn: aggregate) }
    return try withoutActuallyEscaping(random) { random in
      var judgements = DueJudgements(db: db, headOffice: headOffice, now: now, random: random)
      let due = try judgements.run(until: budget)
      return (scopes.union(due.scopes), !toErase.isEmpty || due.hasErased)
    }
  }

  private mutating func take(_ offered: OfferedState, scope code: String) throws -> Bool {
    guard offered.state.count <= Limits.stateBytes,
      var state = try? RecordState(decoding: [UInt8](offered.state)), isPlausible(state)
    else {
      return false
    }
    if state.record != state.aggregate, let root = try batch.place(of: state.aggregate)?.kind,
      state.kind.isMisplaced(under: root)
    {
      return false
    }
    let rights = OfferRights(db: db, device: device)
    guard var touched = try batch.find(state.record) else {
      guard try !letGo(of: state, in: code, rights), try mayBring(state, rights, scope: code, known: nil)
      else {
        return false
      }
      guard let scope = try batch.rid(of: code), let place = try place(of: state, in: code, scope) else {
        return false
      }
      var row = RecordRow(new: state.record, kind: state.kind, aggregate: state.aggregate, scope: scope)
      row.number = offered.number(of: state)
      if try batch.isErased(state.aggregate) || db.erasure(of: state.aggregate) != nil {
        state.erase(PersonalFields.numbers(in: state))
      }
      batch.put(RecordBatch.Touched(row: row, state: state, isNew: true, scope: place))
      told.insert(state.aggregate)
      brought += state.headVersions.map(\.dot)
      try departFromAuthors(of: state, beside: nil)
      try noteCustomer(state)
      try noteErasure(state)
      try noteErasedCases(of: state)
      return true
    }
    guard let known = touched.state, let joined = join(known, state) else { return false }
    let isElsewhere = touched.scope != code && !device.seesEveryBranch
    if isElsewhere {
      let isRoot = state.aggregate == state.record
      let root = isRoot ? joined : try batch.find(state.aggregate)?.state
      guard try wasHere(state.aggregate, root, in: code) else { return false }
      // One that never was here by what head office knows came by a transfer which was lost, and not by its own word.
      let hasLeft = try batch.rid(of: code).map { try db.hasDeparted(state.aggregate, from: $0) } ?? false
      guard try hasLeft || !isRoot || rights.wasGivenAway(state, to: code) else { return false }
    }
    guard try mayBring(state, rights, scope: code, known: known) else { return false }
    // It is kept where it is: whoever offered it holds it where it is no more.
    if isElsewhere { batch.depart(state.record, from: code) }
    let encoded = joined.encoded()
    guard encoded != touched.row.state, encoded.count <= Limits.stateBytes else { return false }
    touched.state = joined
    if touched.row.number == nil { touched.row.number = offered.number(of: state) }
    batch.put(touched)
    told.insert(joined.aggregate)
    brought += state.headVersions.map(\.dot).filter { !known.applied.contains($0) }
    try departFromAuthors(of: state, beside: known)
    if joined.erased != known.erased {
      try db.stripChanges(of: state.record, Set(joined.erased))
      try db.setMeta(.scrubPending, 1)
    }
    try noteCustomer(joined)
    try noteErasedCases(of: joined)
    return true
  }

  /// Who wrote to what comes back had it. Where it is not in their branch, they are told so as of any departure: what they
  /// push again, and wrote before they heard that it had left, follows it.
  private mutating func departFromAuthors(of state: RecordState, beside known: RecordState?) throws {
    let new = state.applied.dots.lazy.filter { !(known?.applied.contains($0) ?? false) }
    var replicas = Set(new.map(\.replica))
    replicas.remove(device.replica)
    var codes: Set<String> = []
    for replica in replicas {
      let author = try authors[replica] ?? db.device(replica)
      authors[replica] = .some(author)
      if let author, !author.seesEveryBranch { codes.insert(author.branch.rawValue) }
    }
    for version in state.headVersions {
      if case .some(.none) = authors[version.dot.replica] { codes.insert(version.author.branch) }
    }
    let hasRoot = try batch.find(state.aggregate) != nil
    let ids: Set<RecordID> = hasRoot ? [state.record, state.aggregate] : [state.record]
    for code in codes where ![sharedScope, BranchCode.headOffice.rawValue].contains(code) {
      guard let scope = try batch.rid(of: code) else { continue }
      for id in ids where try !db.hasDeparted(id, from: scope) { batch.depart(id, from: code) }
    }
  }

  /// What made a record was dropped: it comes back with nothing, and whoever holds it lets go of it.
  private mutating func letGo(of state: RecordState, in code: String, _ rights: OfferRights) throws -> Bool {
    guard try rights.wasDropped(state) else { return false }
    if let scope = try batch.rid(of: code), try !db.hasDeparted(state.record, from: scope) {
      batch.depart(state.record, from: code)
    }
    return true
  }

  /// Whether it may come as it is. Where a number was given twice, it is told how the other change goes.
  private mutating func mayBring(
    _ state: RecordState, _ rights: OfferRights, scope: String, known: RecordState?
  ) throws -> Bool {
    switch try rights.bringing(state, scope: scope, known: known) {
    case .allowed: return true
    case .refused: return false
    case .usedTwice(let dots):
      for dot in dots.sorted() {
        var entry = UsedTwice()
        entry.record = state.record.data
        entry.replica = dot.replica.data
        entry.number = dot.number
        entry.other = try db.otherName(of: dot).replica.data
        usedTwice.append(entry)
      }
      return false
    }
  }

  /// Where a record that head office lacks belongs: a child where its case is, also where that has left the
  /// scope meanwhile or is about to come there, as it then does too. Nil where the case never was there.
  private mutating func place(of state: RecordState, in code: String, _ scope: Int64) throws -> String? {
    guard state.aggregate != state.record, let root = try batch.find(state.aggregate), root.scope != code
    else { return code }
    return try wasHere(state.aggregate, root.state, in: code) ? root.scope : nil
  }

  /// Whether the device can have held a case in a scope that is not the case's by what head office knows: the
  /// case left there, or its transfers, the offered ones with them, name that branch. (Those that agree on it
  /// bring the case there; of two that do not, one may be what head office lost. So may one that came again and moved
  /// nothing, because another had come before.)
  private mutating func wasHere(_ aggregate: RecordID, _ root: RecordState?, in code: String) throws -> Bool {
    if device.seesEveryBranch { return true }
    let transfers = root?[FieldID(CaseField.branch.number)]?.heads ?? []
    if transfers.contains(where: { $0.value == .text(code) }) { return true }
    guard let scope = try batch.rid(of: code) else { return false }
    return try db.hasDeparted(aggregate, from: scope) || db.hasTransfer(of: aggregate, to: code)
  }

  /// Head office never let in a stamp from the future: a state that has one is not from here.
  private func isPlausible(_ state: RecordState) -> Bool {
    state.headVersions.allSatisfy { $0.time.milliseconds <= now + Limits.clockTolerance }
  }

  private mutating func noteCustomer(_ state: RecordState) throws {
    guard state.kind == .case, let headOffice = try db.meta(.headOfficeIdentity),
      let id = Identifier(bytes: Array(headOffice))
    else { return }
    for head in state[FieldID(CaseField.customerID.number)]?.heads ?? [] {
      guard case .text(let customer) = head.value else { continue }
      let hashes = CustomerHash.all(customer, headOffice: id)
      try db.noteCustomer(hashes, of: state.record)
      let erasure = try db.erasure(
        ofCustomer: hashes, writtenAt: head.version.time, head.version.quality, by: device.rid)
      if let erasure {
        toErase.append(.record(state.record, erasure: erasure))
      }
    }
  }

  /// A signal that became an erased case is of its customer.
  private mutating func noteErasedCases(of state: RecordState) throws {
    for id in state.casesOfSignal where try batch.isErased(id) || db.erasure(of: id) != nil {
      let erasure = try db.erasure(of: id)
      return toErase.append(erasure.map { .record(state.record, erasure: $0) } ?? .marked(state.record))
    }
  }

  /// An erasure that head office lost, and its ledger too, is asked for again.
  private mutating func noteErasure(_ state: RecordState) throws {
    guard state.kind == .erasure,
      try db.row("SELECT 1 FROM erasures WHERE id = ?", [state.record.data]) == nil,
      case .text(let digits) = state.value(FieldID(ErasureField.customer.number)),
      let customer = ContentHash(text: digits)?.bytes
    else { return }
    let until = state.headVersions.map(\.time.milliseconds).max() ?? now
    toErase.append(.customer(customer, erasure: state.record, until: until))
  }

  /// A change of one of the device's former incarnations goes into the log; what it wrote came with the states.
  private mutating func take(change encoded: [UInt8]) throws -> Bool {
    guard encoded.count <= Limits.changeBytes, let change = try? Change(decoding: encoded),
      change.author.branch == device.branch.rawValue, change.dot.replica != device.replica,
      change.times.stamp.milliseconds <= now + Limits.clockTolerance,
      try db.isFormer(change.dot.replica, of: device.rid)
    else { return false }
    let replica = try db.replicaRid(change.dot.replica)
    guard try db.known(replica: replica, number: change.dot.number) == nil else { return false }
    guard let touched = try batch.find(change.record), let known = touched.state else { return false }
    if touched.scope != device.branch.rawValue {
      let root = try batch.find(change.aggregate)?.state
      guard try wasHere(change.aggregate, root, in: device.branch.rawValue) else { return false }
    }
    // Only what a state has brought, or brings with it, and as that has it: nothing of it is judged here.
    guard known.applied.contains(change.dot), known.hasHeads(of: change, but: Set(known.erased)) else {
      return false
    }
    let kept = change.erasing(Set(known.erased)) ?? change
    try db.insertChange(
      replica: replica, number: change.dot.number, record: change.record, status: .accepted,
      verdict: Casebook_Sync_V1_Outcome.duplicate.rawValue, at: now, hash: ContentHash(wire: encoded),
      encoded: kept.encoded(), stripped: !known.erased.isEmpty)
    return true
  }
}

extension Database {
  /// What a change goes by that is not the one which head office has under its dot.
  func otherName(of dot: Dot) throws -> Dot {
    let holder = try knownRid(dot.replica).flatMap { try known(replica: $0, number: dot.number)?.hash }
    return dot.otherName(than: holder ?? [])
  }

  /// Whether a replica is one that a device continues, at whatever remove.
  func isFormer(_ replica: ReplicaID, of device: Int64) throws -> Bool {
    try first(
      """
      WITH RECURSIVE line (rid) AS (
        SELECT former FROM devices WHERE replica = ?1
        UNION SELECT d.former FROM devices d JOIN line ON d.replica = line.rid WHERE d.former IS NOT NULL)
      SELECT 1 FROM line JOIN replicas r ON r.rid = line.rid WHERE r.id = ?2
      """, values: [.integer(device), .id(replica)]
    ) { _ in true } ?? false
  }
}

extension OfferedState {
  /// The state is of a case: it is its own aggregate.
  fileprivate var isCase: Bool {
    (try? RecordState(decoding: [UInt8](state))).map { $0.aggregate == $0.record } ?? false
  }

  /// The number that head office had accepted first: one of those that the case was given.
  fileprivate func number(of state: RecordState) -> String? {
    state.kind == .case && state.value(FieldID(CaseField.number.number, number)) == .flag(true) ? number : nil
  }
}
