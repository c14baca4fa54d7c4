package import Language
package import Versioning

/// The kinds of record of this version; the numbers are stored and synced. Unknown ones pass untouched.
extension RecordKind {
  /// A complaint case: the root of an aggregate.
  package static let `case` = RecordKind(1)
  /// A note on a case. Never edited; withdrawn at most.
  package static let note = RecordKind(2)
  /// How a conflict was settled.
  package static let decision = RecordKind(3)
  /// Why a case was deleted.
  package static let deletion = RecordKind(4)
  /// Why a deleted case was brought back.
  package static let restoration = RecordKind(5)
  /// That a case was given to another branch, and why.
  package static let transfer = RecordKind(6)
  /// That all personal data of one customer is to be erased: a record of its own, of head office.
  package static let erasure = RecordKind(7)
  /// What the customer wants put right.
  package static let need = RecordKind(8)
  /// A way to put it right.
  package static let option = RecordKind(9)
  /// That an option was allowed, or not.
  package static let approval = RecordKind(10)
  /// That the customer chose an option.
  package static let consent = RecordKind(11)
  /// What was promised by when.
  package static let commitment = RecordKind(12)
  /// What the customer was told on the way.
  package static let progress = RecordKind(13)
  /// What the customer said afterwards.
  package static let callBack = RecordKind(14)
  /// That a case was given upwards, or that this has ended.
  package static let escalation = RecordKind(15)
  /// What a case taught.
  package static let review = RecordKind(16)
  /// What somebody owes somebody because of it.
  package static let task = RecordKind(17)
  /// A step of the loop.
  package static let step = RecordKind(18)
  /// Who may spend how much, and by when things are due: a record of its own, of head office.
  package static let policy = RecordKind(19)
  /// When a branch is open: a record of its own, of head office.
  package static let calendar = RecordKind(20)

  /// A plan or an event of a case's loop: what gates and rules look at.
  package var isOfLoop: Bool { (RecordKind.need.rawValue...RecordKind.step.rawValue).contains(rawValue) }
  /// What reports count beside the case itself.
  package var isReported: Bool { isOfLoop || self == .survey || self == .link }
  /// How well a case was handled.
  package static let score = RecordKind(21)
  /// What the customer answered to a survey.
  package static let survey = RecordKind(22)
  /// A rule of the wording check, of head office: see `SharedRecord`.
  package static let wordingRule = RecordKind(23)
  /// Something to say to customers, of head office: see `SharedRecord`.
  package static let phrase = RecordKind(24)
  /// What to do where somebody is in danger, of head office: see `SharedRecord`.
  package static let emergencyPlan = RecordKind(25)

  /// What somebody noticed before anybody complained: a record of its own, of a branch.
  package static let signal = RecordKind(26)

  /// Somebody who works at a branch: a record of its own, of that branch.
  package static let person = RecordKind(27)

  /// What is said of an employee: a record of its own, of those who lead the branch.
  package static let remark = RecordKind(28)

  /// What stands in the scope of a branch's managers, or nowhere.
  package var isOfEmployees: Bool { self == .remark }
  /// A term of a vocabulary, as head office adds or changes it: see `Terms`.
  package static let term = RecordKind(29)

  /// Something to read, as head office published it: see `KnowledgeItem`.
  package static let article = RecordKind(30)
  /// What a case taught, as head office published it.
  package static let study = RecordKind(31)
  /// What is to become one of these: a record of its own, of a branch.
  package static let manuscript = RecordKind(32)
  /// Whether one of these helped: a record of its own, of a branch.
  package static let helpful = RecordKind(33)

  /// What a case has to do with another one: see `CaseLink`.
  package static let link = RecordKind(34)

  /// What people are to learn, and by when: a record of its own, of head office. See `Course`.
  package static let course = RecordKind(35)
  /// What somebody took part in: a record of its own, of a branch.
  package static let attendance = RecordKind(36)
  /// What head office tells branches to do now: see `Notice`.
  package static let notice = RecordKind(37)
  /// That a branch has read one, and what was done: a record of its own, of that branch.
  package static let acknowledgement = RecordKind(38)

  /// What head office lays down for all: it stands in the shared scope, or nowhere.
  package var isOfHeadOffice: Bool { SharedRecord.kinds.contains(self) }

  /// What stands in the scope of a branch, never in the shared one.
  package var isOfBranch: Bool {
    [.case, .signal, .person, .manuscript, .helpful, .attendance, .acknowledgement].contains(self)
  }

  /// What is made once and never written to again.
  package var isOnlyMade: Bool {
    [.score, .survey, .erasure, .helpful, .attendance, .acknowledgement].contains(self)
  }

