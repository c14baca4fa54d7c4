import Versioning

@testable import Complaints

/// A case that grows change by change, on one replica whose clock a test sets.
struct CaseUnderTest {
  static let id = Identifier(high: 1, low: 1)
  let id: RecordID
  /// 2026-11-20T10:00:00+08:00, a Friday.
  static let morning: Int64 = 1_795_140_000_000

  private(set) var root: RecordState?
  private(set) var children: [RecordID: RecordState] = [:]
  private var number: UInt64 = 0
  /// Milliseconds after the morning.
  var now: Int64 = 0
  /// How far the wall clock is ahead of the stamps, in milliseconds.
  var ahead: Int64 = 0

  init(_ fields: [(FieldDefinition, String)] = [], id: RecordID = Self.id) {
    self.id = id
    set([(CaseField.loggedAt, "2026-11-20T10:00:00+08:00"), (CaseField.status, "received")] + fields)
  }

  var file: CaseFile {
    CaseFile(root ?? RecordState(record: id, kind: .case, aggregate: id), children: children.values)
  }

  private mutating func apply(_ record: RecordID, _ kind: RecordKind, _ writes: [FieldWrite]) {
    number += 1
    let wall = Self.morning + now
    let change = Change(
      dot: Dot(Identifier(high: 0xA, low: 1), number), record: record, kind: kind, aggregate: id,
      scope: "SH01", author: Author(name: "李娜", branch: "SH01"), group: Group(first: number, count: 1),
      salt: number, writes: writes,
      times: Times(
        stamp: HybridTime(milliseconds: wall, counter: UInt16(number)), wall: wall + ahead,
        quality: ahead == 0 ? .local : .exact))
    if record == id {
      root = Versioning.apply(change, to: root).state
    } else {
      children[record] = Versioning.apply(change, to: children[record]).state
    }
  }

  /// A record of its own with these values.
  static func state(_ kind: RecordKind, _ record: RecordID, _ edits: [FieldEdit]) throws -> RecordState {
    let change = Change(
      dot: Dot(Identifier(high: 0xA, low: 1), 1), record: record, kind: kind, aggregate: record,
      scope: "shared", author: Author(name: "总部", branch: "HQ"), group: Group(first: 1, count: 1), salt: 1,
      writes: edits.map { FieldWrite($0.field, $0.value) }.sorted { $0.field < $1.field },
      times: Times(stamp: HybridTime(milliseconds: morning, counter: 1), wall: morning))
    return Versioning.apply(change, to: nil).state
  }

  mutating func set(_ fields: [(FieldDefinition, String)]) {
    apply(
      id, .case,
      fields.map { field, text in
        let base = root?[FieldID(field.number)]?.heads.map(\.dot) ?? []
        return FieldWrite(FieldID(field.number), .text(text), base: base)
      }.sorted { $0.field.number < $1.field.number })
  }

  mutating func mark(_ field: FieldDefinition, _ element: String) {
    apply(id, .case, [FieldWrite(FieldID(field.number, element), .flag(true))])
  }

  /// Adds a record, or edits one.
  @discardableResult
  mutating func add(
    _ kind: RecordKind, _ fields: [(FieldDefinition, Value)], to known: RecordID? = nil,
    remedies: [(String, Value)] = []
  ) -> RecordID {
    let id = known ?? Identifier(high: 2, low: number + 1)
    let state = children[id]
    func write(_ field: FieldID, _ value: Value) -> FieldWrite {
      FieldWrite(field, value, base: state?[field]?.heads.map(\.dot) ?? [])
    }
    var writes = fields.map { write(FieldID($0.number), $1) }
    writes += remedies.map { write(FieldID(OptionField.remedies.number, $0), $1) }
    apply(id, kind, writes.sorted { $0.field.number < $1.field.number })
    return id
  }

  mutating func step(_ step: LoopStep, to: CaseStatus? = nil, reason: String? = nil, until: String? = nil) {
    let from = file.status?.rawValue ?? ""
    let to = to ?? step.to
    var fields: [(FieldDefinition, Value)] = [
      (StepField.step, .text(step.rawValue)), (StepField.from, .text(from)),
      (StepField.to, .text(to.rawValue)),
    ]
    if let reason { fields.append((StepField.reason, .text(reason))) }
    if let until { fields.append((StepField.until, .text(until))) }
    add(.step, fields)
    set([(CaseField.status, to.rawValue)])
  }

  @discardableResult
  mutating func option(
    _ title: String = "重做", role: Role = .branchStaff, remedies: [(String, Value)] = [("redo", .flag(true))],
    without missing: FieldDefinition? = nil
  ) -> RecordID {
    add(
      .option,
      OptionField.required.filter { $0 != missing }.map {
        ($0, Value.text($0 == OptionField.title ? title : "x"))
      }
        + [(OptionField.role, .text(role.rawValue))], remedies: remedies)
  }

  mutating func consent(to option: RecordID) {
    let seen = children[option]?.headVersions.map(\.dot).sorted() ?? []
    add(
      .consent,
      [
        (ConsentField.option, .text(option.description)), (ConsentField.seen, .sight(seen)),
        (ConsentField.at, .text("2026-11-20T10:30:00+08:00")), (ConsentField.how, .text("phone")),
      ])
  }

  mutating func approve(_ option: RecordID, as role: Role, granted: Bool = true) {
    let seen = children[option]?.headVersions.map(\.dot).sorted() ?? []
    add(
      .approval,
      [
        (ApprovalField.option, .text(option.description)), (ApprovalField.seen, .sight(seen)),
        (ApprovalField.granted, .flag(granted)), (ApprovalField.role, .text(role.rawValue)),
      ])
  }

  /// With everything that an assessed case has.
  static func assessed(_ severity: Severity = .minor) -> CaseUnderTest {
    var found = CaseUnderTest([
      (CaseField.channel, "phone"), (CaseField.narrative, "汤是凉的"), (CaseField.severity, severity.rawValue),
      (CaseField.problemClass, "product_quality"), (CaseField.responsibility, "internal_process"),
    ])
    found.mark(CaseField.listening, "restated")
    found.mark(CaseField.needs, "emotional")
    found.step(.assess)
    return found
  }
}
