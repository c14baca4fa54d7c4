import Testing
import Versioning

@testable import Complaints

/// What becomes of a manuscript, and what head office publishes of it.
@Suite("Articles, studies and their manuscripts") struct KnowledgeItemTests {
  private static let replica = ReplicaID(high: 1, low: 1)
  private static let id = RecordID(high: 7, low: 0xABCDEF)

  private func state(
    _ kind: RecordKind, _ record: RecordID = id, by author: String = "Li Na", at: Int64 = 1_800_000_000_000,
    _ values: (FieldDefinition, String?, Value)...
  ) -> RecordState {
    let change = Change(
      dot: Dot(Self.replica, 1), record: record, kind: kind, aggregate: record, scope: "SH01",
      author: Author(name: author, branch: "SH01"), group: Group(first: 1, count: 1), salt: 7,
      writes: values.map { FieldWrite(FieldID($0.0.number, $0.1), $0.2) },
      times: Times(stamp: HybridTime(milliseconds: at), wall: at))
    return apply(change, to: nil).state
  }

  private func item(_ values: (FieldDefinition, String?, Value)...) throws -> KnowledgeItem {
    var all: [(FieldDefinition, String?, Value)] = [(ManuscriptField.form, nil, .text("study"))]
    all += values
    let change = Change(
      dot: Dot(Self.replica, 1), record: Self.id, kind: .manuscript, aggregate: Self.id, scope: "SH01",
      author: Author(name: "Li Na", branch: "SH01"), group: Group(first: 1, count: 1), salt: 7,
      writes: all.map { FieldWrite(FieldID($0.0.number, $0.1), $0.2) },
      times: Times(stamp: HybridTime(milliseconds: 1_800_000_000_000), wall: 1_800_000_000_000))
    return try #require(KnowledgeItem(apply(change, to: nil).state, scope: "SH01"))
  }

  @Test func `it is a draft, handed in, sent back, published, by what stands in it`() throws {
    let submitted = (ManuscriptField.submittedAt, String?.none, Value.text("2026-11-30T10:00:00+08:00"))
    let returned = (ManuscriptField.returned, String?.none, Value.text("还缺结果"))
    let published = (
      ManuscriptField.published, String?.none, Value.text(SharedRecord.id(.study, "carton").description)
    )
    #expect(try item().stage == .draft)
    #expect(try item(submitted).stage == .submitted)
    #expect(try item(submitted, returned).stage == .returned)
    #expect(try item(submitted, returned, published).stage == .published)
    #expect(try item(published).published == SharedRecord.id(.study, "carton"))
  }

  @Test func `what is handed over is its content, and neither its cases nor who wrote it`() throws {
    let manuscript = try item(
      (ManuscriptField.title, nil, .text("纸箱变薄")), (ManuscriptField.lesson, nil, .text("先停用纸箱")),
      (ManuscriptField.tags, "包装", .flag(true)), (ManuscriptField.classes, "product_quality", .flag(true)),
      (ManuscriptField.cases, RecordID(high: 1, low: 2).description, .flag(true)),
      (ManuscriptField.submittedBy, nil, .text("李娜")), (ManuscriptField.returned, nil, .text("太长")))
    let edits = manuscript.handingOver(to: nil)
    #expect(
      Set(edits) == [
        FieldEdit(FieldID(KnowledgeField.title.number), .text("纸箱变薄")),
        FieldEdit(FieldID(StudyField.lesson.number), .text("先停用纸箱")),
        FieldEdit(FieldID(KnowledgeField.tags.number, "包装"), .flag(true)),
        FieldEdit(FieldID(KnowledgeField.classes.number, "product_quality"), .flag(true)),
      ])
  }

  @Test func `published again, what it does not say any more goes, and what is equal is not written`() throws
  {
    let key = SharedRecord.id(.study, "carton")
    let stands = state(
      .study, key, (SharedField.key, nil, .text("carton")), (KnowledgeField.title, nil, .text("纸箱变薄")),
      (StudyField.result, nil, .text("破损减少")), (KnowledgeField.tags, "旧", .flag(true)))
    let edits = try item(
      (ManuscriptField.title, nil, .text("纸箱变薄")), (ManuscriptField.tags, "包装", .flag(true))
    ).handingOver(to: stands)
    #expect(
      Set(edits) == [
        FieldEdit(FieldID(StudyField.result.number), .none),
        FieldEdit(FieldID(KnowledgeField.tags.number, "旧"), .none),
        FieldEdit(FieldID(KnowledgeField.tags.number, "包装"), .flag(true)),
      ])
  }

  @Test func `every field of its content has one in what is published, of the same type`() throws {
    for form in KnowledgeForm.allCases {
      for field in form.content {
        let target = try #require(form.published(field), "\(form) \(field.id)")
        #expect(target.type == field.type && target.label == field.label)
      }
      let handed = Set(form.content.map(\.id))
      let own: Set = ["key", "approved_by", "approved_at", "retired"]
      #expect(Set(Schema.fields(of: form.kind).map(\.id)) == handed.union(own))
    }
  }

  @Test func `what is published under another id than its key's is not read`() {
    let forged = state(.study, Self.id, (SharedField.key, nil, .text("carton")))
    #expect(KnowledgeItem(forged, scope: "shared") == nil)
    let own = state(.article, SharedRecord.id(.article, "refunds"), (SharedField.key, nil, .text("refunds")))
    #expect(KnowledgeItem(own, scope: "shared")?.name == "refunds")
    #expect(KnowledgeItem(state(.phrase, Self.id), scope: "shared") == nil)
  }

  @Test func `of one who says twice of one case whether it helped, the last counts; of two both do`() {
    let of = SharedRecord.id(.study, "carton")
    func said(_ low: UInt64, _ helped: Bool, by name: String, at: Int64, in complaint: String? = nil)
      -> (state: RecordState, scope: String)
    {
      let about = (HelpfulField.complaint, String?.none, complaint.map { Value.text($0) } ?? .none)
      return (
        state(
          .helpful, RecordID(high: 9, low: low), by: name, at: at,
          (HelpfulField.of, nil, .text(of.description)),
          (HelpfulField.helped, nil, .flag(helped)), about), "SH01"
      )
    }
    let now: Int64 = 1_800_000_000_000
    var count = HelpfulCount()
    (count.yes, count.no) = (2, 1)
    let other = RecordID(high: 1, low: 2).description
    let all = [
      said(1, false, by: "李娜", at: now), said(2, true, by: "李娜", at: now + 1000),
      said(3, true, by: "王芳", at: now), said(4, false, by: "王芳", at: now, in: other),
    ]
    #expect(HelpfulCount.counts(all) == [of: count])
    #expect(HelpfulCount.counts(all.reversed()) == [of: count])
  }
}
