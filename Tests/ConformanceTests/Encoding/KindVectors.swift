import Complaints

@testable import Versioning

/// Whole records of kinds that are more than a text under a case: who works there, what is owed and by whom, what was said of an
/// employee, what head office publishes. What stands here is for ever; a field that is new later has a vector of its own.
enum KindVectors {
  private static let person = Identifier(high: 0x0100_0203_0405_7607, low: 0x8809_0A0B_0C0D_0E01)
  private static let task = Identifier(high: 0x0100_0203_0405_7607, low: 0x8809_0A0B_0C0D_0E02)
  private static let remark = Identifier(high: 0x0100_0203_0405_7607, low: 0x8809_0A0B_0C0D_0E03)
  private static let signal = Identifier(high: 0x0100_0203_0405_7607, low: 0x8809_0A0B_0C0D_0E04)
  private static let survey = Identifier(high: 0x0100_0203_0405_7607, low: 0x8809_0A0B_0C0D_0E05)
  private static let benefit = Identifier(high: 0x0100_0203_0405_7607, low: 0x8809_0A0B_0C0D_0E06)
  private static let decision = Identifier(high: 0x0100_0203_0405_7607, low: 0x8809_0A0B_0C0D_0E07)
  private static let link = Identifier(high: 0x0100_0203_0405_7607, low: 0x8809_0A0B_0C0D_0E08)
  private static let other = Identifier(high: 0x0100_0203_0405_7607, low: 0x8809_0A0B_0C0D_0E09)
  private static let attendance = Identifier(high: 0x0100_0203_0405_7607, low: 0x8809_0A0B_0C0D_0E0A)
  private static let course = SharedRecord.id(.course, "angry-guests")
  private static let acknowledgement = Identifier(high: 0x0100_0203_0405_7607, low: 0x8809_0A0B_0C0D_0E0A)
  private static let notice = SharedRecord.id(.notice, "thin-carton")
  private static let plan = SharedRecord.id(.emergencyPlan, "sh01-fire")
  private static let term = SharedRecord.id(.term, "channel-live_stream")
  private static let policy = SharedRecord.id(.policy, "v7")

  private static func text(_ field: FieldDefinition, _ text: String, base: [Dot] = []) -> FieldWrite {
    FieldWrite(FieldID(field.number), .text(text), base: base)
  }

  private static func element(
    _ field: FieldDefinition, _ element: String, _ value: Value = .flag(true)
  ) -> FieldWrite {
    FieldWrite(FieldID(field.number, element), value)
  }

  private static func change(
    _ number: UInt64, _ record: RecordID, _ kind: RecordKind, of aggregate: RecordID? = nil,
    scope: String = "SH01", by replica: UInt64 = 1, group: Group? = nil, _ writes: [FieldWrite]
  ) -> Change {
    var change = EncodingSource.change(
      EncodingSource.dot(replica, number), at: Int64(number) * 1000,
      writes.sorted { $0.field < $1.field }, record: record, kind: kind.rawValue,
      aggregate: aggregate ?? record, author: replica == 1 ? "王芳" : "Li Na",
      branch: scope == "shared" ? "HQ" : "SH01", group: group)
    change.scope = scope
    return change
  }

