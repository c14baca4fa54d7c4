/// The vocabularies of classification (separate axes, never one merged tree) and of remedies.
extension Vocabulary {
  package static let type = Vocabulary(
    "type", Label("Type", "抱怨类型"),
    [
      Term("product", "Product", "产品"),
      Term("service", "Service", "服务"),
      Term("price", "Price", "价格"),
      Term("delivery", "Delivery", "交付"),
    ])

  package static let problemClass = Vocabulary(
    "problem_class", Label("Problem class", "问题分类"),
    [
      Term("product_quality", "Product quality", "产品质量类"),
      Term("service_attitude", "Service attitude", "服务态度类"),
      Term("process_efficiency", "Process efficiency", "流程效率类"),
    ])

  package static let source = Vocabulary(
    "source", Label("Source", "抱怨来源"),
    [
      Term("after_sales_delay", "After-sales delay", "售后不及时"),
      Term("poor_attitude", "Poor attitude", "服务态度不佳"),
      Term("quality_defect", "Quality defect", "产品质量问题"),
      Term("price_value", "Price does not match value", "价格与价值不符"),
      Term("poor_information", "Poor information", "信息沟通不畅"),
    ])

  package static let responsibility = Vocabulary(
    "responsibility", Label("Responsibility", "责任边界"),
    [
      Term("internal_process", "Internal process", "内部流程"),
      Term("third_party", "Third party", "第三方"),
      Term("customer_misunderstanding", "Customer misunderstanding", "客户误解"),
    ])

  package static let causeArea = Vocabulary(
    "cause_area", Label("Cause", "原因"),
    [
      Term("product_quality", "Product quality", "产品质量"),
      Term("service_process", "Service process", "服务流程"),
      Term("staff_training", "Staff training", "员工培训"),
    ])

  package static let rootCause = Vocabulary(
    "root_cause", Label("Root cause", "根源"),
    [
      Term("process_gap", "Gap in the process", "流程漏洞"),
      Term("staff_skill", "Staff skill", "人员技能"),
      Term("lack_of_resources", "Lack of resources", "资源不足"),
    ])

  package static let impact = Vocabulary(
    "impact", Label("Impact", "影响"),
    [
      Term("reputation", "Reputation", "声誉"),
      Term("loyalty", "Loyalty", "忠诚度"),
      Term("cost", "Cost", "成本"),
      Term("improvement", "Chance to improve", "改进机会"),
    ])

  package static let severity = Vocabulary(
    "severity", Label("Severity", "严重度"),
    [
      Term("minor", "Minor", "轻微失误"),
      Term("moderate", "Moderate", "中度影响"),
      Term("severe", "Severe", "严重损害"),
    ])

  /// Of a call-back.
  package static let satisfaction = Vocabulary(
    "satisfaction", Label("Satisfaction", "满意度"),
    [
      Term("1", "Very dissatisfied", "极度不满"),
      Term("2", "Dissatisfied", "不满意"),
      Term("3", "Neither", "一般"),
      Term("4", "Satisfied", "满意"),
      Term("5", "Very satisfied", "非常满意"),
    ])

  package static let remedy = Vocabulary(
    "remedy", Label("Remedy", "补救"),
    [
      Term("apology", "Apology", "道歉"),
      Term("written_apology", "Written apology", "手写道歉卡"),
      Term("home_visit", "Home visit", "登门致歉"),
      Term("public_apology", "Public apology", "公开致歉"),
      Term("gift", "Gift", "礼品"),
      Term("voucher", "Voucher", "折扣券"),
      Term("redo", "Redo", "重做"),
      Term("upgrade", "Upgrade", "升级体验"),
      Term("repair", "Repair", "维修"),
      Term("exchange", "Exchange", "换货"),
      Term("return", "Return", "退货"),
      Term("refund", "Refund", "退款"),
      Term("shipping_refund", "Shipping refund", "退运费"),
      Term("compensation", "Compensation", "赔偿"),
      Term("membership", "Membership benefits", "会员权益"),
      Term("vip_service", "VIP service", "VIP服务"),
      Term("taster_programme", "Taster programme", "体验官"),
      Term("other", "Other", "其他"),
    ])
}
