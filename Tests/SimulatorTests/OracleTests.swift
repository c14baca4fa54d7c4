import Complaints
import Testing
import Versioning

@testable import Simulator

/// The oracle itself, on histories small enough to be reckoned with in the head.
@Suite("What the oracle holds to be right")
struct OracleTests {
  /// A record that two people write to, each in sight of what is said.
  private struct Story {
    var oracle = Oracle()
    var stamps: [DeedID: Stamp] = [:]
    let record = RecordID(high: 1, low: 1)
    let title = FieldID(CaseField.title.number)

    /// - Parameter sight: the deeds that the author's store holds.
    mutating func write(
      _ field: FieldID, _ value: Value, seeing sight: [DeedID], at time: Int64, decides: Bool = false,
      clockSaid: Int64? = nil
    ) -> DeedID {
      let number = UInt64(oracle.deeds.count + 1)
      let dot = Dot(ReplicaID(high: 9, low: UInt64(time % 2)), number)
      let change = Change(
        dot: dot, record: record, kind: .case, aggregate: record, scope: "SH01",
        author: Author(name: "Li Na", branch: "SH01"), group: Group(first: number, count: 1), salt: number,
        writes: [FieldWrite(field, value)], times: Times(stamp: HybridTime(milliseconds: time), wall: time))
      let held = held(sight)
      let id = oracle.remember(
        change, device: 0, event: Int(number), madeAt: time, seenStamp: 0, isCovered: false,
        clockSaid: clockSaid, intent: decides ? .decision(record, field) : .ordinary, isReported: true,
        view: { _ in held }, aggregate: Set(sight))
      stamps[id] = Stamp(HybridTime(milliseconds: time), dot)
      return id
    }

    func held(_ deeds: [DeedID]) -> Held {
      Held(
        bytes: [], record: record, kind: .case, aggregate: record, scope: "SH01", deeds: Set(deeds),
        stamps: stamps, erased: [], expected: oracle.expectation(Set(deeds), stamps: stamps))
    }

    func expected(_ deeds: [DeedID]) -> Expected? { held(deeds).expected[title] }
  }

  @Test func `who saw a value replaces it, though the clock says it came first`() throws {
    var story = Story()
    let first = story.write(story.title, .text("soup"), seeing: [], at: 900)
    let second = story.write(story.title, .text("汤"), seeing: [first], at: 100)
    let expected = try #require(story.expected([first, second]))
    #expect(expected.heads == [second])
    #expect(expected.value == .text("汤"))
    #expect(!expected.isFlagged)
  }

  @Test
  func `what lost its personal values in quarantine is empty, and may be only where its customer was erased`()
    throws
  {
    var story = Story()
    let customer = FieldID(CaseField.customerID.number)
    let named = story.write(customer, .text("K1"), seeing: [], at: 1)
    let text = story.write(story.title, .text("soup \(Texts.own(2))"), seeing: [named], at: 2)
    let held = story.oracle.expectation([named, text], stamps: story.stamps, emptied: [text])
    #expect(held[story.title]?.value == Value.none && held[customer]?.value == .text("K1"))
    #expect(throws: Violation.self) { try story.oracle.mayBeEmpty(text, at: "here") }
    story.oracle.erase(customer: "K1", until: .max)
    // Of a case that head office never had, whatever it says counts.
    try story.oracle.mayBeEmpty(text, at: "here")
    #expect(story.oracle.words(about: [story.record], ofFirst: 2) == [Texts.own(2)])
    #expect(story.oracle.words(about: [story.record], ofFirst: 1).isEmpty)
  }

  @Test func `two values without sight of each other are both there, the later shown, flagged`() throws {
    var story = Story()
    let base = story.write(story.title, .text("soup"), seeing: [], at: 1)
    let a = story.write(story.title, .text("cold soup"), seeing: [base], at: 5)
    let b = story.write(story.title, .text("no soup"), seeing: [base], at: 4)
    let expected = try #require(story.expected([base, a, b]))
    #expect(expected.heads == [a, b])
    #expect(expected.winner == a)
    #expect(expected.isFlagged)
  }

