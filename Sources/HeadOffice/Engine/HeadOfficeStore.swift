import Complaints
import FoundationEssentials
package import GRDB
package import RecordStore
package import Versioning

/// Head office's store: the log of all changes, the record states by scope and position, and who may send
/// and fetch what.
package struct HeadOfficeStore: Sendable {
  package let path: String
  package let pool: DatabasePool
  /// Which head office this is. Drawn at `init`; a replica belongs to one.
  package let id: Identifier

  /// "CBHO"
  package static let layout = StoreLayout(
    applicationID: 0x4342_484F,
    migrations: [
      { db in
        try RecordTables.create(db)
        try HeadOfficeTables.create(db)
      },
      { db in
        try RecordTables.addLaws(db)
        try HeadOfficeTables.addLaws(db)
      },
      { db in try HeadOfficeTables.addRights(db) },
      { db in try HeadOfficeTables.addAgreement(db) },
      { db in try HeadOfficeTables.addDue(db) },
      { db in try HeadOfficeTables.addCopies(db) },
      { db in try HeadOfficeTables.addErasedHeld(db) },
      { db in try HeadOfficeTables.addErasedOfReplica(db) },
      { db in try HeadOfficeTables.addSawThrough(db) },
      { db in try HeadOfficeTables.addAgain(db) },
      { db in try HeadOfficeTables.addOffered(db) },
      { db in try HeadOfficeTables.addUntil(db) },
      { db in try HeadOfficeTables.addLooked(db) },
      { db in try HeadOfficeTables.addManagers(db) },
    ])

  /// Every column of the store, and how an erasure reaches it.
  package static var texts: TextRegister { HeadOfficeTables.texts }

  /// - Throws: `StoreError`.
  package static func open(path: String) throws -> HeadOfficeStore {
    // One that does not say whose it is is left as it was, however old.
    let pool = try StoreFile.openPool(path: path, layout: layout) { db in _ = try id(in: db) }
    return HeadOfficeStore(
      path: path, pool: pool, id: try translatingStoreErrors { try pool.read { try id(in: $0) } })
  }

  /// - Throws: `StoreError.damaged` where the store does not say which head office it is.
  private static func id(in db: Database) throws -> Identifier {
    guard let id = try db.meta(.headOfficeIdentity).flatMap({ Identifier(bytes: Array($0)) }) else {
      throw StoreError.damaged(detail: "no head office id")
    }
    return id
  }

  /// Makes the store, with the branch `HQ` in it.
  /// - Throws: `StoreError`.
  package static func create(path: String, now: Int64, random: inout some RandomNumberGenerator) throws {
    let id = Identifier.random(using: &random).data
    let key = Data((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) })
    let queue = try StoreFile.create(path: path, layout: layout) { db in
      try db.setMeta(.headOfficeIdentity, id)
      try db.setMeta(.commitKey, key)
      try db.run(
        "INSERT INTO branches (code, name, created_at) VALUES (?, ?, ?)",
        values: [.text(BranchCode.headOffice.rawValue), .text(HeadOfficeName.stored), .integer(now)])
      for scope in [Scope.branch(.headOffice), .shared, .managers(of: .headOffice)] {
        _ = try db.scope(making: scope.code)
      }
    }
    try queue.close()
  }
}

/// The scope of what every branch holds.
package let sharedScope = RecordTables.sharedScope

extension MetaKey<Data> {
  static var headOfficeIdentity: MetaKey<Data> { MetaKey("head_office_id") }
}

extension HeadOfficeStore {
  func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try translatingStoreErrors {
      try pool.write { db in
        let changes = db.totalChangesCount
        let result = try body(db)
        try RowFaults.check()
        try StoreFile.markFirstPage(db, since: changes)
        return result
      }
    }
  }

  func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try translatingStoreErrors { try pool.read(body) }
  }
}

extension Database {
  func audit(_ action: String, _ subject: String, at now: Int64) throws {
    try run(
      "INSERT INTO audit (at, action, subject) VALUES (?, ?, ?)",
      values: [.integer(now), .text(action), .text(subject)])
  }
}
