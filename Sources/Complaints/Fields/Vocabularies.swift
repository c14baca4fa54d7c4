import Language

/// The vocabularies of intake and of the loop. Ids are stored and synced: they never change meaning.
extension Vocabulary {
  /// Every vocabulary.
  package static let all: [Vocabulary] = [
    status, caseFlags, motive, channel, need, emotion, urgency, complexity, segment, signal, stars,
    taskPurpose,
    noteKind, listening, type, problemClass, source, responsibility, causeArea, rootCause, impact, severity,
    remedy,
    satisfaction, recommendation, role, wordingKind, phraseStage, language, score, scoreOutcome, remarkKind,
    product, supplier, safetyWord, knowledgeForm, articleKind, linkKind,
    trainingTopic, trainingForm, trainingDeed, noticePurpose, emergencyKind,
  ]

  package static let status = Vocabulary(
    "status", Label(DomainMessage.status),
    CaseStatus.allCases.map { Term($0.rawValue, $0.label) })

  /// Marks that stand beside the status.
  package static let caseFlags = Vocabulary(
    "flag", Label(DomainMessage.flags),
    [
      Term("escalated", DomainMessage.escalated),
      Term("emergency", DomainMessage.emergency),
      Term("conflicted", Label(en: "Conflicted", zhHans: "有冲突")),
      Term("breached", Label(en: "Breached", zhHans: "已超时")),
      Term("merged", Label(en: "Merged", zhHans: "已合并")),
    ])

  package static let motive = Vocabulary(
    "motive", Label(DomainMessage.motive),
    [
      Term("dissatisfaction", Label(en: "Voicing dissatisfaction", zhHans: "表达不满")),
      Term("venting", Label(en: "Venting", zhHans: "发泄情绪")),
      Term("seek_remedy", Label(en: "Seeking a remedy", zhHans: "寻求解决")),
    ])

  package static let channel = Vocabulary(
    "channel", Label(DomainMessage.channel),
    [
      Term("in_store", Label(en: "On the spot/Front desk", zhHans: "当场/前台")),
      Term("phone", Label(en: "Phone hotline", zhHans: "电话热线")),
      Term("email", Label(en: "Email", zhHans: "邮件")),
      Term("social_media", Label(en: "Social media", zhHans: "社交媒体")),
      Term("online_platform", Label(en: "Online platform", zhHans: "在线平台")),
      Term("chat", Label(en: "Chat", zhHans: "聊天")),
      Term("online_review", Label(en: "Online review", zhHans: "在线评论")),
      Term("survey", Label(en: "Satisfaction survey", zhHans: "满意度调查")),
      Term("mystery_shopper", Label(en: "Mystery shopper", zhHans: "神秘顾客")),
      Term("regulator", Label(en: "Regulator", zhHans: "监管部门")),
    ])

  /// What is sold, as head office groups it; what people write for it stays as they wrote it.
  package static let product = Vocabulary("product", Label(en: "Product line", zhHans: "产品线"), [])
  package static let supplier = Vocabulary("supplier", Label(en: "Supplier", zhHans: "供应商"), [])

  /// Words in a story that offer the emergency plan: see `SafetyWords`.
  package static let safetyWord = Vocabulary(
    "safety_word", Label(en: "Safety word", zhHans: "安全词"),
    [
      Term("smoke", Label(en: "Smoke", zhHans: "冒烟")),
      Term("fire", Label(en: "Fire", zhHans: "起火")),
      Term("burn", Label(en: "Burnt", zhHans: "烫伤")),
      Term("allergy", Label(en: "Allergy", zhHans: "过敏")),
      Term("fainted", Label(en: "Fainted", zhHans: "晕倒")),
      Term("poisoning", Label(en: "Poisoning", zhHans: "中毒")),
      Term("injury", Label(en: "Injured", zhHans: "受伤")),
      Term("electric_shock", Label(en: "Electric shock", zhHans: "触电")),
      Term("gas_leak", Label(en: "Gas leak", zhHans: "漏气")),
      Term("explosion", Label(en: "Explosion", zhHans: "爆炸")),
      Term("choking", Label(en: "Choking", zhHans: "窒息")),
      Term("hospital", Label(en: "Hospital", zhHans: "送医")),
      Term("violence", Label(en: "Violence", zhHans: "打人")),
      Term("data_leak", Label(en: "Data leak", zhHans: "信息泄露")),
    ])

  package static let need = Vocabulary(
    "need", Label(DomainMessage.need),
    [
      Term("fact", Label(en: "Fact to put right", zhHans: "实际诉求")),
      Term("emotional", Label(en: "Emotional need", zhHans: "情绪诉求")),
    ])

  package static let emotion = Vocabulary(
    "emotion", Label(en: "Emotion", zhHans: "情绪"),
    [
      Term("calm", Label(en: "Calm", zhHans: "平静")),
      Term("anxious", Label(en: "Anxious", zhHans: "焦急")),
      Term("upset", Label(en: "Upset", zhHans: "委屈")),
      Term("angry", Label(en: "Angry", zhHans: "愤怒")),
      Term("furious", Label(en: "Furious", zhHans: "极度愤怒")),
    ])

