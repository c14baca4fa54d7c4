import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// Takes states and changes that a replica holds from before head office was restored: each state becomes
/// that of both sides' changes together. What head office knows already tells it nothing and is left.
struct Offer {
  private let db: Database
  private let device: Device
  private let now: Int64
  private var batch: RecordBatch
  /// Offered cases of customers who were erased: their replica has not heard of it.
  private var toErase: [Erasing] = []

  init(db: Database, device: Device, now: Int64) {
    self.db = db
    self.device = device
    self.now = now
    batch = RecordBatch(db)
  }

  /// - Returns: how many states and changes told something.
  mutating func take(_ request: OfferRequest) throws -> Int {
    guard request.states.count <= Limits.offeredStates, request.changes.count <= Limits.batchChanges else {
      throw Refusal(.tooLarge, "Too many states or changes in one offer.")
    }
    guard Feed(db: db, device: device).mayRead(request.scope), try db.scope(request.scope) != nil else {
      throw Refusal(.forbidden, "The scope is not this device's.")
    }
    guard try Feed(db: db, device: device).hasLost(request.cursor, of: request.scope) else {
      throw Refusal(.forbidden, "Head office has not lost the commit that this offer names.")
    }
    var taken = 0
    // Cases first: where a case belongs, its notes do.
    let states = request.states.sorted { $0.isCase && !$1.isCase }
    for offered in states where try take(offered, scope: request.scope) { taken += 1 }
    for encoded in request.changes where try take(change: [UInt8](encoded)) { taken += 1 }
    if taken > 0 { try db.audit("lost records offered again", "\(device.replica): \(taken)", at: now) }
    return taken
  }

  mutating func write(random: () -> UInt64) throws -> Set<String> {
    var scopes = try batch.write(random: random)
    guard !toErase.isEmpty else { return scopes }
    var erasures = Erasures(db: db, now: now)
    for erasing in toErase { try erasures.perform(erasing) }
    scopes.formUnion(try erasures.write(random: random))
    return scopes
  }

  private mutating func take(_ offered: OfferedState, scope code: String) throws -> Bool {
    guard var state = try? RecordState(decoding: [UInt8](offered.state)), isPlausible(state) else {
      return false
    }
    guard var touched = try batch.find(state.record) else {
      guard let scope = try batch.rid(of: code), let place = try place(of: state, in: code, scope) else {
        return false
      }
      var row = RecordRow(new: state.record, kind: state.kind, aggregate: state.aggregate, scope: scope)
      row.number = offered.number.isEmpty ? nil : offered.number
      if state.aggregate != state.record, try batch.isErased(state.aggregate) {
        state.erase(PersonalFields.numbers(in: state))
      }
      batch.put(RecordBatch.Touched(row: row, state: state, isNew: true, scope: place))
      try noteCustomer(state)
      return true
    }
    guard let known = touched.state, let joined = join(known, state) else { return false }
    // A case that is somewhere else by what head office knows: only a transfer that it lost brings it here.
    guard
      try touched.scope == code || device.seesEveryBranch || joined.assignedBranch == code
        || batch.find(touched.row.aggregate)?.state?.assignedBranch == code
    else { return false }
    guard joined.encoded() != touched.row.state else { return false }
    touched.state = joined
    if touched.row.number == nil, !offered.number.isEmpty { touched.row.number = offered.number }
    batch.put(touched)
    if joined.erased != known.erased {
      try db.stripChanges(of: state.record, Set(joined.erased))
      try db.setMeta(.scrubPending, 1)
    }
    try noteCustomer(joined)
    return true
  }

  /// Where a record that head office lacks belongs: a child where its case is, also where that has left the
  /// scope meanwhile, as it then does too. Nil where the case never was there.
  private mutating func place(of state: RecordState, in code: String, _ scope: Int64) throws -> String? {
    guard state.aggregate != state.record, let root = try batch.find(state.aggregate), root.scope != code
    else { return code }
    return try db.hasDeparted(state.aggregate, from: scope) ? root.scope : nil
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
      let erasure = try db.first(
        "SELECT id FROM erasures WHERE customer = ? LIMIT 1", values: [.blob(hash)], { $0.identifier(0) })
      if let erasure = erasure ?? nil { toErase.append(.record(state.record, erasure: erasure)) }
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
    guard var touched = try batch.find(change.record),
      touched.scope == device.branch.rawValue || device.seesEveryBranch, let known = touched.state
    else { return false }
    let (state, verdict) = apply(change, to: known)
    if case .quarantined = verdict { return false }
    if verdict != .duplicate {
      touched.state = state
      batch.put(touched)
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
}