  /// Whether a record of this kind is its own aggregate (true) or belongs to a case (false); nil for a kind that this
  /// version does not know.
  package var standsAlone: Bool? {
    switch self {
    case .case, .erasure, .signal, .person, .remark, .manuscript, .helpful, .attendance, .acknowledgement:
      true
    case _ where isOfHeadOffice: true
    default: label == nil ? nil : false
    }
  }

  /// The name of the kind in JSON and messages; nil for a kind that this version does not know.
  package var label: Label? {
    switch self {
    case .case: Label(DomainMessage.complaintCase)
    case .note: Label(RecordKindsMessage.note)
    case .decision: Label(en: "Decision", zhHans: "冲突处理")
    case .deletion: Label(DomainMessage.deletion)
    case .restoration: Label(en: "Restoration", zhHans: "恢复")
    case .transfer: Label(en: "Transfer", zhHans: "移交")
    case .erasure: Label(DomainMessage.erasure)
    case .need: Label(DomainMessage.need)
    case .option: Label(DomainMessage.option)
    case .approval: Label(RecordKindsMessage.approval)
    case .consent: Label(en: "Consent", zhHans: "客户同意")
    case .commitment: Label(DomainMessage.commitment)
    case .progress: Label(DomainMessage.progress)
    case .callBack: Label(DomainMessage.callBack)
    case .escalation: Label(DomainMessage.escalation)
    case .review: Label(DomainMessage.review)
    case .task: Label(DomainMessage.task)
    case .step: Label(DomainMessage.step)
    case .policy: Label(en: "Policy", zhHans: "规定")
    case .calendar: Label(en: "Calendar", zhHans: "营业日历")
    case .score: Label(en: "Quality score", zhHans: "质检评分")
    case .survey: Label(RecordKindsMessage.survey)
    case .wordingRule: Label(en: "Wording rule", zhHans: "用语规则")
    case .phrase: Label(DomainMessage.phrase)
    case .emergencyPlan: Label(en: "Emergency plan", zhHans: "应急预案")
    case .signal: Label(DomainMessage.signal)
    case .person: Label(DomainMessage.person)
    case .remark: Label(en: "Employee record", zhHans: "员工记录")
    case .term: Label(en: "Term", zhHans: "术语")
    case .article: Label(en: "Article", zhHans: "知识文章")
    case .study: Label(en: "Case study", zhHans: "典型案例")
    case .manuscript: Label(en: "Manuscript", zhHans: "知识稿件")
    case .helpful: Label(en: "Whether it helped", zhHans: "有用反馈")
    case .link: Label(DomainMessage.link)
    case .course: Label(DomainMessage.course)
    case .attendance: Label(en: "Training record", zhHans: "培训记录")
    case .notice: Label(NoticeFieldsMessage.notice)
    case .acknowledgement: Label(NoticeFieldsMessage.acknowledgement)
    default: nil
    }
  }

  /// The identifier of the kind in JSON; `kind-9` for a kind that this version does not know.
  package var id: String {
    switch self {
    case .case: "case"
    case .note: "note"
    case .decision: "decision"
    case .deletion: "deletion"
    case .restoration: "restoration"
    case .transfer: "transfer"
    case .erasure: "erasure"
    case .need: "need"
    case .option: "option"
    case .approval: "approval"
    case .consent: "consent"
    case .commitment: "commitment"
    case .progress: "progress"
    case .callBack: "call_back"
    case .escalation: "escalation"
    case .review: "review"
    case .task: "task"
    case .step: "step"
    case .policy: "policy"
    case .calendar: "calendar"
    case .score: "score"
    case .survey: "survey"
    case .wordingRule: "wording_rule"
    case .phrase: "phrase"
    case .emergencyPlan: "emergency_plan"
    case .signal: "signal"
    case .person: "person"
    case .remark: "remark"
    case .term: "term"
    case .article: "article"
    case .study: "study"
    case .manuscript: "manuscript"
    case .helpful: "helpful"
    case .link: "link"
    case .course: "course"
    case .attendance: "attendance"
    case .notice: "notice"
    case .acknowledgement: "acknowledgement"
    default: "kind-\(rawValue)"
    }
  }
}

enum RecordKindsMessage: Message {
  case approval
  case note
  case survey

  var label: Label {
    switch self {
    case .approval: Label(en: "Approval", zhHans: "审批")
    case .survey: Label(en: "Survey answer", zhHans: "问卷答复")
    case .note:
      Label(en: "Note", zhHans: "备注")
    }
  }
}
