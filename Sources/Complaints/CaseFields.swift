import Messages

/// The fields of a case. `personal` follows who the field can name: free text that staff write about a
/// customer can, so it is; `handler` names staff, whom a customer's erasure request does not concern.
package enum CaseField {
  /// A set, because two devices may each have given the case a number: one element per number given.
  package static let number = FieldDefinition(1, "number", Label(.fieldNumber), .system, in: .header)
  package static let status = FieldDefinition(2, "status", Label(.fieldStatus), .term(.status), in: .header)
  package static let title = FieldDefinition(
    3, "title", Label(.fieldTitle), .text, personal: true, in: .header)
  package static let channel = FieldDefinition(
    4, "channel", Label(.fieldChannel), .term(.channel), in: .story)
  package static let narrative = FieldDefinition(
    5, "narrative", Label(.fieldNarrative), .longText, personal: true, in: .story)
  package static let type = FieldDefinition(
    6, "type", Label(.fieldType), .term(.type), in: .classification)
  package static let severity = FieldDefinition(
    7, "severity", Label(.fieldSeverity), .term(.severity), in: .classification)
  package static let handler = FieldDefinition(8, "handler", Label(.fieldHandler), .text, in: .header)
  package static let loggedAt = FieldDefinition(9, "logged_at", Label(.fieldLogged), .date, in: .header)
  package static let occurredAt = FieldDefinition(
    10, "occurred_at", Label(.fieldOccurred), .date, in: .story)
  package static let product = FieldDefinition(
    11, "product", Label(.fieldProductOrService), .text, in: .story)
  package static let orderReference = FieldDefinition(
    12, "order_reference", Label(.fieldOrder), .text, personal: true, in: .story, aliases: ["order"])
  package static let amount = FieldDefinition(13, "amount", Label(.fieldAmount), .money, in: .story)
  package static let place = FieldDefinition(
    14, "place", Label(.fieldPlace), .text, personal: true, in: .story)
  package static let customerName = FieldDefinition(
    15, "customer_name", Label(.fieldCustomer), .text, personal: true, in: .customer,
    aliases: ["customer"])
  package static let phone = FieldDefinition(
    16, "phone", Label(.fieldPhone), .phone, personal: true, in: .customer)
  package static let email = FieldDefinition(
    17, "email", Label(.fieldEmail), .text, personal: true, in: .customer)
  package static let customerID = FieldDefinition(
    18, "customer_id", Label(.fieldCustomerId), .text, personal: true, in: .customer)
  package static let tags = FieldDefinition(
    19, "tags", Label(.fieldTags), .words, in: .header, aliases: ["tag"])
  package static let problemClass = FieldDefinition(
    20, "problem_class", Label(.fieldProblemClass), .term(.problemClass), in: .classification,
    aliases: ["class"])
  package static let source = FieldDefinition(
    21, "source", Label(.fieldSource), .term(.source), in: .classification)
  package static let responsibility = FieldDefinition(
    22, "responsibility", Label(.fieldResponsibility), .term(.responsibility), in: .classification)
  package static let causeArea = FieldDefinition(
    23, "cause_area", Label(.fieldCause), .term(.causeArea), in: .classification, aliases: ["cause"])
  package static let expectation = FieldDefinition(
    24, "expectation", Label(.fieldExpectation), .longText, personal: true, in: .story)
  package static let remedySought = FieldDefinition(
    25, "remedy_sought", Label(.fieldRemedySought), .longText, personal: true, in: .story,
    aliases: ["remedy"])
  package static let urgency = FieldDefinition(
    26, "urgency", Label(.fieldUrgency), .term(.urgency), in: .classification)
  package static let emotionBefore = FieldDefinition(
    27, "emotion_before", Label(.fieldEmotionBefore), .term(.emotion), in: .story,
    aliases: ["emotion"])
  package static let motive = FieldDefinition(
    28, "motive", Label(.fieldMotive), .term(.motive), in: .story)
  package static let externalID = FieldDefinition(
    29, "external_id", Label(.fieldExternalId), .text, in: .record)
  package static let importSource = FieldDefinition(
    30, "import_source", Label(.fieldImportedFrom), .text, in: .record)
  package static let closedAt = FieldDefinition(
    31, "closed_at", Label(.fieldClosed), .date, in: .handling)
  /// `Value.sight` of the versions that its author saw: deleted. None: not deleted.
  package static let deleted = FieldDefinition(32, "deleted", Label(.fieldDeleted), .system, in: .record)
  package static let coreNeed = FieldDefinition(
    33, "core_need", Label(.fieldCoreNeed), .text, personal: true, in: .story)
  package static let needs = FieldDefinition(
    34, "needs", Label(.fieldNeeds), .terms(.need), in: .story, aliases: ["need"])
  package static let emotionAfter = FieldDefinition(
    35, "emotion_after", Label(.fieldEmotionAfter), .term(.emotion), in: .handling)
  package static let complexity = FieldDefinition(
    36, "complexity", Label(.fieldComplexity), .term(.complexity), in: .classification)
  package static let safety = FieldDefinition(
    37, "safety", Label(.fieldSafetyAffected), .flag, in: .classification)
  package static let emergency = FieldDefinition(
    38, "emergency", Label(.fieldEmergency), .flag, in: .handling)
  package static let escalated = FieldDefinition(
    39, "escalated", Label(.fieldEscalated), .flag, in: .handling)
  package static let gapPromised = FieldDefinition(
    40, "gap_promised", Label(.fieldPromised), .text, personal: true, in: .classification)
  package static let gapActual = FieldDefinition(
    41, "gap_actual", Label(.fieldActual), .text, personal: true, in: .classification)
  package static let impact = FieldDefinition(
    42, "impact", Label(.fieldImpact), .terms(.impact), in: .classification)
  package static let rootCause = FieldDefinition(
    43, "root_cause", Label(.fieldRootCause), .term(.rootCause), in: .classification)
  package static let contact = FieldDefinition(
    44, "contact", Label(.fieldOtherContact), .text, personal: true, in: .customer)
  package static let address = FieldDefinition(
    45, "address", Label(.fieldAddress), .text, personal: true, in: .customer)
  package static let segment = FieldDefinition(
    46, "segment", Label(.fieldSegment), .terms(.segment), in: .customer)
  package static let preferences = FieldDefinition(
    47, "preferences", Label(.fieldPreferences), .longText, personal: true, in: .customer)
  package static let listening = FieldDefinition(
    48, "listening", Label(.fieldListeningChecklist), .terms(.listening), in: .story)
  package static let signal = FieldDefinition(
    49, "signal", Label(.fieldSignal), .terms(.signal), in: .story)
  package static let duplicateOf = FieldDefinition(
    50, "duplicate_of", Label(.fieldDuplicateOf), .reference, in: .handling)
  /// The branch that a transfer gave the case to. Head office moves the case when this has one value.
  package static let branch = FieldDefinition(
    51, "transferred_to", Label(.fieldTransferredTo), .system, in: .handling)
  package static let singleContact = FieldDefinition(
    52, "single_contact", Label(.fieldContactForTheCustomer), .text, in: .handling,
    aliases: ["contact_person"])

  /// In the order of display within each section.
  static let all: [FieldDefinition] = [
    number, title, status, handler, loggedAt, tags,
    channel, occurredAt, place, product, orderReference, amount, narrative, motive, expectation,
    remedySought, needs, coreNeed, emotionBefore, listening, signal,
    customerName, customerID, phone, email, contact, address, segment, preferences,
    type, problemClass, severity, source, responsibility, causeArea, rootCause, urgency, complexity, safety,
    impact, gapPromised, gapActual,
    singleContact, emergency, escalated, emotionAfter, duplicateOf, closedAt,
    branch, externalID, importSource, deleted,
  ]
}
