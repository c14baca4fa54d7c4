package import Language

/// The fields of a course (培训), as head office published it: see `SharedRecord`.
package enum CourseField {
  package static let title = FieldDefinition(
    2, "title", KnowledgeField.title.label, .text, in: .record)
  package static let topic = FieldDefinition(
    3, "topic", Label(en: "Topic", zhHans: "培训主题"), .term(.trainingTopic), in: .record)
  package static let form = FieldDefinition(
    4, "form", Label(en: "Form", zhHans: "培训形式"), .term(.trainingForm), in: .record)
  /// In Markdown: see `Terminal.Markdown`.
  package static let text = FieldDefinition(
    5, "text", Label(en: "Material", zhHans: "培训内容"), .longText, in: .record)
  /// Keys of what is read for it; so with the studies.
  package static let articles = FieldDefinition(
    6, "articles", Label(en: "Articles", zhHans: "知识文章"), .words, in: .record, aliases: ["article"])
  package static let studies = FieldDefinition(
    7, "studies", Label(en: "Case studies", zhHans: "典型案例"), .words, in: .record, aliases: ["study"])
  /// Empty: of any; so with the branches.
  package static let roles = FieldDefinition(
    8, "roles", Label(en: "For roles", zhHans: "适用角色"), .terms(.role), in: .record, aliases: ["role"])
  package static let branches = FieldDefinition(
    9, "branches", Label(en: "For branches", zhHans: "适用门店"), .words, in: .record, aliases: ["branch"])
  package static let due = FieldDefinition(
    10, "due", Label(en: "To be done by", zhHans: "完成期限"), .date, in: .record)
  /// Decimal digits: so many months after it was done it is owed again.
  package static let months = FieldDefinition(
    11, "every_months", Label(en: "Every so many months", zhHans: "每隔几个月"), .text, in: .record,
    aliases: ["every"])
  /// Whoever knew an earlier version owes it again.
  package static let again = FieldDefinition(
    12, "again", Label(en: "Again when it changes", zhHans: "内容更新后须重学"), .flag, in: .record)
  package static let lookAgain = FieldDefinition(
    13, "look_again", KnowledgeField.lookAgain.label, .date, in: .record)
  /// As `Quiz` writes them.
  package static let questions = FieldDefinition(
    14, "questions", Label(en: "Quiz", zhHans: "测验题"), .longText, in: .record)
  package static let retired = FieldDefinition(
    15, "retired", Label(SharedRecordMessage.retired), .flag, in: .record)

  static let all = [
    SharedField.key, title, topic, form, text, articles, studies, roles, branches, due, months, again,
    lookAgain,
    questions, retired,
  ]

  /// What somebody learns: a change of these makes another version of it.
  static let content = [title, text, articles, studies, questions]
}

/// The fields of what somebody took part in (培训记录). Only ever added. How well they did it in a role play or a drill stands
/// in a `remark`, with those who lead the branch.
package enum AttendanceField {
  /// By name, as they were called then.
  package static let person = FieldDefinition(
    1, "person", Label(DomainMessage.person), .text, in: .record)
  /// Who that is, for counts and for an erasure: see `Remark.subject`.
  package static let subject = FieldDefinition(
    2, "subject", RemarkField.subject.label, .text, in: .record)
  /// The record id of the course; none for what head office did not lay down.
  package static let course = FieldDefinition(
    3, "course", Label(DomainMessage.course), .reference, in: .record)
  /// What it was, where it is none of head office's courses.
  package static let title = FieldDefinition(
    4, "title", Label(en: "What it was", zhHans: "培训名称"), .text, personal: true, in: .record)
  package static let deed = FieldDefinition(
    5, "what", Label(en: "What was done", zhHans: "完成方式"), .term(.trainingDeed), in: .record)
  /// Decimal digits: see `Course.version`.
  package static let version = FieldDefinition(
    6, "version", Label(en: "Version", zhHans: "版本"), .text, in: .record)
  package static let at = FieldDefinition(
    7, "at", Label(en: "When", zhHans: "时间"), .date, in: .record)
  /// Of a quiz: `4/5`, right of all.
  package static let result = FieldDefinition(
    8, "result", Label(en: "Right of all", zhHans: "答对/总数"), .text, in: .record)

  static let all = [person, subject, course, title, deed, version, at, result]

  /// What an erasure of the employee takes besides.
  package static let ofEmployee = [person, subject]
}

extension Vocabulary {
  package static let trainingTopic = Vocabulary(
    "training_topic", Label(en: "Topic of a training", zhHans: "培训主题"),
    [
      Term("product_knowledge", Label(en: "Product knowledge", zhHans: "产品知识")),
      Term("communication", Label(en: "Communication", zhHans: "沟通技巧")),
      Term("composure", Label(en: "Composure", zhHans: "情绪管理")),
      Term("language", Label(en: "Languages", zhHans: "语言")),
      Term("situations", Label(en: "Special situations", zhHans: "特殊情境")),
      Term("policy", Label(en: "Policy", zhHans: "制度")),
      Term("other", Label(en: "Other", zhHans: "其他")),
    ])

  package static let trainingForm = Vocabulary(
    "training_form", Label(en: "Form of a training", zhHans: "培训形式"),
    TrainingForm.allCases.map { Term($0.rawValue, $0.label) })

  package static let trainingDeed = Vocabulary(
    "training_deed", Label(en: "What was done for it", zhHans: "完成方式"),
    TrainingDeed.allCases.map { Term($0.rawValue, $0.label) })
}

/// How something is learnt.
package enum TrainingForm: String, CaseIterable, Sendable {
  case reading, quiz
  case rolePlay = "role_play"
  case drill, course, seminar

  package var label: Label {
    switch self {
    case .reading: Label(en: "Reading", zhHans: "自学")
    case .quiz: Label(en: "Quiz", zhHans: "测验")
    case .rolePlay: Label(en: "Role play", zhHans: "角色扮演")
    case .drill: Label(en: "Emergency drill", zhHans: "应急演练")
    case .course: Label(en: "Course", zhHans: "课程")
    case .seminar: Label(en: "Seminar", zhHans: "研讨会")
    }
  }

  /// What has to be done for it.
  package var deed: TrainingDeed {
    switch self {
    case .reading: .read
    case .quiz: .quiz
    case .rolePlay, .drill, .course, .seminar: .tookPart
    }
  }

  /// How well somebody did is said of them.
  package var isScored: Bool { self == .rolePlay || self == .drill }
}

/// What somebody did to learn something.
package enum TrainingDeed: String, CaseIterable, Sendable {
  case read, quiz
  case tookPart = "took_part"

  package var label: Label {
    switch self {
    case .read: Label(en: "Read", zhHans: "已读")
    case .quiz: Label(en: "Answered the quiz", zhHans: "已测验")
    case .tookPart: Label(en: "Took part", zhHans: "已参加")
    }
  }
}
