import Language
import Testing
import Versioning
import Zones

@testable import Complaints

/// What a notice asks, of whom, and who has answered.
@Suite("Notices and their acknowledgements") struct NoticeTests {
  private static let replica = ReplicaID(high: 1, low: 1)

  private func notice(_ values: (FieldDefinition, String?, Value)...) throws -> Notice {
    let key = [(SharedField.key, String?.none, Value.text("thin-carton"))]
    return try #require(Notice(Self.state(.notice, SharedRecord.id(.notice, "thin-carton"), key + values)))
  }

  private static func state(
    _ kind: RecordKind, _ record: RecordID, by name: String = "Chen", at: Int64 = 1_800_000_000_000,
    _ values: [(FieldDefinition, String?, Value)]
  ) -> RecordState {
    let change = Change(
      dot: Dot(replica, 1), record: record, kind: kind, aggregate: record,
      scope: kind == .notice ? "shared" : "SH01", author: Author(name: name, branch: "HQ"),
      group: Group(first: 1, count: 1), salt: 7,
      writes: values.map { FieldWrite(FieldID($0.0.number, $0.1), $0.2) },
      times: Times(stamp: HybridTime(milliseconds: at), wall: at))
    return apply(change, to: nil).state
  }

  private func said(
    _ number: UInt64, of notice: Notice, _ version: String, at branch: String, by name: String, at: Int64
  ) throws -> Acknowledgement {
    let state = Self.state(
      .acknowledgement, RecordID(high: 9, low: number), by: name, at: at,
      [
        (AcknowledgementField.of, nil, .text(notice.id.description)),
        (AcknowledgementField.version, nil, .text(version)),
      ])
    return try #require(Acknowledgement(state, scope: branch))
  }

