import Language
import Testing

@testable import Complaints

/// A rule with words in which it finds something, and words in which no rule finds anything.
private let examples: [(rule: String, found: String, clean: String)] = [
  ("zh_full_refund_now", "我马上给您全额退款。", "我现在核实，下午三点前给您退款方案。"),
  ("zh_will_improve", "我们以后一定会努力改进的。", "我们会在周五前改进包装，由店长负责。"),
  ("zh_soon", "我们尽快处理。", "我们尽快处理，今天下午五点前给您答复。"),
  ("zh_later", "稍后给您回电。", "稍后给您回电，最晚晚上八点。"),
  ("zh_best_effort", "我会尽力帮助您解决问题。", "我会尽力帮助您解决问题，我先查一下订单。"),
  ("zh_follow_up", "我会帮您反馈。", "我会向上反映，明天十点前告诉您结果。"),
  ("zh_wait", "您先回去等通知吧。", "今晚六点我给您回电。"),
  ("zh_perhaps", "应该没问题的。", "我确认后，两小时内给您准信。"),
  ("zh_full_refund", "这单给您免单。", "这单我为您申请，四点前告诉您结果。"),
  ("zh_amount", "我们赔您五百元。", "我们赔您五十元。"),
  ("zh_amount_of", "送上３００元的代金券。", "送上30元的代金券。"),
  ("zh_multiple", "我们假一赔十！", "我们为您换一份新的。"),
  ("zh_guarantee", "我保证以后不会再出现。", "从今天起每单出餐前双人核对。"),
  ("zh_but", "很抱歉，但是今天做不了。", "很抱歉，同时明天可以做。"),
  ("zh_however", "理解您。不过货已经发了。", "理解您。货已经发出，单号给您。"),
  ("zh_not_our_fault", "这真不是我们的责任。", "这件事由我负责跟到底。"),
  ("zh_partner", "这是合作方的问题。", "合作方那边由我们去协调。"),
  ("zh_colleague", "是我同事没说清楚。", "是我们没有说清楚。"),
  ("zh_customer_fault", "是您自己没看清楚。", "可能是我们没有写清楚。"),
  ("zh_policy", "公司规定就是这样。", "目前可以为您换新。"),
  ("zh_nothing_to_do", "这个我也没办法。", "您看有没有办法今天过来一趟？"),
  ("zh_calm_down", "请您冷静一下。", "您慢慢说，我都记下来。"),
  ("zh_others_fine", "别的客人都没投诉过。", "谢谢您告诉我们。"),
  ("zh_impossible", "怎么可能有头发？", "我想了解当时是什么样的。"),
  ("zh_go_complain", "不满意您去投诉好了。", "请给我一次机会当面解决。"),
  ("zh_dear", "亲，这边帮您看一下哦。", "您亲自来取的那一单，我查到了。"),
  ("zh_final_say", "本店有最终解释权。", "这次活动到周日为止。"),
  ("zh_no_returns", "特价商品概不退换。", "拆开检查没有问题，可以退。"),
  ("zh_paid_review", "您把差评删了，我们返现二十元。", "评价由您自己决定。"),
  ("zh_keep_quiet", "您先别在网上发。", "您可以照实写。"),
  ("zh_professional", "您是职业打假人吧？", "请把小票给我看一下。"),
  ("zh_trifle", "这点小事您别放在心上。", "这件事我来处理。"),
  ("zh_please_understand", "请您谅解。", "谢谢您的理解。"),
  ("zh_absolutely_safe", "我们的菜绝对安全。", "检验报告在这里。"),
  ("zh_no_liability", "这种情况我们不承担任何责任。", "我先核实，三点前答复您。"),
  ("zh_insult", "您怎么这么笨？", "您的笨重行李我们帮您搬。"),
  ("zh_quarrel", "您凭什么骂我？", "您凭小票来取就行。"),
  ("zh_jargon", "履约状态正常。", "您的包裹今天下午到。"),
  ("en_insult", "You are so stupid.", "How stupid of us to send the wrong size."),
  ("en_quarrel", "I already told you.", "I wrote down what you told me."),
  ("en_jargon", "The SKU is out.", "This item is sold out."),
  ("zh_reason_first", "因为今天人手不够，上菜慢了。", "马上为您重做一份，因为今天人手不够才慢了。"),
  (
    "en_full_refund_now", "You will get a full refund right away.",
    "I will check it and tell you by five what we can refund."
  ),
  ("en_will_improve", "We will improve.", "We will improve the boxes by Friday; Wang sees to it."),
  ("en_soon", "We answer as soon as possible.", "We answer soon: by 5 pm today."),
  ("en_later", "I will ring you later.", "I will ring you no later than noon."),
  ("en_best_effort", "We will do our best.", "I will do my best: first, I check your order."),
  ("en_look_into", "We'll look into it.", "We'll look into it and ring you at four."),
  ("en_wait", "We will get back to you.", "We will get back to you within two hours."),
  ("en_perhaps", "That should be fine.", "I will confirm it by noon."),
  ("en_full_refund", "It is on the house.", "I will ask for it and tell you by five."),
  ("en_amount", "We will pay you 80 dollars.", "We will pay you 80 yuan."),
  ("en_amount_of", "Here is a RMB500 voucher.", "Here is a RMB50 voucher."),
  ("en_multiple", "You drink free for life.", "The next coffee is on me."),
  ("en_guarantee", "I promise it will never happen again.", "From today two people check each order."),
  ("en_but", "I am sorry, but we are closed.", "I am sorry. We open at nine. Nothing but the best."),
  ("en_however", "However, it was sent.", "It was sent; however long it takes, I ring you at six."),
  ("en_not_our_fault", "That isn’t our fault.", "I will see this through."),
  ("en_partner", "That is the courier's fault.", "We deal with the courier for you."),
  ("en_colleague", "My colleague messed up.", "We did not do this well."),
  ("en_customer_fault", "You should have read the label.", "We may not have explained the label."),
  ("en_policy", "It is company policy.", "I can exchange it."),
  ("en_nothing_to_do", "There is nothing I can do.", "I will find who can decide, and answer by noon."),
  ("en_calm_down", "Please calm down.", "Take your time."),
  ("en_others_fine", "Nobody else has ever complained.", "Thank you for telling us."),
  ("en_impossible", "That's impossible.", "What was it like?"),
  ("en_go_complain", "Take it or leave it.", "Please give me the chance to put it right."),
  (
    "en_reason_first", "Because we were full, it took long.",
    "I send a new one now, because ours took too long."
  ),
]

