import Language

/// The fields of a case. `personal` follows who the field can name: free text that staff write about a
/// customer can, so it is; `handler` names staff, whom a customer's erasure request does not concern.
package enum CaseField {
  /// A set, because two devices may each have given the case a number: one element per number given.
  package static let number = FieldDefinition(
    1, "number", Label(DomainMessage.caseNumber), .system, in: .header)
  package static let status = FieldDefinition(
    2, "status", Label(DomainMessage.status), .term(.status), in: .header)
  package static let title = FieldDefinition(
    3, "title", Label(en: "Title", zhHans: "标题"), .text, personal: true, in: .header)
  package static let channel = FieldDefinition(
    4, "channel", Label(DomainMessage.channel), .term(.channel), in: .story)
  package static let narrative = FieldDefinition(
    5, "narrative", Label(DomainMessage.narrative), .longText, personal: true, in: .story)
  package static let type = FieldDefinition(
    6, "type", Label(DomainMessage.complaintType), .term(.type), in: .classification)
  package static let severity = FieldDefinition(
    7, "severity", Label(DomainMessage.severity), .term(.severity), in: .classification)
  package static let handler = FieldDefinition(8, "handler", Label(DomainMessage.handler), .text, in: .header)
  package static let loggedAt = FieldDefinition(
    9, "logged_at", Label(en: "Logged", zhHans: "登记时间"), .date, in: .header)
  package static let occurredAt = FieldDefinition(
    10, "occurred_at", Label(en: "Occurred", zhHans: "发生时间"), .date, in: .story)
  package static let product = FieldDefinition(
    11, "product", Label(en: "Product or service", zhHans: "产品/服务"), .text, in: .story)
  package static let orderReference = FieldDefinition(
    12, "order_reference", Label(en: "Order", zhHans: "订单号"), .text, personal: true, in: .story,
    aliases: ["order"])
  package static let amount = FieldDefinition(
    13, "amount", Label(en: "Amount", zhHans: "涉及金额"), .money, in: .story)
  package static let place = FieldDefinition(
    14, "place", Label(en: "Place", zhHans: "地点"), .text, personal: true, in: .story)
  package static let customerName = FieldDefinition(
    15, "customer_name", Label(en: "Customer", zhHans: "客户姓名"), .text, personal: true, in: .customer,
    aliases: ["customer"])
  package static let phone = FieldDefinition(
    16, "phone", Label(en: "Phone", zhHans: "电话"), .phone, personal: true, in: .customer)
  package static let email = FieldDefinition(
    17, "email", Label(en: "Email", zhHans: "邮箱"), .text, personal: true, in: .customer)
  package static let customerID = FieldDefinition(
    18, "customer_id", Label(en: "Customer id", zhHans: "客户编号"), .text, personal: true, in: .customer)
  package static let tags = FieldDefinition(
    19, "tags", Label(en: "Tags", zhHans: "标签"), .words, in: .header, aliases: ["tag"])
  package static let problemClass = FieldDefinition(
    20, "problem_class", Label(DomainMessage.problemClass), .term(.problemClass), in: .classification,
    aliases: ["class"])
  package static let source = FieldDefinition(
    21, "source", Label(DomainMessage.source), .term(.source), in: .classification)
  package static let responsibility = FieldDefinition(
    22, "responsibility", Label(DomainMessage.responsibility), .term(.responsibility), in: .classification)
  package static let causeArea = FieldDefinition(
    23, "cause_area", Label(DomainMessage.cause), .term(.causeArea), in: .classification, aliases: ["cause"])
  package static let expectation = FieldDefinition(
    24, "expectation", Label(en: "Expectation", zhHans: "客户期望"), .longText, personal: true, in: .story)
  package static let remedySought = FieldDefinition(
    25, "remedy_sought", Label(en: "Remedy sought", zhHans: "希望的补救"), .longText, personal: true, in: .story,
    aliases: ["remedy"])
  package static let urgency = FieldDefinition(
    26, "urgency", Label(DomainMessage.urgency), .term(.urgency), in: .classification)
  package static let emotionBefore = FieldDefinition(
    27, "emotion_before", Label(en: "Emotion before", zhHans: "受理时情绪"), .term(.emotion), in: .story,
    aliases: ["emotion"])
  package static let motive = FieldDefinition(
    28, "motive", Label(DomainMessage.motive), .term(.motive), in: .story)
  package static let externalID = FieldDefinition(
    29, "external_id", Label(en: "External id", zhHans: "外部编号"), .text, in: .record)
  package static let importSource = FieldDefinition(
    30, "import_source", Label(en: "Imported from", zhHans: "导入来源"), .text, in: .record)
  package static let closedAt = FieldDefinition(
    31, "closed_at", Label(en: "Closed", zhHans: "结案时间"), .date, in: .handling)
  /// `Value.sight` of the versions that its author saw: deleted. None: not deleted.
  package static let deleted = FieldDefinition(
    32, "deleted", Label(DomainMessage.deleted), .system, in: .record)
  package static let coreNeed = FieldDefinition(
    33, "core_need", Label(en: "Core need", zhHans: "核心诉求"), .text, personal: true, in: .story)
  package static let needs = FieldDefinition(
    34, "needs", Label(en: "Needs", zhHans: "诉求"), .terms(.need), in: .story, aliases: ["need"])
  package static let emotionAfter = FieldDefinition(
    35, "emotion_after", Label(en: "Emotion after", zhHans: "处理后情绪"), .term(.emotion), in: .handling)
  package static let complexity = FieldDefinition(
    36, "complexity", Label(DomainMessage.complexity), .term(.complexity), in: .classification)
  package static let safety = FieldDefinition(
    37, "safety", Label(en: "Safety affected", zhHans: "涉及人身或食品安全"), .flag, in: .classification)
  package static let emergency = FieldDefinition(
    38, "emergency", Label(DomainMessage.emergency), .flag, in: .handling)
  package static let escalated = FieldDefinition(
    39, "escalated", Label(DomainMessage.escalated), .flag, in: .handling)
  package static let gapPromised = FieldDefinition(
    40, "gap_promised", Label(en: "Promised", zhHans: "当初的承诺"), .text, personal: true, in: .classification)
  package static let gapActual = FieldDefinition(
    41, "gap_actual", Label(en: "Actual", zhHans: "实际情况"), .text, personal: true, in: .classification)
  package static let impact = FieldDefinition(
    42, "impact", Label(DomainMessage.impact), .terms(.impact), in: .classification)
  package static let rootCause = FieldDefinition(
    43, "root_cause", Label(DomainMessage.rootCause), .term(.rootCause), in: .classification)
  package static let contact = FieldDefinition(
    44, "contact", Label(en: "Other contact", zhHans: "其他联系方式"), .text, personal: true, in: .customer)
  package static let address = FieldDefinition(
    45, "address", Label(en: "Address", zhHans: "地址"), .text, personal: true, in: .customer)
  package static let segment = FieldDefinition(
    46, "segment", Label(en: "Segment", zhHans: "客户群体"), .terms(.segment), in: .customer)
  package static let preferences = FieldDefinition(
    47, "preferences", Label(en: "Preferences", zhHans: "客户偏好"), .longText, personal: true, in: .customer)
  package static let listening = FieldDefinition(
    48, "listening", Label(DomainMessage.listeningChecklist), .terms(.listening), in: .story)
  package static let signal = FieldDefinition(
    49, "signal", Label(DomainMessage.signal), .terms(.signal), in: .story)
  package static let duplicateOf = FieldDefinition(
    50, "duplicate_of", Label(DomainMessage.duplicateOf), .reference, in: .handling)
  /// The branch that a transfer gave the case to. Head office moves the case when this has one value.
  package static let branch = FieldDefinition(
    51, "transferred_to", Label(en: "Transferred to", zhHans: "移交至"), .system, in: .handling)
  package static let singleContact = FieldDefinition(
    52, "single_contact", Label(en: "Contact person", zhHans: "对接人"), .text, in: .handling,
    aliases: ["contact_person"])

  /// Who delivered the product, or part of it.
  package static let supplier = FieldDefinition(
    53, "supplier", Label(en: "Supplier", zhHans: "供应商"), .text, in: .classification)
  package static let batch = FieldDefinition(
    54, "batch", Label(en: "Batch", zhHans: "批次"), .text, in: .classification)
  /// Phone and e-mail tell nobody: a family or an office uses them. The customer id does.
  package static let contactShared = FieldDefinition(
    55, "contact_shared", Label(en: "Contact shared", zhHans: "联系方式多人共用"), .flag, in: .customer)

  /// In the order of display within each section.
  static let all: [FieldDefinition] = [
    number, title, status, handler, loggedAt, tags,
    channel, occurredAt, place, product, orderReference, amount, narrative, motive, expectation,
    remedySought, needs, coreNeed, emotionBefore, listening, signal,
    customerName, customerID, phone, email, contactShared, contact, address, segment, preferences,
    type, problemClass, severity, source, responsibility, causeArea, rootCause, urgency, complexity, safety,
    impact, gapPromised, gapActual, supplier, batch,
    singleContact, emergency, escalated, emotionAfter, duplicateOf, closedAt,
    branch, externalID, importSource, deleted,
  ]
}
