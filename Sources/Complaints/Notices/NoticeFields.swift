import Language

/// The fields of a notice (通知): what head office tells branches to do now, and who has to say that it was done. See
/// `SharedRecord`.
package enum NoticeField {
  package static let title = FieldDefinition(2, "title", KnowledgeField.title.label, .text, in: .record)
  /// What is to be done, in Markdown.
  package static let text = FieldDefinition(
    3, "text", Label(en: "What to do", zhHans: "处理要求"), .longText, in: .record)
  package static let purpose = FieldDefinition(
    4, "purpose", Label(NoticeFieldsMessage.purpose), .term(.noticePurpose), in: .record)
  package static let product = FieldDefinition(5, "product", CaseField.product.label, .text, in: .record)
  package static let batch = FieldDefinition(6, "batch", CaseField.batch.label, .text, in: .record)
  package static let supplier = FieldDefinition(7, "supplier", CaseField.supplier.label, .text, in: .record)
  /// The codes of branches; empty: every one.
  package static let branches = FieldDefinition(
    8, "branches", Label(en: "For branches", zhHans: "适用门店"), .words, in: .record, aliases: ["branch"])
  /// None: nobody has to say that it was read.
  package static let acknowledgeBy = FieldDefinition(
    9, "acknowledge_by", Label(en: "Acknowledge by", zhHans: "签收期限"), .date, in: .record)
  package static let until = FieldDefinition(
    10, "until", Label(en: "In force until", zhHans: "有效期至"), .date, in: .record)
  package static let withdrawn = FieldDefinition(
    11, "withdrawn", Label(en: "Notice withdrawn", zhHans: "通知已撤回"), .flag, in: .record)
  package static let withdrawnBecause = FieldDefinition(
    12, "withdrawn_because", Label(en: "Notice withdrawn because", zhHans: "撤回通知的原因"), .longText, in: .record)

  static let all = [
    SharedField.key, title, text, purpose, product, batch, supplier, branches, acknowledgeBy, until,
    withdrawn,
    withdrawnBecause,
  ]
}

/// The fields of an acknowledgement (签收): that a branch has read a notice, and what was done there. Who says it, and when,
/// is the version's author and time. Only ever added, so that of two who say it at once neither is lost.
package enum AcknowledgementField {
  /// The record id of the notice.
  package static let of = FieldDefinition(
    1, "of", Label(NoticeFieldsMessage.notice), .reference, in: .record)
  /// What the notice said was to be done: see `Notice.version`.
  package static let version = FieldDefinition(
    2, "version", Label(en: "Acknowledged version", zhHans: "所签版本"), .text, in: .record)
  package static let done = FieldDefinition(
    3, "done", Label(en: "What was done", zhHans: "处理结果"), .longText, personal: true, in: .record)

  static let all = [of, version, done]
}

extension Vocabulary {
  package static let noticePurpose = Vocabulary(
    "notice_purpose", Label(NoticeFieldsMessage.purpose),
    [
      Term("stop_use", Label(en: "Stop use", zhHans: "停用")),
      Term("recall", Label(en: "Recall", zhHans: "召回")),
      Term("warning", Label(en: "Warning", zhHans: "提醒")),
      Term("information", Label(en: "Information", zhHans: "告知")),
    ])
}

enum NoticeFieldsMessage: Message {
  case acknowledgement
  case notice
  case purpose

  var label: Label {
    switch self {
    case .acknowledgement: Label(en: "Acknowledgement", zhHans: "签收")
    case .notice: Label(en: "Notice", zhHans: "通知")
    case .purpose: Label(en: "Kind of notice", zhHans: "通知类别")
    }
  }
}
