import CaseIndex
import Complaints
import GRDB
import RecordStore
import Replica
import TestSupport
import Testing
import Versioning
import Zones

/// What a search finds, in which order, and how much of it there is.
@Suite struct SearchTests {
  private func results(
    _ desk: Desk, _ typed: String, _ selection: SearchSelection = SearchSelection(), offset: Int = 0,
    limit: Int? = nil, counted: Int = 1000
  ) throws -> SearchResults {
    let now = LocalClock(milliseconds: 1_795_334_400_000, zone: .fixed(480))
    let query = try SearchQuery(typed: typed, terms: .builtIn, now: now)
    return try desk.store.read {
      try $0.search(query, selection, offset: offset, limit: limit, counted: counted)
    }
  }

  private func numbers(_ results: SearchResults) -> [String] {
    results.hits.compactMap { if case .ofCase(let hit) = $0 { hit.summary.number } else { nil } }
  }

  private func found(_ desk: Desk, _ typed: String) throws -> Set<String> {
    Set(numbers(try results(desk, typed)))
  }

  private func told(_ desk: Desk, _ narrative: String, _ more: (String, String)...) throws -> String {
    try desk.store.write { session in
      let all = [("channel", "phone"), ("narrative", narrative)] + more
      return try session.newCase(try CaseInput.newCase(all.map { (id: $0.0, text: $0.1) }, now: session.here))
    }.number
  }

  @Test func `phrases, beginnings and exclusions hold over a case with all that hangs on it`() throws {
    let desk = try Desk()
    let a = try desk.new(("channel", "phone"), ("narrative", "The cold soup came late"))
    let b = try desk.new(("channel", "phone"), ("narrative", "The soup was cold at delivery"))
    try desk.note(b.id, "refund promised")
    #expect(try found(desk, "cold soup") == [a.number, b.number])
    #expect(try found(desk, "\"cold soup\"") == [a.number] && found(desk, "“cold soup”") == [a.number])
    #expect(try found(desk, "deliv*") == [b.number] && found(desk, "deliv").isEmpty)
    #expect(try found(desk, "\"at deliv\"*") == [b.number])
    #expect(try found(desk, "soup -refund") == [a.number] && found(desk, "soup -deliv*") == [a.number])
    #expect(try found(desk, "soup refund") == [b.number] && found(desk, "soup refund -delivery").isEmpty)
  }