@Suite struct WordingRuleTests {
  private static let clerk = Policy.standard.authority(.branchStaff)

  private func found(_ text: String, as authority: WordingAuthority = clerk) -> [String] {
    checkWording(text, authority: authority).map(\.rule.id)
  }

  @Test func `every rule has an example`() {
    #expect(examples.map(\.rule).sorted() == WordingRule.builtIn.map(\.id).sorted())
    #expect(WordingRule.builtIn.count >= 25)
    #expect(Set(WordingRule.builtIn.map(\.language)) == ["en", "zh_hans"])
  }

  @Test(arguments: examples.map(\.rule))
  func `a rule is found in one text and nothing in a clean one`(rule: String) throws {
    let example = try #require(examples.first { $0.rule == rule })
    #expect(found(example.found).contains(rule), "\(example.found)")
    #expect(found(example.clean) == [], "\(example.clean)")
  }

  @Test func `every rule can be read and says why and what instead in both languages`() {
    for rule in WordingRule.builtIn {
      #expect(WordingPattern(rule.pattern) != nil, "\(rule.id)")
      #expect(Vocabulary.wordingKind.term(rule.kind) != nil && SharedRecord.isKey(rule.id), "\(rule.id)")
      for text in [rule.why.en, rule.why.zhHans, rule.better.en, rule.better.zhHans] {
        #expect(!text.isEmpty, "\(rule.id)")
      }
    }
  }

