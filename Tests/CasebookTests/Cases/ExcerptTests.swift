import Testing

/// The mark of a hit stands at the hit, whatever folding makes of the text before it.
@Suite struct ExcerptTests {
  /// A text, what is looked for, and what is to be marked.
  static let cases: [(text: String, words: String, marked: String)] = [
    ("the soup that he sent back", "he", "the soup that [he] sent back"),
    ("5 ㎏ of ﬁsh, ﬁnally cold", "finally", "5 ㎏ of ﬁsh, [ﬁnally] cold"),
    ("㎏㎏㎏ and the oﬃce was closed", "office", "㎏㎏㎏ and the [oﬃce] was closed"),
    ("ＡＢ１２３４ ｗａｓ ｌａｔｅ", "AB1234", "[ＡＢ１２３４] ｗａｓ ｌａｔｅ"),
    ("㍿ｶﾞﾗｽ 割れた", "ガラス", "㍿[ｶﾞﾗｽ] 割れた"),
    ("e\u{301}te\u{301} et cafe\u{301} froid", "café", "e\u{301}te\u{301} et [cafe\u{301}] froid"),
    ("crème brûlée froide", "brulee", "crème [brûlée] froide"),
    ("Straße gesperrt, die Suppe kalt", "STRASSE", "[Straße] gesperrt, die Suppe kalt"),
    ("İstanbul: soğuk çorba", "çorba", "İstanbul: soğuk [çorba]"),
    ("汤是凉的，退款退款", "退款", "汤是凉的，[退款退款]"),
    ("王　芳说汤凉", "王芳", "[王　芳]说汤凉"),
    ("order AB/12 came late", "AB-12", "order [AB/12] came late"),
    ("call 138 0013-8000 please", "13800138000", "call [138 0013-8000] please"),
    ("call 13800138000 please", "138 0013 8000", "call [13800138000] please"),
    ("½ of № 7, ¼ of the bill", "bill", "½ of № 7, ¼ of the [bill]"),
    ("👨‍👩‍👧 family, 🇨🇳🇭🇰 soup cold", "soup", "👨‍👩‍👧 family, 🇨🇳🇭🇰 [soup] cold"),
    ("１２３４５６７ ﬀﬁﬂﬃ then soup", "soup", "１２３４５６７ ﬀﬁﬂﬃ then [soup]"),
  ]

  @Test(arguments: cases) func `the mark stands at the hit`(text: String, words: String, marked: String)
    throws
  {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", text)
    let ran = try shop.casebook(["search"] + words.split(separator: " ").map(String.init))
    #expect(ran.status == 0 && ran.output.contains("  " + marked), "\(ran.output)")
  }

  @Test func `far into a text, too, and where the word is longer than there is room`() throws {
    let shop = try Shop()
    let before = String(repeating: "㎏ﬁ ", count: 60)
    try shop.new("--channel", "phone", "--narrative", before + "then the soup came")
    let ran = try shop.casebook("search", "soup")
    #expect(ran.output.contains("[soup] came") && ran.output.contains("…"), "\(ran.output)")
    let long = String(repeating: "x", count: 200)
    try shop.new("--channel", "phone", "--narrative", "a " + long)
    let found = try shop.casebook("search", long)
    #expect(found.output.contains("[xxx") && found.output.contains("x]…"), "\(found.output)")
  }
}
