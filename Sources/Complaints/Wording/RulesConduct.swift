import Language

/// Rules against insults, quarrels and jargon. A word alone says little (烦, 滚, “stop” are said of machines too): an insult is
/// a person addressed and what they are called, a quarrel a turn of phrase that is said to nobody kindly.
extension WordingRule {
  private static func rule(
    _ id: String, _ kind: String, _ language: Language, _ pattern: String, why: Label, better: Label
  ) -> WordingRule {
    WordingRule(id, kind, language.termID, pattern, why: why, better: better, isBuiltIn: true)
  }

  /// Somebody addressed, not one to whom, for whom or from whom something is done (让您…, 给您…).
  private static let you = "<not-after 跟|和|向|对|给|让|被|替|帮|使|为>[您|你]"

  private static let insultWhy = Label(
    en: "Whoever is insulted never comes back, and tells everybody why.",
    zhHans: "骂人的话一出口，事情就不再是原来那件事了。")
  private static let insultBetter = Label(
    en: "Let me make sure that I explain it well: step by step.",
    zhHans: "是我没讲清楚，我换个说法再跟您说一遍。")
  private static let quarrelWhy = Label(
    en: "Whoever wins a quarrel with a customer has lost the customer.", zhHans: "跟客户争赢了，客户也没了。")
  private static let quarrelBetter = Label(
    en: "I hear you. Let us look at what we can do now.", zhHans: "您的意思我明白了，我们先看现在能怎么办。")
  private static let jargonWhy = Label(
    en: "Words of the trade say nothing to a customer, or the wrong thing.", zhHans: "行话、系统名称客户听不懂，也容易听错。")

