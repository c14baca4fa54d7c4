import Complaints
import GRDB
import RecordStore
import Versioning

/// What an erasure goes on with.
struct DueErasing {
  /// For so many cases the signals are gone through once.
  static let together: Int64 = 8

  let erasure: RecordID
  let customer: [UInt8]
  /// In milliseconds since 1970.
  let until: Int64
  /// Cases, all of them compared with the signals up to the same one.
  let records: [RecordID]
  /// The row of that signal.
  let looked: Int64
}

extension Database {
  /// Cases that a begun erasure has not come to: a few that were not looked at, or those that stand where it stopped.
  func nextToErase() throws -> DueErasing? {
    let first = try first(
      """
      SELECT e.id, e.customer, coalesce(e.until, e.at),
        (SELECT max(looked) FROM erasing WHERE erasure = e.id)
      FROM erasures e WHERE e.id IN (SELECT erasure FROM erasing) LIMIT 1
      """, values: []
    ) { ($0.identifier(0), $0.bytes(1), $0.integer(2), $0.integer(3)) }
    guard let (id, customer, until, looked) = first else { return nil }
    guard let id, let customer else { throw StoreError.damaged(detail: "id or customer in erasures") }
    let records = try map(
      "SELECT record FROM erasing WHERE erasure = ? AND looked = ? LIMIT ?",
      values: [.id(id), .integer(looked), .integer(DueErasing.together)]
    ) { row in
      guard let record = row.identifier(0) else { throw StoreError.damaged(detail: "record in erasing") }
      return record
    }
    return DueErasing(erasure: id, customer: customer, until: until, records: records, looked: looked)
  }

  func noteLooked(_ record: RecordID, _ erasure: RecordID, through signal: Int64) throws {
    try run(
      "UPDATE erasing SET looked = ? WHERE erasure = ? AND record = ?",
      values: [.integer(signal), .id(erasure), .id(record)])
  }

  func endErasing(_ record: RecordID, _ erasure: RecordID) throws {
    try run("DELETE FROM erasing WHERE erasure = ? AND record = ?", values: [.id(erasure), .id(record)])
  }

  /// The numbers of rows of the signals behind one, of what is said of employees, of what is written of knowledge, and of
  /// links, in order.
  func signals(after rid: Int64) throws -> [Int64] {
    try RecordKind.besideCases.flatMap { kind in
      try map(
        "SELECT rid FROM records WHERE kind = ? AND \(kind.standsAlone == false ? "aggregate IS NOT NULL" : RecordTables.isShared) AND rid > ?",
        values: [.kind(kind), .integer(rid)]
      ) { $0.integer(0) }
    }.sorted()
  }

  /// Whether an erasure was begun that is not done.
  func isErasing() throws -> Bool {
    try first("SELECT 1 FROM erasing x JOIN erasures e ON e.id = x.erasure LIMIT 1", values: []) { _ in true }
      ?? false
  }

  /// A case says that it is a customer's.
  /// - Parameter hashes: `CustomerHash.all`.
  func noteCustomer(_ hashes: [[UInt8]], of record: RecordID) throws {
    for hash in hashes {
      try run(
        "INSERT OR IGNORE INTO customers (hash, record) VALUES (?, ?)", values: [.blob(hash), .id(record)])
    }
  }

  func noteErased(_ record: RecordID, _ fields: [UInt32], by erasure: RecordID) throws {
    try run(
      "INSERT OR REPLACE INTO erased (erasure, record, fields) VALUES (?, ?, ?)",
      values: [.id(erasure), .id(record), .text(fields.map(String.init).joined(separator: ","))])
  }

  /// Whether a record that the ledger names is not here, and that is not known yet.
  func isToComeErased(_ id: RecordID, by erasure: RecordID) throws -> Bool {
    guard try record(id) == nil else { return false }
    return try first(
      "SELECT 1 FROM erased WHERE erasure = ? AND record = ?", values: [.id(erasure), .id(id)]
    ) { _ in true } == nil
  }

  /// Records that were erased and that head office has lost since: whoever brings them back brings them as they were, or
  /// emptied so that they tell of nobody. They are erased as they come. What devices said of the erasure before is of
  /// before these.
  func noteToCome(_ records: [RecordID], erasedBy erasure: RecordID) throws {
    for record in records { try noteErased(record, [], by: erasure) }
    try askAgain(erasure)
  }

  /// The erasure that took a record's personal data, also of one that head office has lost and its ledger names.
  func erasure(of record: RecordID) throws -> RecordID? {
    try first("SELECT erasure FROM erased WHERE record = ? LIMIT 1", values: [.id(record)]) {
      $0.identifier(0)
    } ?? nil
  }

  /// The erasure of a customer that reaches what names him and was written then.
  ///
  /// An erasure holds until the moment at which it was asked for: whoever asked has seen what was written before as far
  /// as clocks tell, and a version that he saw has the earlier stamp. Somebody who is given the id later is not emptied
  /// for it. What a clock that nobody trusts wrote is taken for earlier, but not from a device that has done the erasure:
  /// it had none of it left.
  /// - Parameter hashes: `CustomerHash.all`.
  func erasure(
    ofCustomer hashes: [[UInt8]], writtenAt time: HybridTime, _ quality: ClockQuality, by replica: Int64
  ) throws -> RecordID? {
    for hash in hashes {
      let found = try first(
        """
        SELECT id FROM erasures e WHERE customer = ?1 AND (coalesce(until, at) >= ?2 OR ?3 AND NOT EXISTS
          (SELECT 1 FROM erasure_acks a WHERE a.erasure = e.id AND a.replica = ?4)) LIMIT 1
        """,
        values: [
          .blob(hash), .integer(time.milliseconds), .integer(quality == .untrusted ? 1 : 0),
          .integer(replica),
        ]
      ) { $0.identifier(0) }
      if case let id?? = found { return id }
    }
    return nil
  }

  func headOfficeID() throws -> Identifier? {
    try meta(.headOfficeIdentity).flatMap { Identifier(bytes: Array($0)) }
  }
}

extension Database {
  /// Whether head office has begun an erasure of a customer.
  func hasErasure(_ erasure: RecordID, of customer: [UInt8]) throws -> Bool {
    try first(
      "SELECT 1 FROM erasures WHERE id = ? AND customer = ?", values: [.id(erasure), .blob(customer)]
    ) { _ in true } ?? false
  }

  /// Whether head office has begun an erasure.
  func hasErasure(_ erasure: RecordID) throws -> Bool {
    try first("SELECT 1 FROM erasures WHERE id = ?", values: [.id(erasure)]) { _ in true } ?? false
  }
}
