import Complaints
import Console
import Language
import Replica
import Versioning
import Zones

/// What was typed for fields, on its way into a case.
extension Context {
  /// The typed fields as a draft takes them: where one names another case, by that case's id.
  func fieldTexts(_ reader: ReplicaReader) throws -> [(id: String, text: String)] {
    try fields.map { field in
      guard field.definition.type == .reference, !field.text.isEmpty else {
        return (field.definition.id, field.text)
      }
      return (field.definition.id, try resolveCase(reader, field.text).id.description)
    }
  }

  /// Refuses a narrative that was given twice.
  func requireOneNarrative(file: String?) throws {
    guard file != nil, fields.contains(where: { $0.definition == CaseField.narrative }) else { return }
    throw CommandFailure.usage(Label(TypedFieldsMessage.narrativeTwice))
  }

  /// The edits of a case that were given as options. The state is moved by steps alone.
  func caseEdits(_ reader: ReplicaReader) throws -> [FieldEdit] {
    let draft = try CaseInput(try fieldTexts(reader), now: now, terms: terms)
    try draft.requirePossibleTimes()
    return draft.edits
  }

  /// A typed value of a field; none where nothing was typed.
  func value(_ typed: String?, _ field: FieldDefinition) throws -> Value {
    if let typed {
      tellAssumedTime(typed, field)
      tellDoubtfulTime(typed, field)
      if [.text, .longText].contains(field.type) { try LoneDash.refuse(typed) }
    }
    let value = try typed.map { try FieldInput.parse($0, as: terms[field], now: now) } ?? .none
    try CaseInput.requirePossible(value, of: field, now: now)
    return value
  }

  /// What a list is narrowed to by an option. What asks for nothing is no filter: a script's empty variable would list
  /// everybody, and signs alone nobody.
  /// - Parameter ofSigns: what is looked for may be a sign, as a tag may (🔥).
  /// - Throws: a usage error that names the option.
  func filter(_ typed: String?, _ option: String, ofSigns: Bool = false) throws -> String? {
    guard let typed else { return nil }
    let isSomething =
      typed.hasWord
      || ofSigns && typed.unicodeScalars.contains { $0.properties.generalCategory == .otherSymbol }
    guard isSomething else {
      throw CommandFailure.usage(
        typed.allSatisfy(\.isWhitespace)
          ? Label(UsageFailureMessage.valueMissing(option: option))
          : Label(TypedFieldsMessage.nothingToLookFor(typed, option: option)))
    }
    return typed
  }

  /// The edits that typed values make; what was not typed is left out.
  func edits(_ typed: [(FieldDefinition, String?)]) throws -> [FieldEdit] {
    try typed.compactMap { field, text in
      try text.map { FieldEdit(FieldID(field.number), try value($0, field)) }
    }
  }

  /// What a command is about has words: an empty one, or one of blanks alone, is told, not noted.
  /// - Throws: `CommandFailure` that names the field.
  func requireText(_ edits: [FieldEdit], _ definitions: FieldDefinition...) throws {
    for definition in definitions
    where edits.contains(where: { $0.field == FieldID(definition.number) && $0.value == .none }) {
      throw CommandFailure.usage(Label(TypedFieldsMessage.textEmpty(definition.label)))
    }
  }

  /// A reason that has to be given.
  func reason(_ typed: String?, of definition: FieldDefinition) throws -> Value {
    let value = try typed.map { try FieldInput.parse($0, as: definition, now: now) } ?? .none
    guard value != .none else {
      throw CommandFailure.usage(
        Label(TypedFieldsMessage.reasonMissing),
        hint: Label(TypedFieldsMessage.reasonMissingHint))
    }
    return value
  }

  /// A state is not a field that is set: steps lead from one to the next.
  func refuseStatus(_ reference: String) throws {
    guard let typed = fields.last(where: { $0.definition == CaseField.status }) else { return }
    guard case .text(let id) = try FieldInput.parse(typed.text, as: CaseField.status, now: now),
      let status = CaseStatus(rawValue: id)
    else {
      throw CommandFailure.usage(
        Label(TypedFieldsMessage.statusEmpty),
        hint: Label(TypedFieldsMessage.stepsHint(reference)))
    }
    let command =
      switch (status, LoopStep(to: status)) {
      case (.unfounded, _), (.duplicate, _): "casebook withdraw \(reference) --as \(status.rawValue) …"
      case (_, let step?): "casebook \(step.rawValue) \(reference) …"
      case (_, nil): "casebook next \(reference)"
      }
    throw CommandFailure(
      "gate", .gateRefused,
      Label(TypedFieldsMessage.statusNotEditable(status.label.lowercased)),
      hint: Label(TypedFieldsMessage.runHint(command)))
  }

  /// A new case has been received; whatever comes after is a step.
  func refuseStatusOfNew() throws {
    guard let typed = fields.last(where: { $0.definition == CaseField.status }),
      try FieldInput.parse(typed.text, as: CaseField.status, now: now) != .text(CaseStatus.received.rawValue)
    else { return }
    throw CommandFailure(
      "gate", .gateRefused,
      Label(TypedFieldsMessage.newCaseStatus),
      hint: Label(TypedFieldsMessage.newCaseStatusHint))
  }

