import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
package import Versioning

/// What is to be erased in a store.
struct ErasureOrder {
  /// The fields of each record, as head office or its state names them.
  var records: [RecordID: Set<UInt32>] = [:]
  /// Customers who were erased, by their hashes.
  var customers = CustomerTraces()
  var hashes: Set<[UInt8]> = []

  var isEmpty: Bool { records.isEmpty && customers.isEmpty }
}

/// What was found of erased customers while their cases were emptied: by it the files beside a store are known.
struct ErasedTraces {
  var customers = CustomerTraces()
  /// Texts that were erased, as far as they are long enough to be somebody's own.
  var texts: Set<String> = []
  var cases: Set<RecordID> = []

  var isEmpty: Bool { customers.isEmpty && texts.isEmpty && cases.isEmpty }

  /// Adds what a record said before it was erased.
  mutating func add(_ state: RecordState) {
    if state.kind == .case {
      customers.add(state)
      cases.insert(state.record)
    }
    // What a customer is known by names him as a whole (`areNamed`); as a part of a text it may be part of another's.
    let ofCustomer = state.kind == .case ? Set(CustomerTraces.fieldsOfCustomer.map(\.number)) : []
    for number in PersonalFields.numbers(in: state) where !ofCustomer.contains(number) {
      for head in state[FieldID(number)]?.heads ?? [] {
        if case .text(let text) = head.value, text.utf8.count >= 12 { texts.insert(text) }
      }
    }
  }
}

extension Absorber {
  /// Takes erased fields out of what this file keeps beside the state. What may be on its way to head office
  /// under its content's hash waits until head office covers it.
  /// - Returns: whether nothing is left to do for this record.
  @discardableResult
  mutating func scrub(_ record: RecordID, _ fields: Set<UInt32>) throws -> Bool {
    var isDone = true
    for row in try db.changes(of: record) {
      if try !strip(row, fields) { isDone = false }
    }
    return isDone
  }

  /// - Returns: whether nothing is left to do for this change.
  mutating func strip(_ row: ChangeRow, _ fields: Set<UInt32>) throws -> Bool {
    // What cannot be read only a newer version of this program can empty.
    guard try !isOnItsWay(row), (try? row.decoded()) != nil else { return false }
    guard try db.strip(row, fields) else { return true }
    try db.setMeta(.scrubPending, 1)
    guard row.status.isWaiting, row.replica == records.replica else { return true }
    if row.status == .pending {
      // Never sent: its content is what it is from now on.
      let bytes = try db.change(replica: row.replica, number: row.number)?.encoded ?? row.encoded
      try db.run(
        "UPDATE changes SET hash = ?, stripped = 0 WHERE seq = ?",
        values: [.blob(ContentHash(wire: bytes).bytes), .integer(row.seq)])
    }
    let change = try row.decoded()
    if row.status != .sent { news.noteStripped(change.aggregate, record: change.record) }
    return true
  }

  private func isOnItsWay(_ row: ChangeRow) throws -> Bool {
    guard row.replica == records.replica, row.number > coveredNow else { return false }
    return row.number <= UInt64(bitPattern: try db.meta(.attempted) ?? 0)
  }

