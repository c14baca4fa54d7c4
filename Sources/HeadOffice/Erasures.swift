import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// What is to be erased.
enum Erasing: Sendable {
  /// Every case whose customer id has this hash.
  case customer([UInt8], erasure: RecordID)
  /// One case: it names a customer who was erased before.
  case record(RecordID, erasure: RecordID)
}

/// Takes personal data out of states, the log of changes and the quarantine. Outranks every write: what is
/// erased once stays so, whatever comes later. The cases themselves stay.
///
/// PIPL art. 47; GDPR art. 17.
struct Erasures {
  private let db: Database
  private let now: Int64
  private var batch: RecordBatch

  init(db: Database, now: Int64) {
    self.db = db
    self.now = now
    batch = RecordBatch(db)
  }

  mutating func perform(_ erasing: Erasing) throws {
    switch erasing {
    case .customer(let customer, let erasure):
      try db.run(
        "INSERT OR IGNORE INTO erasures (id, at, customer) VALUES (?, ?, ?)",
        values: [.id(erasure), .integer(now), .blob(customer)])
      try db.audit("customer erased", "\(erasure)", at: now)
      let headOffice = try db.meta(.headOfficeIdentity).flatMap { Identifier(bytes: Array($0)) }
      for id in try db.map(
        "SELECT record FROM customers WHERE hash = ?", values: [.blob(customer)], { $0.identifier(0) })
      {
        guard let id, let headOffice, let state = try batch.find(id)?.state else { continue }
        // The index knows every id that the case ever had; a corrected one is somebody else's.
        let heads = state[FieldID(CaseField.customerID.number)]?.heads ?? []
        let names = heads.contains { head in
          if case .text(let id) = head.value {
            return CustomerHash.of(id, headOffice: headOffice) == customer
          }
          return false
        }
        if names { try erase(aggregate: id, erasure) }
      }
      try db.run("DELETE FROM customers WHERE hash = ?", values: [.blob(customer)])
    case .record(let record, let erasure):
      try erase(aggregate: record, erasure)
      // Who said that it was done has this to do.
      try db.run("DELETE FROM erasure_acks WHERE erasure = ?", values: [.id(erasure)])
    }
  }

  mutating func write(random: () -> UInt64) throws -> Set<String> {
    try db.setMeta(.scrubPending, 1)
    return try batch.write(random: random)
  }

  private mutating func erase(aggregate: RecordID, _ erasure: RecordID) throws {
    var words: Set<[UInt8]> = []
    for id in try [aggregate] + db.children(of: aggregate).map(\.id) + signals(of: aggregate) {
      guard var touched = try batch.find(id), var state = touched.state else { continue }
      let fields = PersonalFields.numbers(in: state)
      for field in state.fields where fields.contains(field.field.number) {
        for head in field.heads {
          if case .text(let text) = head.value, text.utf8.count >= 4 { words.insert(Array(text.utf8)) }
        }
      }
      state.erase(fields)
      touched.state = state
      batch.put(touched)
      try db.stripChanges(of: id, Set(state.erased))
      try db.run(
        "INSERT OR REPLACE INTO erased (erasure, record, fields) VALUES (?, ?, ?)",
        values: [.id(erasure), .id(id), .text(state.erased.map(String.init).joined(separator: ","))])
    }
    try stripQuarantine(of: aggregate, words)
  }

  /// The signals that became a case: what was noticed is of its customer.
  private func signals(of aggregate: RecordID) throws -> [RecordID] {
    let element = FieldID(SignalField.cases.number, aggregate.description)
    return try db.records(of: .signal).filter { try $0.decoded()?.value(element) == .flag(true) }.map(\.id)
  }

  /// A quarantined change that can be read loses the fields; one that cannot loses all of its content.
  private func stripQuarantine(of aggregate: RecordID, _ words: Set<[UInt8]>) throws {
    for change in try db.quarantined() {
      var kept: [UInt8]?
      if let decoded = try? Change(decoding: change.encoded) {
        guard decoded.aggregate == aggregate else { continue }
        let present = decoded.writes.map(\.field.number)
        kept = decoded.erasing(Set(PersonalFields.numbers(of: decoded.kind, present: present)))?.encoded()
      } else {
        guard change.aggregate == aggregate || words.contains(where: { change.encoded.contains($0) }) else {
          continue
        }
        kept = [0]
      }
      guard let kept else { continue }
      try db.run(
        "UPDATE quarantine SET encoded = ? WHERE replica = ? AND number = ?",
        values: [.blob(kept), .integer(change.replica), .number(change.number)])
    }
  }
}

extension Database {
  func acknowledgeErasure(_ id: [UInt8], device: Int64, at now: Int64) throws {
    try run(
      """
      INSERT OR IGNORE INTO erasure_acks (erasure, replica, at)
      SELECT id, ?2, ?3 FROM erasures WHERE id = ?1
      """, values: [.blob(id), .integer(device), .integer(now)])
  }

  /// What a device has to erase yet, as far as it ever held it: nothing is said of other branches' records.
  func erasureNotices(for device: Device, readable: Set<Int64>) throws -> [ErasureNotice] {
    try map(
      """
      SELECT id FROM erasures e WHERE NOT EXISTS
        (SELECT 1 FROM erasure_acks a WHERE a.erasure = e.id AND a.replica = ?)
      """, values: [.integer(device.rid)], { $0.identifier(0) }
    ).compactMap { $0 }.map { id in
      var notice = ErasureNotice()
      notice.id = id.data
      notice.records = try map(
        """
        SELECT x.record, x.fields, r.scope, d.scope FROM erased x
        LEFT JOIN records r ON r.id = x.record LEFT JOIN departures d ON d.record = x.record
        WHERE x.erasure = ? ORDER BY x.record
        """, values: [.id(id)]
      ) { row -> ErasedRecord? in
        guard readable.contains(row.integer(2)) || (!row.isNull(3) && readable.contains(row.integer(3)))
        else {
          return nil
        }
        var record = ErasedRecord()
        record.record = Data(row.bytes(0) ?? [])
        record.fields = (row.text(1) ?? "").split(separator: ",").compactMap { UInt32($0) }
        return record
      }.compactMap { $0 }
      return notice
    }
  }
}

extension MetaKey<Int64> {
  /// 1: personal data was erased, and the write-ahead log has not been emptied since.
  static var scrubPending: MetaKey<Int64> { MetaKey("scrub_pending") }
}
