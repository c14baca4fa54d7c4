import Complaints
import FoundationEssentials
import Replica
import SyncClient
import TestSupport
import Testing
import Versioning

/// What comes of two people who write to one kind of record without sight of each other, kind by kind. The table
/// of Protocol.md, section 9.6, has the same rows.
@Suite("Two people at once, kind by kind")
struct ConcurrencyTableTests {
  enum Outcome: String {
    case kept = "both stay"
    case conflict = "conflict"
    case merged = "both stand"
    case never = "–"
  }

  struct Row: CustomTestStringConvertible {
    let kind: RecordKind
    /// Two fields that are written; none: the kind is only ever added.
    let fields: (FieldDefinition, FieldDefinition)?
    let values: (Value, Value)
    /// It has a key: who makes one with the same key writes the same record.
    var key: String?

    var testDescription: String { kind.id }
    var added: Outcome { key == nil ? .kept : .conflict }
    var same: Outcome { fields == nil ? .never : .conflict }
    var different: Outcome { fields == nil ? .never : .merged }
    var cells: [String] { ["`\(kind.id)`", added.rawValue, same.rawValue, different.rawValue] }

    init(_ kind: RecordKind, key: String? = nil) {
      (self.kind, fields, values, self.key) = (kind, nil, (.none, .none), key)
    }

    init(
      _ kind: RecordKind, _ a: FieldDefinition, _ b: FieldDefinition,
      _ values: (Value, Value) = (.text("一"), .text("二")), key: String? = nil
    ) {
      (self.kind, fields, self.values, self.key) = (kind, (a, b), values, key)
    }
  }

  static let rows = [
    Row(.case, CaseField.product, CaseField.place), Row(.note), Row(.need, NeedField.text, NeedField.kind),
    Row(.option, OptionField.steps, OptionField.cons), Row(.approval), Row(.consent),
    Row(.commitment, CommitmentField.owner, CommitmentField.what), Row(.progress), Row(.callBack),
    Row(.escalation), Row(.review, ReviewField.lesson, ReviewField.highlights),
    Row(.task, TaskField.owner, TaskField.what), Row(.step),
    Row(.score), Row(.survey),
    Row(.policy, key: "v1"), Row(.calendar, key: "every_branch-v1"),
    Row(.wordingRule, WordingRuleField.whyEnglish, WordingRuleField.betterEnglish, key: "en_new"),
    Row(.phrase, PhraseField.text, PhraseField.stage, key: "en_new"),
    Row(
      .emergencyPlan, EmergencyPlanField.steps, EmergencyPlanField.phones,
      key: EmergencyPlan.key(branch: nil)),
    Row(.term, TermField.labelChinese, TermField.labelEnglish, key: "channel-live_stream"),
    Row(.article, ArticleField.body, ArticleField.summary, key: "refunds"),
    Row(.study, StudyField.better, StudyField.lesson, key: "carton"),
    Row(.course, CourseField.text, CourseField.title, key: "refunds"),
    Row(.notice, NoticeField.text, NoticeField.title, key: "stop-carton"),
    Row(.person, PersonField.name, PersonField.short),
    Row(.link, LinkField.reason, LinkField.endedBecause),
    Row(.signal, SignalField.owner, SignalField.dismissed),
    Row(.remark, RemarkField.outcome, RemarkField.withdrawn),
    Row(.manuscript, ManuscriptField.body, ManuscriptField.summary), Row(.helpful),
    Row(.attendance), Row(.acknowledgement),
  ]

  /// A branch's device and one of head office; for what head office publishes two of head office.
  private struct Two {
    let world: World
    let a: TestReplica
    let b: TestReplica
    let root: RecordID

    init(_ kind: RecordKind) async throws {
      world = try World()
      a = try await world.replica(
        kind.isOfHeadOffice ? "HQ" : "SH01", role: kind.isOfHeadOffice ? .headOffice : .dutyManager)
      b = try await world.replica("HQ", role: .admin)
      root = try a.new()
      await sync()
    }