  @Test func `a code is found however it is typed, and is no hit where its parts stand in prose`() throws {
    let desk = try Desk()
    let dashed = try told(desk, "order A-77 is missing")
    let plain = try told(desk, "order A77 is missing")
    let wide = try told(desk, "单号Ａ－７７没有送到")
    let field = try told(desk, "missing", ("order_reference", "A 77"))
    let prose = try told(desk, "I waited a 77 minute call")
    let other = try told(desk, "order A-778 is missing")
    let all: Set = [dashed, plain, wide, field]
    #expect(try found(desk, "A77") == all && found(desk, "Ａ７７") == all)
    #expect(try found(desk, "A-77").isSuperset(of: all) && found(desk, "a/77").isSuperset(of: all))
    #expect(try found(desk, "A 77").isSuperset(of: all) && !found(desk, "A77").contains(prose))
    #expect(try found(desk, "A77*") == all.union([other]))
    #expect(try !found(desk, "A-77").contains(other))
    try desk.edit(
      try #require(try desk.store.read { try $0.db.lastRecord(of: field) }), "order_reference", "B1")
    #expect(try !found(desk, "A77").contains(field))
    #expect(try desk.store.examine().derived.isEmpty)
  }

  @Test func `traditional and simplified characters find each other`() throws {
    let desk = try Desk()
    let traditional = try told(desk, "湯是涼的，要求退款")
    let simplified = try told(desk, "汤是凉的")
    for word in ["湯", "汤", "凉的", "涼的", "“汤是凉”"] {
      #expect(try found(desk, word) == [traditional, simplified], "\(word)")
    }
  }

  @Test
  func `a title weighs more than other fields, those more than notes, and of equal ones the newest is first`()
    throws
  {
    let desk = try Desk()
    let note = try desk.new(("channel", "phone"), ("narrative", "something else happened here"))
    try desk.note(note.id, "soup again, they say")
    let early = try told(desk, "the soup was not hot", ("logged_at", "2026-11-01"))
    let late = try told(desk, "the soup was not hot", ("logged_at", "2026-11-20"))
    let middle = try told(desk, "the soup was not hot", ("logged_at", "2026-11-10"))
    let title = try told(desk, "it was not hot", ("title", "soup"))
    #expect(numbers(try results(desk, "soup")) == [title, late, middle, early, note.number])
  }

  @Test func `the total is exact as far as it is counted, and pages are parts of one list`() throws {
    let desk = try Desk()
    for place in 1...12 { _ = try told(desk, "cold soup number \(place)") }
    let all = try results(desk, "soup")
    #expect(all.total == 12 && !all.isOpenEnded && all.hits.count == 12)
    var pages: [String] = []
    for page in 0..<3 { pages += numbers(try results(desk, "soup", offset: page * 5, limit: 5)) }
    #expect(pages == numbers(all) && Set(pages).count == 12)
    let some = try results(desk, "soup", limit: 5, counted: 3)
    #expect(some.total == 8 && some.isOpenEnded && some.hits.count == 5)
    let whole = try results(desk, "soup", limit: 5, counted: 7)
    #expect(whole.total == 12 && !whole.isOpenEnded)
    #expect(try results(desk, "soup", offset: 12, limit: 5).hits.isEmpty)
    #expect(try results(desk, "soup", offset: .max, limit: .max).total == 12)
  }

  @Test func `no case of a common word is left out, however many have it`() throws {
    let desk = try Desk()
    try desk.store.write { session in
      for place in 1...2100 {
        let input = try CaseInput.newCase(
          [(id: "channel", text: "phone"), (id: "narrative", text: "soup \(place)")], now: session.here)
        _ = try session.newCase(input)
      }
    }
    #expect(try results(desk, "soup").hits.count == 2100)
    let some = try results(desk, "soup", limit: 20)
    #expect(some.hits.count == 20 && some.isOpenEnded && some.total >= 1000)
    #expect(try results(desk, "soup -7").total == 2099)
  }

  @Test func `filters narrow a search, and alone they list`() throws {
    let desk = try Desk()
    let severe = try told(desk, "soup", ("severity", "severe"), ("phone", "13800138000"))
    let minor = try told(desk, "soup", ("severity", "minor"))
    var filter = CaseFilter()
    filter.severity = "severe"
    var selection = SearchSelection()
    selection.groups = [[.fits(filter)]]
    #expect(numbers(try results(desk, "soup", selection)) == [severe])
    #expect(numbers(try results(desk, "severity:severe", selection)) == [severe])
    selection.groups = []
    selection.excluded = [.fits(filter)]
    #expect(numbers(try results(desk, "soup", selection)) == [minor])
    // What a case does not say is not what is excluded.
    let silent = try told(desk, "soup")
    #expect(Set(numbers(try results(desk, "soup", selection))) == [minor, silent])
    selection.excluded = [.says(CaseField.phone)]
    #expect(Set(numbers(try results(desk, "soup", selection))) == [minor, silent])
    selection.groups = [[.says(CaseField.phone), .has(.note)]]
    selection.excluded = []
    #expect(numbers(try results(desk, "soup", selection)) == [severe])
  }

  @Test func `phrases are found beside cases, and not where a filter asks for cases`() throws {
    let desk = try Desk()
    let phrase = try #require(Phrases.builtIn.all.first { $0.language == "en" && $0.text.contains("sorry") })
    func keys(_ results: SearchResults) -> [String] {
      results.hits.compactMap { if case .shared(let hit) = $0 { hit.key } else { nil } }
    }
    let number = try told(desk, "I am not sorry")
    let all = try results(desk, "sorry")
    #expect(keys(all).contains(phrase.id) && numbers(all) == [number] && all.total == all.hits.count)
    guard case .ofCase = all.hits[0] else {
      Issue.record("a phrase comes before a case")
      return
    }
    var selection = SearchSelection()
    selection.kinds = [.phrase]
    #expect(try results(desk, "sorry", selection).total == all.total - 1)
    selection = SearchSelection()
    selection.groups = [[.has(.note)]]
    #expect(try results(desk, "sorry", selection).total == 0)
  }

  @Test func `whatever is typed, the index never hears an operator of its own`() throws {
    let desk = try Desk()
    _ = try told(desk, "soup title NEAR 汤")
    var generator = SeededGenerator(seed: 11)
    let pieces = [
      "\"", "“", "」", "*", "-", ":", " ", "soup", "汤", "A-77", "NEAR(", ")", "AND", "OR", "NOT", "^",
      "{title}",
      "+", "'", "title", "\u{0}", "\u{301}", "𐲀", "ⴰ", "138", "0013", "8000",
    ]
    for _ in 0..<400 {
      let typed = (0..<(1 + Int(generator.next() % 9)))
        .map { _ in pieces[Int(generator.next() % UInt64(pieces.count))] }.joined()
      do { _ = try results(desk, typed, limit: 3) } catch is SearchError {} catch {
        Issue.record("\(typed.debugDescription): \(error)")
      }
      _ = try desk.store.read { try $0.search([typed], limit: 3) }
    }
  }
}

extension Database {
  /// The record of a case by its number.
  fileprivate func lastRecord(of number: String) throws -> RecordID? {
    try first(
      "SELECT r.id FROM cases c JOIN records r ON r.rid = c.rid WHERE c.number = ?", values: [.text(number)]
    ) { $0.identifier(0) } ?? nil
  }
}
