package import CaseIndex
import Complaints
package import FoundationEssentials
import RecordStore
package import Replica
package import Synchronization
package import Versioning
package import Zones

/// A store in a temporary folder, on a clock that the test moves.
package final class Desk: Sendable {
  package let folder: URL
  package let path: String
  package let store: ReplicaStore
  package let wall = Mutex<Int64>(1_795_305_600_000)  // 2026-11-22T00:00:00Z

  package init(branch: String = "SH01", zone: Zone = .fixed(480)) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "casebook-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.appending(path: "casebook.sqlite").path
    let moment = Moment()
    store = try ReplicaStore.create(
      path: path, branch: BranchCode(typed: branch), name: "desk", author: "Li Na",
      surroundings: Surroundings(
        wall: { moment.next() }, monotonic: { 0 }, boot: Identifier(high: 1, low: 1),
        zone: zone,
        random: {
          var generator = SystemRandomNumberGenerator()
          return generator.next()
        }))
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  @discardableResult
  package func new(_ fields: (String, String)...) throws -> (id: RecordID, number: String) {
    try store.write { session in
      let all = fields.isEmpty ? [("channel", "phone"), ("narrative", "The soup was cold")] : fields
      return try session.newCase(try CaseInput.newCase(all.map { (id: $0.0, text: $0.1) }, now: session.here))
    }
  }

  @discardableResult
  package func edit(_ id: RecordID, _ field: String, _ text: String) throws -> Bool {
    try store.write { session in
      guard let row = try session.db.record(id), let definition = Schema.field(.case, field) else {
        return false
      }
      return try session.editCase(row, try FieldInput.edits(text, of: definition, now: session.here))
    }
  }

  @discardableResult
  package func note(_ id: RecordID, _ text: String) throws -> RecordID? {
    try store.write { session in
      guard let row = try session.db.record(id) else { return nil }
      return try session.addNote(.text(text), to: row)
    }
  }

  package func list(_ change: (inout CaseFilter) -> Void = { _ in }) throws -> [String] {
    var filter = CaseFilter()
    filter.limit = 1000
    change(&filter)
    return try store.read { try $0.list(filter).map(\.number) }
  }
}

/// A clock that goes on by a second each time it is read.
private final class Moment: Sendable {
  private let now = Mutex<Int64>(1_795_305_600_000)
  package func next() -> Int64 {
    now.withLock { now in
      now += 1000
      return now
    }
  }
}
