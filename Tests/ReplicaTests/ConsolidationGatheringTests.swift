import Complaints
import TestSupport
import Testing

@testable import Replica

/// What a look at what came costs: it goes by what came.
@Suite("Gathering what is to be decided")
struct ConsolidationGatheringTests {
  private func gathered(_ desk: Desk) throws -> Int {
    var looked = 0
    try desk.store.gatherForConsolidation { done, _ in looked = done }
    return looked
  }

  private func waiting(_ desk: Desk, _ kind: ConsolidationKind) throws -> Int {
    try desk.store.read { try $0.rowsToConsolidate(kind).count }
  }

  @Test func `all cases are looked at once, then what is new and what was changed`() throws {
    let desk = try Desk()
    let cases = try (1...3).map { try desk.new(("channel", "phone"), ("narrative", "story \($0)")).id }
    #expect(try gathered(desk) == 3)
    #expect(try gathered(desk) == 0)
    try desk.edit(cases[0], "order_reference", "A-77")
    // What was changed is looked at by the change.
    #expect(try gathered(desk) == 1)
    #expect(try waiting(desk, .duplicates) == 0)
    try desk.new(("channel", "phone"), ("narrative", "told again"), ("order_reference", "a/77"))
    #expect(try gathered(desk) >= 1)
    #expect(try waiting(desk, .duplicates) >= 1)
    #expect(try gathered(desk) == 0)
  }

  @Test func `what is forgotten is kept no more, and what is done is noted with what was written`() throws {
    let desk = try Desk()
    for told in ["one", "other"] {
      try desk.new(("channel", "phone"), ("narrative", told), ("order_reference", "A-77"))
    }
    _ = try gathered(desk)
    let rows = try desk.store.read { try $0.rowsToConsolidate(.duplicates) }
    #expect(!rows.isEmpty)
    try desk.store.forget(rows, for: .promotions)
    #expect(try waiting(desk, .duplicates) == rows.count)
    try desk.store.forget(rows, for: .duplicates)
    #expect(try waiting(desk, .duplicates) == 0)
    let decision = ConsolidationDecision(.later, substance: "order", until: 9)
    try desk.store.write { try $0.note(decision, of: "0123456789") }
    #expect(try desk.store.read { try $0.consolidated("0123456789") } == decision)
    #expect(try desk.store.read { try $0.consolidated("9876543210") } == nil)
    let last = try desk.store.read { try $0.lastConsolidated() }
    #expect(last?.item == "0123456789" && last?.written == nil)
  }
}