  /// What head office asks to be erased here, held in states or not.
  /// - Parameter isAnew: what was said earlier was another store's word: nothing of it counts.
  mutating func erase(_ notices: [ErasureNotice], isAnew: Bool) throws {
    if isAnew { try db.run("DELETE FROM erasures_done WHERE told = 1", values: []) }
    // What head office does not ask for any more, it knows to be done.
    let asked = Set(notices.map { Array($0.id) })
    for id in try db.map("SELECT id FROM erasures_done WHERE told = 0", values: [], { $0.bytes(0) ?? [] })
    where !asked.contains(id) {
      try db.run("UPDATE erasures_done SET told = 1 WHERE id = ?", values: [.blob(id)])
    }
    // Once also for what was asked of an older version of this program, which left more behind.
    guard try !notices.isEmpty || db.meta(.sweptFor) != Self.sweeping else { return }
    var order = ErasureOrder()
    for notice in notices {
      if let headOffice = identity.headOffice?.id, notice.customer.count == 32 {
        let until = notice.until == 0 ? Int64.max : notice.until
        order.customers.add(hash: Array(notice.customer), headOffice: headOffice, until: until)
        order.hashes.insert(Array(notice.customer))
        erased.customers.add(hash: Array(notice.customer), headOffice: headOffice, until: until)
      }
      for record in notice.records {
        guard let id = RecordID(bytes: Array(record.record)) else { continue }
        order.records[id, default: []].formUnion(record.fields)
        erased.cases.insert(id)
      }
    }
    for id in order.records.keys { try noteTraces(of: id) }
    // What waits here and was never taken is in no list of head office's.
    let hasLeft = try sweepDeparted(order)
    let isSwept = try sweep(order) && hasLeft
    if isSwept { try db.setMeta(.sweptFor, Self.sweeping) }
    for notice in notices {
      var isDone = isSwept
      for record in notice.records {
        guard let id = RecordID(bytes: Array(record.record)) else { continue }
        if try !scrub(id, Set(record.fields)) { isDone = false }
      }
      let named = Set(notice.records.compactMap { RecordID(bytes: Array($0.record)) })
      if try !eraseUnrepaired(named, of: notice.customer) { isDone = false }
      let id = SQLValue.blob(Array(notice.id))
      // One that was done, and is not any more, is not said to be.
      try db.run("DELETE FROM erasures_done WHERE id = ? AND told = 0", values: [id])
      guard isDone else { continue }
      try db.run("INSERT OR REPLACE INTO erasures_done (id, told) VALUES (?, 0)", values: [id])
    }
    orders.append(order)
  }

  /// Raised when a sweep finds more than it did.
  private static let sweeping: Int64 = 1

  /// Goes through the changes that head office has not taken: those in quarantine, those that were dropped, those
  /// that wait, under this replica's id or one that it or a copy had. They are about an erased case by their
  /// aggregate, or say the customer's id themselves.
  /// - Returns: whether nothing is left to do.
  private mutating func sweep(_ order: ErasureOrder) throws -> Bool {
    let rows = try db.map(
      "SELECT \(ChangeRow.columns) FROM changes WHERE status \(ChangeSet.notAccepted) ORDER BY seq",
      values: [],
      ChangeRow.init)
    var cases = Set(order.records.keys)
    // By their places in the log.
    var alone: Set<Int64> = []
    // What goes up next is erased when it comes there: its author is told, and so is this device.
    var upcoming: Set<Int64> = []
    for row in rows {
      guard let change = try? row.decoded(), let id = change.subject,
        row.status == .pending
          ? order.customers.isHashed(id)
          : order.customers.isHashed(id, by: change.times.stamp, change.times.quality)
      else { continue }
      if row.status == .pending {
        upcoming.insert(row.seq)
      } else if try db.record(change.record)?.state == nil {
        cases.insert(change.aggregate)
        if let shown = try db.record(change.record)?.decoded() { erased.add(shown) }
      } else {
        alone.insert(row.seq)
      }
    }
    var isDone = upcoming.isEmpty
    var touched: Set<RecordID> = []
    for row in rows where !upcoming.contains(row.seq) {
      guard let change = try? row.decoded() else {
        // Only a newer version of this program can read it, and empty it.
        if let envelope = try? ChangeEnvelope(encodedChange: row.encoded), cases.contains(envelope.aggregate)
        {
          isDone = false
        }
        continue
      }
      let isAbout =
        try cases.contains(change.aggregate) || alone.contains(row.seq) || db.isErased(change.aggregate)
        || change.linkedCases.contains { try cases.contains($0) || db.isErased($0) }
      guard isAbout else { continue }
      let isSubject =
        change.subject.map { order.customers.isHashed($0, by: change.times.stamp, change.times.quality) }
        ?? false
      let fields = Set(
        PersonalFields.numbers(
          of: change.kind, present: change.writes.map(\.field.number), ofSubject: isSubject))
      guard change.erasing(fields) != nil else { continue }
      guard try strip(row, fields) else {
        isDone = false
        continue
      }
      touched.insert(row.record)
    }
    for record in touched.sorted() { try records.rebuild(record) }
    return isDone
  }

