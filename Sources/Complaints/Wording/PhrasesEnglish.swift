import Language

extension Phrase {
  private static func phrase(
    _ id: String, _ stage: String, _ text: String, _ channels: Set<String> = [], emotions: Set<String> = [],
    segments: Set<String> = []
  ) -> Phrase {
    Phrase(
      id, stage, Language.en.termID, text, channels: channels, emotions: emotions, segments: segments,
      isBuiltIn: true)
  }

  static let english = englishListening + englishSolving + englishAfterwards

  private static let englishListening = [
    phrase(
      "en_greeting_store", "greeting",
      "Good day, my name is {name} and I will take care of this. Please have a seat.",
      ["in_store"]),
    phrase(
      "en_greeting_phone", "greeting", "This is {name} at {branch}. Please tell me what happened.", ["phone"]),
    phrase(
      "en_greeting_chat", "greeting",
      "Hello, this is {name} from {branch}. I have read your message and stay with you.",
      ["chat", "online_platform", "social_media"]),
    phrase(
      "en_greeting_mail", "greeting",
      "Dear {customer}, thank you for writing. I am {name} and I follow this up: you hear from me by {time}.",
      ["email"]),
    phrase(
      "en_greeting_elderly", "greeting",
      "Hello, please sit down first. Tell me what went wrong and I will see to it.",
      ["in_store"], segments: ["elderly"]),
    phrase(
      "en_greeting_vip", "greeting",
      "Hello {customer}, good to hear from you. I will look after this for you myself.",
      segments: ["vip"]),
    phrase("en_open_what", "open_question", "Could you tell me from the beginning what happened?"),
    phrase("en_open_wish", "open_question", "What would put this right for you?"),
    phrase(
      "en_open_matter", "open_question", "What about it has upset you most?",
      emotions: ["upset", "angry", "furious"]),
    phrase(
      "en_open_young", "open_question",
      "Can you send a photo, and tell me: refund, exchange, or something else?",
      ["chat"], segments: ["young"]),
    phrase(
      "en_restate", "restate",
      "Let me say it back: {facts}. What matters most to you is {wish}. Is that right?"),
    phrase(
      "en_restate_elderly", "restate", "So this is what happened: {facts}. Have I got it right?",
      segments: ["elderly"]),
    phrase("en_empathy", "empathy", "Anybody would be unhappy about that. I understand."),
    phrase(
      "en_empathy_wait", "empathy",
      "You have waited far too long without an answer. No wonder you are worried.",
      emotions: ["anxious", "upset"]),
    phrase(
      "en_empathy_angry", "empathy", "You have every reason to be angry. Go on, I am writing it all down.",
      emotions: ["angry", "furious"]),
    phrase(
      "en_empathy_vip", "empathy", "You have been with us for years, and this time we let you down.",
      segments: ["vip"]),
  ]

  private static let englishSolving = [
    phrase(
      "en_apology", "apology",
      "I am sorry for the trouble this caused. I will check what happened and answer by {time}."),
    phrase(
      "en_apology_service", "apology",
      "I apologise for the way you were spoken to. That is not how we treat guests.",
      ["in_store", "phone"]),
    phrase(
      "en_apology_severe", "apology",
      "I am very sorry that this happened. I am {name}; I follow it up and call you by {time}.",
      emotions: ["angry", "furious"]),
    phrase(
      "en_proposal_two", "proposal",
      "There are two ways: {option1}, or {option2}. Which one suits you better?"),
    phrase(
      "en_proposal_steps", "proposal",
      "This is what we do: {steps}. It is done by {time}, and I see it through."),
    phrase(
      "en_proposal_elderly", "proposal",
      "There are two ways: {option1}, or {option2}. I write them down for you. Which is easier?",
      segments: ["elderly"]),
    phrase(
      "en_proposal_young", "proposal",
      "You can have {option1} or {option2}. Pick what suits you, and I see to it.",
      segments: ["young"]),
    phrase(
      "en_proposal_vip", "proposal",
      "I have set aside {option1} for you, and {option2} as well. I will be your contact throughout.",
      segments: ["vip"]),
    phrase(
      "en_proposal_approval", "proposal",
      "I have noted your request. {approver} decides on it; I tell you the answer by {time}."),
    phrase(
      "en_progress", "progress",
      "Where it stands: {done} is finished, {next} is next. You hear from me by {time}."),
    phrase(
      "en_progress_none", "progress",
      "There is no result yet, and I have not forgotten you. I ring you again at {time}.",
      ["phone"]),
    phrase(
      "en_progress_anxious", "progress", "It is on its way. The number is {number} and it arrives on {date}.",
      emotions: ["anxious"]),
  ]

  private static let englishAfterwards = [
    phrase(
      "en_call_back", "call_back", "This is {name} at {branch}. Is it solved, and are you satisfied?",
      ["phone"]),
    phrase(
      "en_call_back_message", "call_back",
      "This is {name}. How is it with {topic} now? Is there anything else we can do?",
      ["chat", "email"]),
    phrase(
      "en_call_back_unhappy", "call_back",
      "I hear that it is not right yet. Tell me what is missing; you have my answer by {time}.",
      emotions: ["upset", "angry", "furious"]),
    phrase("en_suggestions", "asking_for_suggestions", "If it were your shop, what would you change first?"),
    phrase(
      "en_suggestions_vip", "asking_for_suggestions",
      "You know us well. Would you try our new menu and tell us what you think?",
      segments: ["vip"]),
    phrase("en_thanks", "thanks", "Thank you for telling us. You helped us find what was wrong."),
    phrase(
      "en_thanks_review", "thanks",
      "Thank you for taking the time to write. We have gone through it line by line.",
      ["online_review", "survey"]),
    phrase("en_closing", "closing", "I am in charge of this. My number is {phone}; call me directly."),
    phrase(
      "en_closing_elderly", "closing",
      "This is my number, I write it down for you. Call me whenever you need to.",
      ["in_store"], segments: ["elderly"]),
    phrase(
      "en_closing_mail", "closing", "Please reply to this email or call {name} at {phone}. Kind regards.",
      ["email"]),
  ]
}