  static let conductRules: [WordingRule] = [
    rule(
      "zh_insult", "forbidden", .zhHans,
      """
      [\(you)[们|][这人|这个人|这些人|这种人|自己|][怎么|咋|真|也太|太|是不是|简直|实在|就|][这么|那么|这样|是|真是|太|够|就是|]\
      [笨<not-before 重|拙|鸡>|蠢<not-before 蠢>|没脑子|不长脑子|没长脑子|没长眼|不长眼|脑子[有病|进水|坏了|不好使|有问题]\
      |有病[吧|啊|呀|吗|是]|没素质|没教养|没文化|没礼貌|不讲理|不讲道理|蛮不讲理|不可理喻|无理取闹|胡搅蛮缠|难缠|难伺候|不要脸\
      |神经病|听不懂人话]\
      |\(you)[们|][这人|这个人|这种人|][怎么|咋|可|]\
      [这么|那么|真|也太|太|真是太|实在太|真是]\
      [傻<not-before 眼>|糊涂|烦<not-before 恼|心|躁|请>|讨厌|啰嗦|啰唆|较真|计较|小气|小心眼|抠|贪|穷|矫情|多事|事多|事儿多|没见识]\
      |<clause>[你|]怎么[这么|那么|这样][笨|蠢|傻|烦人|不讲理|难缠|啰嗦|计较]|烦不烦|烦死[我|人]了|有完没完|还有完没有\
      |<clause>有病[吧|啊|呀]|[傻逼|傻叉|煞笔|白痴|脑残|蠢货|笨蛋|神经病<not-before 变|学|理>|王八蛋|混蛋|混账|滚蛋|贱人|刁民|泼妇\
      |无赖|乡巴佬|土包子|穷鬼|死老太|死老头|吃饱了撑|他妈的|<clause>妈的]\
      |[<clause>|给我|快|赶紧|您|你]滚[出去|出我|远点|远一点|吧|一边去|开<not-before 水|的>]]
      """,
      why: insultWhy, better: insultBetter),
    rule(
      "zh_quarrel", "forbidden", .zhHans,
      """
      [[您|你]凭什么|谁[让|叫][您|你]<gap 2>[买|来|吃|点|选|订|贪|不看|没看|不问|不早]|<not-after 干>活该|自找的|自作自受\
      |爱[信不信|要不要|来不来|吃不吃|退不退|买不买]|信不信由[您|你]|[您|你][们|][到底|究竟|还]想[怎样|怎么样|怎么着|干嘛|闹]\
      |<not-after 您|你>[说|讲|解释][了|过|]<gap 2>[多少|几百|八百|一百|无数]遍\
      |不是[早就|已经|都|早|][跟您|跟你|和您|和你|给您|][说|讲|告诉您|告诉你][了|过|过了][吗|嘛|么]\
      |[您|你][怎么|是|难道|真|就|][听不懂|看不懂|不识字|不认字][人话|中国话|话|][吗|嘛|么|啊|呀]\
      |[您|你]<gap 2>连<gap 4>都[不懂|不会|不知道|不明白|看不懂]\
      |\(you)[这是在|这是|是在|就是|是|在|又|别|少|不要|别再|还|][胡说|瞎说|乱说|瞎编|撒谎|说谎|骗人|造谣|胡闹|瞎闹|闹事|撒泼|耍赖|装可怜]\
      |[您|你][再|要是再|要再|还敢]<gap 3>[闹|吵|骂|喊]<gap 6>[报警|叫保安|喊保安|叫人|不客气]|有本事[就|去|您|你]\
      |<not-after 土>不服[就|您|你]|闭嘴|住口|住嘴|[少|别]废话|[少|别]啰嗦|[<clause>|您|你|请]别[吵|嚷|喊|吼]<not-before 到|醒|着>\
      |别[跟|和|对][我|我们][吵|喊|嚷|吼|凶|大声|来这套]|吵什么吵|喊什么喊|嚷什么|吼什么|闹什么闹|催什么催|看什么看|问什么问<not-before 题>\
      |凶什么|哭什么哭|急什么急|催什么[啊|呀|嘛|呢]|<not-after 着>急什么[啊|呀|嘛]|关[我|我们][什么|屁|啥]事|[我|我们]管不着\
      |<not-after 给|发|送|收|让|跟>[您|你]错了|是[您|你]的错|懒得[理|跟|和|搭理|管]\
      |没[空|工夫|功夫|时间][跟|和|陪][您|你]<gap 2>[扯|吵|闹|啰嗦|废话|耗|理论|玩]]
      """,
      why: quarrelWhy, better: quarrelBetter),
    rule(
      "zh_jargon", "replace", .zhHans,
      """
      [履约|逆向物流|逆向单|正向单|异常件|问题件|客诉|客单价|动销|赋能|闭环|拉通|触达|私域|话术|工单流转|分仓|前置仓|主数据|中台\
      |后台系统|跑批]
      """,
      why: jargonWhy,
      better: Label(
        en: "Say what it is: “this item”, “where your parcel is”.",
        zhHans: "换成客户的说法，例如：“这款商品”“您的包裹到哪了”。")),
    rule(
      "en_insult", "forbidden", .en,
      """
      [<not-after if |unless |whether >you[ are|'re| must be] [so |too |just |really |simply |clearly |obviously |being |a bit |very |such |]\
      [a |an |][total |complete |real |][stupid|dumb|idiot|idiotic|moron|fool|foolish|ridiculous|pathetic|unreasonable|rude|annoying\
      |hysterical|childish|petty|greedy|hopeless|nuisance|pain|liar|crazy<not-before  about>|insane|clueless|ignorant|dense|slow-witted]\
      |[how|so] [stupid|dumb|thick] [are you|can you be|you are|of you]|<clause>how [stupid|dumb]<not-before  of us| of me| of our>\
      |how can [you|anyone|anybody|someone] be [so|this] [stupid|dumb|slow|rude|dense]|what an idiot|what a moron\
      |don't be [so |][stupid|silly|ridiculous|rude|childish|difficult|dramatic]\
      |are you [stupid|dumb|deaf|blind|crazy|mad|insane|thick|retarded|out of your mind]|[what is|what's] wrong with you\
      |shut up<not-before  shop>|<clause>[just |]get lost|<clause>get out of [my|our|the|this] [shop|store|sight|office]\
      |use your [brain|head|eyes]|can't you read<not-before  the| it>|can you not read<not-before  the| it>|learn to read|idiots|you idiot|you moron|screw you|damn you\
      |<clause>you people|you're wasting my time|you are wasting my time|wasting our time]
      """,
      why: insultWhy, better: insultBetter),
    rule(
      "en_quarrel", "forbidden", .en,
      """
      [i [already |]told you [already|so|before|twice|that already|a hundred times|many times]|i already told you\
      |how many times [do i|must i|have i|do we|must we|have we]|<not-after if |where |when >you[ are|'re] [wrong|mistaken|lying<not-before  down| on| in>]\
      |[that's|that is] [a lie|nonsense|rubbish|ridiculous|absurd]|<clause>[please |just |]stop [shouting|yelling|arguing|whining|complaining|screaming|nagging|harassing]\
      |<clause>[please |]don't [argue|shout|yell|raise your voice|take that tone|lecture|talk to me like]|raise your voice\
      |mind your own business|who do you think you are|<clause>[oh |just |]grow up|get over it|[that's|that is] your [own |]problem\
      |[i'm|i am|we're|we are] [sick|tired|fed up] [of|with] [you|your]|[believe|think] what you [like|want]|tough luck|serves you right\
      |if you don't like it[,|] [go|leave|tough|don't come|there's the door]|[don't|do not] have time for [you|this]|[don't|do not] care<not-before  for>\
      |couldn't care less|you started it|i won't argue|i am not arguing|i'm not arguing|watch your attitude|your attitude [is|was|stinks]]
      """,
      why: quarrelWhy, better: quarrelBetter),
    rule(
      "en_jargon", "replace", .en,
      """
      [sku[s|]|spu|oms|wms|tms|erp|crm|sla[s|]|sop[s|]|kpi[s|]|rma|gmv|b2b|b2c|o2o|qc team|fulfil[l|]ment [centre|center|status|partner|team|node]\
      |last[ |-]mile|reverse logistics|root cause analysis|ticket queue|escalation [matrix|path|queue]|back[ |-|]end|tier [1|2|3|one|two|three] [support|agent|team]\
      |stakeholder[s|]|action item[s|]|touchpoint[s|]|workflow[s|]|handling unit]
      """,
      why: jargonWhy,
      better: Label(
        en: "Say it in plain words: “this item”, “where your order is”.",
        zhHans: "用大白话说，例如“这件商品”“订单到哪一步了”。")),
  ]
}
