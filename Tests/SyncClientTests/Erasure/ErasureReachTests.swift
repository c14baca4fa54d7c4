import CaseIndex
import Complaints
import RecordStore
import Replica
import SyncClient
import TestSupport
import Testing
import Versioning

/// What is said before an erasure that it would empty is what it empties then.
@Suite("What an erasure says that it empties")
struct ErasureReachTests {
  /// A value in the form of a field, with which it holds something.
  private static func edit(_ field: FieldDefinition) -> FieldEdit? {
    if field.isSet {
      return FieldEdit(
        FieldID(field.number, "zzreachzz"), field.elements == .texts ? .text("zzreachzz") : .flag(true))
    }
    switch field.type {
    case .text, .longText, .phone, .term: return FieldEdit(FieldID(field.number), .text("zzreachzz"))
    case .date: return FieldEdit(FieldID(field.number), .text("2026-11-20"))
    case .flag: return FieldEdit(FieldID(field.number), .flag(true))
    default: return nil
    }
  }

  /// All that a record of a kind can say that is personal.
  private static func personal(_ kind: RecordKind) -> [FieldEdit] {
    Schema.fields(of: kind).filter(\.personal).compactMap(edit)
  }

  private func states(_ device: TestReplica) throws -> [RecordID: RecordState] {
    let ids = try device.cases().map(\.id)
    return try device.store.read { reader in
      var states: [RecordID: RecordState] = [:]
      let roots = try (RecordKind.besideCases + [.person]).flatMap { try reader.db.records(of: $0) }
      let cases = try ids.compactMap { try reader.db.record($0) }
      for row in try roots + cases + cases.flatMap({ try reader.db.children(of: $0.id) }) {
        states[row.id] = try row.decoded()
      }
      return states
    }
  }

  @Test func `of every kind exactly those are told that lose something`() async throws {
    let shop = try await ErasedShop()
    let other = try shop.a.new([("channel", "phone"), ("narrative", "zzbankzz"), ("customer_id", "B-2")])
    let children = Schema.kinds.filter { $0.standsAlone == false && !Self.personal($0).isEmpty }
    #expect(children.contains(.task) && children.contains(.survey) && children.contains(.commitment))
    try shop.a.store.write { session in
      for root in [shop.record, other] {
        for kind in children {
          let more =
            kind == .approval ? [FieldEdit(FieldID(ApprovalField.role.number), .text("duty_manager"))] : []
          session.create(session.newRecordID(), kind: kind, aggregate: root, Self.personal(kind) + more)
          try session.endGroup()
        }
        // One of each that says nothing personal: of it nothing goes.
        session.create(session.newRecordID(), kind: .task, aggregate: root, [])
        try session.endGroup()
      }
      func remark(_ text: String, _ more: [FieldEdit] = []) throws {
        _ = try session.newRemark(
          [FieldEdit(FieldID(RemarkField.text.number), .text(text))] + more, at: BranchCode(typed: "SH01"))
      }
      try remark(
        "zzhiszz of his case", [FieldEdit(FieldID(RemarkField.complaint.number), .text("\(shop.record)"))])
      try remark("zznamedzz ZhangWeiXq thanked her")
      try remark("zzelsezz of somebody else")
      for text in ["zzsignalzz ZhangWeiXq sighed", "zzothersignalzz"] {
        _ = try session.newSignal([FieldEdit(FieldID(SignalField.text.number), .text(text))])
      }
      for text in ["zzlessonzz of ZhangWeiXq", "zzotherlessonzz"] {
        session.create(
          session.newRecordID(), kind: .manuscript,
          [FieldEdit(FieldID(ManuscriptField.lesson.number), .text(text))])
        try session.endGroup()
        session.create(
          session.newRecordID(), kind: .helpful,
          [FieldEdit(FieldID(HelpfulField.comment.number), .text(text))])
        try session.endGroup()
        session.create(
          session.newRecordID(), kind: .attendance,
          [FieldEdit(FieldID(AttendanceField.title.number), .text(text))])
        try session.endGroup()
        session.create(
          session.newRecordID(), kind: .acknowledgement,
          [FieldEdit(FieldID(AcknowledgementField.done.number), .text(text))])
        try session.endGroup()
      }
      // A link of another's case that goes to his, and one that goes elsewhere.
      for (end, reason) in [(shop.record, "zzlinkzz of his table"), (other, "zzotherlinkzz of a table")] {
        session.create(
          session.newRecordID(), kind: .link, aggregate: other,
          [
            FieldEdit(FieldID(LinkField.kind.number), .text(LinkKind.related.rawValue)),
            FieldEdit(FieldID(LinkField.other.number), .text(end.description)),
            FieldEdit(FieldID(LinkField.reason.number), .text(reason)),
          ])
        try session.endGroup()
      }
      _ = try session.newPerson(
        [FieldEdit(FieldID(PersonField.name.number), .text("ZhangWeiXq"))], at: "SH01")
    }
    for device in [shop.a, shop.admin] { #expect(await device.sync().failure == nil) }
    #expect(try shop.a.quarantined().isEmpty)
    shop.world.wait()
    let before = try states(shop.admin)
    let told = try shop.admin.store.read { try $0.customer("KH-77-Q").records }
    try await shop.erase()
    let after = try states(shop.admin)
    var emptied: [RecordKind: Int] = [:]
    for (id, state) in before {
      let values = state.fields.map { $0.heads.map(\.value) }
      let left = state.fields.map { after[id]?[$0.field]?.heads.map(\.value) ?? [] }
      if values != left { emptied[state.kind, default: 0] += 1 }
    }
    #expect(told == emptied)
    #expect(
      told[.remark] == 2 && told[.signal] == 1 && told[.task] == 1 && told[.case] == 1 && told[.person] == nil
    )
    for kind in children + [.manuscript, .helpful, .attendance, .acknowledgement] {
      #expect(told[kind] == (kind == .link ? 2 : 1), "\(kind.id)")
    }
    shop.expectGone(["zzhiszz", "zznamedzz", "zzsignalzz", "zzlessonzz", "zzlinkzz"])
    #expect(try shop.admin.store.read { try $0.customer("KH-77-Q").records }.isEmpty)
  }

  @Test func `cases without an id that are taken for the customer's count with all that hangs on them`()
    async throws
  {
    let shop = try await ErasedShop()
    let nameless = try shop.a.new([("channel", "phone"), ("narrative", "again"), ("phone", "13812345678")])
    try shop.a.note(nameless, "he called")
    func told(_ adopted: [RecordID]) throws -> [RecordKind: Int] {
      try shop.a.store.read { try $0.customers(["KH-77-Q"], with: adopted).records }
    }
    #expect(try told([]) == [.case: 1])
    #expect(try told([nameless]) == [.case: 2, .note: 1])
  }
}
