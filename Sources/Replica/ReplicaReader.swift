import CaseIndex
import Complaints
import FoundationEssentials
package import GRDB
import RecordStore
package import Versioning
package import Zones

/// Reads a replica, within one transaction.
package struct ReplicaReader: CaseReading {
  package let db: Database
  package let identity: ReplicaIdentity
  package let surroundings: Surroundings

  package var zone: Zone { surroundings.zone }
  package var seesEmployeeRecords: Bool { identity.acting.seesEmployeeRecords }

  package init(db: Database, identity: ReplicaIdentity, surroundings: Surroundings) {
    self.db = db
    self.identity = identity
    self.surroundings = surroundings
  }

  /// A case that was transferred away: all that is known of it here.
  package struct Stub: Sendable {
    package let record: RecordID
    package let number: String
    /// The branch that it went to.
    package let target: String
    /// When this replica was told, in milliseconds since 1970.
    package let at: Int64
  }

  /// The stub that a number, or the end of one, names: the latest where several fit.
  package func stub(_ reference: String) throws -> Stub? {
    let (condition, value): (String, SQLValue)
    let ofNumber = "reversed >= ?1 AND reversed < ?1 || char(0x10FFFF)"
    switch CaseReference.classify(reference) {
    case .number(let number): (condition, value) = (ofNumber, .text(String(number.description.reversed())))
    case .partial(let tail?, _): (condition, value) = (ofNumber, .text(String(tail.reversed())))
    case .last:
      guard let last = try db.lastCase() else { return nil }
      (condition, value) = ("record = ?1", .id(last))
    default: return nil
    }
    return try db.first(
      "SELECT record, number, target, at FROM stubs WHERE \(condition) ORDER BY at DESC LIMIT 1",
      values: [value]
    ) { row in
      row.identifier(0).map {
        Stub(record: $0, number: row.text(1) ?? "", target: row.text(2) ?? "", at: row.integer(3))
      }
    } ?? nil
  }
}
