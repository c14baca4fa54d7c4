package import Versioning

/// Which fields each kind of record has, and lookup by id and by number in constant time. A kind or a
/// field that is not here is one of a newer version: it is kept and passed on, only not named.
package enum Schema {
  /// The fields of a kind in the order of display; empty for a kind that this version does not know.
  package static func fields(of kind: RecordKind) -> [FieldDefinition] { table(kind)?.fields ?? [] }

  /// The field with a JSON id, an option name (`order-reference`) or an alias (`class`).
  package static func field(_ kind: RecordKind, _ id: String) -> FieldDefinition? {
    guard let table = table(kind) else { return nil }
    if let field = table.byName[id] { return field }
    let key = String(String.UnicodeScalarView(id.unicodeScalars.map { $0 == "-" ? "_" : $0 })).lowercased()
    return table.byName[key]
  }

  /// The field with a number.
  package static func field(_ kind: RecordKind, number: UInt32) -> FieldDefinition? {
    guard let table = table(kind), number < table.byNumber.count else { return nil }
    return table.byNumber[Int(number)]
  }

  /// The kinds that this version knows.
  package static let kinds: [RecordKind] = [
    .case, .note, .decision, .deletion, .restoration, .transfer, .erasure, .need, .option, .approval,
    .consent,
    .commitment, .progress, .callBack, .escalation, .review, .task, .step, .policy, .calendar,
    .score, .survey, .wordingRule, .phrase, .emergencyPlan, .signal, .person,
    .remark, .term, .article, .study, .manuscript, .helpful, .link,
    .course, .attendance,
    .notice, .acknowledgement,
  ]

  private struct Table: Sendable {
    let fields: [FieldDefinition]
    let byName: [String: FieldDefinition]
    let byNumber: [FieldDefinition?]

    init(_ fields: [FieldDefinition]) {
      var byName: [String: FieldDefinition] = [:]
      var byNumber = [FieldDefinition?](repeating: nil, count: Int(fields.map(\.number).max() ?? 0) + 1)
      for field in fields {
        for name in [field.id] + field.aliases { byName[name] = field }
        byNumber[Int(field.number)] = field
      }
      self.fields = fields
      self.byName = byName
      self.byNumber = byNumber
    }
  }

  private static let cases = Table(CaseField.all)
  private static let notes = Table(NoteField.all)
  private static let decisions = Table(DecisionField.all)
  private static let deletions = Table(DeletionField.all)
  private static let restorations = Table(RestorationField.all)
  private static let transfers = Table(TransferField.all)
  private static let erasures = Table(ErasureField.all)
  private static let needs = Table(NeedField.all)
  private static let options = Table(OptionField.all)
  private static let approvals = Table(ApprovalField.all)
  private static let consents = Table(ConsentField.all)
  private static let commitments = Table(CommitmentField.all)
  private static let progress = Table(ProgressField.all)
  private static let callBacks = Table(CallBackField.all)
  private static let escalations = Table(EscalationField.all)
  private static let reviews = Table(ReviewField.all)
  private static let tasks = Table(TaskField.all)
  private static let steps = Table(StepField.all)
  private static let policies = Table(PolicyField.all)
  private static let calendars = Table(CalendarField.all)
  private static let scores = Table(ScoreField.all)
  private static let surveys = Table(SurveyField.all)
  private static let wordingRules = Table(WordingRuleField.all)
  private static let phrases = Table(PhraseField.all)
  private static let emergencyPlans = Table(EmergencyPlanField.all)
  private static let signals = Table(SignalField.all)
  private static let people = Table(PersonField.all)
  private static let remarks = Table(RemarkField.all)
  private static let terms = Table(TermField.all)
  private static let articles = Table(ArticleField.all)
  private static let studies = Table(StudyField.all)
  private static let manuscripts = Table(ManuscriptField.all)
  private static let helpful = Table(HelpfulField.all)
  private static let links = Table(LinkField.all)
  private static let courses = Table(CourseField.all)
  private static let attendances = Table(AttendanceField.all)
  private static let notices = Table(NoticeField.all)
  private static let acknowledgements = Table(AcknowledgementField.all)

  private static func table(_ kind: RecordKind) -> Table? {
    switch kind {
    case .case: cases
    case .note: notes
    case .decision: decisions
    case .deletion: deletions
    case .restoration: restorations
    case .transfer: transfers
    case .erasure: erasures
    case .need: needs
    case .option: options
    case .approval: approvals
    case .consent: consents
    case .commitment: commitments
    case .progress: progress
    case .callBack: callBacks
    case .escalation: escalations
    case .review: reviews
    case .task: tasks
    case .step: steps
    case .policy: policies
    case .calendar: calendars
    case .score: scores
    case .survey: surveys
    case .wordingRule: wordingRules
    case .phrase: phrases
    case .emergencyPlan: emergencyPlans
    case .signal: signals
    case .person: people
    case .remark: remarks
    case .term: terms
    case .article: articles
    case .study: studies
    case .manuscript: manuscripts
    case .helpful: helpful
    case .link: links
    case .course: courses
    case .attendance: attendances
    case .notice: notices
    case .acknowledgement: acknowledgements
    default: nil
    }
  }
}
