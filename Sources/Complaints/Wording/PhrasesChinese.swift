import Language

extension Phrase {
  private static func phrase(
    _ id: String, _ stage: String, _ text: String, _ channels: Set<String> = [], emotions: Set<String> = [],
    segments: Set<String> = [], classes: Set<String> = []
  ) -> Phrase {
    Phrase(
      id, stage, Language.zhHans.termID, text, channels: channels, emotions: emotions, segments: segments,
      classes: classes, isBuiltIn: true)
  }

  /// As a shop says it: 您, short sentences, no promise and no admission before the facts, and nobody called old.
  static let chinese = chineseListening + chineseSpecial + chineseSolving + chineseAfterwards

  private static let chineseListening = [
    phrase("zh_greeting_store", "greeting", "您好，我是{name}，今天由我来接待您。您请坐，慢慢说。", ["in_store"]),
    phrase("zh_greeting_phone", "greeting", "您好，这里是{branch}，我是{name}。您请讲，我在听。", ["phone"]),
    phrase(
      "zh_greeting_chat", "greeting", "您好，我是{branch}的{name}，您的留言我看到了，接下来都由我来跟您对接。",
      ["chat", "online_platform", "social_media"]),
    phrase(
      "zh_greeting_mail", "greeting", "{customer}您好：来信收到，我是{branch}的{name}，这件事由我跟进，{time}前给您回话。", ["email"]),
    phrase(
      "zh_greeting_recording", "greeting", "本次通话会录音，只用来核实这件事。您同意的话我们继续。", ["phone"]),
    phrase(
      "zh_greeting_regulator", "greeting", "您好，您通过{source}反映的事我们已收到，由我联系您，{time}前给您答复。", ["phone"]),
    phrase(
      "zh_greeting_review", "greeting", "您好，我是{branch}的负责人{name}，您写的评价我们一字一句都看了。", ["online_review"]),
    phrase(
      "zh_greeting_elderly", "greeting", "您好，您先坐，喝口水。有什么不满意的，您跟我说，我给您办。", ["in_store"],
      segments: ["elderly"]),
    phrase(
      "zh_greeting_vip", "greeting", "{customer}您好，我是{name}。您是我们的老朋友了，这次让您不愉快，我专门来陪您处理。",
      segments: ["vip"]),
    phrase("zh_open_what", "open_question", "您能从头跟我讲讲当时的情况吗？"),
    phrase("zh_open_wish", "open_question", "您希望我们怎么处理，心里会舒服一些？"),
    phrase("zh_open_matter", "open_question", "这件事里，最让您在意的是哪一点？", emotions: ["upset", "angry", "furious"]),
    phrase("zh_open_elderly", "open_question", "您慢慢说，当时是怎么回事？", segments: ["elderly"]),
    phrase(
      "zh_open_young", "open_question", "方便的话，发几张照片或截图给我，再说说您想退、想换，还是想补？", ["chat"], segments: ["young"]),
    phrase("zh_restate", "restate", "我复述一遍，看我理解得对不对：{facts}。您最希望的是{wish}，是这样吗？"),
    phrase("zh_restate_proof", "open_question", "方便给我看一下小票或付款记录吗？没有也没关系，报手机号我来查。"),
    phrase("zh_restate_elderly", "restate", "我再说一遍给您听：{facts}。对不对？", segments: ["elderly"]),
    phrase("zh_restate_mail", "restate", "为了不漏掉任何一点，我把您说的列在下面，请您核对：{facts}", ["email"]),
    phrase("zh_empathy", "empathy", "遇到这样的事，换了谁都会不高兴，我理解您的心情。"),
    phrase(
      "zh_empathy_wait", "empathy", "让您等了这么久还没有结果，着急是应该的。", emotions: ["anxious", "upset"]),
    phrase(
      "zh_empathy_angry", "empathy", "您生气我能理解。您说，我一条一条记下来。",
      emotions: ["angry", "furious"]),
    phrase("zh_empathy_health", "empathy", "您现在身体怎么样？需要的话我陪您去医院。请留好食品、小票和就诊单据。"),
    phrase("zh_empathy_manager", "empathy", "可以，我请{manager}过来，大约{minutes}分钟，您先坐。", ["in_store"]),
    phrase(
      "zh_empathy_abuse", "empathy", "我想把事情办好。请您别骂人，我们接着谈；再这样，我只能请保安过来。",
      emotions: ["furious"]),
    phrase("zh_empathy_upset", "empathy", "让您受委屈了，谢谢您告诉我们。", emotions: ["upset"]),
    phrase("zh_empathy_elderly", "empathy", "让您跑这一趟，真是辛苦您了。", ["in_store"], segments: ["elderly"]),
    phrase("zh_empathy_vip", "empathy", "您一直支持我们，这次没有照顾好您，我心里很过意不去。", segments: ["vip"]),
  ]

