import Language
import Testing
import Versioning

@testable import Complaints

/// Which of what is published is shown for a case.
@Suite("Knowledge that fits a case") struct KnowledgeMatchTests {
  private func article(
    _ key: String, _ title: String, classes: [String] = [], types: [String] = [], tags: [String] = [],
    body: String = "", language: Language = .zhHans, isRetired: Bool = false
  ) throws -> KnowledgeItem {
    var edits = [
      FieldEdit(FieldID(SharedField.key.number), .text(key)),
      FieldEdit(FieldID(KnowledgeField.title.number), .text(title)),
      FieldEdit(FieldID(KnowledgeField.language.number), .text(language.termID)),
    ]
    for (field, terms) in [
      (KnowledgeField.classes, classes), (KnowledgeField.types, types), (KnowledgeField.tags, tags),
    ] { edits += terms.map { FieldEdit(FieldID(field.number, $0), .flag(true)) } }
    if !body.isEmpty { edits.append(FieldEdit(FieldID(ArticleField.body.number), .text(body))) }
    if isRetired { edits.append(FieldEdit(FieldID(KnowledgeField.retired.number), .flag(true))) }
    let state = try CaseUnderTest.state(.article, SharedRecord.id(.article, key), edits)
    return try #require(KnowledgeItem(state, scope: "shared"))
  }

  private func clues(_ text: String, class problemClass: String? = nil, type: String? = nil) -> KnowledgeClues
  {
    var clues = KnowledgeClues(text: text, language: .zhHans)
    (clues.problemClass, clues.type) = (problemClass, type)
    return clues
  }

  private func names(
    _ clues: KnowledgeClues, _ items: [KnowledgeItem], helped: [RecordID: HelpfulCount] = [:], limit: Int = 3
  ) -> [String] {
    KnowledgeMatch.best(for: clues, of: items, helped: helped, limit: limit).map(\.item.name)
  }

  @Test func `what is for another class or type is left out, what is for all is not`() throws {
    let items = [
      try article("attitude", "纸箱压坏怎么办", classes: ["service_attitude"]),
      try article("other_type", "纸箱压坏怎么办", types: ["service"]), try article("all", "纸箱压坏怎么办"),
    ]
    let told = clues("收到时纸箱压坏了", class: "product_quality", type: "product")
    #expect(names(told, items) == ["all"])
    // Nobody has said of what class it is: then words decide.
    #expect(Set(names(clues("收到时纸箱压坏了"), items)) == ["attitude", "other_type", "all"])
  }

  @Test func `the own class is reason enough, nothing in common is none, and each says why`() throws {
    let items = [
      try article("quality", "售后三步", classes: ["product_quality"], types: ["product"]),
      try article("stranger", "刷卡退款", body: "看卡"),
    ]
    let found = KnowledgeMatch.best(
      for: clues("汤是凉的", class: "product_quality", type: "product"), of: items, limit: 3)
    #expect(found.map(\.item.name) == ["quality"])
    #expect(found.first?.reasons == [.problemClass("product_quality"), .type("product")])
    let tagged = KnowledgeMatch.best(
      for: clues("空调太吵"), of: [try article("air", "设备", tags: ["空调"])], limit: 3)
    #expect(tagged.first?.reasons == [.words(["空调"])])
    // One word that both have by chance is no reason.
    #expect(names(clues("汤凉了，服务员道歉"), [try article("chance", "刷卡", body: "请先道歉")]).isEmpty)
  }

  @Test func `more in common comes first, then the reader's language, then what helped`() throws {
    let plain = try article("b_plain", "纸箱", classes: ["product_quality"])
    let both = try article("c_both", "纸箱压坏怎么办", classes: ["product_quality"])
    let foreign = try article("a_foreign", "Cartons", classes: ["product_quality"], language: .en)
    let told = clues("收到时纸箱压坏了", class: "product_quality")
    #expect(names(told, [foreign, plain, both]) == ["c_both", "b_plain", "a_foreign"])
    var helped = HelpfulCount()
    helped.yes = 4
    let same = try article("a_same", "纸箱", classes: ["product_quality"])
    #expect(names(told, [plain, same]) == ["a_same", "b_plain"])
    #expect(names(told, [plain, same], helped: [plain.id: helped]) == ["b_plain", "a_same"])
    #expect(names(told, [plain, same, both], limit: 1) == ["c_both"])
  }

  @Test func `what was retired and what nobody published is not shown`() throws {
    let retired = try article("old", "纸箱", classes: ["product_quality"], isRetired: true)
    let manuscript = try #require(
      KnowledgeItem(
        try CaseUnderTest.state(
          .manuscript, RecordID(high: 7, low: 7),
          [
            FieldEdit(FieldID(ManuscriptField.form.number), .text("study")),
            FieldEdit(FieldID(ManuscriptField.classes.number, "product_quality"), .flag(true)),
          ]), scope: "SH01"))
    #expect(names(clues("纸箱", class: "product_quality"), [retired, manuscript]).isEmpty)
  }
}