  package static let urgency = Vocabulary(
    "urgency", Label(DomainMessage.urgency),
    [
      Term("low", Label(en: "Low", zhHans: "低")), Term("medium", Label(en: "Medium", zhHans: "中")),
      Term("high", Label(en: "High", zhHans: "高")),
    ])

  package static let complexity = Vocabulary(
    "complexity", Label(DomainMessage.complexity),
    [
      Term("low", Label(en: "Simple", zhHans: "简单")), Term("medium", Label(en: "Medium", zhHans: "一般")),
      Term("high", Label(en: "Complex", zhHans: "复杂")),
    ])

  package static let segment = Vocabulary(
    "segment", Label(en: "Customer segment", zhHans: "客户群体"),
    [
      Term("elderly", Label(en: "Elderly", zhHans: "老年")),
      Term("young", Label(en: "Young", zhHans: "年轻")),
      Term("vip", Label(en: "Member", zhHans: "会员")),
    ])

  /// Signs of a complaint that nobody has voiced yet.
  package static let signal = Vocabulary(
    "signal", Label(DomainMessage.signal),
    [
      Term("nonverbal", Label(en: "Nonverbal behaviour", zhHans: "神态动作")),
      Term("repeated_questions", Label(en: "Repeated questions", zhHans: "频繁询问")),
      Term("delayed_decision", Label(en: "Delayed decision", zhHans: "犹豫不买")),
      Term("negative_review", Label(en: "Negative review", zhHans: "负面评论")),
      Term("reduced_contact", Label(en: "Reduced contact", zhHans: "来得少了")),
      Term("mystery_visit", Label(en: "Mystery visit", zhHans: "神秘顾客到访")),
      Term("praise", Label(en: "Praise", zhHans: "表扬")),
      Term("survey", RecordKindsMessage.survey),
    ])

  /// Of a published review.
  package static let stars = Vocabulary(
    "stars", Label(en: "Stars", zhHans: "星级"),
    (1...5).map { Term("\($0)", Label(en: "\($0.of("star", "stars"))", zhHans: "\($0) 星")) })

  /// What a note on a case says: what happened with the customer, and what was found out.
  package static let noteKind = Vocabulary(
    "note_kind", Label(en: "Kind of note", zhHans: "备注类别"),
    [
      Term("question", Label(en: "Customer's question", zhHans: "客户提问")),
      Term("reaction", Label(en: "Customer's reaction", zhHans: "客户反应")),
      Term("refusal", Label(en: "Option refused", zhHans: "客户拒绝方案")),
      Term("leaving", Label(en: "Says they will leave", zhHans: "客户表示不再光顾")),
      Term("finding", Label(en: "Finding", zhHans: "调查结果")),
      Term("consultation", Label(en: "Consultation", zhHans: "内部协商")),
      // Since it is a task: who has to speak is named first.
      Term("senior", Label(en: "A senior spoke to the customer", zhHans: "负责人已与客户沟通"), retired: true),
      Term("receipt", Label(en: "Escalation seen", zhHans: "已阅升级")),
    ])

  /// What a task is for. (No coaching: what is said of an employee stands where staff devices do not hold it.)
  package static let taskPurpose = Vocabulary(
    "task_purpose", Label(DomainMessage.purpose),
    [
      Term("improvement", Label(en: "Improvement", zhHans: "改进措施")),
      Term("question", Label(en: "Question to others", zhHans: "协办")),
      Term("training", Label(en: "Training", zhHans: "培训")),
      Term("call", Label(en: "Call a customer", zhHans: "致电客户")),
      Term("follow_up", Label(en: "Follow-up", zhHans: "跟进")),
      Term("suggestion", Label(en: "Customer's suggestion", zhHans: "客户建议")),
      Term("senior", Label(en: "A senior speaks to the customer", zhHans: "负责人出面沟通")),
      Term("benefit", Label(en: "Benefit granted", zhHans: "客户权益")),
    ])

  package static let listening = Vocabulary(
    "listening", Label(DomainMessage.listeningChecklist),
    [
      Term("attention", Label(en: "Full attention", zhHans: "专注倾听")),
      Term("no_interrupting", Label(en: "Did not interrupt", zhHans: "不打断")),
      Term("open_question", Label(en: "Open questions", zhHans: "开放式提问")),
      Term("short_acknowledgements", Label(en: "Short acknowledgements", zhHans: "简短回应")),
      Term("restated", Label(en: "Restated", zhHans: "复述确认")),
      Term("no_arguing", Label(en: "Did not argue", zhHans: "不争执")),
    ])

  package static let role = Vocabulary(
    "role", Label(DomainMessage.role), Role.allCases.map { Term($0.rawValue, $0.label) })
}
