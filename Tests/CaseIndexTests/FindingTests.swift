import Complaints
import RecordStore
import Replica
import TestSupport
import Testing
import Versioning

@Suite("Listing and searching")
struct FindingTests {
  @Test func `filters, the newest first`() throws {
    let desk = try Desk()
    let a = try desk.new(
      ("channel", "phone"), ("narrative", "a"), ("handler", "王芳"), ("phone", "+86 138-0013-8000"))
    let b = try desk.new(
      ("channel", "email"), ("narrative", "b"), ("severity", "severe"), ("phone", "021-6000 0000"))
    #expect(try desk.list() == [b.number, a.number])
    #expect(try desk.list { $0.handlers = ["王芳"] } == [a.number])
    #expect(try desk.list { $0.channel = "email" } == [b.number])
    #expect(try desk.list { $0.severity = "severe" } == [b.number])
    #expect(try desk.list { $0.phone = PhoneNumber.normalised("１３８００１３８０００") } == [a.number])
    #expect(try desk.list { $0.since = "2026-11-23" } == [])
    #expect(try desk.list { $0.limit = 1 } == [b.number])
    // A phone that was corrected is found by the new number alone.
    try desk.edit(a.id, "phone", "13900139000")
    #expect(try desk.list { $0.phone = "13800138000" } == [])
    #expect(try desk.list { $0.phone = "13900139000" } == [a.number])
  }

  private func search(_ desk: Desk, _ words: String...) throws -> Set<String> {
    Set(try desk.store.read { try $0.search(words, limit: 20).map(\.summary.number) })
  }

  @Test
  func `Chinese words of one and two characters inside of a run are found, in their order only`() throws {
    let desk = try Desk()
    let a = try desk.new(("channel", "phone"), ("narrative", "顾客说服务员打断他说话，要求退款。Order A-77"))
    let b = try desk.new(("channel", "phone"), ("narrative", "空调噪音太大，款式很旧，退房时投诉"))
    #expect(try search(desk, "退款") == [a.number])
    #expect(try search(desk, "款") == [a.number, b.number])
    #expect(try search(desk, "退") == [a.number, b.number])
    #expect(try search(desk, "服务") == [a.number])
    #expect(try search(desk, "务服") == [])
    #expect(try search(desk, "order") == [a.number])
    #expect(try search(desk, "空调", "投诉") == [b.number])
    #expect(try search(desk, "空调", "退款") == [])
    #expect(try search(desk, "\"") == [])
    #expect(try search(desk, "a\" OR \"b") == [])
  }

  @Test
  func `words may stand in a case and in its notes; an edited text is found by the new words alone`() throws {
    let desk = try Desk()
    let a = try desk.new(("channel", "phone"), ("narrative", "汤是凉的"), ("customer_name", "张三"))
    try desk.note(a.id, "已电话道歉，送优惠券")
    #expect(try search(desk, "道歉") == [a.number])
    #expect(try search(desk, "张三", "优惠券") == [a.number])
    try desk.edit(a.id, "narrative", "面是咸的")
    #expect(try search(desk, "凉") == [])
    #expect(try search(desk, "咸") == [a.number])
  }

  @Test func `a deleted case is neither listed nor found, and both again once it is restored`() throws {
    let desk = try Desk()
    let a = try desk.new(("channel", "phone"), ("narrative", "汤是凉的"))
    try desk.store.write { session in
      try session.deleteCase(try #require(try session.db.record(a.id)), reason: .text("typed twice"))
    }
    #expect(try desk.list() == [])
    #expect(try search(desk, "汤") == [])
    try desk.store.write { session in
      try session.restoreCase(try #require(try session.db.record(a.id)), reason: .none)
    }
    #expect(try desk.list() == [a.number])
    #expect(try search(desk, "汤") == [a.number])
  }
}
