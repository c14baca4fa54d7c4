import Language
import Testing

@testable import Complaints

/// Id and Chinese label of every term that the domain names.
private let terms: [(vocabulary: Vocabulary, terms: KeyValuePairs<String, String>)] = [
  (
    .status,
    [
      "received": "已受理", "assessed": "已定级", "proposed": "已提方案", "accepted": "客户已同意", "executing": "执行中",
      "on_hold": "挂起", "resolved": "已解决", "confirmed": "已回访", "reviewed": "已复盘", "archived": "已归档",
      "withdrawn": "客户撤诉", "unfounded": "核实不成立", "duplicate": "重复单", "reopened": "已重开",
    ]
  ),
  (
    .caseFlags,
    ["escalated": "已升级", "emergency": "紧急", "conflicted": "有冲突", "breached": "已超时", "merged": "已合并"]
  ),
  (.noticePurpose, ["stop_use": "停用", "recall": "召回", "warning": "提醒", "information": "告知"]),
  (
    .emergencyKind,
    [
      "fire": "火情", "allergy": "过敏反应", "illness": "突发疾病", "quarrel": "冲突", "data_leak": "数据泄露",
    ]
  ),
  (
    .linkKind,
    [
      "duplicate_of": "重复于", "related": "相关", "repeat_of": "再次投诉", "caused_by": "起因于",
      "not_duplicate_of": "不重复于",
    ]
  ),
  (.motive, ["dissatisfaction": "表达不满", "venting": "发泄情绪", "seek_remedy": "寻求解决"]),
  (
    .channel,
    [
      "in_store": "当场/前台", "phone": "电话热线", "email": "邮件", "social_media": "社交媒体",
      "online_platform": "在线平台", "chat": "聊天", "online_review": "在线评论", "survey": "满意度调查",
      "mystery_shopper": "神秘顾客", "regulator": "监管部门",
    ]
  ),
  (.need, ["fact": "实际诉求", "emotional": "情绪诉求"]),
  (.emotion, ["calm": "平静", "anxious": "焦急", "upset": "委屈", "angry": "愤怒", "furious": "极度愤怒"]),
  (.urgency, ["low": "低", "medium": "中", "high": "高"]),
  (.complexity, ["low": "简单", "medium": "一般", "high": "复杂"]),
  (.segment, ["elderly": "老年", "young": "年轻", "vip": "会员"]),
  (
    .signal,
    [
      "nonverbal": "神态动作", "repeated_questions": "频繁询问", "delayed_decision": "犹豫不买",
      "negative_review": "负面评论", "reduced_contact": "来得少了", "mystery_visit": "神秘顾客到访", "praise": "表扬",
      "survey": "问卷答复",
    ]
  ),
  (
    .listening,
    [
      "attention": "专注倾听", "no_interrupting": "不打断", "open_question": "开放式提问",
      "short_acknowledgements": "简短回应", "restated": "复述确认", "no_arguing": "不争执",
    ]
  ),
  (.type, ["product": "产品", "service": "服务", "price": "价格", "delivery": "交付"]),
  (
    .problemClass,
    ["product_quality": "产品质量类", "service_attitude": "服务态度类", "process_efficiency": "流程效率类"]
  ),
  (
    .source,
    [
      "after_sales_delay": "售后不及时", "poor_attitude": "服务态度不佳", "quality_defect": "产品质量问题",
      "price_value": "价格与品质不符", "poor_information": "信息沟通不畅",
    ]
  ),
  (
    .responsibility,
    ["internal_process": "内部流程", "third_party": "第三方", "customer_misunderstanding": "客户误解"]
  ),
  (.causeArea, ["product_quality": "产品质量", "service_process": "服务流程", "staff_training": "员工培训"]),
  (
    .noteKind,
    [
      "question": "客户提问", "reaction": "客户反应", "refusal": "客户拒绝方案", "leaving": "客户表示不再光顾",
      "finding": "调查结果", "consultation": "内部协商", "senior": "负责人已与客户沟通", "receipt": "已阅升级",
    ]
  ),
  (
    .taskPurpose,
    [
      "improvement": "改进措施", "question": "协办", "training": "培训", "call": "致电客户",
      "follow_up": "跟进",
      "suggestion": "客户建议", "senior": "负责人出面沟通", "benefit": "客户权益",
    ]
  ),
  (
    .rootCause,
    [
      "process_gap": "流程漏洞", "staff_skill": "人员技能", "lack_of_resources": "资源不足",
      "product_defect": "产品缺陷", "supplier": "供应商",
    ]
  ),
  (.impact, ["reputation": "声誉", "loyalty": "忠诚度", "cost": "成本", "improvement": "改进机会"]),
  (.severity, ["minor": "轻微", "moderate": "一般", "severe": "严重"]),
  (
    .remedy,
    [
      "apology": "道歉", "written_apology": "手写道歉卡", "home_visit": "登门致歉", "public_apology": "公开致歉",
      "gift": "礼品", "voucher": "代金券", "redo": "重做", "upgrade": "升级体验", "repair": "维修", "exchange": "换货",
      "return": "退货", "refund": "退款", "shipping_refund": "退运费", "compensation": "补偿", "membership": "会员权益",
      "vip_service": "VIP服务", "taster_programme": "体验官", "other": "其他",
    ]
  ),
  (.satisfaction, ["1": "非常不满意", "2": "不满意", "3": "一般", "4": "满意", "5": "非常满意"]),
  (
    .recommendation,
    [
      "0": "0 分", "1": "1 分", "2": "2 分", "3": "3 分", "4": "4 分", "5": "5 分", "6": "6 分", "7": "7 分",
      "8": "8 分",
      "9": "9 分", "10": "10 分",
    ]
  ),
  (
    .role,
    [
      "branch_staff": "店员", "duty_manager": "值班经理", "head_office": "总部", "auditor": "质检",
      "admin": "管理员",
    ]
  ),
  (
    .wordingKind,
    [
      "forbidden": "禁用语", "replace": "换个说法", "vague": "空泛承诺", "authority": "越权承诺",
      "push_blame": "推卸责任", "reason_first": "先讲理由",
    ]
  ),
  (
    .phraseStage,
    [
      "greeting": "问候", "open_question": "开放式提问", "restate": "复述确认", "empathy": "共情安抚",
      "apology": "致歉", "emergency": "紧急", "complex": "复杂", "complaint": "投诉", "summary": "回顾",
      "proposal": "提出方案", "progress": "进展告知", "call_back": "回访",
      "asking_for_suggestions": "征求建议", "thanks": "致谢", "closing": "结束语",
    ]
  ),
  (.language, ["zh_hans": "简体中文", "en": "英文"]),
  (.stars, ["1": "1 星", "2": "2 星", "3": "3 星", "4": "4 星", "5": "5 星"]),
  (.score, ["1": "差", "2": "较差", "3": "合格", "4": "良好", "5": "优秀"]),
  (.scoreOutcome, ["praise": "表扬", "coaching": "辅导"]),
  (
    .remarkKind,
    [
      "complaint": "被投诉", "compliment": "客户表扬", "thanks": "客户感谢", "praise": "内部表扬", "coaching": "辅导",
      "exercise": "演练",
    ]
  ),
  (
    .safetyWord,
    [
      "smoke": "冒烟", "fire": "起火", "burn": "烫伤", "allergy": "过敏", "fainted": "晕倒", "poisoning": "中毒",
      "injury": "受伤", "electric_shock": "触电", "gas_leak": "漏气", "explosion": "爆炸", "choking": "窒息",
      "hospital": "送医", "violence": "打人", "data_leak": "信息泄露",
    ]
  ),
  (.knowledgeForm, ["article": "知识文章", "study": "典型案例", "tip": "同事经验"]),
  (
    .trainingTopic,
    [
      "product_knowledge": "产品知识", "communication": "沟通技巧", "composure": "情绪管理", "language": "语言",
      "situations": "特殊情境", "policy": "制度", "other": "其他",
    ]
  ),
  (
    .trainingForm,
    [
      "reading": "自学", "quiz": "测验", "role_play": "角色扮演", "drill": "应急演练", "course": "课程",
      "seminar": "研讨会",
    ]
  ),
  (.trainingDeed, ["read": "已读", "quiz": "已测验", "took_part": "已参加"]),
  (
    .articleKind,
    [
      "policy": "政策规定", "how_to": "操作指引", "product": "产品知识", "standard": "服务标准", "faq": "常见问题",
      "customer_guide": "客户指南",
    ]
  ),
  // Head office alone has some.
  (.product, [:]), (.supplier, [:]),
]

