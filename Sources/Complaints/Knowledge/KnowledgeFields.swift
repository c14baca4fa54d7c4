import Language

/// What an article and a study have alike, as head office published them: see `SharedRecord`.
package enum KnowledgeField {
  package static let title = FieldDefinition(
    2, "title", Label(en: "Title", zhHans: "标题"), .text, in: .record)
  package static let language = FieldDefinition(
    3, "language", Label(DomainMessage.language), .term(.language), in: .record)
  /// Empty: of any; so with the problem classes.
  package static let types = FieldDefinition(
    4, "types", Label(DomainMessage.complaintType), .terms(.type), in: .record, aliases: ["type"])
  package static let classes = FieldDefinition(
    5, "classes", Label(DomainMessage.problemClass), .terms(.problemClass), in: .record, aliases: ["class"])
  package static let tags = FieldDefinition(
    6, "tags", Label(en: "Tags", zhHans: "标签"), .words, in: .record, aliases: ["tag"])
  package static let lookAgain = FieldDefinition(
    7, "look_again", Label(en: "Look again on", zhHans: "复查日期"), .date, in: .record)
  package static let approvedBy = FieldDefinition(
    8, "approved_by", Label(en: "Approved by", zhHans: "批准人"), .text, in: .record)
  package static let approvedAt = FieldDefinition(
    9, "approved_at", Label(en: "Approved", zhHans: "批准时间"), .date, in: .record)
  package static let retired = FieldDefinition(
    10, "retired", Label(SharedRecordMessage.retired), .flag, in: .record)

  static let common = [
    SharedField.key, title, language, types, classes, tags, lookAgain, approvedBy, approvedAt, retired,
  ]
}

/// The fields of an article (知识文章).
package enum ArticleField {
  package static let kind = FieldDefinition(
    11, "article_kind", Label(DomainMessage.kind), .term(.articleKind), in: .record, aliases: ["kind"])
  package static let summary = FieldDefinition(
    12, "summary", Label(en: "Summary", zhHans: "摘要"), .longText, in: .record)
  /// In Markdown: see `Terminal.Markdown`.
  package static let body = FieldDefinition(
    13, "body", Label(en: "Text", zhHans: "正文"), .longText, in: .record)

  static let all = KnowledgeField.common + [kind, summary, body]
}

/// The fields of a study (典型案例).
package enum StudyField {
  package static let background = FieldDefinition(
    11, "background", Label(en: "Background", zhHans: "背景"), .longText, in: .record)
  package static let usual = FieldDefinition(
    12, "usual", Label(en: "Usual handling", zhHans: "常规做法"), .longText, in: .record)
  package static let better = FieldDefinition(
    13, "better", Label(en: "Better handling", zhHans: "优化做法"), .longText, in: .record)
  package static let result = FieldDefinition(
    14, "result", Label(en: "Result", zhHans: "结果"), .longText, in: .record)
  package static let value = FieldDefinition(
    15, "value", Label(en: "Wider value", zhHans: "价值延伸"), .longText, in: .record)
  package static let lesson = FieldDefinition(
    16, "lesson", Label(en: "Lesson", zhHans: "经验教训"), .longText, in: .record)

  static let all = KnowledgeField.common + [background, usual, better, result, value, lesson]
}

