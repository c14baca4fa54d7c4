import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// What a device holds or held, as far as head office can tell. Of that it may hear that it was erased, and of nothing
/// else (laws 8 and 10).
///
/// A departure says that a record was its branch's. Where head office was put back from before that, and got the record
/// from the branch which has it now, there is none: then what the branch's devices wrote tells. Nobody writes to what
/// never was here.
struct Acquaintance {
  private let db: Database
  private let device: Device
  /// The scope of its branch's managers.
  private let managers: Int64?
  /// The scopes that it is told of what leaves them.
  private let feeds: [Int64]
  private var writers: [Bool: Set<ReplicaID>] = [:]
  private var cases: [RecordID: Bool] = [:]
  private var codes: [Int64: String] = [:]

  init(_ db: Database, _ device: Device) throws {
    self.db = db
    self.device = device
    managers = try db.scope(Scope.managers(of: device.branch).code)?.rid
    feeds = try [Scope.branch(device.branch), .managers(of: device.branch)].map(\.code).filter(device.holds)
      .compactMap { try db.scope($0)?.rid }
  }

  /// Whether it holds a record, or held it.
  /// - Parameter scope: where the record is.
  mutating func holds(_ record: RecordID, in scope: Int64) throws -> Bool {
    let code = try codes[scope] ?? db.scopeCode(scope) ?? ""
    codes[scope] = code
    if device.holds(code) { return true }
    if try feeds.contains(where: { try db.hasDeparted(record, from: $0) }) { return true }
    // What a device saw that may see less now.
    for saw in [device.sawThrough, scope == managers ? device.sawManagers : nil].compactMap(\.self) {
      // What is not in the log came with a state, after head office was restored.
      let first = try db.first("SELECT min(seq) FROM changes WHERE record = ?", values: [.id(record)]) {
        $0.isNull(0) ? 0 : $0.integer(0)
      }
      if first ?? 0 <= saw { return true }
    }
    return try hasWritten(to: record)
  }

  /// The same of a case: its branch had it where it wrote to anything of it.
  mutating func holds(case id: RecordID, in scope: Int64) throws -> Bool {
    if let known = cases[id] { return known }
    var isKnown = try holds(id, in: scope)
    if !isKnown { isKnown = try db.children(of: id).contains { try hasWritten($0) } }
    cases[id] = isKnown
    return isKnown
  }

  /// The same where nothing but its id is known. Of what is not here nobody else can have heard.
  mutating func holds(case id: RecordID) throws -> Bool {
    guard let place = try db.place(of: id) else { return true }
    return try holds(case: place.aggregate, in: place.rid)
  }

  private mutating func hasWritten(to record: RecordID) throws -> Bool {
    guard let row = try db.record(record) else { return false }
    return try hasWritten(row)
  }

  private mutating func hasWritten(_ row: RecordRow) throws -> Bool {
    // What is said of employees is known to whose store wrote it, and to no other device of the branch for that.
    let isForAll = try !(db.scopeCode(row.scope).flatMap { Scope($0) }?.isOfManagers ?? false)
    let writers = try writers[isForAll] ?? db.writers(like: device, ofBranch: isForAll)
    self.writers[isForAll] = writers
    guard let state = row.state.flatMap({ try? RecordState(decoding: $0) }) else { return false }
    return state.applied.entries.contains { writers.contains($0.replica) }
  }
}

extension Database {
  /// The replicas that had what this device had when they wrote to it: its own store under all of its ids, and those of
  /// its branch that never saw another one's records.
  fileprivate func writers(like device: Device, ofBranch: Bool) throws -> Set<ReplicaID> {
    guard ofBranch else { return Set(try family(of: device.rid).map(\.replica)) }
    let branch = try rows(
      "SELECT \(Device.columns) FROM devices d JOIN replicas r ON r.rid = d.replica WHERE d.branch = ?",
      [device.branch.rawValue]
    ).map(Device.init).filter { !$0.seesEveryBranch && $0.sawThrough == nil }
    return Set((branch + (try family(of: device.rid))).map(\.replica))
  }

  /// What a device has to erase yet, as far as it holds it or held it: nothing is said of other branches' records.
  func erasureNotices(for device: Device) throws -> [ErasureNotice] {
    let open = try map(
      """
      SELECT id, customer, coalesce(until, at) FROM erasures e WHERE NOT EXISTS
        (SELECT 1 FROM erasure_acks a WHERE a.erasure = e.id AND a.replica = ? AND a.again = 0)
        AND NOT EXISTS (SELECT 1 FROM erasing x WHERE x.erasure = e.id)
      """, values: [.integer(device.rid)]
    ) { row in row.identifier(0).map { (id: $0, customer: row.bytes(1) ?? [], until: row.integer(2)) } }
    .compactMap { $0 }
    guard !open.isEmpty else { return [] }
    var acquaintance = try Acquaintance(self, device)
    return try open.map { erasure in
      var notice = ErasureNotice()
      notice.id = erasure.id.data
      notice.customer = Data(erasure.customer)
      notice.until = erasure.until
      let erased = try map(
        """
        SELECT x.record, x.fields, r.scope, r.aggregate FROM erased x LEFT JOIN records r ON r.id = x.record
        WHERE x.erasure = ? ORDER BY x.record
        """, values: [.id(erasure.id)]
      ) { row in
        row.identifier(0).map {
          (id: $0, fields: row.text(1) ?? "", scope: row.integer(2), isCase: row.isNull(3))
        }
      }.compactMap { $0 }
      for row in erased {
        let isKnown =
          try row.isCase
          ? acquaintance.holds(case: row.id, in: row.scope) : acquaintance.holds(row.id, in: row.scope)
        guard isKnown else { continue }
        var record = ErasedRecord()
        record.record = row.id.data
        record.fields = row.fields.split(separator: ",").compactMap { UInt32($0) }
        notice.records.append(record)
      }
      return notice
    }
  }
}