struct VocabularyTests {
  @Test func `every vocabulary holds exactly the terms of the domain`() {
    #expect(terms.map(\.vocabulary.id).sorted() == Vocabulary.all.map(\.id).sorted())
    for (vocabulary, expected) in terms {
      #expect(vocabulary.terms.map(\.id).sorted() == expected.map(\.key).sorted(), "\(vocabulary.id)")
    }
  }

  @Test func `every term is found by its id, its Chinese label and its English label`() {
    for (vocabulary, expected) in terms {
      for (id, chinese) in expected {
        let typed = [id, id.uppercased(), " \(id) ", id.replacing("_", with: "-"), chinese]
        for text in typed + [vocabulary.term(id)?.label.en ?? ""] {
          guard case .term(let term) = vocabulary.match(text) else {
            Issue.record("\(vocabulary.id): “\(text)” finds nothing")
            continue
          }
          #expect(term.id == id)
          #expect(term.label.text(.zhHans) == chinese)
        }
        #expect(vocabulary.text(id, .zhHans) == chinese)
      }
    }
  }

  @Test(arguments: [
    ("ph", "phone"), ("sur", "survey"), ("mystery", "mystery_shopper"), ("电话", "phone"), ("前台", "in_store"),
    ("当场", "in_store"), ("online-p", "online_platform"), ("online p", "online_platform"),
    ("social", "social_media"), ("ＰＨＯＮＥ", "phone"), ("Front", "in_store"), ("神秘", "mystery_shopper"),
  ])
  func `an unambiguous beginning is enough`(typed: String, id: String) {
    #expect(Vocabulary.channel.match(typed) == Vocabulary.channel.term(id).map(Vocabulary.Match.term))
  }