/// The fields of a manuscript (知识稿件): what somebody of a branch, or of head office, writes to become an article or a
/// study. It stands in the branch's own scope with its history, and never leaves it: what is published is a record of its own,
/// made of the text as it was confirmed. What the two have alike has one id in both.
package enum ManuscriptField {
  package static let form = FieldDefinition(
    1, "form", Label(en: "Becomes", zhHans: "稿件类型"), .term(.knowledgeForm), in: .record)
  package static let title = personal(2, KnowledgeField.title)
  package static let language = same(3, KnowledgeField.language)
  package static let types = same(4, KnowledgeField.types)
  package static let classes = same(5, KnowledgeField.classes)
  package static let tags = personal(6, KnowledgeField.tags)
  package static let lookAgain = same(7, KnowledgeField.lookAgain)
  package static let kind = same(8, ArticleField.kind)
  package static let summary = personal(9, ArticleField.summary)
  package static let body = personal(10, ArticleField.body)
  package static let background = personal(11, StudyField.background)
  package static let usual = personal(12, StudyField.usual)
  package static let better = personal(13, StudyField.better)
  package static let result = personal(14, StudyField.result)
  package static let value = personal(15, StudyField.value)
  package static let lesson = personal(16, StudyField.lesson)
  /// The record ids of the cases that it was made of: theirs to see who hold the manuscript, and nobody else's.
  package static let cases = FieldDefinition(
    17, "cases", Label(en: "From cases", zhHans: "来源工单"), .words, in: .record)
  package static let submittedBy = FieldDefinition(
    18, "submitted_by", Label(en: "Submitted by", zhHans: "提交人"), .text, in: .record)
  package static let submittedAt = FieldDefinition(
    19, "submitted_at", Label(en: "Submitted", zhHans: "提交时间"), .date, in: .record)
  /// Why head office does not publish it as it is.
  package static let returned = FieldDefinition(
    20, "returned", Label(en: "Sent back because", zhHans: "退回原因"), .longText, personal: true, in: .record)
  /// The record id of what was published of it. Head office says it.
  package static let published = FieldDefinition(
    21, "published", Label(en: "Published as", zhHans: "已发布为"), .reference, in: .record)

  static let all = [
    form, title, language, types, classes, tags, lookAgain, kind, summary, body, background, usual, better,
    result, value, lesson, cases, submittedBy, submittedAt, returned, published,
  ]

  private static func same(_ number: UInt32, _ field: FieldDefinition) -> FieldDefinition {
    FieldDefinition(number, field.id, field.label, field.type, in: .record, aliases: field.aliases)
  }

  private static func personal(_ number: UInt32, _ field: FieldDefinition) -> FieldDefinition {
    FieldDefinition(
      number, field.id, field.label, field.type, personal: true, in: .record, aliases: field.aliases)
  }
}

/// The fields of what somebody says of an article or a study (有用反馈): whether it helped. Only ever added, so that of two who say
/// it at once neither is lost.
package enum HelpfulField {
  /// The record id of what was published.
  package static let of = FieldDefinition(
    1, "of", Label(en: "Said of", zhHans: "评价对象"), .reference, in: .record)
  package static let helped = FieldDefinition(
    2, "helped", Label(en: "It helped", zhHans: "有帮助"), .flag, in: .record)
  package static let complaint = FieldDefinition(
    3, "case", Label(DomainMessage.complaintCase), .reference, in: .record)
  package static let comment = FieldDefinition(
    4, "comment", Label(en: "Comment", zhHans: "意见"), .longText, personal: true, in: .record)

  static let all = [of, helped, complaint, comment]
}

extension Vocabulary {
  package static let knowledgeForm = Vocabulary(
    "knowledge_form", Label(en: "Kind of knowledge", zhHans: "知识形式"),
    [
      Term("article", Label(en: "Article", zhHans: "知识文章")),
      Term("study", Label(en: "Case study", zhHans: "典型案例")),
      Term("tip", Label(en: "Tip of a colleague", zhHans: "同事经验")),
    ])

  package static let articleKind = Vocabulary(
    "article_kind", Label(en: "Kind of article", zhHans: "文章类别"),
    [
      Term("policy", Label(en: "Policy", zhHans: "政策规定")),
      Term("how_to", Label(en: "How-to", zhHans: "操作指引")),
      Term("product", Label(en: "Product knowledge", zhHans: "产品知识")),
      Term("standard", Label(en: "Standard", zhHans: "服务标准")),
      Term("faq", Label(en: "Frequent question", zhHans: "常见问题")),
      Term("customer_guide", Label(en: "Customer guide", zhHans: "客户指南")),
    ])
}
