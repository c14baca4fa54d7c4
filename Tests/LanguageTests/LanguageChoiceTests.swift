import Language
import Testing

@Suite("Which language is spoken")
struct LanguageChoiceTests {
  @Test(
    arguments: [
      ("zh-Hans", [:], Language.zhHans), ("zh", [:], .zhHans), ("zh_TW.UTF-8", [:], .zhHans),
      ("en", ["LANG": "zh_CN.UTF-8"], .en), (nil, ["LANG": "zh_CN.UTF-8"], .zhHans),
      (nil, ["LC_ALL": "", "LANG": "zh_CN"], .zhHans), (nil, ["LC_ALL": "C", "LANG": "zh_CN"], .en),
      (nil, ["LC_MESSAGES": "zh_CN.GB18030", "LANG": "en_US"], .zhHans), (nil, ["LC_ALL": "de_DE"], .en),
      (nil, [:], .en),
    ] as [(String?, [String: String], Language)])
  func `the language is the option, else the locale, else English`(
    preference: String?, environment: [String: String], expected: Language
  ) {
    #expect(Language(preference: preference, environment: environment) == expected)
  }

  @Test func `a language without messages is told apart from English`() {
    #expect(Language(tag: "fr") == nil)
    #expect(Language(tag: "EN-gb") == .en)
  }
}
