import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// The records that one transaction touches: read once, written once, each at a new position of its scope.
struct RecordBatch {
  struct Touched {
    var row: RecordRow
    /// What it will be; nil where only its place changes.
    var state: RecordState?
    var isNew: Bool
    /// The scope it will be in.
    var scope: String
    /// How many bytes longer than the stored one its state may be.
    var growth = 0
  }

  let db: Database
  private var records: [RecordID: Touched] = [:]
  private var order: [RecordID] = []
  /// What the records of the group at work were before it, each once; nil: not touched.
  private var undo: [(id: RecordID, was: Touched?)] = []
  private var undone: Set<RecordID> = []
  /// The stored records of the case that was asked for last: read once for all that is judged before they change.
  private var stored: StoredChildren?
  /// The scopes that were met, by row.
  private var codes: [Int64: String] = [:]
  /// Records that somebody holds in a scope which they are not in, by the scope's code.
  private var strays: [String: Set<RecordID>] = [:]

  /// The last row of the log before what this batch commits.
  private let logged: Int64

  init(_ db: Database) throws {
    self.db = db
    logged = try db.lastLogged()
  }

  var isEmpty: Bool { order.isEmpty }

  /// A record as this batch has it, or as it is stored. Nil where there is none.
  mutating func find(_ id: RecordID) throws -> Touched? {
    if let touched = records[id] { return touched }
    guard let row = try db.record(id) else { return nil }
    return Touched(row: row, state: try row.decoded(), isNew: false, scope: try code(of: row.scope))
  }

  private struct StoredChildren {
    let aggregate: RecordID
    let states: [RecordState]
    let applied: Set<Dot>
  }

  private mutating func stored(_ aggregate: RecordID) throws -> StoredChildren {
    if let stored, stored.aggregate == aggregate { return stored }
    let states = try db.children(of: aggregate).compactMap { try $0.decoded() }
    let read = StoredChildren(
      aggregate: aggregate, states: states, applied: Set(states.lazy.flatMap(\.applied.dots)))
    stored = read
    return read
  }

  /// The states of a case's other records, as they are stored.
  mutating func storedChildren(of aggregate: RecordID) throws -> [RecordState] {
    try stored(aggregate).states
  }

  /// All that is applied in a case's other records, as they are stored or as this batch has them.
  mutating func appliedToChildren(of aggregate: RecordID) throws -> Set<Dot> {
    var applied = try stored(aggregate).applied
    for id in order where id != aggregate && records[id]?.row.aggregate == aggregate {
      applied.formUnion(records[id]?.state?.applied.dots ?? [])
    }
    return applied
  }

  /// Where a record is, as this batch has it, or as it is stored. Costs the same for whatever there is.
  func place(of id: RecordID) throws -> RecordPlace? {
    if let touched = records[id] {
      return RecordPlace(
        scope: touched.scope, rid: touched.row.scope, kind: touched.row.kind, aggregate: touched.row.aggregate
      )
    }
    return try db.place(of: id)
  }

  /// Whether a record's personal data was erased. Its encoding says so in its first byte.
  func isErased(_ id: RecordID) throws -> Bool {
    if let state = records[id]?.state { return !state.erased.isEmpty }
    return try db.first("SELECT substr(state, 1, 1) = X'02' FROM records WHERE id = ?", values: [.id(id)]) {
      $0.integer(0) == 1
    } ?? false
  }

  mutating func put(_ touched: Touched) {
    let id = touched.row.id
    let was = records.updateValue(touched, forKey: id)
    if was == nil { order.append(id) }
    if undone.insert(id).inserted { undo.append((id, was)) }
  }

  /// Gives away a record's state, to be changed and put back: held here as well, all of it would be copied for each
  /// change of it. What it was before the group at work comes back with `undoPuts`.
  mutating func moveOutState(of touched: inout Touched) -> RecordState? {
    let id = touched.row.id
    if let was = records[id], undone.insert(id).inserted { undo.append((id, was)) }
    records[id]?.state = nil
    defer { touched.state = nil }
    return touched.state
  }

  /// Whether no state that the group at work has changed is longer than this. Encoded only where it may be.
  mutating func areStates(within limit: Int) -> Bool {
    for id in undone {
      guard let touched = records[id], let state = touched.state else { continue }
      let before = touched.row.state?.count ?? 0
      guard before + touched.growth > limit else { continue }
      let count = state.encoded().count
      guard count <= limit else { return false }
      records[id]?.growth = count - before
    }
    return true
  }

  /// Keeps what was put since the last `keep` or `undoPuts`.
  mutating func keep() {
    undo.removeAll(keepingCapacity: true)
    undone.removeAll(keepingCapacity: true)
  }

  mutating func undoPuts() {
    for (id, was) in undo.reversed() {
      records[id] = was
      if was == nil, order.last == id { order.removeLast() }
    }
    keep()
  }

  mutating func code(of rid: Int64) throws -> String {
    if let known = codes[rid] { return known }
    let code = try db.scopeCode(rid) ?? ""
    codes[rid] = code
    return code
  }