  @Test func `an ambiguous beginning names its candidates`() {
    guard case .ambiguous(let found) = Vocabulary.channel.match("online") else {
      Issue.record("not ambiguous")
      return
    }
    #expect(found.map(\.id) == ["online_platform", "online_review"])
    guard case .ambiguous(let chinese) = Vocabulary.channel.match("在线") else {
      Issue.record("not ambiguous")
      return
    }
    #expect(chinese.map(\.id) == ["online_platform", "online_review"])
  }

  @Test func `a whole name goes before a longer one that begins with it`() {
    // `return` and `refund` share a beginning; `re` is ambiguous, `return` is not.
    #expect(Vocabulary.remedy.match("return") == .term(Term("return", Label(en: "Return", zhHans: "退货"))))
    let short = Vocabulary(
      "v", Label(verbatim: "V"),
      [Term("a", Label(en: "One", zhHans: "一")), Term("ab", Label(en: "Two", zhHans: "二"))])
    #expect(short.match("a") == .term(Term("a", Label(en: "One", zhHans: "一"))))
  }

  @Test func `what a term was called before still finds it, as a whole`() {
    let former: [(Vocabulary, String, String)] = [
      (.severity, "中度影响", "moderate"), (.severity, "严重损害", "severe"), (.status, "待外部", "on_hold"),
      (.status, "撤回", "withdrawn"), (.remedy, "折扣券", "voucher"), (.satisfaction, "极度不满", "1"),
      (.emotion, "极度不满", "furious"), (.role, "客服", "branch_staff"), (.role, "值班经理/主管", "duty_manager"),
      (.channel, "神秘客户", "mystery_shopper"), (.phraseStage, "进展同步", "progress"),
      (.status, "已同意", "accepted"), (.status, "已定责", "assessed"), (.status, "重复", "duplicate"),
      (.status, "不成立", "unfounded"), (.status, "重开", "reopened"), (.remedy, "赔偿", "compensation"),
      (.severity, "轻微失误", "minor"), (.source, "价格与价值不符", "price_value"), (.scoreOutcome, "表彰", "praise"),
      (.role, "店员/客服", "branch_staff"), (.role, "主管", "duty_manager"), (.need, "事实问题", "fact"),
      (.motive, "情感宣泄", "venting"), (.signal, "非言语行为", "nonverbal"), (.signal, "延迟决策", "delayed_decision"),
      (.signal, "减少互动", "reduced_contact"),
    ]
    for (vocabulary, typed, id) in former {
      #expect(vocabulary.match(typed) == vocabulary.term(id).map(Vocabulary.Match.term), "\(typed)")
    }
    #expect(Vocabulary.severity.match("中度") == .unknown)
    #expect(Vocabulary.score.match("极度不满") == .unknown, "another vocabulary's")
  }

