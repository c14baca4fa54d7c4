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

  init(_ request: OfferRequest) {
    self.request = request
    // Cases first: where a case belongs, its notes do. Looked at once, and before the writer is held.
    let areCases = request.states.map(\.isCase)
    let order =
      request.states.indices.filter { areCases[$0] } + request.states.indices.filter { !areCases[$0] }
    states = order.map { request.states[$0] }[...]
    changes = request.changes[...]
  }

  var isDone: Bool { states.isEmpty && changes.isEmpty }
}

/// Takes states and changes that a replica holds from before head office was restored: each state becomes
/// that of both sides' changes together. What head office knows already tells it nothing and is left.
struct Offer {
  private let db: Database
  private let device: Device
  private let now: Int64
  private var batch: RecordBatch
  /// Offered cases of customers who were erased: their replica has not heard of it.
  private var toErase: [Erasing] = []
  /// The aggregates that something has come of.
  private var told: Set<RecordID> = []

  init(db: Database, device: Device, now: Int64) {
    self.db = db
    self.device = device
    self.now = now
    batch = RecordBatch(db)
  }

  /// Goes on with an offer until it is done or the time is up; at least by one state or change.
  mutating func goOn(_ work: inout OfferWork, until budget: WorkBudget) throws {
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
    var taken = 0
    repeat {
      if let offered = work.states.popFirst() {
        if try take(offered, scope: request.scope) { taken += 1 }
      } else if let encoded = work.changes.popFirst() {
        if try take(change: [UInt8](encoded)) { taken += 1 }
      }
    } while !work.isDone && !budget.isSpent
    if taken > 0 { try db.audit("lost records offered again", "\(device.replica): \(taken)", at: now) }
    work.taken += taken
  }

  /// - Parameters:
  ///   - headOffice: which head office this is.
  ///   - budget: when to leave to later requests what came due by it.
  mutating func write(headOffice: Identifier, random: () -> UInt64, until budget: WorkBudget) throws -> Set<
    String
  > {
    try batch.gatherChildren()
    var scopes = try batch.write(random: random)
    if !toErase.isEmpty {
      var erasures = Erasures(db: db, now: now)
      for erasing in toErase { try erasures.perform(erasing) }
      scopes.formUnion(try erasures.write(random: random))
    }
    // Who named versions that were lost waited for them.
    for aggregate in told.sorted() { try db.markDue(awaitingIn: aggregate) }
    return try withoutActuallyEscaping(random) { random in
      var due = DueJudgements(db: db, headOffice: headOffice, now: now, random: random)
      return try scopes.union(due.run(until: budget).scopes)
    }
  }

  private mutating func take(_ offered: OfferedState, scope code: String) throws -> Bool {
    guard var state = try? RecordState(decoding: [UInt8](offered.state)), isPlausible(state) else {
      return false
    }
    let rights = OfferRights(db: db, device: device)
    guard var touched = try batch.find(state.record) else {
      guard try rights.mayBring(state, scope: code, known: nil) else { return false }
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
      try noteCustomer(state)
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
      guard try hasLeft || !isRoot || rights.wasGivenAway(state) else { return false }
    }
    guard try rights.mayBring(state, scope: code, known: known) else { return false }
    // It is kept where it is: whoever offered it holds it where it is no more.
    if isElsewhere { batch.depart(state.record, from: code) }
    guard joined.encoded() != touched.row.state else { return false }
    touched.state = joined
    if touched.row.number == nil { touched.row.number = offered.number(of: state) }
    batch.put(touched)
    told.insert(joined.aggregate)
    if joined.erased != known.erased {
      try db.stripChanges(of: state.record, Set(joined.erased))
      try db.setMeta(.scrubPending, 1)
    }
    try noteCustomer(joined)
    return true
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
  /// bring the case there; of two that do not, one may be what head office lost.)
  private mutating func wasHere(_ aggregate: RecordID, _ root: RecordState?, in code: String) throws -> Bool {
    if device.seesEveryBranch { return true }
    let transfers = root?[FieldID(CaseField.branch.number)]?.heads ?? []
    if transfers.contains(where: { $0.value == .text(code) }) { return true }
    guard let scope = try batch.rid(of: code) else { return false }
    return try db.hasDeparted(aggregate, from: scope)
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
      let hash = CustomerHash.of(customer, headOffice: id)
      try db.run(
        "INSERT OR IGNORE INTO customers (hash, record) VALUES (?, ?)",
        values: [.blob(hash), .id(state.record)])
      if let erasure = try db.erasure(ofCustomer: hash) {
        toErase.append(.record(state.record, erasure: erasure))
      }
    }
  }

  /// A change of one of the device's former incarnations goes into the log; what it wrote came with the
  /// states, or comes with it.
  private mutating func take(change encoded: [UInt8]) throws -> Bool {
    guard encoded.count <= Limits.changeBytes, let change = try? Change(decoding: encoded),
      change.author.branch == device.branch.rawValue, change.dot.replica != device.replica,
      change.times.stamp.milliseconds <= now + Limits.clockTolerance,
      try db.isFormer(change.dot.replica, of: device.rid)
    else { return false }
    let replica = try db.replicaRid(change.dot.replica)
    guard try db.known(replica: replica, number: change.dot.number) == nil else { return false }
    guard var touched = try batch.find(change.record), let known = touched.state else { return false }
    if touched.scope != device.branch.rawValue {
      let root = try batch.find(change.aggregate)?.state
      guard try wasHere(change.aggregate, root, in: device.branch.rawValue) else { return false }
    }
    let (state, verdict) = apply(change, to: known)
    if case .quarantined = verdict { return false }
    guard device.role.mayEdit, change.isWithinAuthority(of: device, making: state) else { return false }
    if verdict != .duplicate {
      touched.state = state
      batch.put(touched)
      told.insert(state.aggregate)
    }
    let kept = change.erasing(Set(state.erased)) ?? change
    try db.insertChange(
      replica: replica, number: change.dot.number, record: change.record, status: .accepted,
      verdict: Casebook_Sync_V1_Outcome(verdict).rawValue, at: now, hash: ContentHash(wire: encoded),
      encoded: kept.encoded(), stripped: !state.erased.isEmpty)
    return true
  }
}

extension Database {
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
