import Complaints
import FoundationEssentials
import GRDB
import HeadOffice
import RecordStore
import SyncProtocol
import Synchronization
import Testing
import Versioning

extension TestDevice {
  /// Asks for the erasure of a customer, with the change of that number.
  func erase(_ customer: String, _ number: UInt64) async throws {
    let hash = CustomerHash.of(customer, headOffice: try #require(headOffice))
    let response = try await exchange([erasure(number, hash)])
    #expect(response.verdicts.map(\.outcome) == [.applied])
  }

  func erasure(_ number: UInt64, _ hash: [UInt8]) -> Change {
    change(
      number, record(9_000 + number),
      [FieldWrite(FieldID(ErasureField.customer.number), .text(hexadecimal(hash)))], kind: .erasure)
  }

  /// A case that names its customer.
  func customersCase(
    _ number: UInt64, _ record: RecordID, _ customer: String, text: String = "cold soup", scope: String? = nil
  ) -> Change {
    change(
      number, record,
      [
        FieldWrite(FieldID(CaseField.number.number, "\(branch)-KT-20261122-\(number)"), .flag(true)),
        FieldWrite(FieldID(CaseField.narrative.number), .text(text)),
        FieldWrite(FieldID(CaseField.customerID.number), .text(customer)),
      ], scope: scope)
  }
}

extension Office {
  /// A record as head office has it.
  func state(_ id: RecordID) throws -> RecordState? {
    try store.pool.read { try $0.record(id)?.decoded() }
  }

  func value(_ id: RecordID, _ field: FieldDefinition) throws -> Value? {
    try state(id)?.value(FieldID(field.number))
  }

  /// How many rows a statement counts.
  func count(_ sql: String) throws -> Int {
    try store.pool.read { try Int.fetchOne($0, sql: sql) ?? 0 }
  }
}

/// A word that several threads may set.
final class Box: Sendable {
  private let value: Mutex<Bool>
  init(_ value: Bool) { self.value = Mutex(value) }
  var isSet: Bool { value.withLock { $0 } }
  func set(_ new: Bool) { value.withLock { $0 = new } }
}

extension Office {
  /// As a server that ended in the middle leaves it: begun, and all of the customer's cases still to come.
  func beginErasing(_ customer: [UInt8]) async throws {
    try await store.pool.write { db in
      try db.run(
        "INSERT INTO erasures (id, at, customer) VALUES (?, ?, ?)",
        values: [.id(record(999)), .integer(Office.morning), .blob(customer)])
      try db.execute(
        sql:
          "INSERT INTO erasing (erasure, record) SELECT e.id, c.record FROM erasures e JOIN customers c ON c.hash = e.customer"
      )
    }
  }
}