  /// Head office took a change without what it wrote to erased fields, or keeps it so in quarantine. That goes from
  /// this file as well, now: where the record has left this branch, no state comes to say so.
  mutating func strip(_ number: UInt64) throws {
    guard let row = try db.change(replica: records.replica, number: number), let change = try? row.decoded()
    else { return }
    // Of whom it was is not said: what is left of it stands at head office.
    let fields = PersonalFields.numbers(
      of: change.kind, present: change.writes.map(\.field.number), ofSubject: true)
    guard try db.strip(row, Set(fields)) else { return }
    if let shown = try db.record(change.record)?.decoded() { erased.add(shown) }
    try db.setMeta(.scrubPending, 1)
    if row.status.isWaiting { try records.rebuild(change.record) }
    news.noteStripped(change.aggregate, record: change.record)
  }
}

extension Database {
  /// Whether what head office has of a record says that its fields were erased.
  func isErased(_ record: RecordID) throws -> Bool {
    try first("SELECT substr(state, 1, 1) = X'02' FROM records WHERE id = ?", values: [.id(record)]) {
      $0.integer(0) == 1
    } ?? false
  }
}

extension MetaKey<Int64> {
  /// The sweep that was last done of everything here that head office has not taken.
  static var sweptFor: MetaKey<Int64> { MetaKey("swept_for") }
}

extension ReplicaStore {
  /// Rewrites what still holds erased text after a transaction: the search index, whose old segments keep
  /// words until they are merged, and the write-ahead log. Until that is done no erasure is acknowledged.
  package func finishErasure() throws {
    try translatingStoreErrors {
      try queue.inDatabase { db in
        guard try db.meta(.scrubPending) == 1 else { return }
        try db.inTransaction(.immediate) {
          let changes = db.totalChangesCount
          try db.rewriteIndexes(Self.texts)
          try StoreFile.markFirstPage(db, since: changes)
          return .commit
        }
        // Somebody who reads for long does not hold up every sync: the next one tries again, and tells head office then.
        guard try db.truncateLog(waiting: 1000) else { return }
        try db.setMeta(.scrubPending, 0)
      }
    }
  }
}

extension ReplicaReader {
  /// - Throws: `WriteRefusal.notAllowed` where nobody here may have a customer erased.
  package func requireErasing() throws {
    guard identity.acting == .admin, identity.branch == .headOffice else {
      throw WriteRefusal.notAllowed(role: identity.acting, needs: [.admin])
    }
  }
}

extension WriteSession {
  /// Asks for the erasure of everything personal in the cases of a customer. Head office does it when it
  /// hears of it, and every replica when it next syncs.
  /// - Returns: the erasure's id.
  package mutating func eraseCustomer(_ customerID: String, reason: Value) throws -> RecordID {
    try erase(customerID, reason)
  }

  /// The same of what is said of an employee.
  /// - Parameter subjects: what the records have in `RemarkField.subject`: one who was laid down later has two.
  package mutating func eraseEmployee(_ subjects: [String], reason: Value) throws -> [RecordID] {
    try subjects.map { try erase($0, reason) }
  }

  private mutating func erase(_ subject: String, _ reason: Value) throws -> RecordID {
    try reader.requireErasing()
    guard let headOffice = identity.headOffice else { throw WriteRefusal.notEnrolled }
    let record = newRecordID()
    create(
      record, kind: .erasure,
      [
        FieldEdit(
          FieldID(ErasureField.customer.number),
          .text(hexadecimal(CustomerHash.of(subject, headOffice: headOffice.id)))),
        FieldEdit(FieldID(ErasureField.reason.number), reason),
      ])
    try endGroup()
    return record
  }
}
