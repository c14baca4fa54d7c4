import Complaints
import FoundationEssentials
import RecordStore
import Versioning

/// What can be read of a damaged store, each part by what proves it: a change by its hash, a state by its
/// record's id and its one encoding.
struct SalvageScan {
  struct FoundRecord {
    var columns: [StoredValue]
    var rowid: Int64
    var id: RecordID
    var scope: Int64
    /// Head office's state.
    var state: [UInt8]?
    /// What was shown.
    var current: RecordState?
  }

  struct FoundChange {
    var columns: [StoredValue]
    var rowid: Int64
    var change: Change
    var status: Int
  }

  var records: [RecordID: FoundRecord] = [:]
  var changes: [Dot: FoundChange] = [:]
  var meta: [String: StoredValue] = [:]
  var replicas: [Int64: ReplicaID] = [:]
  /// A scope's code, and how many of head office's records it held, by the scope's row.
  var scopes: [Int64: (code: String, records: Int64)] = [:]
  /// Rows of other tables, by table, as far as the schema can be read.
  var others: [String: [StoredRow]] = [:]
  /// What was found but cannot be read, in words.
  var damaged: Set<String> = []

  /// - Parameters:
  ///   - wholeLog: the file with what lies behind a damaged place in its log, where there is one.
  ///   - tables: the tables to take over as they are.
  init(_ file: DamagedFile, wholeLog: DamagedFile?, tables: Set<String>) {
    let roots = file.tables()
    var seen = file.freePages()
    seen.insert(1)
    for (table, root) in roots {
      let (rows, pages) = file.rows(from: root)
      seen.formUnion(pages)
      switch table {
      case "records": for row in rows { addRecord(row, isTable: true) }
      case "changes": for row in rows { addChange(row, isTable: true) }
      case "meta": for row in rows { addMeta(row) }
      case "replicas": for row in rows { addReplica(row) }
      case "scopes": for row in rows { addScope(row) }
      default: if tables.contains(table) { others[table] = rows }
      }
    }
    // Pages that no table leads to any more: behind a damaged one, or all of them without a schema.
    for number in 1...max(file.pageCount, 1) where !seen.contains(number) || (number == 1 && roots.isEmpty) {
      guard let bytes = file.page(number) else { continue }
      for row in file.rows(inPage: bytes, number: number) { addByShape(row) }
    }
    guard let wholeLog else { return }
    for number in file.strays.sorted() {
      guard let bytes = wholeLog.page(number) else { continue }
      for row in wholeLog.rows(inPage: bytes, number: number) { addByShape(row) }
    }
  }

  /// The tables have shapes of their own, but for the two that are told by their keys.
  private mutating func addByShape(_ row: StoredRow) {
    switch row.values.count {
    case 2 where row.rowid == nil:
      if case .text(let key) = row.values[0] {
        if key.utf8.allSatisfy({ $0 == UInt8(ascii: "_") || (0x61...0x7A).contains($0) }) { addMeta(row) }
        if key.utf8.first.map({ (0x41...0x5A).contains($0) }) ?? false, case .integer = row.values[1] {
          others["sequences", default: []].append(row)
        }
      }
    case 2: addReplica(row)
    case 7: addScope(row)
    case 9...:
      addChange(row, isTable: false)
      addRecord(row, isTable: false)
    default: break
    }
  }

  private mutating func addMeta(_ row: StoredRow) {
    guard row.values.count == 2, case .text(let key) = row.values[0], meta[key] == nil else { return }
    meta[key] = row.values[1]
  }

  private mutating func addReplica(_ row: StoredRow) {
    guard row.values.count == 2, let rid = row.rowid, case .blob(let bytes) = row.values[1],
      let id = ReplicaID(bytes: bytes), replicas[rid] == nil, !replicas.values.contains(id)
    else { return }
    replicas[rid] = id
  }