  /// Each in the order in which it was written: the first makes the record.
  private static let made: [(id: String, what: String, changes: [Change])] = [
    (
      "person", "Who works at a branch; given a role by two who did not see each other.",
      [
        change(
          21, person, .person,
          [
            text(PersonField.name, "王芳"), text(PersonField.short, "芳姐"),
            text(PersonField.role, "branch_staff"), element(PersonField.aliases, "WF"),
          ]),
        change(
          22, person, .person,
          [
            text(PersonField.role, "duty_manager", base: [EncodingSource.dot(1, 21)]),
            text(PersonField.pinsVoid, "2026-11-22T16:00:22+08:00"),
          ]),
        change(
          23, person, .person, by: 2,
          [text(PersonField.role, "head_office", base: [EncodingSource.dot(1, 21)])]),
      ]
    ),
    (
      "decision_person", "What was decided of a person's role: a record under the person, with the field.",
      [
        change(
          24, decision, .decision, of: person, group: Group(first: 24, count: 2),
          [
            text(DecisionField.caseField, "role"), text(DecisionField.record, "\(person)"),
            text(DecisionField.value, "duty_manager"), text(DecisionField.role, "head_office"),
          ])
      ]
    ),
    (
      "task", "A question to the warehouse, answered, done, and to be looked at again.",
      [
        change(
          31, task, .task, of: EncodingSource.record,
          [
            text(TaskField.what, "12 号批次还在卖吗？"), text(TaskField.owner, "仓库"),
            text(TaskField.due, "2026-11-23"), text(TaskField.purpose, "question"),
            text(TaskField.why, "纸箱渗漏"), text(TaskField.askedBy, "王芳"),
          ]),
        change(
          32, task, .task, of: EncodingSource.record, by: 2,
          [
            text(TaskField.answer, "Taken off at nine"), text(TaskField.doneAt, "2026-11-22T17:00:00+08:00"),
            text(TaskField.lookAgain, "2027-01-10"),
          ]),
      ]
    ),
    (
      "task_benefit", "A benefit that a customer may use until a day: a task of its own purpose.",
      [
        change(
          33, benefit, .task, of: EncodingSource.record,
          [
            text(TaskField.what, "代金券 50 元"), text(TaskField.due, "2026-12-31"),
            text(TaskField.purpose, "benefit"),
          ])
      ]
    ),
    (
      "remark", "What is said of an employee, in the scope of those who lead the branch.",
      [
        change(
          41, remark, .remark, scope: "SH01/managers",
          [
            text(RemarkField.employee, "李娜"), text(RemarkField.subject, "employee \(person)"),
            text(RemarkField.kind, "coaching"), text(RemarkField.text, "迟到，已谈话"),
            text(RemarkField.at, "2026-11-22"), text(RemarkField.complaint, "\(EncodingSource.record)"),
            text(RemarkField.due, "2026-12-15"),
          ]),
        change(
          42, remark, .remark, scope: "SH01/managers", by: 2,
          [text(RemarkField.outcome, "Greets everybody by name now")]),
      ]
    ),
    (
      "signal", "An answer to a survey that is about no case; looked after, and given up with a reason.",
      [
        change(
          51, signal, .signal,
          [
            text(SignalField.kind, "survey"), text(SignalField.text, "排队太久"),
            text(SignalField.noticedAt, "2026-11-20"), text(SignalField.channel, "survey"),
          ]),
        change(
          52, signal, .signal, by: 2,
          [
            text(SignalField.owner, "Li Na"), text(SignalField.due, "2026-11-30"),
            text(SignalField.dismissed, "Only once"),
          ]),
      ]
    ),
    (
      "survey", "A customer who was asked; the answer is a record of its own.",
      [
        change(
          61, survey, .survey, of: EncodingSource.record,
          [text(SurveyField.asked, "2026-11-22T16:01:01+08:00")])
      ]
    ),
    (
      "link", "A case that was merged into another one, which need not be held here; and unmerged.",
      [
        change(
          91, link, .link, of: EncodingSource.record,
          [
            text(LinkField.kind, "duplicate_of"), text(LinkField.other, "\(other)"),
            text(LinkField.reason, "同一桌，两个人各报一次"),
          ]),
        change(
          92, link, .link, of: EncodingSource.record, by: 2,
          [
            FieldWrite(FieldID(LinkField.ended.number), .flag(true)),
            text(LinkField.endedBecause, "Two tables after all"),
          ]),
      ]
    ),
    (
      "attendance", "What somebody answered to a quiz: only ever added.",
      [
        change(
          101, attendance, .attendance,
          [
            text(AttendanceField.person, "李娜"), text(AttendanceField.subject, "employee \(person)"),
            text(AttendanceField.course, "\(course)"), text(AttendanceField.deed, "quiz"),
            text(AttendanceField.version, "1764489600000"),
            text(AttendanceField.at, "2026-11-22T16:01:41+08:00"),
            text(AttendanceField.result, "4/5"),
          ])
      ]
    ),
    (
      "course", "A quiz that head office published, with a question and for whom it is; and ended.",
      [
        change(
          111, course, .course, scope: "shared",
          [
            text(SharedField.key, "angry-guests"), text(CourseField.title, "客人发火怎么办"),
            text(CourseField.topic, "composure"), text(CourseField.form, "quiz"),
            element(CourseField.studies, "thin-carton"), element(CourseField.roles, "branch_staff"),
            element(CourseField.branches, "SH01"), text(CourseField.due, "2026-12-31"),
            text(CourseField.months, "6"), FieldWrite(FieldID(CourseField.again.number), .flag(true)),
            text(
              CourseField.questions, "? 汤是凉的，先做什么？\n+ 先道歉，马上换一份。\n- 解释厨房太忙。\n! 先处理情绪，再处理事情。"),
          ]),
        change(
          112, course, .course, scope: "shared",
          [FieldWrite(FieldID(CourseField.retired.number), .flag(true))]),
      ]
    ),
    (
      "term", "A term that head office added to the channels, and retired.",
      [
        change(
          71, term, .term, scope: "shared",
          [
            text(SharedField.key, "channel-live_stream"), text(TermField.labelEnglish, "Live stream"),
            text(TermField.labelChinese, "直播间"), element(TermField.synonyms, "抖音直播"),
          ]),
        change(
          72, term, .term, scope: "shared", [FieldWrite(FieldID(TermField.retired.number), .flag(true))]),
      ]
    ),
    (
      "policy_lane", "A policy with a fast lane: its elements have a text.",
      [
        change(
          81, policy, .policy, scope: "shared",
          [
            text(SharedField.key, "v7"), text(PolicyField.from, "2026-12-01T00:00:00+08:00"),
            element(PolicyField.lanes, "product_quality", .text("approval,contact")),
          ])
      ]
    ),
    (
      "notice", "What branches are told to do, for one of them; and another thing to do.",
      [
        change(
          93, notice, .notice, scope: "shared",
          [
            text(SharedField.key, "thin-carton"), text(NoticeField.title, "停用问题纸箱"),
            text(NoticeField.text, "封存"), text(NoticeField.purpose, "stop_use"),
            text(NoticeField.batch, "B-2024"), element(NoticeField.branches, "SH01"),
            text(NoticeField.acknowledgeBy, "2026-11-23T10:00:00+08:00"),
          ]),
        change(
          94, notice, .notice, scope: "shared",
          [text(NoticeField.text, "Destroy them", base: [EncodingSource.dot(1, 93)])]),
      ]
    ),
    (
      "acknowledgement", "That a branch has read the notice as it was first, with its version.",
      [
        change(
          95, acknowledgement, .acknowledgement,
          [
            text(AcknowledgementField.of, "\(notice)"),
            text(AcknowledgementField.version, "58e88bc832b79a0a"),
            text(AcknowledgementField.done, "已封存 42 个"),
          ])
      ]
    ),
    (
      "plan_of_kind", "An emergency plan of one branch for fires.",
      [
        change(
          96, plan, .emergencyPlan, scope: "shared",
          [
            text(SharedField.key, "sh01-fire"), text(EmergencyPlanField.branch, "SH01"),
            text(EmergencyPlanField.steps, "走后门疏散\n拨打 119"), text(EmergencyPlanField.kind, "fire"),
          ])
      ]
    ),
  ]

  /// The first change of each, and the state in the end.
  static func all() -> [EncodingVector] {
    made.flatMap { id, what, changes -> [EncodingVector] in
      let first = EncodingSource.valid("change_\(id)", what, changes[0])
      guard changes.count > 1 else { return [first] }
      var state = apply(changes[0], to: nil).state
      for change in changes.dropFirst() { state = apply(change, to: state).state }
      return [first, EncodingSource.valid("state_\(id)", "The same after \(changes.count - 1) more.", state)]
    }
  }
}
