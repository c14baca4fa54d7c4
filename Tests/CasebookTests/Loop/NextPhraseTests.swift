import Foundation
import Testing

/// What `next` offers to say.
@Suite("Phrases of the next step")
struct NextPhraseTests {
  @Test func `next has words to say that fit the step, the channel and the mood`() throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "汤凉", "--emotion", "angry")
    let phrases = try #require(try shop.json("next", "1", "--lang", "zh-Hans")["phrases"] as? [[String: Any]])
    #expect((1...5).contains(phrases.count))
    #expect(phrases.first?["id"] as? String == "zh_empathy_angry")
    #expect(phrases.allSatisfy { $0["language"] as? String == "zh_hans" })
    #expect(try shop.casebook("next", "1").output.contains("You could say:"))
  }

  @Test func `only who may be ill is asked how they feel`() throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "银行退款三天没到账")
    try shop.new("--channel", "phone", "--narrative", "吃完过敏了")
    try shop.new("--channel", "phone", "--narrative", "吃完不舒服", "--emergency", "yes")
    func ids(_ reference: String, _ language: String) throws -> [String?] {
      (try shop.json("next", reference, "--lang", language)["phrases"] as? [[String: Any]] ?? [])
        .map { $0["id"] as? String }
    }
    for (language, health) in [("zh-Hans", "zh_empathy_health"), ("en", "en_empathy_health")] {
      #expect(try !ids("1", language).contains(health))
      #expect(try ids("2", language).first == health)
      let danger = try ids("3", language)
      #expect(danger.contains(health) && danger.first??.contains("_emergency") == true, "\(danger)")
    }
  }
}
