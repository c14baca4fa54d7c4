import Language

extension WordingRule {
  private static func rule(
    _ id: String, _ kind: String, _ pattern: String, _ whyEnglish: String, _ betterEnglish: String,
    _ whyChinese: String, _ betterChinese: String
  ) -> WordingRule {
    WordingRule(
      id, kind, Language.en.termID, pattern, why: Label(en: whyEnglish, zhHans: whyChinese),
      better: Label(en: betterEnglish, zhHans: betterChinese), isBuiltIn: true)
  }

  /// The same golden rules for English texts.
  static let englishRules =
    englishPromises + englishManners + conductRules.filter { $0.language == Language.en.termID }

  private static let atOnce =
    "[right away|right now|immediately|at once|straight away|straightaway|instantly|on the spot|this minute]"
  private static let fullRefund =
    "[full refund|refund<gap 12>[in full|the full|the whole|everything|all of it|all your money]|fully refund|all [of |]your money back]"

  private static let englishPromises: [WordingRule] = [
    rule(
      "en_full_refund_now", "forbidden",
      """
      [\(fullRefund)<gap 16>[,|][ |]\(atOnce)|\(atOnce)<gap 30>\(fullRefund)|\
      [refund|give|pay|return]<gap 12>\(atOnce)<gap 12>[in full|the full|the whole|everything|all of it|all [of |]your money]|\
      fully \(atOnce) refund]
      """,
      "A full refund promised before anything was looked at disappoints twice if it does not come.",
      "I will check what happened and tell you by {time} what we can refund.",
      "事情还没弄清就答应全额退款，之后做不到会让客户更失望。", "我先核实情况，{time}前给您明确的退款方案。"),
    rule(
      "en_will_improve", "forbidden",
      "[will|shall|we'll|going to]<gap 16>[improve|do better|be better]<unless-time 60>",
      "“We will improve” without what and until when sounds like nothing.",
      "Say what changes, who sees to it and by which day.", "没有内容和期限的“会改进”等于敷衍。", "说清改什么、谁来改、哪天改好。"),
    rule(
      "en_soon", "vague",
      "[as soon as possible|as soon as we can|as quickly as possible|asap|<not-after too |how >soon<not-before  as>|shortly<not-before  before| after>|promptly|in no time]<unless-time 60>",
      "“Soon” names no time: the customer can only wait.", "Name a time: “by five this afternoon”.",
      "“尽快”没有期限，客户只能干等。", "说出时间，例如“今天下午五点前”。"),
    rule(
      "en_later", "vague",
      "[<not-after no |sooner or >later<not-before  than>|at a later date|some other time|in due course|in the near future|in a while|one of these days|some time next]<unless-time 60>",
      "“Later” means something else to everybody and easily becomes a second complaint.",
      "Name the day and the hour.", "“稍后”各人理解不同，容易变成第二次投诉。", "换成具体的日期和钟点。"),
    rule(
      "en_best_effort", "vague",
      "[try our best|try my best|do our best|do my best|do what [we|i] can|do all [we|i] can|see what [we|i] can do|try to [solve|fix|sort|help|arrange|resolve]]<unless-time 60><unless-after first, i|i will now|i'll now|let me first|i check|i will check|i'll check|i am checking|i'm checking|i will ask|i'll ask|i will call|i'll call|i will send|i'll send|i start by>",
      "“We will try” alone promises nothing; with the step that comes next it is a good sentence.",
      "I will do my best to help you: first, I check your order, and you hear from me by {time}.",
      "只说“尽力”等于没有承诺；接上下一步做什么，就是一句好话。", "我会尽力帮您：我先查订单，{time}前给您答复。"),
    rule(
      "en_look_into", "vague",
      "[[will|i'll|we'll|shall|going to] [look into|pass on|pass it on|pass this on|forward|follow up|consider|think about]]<unless-time 60>",
      "It does not say who acts, nor when there is a result.",
      "Name who is responsible and when there is a result.", "客户不知道谁在办、什么时候有结果。", "说出谁负责、何时有结果。"),
    rule(
      "en_wait", "vague",
      "[let you know|get back to you|be in touch|hear from us|hear back from us|call you back|keep you posted|keep you updated]<unless-time 60>",
      "Waiting for news without an end leaves the next step to the customer.",
      "Agree on a time: “I will ring you at six, whatever we know by then.”", "让客户无限期等消息，容易再次投诉。",
      "约好时间主动联系，例如“今晚六点我给您回电”。"),
    rule(
      "en_perhaps", "vague",
      "[should|probably|maybe|might|i guess|i think]<gap 12>[be fine|be ok|be okay|be all right|be sorted|be no problem|get a refund|be refunded|be replaced]",
      "What you are not sure of is heard as a promise.", "Check first: “I will confirm it by {time}.”",
      "拿不准的话客户会当成承诺。", "先核实：“我{time}前给您准信。”"),
    rule(
      "en_full_refund", "authority",
      "[full refund|refund in full|refund [everything|the full amount|the whole amount|all of it]|on the house]",
      "A full refund is above your authority: whoever may approve it comes first.",
      "I will ask for it now and tell you the decision by {time}.", "全额退款或免单超出您的权限，需先获批准。",
      "我现在就申请，{time}前告诉您结果。"),
    rule(
      "en_amount", "authority",
      "[refund|refunding|compensate|compensation|pay|credit|reimburse|give|send|offer|take]<gap 30><amount>",
      "The amount is above your authority: it has to be approved first.",
      "Have it approved first, then tell the customer the amount.", "这个金额超出您的权限，需先获批准。",
      "先提交审批，再告诉客户批准的金额。"),
    rule(
      "en_amount_of", "authority",
      "<amount><gap 12>[refund|compensation|voucher|gift card|store credit|cash|discount]",
      "The amount is above your authority: it has to be approved first.",
      "Have it approved first, then tell the customer the amount.", "这个金额超出您的权限，需先获批准。",
      "先提交审批，再告诉客户批准的金额。"),
    rule(
      "en_multiple", "authority",
      "[free for life|free forever|lifetime [of free|free|supply]|[double|triple|<number> times] your money|no questions asked]",
      "Multiples of the price and free service for life are for head office to promise.",
      "I will put your request to head office and answer by {time}.", "成倍赔偿、终身免费要由总部决定。",
      "我报给总部，{time}前给您答复。"),
    rule(
      "en_guarantee", "forbidden",
      "[[guarantee|promise|swear]<gap 20>[never|won't|will not]<gap 6>[happen|occur]|never happen again|100% guarantee|absolutely guarantee]",
      "Nobody can guarantee that it never happens again; if it does, the word is broken.",
      "Say what has been done about it: “From today two people check each order.”",
      "没人能保证永远不出错，一旦再发生就失信了。", "说出已采取的措施。"),
  ]

