import Complaints
import Testing
import Versioning

@Suite("Times that a clock said, and times that a person typed")
struct ClockTimesTests {
  private static let now: Int64 = 1_795_334_405_250  // 2026-11-22T16:00:05.25+08:00
  private static let days400: Int64 = 400 * 86_400_000

  /// What is read of a time in a case whose author's clock was so far ahead.
  private func read(
    _ text: String, ahead: Int64, quality: ClockQuality = .exact, field: FieldDefinition = CaseField.loggedAt
  ) -> Value {
    let record = Identifier(high: 1, low: 2)
    let change = Change(
      dot: Dot(Identifier(high: 1, low: 1), 1), record: record, kind: .case, aggregate: record, scope: "SH01",
      author: Author(name: "李娜", branch: "SH01"), group: Group(first: 1, count: 1), salt: 1,
      writes: [FieldWrite(FieldID(field.number), .text(text))],
      times: Times(
        stamp: HybridTime(milliseconds: Self.now), wall: Self.now + ahead, quality: quality))
    return apply(change, to: nil).state.shown(field)
  }

  private func time(_ milliseconds: Int64) -> String {
    DateText.time(LocalTime(milliseconds: milliseconds - milliseconds % 1000, offsetMinutes: 480)).stored
  }

  @Test(arguments: [days400, -days400, -now + 5000, 6000])
  func `what a wrong clock said is read by the stamp`(ahead: Int64) {
    #expect(read(time(Self.now + ahead), ahead: ahead) == .text("2026-11-22T16:00:05+08:00"))
    #expect(read(time(Self.now + ahead - 40_000), ahead: ahead) == .text("2026-11-22T15:59:25+08:00"))
  }

  @Test func `what was typed stays, a minute before the wrong clock or later, and so does every day`() {
    for text in [
      "2026-11-22T16:00:00+08:00", "2026-11-20", time(Self.now + Self.days400 - 61_000),
      time(Self.now + Self.days400 + 2000), "yesterday",
    ] { #expect(read(text, ahead: Self.days400) == .text(text)) }
  }

  @Test func `what lies less than a minute before the clock is what it said, a whole minute was typed`() {
    let clock = LocalTime(milliseconds: Self.now, offsetMinutes: 480)
    func isSaid(_ before: Int64) -> Bool {
      LocalTime(milliseconds: Self.now - before, offsetMinutes: 480).said(at: clock, by: clock) != nil
    }
    #expect(isSaid(0) && isSaid(59_999))
    #expect(!isSaid(60_000) && !isSaid(-1))
  }

  @Test func `a clock that is right, or only measured to be a little off, says what it says`() {
    for ahead in [0, 3, -4999, 5000] as [Int64] {
      let text = time(Self.now + ahead)
      #expect(read(text, ahead: ahead) == .text(text))
    }
    let text = time(Self.now - 86_400_000)
    #expect(read(text, ahead: -86_400_000, quality: .local) == .text(text))
  }

  @Test func `a text that looks like a time is a text`() {
    let text = time(Self.now + Self.days400)
    #expect(read(text, ahead: Self.days400, field: CaseField.title) == .text(text))
  }
}
