import TestSupport
import Testing
import Versioning
import Zones

@testable import Complaints

/// Whatever is typed is either refused or stored in a form that reads back.
struct RandomInputTests {
  private static let pieces = [
    "0", "1", "7", "12", "2026", "11", "22", "-", "/", ":", ".", ",", " ", "T", "Z", "+", "+08:00", "年", "月",
    "日",
    "时", "分", "¥", "￥", "元", "USD", "JPY", "KWD", "phone", "电话", "ph", "on", "线", "_", "86", "0086", "138",
    "00138000", "021", "转", "ext", "x", "#", "@last", "SH01", "KT", "beef", "０", "９", "－", "　", "\n", "\t",
    "\r\n",
    "\u{1B}", "\u{301}", "\u{3099}", "か", "👩‍👩‍👧", "\u{FEFF}", "是", "no", "99999999999999999999",
  ]

  @Test(arguments: 1...8)
  func `typed nonsense is refused or reads back`(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let fields = Schema.kinds.flatMap { Schema.fields(of: $0) }
    var accepted = 0
    for _ in 0..<3_000 {
      let count = Int.random(in: 0...7, using: &generator)
      let text = (0..<count).map { _ in Self.pieces.randomElement(using: &generator) ?? "" }.joined()
      guard let field = fields.randomElement(using: &generator) else { continue }
      guard let value = try? FieldInput.parse(text, as: field, now: here) else { continue }
      accepted += 1
      guard case .string(let again) = FieldDisplay.json(value, field) else { continue }
      #expect(
        try FieldInput.parse(again, as: field, now: here) == value,
        "\(field.id): \(text.debugDescription)")
      let line = FieldDisplay.line(value, field, .zhHans, to: .utc)
      #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 }, "\(field.id): \(text.debugDescription)")
    }
    #expect(accepted > 500)
  }

  @Test(arguments: 1...4)
  func `typed nonsense for a case or a phone is read or not, and never twice differently`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(100 + seed))
    for _ in 0..<3_000 {
      let count = Int.random(in: 0...7, using: &generator)
      let text = (0..<count).map { _ in Self.pieces.randomElement(using: &generator) ?? "" }.joined()
      if let digits = PhoneNumber.normalised(text) {
        let plain = digits.hasPrefix("+") ? digits.dropFirst() : digits[...]
        #expect(!plain.isEmpty && plain.utf8.allSatisfy { (0x30...0x39).contains($0) })
      }
      switch CaseReference.classify(text) {
      case .number(let number): #expect(CaseNumber(number.description) == number)
      case .partial(let suffix?, _): #expect(CaseReference.classify(suffix).suffix == suffix, "\(suffix)")
      case .partial, .last, .unreadable: continue
      }
    }
  }
}

extension CaseReference {
  fileprivate var suffix: String? {
    if case .partial(let suffix, _) = self { suffix } else { nil }
  }
}
