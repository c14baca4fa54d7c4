import Complaints
import Console
import Language
import Replica
import Versioning

/// What somebody else did, by the record that was written: the word for it, and what it says.
struct NewsTelling {
  /// Empty where the text says it.
  let what: String
  let text: String?

  /// Who did it: of what was ended, who ended it.
  static func author(of record: LoopRecord) -> String? {
    let ended = record.state.kind == .link && record.flag(LinkField.ended)
    return ended
      ? record.state[FieldID(LinkField.ended.number)]?.winner?.version.author.name
      : record.made?.author.name
  }

  /// - Parameter other: the number of a link's other case, where that is or was here.
  init(_ record: LoopRecord, isNew: Bool, other: String?, _ context: Context) {
    let kind = record.state.kind
    let who = Self.author(of: record)
    func words(_ field: FieldDefinition) -> String? { context.words(of: record, field) }
    func signed(_ text: String?) -> String? {
      guard let who else { return text }
      guard let text else { return who }
      return text + context.text(PunctuationMessage.brackets(who))
    }
    switch kind {
    case .case where !record.flag(CaseField.emergency):
      (what, text) = (context.text(NewsTellingMessage.handler), words(CaseField.handler))
    case .case:
      (what, text) = (context.text(NewsTellingMessage.emergency), nil)
    case .escalation where record.text(EscalationField.ends) != nil:
      (what, text) = (context.text(EscalateMessage.escalationEnded), signed(words(EscalationField.outcome)))
    case .escalation:
      let (to, why) = (words(EscalationField.to) ?? "–", words(EscalationField.reason) ?? "–")
      (what, text) = ("", signed(context.text(NewsTellingMessage.escalated(to: to, why))))
    case .note where record.flag(NoteField.withdrawn):
      (what, text) = (context.text(NewsTellingMessage.struckOut), signed(words(NoteField.withdrawalReason)))
    case .note where record.text(NoteField.kind) == "receipt":
      (what, text) = (context.text(NewsTellingMessage.seen(by: who ?? "–")), words(NoteField.text))
    case .note:
      what =
        record.text(NoteField.kind).map { context.terms[.noteKind].text($0, context.language) }
        ?? context.text(kind.label ?? Label(NewsMessage.changed))
      text = signed(words(NoteField.text))
    case .score:
      let marks = ScoreField.marks.compactMap { field in
        record.text(field).map { context.text(field.label) + " " + $0 }
      }
      let rest = [words(ScoreField.outcome), words(ScoreField.note)].compactMap(\.self)
      what = context.text(NewsTellingMessage.score)
      text = signed((marks + rest).joined(separator: context.text(PunctuationMessage.comma)))
    case .commitment:
      let standing = OwedRecord(record).flatMap { context.standing(of: $0) }.map { "  " + context.text($0) }
      what = context.text(kind.label ?? Label(NewsMessage.changed))
      let waived = record.state[FieldID(CommitmentField.waived.number)]?.winner?.version.author.name
      let why = words(CommitmentField.waived).map {
        context.text(PunctuationMessage.colon) + $0
          + (waived.map { context.text(PunctuationMessage.brackets($0)) } ?? "")
      }
      text = (words(CommitmentField.what) ?? "") + (standing ?? "") + (why ?? "")
    case .option:
      let option = CaseOption(record)
      let remedies = option.remedies.map { kind, amount in
        context.terms[.remedy].text(kind, context.language) + (amount.map { " " + $0.text } ?? "")
      }
      let said = [words(OptionField.title)].compactMap(\.self) + remedies
      let isWithdrawn = record.flag(OptionField.withdrawn)
      what = context.text(
        isWithdrawn ? Label(NewsTellingMessage.optionWithdrawn) : kind.label ?? Label(NewsMessage.changed))
      let why = words(OptionField.withdrawnBecause).map { context.text(PunctuationMessage.colon) + $0 } ?? ""
      text = signed(said.joined(separator: context.text(PunctuationMessage.comma)) + why)
    case .link:
      let ended = record.flag(LinkField.ended)
      let other = other ?? context.text(LinkLinesMessage.elsewhere)
      let why = words(ended ? LinkField.endedBecause : LinkField.reason).map {
        context.text(PunctuationMessage.colon) + $0
      }
      let how = record.text(LinkField.kind).flatMap(LinkKind.init)
      if how == .duplicateOf {
        what = context.text(ended ? NewsTellingMessage.unmerged : NewsTellingMessage.merged)
        text = signed(other + (why ?? ""))
      } else {
        what = context.text(ended ? NewsTellingMessage.unlinked : NewsTellingMessage.linked)
        text = signed(
          [how.map { context.text($0.label) }, other].compactMap(\.self).joined(separator: " ") + (why ?? ""))
      }
    case .notice where record.flag(NoticeField.withdrawn):
      what = context.text(NewsTellingMessage.withdrawn)
      let why = words(NoticeField.withdrawnBecause).map { context.text(PunctuationMessage.colon) + $0 } ?? ""
      text = (words(NoticeField.title) ?? "") + why
    case _ where !isNew && Self.isRetired(record):
      what = context.text(NewsTellingMessage.retired)
      text = (Self.fields[kind] ?? []).compactMap(words).joined(
        separator: context.text(PunctuationMessage.comma))
    case .survey where record.text(SurveyField.satisfaction) == nil && record.text(SurveyField.asked) != nil:
      (what, text) = (context.text(NewsTellingMessage.surveySent), who)
    case .signal: (what, text) = Self.signal(record, isNew: isNew, context)
    case .remark where record.text(RemarkField.withdrawn) != nil:
      let by = record.state[FieldID(RemarkField.withdrawn.number)]?.winner?.version.author.name
      what = context.text(EmployeeListMessage.withdrawn(by: by ?? "–"))
      text = words(RemarkField.kind)
    case .person: (what, text) = Self.person(record, isNew: isNew, context)
    case .acknowledgement:
      what = context.text(NoticeShowMessage.acknowledged)
      text = signed(words(AcknowledgementField.done))
    default:
      what =
        kind.standsAlone ?? true
        ? context.text(isNew ? Label(NewsMessage.registered) : Label(NewsTellingMessage.becomes))
        : context.text(kind.label ?? Label(NewsMessage.changed))
      let said = (Self.fields[kind] ?? []).compactMap(words)
      let all = said.isEmpty ? nil : said.joined(separator: context.text(PunctuationMessage.comma))
      text = kind.standsAlone == false ? signed(all) : all
    }
  }

