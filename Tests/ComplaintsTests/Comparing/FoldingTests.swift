import Testing

@testable import Complaints

struct FoldingTests {
  @Test(arguments: [
    (
      "C-1027",
      [
        "c-1027", "Ｃ－１０２７", " C-1027", "C -1027", "C–1027", "C\u{2011}1027", "C\u{AD}-1027", "C-10\u{200B}27",
        "\u{FEFF}C-1027", "C\u{A0}- 1027\u{3000}", "\u{202D}C-1027\u{202C}", "C−1027", "C﹣1027",
      ]
    ),
    ("wang fang", ["Wang Fang", "ＷＡＮＧ　ＦＡＮＧ", "wang  fang ", "wang\u{A0}fang", "\u{200E}Wang Fang"]),
    ("王芳", ["王 芳", "王　芳", "\u{200B}王芳"]), ("Straße 7", ["STRASSE 7", "straße 7", "STRAẞE\t7"]),
    ("ſun", ["SUN", "sun"]), ("istanbul", ["İSTANBUL", "ISTANBUL", "ıstanbul", "İstanbul"]),
    ("カレー", ["ｶﾚｰ"]), ("ガ", ["ｶﾞ", "カ\u{3099}"]), ("ﬁsh", ["FISH", "fish"]), ("Ⅳ", ["IV", "iv"]),
    ("O’Brien", ["o'brien", "O＇BRIEN"]), ("ΣΊΣΥΦΟΣ", ["σίσυφος"]), ("❤️", ["❤"]), ("①", ["1"]),
    ("José", ["JOSE\u{301}", "jose\u{301}"]), ("㈱山田", ["(株)山田"]),
    ("iPhone", ["iPhone™", "iphone ™️", "®iPhone", "ℹ️iPhone", "iPhone🈶"]), ("5kg", ["5㎏"]), ("1", ["1️⃣"]),
    ("阿不都·买买提", ["阿不都•买买提", "阿不都・买买提", "阿不都‧买买提", "阿不都⋅买买提", "阿不都.买买提", "阿不都．买买提", "阿不都 ･ 买买提"]),
  ])
  func `spellings of one thing are one`(one: String, others: [String]) {
    for other in others {
      #expect(other.folded == one.folded, "\(other)")
      #expect(other.foldedCode == one.foldedCode, "\(other)")
    }
  }

  @Test func `what is another thing stays another`() {
    for (one, other) in [
      ("C-1027", "C1027"), ("C-1027", "C-1028"), ("José", "Jose"), ("王芳", "王方"), ("か", "カ"), ("A-77", "A_77"),
      ("👍", "👎"), ("3.5", "3·5"),
    ] {
      #expect(one.folded != other.folded)
      #expect(one.foldedCode != other.foldedCode)
    }
    #expect("wang fang".folded != "wangfang".folded, "names are told apart by their spaces")
    #expect("AB 12".foldedCode == "AB12".foldedCode, "ids are not")
    #expect("".folded == "" && " \u{200B}\u{3000}".folded == "")
  }

  @Test(arguments: [
    "", "&", "，", "–", "🍜", "❤️", "...", "\"", "\u{200B}", "（）", "　", "™", "ℹ️", "Ⓜ️", "㊙️", "🈶", "℃", "№", "👍🏽",
  ])
  func `signs are no word`(text: String) { #expect(!text.hasWord) }

  @Test(arguments: ["汤", "a", "Ａ", "7", "ｶ", "é", "①", "C++", "한", "🍜汤"])
  func `a letter or a digit is one`(text: String) { #expect(text.hasWord) }

  @Test func `folding twice is folding once`() {
    for text in [
      "Ｃ－１０２７", "STRAẞE", "İ", "ŉ", "ΐ", "ﬃ", "½", "ｶﾞ", "Ǆ", "王　芳", "a ‑ b", "ϓ", "\u{1E9B}\u{323}", "™",
      "iPhone™ 15", "好. 坏", "& ™",
    ] {
      #expect(text.folded.folded == text.folded, "\(text)")
      #expect(text.foldedCode.foldedCode == text.foldedCode, "\(text)")
    }
  }
}

struct PhoneComparingTests {
  @Test(arguments: [
    ("9123 4567", "+852 9123 4567"), ("+852 9123 4567", "91234567"), ("013800138000", "13800138000"),
    ("0138 0013 8000", "+86 13800138000"), ("8000", "13800138000"), ("00138000", "13800138000"),
    ("021-12345678", "+86 21 12345678"), ("2112345678", "021-12345678"),
    ("+44 20 7946 0958", "020 7946 0958"),
    ("010-62345678", "62345678"), ("62345678", "010-62345678"), ("１３８００１３８０００", "138\u{200B}0013\u{A0}8000"),
    ("\u{202D}+852 9123 4567\u{202C}", "(852) 9123-4567"),
  ])
  func `a number means what was written down`(wanted: String, written: String) throws {
    let (one, other) = (
      try #require(PhoneNumber.normalised(wanted)), try #require(PhoneNumber.normalised(written))
    )
    #expect(PhoneNumber.means(one, other))
  }

  @Test(arguments: [
    ("13862345678", "62345678"), ("+65 9123 4567", "+852 9123 4567"), ("13800138001", "13800138000"),
    ("000", "13800138000"), ("13900138000", "13800138000"),
  ])
  func `two numbers are not the same for a part that they share`(wanted: String, written: String) throws {
    let (one, other) = (
      try #require(PhoneNumber.normalised(wanted)), try #require(PhoneNumber.normalised(written))
    )
    #expect(!PhoneNumber.means(one, other))
  }

  @Test(arguments: [
    "00000000", "11111111", "12345678", "87654321", "1234567890", "12345678910", "0000", "12315", "110",
    "021-00000000",
    "13111111111", "15555555555", "19999999999", "12312312312", "13000000000", "13800000000", "00000000000",
    "99999999999", "123",
  ])
  func `what is typed where nobody gave a number tells nobody`(typed: String) throws {
    #expect(!PhoneNumber.identifies(try #require(PhoneNumber.normalised(typed))))
  }

  @Test(arguments: [
    "13800138000", "+852 9123 4567", "021-12345678", "62345678", "13888888888", "400-820-8820",
    "021-6000 0000", "62626262",
  ])
  func `a number that somebody could have identifies him`(typed: String) throws {
    #expect(PhoneNumber.identifies(try #require(PhoneNumber.normalised(typed))))
  }

  @Test(arguments: [
    "N.A.", "none given", "k.A.", "9999", "123456", "anon", "无", "0000", "none@none.com",
    "noreply@shop.example",
    "a@a.a", "x@x.com", "nan", "-", "noemail@shop.example", "test@a.cn", "Li Na <none@x.com>", "TBD", "会员",
    "非会员",
  ])
  func `what stands where nobody gave an id tells nobody`(typed: String) {
    #expect(!CustomerName.identifies(typed))
  }

  @Test(arguments: [
    "C-1027", "1027", "12", "王芳", "info@shop.example", "a.wang@a.cn", "99", "7", "11", "会员 1027",
  ])
  func `an id, a name or an address tells somebody`(typed: String) {
    #expect(CustomerName.identifies(typed))
  }
}
