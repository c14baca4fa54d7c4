import Language

extension WordingRule {
  private static func rule(
    _ id: String, _ kind: String, _ pattern: String, _ whyChinese: String, _ betterChinese: String,
    _ whyEnglish: String, _ betterEnglish: String
  ) -> WordingRule {
    WordingRule(
      id, kind, Language.zhHans.termID, pattern, why: Label(en: whyEnglish, zhHans: whyChinese),
      better: Label(en: betterEnglish, zhHans: betterChinese), isBuiltIn: true)
  }

  /// The golden rules for Chinese texts: never 但是, no blame, the solution first, nothing above one's authority.
  static let chineseRules =
    chinesePromises + chineseManners + conductRules.filter { $0.language == Language.zhHans.termID }

  private static let chinesePromises: [WordingRule] = [
    rule(
      "zh_full_refund_now", "forbidden",
      "[马上|立刻|立即|现在|这就|当场]<gap 8>[全额退|全款退|退全款|退全额|全部退|全退]",
      "事情还没弄清就答应全额退款，之后做不到会让客户更失望。", "我先把情况核实清楚，{time}前给您一个明确的退款方案。",
      "A full refund promised before anything was looked at disappoints twice if it does not come.",
      "I will check what happened and tell you by {time} what we can refund."),
    rule(
      "zh_will_improve", "forbidden",
      "[我们|本店|我店|我司|以后|今后|下次]<gap 4>会<gap 4>[改进|改善|整改|改正|提升|加强]<unless-time 20>",
      "没有内容也没有期限的“会改进”，客户听到的是敷衍。", "说清改什么、谁来改、哪天改好，例如：“{date}前更换全部包装，由店长负责。”",
      "“We will improve” without what and until when sounds like nothing.",
      "Say what changes, who sees to it and by which day."),
    rule(
      "zh_soon", "vague", "[尽快|尽早|尽速|抓紧|从速|第一时间|马上就好]<unless-time 20>",
      "“尽快”没有期限，客户只能干等。", "说出时间，例如：“今天下午五点前给您答复。”",
      "“As soon as possible” names no time: the customer can only wait.",
      "Name a time: “by five this afternoon”."),
    rule(
      "zh_later", "vague",
      "[稍后|稍晚|晚些时候|晚点|回头<not-before 客|率>|过几天|过两天|改天|过段时间|过一阵|这几天|<not-after 最>近期<not-before 待>]<unless-time 20>",
      "“稍后”“过两天”各人理解不同，容易变成第二次投诉。", "换成具体时间，例如：“明天上午十点给您回电。”",
      "“Later” means something else to everybody and easily becomes a second complaint.",
      "Name the day and the hour."),
    rule(
      "zh_best_effort", "vague",
      "[尽量|尽力|尽可能|争取|努力]<gap 6>[解决|处理|满足|安排|答复|回复|协调|办好|跟进]<unless-time 20><unless-after 我先|我们先|我现在|我这就|这就去|我马上去|我去查|我来查|我去问|我来问|先帮您|先给您|先为您>",
      "只说“尽力”等于没有承诺；接上下一步做什么，就是一句好话。", "我会尽力帮您解决：我先把订单查清楚，{time}前给您答复。",
      "“We will try” alone promises nothing; with the step that comes next it is a good sentence.",
      "I will do my best: first, I check your order, and you hear from me by {time}."),
    rule(
      "zh_follow_up", "vague",
      "[会|将|帮您|给您|替您][|向上|往上|向领导|向总部|持续|继续][跟进|关注|反馈|反映|研究|考虑]<unless-time 20>",
      "只说“会反馈”，客户不知道谁在办、什么时候有结果。", "说出谁负责、何时有结果，例如：“由值班经理王芳负责，明天中午前给您结果。”",
      "“We will pass it on” does not say who acts, nor when there is a result.",
      "Name who is responsible and when there is a result."),
    rule(
      "zh_wait", "vague",
      "[[等|等候|等待]<gap 4>[通知|消息|结果|电话]|有[消息|结果|进展]<gap 6>[通知|联系|告诉|告知|答复]]<unless-time 20>",
      "让客户无限期等通知，主动权就不在我们手里了。", "约好时间主动联系，例如：“不管有没有结果，今晚六点我都给您回电。”",
      "Waiting for news without an end leaves the next step to the customer.",
      "Agree on a time: “I will ring you at six, whatever we know by then.”"),
    rule(
      "zh_perhaps", "vague",
      "[应该|大概|可能|估计|差不多|也许]<gap 4>[没问题|没事|能解决|能退|能换|能修好|能赔|可以退|可以换|就好了]",
      "拿不准的话客户会当成承诺。", "先核实再答复：“我确认后，{time}前给您准信。”",
      "What you are not sure of is heard as a promise.", "Check first: “I will confirm it by {time}.”"),
    rule(
      "zh_full_refund", "authority", "[全额退款|全额退|退全款|退全额|全款退|全部退款|全单免|免单]",
      "全额退款或免单要先核对金额和退货条件；超出您权限的，需先请有权限的人批准。", "先核对金额和法定退货条件：“这一项我先替您申请，{time}前告诉您结果。”",
      "A full refund is above your authority: whoever may approve it comes first.",
      "I will ask for it now and tell you the decision by {time}."),
    rule(
      "zh_amount", "authority",
      "[赔|赔偿|赔付|补偿|补给|补您|退|退款|退给|退还|返还|返给|减免|抵扣|送您]<gap 8><amount>",
      "这个金额超出您的权限，需先请有权限的人批准。", "先提交审批，再把批准的金额告诉客户。",
      "The amount is above your authority: it has to be approved first.",
      "Have it approved first, then tell the customer the amount."),
    rule(
      "zh_amount_of", "authority",
      "<amount>的<gap 2>[赔偿|补偿|退款|赔付|现金|红包|代金券|优惠券|折扣券|购物卡|储值卡]",
      "这个金额超出您的权限，需先请有权限的人批准。", "先提交审批，再把批准的金额告诉客户。",
      "The amount is above your authority: it has to be approved first.",
      "Have it approved first, then tell the customer the amount."),
    rule(
      "zh_multiple", "authority",
      "[假一赔[三|十|百]|退一赔[一|三|十]|<number>倍<gap 2>[赔|退|补]|[赔|赔偿|补偿|退]<gap 4><number>倍|[终身|永久|一辈子]免费|无条件退]",
      "成倍赔偿有的是法定的，终身免费这类承诺要由总部决定：不当场答应，也不当场拒绝。", "您的要求我马上报给总部，{time}前给您答复。",
      "Multiples of the price and free service for life are for head office to promise.",
      "I will put your request to head office and answer by {time}."),
    rule(
      "zh_guarantee", "forbidden",
      "[[保证|绝对|肯定|百分之百|百分百|100%]<gap 6>[不会再|再也不会|没有任何问题|不会有问题|不会出问题|让您满意|包您满意]|包您满意]",
      "没人能保证永远不出错，一旦再发生就失信了。", "说出已经采取的措施，例如：“从今天起每单出餐前双人核对。”",
      "Nobody can guarantee that it never happens again; if it does, the word is broken.",
      "Say what has been done about it: “From today two people check each order.”"),
  ]