  @Test func `equal values raise no flag, and an edit that saw them replaces both`() throws {
    var story = Story()
    let a = story.write(story.title, .text("soup"), seeing: [], at: 1)
    let b = story.write(story.title, .text("soup"), seeing: [], at: 2)
    #expect(try #require(story.expected([a, b])).isFlagged == false)
    let c = story.write(story.title, .text("汤"), seeing: [a, b], at: 3)
    #expect(story.expected([a, b, c])?.heads == [c])
  }

  @Test
  func `an edit of a field in conflict replaces the value shown and settles nothing; a decision settles`()
    throws
  {
    var story = Story()
    let a = story.write(story.title, .text("a"), seeing: [], at: 1)
    let b = story.write(story.title, .text("b"), seeing: [], at: 2)
    let edit = story.write(story.title, .text("c"), seeing: [a, b], at: 3)
    #expect(story.expected([a, b, edit])?.heads == [a, edit])
    #expect(story.expected([a, b, edit])?.isFlagged == true)
    let decision = story.write(story.title, .text("a"), seeing: [a, b, edit], at: 4, decides: true)
    #expect(story.expected([a, b, edit, decision])?.heads == [decision])
  }

  @Test func `what a missing version stood for stays replaced`() throws {
    var story = Story()
    let a = story.write(story.title, .text("a"), seeing: [], at: 1)
    let b = story.write(story.title, .text("b"), seeing: [a], at: 2)
    let c = story.write(story.title, .text("c"), seeing: [a, b], at: 3)
    #expect(story.expected([a, c])?.heads == [c])
  }

  @Test func `a deletion hides what its author saw, and conflicts with what they did not`() throws {
    var story = Story()
    let field = FieldID(CaseField.deleted.number)
    let a = story.write(story.title, .text("a"), seeing: [], at: 1)
    let deletion = story.write(field, .sight([]), seeing: [a], at: 2)
    #expect(story.oracle.presence(of: story.held([a, deletion]), children: []) == .deleted)
    let unseen = story.write(story.title, .text("b"), seeing: [a], at: 3)
    let all = story.held([a, deletion, unseen])
    #expect(story.oracle.presence(of: all, children: []) == .conflicted)
    let again = story.write(field, .sight([]), seeing: [a, deletion, unseen], at: 4)
    #expect(story.oracle.presence(of: story.held([a, deletion, unseen, again]), children: []) == .deleted)
    let back = story.write(field, .none, seeing: [a, deletion], at: 5)
    #expect(
      story.oracle.presence(of: story.held([a, deletion, unseen, again, back]), children: []) == .conflicted)
  }

  @Test
  func `a time that somebody typed may be impossible; what a wrong clock said is put right with its stamp`() {
    let now = TrueTime.start
    for ahead in [0, 4000 * 86_400_000, -11_000 * 86_400_000] as [Int64] {
      let text = LocalTime(milliseconds: now + ahead, offsetMinutes: 480).rfc3339
      for clockSaid in [nil, now + ahead] {
        var story = Story()
        let deed = story.write(
          FieldID(CaseField.loggedAt.number), .text(text), seeing: [], at: now, clockSaid: clockSaid)
        #expect(story.oracle.hasImpossibleTime(story.held([deed])) == (ahead != 0 && clockSaid == nil))
        // As long as nobody knows better than the clock.
        let byClock = HybridTime(milliseconds: now + ahead)
        story.stamps[deed] = Stamp(byClock, Dot(ReplicaID(high: 9, low: 0), 1))
        #expect(story.oracle.hasImpossibleTime(story.held([deed])) == (ahead < 0))
      }
    }
  }

  @Test func `labels of cases are found in raw bytes, and nothing else is`() {
    #expect(Texts.labels(in: Array("x⟦12⟧ soup ⟦7⟧⟦⟧⟦x⟧".utf8) + [0xE2, 0x9F]) == [12, 7])
    #expect(Texts.labels(in: []) == [])
    #expect(Texts.contains("soup", in: Array("cold soup".utf8)))
    #expect(!Texts.contains("soups", in: Array("cold soup".utf8)))
  }
}
