import CaseIndex
import Complaints
import Foundation
import GRDB
import HeadOffice
import RecordStore
import Replica
import Synchronization
import TestSupport
import Testing

/// Every layout that a store ever had, as files in `Layouts`: what was released is not edited, and still opens.
/// A new one is written down by a run with CASEBOOK_RECORD_LAYOUTS=1.
@Suite("Layouts of stores, the first to the last")
struct LayoutTests {
  /// A store of a layout: the statements that make its tables, then rows.
  private struct Former {
    let layout: StoreLayout
    let version: Int
    let file: URL

    init(_ name: String, _ layout: StoreLayout, _ version: Int) {
      self.layout = layout
      self.version = version
      file = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "Layouts/\(name)-\(version).sql")
    }

    func queue(_ path: String) throws -> DatabaseQueue {
      var configuration = StoreFile.configuration
      configuration.journalMode = .default
      return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// What the steps up to this layout make.
    func schema() throws -> String {
      let folder = FileManager.default.temporaryDirectory.appending(path: "casebook-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      let queue = try queue(folder.appending(path: "s.sqlite").path)
      return try queue.writeWithoutTransaction { db in
        for migration in layout.migrations.prefix(version) { try migration(db) }
        return try String.fetchAll(
          db,
          sql: """
            SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT GLOB 'search_*'
              AND name NOT GLOB 'sqlite_*' ORDER BY rowid
            """
        ).map { $0 + ";\n" }.joined()
      }
    }

    /// The rows of a store of today that this layout has columns for.
    func rows(of store: DatabaseQueue, tables: [String]) throws -> String {
      let folder = FileManager.default.temporaryDirectory.appending(path: "casebook-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      let queue = try queue(folder.appending(path: "s.sqlite").path)
      let columns = try queue.writeWithoutTransaction { db in
        for migration in layout.migrations.prefix(version) { try migration(db) }
        return try tables.map { table in (table, try db.columns(in: table).map(\.name)) }
      }
      return try store.read { db in
        try columns.map { table, names in
          let quoted = names.map { "quote(\"\($0)\")" }.joined(separator: " || ',' || ")
          // It was not filled by this program, nor are its words here.
          let rest = table == "meta" ? "WHERE key NOT IN ('index_mark', 'search_edition')" : ""
          return try String.fetchAll(db, sql: "SELECT \(quoted) FROM \(table) \(rest)")
            .map { "INSERT INTO \(table) (\(names.joined(separator: ", "))) VALUES (\($0));\n" }.joined()
        }.joined()
      }
    }

    /// A row in each table that has none, as far as its columns tell what may stand there: the steps that follow find
    /// something to change.
    /// - Returns: the tables.
    func fill(_ path: String) throws -> Set<String> {
      let queue = try queue(path)
      let names = try queue.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA foreign_keys = OFF")
        let tables = try db.rows(
          "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*'")
        let names = tables.map { $0[0] as String }
        for table in names where table != "meta" {
          let columns = try db.columns(in: table)
          let values = columns.map { column in
            switch column.type {
            case "TEXT": "'HQ'"
            case "BLOB": "x'00000000000000000000000000000001'"
            default: "1"
            }
          }
          try db.execute(
            sql: """
              INSERT OR IGNORE INTO \(table) (\(columns.map(\.name).joined(separator: ", ")))
              VALUES (\(values.joined(separator: ", ")))
              """)
        }
        return Set(names)
      }
      try queue.close()
      return names
    }

    func make(at path: String) throws {
      let text = try String(contentsOf: file, encoding: .utf8)
      let queue = try queue(path)
      try queue.writeWithoutTransaction { db in
        try db.execute(
          sql: "PRAGMA application_id = \(layout.applicationID); PRAGMA user_version = \(version); \(text)")
        try db.execute(sql: "PRAGMA journal_mode = wal")
      }
      try queue.close()
    }
  }

  private static let recorded = ProcessInfo.processInfo.environment["CASEBOOK_RECORD_LAYOUTS"] != nil
  private static let mark = "-- Rows.\n"

  private func expectFrozen(_ former: Former, rows: () throws -> String) throws {
    let schema = try former.schema()
    if Self.recorded, !FileManager.default.fileExists(atPath: former.file.path) {
      try FileManager.default.createDirectory(
        at: former.file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try (schema + Self.mark + rows()).write(to: former.file, atomically: true, encoding: .utf8)
    }
    let kept = try String(contentsOf: former.file, encoding: .utf8)
    #expect(kept.hasPrefix(schema + Self.mark), "a step that was released has been edited")
  }

  /// Every statement that the steps run, in a file beside the layouts: what a released one changes in rows is not edited
  /// either.
  @Test(arguments: ["replica", "head-office"])
  func `a released step does what it did`(name: String) throws {
    let layout = name == "replica" ? ReplicaStore.layout : HeadOfficeStore.layout
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "Layouts/\(name)-steps.sql")
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let queue = try Former(name, layout, 0).queue(folder.appending(path: "s.sqlite").path)
    let seen = Mutex<[String]>([])
    var steps: [String] = []
    try queue.writeWithoutTransaction { db in
      for (at, migration) in layout.migrations.enumerated() {
        seen.withLock { $0 = [] }
        db.trace { event in
          guard case .statement(let statement) = event, !statement.sql.hasPrefix("--") else { return }
          seen.withLock { $0.append(statement.sql) }
        }
        try migration(db)
        db.trace()
        steps.append("-- Step \(at + 1)\n" + seen.withLock { $0 }.joined(separator: ";\n") + "\n")
      }
    }
    let known = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    if Self.recorded, steps.joined().hasPrefix(known) {
      try steps.joined().write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(
      try String(contentsOf: file, encoding: .utf8) == steps.joined(), "a step that was released was edited")
  }

  private func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "casebook-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  @Test(arguments: 1...ReplicaStore.layout.migrations.count)
  func `a branch's store`(version: Int) throws {
    let former = Former("replica", ReplicaStore.layout, version)
    try expectFrozen(former) {
      let desk = try Desk()
      for day in 1...3 {
        let one = try desk.new(
          ("channel", "phone"), ("narrative", "汤是凉的 \(day)"), ("logged_at", "2026-11-0\(day)"),
          ("phone", "1380013800\(day)"))
        try desk.note(one.id, "called back")
        if day == 2 { try desk.edit(one.id, "status", "withdrawn") }
      }
      return try former.rows(
        of: desk.store.queue, tables: ["meta", "replicas", "scopes", "records", "changes"])
    }
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "casebook.sqlite").path
    try former.make(at: path)
    let store = try ReplicaStore.open(path: path)
    let cases = try store.read { try $0.list(CaseFilter()) }
    #expect(cases.count == 3 && cases.count { $0.status == "withdrawn" } == 1)
    #expect(cases.allSatisfy { $0.summary?.hasPrefix("汤是凉的") ?? false })
    let counts = try store.read { try $0.counts(by: [[.status]], ReportFilter()) }[0]
    #expect(counts.reduce(0) { $0 + $1.value.cases } == 3)
    let found = try store.examine()
    #expect(found.contents.isEmpty && found.digests.isEmpty && found.pages.isEmpty, "\(found)")
    #expect(try store.queue.read { try ReplicaStore.texts.differences(from: $0) }.isEmpty)
    // It can be worked with.
    try store.write { session in
      let draft = try CaseInput.newCase(
        [("channel", "phone"), ("narrative", "again")].map { (id: $0.0, text: $0.1) }, now: session.here)
      _ = try session.newCase(draft)
    }
    #expect(try store.read { try $0.search(["again"], limit: 5) }.count == 1)
    #expect(try store.read { try $0.search(["汤"], limit: 5) }.count == 3)
  }

  @Test(arguments: 1...HeadOfficeStore.layout.migrations.count)
  func `head office's store`(version: Int) throws {
    let former = Former("head-office", HeadOfficeStore.layout, version)
    try expectFrozen(former) { "" }
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "head-office.sqlite").path
    try former.make(at: path)
    let filled = try former.fill(path)
    let pool = try StoreFile.openPool(path: path, layout: HeadOfficeStore.layout)
    let columns = try pool.read { try HeadOfficeStore.texts.differences(from: $0) }
    #expect(columns.isEmpty, "\(columns)")
    // What was kept is still there.
    let kept = try pool.read { db in
      try ["replicas", "scopes", "devices", "records", "changes", "quarantine", "branches"].filter { table in
        try filled.contains(table) && db.value("SELECT count(*) FROM \(table)") == Int64(0)
      }
    }
    #expect(kept.isEmpty, "\(kept)")
    #expect(try pool.read { try $0.value("PRAGMA integrity_check") as String? } == "ok")
  }
}
