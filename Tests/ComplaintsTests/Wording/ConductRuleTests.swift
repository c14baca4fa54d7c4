import Testing

@testable import Complaints

/// What is said to nobody kindly, and what sounds like it and is harmless.
@Suite struct ConductRuleTests {
  private static let clerk = Policy.standard.authority(.branchStaff)

  private func found(_ text: String) -> [String] {
    checkWording(text, authority: Self.clerk).map(\.rule.id)
  }

  @Test(arguments: [
    "您怎么这么笨", "你烦不烦啊", "你是不是有病啊", "您脑子有问题吧", "您这人真难缠", "您怎么那么不讲道理", "你们这些人就是没素质", "您太计较了", "您真小气",
    "怎么这么笨啊", "您听不懂人话吗", "你有完没完", "您到底想怎么样", "您凭什么骂我", "不是跟您说过了吗", "我说了多少遍了", "你吵什么吵", "您急什么急",
    "闭嘴！", "少废话", "您再闹我就报警了", "关我什么事", "爱信不信", "您别胡闹", "活该", "懒得理你", "滚出去", "赶紧滚吧", "这是您的错",
    "没工夫跟您扯", "您连这个都不懂", "谁让您不看说明", "您这是在闹事", "别跟我嚷", "您错了", "神经病", "how stupid",
    "How stupid are you?", "You are so stupid.", "Don't be ridiculous.",
    "You're being unreasonable.", "You must be an idiot.", "What is wrong with you?",
    "Are you deaf?", "Shut up.", "Can't you read?", "I already told you.",
    "How many times do I have to say it?", "You are wrong.", "That's nonsense.",
    "Stop shouting at me.", "Please don't argue with me.", "Mind your own business.",
    "Who do you think you are?", "I'm sick of you.", "Think what you like.",
    "That's your problem.", "I don't care.", "I don't have time for this.", "You are lying.",
    "You are such a liar.", "How can anyone be so dumb", "You people never listen", "Get lost!",
  ])
  func `an insult or a quarrel is found`(text: String) {
    #expect(found(text).contains { $0.hasSuffix("_insult") || $0.hasSuffix("_quarrel") }, "\(text)")
  }

  @Test(arguments: [
    "您的笨重行李我们帮您搬上楼。", "店里的笨鸡蛋卖完了，给您换草鸡蛋可以吗？", "噪音吵得您一晚没睡，真对不起。", "让您没完没了地等，是我们不好。",
    "您着急什么时候能到，我现在就查。", "请问您叫什么名字？", "您看什么时候方便？", "您问什么问题都可以。", "滚筒洗衣机的门可以换新的。", "滚开水烫到手了吗？",
    "别吵到宝宝休息，我们小声一点。", "别吵醒孩子，我把东西放在门口。", "您吃的药治神经病变，这道菜我请厨师单独做。", "水土不服就先喝点热粥。",
    "干活该休息就休息，师傅明天九点来。", "您说得有道理。", "这样您太麻烦了，我给您送过去。", "您好，烦请您把小票拍给我。", "我们发给您错了货，今天下午补发。",
    "给您错了一道菜，我这就换。", "您妈妈的座位我安排在窗边。", "他妈妈的手机号方便留一个吗？", "您哪里没看懂，我陪您一起看。", "您要是看不懂这张单子，我念给您听。",
    "您凭小票来取就行。", "您放心，我们不会骗人。", "我不想让您白跑一趟。", "您真有眼光。", "您真细心，谢谢您告诉我们。", "是我们没有礼貌，我向您道歉。",
    "外卖洒了，您的心情我理解。", "您想怎么处理都可以告诉我。", "您有什么不满意的，慢慢说。", "您太客气了。", "您这么支持我们，我心里过意不去。",
    "门锁我们今天修好，您看行吗？", "我再跟您核对一遍订单。", "您是不是等了很久？", "孩子受了惊吓，您别着急，我陪您去医院。", "您有没有过敏的东西？",
    "换好的商品今天下午三点前寄出。", "您本来就是对的，我来改。",
  ])
  func `what a Chinese shop says every day breaks no rule`(text: String) {
    #expect(found(text) == [], "\(text)")
  }

  @Test(arguments: [
    "How stupid of us to send the wrong size.", "It was a stupid mistake on our side.",
    "So that the parcel does not get lost, I send it by courier.",
    "You are right, and I am sorry.", "You are angry with us, and you have every reason to be.",
    "You are not rude at all.", "The noise did not stop, so I move you to another room.",
    "Please don't bother to send it back.", "Can you read me the number on the label?",
    "What is the problem with the order?", "How many times did it crash?",
    "We take care of it for you.", "If you don't like it, we exchange it.",
    "I told my manager what happened.", "You asked for a refund; I have it here.",
    "I raise it with the manager today.", "Sorry for your loss.",
    "I will deal with the courier for you.",
    "The alarm goes off if you are wrong twice with the code.", "I hear you, and I agree.",
    "You were told nine o'clock; the van came at noon.", "Are you free on Monday at ten?",
    "The child you are worried about can sit here.", "Thank you for your patience.",
    "I wrote down what you told me.", "That is not how we treat guests.",
    "You are welcome to bring it to any shop.", "You can keep the cup.",
    "I have read what you wrote.", "We were rude to you, and I apologise.",
    "The shop in your street is closed today.", "I care about how this ends for you.",
    "The pain you are in comes first: shall I call a doctor?",
    "Your attitude to recycling is ours too.", "It is raining, so the van comes at four.",
  ])
  func `what an English shop says every day breaks no rule`(text: String) {
    #expect(found(text) == [], "\(text)")
  }

  @Test func `words of the trade are named, each where it stands, in either language`() {
    let findings = checkWording("SKU的OMS履约状态", authority: Self.clerk)
    #expect(findings.map(\.found) == ["SKU", "OMS", "履约"])
    #expect(findings.allSatisfy { $0.rule.kind == "replace" })
    #expect(
      found("It left the fulfilment centre; the workflow says tier 2 support.")
        == Array(repeating: "en_jargon", count: 3))
    #expect(found("这款商品今天到，您的订单在路上。") == [])
  }

  @Test(arguments: ["我会尽力帮助您解决问题", "我会尽力帮助您解决问题。我先这样说。谢谢", "We will do our best to help you."])
  func `a best effort alone is vague, with the step that follows it is not`(text: String) {
    let isAlone = !text.contains("我先")
    #expect(found(text).contains { $0.hasSuffix("best_effort") } == isAlone, "\(text)")
    #expect(found(text + " I'll check your order now. 我来查订单。") == [], "\(text)")
  }

  @Test func `what is said for a partner blames nobody`() { #expect(found("这不是合作方的问题，由我来处理。") == []) }
}
