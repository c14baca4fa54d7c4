import Messages

/// The vocabularies of classification (separate axes, never one merged tree) and of remedies.
extension Vocabulary {
  package static let type = Vocabulary(
    "type", Label(.fieldType),
    [
      Term("product", .termProduct),
      Term("service", .termService),
      Term("price", .termPrice),
      Term("delivery", .termDelivery),
    ])

  package static let problemClass = Vocabulary(
    "problem_class", Label(.fieldProblemClass),
    [
      Term("product_quality", .termProductQuality),
      Term("service_attitude", .termServiceAttitude),
      Term("process_efficiency", .termProcessEfficiency),
    ])

  package static let source = Vocabulary(
    "source", Label(.fieldSource),
    [
      Term("after_sales_delay", .termAfterSalesDelay),
      Term("poor_attitude", .termPoorAttitude),
      Term("quality_defect", .termQualityDefect),
      Term("price_value", .termPriceDoesNotMatchValue),
      Term("poor_information", .termPoorInformation),
    ])

  package static let responsibility = Vocabulary(
    "responsibility", Label(.fieldResponsibility),
    [
      Term("internal_process", .termInternalProcess),
      Term("third_party", .termThirdParty),
      Term("customer_misunderstanding", .termCustomerMisunderstanding),
    ])

  package static let causeArea = Vocabulary(
    "cause_area", Label(.fieldCause),
    [
      Term("product_quality", .termProductQuality2),
      Term("service_process", .termServiceProcess),
      Term("staff_training", .termStaffTraining),
    ])

  package static let rootCause = Vocabulary(
    "root_cause", Label(.fieldRootCause),
    [
      Term("process_gap", .termGapInTheProcess),
      Term("staff_skill", .termStaffSkill),
      Term("lack_of_resources", .termLackOfResources),
    ])

  package static let impact = Vocabulary(
    "impact", Label(.fieldImpact),
    [
      Term("reputation", .termReputation),
      Term("loyalty", .termLoyalty),
      Term("cost", .termCost),
      Term("improvement", .termChanceToImprove),
    ])

  package static let severity = Vocabulary(
    "severity", Label(.fieldSeverity),
    [
      Term("minor", .termMinor),
      Term("moderate", .termModerate),
      Term("severe", .termSevere),
    ])

  /// Of a call-back.
  package static let satisfaction = Vocabulary(
    "satisfaction", Label(.vocabularySatisfaction),
    [
      Term("1", .termVeryDissatisfied),
      Term("2", .termDissatisfied),
      Term("3", .termNeither),
      Term("4", .termSatisfied),
      Term("5", .termVerySatisfied),
    ])

  package static let remedy = Vocabulary(
    "remedy", Label(.vocabularyRemedy),
    [
      Term("apology", .termApology),
      Term("written_apology", .termWrittenApology),
      Term("home_visit", .termHomeVisit),
      Term("public_apology", .termPublicApology),
      Term("gift", .termGift),
      Term("voucher", .termVoucher),
      Term("redo", .termRedo),
      Term("upgrade", .termUpgrade),
      Term("repair", .termRepair),
      Term("exchange", .termExchange),
      Term("return", .termReturn),
      Term("refund", .termRefund),
      Term("shipping_refund", .termShippingRefund),
      Term("compensation", .termCompensation),
      Term("membership", .termMembershipBenefits),
      Term("vip_service", .termVipService),
      Term("taster_programme", .termTasterProgramme),
      Term("other", .termOther),
    ])
}