  /// Where something else comes first: somebody in danger, much at once, a complaint to be taken in.
  private static let chineseSpecial = [
    phrase("zh_emergency", "emergency", "您先别动，我马上打 120，人到之前我一直陪着您。", ["in_store"]),
    phrase("zh_emergency_safe", "emergency", "请您先跟我到安全的地方，这边不要靠近。", ["in_store"]),
    phrase(
      "zh_emergency_phone", "emergency", "您先离开有危险的地方，再告诉我您在哪里、伤到没有，我马上替您叫人。",
      ["phone", "chat", "online_platform", "social_media"]),
    phrase("zh_emergency_family", "emergency", "需要我帮您联系家人吗？您告诉我电话，我来打。"),
    phrase("zh_emergency_first", "emergency", "现在最要紧的是人，别的事都放一放。"),
    phrase("zh_complex", "complex", "这件事有好几个方面，我一件一件跟您说，哪里没说清您随时问我。"),
    phrase("zh_complex_expert", "complex", "这个问题我请懂这一行的同事一起看，结果由我{time}前告诉您，您只找我就行。"),
    phrase("zh_complex_written", "complex", "内容比较多，我写下来发给您，您对照着看，有不清楚的我再解释。"),
    phrase("zh_complaint", "complaint", "您的投诉我记下来了。我是{name}，由我负责，{time}前给您答复。"),
    phrase("zh_complaint_thanks", "complaint", "谢谢您直接告诉我们，这件事我一定查清楚。"),
    phrase("zh_complaint_right", "complaint", "您有权投诉，也可以打 12315；我们这边先把您的事办起来。"),
  ]

  private static let chineseSolving = [
    phrase("zh_apology", "apology", "给您添麻烦了，非常抱歉。我先把情况核实清楚，{time}前答复您。"),
    phrase(
      "zh_apology_at_once", "apology", "让您遇到这样的事，非常抱歉。",
      emotions: ["anxious", "upset", "angry", "furious"]),
    phrase(
      "zh_apology_service", "apology", "刚才我们的态度让您不舒服了，我代表{branch}向您道歉。", ["in_store", "phone"],
      classes: ["service_attitude"]),
    phrase(
      "zh_apology_severe", "apology", "发生这样的事，我们非常抱歉。我是{name}，这件事由我跟进，{time}前给您回话。",
      emotions: ["angry", "furious"]),
    phrase(
      "zh_apology_review", "apology", "看到您的评价，非常抱歉。请私信订单号或电话，我来核实，{time}前回复您。",
      ["online_review", "social_media"]),
    phrase(
      "zh_apology_spilt", "apology", "很抱歉餐到的时候洒了。请发张照片，我马上核对订单，{time}前告诉您是重送还是退款。",
      ["chat", "online_platform"]),
    phrase("zh_proposal_two", "proposal", "有两个办法供您选：一是{option1}，二是{option2}。您看哪个更合适？"),
    phrase("zh_proposal_steps", "proposal", "我们这样办：{steps}。{time}前办好，同时由我全程盯着。"),
    phrase(
      "zh_proposal_elderly", "proposal", "有两个办法：一是{option1}，二是{option2}。我给您写下来，您看哪个方便？", segments: ["elderly"]
    ),
    phrase(
      "zh_proposal_young", "proposal", "可以{option1}，也可以{option2}。您挑方便的，我来办。",
      segments: ["young"]),
    phrase(
      "zh_proposal_vip", "proposal", "我为您准备了{option1}，同时为您保留{option2}，都由我一个人对接，您不用重复说明。",
      segments: ["vip"]),
    phrase("zh_proposal_unable", "proposal", "这一项我们做不到，我能做的是{option1}。您看行吗？"),
    phrase(
      "zh_proposal_unfounded", "proposal", "您反映的事我们核实过了：{facts}。如果您还有别的凭证，请发给我，我再核一次。"),
    phrase(
      "zh_proposal_via_store", "proposal", "这单是在{store}买的，我把情况转过去，您不用再说一遍，{time}前由{store}联系您。"),
    phrase("zh_proposal_approval", "proposal", "您的要求我记下了。这一项需要{approver}批准，我现在就报上去，{time}前告诉您结果。"),
    phrase("zh_progress", "progress", "跟您说一下进展：{done}已经办好，下一步是{next}，{time}前再向您汇报。"),
    phrase("zh_progress_delay", "progress", "原定{time}给您结果，现在还差{next}，要到{date}。先跟您说一声，抱歉。"),
    phrase("zh_progress_refund", "progress", "退款已提交，原路退回，{date}前到账；没收到请找我。"),
    phrase("zh_progress_none", "progress", "到现在还没有新结果，我没有忘记您的事。{time}我会再给您电话。", ["phone"]),
    phrase(
      "zh_progress_message", "progress", "【{branch}】您反映的{topic}：{done}。预计{time}完成，有疑问可直接找{name}。",
      ["chat", "online_platform"]),
    phrase(
      "zh_progress_anxious", "progress", "请您放心，东西已经在路上了，单号{number}，预计{time}送到。", emotions: ["anxious"]),
  ]

