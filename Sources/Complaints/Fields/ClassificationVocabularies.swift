import Language

/// The vocabularies of classification (separate axes, never one merged tree) and of remedies.
extension Vocabulary {
  package static let type = Vocabulary(
    "type", Label(DomainMessage.complaintType),
    [
      Term("product", Label(en: "Product", zhHans: "产品")),
      Term("service", Label(en: "Service", zhHans: "服务")),
      Term("price", Label(en: "Price", zhHans: "价格")),
      Term("delivery", Label(en: "Delivery", zhHans: "交付")),
    ])

  package static let problemClass = Vocabulary(
    "problem_class", Label(DomainMessage.problemClass),
    [
      Term("product_quality", Label(en: "Product quality", zhHans: "产品质量类")),
      Term("service_attitude", Label(en: "Service attitude", zhHans: "服务态度类")),
      Term("process_efficiency", Label(en: "Process efficiency", zhHans: "流程效率类")),
    ])

  package static let source = Vocabulary(
    "source", Label(DomainMessage.source),
    [
      Term("after_sales_delay", Label(en: "After-sales delay", zhHans: "售后不及时")),
      Term("poor_attitude", Label(en: "Poor attitude", zhHans: "服务态度不佳")),
      Term("quality_defect", Label(en: "Quality defect", zhHans: "产品质量问题")),
      Term("price_value", Label(en: "Price does not match value", zhHans: "价格与品质不符")),
      Term("poor_information", Label(en: "Poor information", zhHans: "信息沟通不畅")),
    ])

  package static let responsibility = Vocabulary(
    "responsibility", Label(DomainMessage.responsibility),
    [
      Term("internal_process", Label(en: "Internal process", zhHans: "内部流程")),
      Term("third_party", Label(en: "Third party", zhHans: "第三方")),
      Term("customer_misunderstanding", Label(en: "Customer misunderstanding", zhHans: "客户误解")),
    ])

  package static let causeArea = Vocabulary(
    "cause_area", Label(DomainMessage.cause),
    [
      Term("product_quality", Label(en: "Product quality", zhHans: "产品质量")),
      Term("service_process", Label(en: "Service process", zhHans: "服务流程")),
      Term("staff_training", Label(en: "Staff training", zhHans: "员工培训")),
    ])

  package static let rootCause = Vocabulary(
    "root_cause", Label(DomainMessage.rootCause),
    [
      Term("process_gap", Label(en: "Gap in the process", zhHans: "流程漏洞")),
      Term("staff_skill", Label(en: "Staff skill", zhHans: "人员技能")),
      Term("lack_of_resources", Label(en: "Lack of resources", zhHans: "资源不足")),
      Term("product_defect", Label(en: "Product defect", zhHans: "产品缺陷")),
      Term("supplier", Label(en: "Supplier", zhHans: "供应商")),
    ])

  package static let impact = Vocabulary(
    "impact", Label(DomainMessage.impact),
    [
      Term("reputation", Label(en: "Reputation", zhHans: "声誉")),
      Term("loyalty", Label(en: "Loyalty", zhHans: "忠诚度")),
      Term("cost", Label(en: "Cost", zhHans: "成本")),
      Term("improvement", Label(en: "Chance to improve", zhHans: "改进机会")),
    ])

  package static let severity = Vocabulary(
    "severity", Label(DomainMessage.severity),
    [
      Term("minor", Label(en: "Minor", zhHans: "轻微")),
      Term("moderate", Label(en: "Moderate", zhHans: "一般")),
      Term("severe", Label(en: "Severe", zhHans: "严重")),
    ])

  /// Of a call-back.
  package static let satisfaction = Vocabulary(
    "satisfaction", Label(DomainMessage.satisfaction),
    [
      Term("1", Label(en: "Very dissatisfied", zhHans: "非常不满意")),
      Term("2", Label(en: "Dissatisfied", zhHans: "不满意")),
      Term("3", Label(en: "Neither", zhHans: "一般")),
      Term("4", Label(en: "Satisfied", zhHans: "满意")),
      Term("5", Label(en: "Very satisfied", zhHans: "非常满意")),
    ])

  /// 9 and 10 recommend, 0 to 6 advise against (Reichheld, Harvard Business Review 12/2003).
  package static let recommendation = Vocabulary(
    "recommendation", Label(en: "Recommendation", zhHans: "推荐意愿"),
    (0...10).map { Term("\($0)", Label(en: "\($0) of 10", zhHans: "\($0) 分")) })

  package static let remedy = Vocabulary(
    "remedy", Label(en: "Remedy", zhHans: "补救"),
    [
      Term("apology", Label(en: "Apology", zhHans: "道歉")),
      Term("written_apology", Label(en: "Written apology", zhHans: "手写道歉卡")),
      Term("home_visit", Label(en: "Home visit", zhHans: "登门致歉")),
      Term("public_apology", Label(en: "Public apology", zhHans: "公开致歉")),
      Term("gift", Label(en: "Gift", zhHans: "礼品")),
      Term("voucher", Label(en: "Voucher", zhHans: "代金券")),
      Term("redo", Label(en: "Redo", zhHans: "重做")),
      Term("upgrade", Label(en: "Upgrade", zhHans: "升级体验")),
      Term("repair", Label(en: "Repair", zhHans: "维修")),
      Term("exchange", Label(en: "Exchange", zhHans: "换货")),
      Term("return", Label(en: "Return", zhHans: "退货")),
      Term("refund", Label(en: "Refund", zhHans: "退款")),
      Term("shipping_refund", Label(en: "Shipping refund", zhHans: "退运费")),
      Term("compensation", Label(en: "Compensation", zhHans: "补偿")),
      Term("membership", Label(en: "Membership benefits", zhHans: "会员权益")),
      Term("vip_service", Label(en: "VIP service", zhHans: "VIP服务")),
      Term("taster_programme", Label(en: "Taster programme", zhHans: "体验官")),
      Term("other", Label(en: "Other", zhHans: "其他")),
    ])
}
