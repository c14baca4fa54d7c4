import Testing

@testable import Complaints

struct PhoneNumberTests {
  @Test(arguments: [
    ("13800138000", "13800138000"), ("138 0013 8000", "13800138000"), ("138-0013-8000", "13800138000"),
    ("+86 13800138000", "13800138000"), ("+86-138-0013-8000", "13800138000"),
    ("8613800138000", "13800138000"),
    ("0086 138 0013 8000", "13800138000"), ("１３８００１３８０００", "13800138000"), ("＋８６ 13800138000", "13800138000"),
    ("(+86) 138 0013 8000", "13800138000"), ("手机：13800138000（李先生）", "13800138000"),
    ("021-12345678", "02112345678"), ("(021) 1234 5678", "02112345678"), ("0755 12345678", "075512345678"),
    ("+86 21 12345678", "02112345678"), ("+86-021-12345678", "02112345678"),
    ("0086 755 12345678", "075512345678"),
    ("010-12345678-801", "01012345678"), ("010-12345678转801", "01012345678"),
    ("010-12345678 转 801", "01012345678"),
    ("01012345678 ext. 12", "01012345678"), ("01012345678x12", "01012345678"),
    ("01012345678#12", "01012345678"),
    ("010-12345678 分机801", "01012345678"), ("12345678", "12345678"), ("400-820-8820", "4008208820"),
    ("+86 400 820 8820", "4008208820"), ("+86 800 820 8820", "8008208820"),
    ("+86 900 820 8820", "09008208820"), ("95588", "95588"), ("110", "110"),
    ("+1 212 555 0100", "+12125550100"), ("+49 (0)30 1234567", "+49301234567"),
    ("＋49（0）30 1234567", "+49301234567"),
    ("001 212 555 0100", "+12125550100"), ("86123456", "86123456"), ("861234567890", "861234567890"),
    ("7", "7"),
  ])
  func `one number compares by its digits`(typed: String, digits: String) {
    #expect(PhoneNumber.normalised(typed) == digits)
  }

  @Test(arguments: ["", "   ", "none", "无", "转", "---", "+"])
  func `a text without digits is no number`(typed: String) {
    #expect(PhoneNumber.normalised(typed) == nil)
    #expect(PhoneNumber.all(typed).isEmpty)
  }

  @Test(arguments: [
    ("021-12345678 / 138 0013 8000", ["02112345678", "13800138000"]),
    ("13800138000、13900139000", ["13800138000", "13900139000"]),
    ("13800138000 13900139000", ["13800138000", "13900139000"]),
    ("王先生 13800138000 或 李女士 +86 139 0013 9000", ["13800138000", "13900139000"]),
    ("13800138000；+8613800138000", ["13800138000"]), ("021-12345678/79", ["02112345678"]),
    ("13800138000\r\n13900139000", ["13800138000", "13900139000"]),
    ("138 0013 8000", ["13800138000"]), ("021 12345678", ["02112345678"]),
    ("13800138000, 010-12345678 转 801", ["13800138000", "01012345678"]),
  ])
  func `several numbers in one text are all found`(typed: String, numbers: [String]) {
    #expect(PhoneNumber.all(typed) == numbers)
    #expect(PhoneNumber.normalised(typed) == numbers.first)
  }

  @Test func `extensions of a switchboard are told apart, spaces or not`() {
    for (typed, digits, last) in [
      ("021-60000001-801", "02160000001", "801"), ("021-6000 0001 转 801", "02160000001", "801"),
      ("021-6000 0001 ext. 12", "02160000001", "12"), ("021-60000001", "02160000001", ""),
    ] {
      #expect(PhoneNumber.lines(typed) == [PhoneNumber.Line(digits: digits, extension: last)], "\(typed)")
    }
  }

  @Test func `a number of another country with the digits of a Chinese mobile number is another number`()
    throws
  {
    let american = try #require(PhoneNumber.normalised("+1 380 013 8000"))
    #expect(american == PhoneNumber.normalised("001 (380) 013-8000"))
    #expect(!PhoneNumber.areSame(american, "13800138000"))
    #expect(!PhoneNumber.means(american, "13800138000"))
    #expect(PhoneNumber.areSame(american, "3800138000"))
    #expect(PhoneNumber.country(american) == "1")
    #expect(PhoneNumber.identifies(american))
    #expect(PhoneNumber.all("+1 380 013 8000 / 138 0013 8000").count == 2)
  }

  @Test func `the same phone typed in many ways is one phone`() {
    let ways = ["13800138000", "138 0013 8000", "+86 138-0013-8000", "0086-13800138000", "８６１３８００１３８０００"]
    #expect(Set(ways.map { PhoneNumber.normalised($0) }) == ["13800138000"])
  }

  @Test(arguments: [
    ("+91 98123 45670", "098123 45670"), ("+34 600 123 456", "600 123 456"),
    ("+49 30 1234567", "030 1234567"),
    ("+7 495 123-45-67", "495 123-45-67"), ("+39 06 1234 5678", "06 1234 5678"),
    ("+61 412 345 678", "0412 345 678"),
    ("+65 9123 4567", "9123 4567"), ("+55 11 91234 5678", "11 91234 5678"),
  ])
  func `a number is one with the code of its country and as it is dialled there`(
    abroad: String, there: String
  )
    throws
  {
    let (one, other) = (
      try #require(PhoneNumber.normalised(abroad)), try #require(PhoneNumber.normalised(there))
    )
    #expect(PhoneNumber.areSame(one, other), "\(one) \(other)")
    #expect(PhoneNumber.means(other, one) && PhoneNumber.means(one, other))
  }

  @Test func `digits of other scripts are digits`() {
    for typed in ["٩١٢٣٤٥٦٧", "९१२३४५६७", "９１２３４５６７"] { #expect(PhoneNumber.normalised(typed) == "91234567") }
    #expect(PhoneNumber.normalised("一二三") == nil)
  }
}