  func tellAssumedTimes() {
    for field in fields {
      tellAssumedTime(field.text, field.definition)
      tellDoubtfulTime(field.text, field.definition)
    }
  }

  /// Says that a time of what has happened lies ahead of a clock of which nobody knows whether it is right: either may be.
  private func tellDoubtfulTime(_ typed: String, _ field: FieldDefinition) {
    guard CaseInput.isOfPast(field), let date = TypedDate(typed, now: now)?.date,
      PlausibleTime.isDoubtful(typed: date, now: now)
    else { return }
    errAfterwards(Label(TypedFieldsMessage.aheadOfClock(typed, field: field.label, now: now.now.short)))
  }

  /// Says what a spoken time was taken for, where its words leave something open.
  func tellAssumedTime(_ typed: String, _ field: FieldDefinition) {
    guard case .date = field.type, let date = TypedDate(typed, now: now), date.isAssumed else { return }
    // Which of two that clocks showed alike only the offset says.
    if let first = TypedDate.firstOfTwo(typed, now: now) {
      let taken = first.short + " " + Zone.offsetText(first.offsetMinutes)
      errAfterwards(Label(TypedFieldsMessage.firstOfTwo(typed, field: field.label, as: taken)))
    } else {
      errAfterwards(Label(TypedFieldsMessage.timeAssumed(typed, field: field.label, as: date.date.short)))
    }
  }
}

enum TypedFieldsMessage: Message {
  case textEmpty(Label)
  case statusEmpty
  case newCaseStatus
  case newCaseStatusHint
  case statusNotEditable(Label)
  case stepsHint(String)
  case runHint(String)
  case timeAssumed(String, field: Label, as: String)
  case firstOfTwo(String, field: Label, as: String)
  case aheadOfClock(String, field: Label, now: String)
  case narrativeTwice
  case nothingToLookFor(String, option: String)
  case reasonMissing
  case reasonMissingHint

  var label: Label {
    switch self {
    case .textEmpty(let field):
      Label(en: "\(field.en) is empty. Nothing was saved.", zhHans: "\(field.zhHans)不能为空。本次未保存。")
    case .statusEmpty:
      Label(en: "The status cannot be cleared.", zhHans: "状态不能清空。")
    case .newCaseStatus:
      Label(
        en: "A new case is always “received”; steps take it on from there. Nothing was saved.",
        zhHans: "新工单的状态只能是“已受理”，之后按步骤推进。本次未保存。")
    case .newCaseStatusHint:
      Label(
        en: "Log it without --status, then: casebook next @last",
        zhHans: "登记时不写 --status，然后运行：casebook next @last")
    case .statusNotEditable(let status):
      Label(
        en: "Status cannot be edited; take the step to “\(status.en)”. Nothing was saved.",
        zhHans: "状态不能直接修改，须通过步骤变为“\(status.zhHans)”。本次未保存。")
    case .stepsHint(let reference):
      Label(
        en: "casebook next \(reference) shows what can be done.",
        zhHans: "可用 casebook next \(reference) 查看可以做哪一步。")
    case .runHint(let command):
      Label(en: "Run: \(command)", zhHans: "请运行：\(command)")
    case .timeAssumed(let typed, let field, let date):
      Label(
        en: "\(field.en): “\(typed)” was taken for \(date).",
        zhHans: "\(field.zhHans)：“\(typed)”按 \(date) 记录。")
    case .aheadOfClock(let typed, let field, let now):
      Label(
        en:
          "\(field.en): “\(typed)” is ahead of this computer's clock (\(now)), which may be wrong: it was taken as it is. Check both.",
        zhHans: "\(field.zhHans)：“\(typed)”晚于本机时钟（\(now)），但本机时钟可能不准，已照填写的记录。请核对两者。")
    case .firstOfTwo(let typed, let field, let date):
      Label(
        en:
          "\(field.en): clocks showed “\(typed)” twice that night; it was taken for the earlier one, \(date) (for the later one, add its offset).",
        zhHans: "\(field.zhHans)：当晚时钟拨慢，“\(typed)”出现两次，按较早的一次 \(date) 记录（如指较晚的一次，请注明时差）。")
    case .narrativeTwice:
      Label(en: "Give --narrative or -F, not both.", zhHans: "--narrative 和 -F 只能用一个。")
    case .nothingToLookFor(let typed, let option):
      Label(en: "\(option): “\(typed)” is nothing to look for.", zhHans: "\(option)：“\(typed)”里没有可查找的内容。")
    case .reasonMissing:
      Label(en: "Say why: --reason <reason>", zhHans: "请说明原因：--reason <原因>")
    case .reasonMissingHint:
      Label(en: "The reason is kept with it.", zhHans: "原因会一并保留。")
    }
  }
}
