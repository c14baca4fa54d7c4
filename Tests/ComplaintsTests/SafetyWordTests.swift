import Language
import Testing

@testable import Complaints

/// What offers the emergency plan.
@Suite("Safety words") struct SafetyWordTests {
  @Test(arguments: [
    ("充电器冒烟了", ["smoke"]), ("孩子吃了起红疹，应该是过敏", ["allergy"]), ("客人晕倒，已叫救护车", ["fainted", "hospital"]),
    ("The charger began to SMOKE", ["smoke"]), ("she was burned by the soup", ["burn"]), ("有烟雾", ["smoke"]),
    ("ｐａｓｓｅｄ  out at the till", ["fainted"]), ("摔伤了，没有骨折", ["injury"]), ("客人心脏病发作", ["fainted"]),
    ("两个客人吵起来了", ["violence"]), ("customer data was leaked", ["data_leak"]),
    ("there is a gas smell", ["gas_leak"]),
    ("no smoke, but a fire", ["fire"]),
  ])
  func `a word of danger in a story is found, however it is spelt`(story: String, ids: [String]) {
    #expect(SafetyWords.found(in: story, .safetyWord).map(\.id) == ids)
  }

  @Test(arguments: [
    "", "汤是凉的", "不过敏的话可以放心吃", "没有受伤", "无中毒", "未起火", "The Burnley branch was rude", "heartburnt", "a fire-",
    "no fire here",
  ])
  func `what is denied, or part of another word, is none`(story: String) {
    let found = SafetyWords.found(in: story, .safetyWord).map(\.id)
    #expect(found == (story == "a fire-" ? ["fire"] : []))
  }

  @Test func `a retired word is looked for no more, and one of head office is`() {
    let words = Vocabulary(
      "safety_word", Vocabulary.safetyWord.label,
      [
        Term("smoke", Vocabulary.safetyWord.terms[0].label, retired: true),
        Term("glass", Label(en: "Glass", zhHans: "玻璃渣"), synonyms: ["碎玻璃"]),
      ])
    #expect(SafetyWords.found(in: "冒烟，有碎玻璃", words).map(\.id) == ["glass"])
  }
}