  mutating func rid(of code: String) throws -> Int64? {
    if let known = codes.first(where: { $0.value == code }) { return known.key }
    guard let rid = try db.scope(code)?.rid else { return nil }
    codes[rid] = code
    return rid
  }

  /// Tells a scope, at a new position, that a record is not in it, unless it comes there. It may be nowhere.
  mutating func depart(_ id: RecordID, from code: String) { strays[code, default: []].insert(id) }

  /// A case that comes back after records of it have: they are where it is.
  mutating func gatherChildren() throws {
    for id in order {
      guard let root = records[id], root.isNew, root.row.aggregate == id else { continue }
      for child in try db.children(of: id) where records[child.id] == nil {
        guard try code(of: child.scope) != root.scope else { continue }
        put(Touched(row: child, state: nil, isNew: false, scope: root.scope))
      }
      for member in order where records[member]?.row.aggregate == id { records[member]?.scope = root.scope }
    }
  }

  /// Writes every touched record at a new position, moves the cases whose transfers say so, and gives each
  /// scope the token of this commit.
  /// - Returns: the scopes that have something new.
  mutating func write(random: () -> UInt64) throws -> Set<String> {
    let moved = try moveTransferred()
    stored = nil
    var scopes: [String: ScopeRow] = [:]
    func change(_ code: String, _ body: (inout ScopeRow) throws -> Void) throws {
      var scope = try scopes[code] ?? db.scope(making: code)
      try body(&scope)
      scopes[code] = scope
    }
    for id in order {
      guard var touched = records[id] else { continue }
      let before = touched.row.state
      guard let bytes = touched.state?.encoded() ?? before else { continue }
      // A record that was made and moved in one push never was in the feed of its first scope, but its
      // author holds it there.
      let origin = try code(of: touched.row.scope)
      if origin != touched.scope || before != nil {
        try change(origin) { scope in
          if let before {
            scope.digest.remove(record: id, state: before)
            scope.records -= 1
          }
          guard origin != touched.scope else { return }
          scope.position += 1
          try db.insertDeparture(
            scope: scope.rid, position: scope.position, record: id, target: touched.scope, after: logged)
        }
      }
      try change(touched.scope) { scope in
        scope.digest.add(record: id, state: bytes)
        scope.records += 1
        scope.position += 1
        if origin != touched.scope || touched.isNew { try db.removeDeparture(scope: scope.rid, record: id) }
        touched.row.scope = scope.rid
        touched.row.position = scope.position
      }
      touched.row.state = bytes
      if touched.isNew { _ = try db.insert(touched.row) } else { try db.update(touched.row) }
    }
    for (aggregate, target) in moved {
      for origin in try db.scopesOfChildren(aggregate) {
        let code = try code(of: origin)
        let (count, digest) = try db.sizeOfChildren(aggregate, in: origin)
        guard code != target, count > 0 else { continue }
        try change(code) { scope in
          try db.departChildren(of: aggregate, from: scope, to: target, after: logged)
          scope.digest.remove(digest)
          scope.records -= count
          scope.position += count
        }
        try change(target) { scope in
          try db.moveChildren(of: aggregate, from: origin, to: scope)
          scope.digest.add(digest)
          scope.records += count
          scope.position += count
        }
      }
    }
    for (code, ids) in strays.sorted(by: { $0.key < $1.key }) {
      for id in ids.sorted() {
        let row = try db.record(id)
        // Where nobody has it, that is said by the scope itself.
        let target = try row.map { try self.code(of: $0.scope) } ?? code
        guard row == nil || target != code else { continue }
        try change(code) { scope in
          scope.position += 1
          try db.insertDeparture(
            scope: scope.rid, position: scope.position, record: id, target: target, after: logged)
        }
      }
    }
    guard !scopes.isEmpty else { return [] }
    let tokens = try CommitToken(db)
    // In order: what is drawn for each does not hang on how they are kept.
    for var scope in scopes.values.sorted(by: { $0.code < $1.code }) {
      let token = tokens.make(scope: scope.code, position: scope.position, random: random())
      scope.token = token
      try db.update(scope)
      try db.run(
        "INSERT INTO commits (scope, last, token) VALUES (?, ?, ?)",
        values: [.integer(scope.rid), .integer(scope.position), .blob(Array(token))])
    }
    records.removeAll()
    order.removeAll()
    keep()
    strays.removeAll()
    return Set(scopes.keys)
  }

  /// An aggregate moves as a whole. Where a case belongs is decided here, in the order of commits, never by
  /// stamps: a transfer that saw the earlier ones moves it; one that did not makes a second head and so
  /// moves nothing.
  /// - Returns: the cases that move, and where to: those of their records that this batch does not have move too.
  private mutating func moveTransferred() throws -> [(aggregate: RecordID, target: String)] {
    let members = Dictionary(grouping: order) { records[$0]?.row.aggregate }
    var moved: [(RecordID, String)] = []
    for id in order {
      guard let root = records[id], root.row.kind == .case, root.row.aggregate == id, let state = root.state,
        let target = state.assignedBranch, target != root.scope, try db.isBranch(target)
      else { continue }
      for member in members[id] ?? [] { records[member]?.scope = target }
      moved.append((id, target))
    }
    return moved
  }
}
