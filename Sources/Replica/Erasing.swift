import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
package import Versioning

extension Absorber {
  /// Takes erased fields out of what this file keeps beside the state. What may be on its way to head office
  /// under its content's hash waits until head office covers it.
  /// - Returns: whether nothing is left to do for this record.
  @discardableResult
  mutating func scrub(_ record: RecordID, _ fields: Set<UInt32>) throws -> Bool {
    let attempted = UInt64(bitPattern: try db.meta(.attempted) ?? 0)
    var isDone = true
    for row in try db.changes(of: record) {
      let isUnsettled = row.replica == records.replica && row.number > coveredNow && row.number <= attempted
      if isUnsettled {
        isDone = false
      } else if try db.strip(row, fields), row.status == .pending {
        // Never sent: its content is what it is from now on.
        let bytes = try db.change(replica: row.replica, number: row.number)?.encoded ?? row.encoded
        try db.run(
          "UPDATE changes SET hash = ?, stripped = 0 WHERE seq = ?",
          values: [.blob(ContentHash(wire: bytes).bytes), .integer(row.seq)])
        let change = try row.decoded()
        news.noteStripped(change.aggregate, record: change.record)
      }
    }
    try db.setMeta(.scrubPending, 1)
    return isDone
  }

  /// What head office asks to be erased here, held in states or not.
  mutating func erase(_ notices: [ErasureNotice]) throws {
    // What head office does not ask for any more, it knows to be done.
    let asked = Set(notices.map { Array($0.id) })
    for id in try db.map("SELECT id FROM erasures_done", values: [], { $0.bytes(0) ?? [] })
    where !asked.contains(id) {
      try db.run("DELETE FROM erasures_done WHERE id = ?", values: [.blob(id)])
    }
    for notice in notices {
      var isDone = true
      for erased in notice.records {
        guard let record = RecordID(bytes: Array(erased.record)) else { continue }
        if try !scrub(record, Set(erased.fields)) { isDone = false }
      }
      guard isDone else { continue }
      try db.run("INSERT OR IGNORE INTO erasures_done (id) VALUES (?)", values: [.blob(Array(notice.id))])
    }
  }
}

extension ReplicaStore {
  /// Rewrites what still holds erased text after a transaction: the search index, whose old segments keep
  /// words until they are merged, and the write-ahead log. Until that is done no erasure is acknowledged.
  package func finishErasure() throws {
    try translatingStoreErrors {
      try queue.inDatabase { db in
        guard try db.meta(.scrubPending) == 1 else { return }
        try db.inTransaction(.immediate) {
          try db.execute(sql: "INSERT INTO search (search) VALUES ('optimize')")
          return .commit
        }
        guard try db.truncateLog() else { return }
        try db.setMeta(.scrubPending, 0)
      }
    }
  }
}

extension WriteSession {
  /// Asks for the erasure of everything personal in the cases of a customer. Head office does it when it
  /// hears of it, and every replica when it next syncs.
  /// - Returns: the erasure's id.
  package mutating func eraseCustomer(_ customerID: String, reason: Value) throws -> RecordID {
    guard identity.role == .admin, identity.branch == .headOffice else {
      throw WriteRefusal.notAllowed(role: identity.role, needs: [.admin])
    }
    guard let headOffice = identity.headOffice else { throw WriteRefusal.notEnrolled }
    let record = newRecordID()
    create(
      record, kind: .erasure,
      [
        FieldEdit(
          FieldID(ErasureField.customer.number),
          .text(hexadecimal(CustomerHash.of(customerID, headOffice: headOffice.id)))),
        FieldEdit(FieldID(ErasureField.reason.number), reason),
      ])
    try endGroup()
    return record
  }
}
