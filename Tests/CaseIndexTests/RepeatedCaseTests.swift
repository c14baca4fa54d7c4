import CaseIndex
import Complaints
import Replica
import TestSupport
import Testing
import Versioning

@Suite("Cases that may be one complaint")
struct RepeatedCaseTests {
  private static let story =
    "The soup was cold when it came, the waiter was rude about it and nobody said sorry before we left"

  @Test func `pairs say why, and what somebody merged or called no duplicate is not proposed again`() throws {
    let desk = try Desk()
    let one = try desk.new(
      ("channel", "phone"), ("narrative", Self.story), ("order_reference", "A-77"), ("phone", "13800138000")
    ).id
    let two = try desk.new(
      ("channel", "email"), ("narrative", Self.story + " again"), ("order_reference", "a/77"),
      ("phone", "138 0013 8000")
    ).id
    let three = try desk.new(("channel", "email"), ("narrative", "THE " + Self.story.dropFirst(4))).id
    _ = try desk.new(("channel", "email"), ("narrative", "Somebody took my parking space on Sunday morning"))
    func pairs(of id: RecordID? = nil) throws -> [Set<RecordID>] {
      try desk.store.read { try $0.repeatedCases(of: id).pairs.map { [$0.later.id, $0.earlier.id] } }
    }
    func link(_ kind: LinkKind, _ a: RecordID, _ b: RecordID) throws {
      try desk.store.write { session in
        _ = try session.link(
          #require(try session.db.record(a)), kind, #require(try session.db.record(b)))
      }
    }
    let found = try desk.store.read { try $0.repeatedCases() }
    #expect(found.looked == 4 && found.pairs.count == 3)
    #expect(
      found.pairs[0].order != nil && found.pairs[0].contactDays == 0 && found.pairs[0].likeness ?? 0 > 80)
    #expect(found.pairs[1].order == nil && found.pairs[1].contactDays == nil)
    #expect(try Set(pairs(of: three)) == [[one, three], [two, three]])
    try link(.notDuplicateOf, three, one)
    #expect(try Set(pairs()) == [[one, two], [two, three]])
    try link(.duplicateOf, two, one)
    #expect(try pairs() == [[two, three]])
    #expect(try desk.store.read { try $0.repeatedCases(branch: "XX99").pairs }.isEmpty)
    #expect(try desk.store.examine().derived.isEmpty)
  }

  @Test func `another extension is somebody else, and what several people share tells nobody`() throws {
    let desk = try Desk()
    func log(_ phone: String) throws -> RecordID {
      try desk.new(("channel", "phone"), ("narrative", "x"), ("phone", phone)).id
    }
    let one = try log("021-55551234 转 12")
    _ = try log("021-55551234 转 13")
    let again = try log("021 5555 1234 转12")
    let shared = try log("021-55551234 转 12")
    #expect(try desk.edit(shared, "contact_shared", "yes"))
    let pairs = try desk.store.read { try $0.repeatedCases().pairs }
    #expect(pairs.map { Set([$0.later.id, $0.earlier.id]) } == [[one, again]])
    #expect(pairs.first?.contactDays == 0)
  }

  @Test func `a story that is changed is found as it is now`() throws {
    let desk = try Desk()
    let one = try desk.new(("channel", "phone"), ("narrative", Self.story)).id
    let two = try desk.new(("channel", "phone"), ("narrative", "Somebody took my parking space")).id
    #expect(try desk.store.read { try $0.repeatedCases().pairs.isEmpty })
    try desk.edit(two, "narrative", Self.story)
    #expect(try desk.store.read { try $0.repeatedCases(of: one).pairs.first?.likeness } == 100)
    try desk.edit(two, "narrative", "Somebody took my parking space")
    #expect(try desk.store.read { try $0.repeatedCases().pairs.isEmpty })
    #expect(try desk.store.examine().derived.isEmpty)
  }
}
