import Testing

@testable import Complaints

struct MoneyTests {
  @Test(arguments: [
    ("128", "12800 CNY", "128.00 CNY"), ("128.00", "12800 CNY", "128.00 CNY"),
    ("128.5", "12850 CNY", "128.50 CNY"),
    ("128元", "12800 CNY", "128.00 CNY"), ("128 元", "12800 CNY", "128.00 CNY"),
    ("¥128.5", "12850 CNY", "128.50 CNY"),
    ("￥１２８．５０", "12850 CNY", "128.50 CNY"), ("¥128元", "12800 CNY", "128.00 CNY"),
    ("rmb 5", "500 CNY", "5.00 CNY"),
    ("5块钱", "500 CNY", "5.00 CNY"), ("100元整", "10000 CNY", "100.00 CNY"),
    ("人民币 100", "10000 CNY", "100.00 CNY"),
    ("USD 12.34", "1234 USD", "12.34 USD"), ("12.34 usd", "1234 USD", "12.34 USD"),
    ("US$12", "1200 USD", "12.00 USD"),
    ("$0.05", "5 USD", "0.05 USD"), ("HK$1,280", "128000 HKD", "1280.00 HKD"),
    ("€9.90", "990 EUR", "9.90 EUR"),
    ("1,280.5", "128050 CNY", "1280.50 CNY"), ("1，234，567", "123456700 CNY", "1234567.00 CNY"),
    ("JPY 500", "500 JPY", "500 JPY"), ("500円", "500 JPY", "500 JPY"), ("1000 KRW", "1000 KRW", "1000 KRW"),
    ("KWD 1.234", "1234 KWD", "1.234 KWD"),
    ("12,345.678 KWD", "12345678 KWD", "12345.678 KWD"),
    ("1,234,567 KWD", "1234567000 KWD", "1234567.000 KWD"),
    ("12,345 JPY", "12345 JPY", "12345 JPY"), ("12,345", "1234500 CNY", "12345.00 CNY"),
    ("0", "0 CNY", "0.00 CNY"), ("0.01", "1 CNY", "0.01 CNY"),
    ("007", "700 CNY", "7.00 CNY"),
    ("92233720368547758.07", "9223372036854775807 CNY", "92233720368547758.07 CNY"),
  ])
  func `a typed amount is stored in minor units and shown in major ones`(
    typed: String, stored: String, shown: String
  ) throws {
    let money = try Money(typed: typed)
    #expect(money.stored == stored)
    #expect(money.text == shown)
    #expect(Money(stored: stored) == money)
    #expect(try Money(typed: shown) == money)
  }

  @Test(
    arguments: [
      ("", .unreadable), ("free", .unreadable), ("-5", .unreadable), ("1.2.3", .unreadable),
      ("12,34", .unreadable), ("0,500", .unreadable), ("00,500 KWD", .unreadable),
      ("1234,567", .unreadable), (",123", .unreadable), (".5", .unreadable), ("5.", .unreadable),
      ("1 2", .unreadable),
      ("¥5 USD", .unreadable), ("about 5", .unreadable), ("5 per person", .unreadable), ("٥", .unreadable),
      ("1,,000", .unreadable), ("1e5", .unreadable), ("0x10", .unreadable),
      ("CNT 5", .unknownCurrency("CNT")), ("5 XYZ", .unknownCurrency("XYZ")),
      ("1.234", .tooManyDecimals(currency: "CNY", allowed: 2)),
      ("JPY 1.5", .tooManyDecimals(currency: "JPY", allowed: 0)),
      ("0.12345 BHD", .tooManyDecimals(currency: "BHD", allowed: 3)),
      ("12,345 KWD", .ambiguousComma(currency: "KWD")), ("BHD 1,000", .ambiguousComma(currency: "BHD")),
      ("1,234 CLF", .ambiguousComma(currency: "CLF")),
      ("92233720368547758.08", .tooLarge), ("99999999999999999999999", .tooLarge),
      ("9223372036854775808 JPY", .tooLarge),
    ] as [(String, Money.InputError)])
  func `what is no amount is refused with its reason`(typed: String, reason: Money.InputError) {
    #expect(throws: reason) { try Money(typed: typed) }
  }

  @Test(arguments: ["", "12800", "12800 ", "12.5 CNY", "12800 YUAN", "x CNY", "12800 CNY ", " 1 CNY"])
  func `only the stored form counts as stored`(text: String) {
    #expect(Money(stored: text) == nil)
  }

  @Test func `negative and extreme amounts of others are shown`() {
    #expect(Money(minorUnits: -5, currency: "CNY").text == "-0.05 CNY")
    #expect(Money(minorUnits: .min, currency: "JPY").text == "-9223372036854775808 JPY")
    #expect(Money(minorUnits: .min, currency: "CNY").text == "-92233720368547758.08 CNY")
    #expect(Money(minorUnits: 1, currency: "CLF").text == "0.0001 CLF")
  }
}