    func sync() async {
      for device in [a, b, a] { #expect(await device.sync().failure == nil) }
      world.wait()
    }

    /// A record of the kind, by its key or as a child of the case.
    func add(_ row: Row, _ device: TestReplica, _ fields: [(FieldDefinition, Value)]) throws -> RecordID {
      if row.kind == .case { return try device.new() }
      return try device.store.write { session in
        var edits = fields.map { FieldEdit(FieldID($0.number), $1) }
        if row.kind == .approval {
          // Head office takes an approval by the device's own role only.
          let role = FieldID(ApprovalField.role.number)
          edits = edits.filter { $0.field != role } + [FieldEdit(role, .text(session.identity.role.rawValue))]
        }
        if let key = row.key {
          let id = SharedRecord.id(row.kind, key)
          session.create(
            id, kind: row.kind, scope: "shared",
            [FieldEdit(FieldID(SharedField.key.number), .text(key))] + edits)
          try session.endGroup()
          return id
        }
        if row.kind == .signal { return try session.newSignal(edits) }
        if row.kind == .manuscript { return try session.newManuscript(.article, edits) }
        if [.helpful, .attendance, .acknowledgement].contains(row.kind) {
          let id = session.newRecordID()
          session.create(id, kind: row.kind, edits)
          try session.endGroup()
          return id
        }
        if row.kind == .person { return try session.newPerson(edits, at: "SH01") }
        if row.kind == .remark { return try session.newRemark(edits, at: BranchCode(typed: "SH01")) }
        let root = try #require(try session.db.record(root))
        return try session.append(row.kind, to: root, edits)
      }
    }

    func edit(_ device: TestReplica, _ record: RecordID, _ field: FieldDefinition, _ value: Value) throws {
      try device.store.write { session in
        let row = try #require(try session.db.record(record))
        _ = try session.edit(row, [FieldEdit(FieldID(field.number), value)])
        try session.endGroup()
      }
    }
  }

  @Test(arguments: rows)
  func `both add one`(row: Row) async throws {
    let two = try await Two(row.kind)
    // A field of the kind that both write with other values.
    let field =
      row.fields?.0 ?? Schema.fields(of: row.kind).first { $0.type == .text || $0.type == .longText }
    let written = try #require(row.kind == .policy || row.kind == .calendar ? PolicyField.from : field)
    let values: (Value, Value) =
      written.type == .date ? (.text("2026-12-01"), .text("2026-12-02")) : (.text("一"), .text("二"))
    let first = try two.add(row, two.a, [(written, values.0)])
    let second = try two.add(row, two.b, [(written, values.1)])
    await two.sync()
    #expect((first == second) == (row.key != nil))
    // A branch never holds a case, a signal or a manuscript of head office's own, nor what it says of knowledge or has learnt.
    let ofBranch: [RecordKind] = [.case, .signal, .manuscript, .helpful, .attendance, .acknowledgement]
    for device in ofBranch.contains(row.kind) ? [two.b] : [two.a, two.b] {
      #expect(try device.holds(first) && device.holds(second))
      #expect(try device.conflicts().count == (row.added == .conflict ? 1 : 0))
    }
  }

  @Test(arguments: rows.filter { $0.fields != nil })
  func `both write one field, and each another`(row: Row) async throws {
    let fields = try #require(row.fields)
    for (other, expected) in [(fields.0, row.same), (fields.1, row.different)] {
      let two = try await Two(row.kind)
      let record = try two.add(row, two.a, [])
      await two.sync()
      try two.edit(two.a, record, fields.0, row.values.0)
      try two.edit(two.b, record, other, other.vocabulary.map { .text($0.terms[0].id) } ?? row.values.1)
      await two.sync()
      for device in [two.a, two.b] {
        #expect(try device.conflicts().count == (expected == .conflict ? 1 : 0))
        #expect(try device.conflicts().allSatisfy { $0.heads.count == 2 })
      }
    }
  }

  @Test func `the table of Protocol.md has these rows`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Protocol.md")
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let section = try #require(
      text.components(separatedBy: "### 9.6 ").last?.components(separatedBy: "\n## ").first)
    let rows = section.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
      line.split(separator: "|").prefix(4).map { $0.trimmingCharacters(in: .whitespaces) }
    }
    #expect(
      rows.filter { $0.count == 4 && Self.rows.map(\.kind.id).contains($0[0].trimmingCharacters(in: ["`"])) }
        == Self.rows.map(\.cells))
    // Every kind that this version knows is in it.
    #expect(Set(rows.map { $0[0].trimmingCharacters(in: ["`"]) }) == Set(Schema.kinds.map(\.id)))
  }
}
