import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import Replica
import TestSupport
import Testing
import Versioning

@Suite("Case numbers given offline")
struct NumbersTests {
  @Test func `they count up from 001, by the branch's local day`() throws {
    let desk = try Desk()
    let tag = try desk.store.read { $0.identity.tag }
    let numbers = try (0..<3).map { _ in try desk.new().number }
    #expect(numbers == (1...3).map { "SH01-\(tag)-20261122-00\($0)" })
  }

  @Test func `a case is found by its number, a tail of it, its id's beginning and @last`() throws {
    let desk = try Desk()
    let first = try desk.new()
    let second = try desk.new()
    func found(_ text: String) throws -> RecordID? {
      try desk.store.read { reader in
        if case .found(let row) = try reader.resolve(text) { return row.id }
        return nil
      }
    }
    #expect(try found(first.number) == first.id)
    #expect(try found(first.number.lowercased()) == first.id)
    #expect(try found("1") == first.id)
    #expect(try found("122-002") == second.id)
    #expect(try found(second.id.description) == second.id)
    #expect(try found("@last") == second.id)
    #expect(try found("3") == nil)
    #expect(try found("nonsense!") == nil)
  }

  @Test func `a tail that several numbers share lists them`() throws {
    let desk = try Desk()
    try desk.new()
    // The same sequence number under another tag, as another device of the branch gives it.
    try desk.store.write { session in
      var draft = try CaseInput.newCase([(id: "channel", text: "phone")], now: session.here)
      draft.add(try #require(CaseNumber("SH01-ZZ-20261122-001")))
      session.create(session.newRecordID(), kind: .case, draft.edits)
    }
    try desk.store.read { reader in
      guard case .ambiguous(let candidates) = try reader.resolve("001") else {
        Issue.record("not ambiguous")
        return
      }
      #expect(candidates.count == 2)
      guard case .found = try reader.resolve("ZZ-20261122-001") else {
        Issue.record("a longer tail is not ambiguous")
        return
      }
    }
  }

  @Test func `a number of a case that has left is not given again where the list of those given was lost`()
    throws
  {
    let desk = try Desk()
    let numbers = try (0..<3).map { _ in try desk.new().number }
    try desk.store.queue.writeWithoutTransaction { db in
      // As a departure leaves it.
      try db.execute(
        sql:
          "INSERT INTO stubs (record, number, reversed, target, at) VALUES (zeroblob(16), ?, ?, 'SH02', 0)",
        arguments: ["\(numbers[0].dropLast())7", "7\(String(numbers[0].dropLast().reversed()))"])
      try db.execute(sql: "DELETE FROM sequences")
    }
    #expect(try desk.store.examine().numbers.count == 1)
    #expect(try desk.new().number.hasSuffix("-008"))
    #expect(try desk.store.examine().all.isEmpty)
  }

  @Test
  func `several processes on one store give every number once, without gaps in the changes`() async throws {
    let desk = try Desk()
    let path = desk.path
    try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<4 {
        group.addTask {
          // A connection of its own, as another process has.
          let store = try ReplicaStore.open(path: path)
          return try (0..<10).map { _ in
            try store.write { session in
              try session.newCase(try CaseInput.newCase([(id: "channel", text: "phone")], now: session.here))
                .number
            }
          }
        }
      }
      var numbers: [String] = []
      for try await part in group { numbers += part }
      #expect(Set(numbers).count == 40)
    }
    let changes = try desk.store.queue.inDatabase { db in
      try db.rows("SELECT number FROM changes ORDER BY number").map { $0[0] as Int64 }
    }
    #expect(changes == Array(1...40))
  }
}