  /// Whether head office has taken it out of use.
  private static func isRetired(_ record: LoopRecord) -> Bool {
    switch record.state.kind {
    case .term: record.flag(TermField.retired)
    case .article, .study: record.flag(KnowledgeField.retired)
    case .course: record.flag(CourseField.retired)
    default: false
    }
  }

  /// Who is new, or what was written of them last.
  private static func person(
    _ record: LoopRecord, isNew: Bool, _ context: Context
  ) -> (String, String?) {
    let role = context.words(of: record, PersonField.role)
    let last = record.state.fields.compactMap(\.winner?.version.stamp).max()
    func isLast(_ field: FieldDefinition) -> Bool {
      record.state.fields.contains { $0.field.number == field.number && $0.winner?.version.stamp == last }
    }
    let becomes = context.text(NewsTellingMessage.becomes)
    if isNew { return (context.text(NewsMessage.registered), role) }
    if record.flag(PersonField.left) { return (becomes, context.text(PersonField.left.label)) }
    if isLast(PersonField.role) { return (becomes, role) }
    if isLast(PersonField.name) {
      let former = record.state.elements(of: PersonField.aliases.number).filter {
        $0.value == .flag(true) && $0.winner?.version.stamp == last
      }.compactMap(\.field.element)
      return (context.text(NewsTellingMessage.renamed), former.first)
    }
    if isLast(PersonField.pinRenewed) { return (context.text(NewsTellingMessage.pinRenewed), nil) }
    if isLast(PersonField.pinsVoid) {
      let by = record.state[FieldID(PersonField.pinsVoid.number)]?.winner?.version.author.name
      return (context.text(NewsTellingMessage.pinVoided), by)
    }
    return (context.text(NewsMessage.changed), role)
  }

  /// What was noticed; of one that was known, what somebody did about it.
  private static func signal(
    _ record: LoopRecord, isNew: Bool, _ context: Context
  ) -> (String, String?) {
    func words(_ field: FieldDefinition) -> String? { context.words(of: record, field) }
    let kind = context.terms[.signal].text(record.text(SignalField.kind) ?? "", context.language)
    let stars = record.text(SignalField.stars).map { " \($0)★" } ?? ""
    let noticed = words(SignalField.text).map { context.text(PunctuationMessage.colon) + $0 } ?? ""
    let said = kind + stars + noticed
    guard !isNew else { return (context.text(NewsMessage.registered), said) }
    let isCase = record.state.elements(of: SignalField.cases.number).contains { $0.value == .flag(true) }
    if isCase { return (context.text(NewsTellingMessage.madeCase), said) }
    if let why = words(SignalField.dismissed) {
      return (context.text(SignalListMessage.dismissed(why)), said)
    }
    if let reply = words(SignalField.reply) {
      return (context.text(SignalListMessage.replied), said + " → " + reply)
    }
    let owed = [
      words(SignalField.owner),
      record.date(SignalField.due).map { context.text(NextMessage.by($0.shown(to: context.zone))) },
    ].compactMap(\.self).joined(separator: context.text(PunctuationMessage.comma))
    return (owed.isEmpty ? context.text(NewsMessage.changed) : owed, said)
  }