  @Test func `a whole number with noughts behind its point is the term of that number`() {
    for (typed, id) in [("5.0", "5"), ("4,0", "4"), ("１．００", "1")] {
      #expect(
        Vocabulary.satisfaction.match(typed) == Vocabulary.satisfaction.term(id).map(Vocabulary.Match.term))
      #expect(Vocabulary.stars.match(typed) == Vocabulary.stars.term(id).map(Vocabulary.Match.term))
    }
    for typed in ["5.5", "4.000", "9.0", ".0"] {
      #expect(Vocabulary.satisfaction.match(typed) == .unknown, "\(typed)")
    }
  }

  @Test(arguments: ["", "  ", "fax", "传真", "phonex", "_"])
  func `what is no term finds nothing`(typed: String) {
    #expect(Vocabulary.channel.match(typed) == .unknown)
  }

  @Test func `an unknown term still displays`() {
    #expect(Vocabulary.channel.text("carrier_pigeon", .zhHans) == "carrier_pigeon")
  }

  @Test func `a retired term displays but is not completed to`() {
    let old = Vocabulary(
      "v", Label(verbatim: "V"),
      [
        Term("fax", Label(en: "Fax", zhHans: "传真"), retired: true),
        Term("phone", Label(en: "Phone", zhHans: "电话")),
      ])
    #expect(old.text("fax", .zhHans) == "传真")
    #expect(old.match("fa") == .unknown)
    #expect(old.match("fax") == .term(Term("fax", Label(en: "Fax", zhHans: "传真"), retired: true)))
  }

  @Test func `ids and labels are unique within a vocabulary and well formed`() {
    for vocabulary in Vocabulary.all {
      #expect(Set(vocabulary.terms.map(\.id)).count == vocabulary.terms.count, "\(vocabulary.id)")
      #expect(Set(vocabulary.terms.map(\.label.zhHans)).count == vocabulary.terms.count, "\(vocabulary.id)")
      #expect(Set(vocabulary.terms.map(\.label.en)).count == vocabulary.terms.count, "\(vocabulary.id)")
      for term in vocabulary.terms {
        // Marks are numbers to everybody.
        let marks: ClosedRange? =
          [.satisfaction, .score, .stars].contains(vocabulary)
          ? 1...5 : vocabulary == .recommendation ? 0...10 : nil
        let isMark = marks.flatMap { marks in Int(term.id).map(marks.contains) } ?? false
        let isWord = term.id.utf8.allSatisfy { $0 == 0x5F || (0x61...0x7A).contains($0) }
        #expect(isMark || isWord, "\(term.id)")
      }
    }
  }

  @Test func `no name of a term is the id of another`() {
    for vocabulary in Vocabulary.all {
      for term in vocabulary.terms {
        for name in [term.label.en, term.label.zhHans] {
          guard case .term(let found) = vocabulary.match(name.lowercased()) else {
            Issue.record("\(vocabulary.id): “\(name)” finds nothing")
            continue
          }
          #expect(found.id == term.id)
        }
      }
    }
  }

  @Test func `closed statuses are the ends of the loop`() {
    let closed = CaseStatus.allCases.filter(\.isClosed).map(\.rawValue)
    #expect(closed == ["archived", "withdrawn", "unfounded", "duplicate"])
  }
}
