import CaseIndex
package import Complaints
import FoundationEssentials
package import GRDB
package import RecordStore
import SyncProtocol
package import Versioning

/// Writes changes in one transaction. Every change goes through here: numbered, stamped, applied,
/// projected and logged together.
package struct WriteSession {
  package let db: Database
  package let identity: ReplicaIdentity
  package let surroundings: Surroundings
  package let author: Author
  /// Not nil: the author has a PIN here and is not signed in. Nobody writes in their name.
  private let guarded: String?
  /// When the session began, by head office's clock as far as it is known.
  package let now: LocalTime
  /// What the wall clock showed then: of all its changes.
  package let wall: LocalTime

  private let replicaRid: Int64
  private let projection: CaseProjection
  private let isPuttingBack: Bool
  private var clock: HybridClock
  private let seen: HybridTime
  /// What head office's clock shows, as far as this machine can tell, and how well it can.
  private let corrected: CorrectedTime
  private var lastNumber: UInt64
  private let covered: UInt64
  /// Changes of this store stand under other ids than its own.
  private let isContinued: Bool
  private var unnumbered: [Unnumbered] = []
  /// What it wrote to, the first of it: at most `namedAggregates`.
  package private(set) var aggregates: [RecordID] = []
  package static let namedAggregates = 5
  private var scopes: [Int64: String] = [:]
  /// The last sequence numbers of the prefixes that this session gave numbers for.
  private var sequences: [String: Int] = [:]
  /// What it works on.
  let states = DecodedState()

  /// A change of the group at work, before it has its number and stamp.
  private struct Unnumbered {
    let record: RecordID
    let kind: RecordKind
    let aggregate: RecordID
    let scope: String
    let writes: [FieldWrite]
    /// The record is not in the store: it need not be looked for.
    let isNew: Bool
  }

  /// - Parameter isPuttingBack: it writes what it finds in a damaged store, in whatever form that is.
  init(db: Database, surroundings: Surroundings, author: String?, isPuttingBack: Bool = false) throws {
    self.isPuttingBack = isPuttingBack
    self.db = db
    self.surroundings = surroundings
    let identity = try db.identity(acting: author, at: surroundings)
    self.identity = identity
    let typed = author ?? identity.author
    let person = try ReplicaReader(db: db, identity: identity, surroundings: surroundings)
      .people(of: identity.branch.rawValue).called(typed)
    let name = person?.name ?? typed
    let isTheirs = try person.map { try $0.id == identity.person?.id || db.pin(of: $0) == nil } ?? true
    guarded = isTheirs ? nil : name
    self.author = Author(name: name, branch: identity.branch.rawValue)
    seen = HybridTime(rawValue: UInt64(bitPattern: try db.meta(.seen) ?? 0))
    corrected = CorrectedTime(surroundings, reference: try db.clockReference(), seen: seen)
    now = corrected.local(surroundings)
    wall = LocalTime(milliseconds: corrected.wall, offsetMinutes: now.offsetMinutes)
    replicaRid = try db.replicaRid(identity.replica)
    projection = CaseProjection(db, offsetMinutes: now.offsetMinutes)
    clock = HybridClock(last: HybridTime(rawValue: UInt64(bitPattern: try db.meta(.clock) ?? 0)))
    lastNumber = UInt64(bitPattern: try db.meta(.lastNumber) ?? 0)
    covered = UInt64(bitPattern: try db.meta(.covered) ?? 0)
    guard lastNumber.isBelievable, covered.isBelievable else {
      throw StoreError.damaged(detail: "the number of the last change")
    }
    isContinued = try db.meta(.continued) == 1
    for scope in try db.scopes() { scopes[scope.rid] = scope.code }
  }

  package var reader: ReplicaReader { ReplicaReader(db: db, identity: identity, surroundings: surroundings) }

  /// The present as people here type of it.
  package var here: LocalClock { LocalClock(now, zone: surroundings.zone) }

  package func newRecordID() -> RecordID {
    var generator = surroundings.generator
    return RecordID.timeOrdered(milliseconds: now.milliseconds, using: &generator)
  }

  /// The dot that the next change of this group will have.
  package var nextDot: Dot { Dot(identity.replica, lastNumber + UInt64(unnumbered.count) + 1) }

  package func scopeCode(_ rid: Int64) throws -> String {
    guard let code = scopes[rid] else { throw StoreError.damaged(detail: "record in unknown scope \(rid)") }
    return code
  }

  /// Adds a new record to the group: one that is not in the store.
  /// - Parameter isFromFile: its times are those of a file, not of this machine's clock.
  package mutating func create(
    _ record: RecordID, kind: RecordKind, aggregate: RecordID? = nil, scope: String? = nil,
    isFromFile: Bool = false, _ edits: [FieldEdit]
  ) {
    let edits = isFromFile ? edits : edits.map { asTheClockSaid($0, of: kind) }.lastOfEachField
    note(aggregate ?? record)
    unnumbered.append(
      Unnumbered(
        record: record, kind: kind, aggregate: aggregate ?? record, scope: scope ?? identity.branch.rawValue,
        writes: edits.map { FieldWrite($0.field, $0.value) }, isNew: true))
  }

  /// Adds ordinary edits of a record to the group. Each replaces every head that holds the value which its
  /// author was shown, and only those; one that sets the value shown is none.
  ///
  /// - Parameter seen: the state that the author was shown; nil: the one in the store.
  /// - Returns: whether anything changes.
  @discardableResult
  package mutating func edit(_ row: RecordRow, seen: RecordState? = nil, _ edits: [FieldEdit]) throws -> Bool
  {
    guard let state = try seen ?? states.of(row) else { return false }
    var writes: [FieldWrite] = []
    for edit in edits.lastOfEachField {
      let field = state[edit.field]
      let shown = field?.value ?? .none
      let edit = asTheClockSaid(edit, of: row.kind)
      guard !shown.means(edit.value) else { continue }
      writes.append(
        FieldWrite(
          edit.field, edit.value,
          base: try carried(
            field?.base(replacing: shown) ?? [], edit.field, writing: edit.value, of: row)))
    }
    guard !writes.isEmpty else { return false }
    try put(row, writes)
    return true
  }

  /// Adds writes with bases of their own to the group: decisions, deletions, restorations.
  package mutating func put(_ row: RecordRow, _ writes: [FieldWrite]) throws {
    let scope = try scopeCode(row.scope)
    note(row.aggregate)
    unnumbered.append(
      Unnumbered(
        record: row.id, kind: row.kind, aggregate: row.aggregate, scope: scope, writes: writes,
        isNew: false))
  }

  /// A base with what its own not yet accepted versions had replaced: so nothing breaks if one in between
  /// never arrives.
  package func carried(_ base: [Dot], _ field: FieldID, writing value: Value, of row: RecordRow) throws
    -> [Dot]
  {
    guard isContinued || base.contains(where: { $0.replica == identity.replica }) else { return base }
    let stored = row.state.flatMap { try? RecordState(decoding: $0) }?[field]
    return try CarriedBases(
      db: db, replica: identity.replica, replicaRid: replicaRid, isContinued: isContinued, covered: covered,
      field: field, written: value, stored: stored
    ).carrying(base)
  }

  private mutating func note(_ aggregate: RecordID) {
    guard aggregates.count < Self.namedAggregates, !aggregates.contains(aggregate) else { return }
    aggregates.append(aggregate)
  }

  /// Ends a group: numbers, stamps, applies and logs its changes. Nothing happens where there are none.
  package mutating func endGroup() throws {
    guard !unnumbered.isEmpty else { return }
    if let guarded { throw PinRefusal.signInFirst(name: guarded) }
    let group = Group(first: lastNumber + 1, count: UInt64(unnumbered.count))
    for write in unnumbered {
      guard let stamp = clock.next(wallMilliseconds: corrected.notBefore(write.writes, of: write.kind)) else {
        throw StoreError.failed(detail: "the hybrid clock is used up")
      }
      lastNumber += 1
      let change = Change(
        dot: Dot(identity.replica, lastNumber), record: write.record, kind: write.kind,
        aggregate: write.aggregate, scope: write.scope, author: author, group: group,
        salt: surroundings.random(), writes: write.writes,
        times: Times(
          stamp: stamp, wall: corrected.wall, quality: corrected.quality, boot: surroundings.boot,
          monotonic: corrected.monotonic))
      try save(change, isNew: write.isNew)
    }
    unnumbered.removeAll(keepingCapacity: true)
  }

  /// The row of a scope, which is made where it is new.
  private mutating func scopeRid(_ code: String) throws -> Int64 {
    if let known = scopes.first(where: { $0.value == code }) { return known.key }
    let scope = try db.scope(making: code)
    scopes[scope.rid] = scope.code
    return scope.rid
  }

  /// The next sequence number of a prefix. Written back when the session ends: an upsert for each case of an
  /// import would open a statement transaction, and at each of those FTS5 writes out what it has gathered.
  ///
  /// Where the list of them was lost, in a power cut or by a hand, the cases say which were given: all of them are
  /// looked through at the first number under a prefix, and each number is looked for before it is given.
  mutating func nextSequence(_ prefix: String) throws -> Int {
    var last =
      try sequences[prefix] ?? db.lastSequence(prefix) ?? db.highestNumbers(under: prefix)[prefix] ?? 0
    repeat { last += 1 } while try db.isGiven(number: prefix + CaseNumber.padded(sequence: last))
    sequences[prefix] = last
    return last
  }

  mutating func finish() throws {
    try endGroup()
    for (prefix, last) in sequences {
      try db.run(
        "INSERT OR REPLACE INTO sequences (prefix, last) VALUES (?, ?)",
        values: [.text(prefix), .integer(Int64(last))])
    }
    try db.setMeta(.clock, Int64(bitPattern: clock.last.rawValue))
    try db.setMeta(.lastNumber, Int64(bitPattern: lastNumber))
  }

  private mutating func save(_ change: Change, isNew: Bool) throws {
    // It would have no encoding that anybody can read, and damage its record's state.
    guard zip(change.writes, change.writes.dropFirst()).allSatisfy({ $0.field != $1.field }) else {
      throw StoreError.failed(detail: "a change that writes one field twice")
    }
    let encoded = change.encoded()
    // Head office would refuse it for ever, and everything after it.
    guard encoded.count <= Limits.changeBytes else {
      throw StoreError.failed(detail: "a change of \(encoded.count) bytes, more than \(Limits.changeBytes)")
    }
    let row = isNew ? nil : try db.record(change.record)
    let old = try row.flatMap { try states.of($0) }
    // Head office would not take it: told here, while its author can do something about it.
    if let row, settlesConflict(change.writes, in: old, hasSeen: { _ in true }) {
      try requireSettling(branch: try scopeCode(row.scope))
    }
    // A case without a number is made by nobody here; what puts one together from what is left of a store has none to give.
    if !isPuttingBack, let field = StoredForm.broken(by: change, to: old),
      field != FieldID(CaseField.number.number)
    {
      throw StoreError.failed(
        detail:
          "field \(field.number) of a \(change.kind.id) that is not in its form: head office would not take it"
      )
    }
    let (state, _) = apply(change, to: old)
    if !isPuttingBack { try requireAuthority(for: change, over: old, making: state) }
    let bytes = state.encoded()
    states.keep(state, bytes)
    var record: RecordRow
    if var row {
      row.current = bytes
      try db.update(row)
      record = row
    } else {
      record = RecordRow(
        new: change.record, kind: change.kind, aggregate: change.aggregate, scope: try scopeRid(change.scope),
        current: bytes)
      record.rid = try db.insert(record)
    }
    try db.insertChange(
      replica: replicaRid, number: change.dot.number, record: change.record, status: .pending,
      at: now.milliseconds, hash: try ContentHash(encodedChange: encoded), encoded: encoded, seen: seen)
    // One that replaced several values: what carries it over is not to decide again.
    if settlesConflict(change.writes, in: old, hasSeen: { _ in false }) {
      try db.markDecision(db.lastInsertedRowID)
    }
    try projection.project(record, old: old, new: state, branch: try scopeCode(record.scope))
  }
}

extension [FieldEdit] {
  /// A change writes a field once: where somebody says two things of one, the last of them.
  fileprivate var lastOfEachField: [FieldEdit] {
    guard Set(map(\.field)).count < count else { return self }
    var seen: Set<FieldID> = []
    return reversed().filter { seen.insert($0.field).inserted }.reversed()
  }
}