  private static let chineseManners: [WordingRule] = [
    rule(
      "zh_but", "replace", "<not-after 不|非|岂|何>但<not-before 愿|凡|书|丁|求|笑>[是|]",
      "“但是”一出口，前面的道歉和理解就被抵消了。", "同时",
      "“But” takes back the apology that stands before it.", "At the same time"),
    rule(
      "zh_however", "replace", "<clause>[可是|不过<not-before 分|期|敏|关|瘾|来|去>|然而|只不过]",
      "“可是”“不过”和“但是”一样，是在反驳客户。", "同时",
      "“However” contradicts the customer as much as “but” does.", "At the same time"),
    rule(
      "zh_not_our_fault", "forbidden",
      "[[不是|不算|并非|不属于|算不上]<gap 2>[我们|我方|我店|本店|店里|门店|公司|我司|餐厅|酒店][|的|这边的|这边|方面的]<gap 2>[责任|问题|错|过错|过失|原因]|[跟|和|与|同][我们|我方|我店|本店|店里|公司|我司]<gap 2>[无关|没关系|没有关系]]",
      "客户要的是解决，不是先分清责任；撇清关系只会激化情绪。", "这件事由我跟进，我们先看怎么帮您解决。",
      "The customer wants it solved; washing one's hands makes it worse.",
      "I will see this through. Let us look at how to put it right."),
    rule(
      "zh_partner", "forbidden",
      "[[这|那|它|这个|那个|这事|这件事|][都|就|真|也|确实|其实|应该|全|]<not-after 不|但|可|要|于>是|怪|属于|赖|<clause><not-before 但|可是|不过|然而>]<gap 3><not-after 不是|不怪|不赖>[合作方|合作商|供应商|厂家|厂商|快递公司|快递员|快递|物流公司|物流|第三方|外包|平台|骑手|外卖员][|方|那边|他们]<gap 2>的[问题|责任|错|原因|过错]",
      "客户是在我们这里消费的，推给合作方只会让人更生气。", "您是在我们这里买的，这件事由我跟进，合作方那边我们去协调，{time}前给您回话。",
      "The customer bought from us: we answer for our partners too.",
      "You bought it from us, so we will put it right; the partner is for us to deal with."),
    rule(
      "zh_colleague", "push_blame",
      "[[这|那|它|这个|那个|这事|这件事|][都|就|真|也|确实|其实|应该|全|]<not-after 不|但|可|要|于>是|怪|赖|<clause><not-before 但|可是|不过|然而>]<gap 2><not-after 不是|不怪|不赖>[同事|收银|厨房|后厨|仓库|新来的|新人|实习生|别的部门|其他部门|另一个部门|上一班|前一班|销售|客服]<gap 4>[问题|责任|弄错|搞错|没做好|没说清|忘了|失误]",
      "在客户面前怪同事，等于说我们管不好自己的人。", "是我们没有做好，我来为您处理。",
      "Blaming a colleague says that we do not look after our own house.",
      "We did not do this well. I will take care of it."),
    rule(
      "zh_customer_fault", "push_blame",
      "[您|你]<not-before 哪|有><gap 4>[没看清|没看懂|没看说明|没说清|没问清|没讲清|弄错|搞错|操作不当|使用不当|理解错|理解有误|记错|看错|误会了|不小心|不注意|自己的问题|自己的责任]",
      "即使客户有误解，指出来也会让人难堪。", "可能是我们没有说清楚，我再跟您核对一遍。",
      "Even where it is a misunderstanding, pointing at the customer hurts.",
      "We may not have explained it well; let us go through it together."),
    rule(
      "zh_policy", "push_blame",
      "[公司|店里|本店|我们|总部|系统|上面]<gap 2>[规定|制度|政策]<gap 2>[是|不|就|如此|这样]",
      "用“规定”挡客户，客户会觉得没人愿意帮忙。", "先说能做什么：“目前可以为您换新，或者退回原支付账户。”",
      "Hiding behind the rules says that nobody wants to help.", "Say first what you can do."),
    rule(
      "zh_nothing_to_do", "forbidden",
      "[<not-after 有>没办法|<not-after 有>没有办法|无能为力|爱莫能助|办不到|做不了主|帮不了[您|你]|不归[我|我们]管|不关[我|我们][的|]事|不是我负责|不归我们部门]",
      "一句“没办法”把客户推到了投诉和差评那里。", "这件事我先接下来，我去找能拍板的人，{time}前回复您。",
      "“There is nothing I can do” sends the customer elsewhere to complain.",
      "I will take this on, find who can decide, and answer by {time}."),
    rule(
      "zh_calm_down", "forbidden",
      "[冷静一下|冷静点|冷静一点|请冷静|别激动|不要激动|别生气|不要生气|别急嘛|消消气|至于吗|至于这样]",
      "叫客户冷静，等于说他不该生气。", "换作是我也会着急，您慢慢说，我都记下来。",
      "Telling people to calm down says that they have no right to be upset.",
      "I would be upset too. Take your time, I am writing it down."),
    rule(
      "zh_others_fine", "forbidden",
      "[别的|其他|别人|人家]<gap 4>[都没|从来没|也没|都不|没人|没有人]<gap 4>[投诉|反映|问题|意见|说]",
      "拿别的客户作比，是在说他小题大做。", "谢谢您告诉我们，您遇到的情况我们单独核查。",
      "Comparing with other customers says that this one makes a fuss.",
      "Thank you for telling us; we look into what happened to you."),
    rule(
      "zh_impossible", "forbidden", "[怎么可能|绝不可能|绝对不可能|<clause>[这|那|]不可能]",
      "否定客户的经历，会让人觉得被当成说谎。", "我想了解得更清楚：当时是什么样的？",
      "Denying what the customer went through calls them a liar.",
      "I would like to understand it better: what was it like?"),
    rule(
      "zh_go_complain", "forbidden",
      "[随便[您|你]|随[您|你][的|]便|[您|你]爱怎么|要投诉就投诉|[您|你]去投诉|[您|你]投诉好了|[您|你]去告|爱买不买|不满意别]",
      "这样说是在赌气；投诉是客户的权利，也不能拦。", "您可以向 12315 反映，这是您的权利；我们这边{time}前给您方案。",
      "This pushes the customer into a public complaint.",
      "I hear that you are not satisfied. Please give me the chance to put it right."),
    rule(
      "zh_dear", "replace",
      "<clause>[亲亲|亲]<not-before 自|戚|人|属|切|密|友|身|口|手|眼|近|子|爱|情|朋|临|笔|耳|生|和|善|民|家|历|王>",
      "对正在生气的客户叫“亲”显得不当回事。", "您", "“Dear” to somebody who is angry makes light of it.", "you"),
    rule(
      "zh_final_say", "forbidden", "[最终解释权|解释权归]",
      "用“最终解释权”压客户，只会激化矛盾。", "把规则讲清楚：“这次活动到{date}为止，您这单可以用。”",
      "“We have the last word on what it means” makes it worse.",
      "Say what the rule is and what it means for this customer."),
    rule(
      "zh_no_returns", "forbidden",
      "[概不[退换|退货|退款|负责]|一律不[退|换]|不退不换|拆[封|开|了]<gap 4>不[能|予|可以|给|][退|换]]",
      "一口回绝之前先看能不能退：有的退货是法定的。", "我核对一下购买日期和商品情况，{time}前告诉您能怎么办。",
      "Look first whether it can be returned: some returns are the customer's right.",
      "I will check when it was bought and in which state it is, and tell you by {time} what we can do."),
    rule(
      "zh_paid_review", "forbidden",
      "[[[删|改|撤]<gap 6>[差评|评价|评论]|[差评|评价|评论]<gap 4>[删|改|撤]]<gap 4>[，|]<gap 10>[返|退款|红包|补偿|优惠券|送您]|[返现|退款|红包|补偿|优惠券|送您]<gap 4>[，|]<gap 10>[[删|改|撤]<gap 6>[差评|评价|评论]|[差评|评价|评论]<gap 4>[删|改|撤]]]",
      "拿好处换删差评，一旦截图流出，店和平台都要追究。", "先把问题解决好，评价由您自己决定。",
      "A favour for taking a review down is worse than the review once it is known.",
      "We put it right first; what you write is for you to decide."),
    rule(
      "zh_keep_quiet", "forbidden",
      "别<gap 4>[发到网上|发网上|往网上|在网上|上网|发朋友圈|发抖音|发小红书|曝光|告诉别人|到处说]",
      "叫客户别发，等于承认怕人知道。", "您可以照实写；我们这边{time}前给您处理结果。",
      "Asking people not to write about it says that there is something to hide.",
      "You may write what happened; you hear from us by {time}."),
    rule(
      "zh_professional", "forbidden", "[职业[打假|索赔|投诉|差评]|打假人|碰瓷|敲诈|讹[人|钱|我们]]",
      "给客户扣帽子，会变成另一件投诉。", "请把凭证给我，我核对后{time}前答复您。",
      "Calling the customer a fraud makes a second complaint.",
      "Please show me what you have; I will check it and answer by {time}."),
    rule(
      "zh_trifle", "forbidden", "[[这点|这么点|一点点|一点]小事|小题大做|多大点事|大惊小怪|不至于吧]",
      "事大事小由客户说，不由我们说。", "我知道这件事让您很不方便，我来处理。",
      "Whether it is small is for the customer to say.",
      "I see that this caused you trouble. I will take care of it."),
    rule(
      "zh_please_understand", "replace", "[请|望|还请|敬请][您|你|]<gap 2>[谅解|体谅|理解一下|多多包涵|多包涵]",
      "请客户谅解，是让受委屈的人先让步。", "给您添麻烦了",
      "Asking for understanding asks the one who was hurt to give way.", "I am sorry for the trouble"),
    rule(
      "zh_absolutely_safe", "forbidden", "[绝对|百分之百|百分百|100%]<gap 2>[安全|无毒|没毒|卫生|干净|健康]",
      "没有检验结果就说绝对安全，说错了就是欺骗。", "检验报告和进货凭证都在，我拿给您看。",
      "“Absolutely safe” without a test is a lie once it turns out otherwise.",
      "Here are the test report and where it came from."),
    rule(
      "zh_no_liability", "forbidden", "[不|概不|恕不|不予]<gap 1>[承担|负]<gap 4>责任",
      "不等核实就说不担责，客户只能去别处讨说法。", "我先把情况核实清楚，{time}前给您答复。",
      "Refusing to answer for it before anything was looked at sends people elsewhere.",
      "I will check what happened first and answer by {time}."),
    rule(
      "zh_reason_first", "reason_first",
      "<clause>[因为|由于|主要是因为|这是因为|原因是|之所以]<unless-before 退|换|重做|补|赔|安排|解决|处理|方案|维修|送|免|修好|上门>",
      "先讲理由像是在找借口；先说怎么解决，客户才听得进原因。", "先说方案：“我们今天下午给您换新。”再说原因。",
      "Reasons that come first sound like excuses.", "First say what you will do, then why it happened."),
  ]
}