  private static let englishManners: [WordingRule] = [
    rule(
      "en_but", "replace",
      "[<clause>but<not-before  not least>|[sorry|apologise|apologize|understand|see|agree|know|hear you] but]",
      "“But” takes back the apology that stands before it.", "At the same time", "“but”会抵消前面的道歉。", "同时"),
    rule(
      "en_however", "replace",
      "<clause>[however<not-before  much| many| long>|nevertheless|having said that|that said]",
      "“However” contradicts the customer as much as “but” does.", "At the same time",
      "“however”和“but”一样，是在反驳客户。", "同时"),
    rule(
      "en_not_our_fault", "forbidden",
      "[[not|isn't|wasn't|ain't] [really |actually |in any way |][our|my] [fault|responsibility|problem|mistake|job]|nothing to do with [us|me]]",
      "The customer wants it solved; washing one's hands makes it worse.",
      "I will see this through. Let us look at how to put it right.", "客户要的是解决，不是先分清责任。",
      "这件事由我负责跟到底，我们先看怎么解决。"),
    rule(
      "en_partner", "forbidden",
      "[[is|was|it's|that's|be|blame] [really |all |entirely |][their|[the|our|a|their][ partner| supplier| courier| carrier| delivery| shipping| third| manufacturer| platform| driver]['s|s|s'|][ company's| company| party's| party| service's| driver's|]] [fault|problem|responsibility|mistake]|blame the [courier|carrier|supplier|driver|platform|manufacturer|delivery]]",
      "The customer bought from us: we answer for our partners too.",
      "You bought it from us, so we will put it right; the partner is for us to deal with.",
      "合作方出的问题也由我们兜底。", "您是在我们这里买的，由我们来处理。"),
    rule(
      "en_colleague", "push_blame",
      "[[my|our|the|a|some] [new |][colleague|coworker|co-worker|trainee|intern|kitchen|warehouse|other department|new guy]<gap 16>[fault|mistake|messed up|forgot|got it wrong|made a mistake|mix-up]|not my department]",
      "Blaming a colleague says that we do not look after our own house.",
      "We did not do this well. I will take care of it.", "在客户面前怪同事，等于说我们管不好自己的人。", "是我们没有做好，我来处理。"),
    rule(
      "en_customer_fault", "push_blame",
      "[you [should have|must have|failed to|forgot to|misunderstood|misread|misused|clearly didn't|obviously didn't|didn't read|did not read|didn't follow|did not follow]|your own [fault|mistake]]",
      "Even where it is a misunderstanding, pointing at the customer hurts.",
      "We may not have explained it well; let us go through it together.", "即使客户有误解，指出来也会让人难堪。",
      "可能是我们没说清楚，我再跟您核对一遍。"),
    rule(
      "en_policy", "push_blame",
      "[[company|store|shop|our|hotel|bank] policy|the system [won't|doesn't|does not] [let|allow]|those are the rules|rules are rules]",
      "Hiding behind the rules says that nobody wants to help.", "Say first what you can do.",
      "用“规定”挡客户，客户会觉得没人愿意帮忙。", "先说能做什么。"),
    rule(
      "en_nothing_to_do", "forbidden",
      "[nothing [i|we|that i|that we] can do|[can't|cannot|can not] help you|my hands are tied|out of [my|our] hands|not my job]",
      "It sends the customer elsewhere to complain.",
      "I will take this on, find who can decide, and answer by {time}.", "一句“没办法”把客户推向投诉和差评。",
      "我先接下来，去找能拍板的人，{time}前回复您。"),
    rule(
      "en_calm_down", "forbidden",
      "[calm down|calm yourself|don't be upset|don't get upset|no need to [be upset|shout|get angry|be rude]|you're overreacting|you are overreacting]",
      "It says that the customer has no right to be upset.",
      "I would be upset too. Take your time, I am writing it down.", "叫客户冷静，等于说他不该生气。",
      "换作是我也会着急，您慢慢说，我都记下来。"),
    rule(
      "en_others_fine", "forbidden",
      "[nobody else|no one else|no other customer|no other customers|none of our other customers|you're the first|you are the first]<gap 12>[complained|complains|complain|has a problem|had a problem|has had|to complain]",
      "Comparing with other customers says that this one makes a fuss.",
      "Thank you for telling us; we look into what happened to you.", "拿别的客户作比，是在说他小题大做。",
      "谢谢您告诉我们，我们单独核查。"),
    rule(
      "en_impossible", "forbidden",
      "[[that's|that is|it's|it is] impossible|[that|it] [can't|cannot] be [right|true]|can't have happened|cannot have happened|i don't believe]",
      "Denying what the customer went through calls them a liar.",
      "I would like to understand it better: what was it like?", "否定客户的经历，会让人觉得被当成说谎。",
      "我想了解得更清楚：当时是什么样的？"),
    rule(
      "en_go_complain", "forbidden",
      "[go ahead and complain|complain if you [want|like]|take it or leave it|suit yourself|whatever you say|go somewhere else|shop elsewhere]",
      "It pushes the customer into a public complaint.",
      "I hear that you are not satisfied. Please give me the chance to put it right.", "这样说是把客户推向公开投诉。",
      "您的不满我听到了，请给我一次机会解决。"),
    rule(
      "en_reason_first", "reason_first",
      """
      <clause>[because|due to|owing to|the reason is|this was because|this happened because|it happened because]\
      <unless-before refund|replac|redo|repair|exchang|arrang|solution|solve|resolve|credit|send|fix|offer|put it right>
      """,
      "Reasons that come first sound like excuses.", "First say what you will do, then why it happened.",
      "先讲理由像是在找借口。", "先说怎么解决，再说原因。"),
  ]
}