  @Test func `a reason that is there in one language serves both`() throws {
    let rule = try #require(WordingRule.builtIn.first)
    #expect(rule.text(Label(en: "Say when.", zhHans: ""), .zhHans) == "Say when.")
    #expect(rule.text(Label(en: "", zhHans: "说时间"), .en) == "说时间")
    #expect(rule.text(Label(en: "Say when.", zhHans: "说时间"), .zhHans) == "说时间")
  }

  @Test func `a promise is empty by its kind, or where a time would have made it good`() {
    func isEmpty(_ kind: String, _ pattern: String) -> Bool {
      let label = Label(en: "x", zhHans: "x")
      return WordingRule("a", kind, "en", pattern, why: label, better: label).isAgainstEmptyPromises
    }
    #expect(isEmpty("vague", "we will improve") && isEmpty("replace", "soon<unless-time 9>"))
    #expect(!isEmpty("replace", "soon") && !isEmpty("forbidden", "soon"))
  }

  @Test func `what a rule advises breaks no rule`() {
    for rule in WordingRule.builtIn {
      for text in [rule.better.en, rule.better.zhHans] { #expect(found(text) == [], "\(rule.id): \(text)") }
    }
  }

  @Test(arguments: [
    "这不是我们的责任", "这个问题不属于我们店的责任", "跟我们没关系", "这事与本店无关", "这不是我方的过错",
    "我马上给您全额退款", "立刻为您办理全额退款", "当场就全退", "我们会改进", "今后我们一定会继续改善", "这是合作方的问题", "都是快递公司那边的责任",
    "怪供应商的错",
  ])
  func `the forbidden phrases and those near them`(text: String) {
    #expect(
      checkWording(text, authority: .unlimited).contains { $0.rule.kind == "forbidden" }, "\(text)")
  }

  @Test(arguments: [
    ("但是这是合作方的问题", "这是合作方的问题"), ("可是这真是厨房弄错了", "这真是厨房弄错"),
    ("但是是合作方的问题", "是合作方的问题"), ("其实是快递的责任", "其实是快递的责任"),
  ])
  func `what is quoted begins with a word, and with the one that it is said of`(text: String, quote: String) {
    let found = checkWording(text, authority: .unlimited).filter {
      ["zh_partner", "zh_colleague"].contains($0.rule.id)
    }
    #expect(found.map(\.found) == [quote], "\(text)")
  }

