import Language

extension Phrase {
  private static func phrase(
    _ id: String, _ stage: String, _ text: String, _ channels: Set<String> = [], emotions: Set<String> = [],
    segments: Set<String> = [], classes: Set<String> = []
  ) -> Phrase {
    Phrase(
      id, stage, Language.en.termID, text, channels: channels, emotions: emotions, segments: segments,
      classes: classes, isBuiltIn: true)
  }

  static let english = englishListening + englishSpecial + englishSolving + englishAfterwards

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
      "en_greeting_recording", "greeting",
      "This call is recorded, to check this matter and for nothing else. If you agree, we go on.", ["phone"]),
    phrase(
      "en_greeting_regulator", "greeting",
      "Hello, what you told {source} has reached us. I am your contact; you have our answer by {time}.",
      ["phone"]),
    phrase(
      "en_greeting_review", "greeting",
      "Hello, I am {name} and I run {branch}. We have read every word of your review.", ["online_review"]),
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
      "en_open_elderly", "open_question", "Take your time. How did it happen?", segments: ["elderly"]),
    phrase(
      "en_open_young", "open_question",
      "Can you send a photo, and tell me: refund, exchange, or something else?",
      ["chat"], segments: ["young"]),
    phrase(
      "en_restate", "restate",
      "Let me say it back: {facts}. What matters most to you is {wish}. Is that right?"),
    phrase(
      "en_restate_proof", "open_question",
      "May I see the receipt or the payment? If you do not have it, your phone number will do; I look it up."),
    phrase(
      "en_restate_elderly", "restate", "So this is what happened: {facts}. Have I got it right?",
      segments: ["elderly"]),
    phrase(
      "en_restate_mail", "restate",
      "So that nothing is left out, this is what I have noted; please check it: {facts}", ["email"]),
    phrase("en_empathy", "empathy", "Anybody would be unhappy about that. I understand."),
    phrase(
      "en_empathy_wait", "empathy",
      "You have waited far too long without an answer. No wonder you are worried.",
      emotions: ["anxious", "upset"]),
    phrase(
      "en_empathy_angry", "empathy", "You have every reason to be angry. Go on, I am writing it all down.",
      emotions: ["angry", "furious"]),
    phrase(
      "en_empathy_health", "empathy",
      "How do you feel now? If you need a doctor I will come with you. Please keep the food, the receipt and the doctor's papers."
    ),
    phrase(
      "en_empathy_manager", "empathy",
      "Certainly. {manager} will be here in about {minutes} minutes; please have a seat.", ["in_store"]),
    phrase(
      "en_empathy_abuse", "empathy",
      "I want to solve this with you. Please do not swear at me, and we go on; otherwise I have to ask security to come.",
      emotions: ["furious"]),
    phrase(
      "en_empathy_upset", "empathy", "I am sorry you had to go through this. Thank you for telling us.",
      emotions: ["upset"]),
    phrase(
      "en_empathy_elderly", "empathy", "Thank you for coming all the way for this.", ["in_store"],
      segments: ["elderly"]),
    phrase(
      "en_empathy_vip", "empathy", "You have been with us for years, and this time we let you down.",
      segments: ["vip"]),
  ]

  /// Where something else comes first: somebody in danger, much at once, a complaint to be taken in.
  private static let englishSpecial = [
    phrase(
      "en_emergency", "emergency",
      "Please keep still. I am calling an ambulance and stay with you until it is here.", ["in_store"]),
    phrase(
      "en_emergency_safe", "emergency",
      "Please come with me to a safe place first, and stay away from here.", ["in_store"]),
    phrase(
      "en_emergency_phone", "emergency",
      "First get away from the danger. Then tell me where you are and whether you are hurt; I send for help.",
      ["phone", "chat", "online_platform", "social_media"]),
    phrase(
      "en_emergency_family", "emergency", "Shall I call your family? Tell me the number and I ring them."),
    phrase("en_emergency_first", "emergency", "You come first now; everything else can wait."),
    phrase(
      "en_complex", "complex",
      "There are several parts to this. I take them one by one; please ask me about anything that is not clear."
    ),
    phrase(
      "en_complex_expert", "complex",
      "I ask somebody who knows this well to look at it with me. You hear the result from me by {time}."),
    phrase(
      "en_complex_written", "complex",
      "There is a lot to it, so I write it down and send it to you; then we go through it together."),
    phrase(
      "en_complaint", "complaint",
      "Your complaint is on record. I am {name}, it is with me, and you have an answer by {time}."),
    phrase(
      "en_complaint_thanks", "complaint", "Thank you for telling us directly. I find out what happened."),
    phrase(
      "en_complaint_right", "complaint",
      "You have every right to complain, to the authorities too. We start on it here today."),
  ]

  private static let englishSolving = [
    phrase(
      "en_apology", "apology",
      "I am sorry for the trouble this caused. I will check what happened and answer by {time}."),
    phrase(
      "en_apology_at_once", "apology", "I am sorry that this happened to you.",
      emotions: ["anxious", "upset", "angry", "furious"]),
    phrase(
      "en_apology_service", "apology",
      "I apologise for the way you were spoken to. That is not how we treat guests.",
      ["in_store", "phone"], classes: ["service_attitude"]),
    phrase(
      "en_apology_severe", "apology",
      "I am very sorry that this happened. I am {name}; I follow it up and call you by {time}.",
      emotions: ["angry", "furious"]),
    phrase(
      "en_apology_review", "apology",
      "I am sorry to read this. Please send me the order or your phone number; I check it and answer by {time}.",
      ["online_review", "social_media"]),
    phrase(
      "en_apology_spilt", "apology",
      "I am sorry that the meal arrived spilt. Please send a photo; I check the order and tell you by {time} whether we send it again or refund it.",
      ["chat", "online_platform"]),
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
      "en_proposal_unable", "proposal",
      "That is something we cannot do. What I can do is {option1}. Would that help?"),
    phrase(
      "en_proposal_unfounded", "proposal",
      "We have looked into it: {facts}. If you have anything else that shows it, send it to me and I check again."
    ),
    phrase(
      "en_proposal_via_store", "proposal",
      "You bought this at {store}. I pass it on so that you need not tell it again; {store} contacts you by {time}."
    ),
    phrase(
      "en_proposal_approval", "proposal",
      "I have noted your request. {approver} decides on it; I tell you the answer by {time}."),
    phrase(
      "en_progress", "progress",
      "Where it stands: {done} is finished, {next} is next. You hear from me by {time}."),
    phrase(
      "en_progress_delay", "progress",
      "I had promised you an answer by {time}. {next} is still missing; it will be {date}. I am sorry."),
    phrase(
      "en_progress_refund", "progress",
      "The refund is on its way, the same way as you paid, and arrives by {date}. If it does not, call me."),
    phrase(
      "en_progress_none", "progress",
      "There is no result yet, and I have not forgotten you. I ring you again at {time}.",
      ["phone"]),
    phrase(
      "en_progress_message", "progress",
      "{branch}, about {topic}: {done}. We expect to finish by {time}; for questions ask for {name}.",
      ["chat", "online_platform"]),
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
      "en_call_back_elderly", "call_back",
      "Hello {customer}, this is {name} at {branch}. Is the matter settled, and is everything all right now?",
      ["phone"],
      segments: ["elderly"]),
    phrase(
      "en_call_back_missed", "call_back",
      "{branch}: this is {name}, I tried to reach you by phone. You can call {phone}; I try again at {time}.",
      ["phone"]),
    phrase(
      "en_call_back_unhappy", "call_back",
      "I hear that it is not right yet. Tell me what is missing; you have my answer by {time}.",
      emotions: ["upset", "angry", "furious"]),
    phrase("en_suggestions", "asking_for_suggestions", "If it were your shop, what would you change first?"),
    phrase(
      "en_suggestions_vip", "asking_for_suggestions",
      "You know us well. Would you try our new menu and tell us what you think?",
      segments: ["vip"]),
    phrase(
      "en_suggestions_chat", "asking_for_suggestions",
      "Would you take a minute to tell us what to do better? The manager reads every line.",
      ["chat", "online_platform", "survey"], segments: ["young"]),
    phrase("en_thanks", "thanks", "Thank you for telling us. You helped us find what was wrong."),
    phrase(
      "en_thanks_patience", "thanks", "Thank you for your patience. You gave us the chance to put it right.",
      emotions: ["calm", "anxious"]),
    phrase(
      "en_thanks_review", "thanks",
      "Thank you for taking the time to write. We have gone through it line by line.",
      ["online_review", "survey"]),
    phrase(
      "en_summary", "summary",
      "So this is what we agreed: {agreed}, done by {time}, and I see it through. Is that right?"),
    phrase(
      "en_summary_all", "summary",
      "Let me go over it once more: it was about {topic}, we agreed on {agreed}, done by {time}. Have I left anything out?"
    ),
    phrase(
      "en_summary_done", "summary",
      "To sum up: it was about {topic}, and this was done: {agreed}. Is anything still open?"),
    phrase("en_closing", "closing", "I am in charge of this. My number is {phone}; call me directly."),
    phrase(
      "en_closing_done", "closing",
      "{agreed} is done. If there is nothing else, I close the matter; call me whenever something comes up."),
    phrase(
      "en_closing_privacy", "closing",
      "We use your phone number for this matter only; once it is settled you can ask us to delete it."),
    phrase(
      "en_closing_elderly", "closing",
      "This is my number, I write it down for you. Call me whenever you need to.",
      ["in_store"], segments: ["elderly"]),
    phrase(
      "en_closing_mail", "closing", "Please reply to this email or call {name} at {phone}. Kind regards.",
      ["email"]),
  ]
}
