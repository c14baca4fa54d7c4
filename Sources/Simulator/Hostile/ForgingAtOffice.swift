import Complaints
import RecordStore
import Versioning

/// What hostile devices make of people and of knowledge.
extension World {
  func give(role: Int, to label: Int, by device: inout HostileDevice) throws -> [Change]? {
    let least = device.role
    let above = [Role.dutyManager, .headOffice, .admin].filter { !$0.isWithin(least) }
    guard !above.isEmpty else { return nil }
    let field = FieldID(PersonField.role.number)
    let given = Value.text(above[role % above.count].rawValue)
    guard let state = try own(.person, label, device) else {
      let name = FieldWrite(FieldID(PersonField.name.number), .text("forged"))
      let writes = [name, FieldWrite(field, given)].sorted { $0.field < $1.field }
      return [device.change(fresh(), writes, now: time.now, kind: .person)]
    }
    return [
      device.change(
        state.record, [FieldWrite(field, given, base: base(of: field, in: state))], now: time.now,
        kind: .person)
    ]
  }

  func settleRole(of label: Int, by device: inout HostileDevice) throws -> [Change]? {
    let field = FieldID(PersonField.role.number)
    let least = Oracle.rank(.text(device.role.rawValue))
    guard let state = try own(.person, label, device), let roles = state[field], roles.isConflicted,
      roles.heads.contains(where: { Oracle.rank($0.value) > least })
    else { return nil }
    let settled = FieldWrite(field, .text(Role.branchStaff.rawValue), base: roles.heads.map(\.dot))
    return [device.change(state.record, [settled], now: time.now, kind: .person)]
  }

  func forge(
    _ forgery: KnowledgeForgery, of label: Int, by device: inout HostileDevice
  ) throws -> [Change]? {
    let now = time.now
    func manuscript(_ field: FieldDefinition, _ text: String) throws -> [Change]? {
      guard let state = try own(.manuscript, label, device) else { return nil }
      let field = FieldID(field.number)
      let write = FieldWrite(field, .text(text), base: base(of: field, in: state))
      return [device.change(state.record, [write], now: now, kind: .manuscript)]
    }
    let article = SharedRecord.id(.article, Acting.knowledgeKey(0))
    switch forgery {
    case .published: return try manuscript(ManuscriptField.published, article.description)
    case .returned: return try manuscript(ManuscriptField.returned, "forged")
    case .manuscriptForAll:
      let title = FieldWrite(FieldID(ManuscriptField.title.number), .text("forged"))
      return [device.change(fresh(), [title], now: now, kind: .manuscript, scope: "shared")]
    case .helpfulForAll:
      let writes = [
        FieldWrite(FieldID(HelpfulField.of.number), .text(article.description)),
        FieldWrite(FieldID(HelpfulField.helped.number), .flag(true)),
      ]
      return [device.change(fresh(), writes, now: now, kind: .helpful, scope: "shared")]
    case .article:
      let writes = [
        FieldWrite(FieldID(SharedField.key.number), .text(Acting.knowledgeKey(0))),
        FieldWrite(FieldID(KnowledgeField.title.number), .text("forged")),
      ]
      return [device.change(article, writes, now: now, kind: .article, scope: "shared")]
    case .course:
      let id = SharedRecord.id(.course, "course-0")
      let writes = [
        FieldWrite(FieldID(SharedField.key.number), .text("course-0")),
        FieldWrite(FieldID(CourseField.title.number), .text("forged")),
      ]
      return [device.change(id, writes, now: now, kind: .course, scope: "shared")]
    case .attendanceForAll:
      let person = FieldWrite(FieldID(AttendanceField.person.number), .text("forged"))
      return [device.change(fresh(), [person], now: now, kind: .attendance, scope: "shared")]
    case .attendanceAgain:
      let field = FieldID(AttendanceField.result.number)
      guard let state = try own(.attendance, label, device) else { return nil }
      let write = FieldWrite(field, .text("9/9"), base: base(of: field, in: state))
      return [device.change(state.record, [write], now: now, kind: .attendance)]
    case .notice:
      let key = Acting.noticeKey(0)
      let writes = [
        FieldWrite(FieldID(SharedField.key.number), .text(key)),
        FieldWrite(FieldID(NoticeField.text.number), .text("forged")),
      ]
      let record = SharedRecord.id(.notice, key)
      return [device.change(record, writes, now: now, kind: .notice, scope: "shared")]
    case .acknowledgementForAll, .acknowledgementElsewhere:
      let notice = SharedRecord.id(.notice, Acting.noticeKey(0))
      let writes = [
        FieldWrite(FieldID(AcknowledgementField.of.number), .text(notice.description)),
        FieldWrite(FieldID(AcknowledgementField.version.number), .text("0000000000000000")),
      ]
      let scope = forgery == .acknowledgementForAll ? "shared" : device.branch == "SH01" ? "SH02" : "SH01"
      return [device.change(fresh(), writes, now: now, kind: .acknowledgement, scope: scope)]
    case .helpfulAgain:
      let field = FieldID(HelpfulField.helped.number)
      guard let state = try own(.helpful, label, device) else { return nil }
      let write = FieldWrite(
        field, .flag(state[field]?.value != .flag(true)), base: base(of: field, in: state))
      return [device.change(state.record, [write], now: now, kind: .helpful)]
    }
  }

  /// A record of the device's branch, as head office has it.
  private func own(_ kind: RecordKind, _ label: Int, _ device: HostileDevice) throws -> RecordState? {
    guard let (state, scope) = try atOffice(label), scope == device.branch, state.kind == kind else {
      return nil
    }
    return state
  }

  private func base(of field: FieldID, in state: RecordState) -> [Dot] {
    state[field].map { $0.base(replacing: $0.value) } ?? []
  }
}
