import Complaints
import Testing
import Versioning

@testable import Simulator

/// Which records an erasure takes: those have to be empty, and no others may be.
@Suite("What the oracle lets an erasure take")
struct DueErasureTests {
  private func stored(_ record: RecordID, _ kind: RecordKind = .case) -> StoredRecord {
    StoredRecord(
      record: record, kind: kind, aggregate: record, scope: "SH01", position: 1, number: nil, state: nil,
      current: nil)
  }

  private func isAllowed(
    _ fields: Set<UInt32>, _ oracle: Oracle, _ record: RecordID, _ kind: RecordKind = .case
  ) -> Bool {
    (try? oracle.mayBeErased(fields, of: stored(record, kind), at: "here")) != nil
  }

  private let personal: Set<UInt32> = [CaseField.narrative.number]

  @Test func `a case that names the customer, and no field that names nobody`() throws {
    var story = OfficeStory()
    try story.take([FieldWrite(story.customer, .text("K1"))])
    #expect(!isAllowed(personal, story.oracle, story.record))
    story.oracle.erase(customer: "K2", until: .max)
    #expect(!isAllowed(personal, story.oracle, story.record))
    story.oracle.erase(customer: "K1", until: .max)
    #expect(isAllowed(personal, story.oracle, story.record))
    #expect(!isAllowed([CaseField.severity.number], story.oracle, story.record))
    story.oracle.carryOutErasures()
    #expect(story.oracle.due.owed == [story.record])
  }

  @Test
  func
    `a case that had been given to somebody else before is not theirs; one that is given later stays empty`()
    throws
  {
    var story = OfficeStory()
    try story.take([FieldWrite(story.customer, .text("K1"))])
    try story.take([FieldWrite(story.customer, .text("K2"))])
    story.oracle.erase(customer: "K1", until: .max)
    story.oracle.carryOutErasures()
    #expect(!isAllowed(personal, story.oracle, story.record))
    #expect(story.oracle.due.owed.isEmpty)
    story.oracle.erase(customer: "K2", until: .max)
    story.oracle.carryOutErasures()
    try story.take([FieldWrite(story.customer, .text("K0"))])
    #expect(story.oracle.due.owed == [story.record])
    // A head office that was put back holds again what was corrected since.
    var other = OfficeStory()
    try other.take([FieldWrite(other.customer, .text("K1"))])
    try other.take([FieldWrite(other.customer, .text("K2"))])
    other.oracle.erase(customer: "K1", until: .max)
    other.oracle.loseCertainty()
    #expect(isAllowed(personal, other.oracle, other.record))
    #expect(other.oracle.due.owed.isEmpty)
  }

  @Test func `a change that names an erased customer takes its case when it comes`() throws {
    var story = OfficeStory()
    try story.take([FieldWrite(story.title, .text("soup"))])
    story.oracle.erase(customer: "K1", until: .max)
    let late = story.change([FieldWrite(story.customer, .text("K1"))])
    let id = story.make(late)
    // Until then nothing but itself may be empty.
    try story.oracle.mayBeEmpty(id, at: "here")
    #expect(throws: Violation.self) { try story.oracle.mayBeEmpty(0, at: "here") }
    _ = try story.oracle.accept(late, takenAt: OfficeStory.now)
    story.oracle.owe(id, isWhole: true) { false }
    story.oracle.carryOutErasures()
    #expect(story.oracle.due.owed == [story.record])
    try story.oracle.mayBeEmpty(0, at: "here")
  }

  @Test func `who is given the id after it is somebody else, unless the clock tells nothing`() throws {
    var story = OfficeStory()
    try story.take([FieldWrite(story.customer, .text("K1"))])
    story.oracle.erase(customer: "K1", until: OfficeStory.now)
    story.oracle.carryOutErasures()
    #expect(!isAllowed(personal, story.oracle, story.record) && story.oracle.due.owed.isEmpty)
    story.oracle.due.untrusted.insert(0)
    story.oracle.erase(customer: "K1", until: OfficeStory.now)
    story.oracle.carryOutErasures()
    #expect(isAllowed(personal, story.oracle, story.record) && story.oracle.due.owed.isEmpty)
  }

  @Test func `a signal only where it became such a case`() throws {
    var story = OfficeStory()
    let signal = RecordID(high: 2, low: 1)
    try story.take([FieldWrite(story.customer, .text("K1"))])
    story.oracle.erase(customer: "K1", until: .max)
    try story.take(
      [FieldWrite(FieldID(SignalField.text.number), .text("sighed"))], of: signal, kind: .signal)
    let text = try #require(story.oracle.deeds.last?.id)
    #expect(throws: Violation.self) { try story.oracle.mayBeEmpty(text, at: "here") }
    #expect(!isAllowed([SignalField.text.number], story.oracle, signal, .signal))
    let link = FieldID(SignalField.cases.number, story.record.description)
    try story.take([FieldWrite(link, .flag(true))], of: signal, kind: .signal)
    try story.oracle.mayBeEmpty(text, at: "here")
    #expect(isAllowed([SignalField.text.number], story.oracle, signal, .signal))
  }

  @Test func `a change that was emptied is known by the hash of what was written`() throws {
    var story = OfficeStory()
    let whole = try story.take([
      FieldWrite(FieldID(CaseField.narrative.number), .text("cold")),
      FieldWrite(FieldID(CaseField.severity.number), .text("minor")),
    ])
    let emptied = try #require(whole.erasing([CaseField.narrative.number]))
    #expect(story.oracle.unerased(emptied)?.encodedContent() == whole.encodedContent())
    #expect(story.oracle.unerased(whole) == nil)
    // What names nobody is not put back: it should not have gone.
    let other = try #require(whole.erasing([CaseField.severity.number]))
    #expect(story.oracle.unerased(other) == nil)
  }
}
