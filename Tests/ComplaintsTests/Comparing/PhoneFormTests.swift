import TestSupport
import Testing

@testable import Complaints

/// However a line is written, it is that line and no other one.
struct PhoneFormTests {
  private static let switchboard = ["", "-801", " 转 801", "转801", " ext. 801", "#801"]

  @Test(arguments: [
    "021-60000000", "(021)60000000", "021 60000000", "021-6000 0000", "021 6000 0000", "021-6000-0000",
    "02160000000", "+86-21-60000000", "+86 21 60000000", "+86 21 6000 0000", "(86-21)60000000",
    "86-21-6000 0000", "0086-21-6000 0000", "+86 (0)21 60000000", "021/60000000", "０２１－６０００　００００",
  ])
  func `a line of a switchboard is one, and each extension another`(typed: String) {
    for mark in Self.switchboard {
      let line = PhoneNumber.Line(digits: "02160000000", extension: mark.isEmpty ? "" : "801")
      #expect(PhoneNumber.lines(typed + mark) == [line], "\(typed + mark)")
    }
  }

  @Test(arguments: [
    ("0571-8765 4321-8001", "057187654321", "8001"), ("60000000-801", "60000000", "801"),
    ("6000 0000-801", "60000000", "801"), ("+86 571 8765 0321-8001", "057187650321", "8001"),
    ("13,800,138,000", "13800138000", ""), ("13800138000-1234", "13800138000", "1234"),
    ("400-820-8820-1", "4008208820", "1"),
    ("400-8208-820", "4008208820", ""), ("138-0013-8000", "13800138000", ""),
    ("0755-8765-4321", "075587654321", ""), ("010-1234-5678", "01012345678", ""),
    ("030/123456", "030123456", ""), ("0171 / 1234567", "01711234567", ""),
    ("+49 (0)30/123456", "+4930123456", ""), ("1 (415) 555-0100", "+14155550100", ""),
  ])
  func `groups are of one number, and what follows a whole one is its extension`(
    typed: String, digits: String, last: String
  ) {
    #expect(PhoneNumber.lines(typed) == [PhoneNumber.Line(digits: digits, extension: last)])
  }

  @Test(arguments: [
    ["+4930123456", "030/123456", "030 123456", "0049 30 123456", "+49 (0)30/123456", "+49 30/123456"],
    ["+491711234567", "0171/1234567", "0171 / 1234567", "0171 1234567"],
    [
      "+1 415 555 0100", "1 (415) 555-0100", "1-415-555-0100", "14155550100", "(415) 555-0100",
      "415/555-0100",
    ],
    ["+39 06 1234567", "39 06 1234567", "06 1234567"], ["+7 495 123-45-67", "7 495 123 45 67"],
    ["+852 9123 4567", "852 9123 4567", "9123-4567"],
    ["+44 20 7946 0958", "44 20 7946 0958", "020 7946 0958"],
  ])
  func `one line abroad is one with its code and without`(ways: [String]) throws {
    let first = try #require(PhoneNumber.normalised(ways[0]))
    for way in ways {
      #expect(PhoneNumber.lines(way).count == 1, "\(way)")
      #expect(PhoneNumber.areSame(first, try #require(PhoneNumber.normalised(way))), "\(way)")
    }
  }

  @Test func `lines that share digits stay different`() throws {
    let different = [
      "021-6000 0000", "021-6000 1234", "0571-6000 0000", "030/123456", "030/123457", "0171/1234567",
      "0171/7654321", "+1 380 013 8000", "138 0013 8000", "+852 9123 4567", "+65 9123 4567",
    ]
    for (at, one) in different.enumerated() {
      for other in different.dropFirst(at + 1) {
        let (a, b) = (
          try #require(PhoneNumber.normalised(one)), try #require(PhoneNumber.normalised(other))
        )
        #expect(!PhoneNumber.areSame(a, b) && !PhoneNumber.means(a, b), "\(one) \(other)")
      }
    }
  }

  @Test(arguments: [
    ("021-60000001/021-60000002", ["02160000001", "02160000002"]),
    ("13800138000/13900139000", ["13800138000", "13900139000"]),
    ("138 0013 8000 139 0013 9000", ["13800138000", "13900139000"]),
    ("13800138000 021-6000 0000-801", ["13800138000", "02160000000"]),
    ("王先生 13800138000 李女士 13900139000", ["13800138000", "13900139000"]),
  ])
  func `two whole numbers stay two`(typed: String, numbers: [String]) {
    #expect(PhoneNumber.all(typed) == numbers)
  }

  /// Drawn numbers in drawn forms.
  @Test(arguments: 0..<40)
  func `no known form of a number changes what it is`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    func digits(_ count: Int) -> String {
      (0..<count).map { _ in "\(Int.random(in: 0...9, using: &random))" }.joined()
    }
    let area = ["10", "21", "571", "755"].randomElement(using: &random) ?? "21"
    let (head, tail) = ("\(Int.random(in: 2...8, using: &random))" + digits(3), digits(4))
    let last = digits(3)
    let line = PhoneNumber.Line(digits: "0" + area + head + tail, extension: last)
    let codes = [
      "0\(area)-", "0\(area) ", "(0\(area))", "+86 \(area) ", "+86-\(area)-", "(86-\(area))", "0086 \(area) ",
    ]
    for code in codes {
      for gap in ["", " "] {
        for mark in ["-", "转", " ext. "] {
          let typed = code + head + gap + tail + mark + last
          #expect(PhoneNumber.lines(typed) == [line], "\(typed)")
        }
      }
    }
    let (network, middle) = ("13\(Int.random(in: 0...9, using: &random))", digits(4))
    for typed in [
      network + middle + tail, "\(network) \(middle) \(tail)", "\(network)-\(middle)-\(tail)",
      "+86 \(network) \(middle) \(tail)", "0086-\(network)\(middle)\(tail)", "86 \(network)\(middle)\(tail)",
      "0\(network)\(middle)\(tail)",
    ] {
      #expect(PhoneNumber.lines(typed) == [PhoneNumber.Line(digits: network + middle + tail)], "\(typed)")
    }
  }
}
