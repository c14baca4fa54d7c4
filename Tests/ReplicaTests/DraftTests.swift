import Complaints
import FoundationEssentials
import Replica
import TestSupport
import Testing
import Versioning

/// What was typed of a case that is not logged yet, as it lies beside the store.
@Suite("Drafts")
struct DraftTests {
  private func folder(_ desk: Desk) -> DraftFolder { DraftFolder(beside: desk.path) }

  @Test func `what was typed is read again as it was, whatever is in it`() throws {
    let desk = try Desk()
    let id = RecordID(high: 7, low: 1)
    let texts = ["cold soup", "", "a\ttab", "two\nlines\r\n", "\\n is no line", "汤 🍜"]
    do {
      let open = OpenDraft(id, at: 5, in: folder(desk))
      for (at, text) in texts.enumerated() { try open.add(.answer(field: "field\(at)", text: text)) }
      for line in ["first", "", "third"] { try open.add(.more(field: "narrative", line: line)) }
      try open.add(.end(field: "narrative"))
      try open.add(.answer(field: "field0", text: "hot soup"))
    }
    let read = try OpenDraft(reopening: id, in: folder(desk)).draft
    #expect(read.id == id && read.beganAt == 5)
    #expect(read.answers.map(\.field) == texts.indices.map { "field\($0)" } + ["narrative"])
    #expect(read.answers.map(\.text) == ["hot soup"] + texts.dropFirst() + ["first\n\nthird"])
    #expect(read.ended == ["narrative"])
  }

  @Test func `a draft is found by the beginning of its id or by its end, the oldest first`() throws {
    let desk = try Desk()
    let ids = [
      RecordID(high: 0x0101_0000_0000_0000, low: 0xABC1), RecordID(high: 0x0102_0000_0000_0000, low: 0xABC1),
      RecordID(high: 0x0102_0000_0000_0000, low: 0xABC2),
    ]
    for (at, id) in ids.enumerated() {
      try OpenDraft(id, at: Int64(9 - at), in: folder(desk)).add(.answer(field: "channel", text: "phone"))
    }
    func named(_ typed: String) -> [RecordID] { folder(desk).named(typed).map(\.id) }
    #expect(folder(desk).all().map(\.id) == ids.reversed())
    #expect(named("0101") == [ids[0]] && named("01-02") == [ids[2], ids[1]])
    #expect(named("abc1") == [ids[1], ids[0]] && named("ＡＢＣ２") == [ids[2]])
    #expect(ids.allSatisfy { named($0.description) == [$0] })
    for typed in ["", "-", "0000-0000", "abc"] { #expect(named(typed).isEmpty, "\(typed)") }
  }

  @Test func `the case that a draft becomes has the draft's id`() throws {
    let desk = try Desk()
    let id = RecordID(high: 7, low: 1)
    let logged = try desk.store.write { session in
      let typed = [("channel", "phone"), ("narrative", "cold soup")].map { (id: $0.0, text: $0.1) }
      return try session.newCase(try CaseInput.newCase(typed, now: session.here), id: id)
    }
    #expect(logged.id == id)
    #expect(try desk.store.read { try $0.numberOfCase(loggedAs: id) } == logged.number)
  }
}