  @Test(arguments: [
    "I will immediately refund you in full", "We refund it in full right away", "Instantly a full refund",
    "You get a full refund at once", "I will refund you immediately in full",
    "We shall fully refund you at once",
    "I'll give you all your money back right now", "I will refund you in full, right away",
  ])
  func `a full refund at once, in whatever order of words`(text: String) {
    #expect(
      checkWording(text, authority: .unlimited).contains { $0.rule.id == "en_full_refund_now" }, "\(text)")
  }

  @Test(arguments: [
    "但愿您用得开心", "不但换新，还为您送货", "非但没有怪您，还要谢谢您", "但凡有一点不满意您都可以告诉我", "但书条款", "这可是刚出炉的", "产品不过期",
    "不过敏的话可以放心吃", "她笑着说：这道菜不过分甜",
  ])
  func `但 and 不过 inside other words are none`(text: String) { #expect(found(text) == [], "\(text)") }

  @Test(arguments: ["但我们没货", "很抱歉但没货了", "可是没货了", "我理解，可是没货了", "您说得对。不过没货了", "ＢＵＴ we are closed"])
  func `但 and its like where a clause begins`(text: String) {
    #expect(checkWording(text, authority: Self.clerk).map(\.rule.kind) == ["replace"], "\(text)")
  }

  @Test(arguments: [
    "尽快，两小时内", "今天下午尽快", "我们尽快在３天内处理", "尽快在{time}前答复", "尽快，最晚周五", "尽快，11月22日前", "尽快，15:30 前",
    "尽快，半小时内", "Soon, on Monday", "asap, within 24 hours", "soon, by 5", "soon, in half an hour",
    "soon, by {time}",
  ])
  func `a promise with a time is not vague`(text: String) { #expect(found(text) == [], "\(text)") }

  @Test(arguments: [
    "尽快，过两天", "尽快，第一时间", "尽快，快一点", "尽快。今天天气不错", "尽快，过10天", "一分价钱一分货，尽快", "soon, some time next year",
    "soon, in the noonday sun", "soon, by our 5 daylists",
  ])
  func `what sounds like a time and is none does not help`(text: String) {
    #expect(!found(text).isEmpty, "\(text)")
  }

  @Test func `where, which words and in which order`() throws {
    let text = "您好：\r\n很抱歉，但是没货了。我们ＡＳＡＰ，尽快处理。"
    let findings = checkWording(text, authority: Self.clerk)
    #expect(findings.map(\.found) == ["但是", "ＡＳＡＰ", "尽快"])
    #expect(findings.map(\.line) == [2, 2, 2])
    #expect(findings.map(\.column) == [5, 13, 18])
    for finding in findings { #expect(String(Array(text)[finding.range]) == finding.found) }
  }

  @Test func `retired rules and rules of a newer version find nothing`() {
    var retired = WordingRule.builtIn.first { $0.id == "zh_soon" }
    retired?.isRetired = true
    let newer = WordingRule(
      "zh_new", "of_later", "zh_hans", "尽快<telepathy 3>", why: Label(verbatim: ""),
      better: Label(verbatim: ""))
    #expect(checkWording("尽快", rules: [retired, newer].compactMap(\.self), authority: Self.clerk) == [])
  }

  @Test func `an empty text has nothing`() { #expect(found("").isEmpty && found("\n\n").isEmpty) }

  @Test func `a long text is not slow`() {
    let text = String(repeating: "我们赔偿补偿退款会尽", count: 2000)
    #expect(ContinuousClock().measure { _ = found(text) } < .seconds(60))
  }
}

@Suite struct WordingAuthorityTests {
  @Test(arguments: [
    ("退您100元", Role.branchStaff, false), ("退您100.01元", .branchStaff, true),
    ("退您一百零一块", .branchStaff, true), ("退您1千元", .dutyManager, false),
    ("退您一千零五十块钱", .dutyManager, true), ("退您1.5万元", .dutyManager, true), ("退您￥１２００", .dutyManager, true),
    ("退您五万元", .headOffice, false), ("退您10美元", .dutyManager, true), ("退您100件", .branchStaff, false),
    ("补偿：RMB 500", .branchStaff, true), ("refund $5", .branchStaff, true),
    ("pay ¥1,280.50 back", .dutyManager, true),
    ("pay 90 yuan back", .branchStaff, false), ("全额退款", .dutyManager, true), ("全额退款", .admin, false),
    ("退您1分钱", .auditor, false), ("退您1元", .auditor, true), ("退您99999999999999999999元", .dutyManager, false),
  ])
  func `an amount is above somebody's authority or not`(text: String, role: Role, isAbove: Bool) {
    let findings = checkWording(text, authority: Policy.standard.authority(role))
    #expect(findings.contains { $0.rule.kind == "authority" } == isAbove, "\(text) \(role)")
  }

  @Test func `who has no limit may promise any sum in any currency`() {
    #expect(WordingAuthority.unlimited.allows(Money(minorUnits: .max, currency: "USD")))
  }

  @Test func `limits are by currency`() {
    let authority = WordingAuthority(limits: [Money(minorUnits: 20_00, currency: "USD")])
    #expect(authority.allows(Money(minorUnits: 20_00, currency: "USD")))
    #expect(!authority.allows(Money(minorUnits: 20_01, currency: "USD")))
    #expect(!authority.allows(Money(minorUnits: 1, currency: "CNY")))
  }

  @Test(arguments: [
    ("三百二十", 320), ("一万五千", 15_000), ("两千零五", 2005), ("十五", 15), ("二十", 20), ("一百一十", 110),
    ("一亿", 100_000_000), ("二〇二六", 2026), ("一二三", 123),
  ])
  func `Chinese numerals`(text: String, value: Int) {
    #expect(NumberReader.value(of: Array(text)[...]) == value)
  }
}
