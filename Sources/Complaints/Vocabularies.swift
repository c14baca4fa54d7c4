/// The vocabularies of intake and of the loop. Ids are stored and synced: they never change meaning.
extension Vocabulary {
  /// Every vocabulary.
  package static let all: [Vocabulary] = [
    status, caseFlags, motive, channel, need, emotion, urgency, complexity, segment, signal, listening,
    type, problemClass, source, responsibility, causeArea, rootCause, impact, severity, remedy, satisfaction,
    role, wordingKind, phraseStage, language,
  ]

  package static let status = Vocabulary(
    "status", Label("Status", "状态"),
    CaseStatus.allCases.map { Term($0.rawValue, $0.label) })

  /// Marks that stand beside the status.
  package static let caseFlags = Vocabulary(
    "flag", Label("Flags", "标记"),
    [
      Term("escalated", "Escalated", "已升级"),
      Term("emergency", "Emergency", "紧急"),
      Term("conflicted", "Conflicted", "有冲突"),
      Term("breached", "Breached", "已超时"),
    ])

  package static let motive = Vocabulary(
    "motive", Label("Motive", "抱怨动机"),
    [
      Term("dissatisfaction", "Voicing dissatisfaction", "表达不满"),
      Term("venting", "Venting", "情感宣泄"),
      Term("seek_remedy", "Seeking a remedy", "寻求解决"),
    ])

  package static let channel = Vocabulary(
    "channel", Label("Channel", "渠道"),
    [
      Term("in_store", "On the spot/Front desk", "当场/前台"),
      Term("phone", "Phone hotline", "电话热线"),
      Term("email", "Email", "邮件"),
      Term("social_media", "Social media", "社交媒体"),
      Term("online_platform", "Online platform", "在线平台"),
      Term("chat", "Chat", "聊天"),
      Term("online_review", "Online review", "在线评论"),
      Term("survey", "Satisfaction survey", "满意度调查"),
      Term("mystery_shopper", "Mystery shopper", "神秘客户"),
    ])

  package static let need = Vocabulary(
    "need", Label("Need", "诉求"),
    [Term("fact", "Fact to put right", "事实问题"), Term("emotional", "Emotional need", "情绪诉求")])

  package static let emotion = Vocabulary(
    "emotion", Label("Emotion", "情绪"),
    [
      Term("calm", "Calm", "平静"),
      Term("anxious", "Anxious", "焦急"),
      Term("upset", "Upset", "委屈"),
      Term("angry", "Angry", "愤怒"),
      Term("furious", "Furious", "极度不满"),
    ])

  package static let urgency = Vocabulary(
    "urgency", Label("Urgency", "紧迫性"),
    [Term("low", "Low", "低"), Term("medium", "Medium", "中"), Term("high", "High", "高")])

  package static let complexity = Vocabulary(
    "complexity", Label("Complexity", "难易"),
    [Term("low", "Simple", "简单"), Term("medium", "Medium", "一般"), Term("high", "Complex", "复杂")])

  package static let segment = Vocabulary(
    "segment", Label("Customer segment", "客户群体"),
    [
      Term("elderly", "Elderly", "老年"),
      Term("young", "Young", "年轻"),
      Term("vip", "Member", "会员"),
    ])

  /// Signs of a complaint that nobody has voiced yet.
  package static let signal = Vocabulary(
    "signal", Label("Signal", "抱怨信号"),
    [
      Term("nonverbal", "Nonverbal behaviour", "非言语行为"),
      Term("repeated_questions", "Repeated questions", "频繁询问"),
      Term("delayed_decision", "Delayed decision", "延迟决策"),
      Term("negative_review", "Negative review", "负面评论"),
      Term("reduced_contact", "Reduced contact", "减少互动"),
    ])

  package static let listening = Vocabulary(
    "listening", Label("Listening checklist", "倾听清单"),
    [
      Term("attention", "Full attention", "专注倾听"),
      Term("no_interrupting", "Did not interrupt", "不打断"),
      Term("open_question", "Open questions", "开放式提问"),
      Term("short_acknowledgements", "Short acknowledgements", "简短回应"),
      Term("restated", "Restated", "复述确认"),
    ])

  package static let role = Vocabulary(
    "role", Label("Role", "角色"), Role.allCases.map { Term($0.rawValue, $0.label) })
}