  private static let chineseAfterwards = [
    phrase("zh_call_back", "call_back", "您好，我是{branch}的{name}。上次的事解决了吗？您对处理结果满意吗？", ["phone"]),
    phrase(
      "zh_call_back_message", "call_back", "您好，我是{name}。想问问上次的{topic}现在怎么样了，还有哪里需要我们帮忙？", ["chat", "email"]),
    phrase(
      "zh_call_back_elderly", "call_back", "{customer}您好，我是{branch}的{name}，上次那件事办好了吗？现在还有没有问题？", ["phone"],
      segments: ["elderly"]),
    phrase(
      "zh_call_back_missed", "call_back", "【{branch}】您好，我是{name}，刚才给您打电话没接通。您可回拨{phone}，{time}我再打给您。",
      ["phone"]),
    phrase(
      "zh_call_back_unhappy", "call_back", "听得出您还不太满意，请告诉我差在哪里，我们继续办，{time}前给您答复。",
      emotions: ["upset", "angry", "furious"]),
    phrase("zh_suggestions", "asking_for_suggestions", "要是由您来安排，您会让我们先改哪一点？"),
    phrase(
      "zh_suggestions_vip", "asking_for_suggestions", "您来得多、看得准，我们想请您当一回体验官，给我们提提意见。", segments: ["vip"]),
    phrase(
      "zh_suggestions_chat", "asking_for_suggestions", "方便花一分钟说说您的建议吗？每一条店长都会看。",
      ["chat", "online_platform", "survey"], segments: ["young"]),
    phrase("zh_thanks", "thanks", "谢谢您告诉我们，您的意见帮我们发现了问题。"),
    phrase("zh_thanks_patience", "thanks", "谢谢您的耐心，让我们有机会把事情办好。", emotions: ["calm", "anxious"]),
    phrase("zh_thanks_review", "thanks", "谢谢您花时间写下这些，我们已经照着一条条核对。", ["online_review", "survey"]),
    phrase("zh_summary", "summary", "我们说好这样办：{agreed}，{time}前办好，由我跟进。您看对吗？"),
    phrase("zh_summary_all", "summary", "我把今天说的回顾一下：您反映的是{topic}，我们商定{agreed}，{time}前完成。还有漏掉的吗？"),
    phrase("zh_summary_done", "summary", "回顾一下：您反映的是{topic}，我们已经{agreed}。您看还有没办到的吗？"),
    phrase("zh_closing", "closing", "这件事由我负责，我的电话是{phone}，有任何情况您直接找我。"),
    phrase("zh_closing_done", "closing", "这件事已按{agreed}办完。您若没有别的要求，我就结案了；之后有问题随时找我。"),
    phrase("zh_closing_privacy", "closing", "您留的电话只用来处理这件事，办完可以要求我们删除。"),
    phrase("zh_closing_elderly", "closing", "这是我的电话，我给您写下来，有事随时打给我。", ["in_store"], segments: ["elderly"]),
    phrase("zh_closing_mail", "closing", "如有任何疑问，请直接回复本邮件，或拨打{phone}找{name}。祝您生活愉快。", ["email"]),
  ]
}
