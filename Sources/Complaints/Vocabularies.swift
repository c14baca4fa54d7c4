import Messages

/// The vocabularies of intake and of the loop. Ids are stored and synced: they never change meaning.
extension Vocabulary {
  /// Every vocabulary.
  package static let all: [Vocabulary] = [
    status, caseFlags, motive, channel, need, emotion, urgency, complexity, segment, signal, listening,
    type, problemClass, source, responsibility, causeArea, rootCause, impact, severity, remedy, satisfaction,
    role, wordingKind, phraseStage, language, score, scoreOutcome,
  ]

  package static let status = Vocabulary(
    "status", Label(.fieldStatus),
    CaseStatus.allCases.map { Term($0.rawValue, $0.label) })

  /// Marks that stand beside the status.
  package static let caseFlags = Vocabulary(
    "flag", Label(.vocabularyFlags),
    [
      Term("escalated", .fieldEscalated),
      Term("emergency", .fieldEmergency),
      Term("conflicted", .termConflicted),
      Term("breached", .termBreached),
    ])

  package static let motive = Vocabulary(
    "motive", Label(.fieldMotive),
    [
      Term("dissatisfaction", .termVoicingDissatisfaction),
      Term("venting", .termVenting),
      Term("seek_remedy", .termSeekingARemedy),
    ])

  package static let channel = Vocabulary(
    "channel", Label(.fieldChannel),
    [
      Term("in_store", .termOnTheSpotFrontDesk),
      Term("phone", .termPhoneHotline),
      Term("email", .termEmail),
      Term("social_media", .termSocialMedia),
      Term("online_platform", .termOnlinePlatform),
      Term("chat", .termChat),
      Term("online_review", .termOnlineReview),
      Term("survey", .termSatisfactionSurvey),
      Term("mystery_shopper", .termMysteryShopper),
    ])

  package static let need = Vocabulary(
    "need", Label(.fieldNeed),
    [Term("fact", .termFactToPutRight), Term("emotional", .termEmotionalNeed)])

  package static let emotion = Vocabulary(
    "emotion", Label(.vocabularyEmotion),
    [
      Term("calm", .termCalm),
      Term("anxious", .termAnxious),
      Term("upset", .termUpset),
      Term("angry", .termAngry),
      Term("furious", .termFurious),
    ])

  package static let urgency = Vocabulary(
    "urgency", Label(.fieldUrgency),
    [Term("low", .termLow), Term("medium", .termMedium), Term("high", .termHigh)])

  package static let complexity = Vocabulary(
    "complexity", Label(.fieldComplexity),
    [Term("low", .termSimple), Term("medium", .termMedium2), Term("high", .termComplex)])

  package static let segment = Vocabulary(
    "segment", Label(.vocabularyCustomerSegment),
    [
      Term("elderly", .termElderly),
      Term("young", .termYoung),
      Term("vip", .termMember),
    ])

  /// Signs of a complaint that nobody has voiced yet.
  package static let signal = Vocabulary(
    "signal", Label(.fieldSignal),
    [
      Term("nonverbal", .termNonverbalBehaviour),
      Term("repeated_questions", .termRepeatedQuestions),
      Term("delayed_decision", .termDelayedDecision),
      Term("negative_review", .termNegativeReview),
      Term("reduced_contact", .termReducedContact),
    ])

  package static let listening = Vocabulary(
    "listening", Label(.fieldListeningChecklist),
    [
      Term("attention", .termFullAttention),
      Term("no_interrupting", .termDidNotInterrupt),
      Term("open_question", .termOpenQuestions),
      Term("short_acknowledgements", .termShortAcknowledgements),
      Term("restated", .termRestated),
    ])

  package static let role = Vocabulary(
    "role", Label(.fieldRole), Role.allCases.map { Term($0.rawValue, $0.label) })
}
