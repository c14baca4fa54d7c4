import Testing

@testable import Complaints

@Suite struct LikenessTests {
  private func account(
    _ text: String, class problemClass: String? = nil, product: String? = nil, cause: String? = nil,
    pleased: Bool = false
  ) -> Likeness.Account {
    var account = Likeness.Account(AccountWords(text))
    (account.problemClass, account.product, account.cause) = (problemClass, product, cause)
    account.isPleased = pleased
    return account
  }

  private func places(
    _ told: Likeness.Account, _ others: [Likeness.Account], weight: @escaping (String) -> Double = { _ in 1 }
  ) -> [Int] {
    Likeness(told, weight: weight).ranked(others).map(\.place)
  }

  @Test func `a rare word in common says more than a frequent one`() {
    let others = [account("the parcel came late"), account("the accordion came broken")]
    let weights = ["parcel": 0.5, "late": 0.5, "accordion": 6.0]
    #expect(
      places(account("my parcel with the accordion"), others) { weights[$0] ?? 0 } == [1, 0])
  }

  @Test func `whoever says everything is not more alike than who says the same`() {
    let told = account("空调噪音很大睡不着")
    let long = "空调噪音" + String(repeating: "早餐咖啡凉了电梯坏了停车场收费发票抬头写错行李丢失", count: 6)
    #expect(places(told, [account(long), account("空调噪音大，睡不着")]) == [1, 0])
  }

  @Test func `nothing in common is not listed, unless it is the same product`() {
    let told = account("空调噪音", product: "ac-1")
    let others = [account("汤凉"), account("汤凉", product: "ac-1"), account("空调不制冷")]
    #expect(places(told, others) == [2, 1])
    #expect(places(account(""), others).isEmpty)
  }

  @Test func `of accounts that say the same, class, then product, then cause, then how it ended decides`() {
    let told = account("空调噪音", class: "environment", product: "ac-1", cause: "process")
    let others = [
      account("空调噪音"), account("空调噪音", pleased: true), account("空调噪音", cause: "process"),
      account("空调噪音", product: "ac-1"), account("空调噪音", class: "environment"),
      account("空调噪音", class: "environment", product: "ac-1", cause: "process"),
    ]
    #expect(places(told, others) == [5, 4, 3, 2, 1, 0])
    let best = Likeness(told, weight: { _ in 1 }).ranked(others)[0]
    #expect(best.isSameClass && best.isSameProduct && best.isSameCause)
  }

  @Test func `of equal ones the first that was given stands first`() {
    #expect(places(account("空调噪音"), [account("空调噪音"), account("空调噪音")]) == [0, 1])
  }

  @Test func `where nobody has said the class, the class of those most alike speaks for others of it`() {
    let told = account("快递员态度恶劣还骂人")
    let others = [
      account("快递员态度恶劣骂人", class: "attitude"), account("快递员骂人态度差", class: "attitude"),
      account("快递员弄丢包裹", class: "loss"), account("快递员不敲门", class: "attitude"),
    ]
    let ranked = places(told, others)
    #expect(ranked.firstIndex(of: 3) ?? 9 < ranked.firstIndex(of: 2) ?? 0)
    #expect(!Likeness(told, weight: { _ in 1 }).ranked(others)[0].isSameClass, "nobody has said it")
  }

  @Test func `what both say is put together to be read, what says most first`() {
    let told = AccountWords("空调噪音太大，早餐也凉")
    let other = AccountWords("早餐凉。空调噪音吵")
    let weights = ["空调": 2.0, "调噪": 2.0, "噪音": 2.0, "早餐": 1.0]
    #expect(told.shared(with: other, weight: { weights[$0] ?? 0 }, limit: 4) == ["空调噪音", "早餐"])
    #expect(told.shared(with: other, weight: { weights[$0] ?? 0 }, limit: 1) == ["空调噪音"])
    #expect(
      AccountWords("Cold soup, rude waiter").shared(
        with: AccountWords("the waiter brought cold soup"), weight: { $0 == "waiter" ? 2 : 1 }, limit: 9)
        == ["waiter", "cold", "soup"])
    #expect(told.shared(with: AccountWords("汤"), weight: { _ in 1 }, limit: 4).isEmpty)
  }
}