  private mutating func addScope(_ row: StoredRow) {
    guard row.values.count >= 7, let rid = row.rowid, case .text(let code) = row.values[1],
      case .integer(let records) = row.values[5], case .integer = row.values[2], scopes[rid] == nil,
      Scope(code) != nil, !scopes.values.contains(where: { $0.code == code })
    else { return }
    scopes[rid] = (code, records)
  }

  /// - Parameter isTable: the row is known to be of this table: one that cannot be read is told.
  private mutating func addChange(_ row: StoredRow, isTable: Bool) {
    let values = row.values
    guard values.count >= 9, let rowid = row.rowid, case .integer(let number) = values[2],
      case .blob(let record) = values[3], case .integer(let status) = values[4],
      case .integer = values[6], case .blob(let hash) = values[7], case .blob(let encoded) = values[8]
    else {
      if isTable { damaged.insert("change in row \(row.rowid ?? 0)") }
      return
    }
    // What was erased or withheld is gone from the change; its hash is that of what it was.
    let isStripped = values.count > 10 && (values[10] == .integer(1) || values[10] == .integer(2))
    guard let change = try? Change(decoding: encoded), Int64(bitPattern: change.dot.number) == number,
      change.record.bytes == record, ContentHash(bytes: hash) != nil,
      isStripped || (try? ContentHash(encodedChange: encoded).bytes) == hash
    else {
      if isTable { damaged.insert("change \(number) in row \(rowid)") }
      return
    }
    guard changes[change.dot] == nil else { return }
    changes[change.dot] = FoundChange(columns: values, rowid: rowid, change: change, status: Int(status))
  }

  private mutating func addRecord(_ row: StoredRow, isTable: Bool) {
    let values = row.values
    guard values.count >= 9, let rowid = row.rowid, case .blob(let bytes) = values[1],
      let id = RecordID(bytes: bytes), case .integer(let scope) = values[4]
    else {
      if isTable { damaged.insert("record in row \(row.rowid ?? 0)") }
      return
    }
    func state(_ column: Int) -> (bytes: [UInt8], state: RecordState)? {
      guard case .blob(let bytes) = values[column] else { return nil }
      guard let state = try? RecordState(decoding: bytes), state.record == id else {
        if isTable { damaged.insert("state of record \(id)") }
        return nil
      }
      return (bytes, state)
    }
    let base = state(7)
    let current = state(8)
    guard base != nil || current != nil else { return }
    if let known = records[id] {
      // Two images of a row: the one that knows more.
      let more = max(base?.state.applied.dots.count ?? 0, current?.state.applied.dots.count ?? 0)
      let held = max(
        known.current?.applied.dots.count ?? 0,
        known.state.flatMap { try? RecordState(decoding: $0) }?.applied.dots.count ?? 0)
      guard more > held else { return }
    }
    records[id] = FoundRecord(
      columns: values, rowid: rowid, id: id, scope: scope, state: base?.bytes, current: current?.state)
  }
}

extension SalvageScan {
  func data(_ key: String) -> [UInt8]? {
    if case .blob(let bytes)? = meta[key] { return bytes }
    return nil
  }
  func text(_ key: String) -> String? {
    if case .text(let text)? = meta[key] { return text }
    return nil
  }
  func integer(_ key: String) -> Int64? {
    if case .integer(let number)? = meta[key] { return number }
    return nil
  }
}

extension SalvageScan {
  /// The same, with each change in a state that there is: what stands in none would be damage again. An own one is sent
  /// once more, unless head office is known to have it: it knows a change that comes twice.
  func withKnownStatuses() -> SalvageScan {
    var known = self
    let own = data("replica").flatMap { ReplicaID(bytes: $0) }
    let covered = UInt64(bitPattern: integer("covered") ?? 0)
    for (dot, found) in changes where ChangeStatus(rawValue: found.status) == nil {
      let status: ChangeStatus =
        own.map { $0 != dot.replica } ?? false ? .history : dot.number <= covered ? .sent : .pending
      known.changes[dot]?.status = status.rawValue
      known.changes[dot]?.columns[4] = .integer(Int64(status.rawValue))
    }
    return known
  }
}
