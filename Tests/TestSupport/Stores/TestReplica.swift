package import CaseIndex
import Complaints
import RecordStore
package import Replica
package import SyncClient
import SyncProtocol
package import Versioning

/// A replica and short ways to use it.
package struct TestReplica: Sendable {
  package let store: ReplicaStore
  package let transport: InProcessTransport
  package let machine: Machine

  package func enrol(with code: String) async throws {
    _ = try await SyncClient.enrol(store, url: "http://test", code: code, over: transport)
  }

  @discardableResult
  package func sync() async -> (report: SyncReport, failure: SyncFailure?) {
    let (report, failure) = await synchronise(store, over: transport)
    return (report, failure)
  }

  package var id: ReplicaID { get throws { try store.read { $0.identity.replica } } }

  @discardableResult
  package func new(_ fields: [(String, String)] = [("channel", "phone"), ("narrative", "The soup was cold")])
    throws
    -> RecordID
  {
    try store.write { session in
      try session.newCase(try CaseInput.newCase(fields.map { (id: $0.0, text: $0.1) }, now: session.here)).id
    }
  }

  @discardableResult
  package func edit(_ record: RecordID, _ field: String, _ text: String) throws -> Bool {
    try store.write { session in
      guard let row = try session.db.record(record), let definition = Schema.field(.case, field) else {
        return false
      }
      return try session.editCase(row, try FieldInput.edits(text, of: definition, now: session.here))
    }
  }

  package func delete(_ record: RecordID) throws {
    try store.write { session in
      if let row = try session.db.record(record) { try session.deleteCase(row, reason: .text("typed twice")) }
    }
  }

  package func value(_ record: RecordID, _ field: String) throws -> Value {
    try store.read { reader in
      guard let state = try reader.db.record(record)?.decoded(), let definition = Schema.field(.case, field)
      else {
        return .none
      }
      return state.value(FieldID(definition.number))
    }
  }

  package func conflicts() throws -> [Conflict] { try store.read { try $0.conflicts() } }

  package func cases() throws -> [CaseSummary] {
    try store.read { reader in
      var filter = CaseFilter()
      filter.limit = 100_000
      return try reader.list(filter)
    }
  }

  /// All that is in the store, and what it has not told head office.
  package func storeText() throws -> String {
    let pending = try status().pending
    return try store.read { try $0.db.storeText() } + (pending > 0 ? "\n\(pending) to be sent" : "")
  }

  package func status() throws -> ReplicaStatus { try store.read { try $0.status() } }

  package func digest(_ scope: String) throws -> [UInt8]? {
    try status().scopes.first { $0.code == scope }?.digest.bytes
  }

  @discardableResult
  package func note(_ record: RecordID, _ text: String) throws -> RecordID {
    try store.write { session in
      guard let row = try session.db.record(record) else { return record }
      return try session.addNote(.text(text), to: row)
    }
  }

  package func transfer(_ record: RecordID, to branch: String) throws {
    try store.write { session in
      guard let row = try session.db.record(record) else { return }
      try session.transferCase(row, to: BranchCode(typed: branch), reason: .text("nearer"))
    }
  }

  /// Settles the conflict in which this value stands by taking it.
  package func decide(_ value: String) throws {
    let found = try conflicts().lazy.compactMap { conflict in
      conflict.heads.first { $0.value == .text(value) }.map { (conflict, $0) }
    }.first
    guard let (conflict, head) = found else { return }
    try store.write { try $0.resolve(conflict, shown: conflict.id, .take(head.dot), note: .none) }
  }

  /// Writes to a record that is not here any more, as no program of ours does.
  package func write(blindly writes: [FieldWrite], to record: RecordID) throws {
    try store.write { session in
      session.create(record, kind: .case, writes.map { FieldEdit($0.field, $0.value) })
      try session.endGroup()
    }
  }

  package func holds(_ record: RecordID) throws -> Bool { try store.read { try $0.db.record(record) } != nil }

  /// The texts of a case's notes, in the order of their ids.
  package func notes(_ record: RecordID) throws -> [String] {
    try store.read { reader in
      try reader.db.children(of: record).filter { $0.kind == .note }.sorted { $0.id < $1.id }.compactMap {
        if case .text(let text)? = try $0.decoded()?.value(FieldID(NoteField.text.number)) {
          text
        } else {
          nil
        }
      }
    }
  }

  package func number(_ record: RecordID) throws -> String {
    try cases().first { $0.id == record }?.number ?? ""
  }

  package func stub(_ number: String) throws -> String? { try store.read { try $0.stub(number)?.target } }

  package func quarantined() throws -> [QuarantinedEntry] { try store.read { try $0.quarantined() } }

  @discardableResult
  package func wish(_ wish: QuarantineWish, _ number: UInt64) throws -> [UInt64] {
    try self.wish(wish, Dot(id, number)).map(\.number)
  }

  @discardableResult
  package func wish(_ wish: QuarantineWish, _ dot: Dot) throws -> [QuarantinedEntry] {
    try store.write { try $0.wish(wish, for: [dot]) }
  }

  package func found(_ words: String...) throws -> Int {
    try store.read { try $0.search(words, limit: 50) }.count
  }

  package func news() throws -> [NewsEntry.What] { try store.read { try $0.news() }.map(\.what) }
}
