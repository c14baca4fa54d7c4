import Foundation
import Testing

/// Somebody who called before is known wherever his case is looked at.
@Suite struct ReturningCustomerTests {
  @Test func `who called before is told of in new, next and show: how it ended, preferences, benefits`()
    throws
  {
    let shop = try Shop()
    let story = Story(shop: shop)
    let first = try shop.new(
      "--channel", "phone", "--narrative", "The soup was cold", "--phone", "13800138000", "--preferences",
      "calls after 18:00")
    #expect(try shop.json("next", "1")["known_customer"] is NSNull, "nothing was before")
    try story.confirm("1")
    try story.does("review 1 --root-cause staff_skill --lesson \"Warm the plates\"")
    try story.does("archive 1")
    try story.does("customer benefit add 1 \"50 元代金券\" --until 2099-01-31")
    let ran = try shop.casebook(
      "new", "--channel", "phone", "--narrative", "等了一个小时", "--phone", "138 0013 8000", "--lang", "zh-Hans")
    for words in [
      "老客户：此前 1 件投诉", first, "满意度 4/5", "客户偏好：calls after 18:00", "可用权益：50 元代金券",
      "再次投诉",
    ] { #expect(ran.error.contains(words), "\(words): \(ran.error)") }
    #expect(!ran.error.contains("可能重复登记"), "\(ran.error)")
    for command in ["next", "show"] {
      let told = try shop.casebook(command, "2", "--lang", "zh-Hans").output
      #expect(told.contains("老客户：此前 1 件投诉") && told.contains("可用权益"), "\(told)")
      let known = try shop.json(command, "2")["known_customer"] as? [String: Any]
      #expect(known?["count"] as? Int == 1 && known?["last"] as? String == first)
      #expect(
        known?["satisfaction"] as? Int == 4 && known?["preferences"] as? [String] == ["calls after 18:00"])
      #expect((known?["benefits"] as? [[String: Any]])?.count == 1)
    }
    #expect(try shop.json("show", "1")["known_customer"] is NSNull, "what came later is no history")
    let again = try shop.json(
      "new", "--channel", "phone", "--narrative", "还是没人理", "--phone", "13800138000")
    #expect((again["known_customer"] as? [String: Any])?["count"] as? Int == 2)
    let similar = again["similar"] as? [[String: Any]] ?? []
    #expect(Set(similar.compactMap { $0["closed"] as? Bool }) == [true, false], "one is open: \(similar)")
  }
}
