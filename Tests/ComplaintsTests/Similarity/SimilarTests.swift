import Testing

@testable import Complaints

@Suite struct SimilarTests {
  private let soup = "中午在店里吃饭，服务员打断我说话，汤是凉的，等了半小时没有人来道歉"

  @Test func `an account told again is nearly identical, another one of the same kind is not`() {
    let told = Shingles(soup)
    #expect(told.resemblance(to: told) == 1)
    for (other, isSame) in [
      ("中午在店里吃饭，服务员打断我说话，汤是凉的！等了半小时，没有人来道歉。", true),
      ("今天中午在店里吃饭，服务员打断我说话，汤是凉的，等了半小时没有人来道歉", true),
      ("中午来店里吃饭，上的汤是凉的，叫服务员也没有人理", false),
      ("晚上点的外卖，汤洒了一半，骑手态度不好", false), ("汤是凉的", false), ("", false),
    ] {
      #expect(told.isNearlyIdentical(to: Shingles(other)) == isSame, "\(other)")
      #expect(told.resemblance(to: Shingles(other)) == Shingles(other).resemblance(to: told))
    }
  }

  @Test func `seven shared pairs of ten are nearly identical, six of nine are not`() {
    let one = Shingles("甲乙丙丁戊己庚辛子")
    #expect(one.resemblance(to: Shingles("甲乙丙丁戊己庚辛丑寅")) == 0.7)
    #expect(one.isNearlyIdentical(to: Shingles("甲乙丙丁戊己庚辛丑寅")))
    #expect(!Shingles("甲乙丙丁戊己庚子丑").isNearlyIdentical(to: Shingles("甲乙丙丁戊己庚寅卯")))
  }

  @Test func `short accounts are alike by chance and are not taken for the same`() {
    #expect(Shingles("汤是凉的").resemblance(to: Shingles("汤是凉的。")) == 1)
    #expect(!Shingles("汤是凉的").isNearlyIdentical(to: Shingles("汤是凉的。")))
    #expect(Shingles("").resemblance(to: Shingles("")) == 0)
  }

  @Test func `English is compared by words: upper case, full width and punctuation do not count`() {
    let told = "The waiter was rude, he interrupted me twice and the soup came cold after half an hour"
    let again = "the waiter was rude - he interrupted me twice AND the soup came cold, after half an hour!"
    let other = "The parcel arrived late and the box was open, two glasses were broken and nobody answered"
    #expect(Shingles(told).resemblance(to: Shingles(again)) == 1)
    #expect(Shingles(told).isNearlyIdentical(to: Shingles(again)))
    #expect(Shingles(told).resemblance(to: Shingles(other)) < 0.1)
    #expect(Shingles("Ａ１２ ｂｃｄ 空调").resemblance(to: Shingles("a12 BCD空调")) == 1)
  }

  @Test func `the measure is Jaccard's: shared pairs over all pairs`() {
    // 甲乙 乙丙 丙丁 and 乙丙 丙丁 丁戊: two of four.
    #expect(Shingles("甲乙丙丁").resemblance(to: Shingles("乙丙丁戊")) == 0.5)
    #expect(Shingles("甲乙丙丁").count == 3)
  }

  @Test func `telling words leave out what stands in every complaint`() {
    let words = TellingWords.of(soup)
    #expect(words.contains("打断") && words.contains("道歉") && words.contains("半小"))
    #expect(!words.contains("服务") && !words.contains { $0.contains("的") })
    #expect(TellingWords.of("The waiter was rude to the customer") == ["waiter", "rude"])
    #expect(TellingWords.of("") == [] && TellingWords.of("的了，是") == [])
    #expect(TellingWords.of("汤。凉") == [], "a pair never reaches over punctuation")
    let many = TellingWords.of((0..<500).map { "word\($0)" }.joined(separator: " "), limit: 10)
    #expect(many.count == 10 && many.first == "word0" && many.last == "word450")
  }
}