  @Test func `another text, kind, product, batch or supplier is another version, nothing else is`() throws {
    let plain = try notice((NoticeField.text, nil, .text("封存")))
    #expect(plain.version.utf8.count == 16)
    for field in Notice.instructing where field != NoticeField.text {
      let other = try notice((NoticeField.text, nil, .text("封存")), (field, nil, .text("x")))
      #expect(other.version != plain.version, "\(field.id)")
    }
    #expect(try notice((NoticeField.text, nil, .text("封存并清点"))).version != plain.version)
    let same = try notice(
      (NoticeField.text, nil, .text("封存")), (NoticeField.title, nil, .text("停用")),
      (NoticeField.branches, "SH01", .flag(true)), (NoticeField.acknowledgeBy, nil, .text("2027-01-01")),
      (NoticeField.until, nil, .text("2027-02-01")), (NoticeField.withdrawn, nil, .flag(true)))
    #expect(same.version == plain.version)
    // What moves from one field to the next is not the same.
    #expect(
      try notice((NoticeField.product, nil, .text("B"))).version
        != notice((NoticeField.batch, nil, .text("B"))).version)
  }

  @Test func `the version is what Protocol_md says that it is`() throws {
    // printf '封存\037stop_use\037\037B-1\037\037' | sha256sum
    let stop = try notice(
      (NoticeField.text, nil, .text("封存")), (NoticeField.purpose, nil, .text("stop_use")),
      (NoticeField.batch, nil, .text("B-1")))
    #expect(stop.version == "a04e667078e0c54c")
  }

  @Test func `it is for the branches that it names, or for all but head office`() throws {
    let all = try notice()
    #expect(all.isFor("SH01") && all.isFor("SH02") && !all.isFor("HQ"))
    let one = try notice(
      (NoticeField.branches, "SH01", .flag(true)), (NoticeField.branches, "SH02", .none))
    #expect(one.isFor("SH01") && !one.isFor("SH02") && one.branches == ["SH01"])
  }

  @Test func `it holds until its last day is over, or it is withdrawn`() throws {
    let day = try #require(DateText(stored: "2027-01-01")).end(in: .utc)
    let until = try notice((NoticeField.until, nil, .text("2027-01-01")))
    #expect(until.isInForce(at: day, zone: .utc) && !until.isInForce(at: day + 1, zone: .utc))
    #expect(try !notice((NoticeField.withdrawn, nil, .flag(true))).isInForce(at: 0, zone: .utc))
    #expect(try notice().isInForce(at: day + 1, zone: .utc))
  }

  @Test func `a case is of it where nothing that both name differs, and something is the same`() throws {
    let stop = try notice(
      (NoticeField.product, nil, .text("快递纸箱")), (NoticeField.batch, nil, .text("B-2024")))
    func concerns(_ fields: [FieldDefinition: String], _ terms: Terms = .builtIn) -> Bool {
      stop.concerns(terms: terms) { fields[$0] }
    }
    #expect(concerns([CaseField.product: "快递纸箱", CaseField.batch: "b 2024"]))
    #expect(concerns([CaseField.batch: "Ｂ2024"]), "however it is spelt")
    #expect(concerns([CaseField.product: " 快递纸箱 "]), "of what batch it is nobody said")
    #expect(!concerns([CaseField.product: "快递纸箱", CaseField.batch: "B-2025"]))
    #expect(!concerns([CaseField.product: "瓷碗", CaseField.batch: "B-2024"]))
    #expect(!concerns([CaseField.supplier: "华美"]) && !concerns([:]))
    #expect(try !notice().concerns(terms: .builtIn) { _ in "快递纸箱" }, "it names nothing")
  }

  @Test func `what head office calls by one term is one product`() throws {
    let key = "product-carton"
    let term = Self.state(
      .term, SharedRecord.id(.term, key),
      [
        (SharedField.key, nil, .text(key)), (TermField.labelChinese, nil, .text("快递纸箱")),
        (TermField.labelEnglish, nil, .text("Carton")), (TermField.synonyms, "包装箱", .flag(true)),
      ])
    let stop = try notice((NoticeField.product, nil, .text("快递纸箱")))
    #expect(stop.concerns(terms: Terms([term])) { $0 == CaseField.product ? "包装箱" : nil })
    #expect(!stop.concerns(terms: .builtIn) { $0 == CaseField.product ? "包装箱" : nil })
  }

  @Test func `one word of its branch is enough, two are both there, and an earlier version counts no more`()
    throws
  {
    let stop = try notice((NoticeField.text, nil, .text("封存")))
    let other = try notice((NoticeField.text, nil, .text("销毁")))
    let words = [
      try said(1, of: stop, stop.version, at: "SH01", by: "王芳", at: 1_795_000_002_000),
      try said(2, of: stop, stop.version, at: "SH01", by: "李娜", at: 1_795_000_001_000),
      try said(3, of: stop, other.version, at: "SH02", by: "周明", at: 1_795_000_000_000),
    ]
    let one = NoticeStanding(stop, at: "SH01", of: words)
    #expect(one.said.map(\.name) == ["李娜", "王芳"] && !one.isMissing && one.before.isEmpty)
    let two = NoticeStanding(stop, at: "SH02", of: words)
    #expect(two.isMissing && two.said.isEmpty && two.before.map(\.name) == ["周明"])
    #expect(NoticeStanding(stop, at: "SH03", of: words).isMissing)
    #expect(!NoticeStanding(stop, at: "HQ", of: words).isMissing)
  }

  @Test func `it is due by its date, and before all that is due besides`() throws {
    #expect(Deadline(try notice(), zone: .utc) == nil)
    let due = try #require(
      Deadline(
        try notice(
          (NoticeField.acknowledgeBy, nil, .text("2027-01-01")), (NoticeField.title, nil, .text("停用"))),
        zone: .utc))
    #expect(due.due == DateText(stored: "2027-01-01")?.end(in: .utc) && due.owed?.what == "停用")
    let emergency = DueOrder(
      isFirst: true, severity: "severe", urgency: "high", complexity: "low", due: 0, now: 1000)
    #expect(DueOrder(acknowledgingBy: .max) < emergency)
    #expect(DueOrder(acknowledgingBy: 1) < DueOrder(acknowledgingBy: 2))
  }
}