  /// What is told of the other kinds, in this order. Of an employee record not its words.
  private static let fields: [RecordKind: [FieldDefinition]] = [
    .need: [NeedField.kind, NeedField.text],
    .consent: [ConsentField.how], .progress: [ProgressField.text],
    .callBack: [CallBackField.solved, CallBackField.satisfaction, CallBackField.more],
    .review: [ReviewField.rootCause, ReviewField.lesson], .step: [StepField.to, StepField.reason],
    .deletion: [DeletionField.reason], .restoration: [RestorationField.reason],
    .transfer: [TransferField.to, TransferField.reason],
    .survey: [SurveyField.satisfaction, SurveyField.comment],
    .policy: [PolicyField.from, PolicyField.note],
    .calendar: [CalendarField.branch, CalendarField.from, CalendarField.note],
    .term: [TermField.labelChinese, TermField.labelEnglish], .phrase: [PhraseField.text],
    .wordingRule: [WordingRuleField.whyChinese, WordingRuleField.whyEnglish],
    .emergencyPlan: [EmergencyPlanField.steps], .article: [KnowledgeField.title],
    .study: [KnowledgeField.title], .course: [CourseField.title], .remark: [RemarkField.kind],
    .notice: [NoticeField.purpose, NoticeField.title],
  ]
}

extension Context {
  /// A field of a record on one line; that it was erased where an erasure has emptied it; nil where nobody wrote it.
  func words(of record: LoopRecord, _ field: FieldDefinition) -> String? {
    let value = record.value(field)
    let line = FieldDisplay.line(value, terms[field], language, to: zone)
    if [CallBackField.solved].contains(field), value != .none {
      return text(field.label) + text(PunctuationMessage.colon) + line
    }
    if [PolicyField.from, CalendarField.from].contains(field), let date = record.date(field) {
      // Of whoever reads it: it holds everywhere.
      return date.shown(in: zone, to: zone)
    }
    if !line.isEmpty { return line }
    let isErased =
      record.state.erased.contains(field.number) && record.state[FieldID(field.number)] != nil
    return isErased ? text(DueMessage.emptied) : nil
  }
}

enum NewsTellingMessage: Message {
  case becomes
  case emergency
  case escalated(to: String, String)
  case handler
  case linked
  case madeCase
  case merged
  case optionWithdrawn
  case pinRenewed
  case pinVoided
  case renamed
  case retired
  case score
  case seen(by: String)
  case struckOut
  case surveySent
  case unlinked
  case unmerged
  case withdrawn

  var label: Label {
    switch self {
    case .becomes: Label(en: "now", zhHans: "改为")
    case .emergency: Label(en: "marked as an emergency", zhHans: "标为紧急事件")
    case .escalated(let whom, let why):
      Label(en: "escalated to \(whom): \(why)", zhHans: "升级至 \(whom)：\(why)")
    case .linked: Label(en: "linked", zhHans: "已关联")
    case .merged: Label(en: "merged into", zhHans: "并入")
    case .retired: Label(en: "retired", zhHans: "停用")
    case .withdrawn: Label(en: "withdrawn", zhHans: "已撤回")
    case .unlinked: Label(en: "link ended", zhHans: "关联已解除")
    case .unmerged: Label(en: "no longer merged into", zhHans: "不再并入")
    case .handler: Label(en: "handled from now on by", zhHans: "改由以下人员经办")
    case .optionWithdrawn: Label(en: "option withdrawn", zhHans: "方案已撤回")
    case .surveySent: Label(en: "asked by survey", zhHans: "已发满意度问卷")
    case .madeCase: Label(en: "made a case", zhHans: "已转成工单")
    case .pinRenewed: Label(en: "set a new PIN after theirs was voided", zhHans: "PIN 作废后已在门店电脑重设")
    case .pinVoided: Label(en: "PIN voided", zhHans: "PIN 已作废")
    case .renamed: Label(en: "renamed, formerly", zhHans: "已改名，原名")
    case .score: Label(en: "scored", zhHans: "评分")
    case .seen(let who): Label(en: "seen by \(who)", zhHans: "已阅：\(who)")
    case .struckOut: Label(en: "note struck out", zhHans: "备注已撤销")
    }
  }
}
