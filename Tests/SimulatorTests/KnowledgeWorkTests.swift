import Complaints
import Testing
import Versioning

@testable import Simulator

/// Who may write what of the knowledge base, where it is held, and what an erasure takes of it.
@Suite("What the oracle knows of knowledge")
struct KnowledgeWorkTests {
  private static let manuscript = RecordID(high: 1, low: 5)
  private static let published = FieldWrite(
    FieldID(ManuscriptField.published.number), .text(SharedRecord.id(.study, "parcel").description))

  private func change(
    _ kind: RecordKind, in scope: String, by branch: String, _ writes: [FieldWrite] = []
  ) -> Change {
    Change(
      dot: Dot(OfficeStory.replica, 1), record: Self.manuscript, kind: kind, aggregate: Self.manuscript,
      scope: scope, author: Author(name: "Li Na", branch: branch), group: Group(first: 1, count: 1), salt: 7,
      writes: writes,
      times: Times(stamp: HybridTime(milliseconds: OfficeStory.now), wall: OfficeStory.now))
  }

  private func returned(_ value: Value) -> FieldWrite {
    FieldWrite(FieldID(ManuscriptField.returned.number), value)
  }

  @Test func `a manuscript is written at its branch and at head office, which alone says what becomes of it`()
  {
    let branches: [FieldWrite] = [returned(.none)]
    for writes in [[], branches] {
      let own = change(.manuscript, in: "SH01", by: "SH01", writes)
      #expect(Oracle.mayWrite(own, .branchStaff, of: "SH01"))
      #expect(!Oracle.mayWrite(own, .auditor, of: "SH01"))
      #expect(!Oracle.mayWrite(own, .dutyManager, of: "SH02"))
      #expect(!Oracle.mayWrite(change(.manuscript, in: "shared", by: "HQ", writes), .admin, of: "HQ"))
    }
    for write in [Self.published, returned(.text("too long"))] {
      #expect(
        !Oracle.mayWrite(change(.manuscript, in: "SH01", by: "SH01", [write]), .dutyManager, of: "SH01"))
      #expect(Oracle.mayWrite(change(.manuscript, in: "SH01", by: "HQ", [write]), .headOffice, of: "HQ"))
    }
  }

  @Test func `what is published is head office's, whether it helped is said at each branch for itself`() {
    for kind in [RecordKind.article, .study, .notice] {
      #expect(Oracle.mayWrite(change(kind, in: "shared", by: "HQ"), .headOffice, of: "HQ"))
      #expect(!Oracle.mayWrite(change(kind, in: "HQ", by: "HQ"), .headOffice, of: "HQ"))
      #expect(!Oracle.mayWrite(change(kind, in: "shared", by: "SH01"), .dutyManager, of: "SH01"))
    }
    #expect(Oracle.mayWrite(change(.helpful, in: "SH01", by: "SH01"), .branchStaff, of: "SH01"))
    #expect(!Oracle.mayWrite(change(.helpful, in: "shared", by: "HQ"), .admin, of: "HQ"))
    #expect(Oracle.mayWrite(change(.acknowledgement, in: "SH01", by: "SH01"), .branchStaff, of: "SH01"))
    #expect(!Oracle.mayWrite(change(.acknowledgement, in: "SH01", by: "SH01"), .auditor, of: "SH01"))
    #expect(!Oracle.mayWrite(change(.acknowledgement, in: "SH01", by: "HQ"), .admin, of: "HQ"))
  }

  @Test func `an erasure takes a manuscript of the case and what was decided of it, and no other`() throws {
    var story = OfficeStory()
    try story.take([FieldWrite(story.customer, .text("K1"))])
    let (lesson, draft) = (FieldID(ManuscriptField.lesson.number), Texts.own(1))
    let of = FieldWrite(FieldID(ManuscriptField.cases.number, story.record.description), .flag(true))
    try story.take([FieldWrite(lesson, .text(draft)), of], of: Self.manuscript, kind: .manuscript)
    let other = RecordID(high: 1, low: 6)
    try story.take([FieldWrite(lesson, .text("call first"))], of: other, kind: .manuscript)
    let complaint = FieldWrite(FieldID(HelpfulField.complaint.number), .text(story.record.description))
    let helpful = RecordID(high: 1, low: 7)
    try story.take([complaint], of: helpful, kind: .helpful)
    #expect(!story.oracle.isDue(Self.manuscript, in: Self.manuscript, kind: .manuscript))
    story.oracle.erase(customer: "K1", until: .max)
    #expect(story.oracle.isDue(Self.manuscript, in: Self.manuscript, kind: .manuscript))
    #expect(story.oracle.isDue(RecordID(high: 2, low: 1), in: Self.manuscript, kind: .decision))
    #expect(story.oracle.isDue(helpful, in: helpful, kind: .helpful))
    #expect(!story.oracle.isDue(other, in: other, kind: .manuscript))
  }

  @Test func `of a manuscript's words those are gone that were not published`() throws {
    var story = OfficeStory()
    let (lesson, draft, confirmed) = (FieldID(ManuscriptField.lesson.number), Texts.own(1), Texts.own(2))
    try story.take([FieldWrite(lesson, .text("⟦5⟧ " + draft))], of: Self.manuscript, kind: .manuscript)
    try story.take([FieldWrite(lesson, .text(confirmed))], of: Self.manuscript, kind: .manuscript)
    func words() -> Set<String> { story.oracle.words(about: [Self.manuscript], ofFirst: .max) }
    #expect(words() == [draft, confirmed])
    try story.take(
      [FieldWrite(FieldID(StudyField.lesson.number), .text(confirmed))], of: RecordID(high: 3, low: 1),
      kind: .study)
    #expect(words() == [draft])
  }

  @Test func `a branch goes by head office's word of what that published and lost, and of nothing else`()
    throws
  {
    var oracle = Oracle()
    func take(_ scope: String) throws -> DeedID {
      let change = change(.article, in: scope, by: "HQ")
      let id = oracle.remember(
        change, device: 0, event: 1, madeAt: OfficeStory.now, seenStamp: 0, isCovered: false,
        intent: .ordinary, isReported: true, view: { _ in nil }, aggregate: [])
      _ = try oracle.accept(change, takenAt: OfficeStory.now)
      return id
    }
    let id = try take("shared")
    oracle.noteLostPublications()
    #expect(oracle.lostPublications.isEmpty, "it is there")
    oracle.forgetStanding()
    oracle.noteLostPublications()
    #expect(oracle.lostPublications == [id])
    func holding(_ deeds: Set<DeedID>) -> Holding {
      var holding = Holding()
      holding.records[Self.manuscript] = Held(
        bytes: [], record: Self.manuscript, kind: .article, aggregate: Self.manuscript, scope: "shared",
        deeds: deeds, stamps: [:], erased: [], expected: [:])
      return holding
    }
    let laws = StoreLaws(oracle: oracle, place: "SH01-a")
    func forget(_ lost: Set<DeedID>) throws {
      try laws.forgetsNothing(
        holding([id]), holding([]), own: [], waiting: [], beside: [], lost: lost, mayHold: { _ in true })
    }
    #expect(throws: Never.self) { try forget(oracle.lostPublications) }
    #expect(throws: Violation.self) { try forget([]) }
  }
}
