import Foundation
import Language
import Testing
import Versioning
import Zones

@testable import Complaints

private func parse(_ text: String, _ field: FieldDefinition) throws -> Value {
  try FieldInput.parse(text, as: field, now: here)
}

private func reason(_ text: String, _ field: FieldDefinition) -> FieldError.Reason? {
  do {
    _ = try FieldInput.parse(text, as: field, now: here)
    return nil
  } catch {
    return error.reason
  }
}

struct FieldInputTests {
  @Test(
    arguments: [
      (CaseField.title, "  空调噪音 \n", .text("空调噪音")), (CaseField.title, "", .none),
      (CaseField.title, " \t\n", .none),
      (CaseField.channel, "电话", .text("phone")), (CaseField.channel, "", .none),
      (CaseField.status, "已受理", .text("received")), (CaseField.severity, "sev", .text("severe")),
      (CaseField.occurredAt, "2026/11/22 15:30", .text("2026-11-22T15:30:00+08:00")),
      (CaseField.occurredAt, "2026年11月22日", .text("2026-11-22")), (CaseField.occurredAt, "", .none),
      (CaseField.amount, "¥128.5", .text("12850 CNY")), (CaseField.amount, " ", .none),
      (CaseField.safety, "是", .flag(true)), (CaseField.safety, "No", .flag(false)),
      (CaseField.safety, "", .none),
      (CaseField.safety, "无", .flag(false)), (CaseField.safety, "１", .flag(true)),
      (CaseField.phone, " +86 138-0013-8000 ", .text("+86 138-0013-8000")),
      (CaseField.needs, "事实问题", .flag(true)), (CaseField.tags, "包装", .flag(true)),
      (CaseField.tags, "", .none),
      (
        CaseField.narrative, "line one\r\nline two\rthree\n\tfour\r\n",
        .text("line one\nline two\nthree\n\tfour")
      ),
      (CaseField.narrative, "\u{FEFF}with a mark", .text("with a mark")),
      (
        CaseField.duplicateOf, "0192A3B4C5D67E8F9A0B1C2D3E4F5A6B",
        .text("0192a3b4-c5d6-7e8f-9a0b-1c2d3e4f5a6b")
      ),
      (
        CaseField.duplicateOf, "0192a3b4-c5d6-7e8f-9a0b-1c2d3e4f5a6b",
        .text("0192a3b4-c5d6-7e8f-9a0b-1c2d3e4f5a6b")
      ),
    ] as [(FieldDefinition, String, Value)])
  func `typed text becomes the stored value`(field: FieldDefinition, typed: String, value: Value) throws {
    #expect(try parse(typed, field) == value)
  }

  @Test(arguments: ["٠١٣٨٠٠١٣٨٠٠٠", "۰۱۳۸۰۰۱۳۸۰۰۰", "०१३८००१३८०००", "០១៣៨០០១៣៨០០០"])
  func `a phone number is read in the digits of any script`(typed: String) throws {
    #expect(try FieldInput.parse(typed, as: CaseField.phone, now: here) == .text(typed))
    #expect(PhoneNumber.normalised(typed) == "13800138000")
  }

  @Test(
    arguments: [
      (CaseField.channel, "fax", .unknownTerm(.channel)), (CaseField.occurredAt, "soon", .notADate),
      (CaseField.amount, "much", .notAnAmount), (CaseField.amount, "5 XYZ", .unknownCurrency("XYZ")),
      (CaseField.amount, "1.234", .tooManyDecimals(currency: "CNY", allowed: 2)),
      (CaseField.amount, "99999999999999999999", .amountTooLarge), (CaseField.safety, "maybe", .notYesOrNo),
      (CaseField.phone, "none", .notAPhoneNumber), (CaseField.duplicateOf, "7", .notACaseID),
      (CaseField.duplicateOf, "SH01-KT-20261122-007", .notACaseID), (CaseField.number, "7", .notTyped),
      (CaseField.deleted, "yes", .notTyped), (CaseField.deleted, "", .notTyped),
      (CaseField.title, "a\u{1B}[31mb", .controlCharacter(0x1B)),
      (CaseField.title, "a\u{0}b", .controlCharacter(0)),
      (CaseField.title, "a\u{9B}b", .controlCharacter(0x9B)),
      (CaseField.title, "a\u{7F}b", .controlCharacter(0x7F)),
      (CaseField.narrative, String(repeating: "x", count: 65_537), .tooLong(bytes: 65_537, limit: 65_536)),
      (CaseField.narrative, String(repeating: "诉", count: 21_846), .tooLong(bytes: 65_538, limit: 65_536)),
      (CaseField.tags, String(repeating: "x", count: 257), .tooLong(bytes: 257, limit: 256)),
    ] as [(FieldDefinition, String, FieldError.Reason)])
  func `what does not fit is refused with its reason`(
    field: FieldDefinition, typed: String, expected: FieldError.Reason
  ) {
    #expect(reason(typed, field) == expected)
  }

  @Test func `an ambiguous term names its candidates`() {
    let online = Vocabulary.channel.terms.filter { $0.id.hasPrefix("online") }
    #expect(reason("online", CaseField.channel) == .ambiguousTerm(online))
  }

  @Test func `a text of exactly the limit is accepted`() throws {
    let text = String(repeating: "x", count: 65_536)
    #expect(try parse(text, CaseField.narrative) == .text(text))
  }

  @Test(arguments: [
    "e\u{301}", "か\u{3099}", "A\u{30A}", "\u{212B}", "\u{F900}", "\u{1112}\u{1161}", "\u{2126}",
    "q\u{323}\u{307}", "\u{2000}x",
  ])
  func `text is stored in NFC`(text: String) throws {
    let typed = "前" + text + "后"
    guard case .text(let stored) = try parse(typed, CaseField.title) else {
      Issue.record("no text")
      return
    }
    #expect(Array(stored.utf8) == Array(typed.precomposedStringWithCanonicalMapping.utf8))
  }

  @Test func `every scalar that skips normalisation is its own NFC`() {
    var wrong: [UInt32] = []
    let skipped: [ClosedRange<UInt32>] = [
      0x20...0x7E, 0xA0...0x2FF, 0x2010...0x2027, 0x2030...0x205E, 0x3001...0x3029, 0x3041...0x3096,
      0x309B...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xFF01...0xFFEE,
    ]
    for range in skipped {
      for value in range {
        guard let scalar = Unicode.Scalar(value) else { continue }
        let text = String(scalar)
        if Array(text.precomposedStringWithCanonicalMapping.utf8) != Array(text.utf8) { wrong.append(value) }
        // A starter joins nothing before it.
        if scalar.properties.canonicalCombiningClass != .notReordered { wrong.append(value) }
      }
    }
    #expect(wrong.isEmpty)
  }

  @Test func `every white space at the ends is dropped`() throws {
    for value in UInt32(0)...0xFFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      #expect(
        String(scalar).trimmed.isEmpty == (scalar.properties.isWhitespace || value == 0xFEFF), "\(value)")
    }
  }

  @Test func `a list for a set adds and removes elements`() throws {
    let edits = try FieldInput.edits("+包装, －旧标签；vip、 a b ,", of: CaseField.tags, now: here)
    #expect(
      edits == [
        FieldEdit(FieldID(19, "包装"), .flag(true)), FieldEdit(FieldID(19, "旧标签"), .none),
        FieldEdit(FieldID(19, "vip"), .flag(true)), FieldEdit(FieldID(19, "a b"), .flag(true)),
      ])
    let terms = try FieldInput.edits("声誉\r\n-cost", of: CaseField.impact, now: here)
    #expect(
      terms == [FieldEdit(FieldID(42, "reputation"), .flag(true)), FieldEdit(FieldID(42, "cost"), .none)])
    #expect(try FieldInput.edits(" , ", of: CaseField.tags, now: here).isEmpty)
    #expect(
      try FieldInput.edits("-a,b", of: CaseField.title, now: here)
        == [FieldEdit(FieldID(3), .text("-a,b"))])
  }

  @Test func `an element of a newer version can be removed but not added`() throws {
    #expect(
      try FieldInput.edits("-quantum", of: CaseField.impact, now: here)
        == [FieldEdit(FieldID(42, "quantum"), .none)])
    #expect(throws: FieldError(CaseField.impact, typed: "quantum", .unknownTerm(.impact))) {
      try FieldInput.edits("+quantum", of: CaseField.impact, now: here)
    }
    #expect(throws: FieldError(CaseField.tags, typed: "", .emptyElement)) {
      try FieldInput.edits("a,-", of: CaseField.tags, now: here)
    }
    #expect(throws: FieldError(CaseField.number, typed: "SH01-KT-20261122-007", .notTyped)) {
      try FieldInput.edits("SH01-KT-20261122-007", of: CaseField.number, now: here)
    }
  }

  @Test func `an element keeps what is in it`() throws {
    #expect(try FieldInput.element(" -a, b ", of: CaseField.tags) == "-a, b")
    #expect(try FieldInput.element("老年", of: CaseField.segment) == "elderly")
    #expect(throws: FieldError(CaseField.title, typed: "x", .notTyped)) {
      try FieldInput.element("x", of: CaseField.title)
    }
  }

  @Test func `a retired term is not accepted any more`() {
    let old = Vocabulary(
      "v", Label(verbatim: "V"),
      [
        Term("fax", Label(en: "Fax", zhHans: "传真"), retired: true),
        Term("phone", Label(en: "Phone", zhHans: "电话")),
      ])
    let field = FieldDefinition(99, "way", Label(en: "Way", zhHans: "方式"), .term(old), in: .story)
    #expect(reason("传真", field) == .retiredTerm(old))
    #expect(FieldDisplay.text(.text("fax"), field, .zhHans, to: .utc) == "传真")
  }
}

struct FieldErrorTests {
  private static let reasons: [FieldError.Reason] = [
    .unknownField, .unknownTerm(.channel), .ambiguousTerm(Array(Vocabulary.channel.terms.prefix(2))),
    .retiredTerm(.channel), .notADate, .leftOutTime, .notAnAmount, .unknownCurrency("XYZ"),
    .tooManyDecimals(currency: "CNY", allowed: 2), .tooManyDecimals(currency: "JPY", allowed: 0),
    .amountTooLarge, .notYesOrNo, .notAPhoneNumber, .notACaseID, .notTyped,
    .tooLong(bytes: 70_000, limit: 65_536),
    .controlCharacter(0x1B), .emptyElement, .givenTwice, .namesCustomer,
  ]

  @Test(arguments: reasons)
  func `every error speaks both languages on one line and names its field`(reason: FieldError.Reason) {
    let error = FieldError(CaseField.channel, typed: "传真\n\u{1B}[31m", reason)
    let english = error.message(.en)
    let chinese = error.message(.zhHans)
    #expect(english.hasPrefix("channel: ") && chinese.hasPrefix("渠道（channel）："))
    for text in [english, chinese, error.hint(.en) ?? "", error.hint(.zhHans) ?? ""] {
      #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
    }
    #expect((error.hint(.en) == nil) == (error.hint(.zhHans) == nil))
    let chineseProblem = chinese.dropFirst("渠道（channel）：".count)
    #expect(chineseProblem.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
  }

  @Test func `an unknown term lists what may be typed`() {
    let error = FieldError(CaseField.severity, typed: "huge", .unknownTerm(.severity))
    #expect(error.message(.en) == "severity: “huge” is not one of its values")
    #expect(error.hint(.en) == "one of: minor, moderate, severe")
    #expect(error.message(.zhHans) == "严重度（severity）：没有“huge”这个选项")
    #expect(error.hint(.zhHans) == "可填：轻微（minor）、一般（moderate）、严重（severe）")
  }

  @Test func `a control character is named by its code point of four digits or more`() {
    func message(_ value: UInt32) -> String {
      FieldError(CaseField.title, typed: "x", .controlCharacter(value)).message(.en)
    }
    #expect(message(0x7).contains("U+0007") && message(0x1B).contains("U+001B"))
    #expect(message(0xE0001).contains("U+E0001"))
  }

  @Test func `a long text is cut in a message`() {
    let error = FieldError(CaseField.occurredAt, typed: String(repeating: "长", count: 500), .notADate)
    #expect(error.message(.zhHans).count < 80)
    #expect(error.message(.en).contains("…"))
    #expect(error.typed.count == 500)
  }
}

struct FieldDisplayTests {
  @Test(
    arguments: [
      (CaseField.channel, .text("phone"), "Phone hotline", "电话热线", .string("phone")),
      (CaseField.channel, .text("telepathy"), "telepathy", "telepathy", .string("telepathy")),
      (CaseField.amount, .text("12800 CNY"), "128.00 CNY", "128.00 CNY", .string("128.00 CNY")),
      (CaseField.amount, .text("odd"), "odd", "odd", .string("odd")),
      (
        CaseField.loggedAt, .text("2026-11-22T15:30:00+08:00"), "2026-11-22 15:30", "2026-11-22 15:30",
        .string("2026-11-22T15:30:00+08:00")
      ),
      (CaseField.occurredAt, .text("2026-11-22"), "2026-11-22", "2026-11-22", .string("2026-11-22")),
      (CaseField.occurredAt, .text("one day"), "one day", "one day", .string("one day")),
      (CaseField.safety, .flag(true), "yes", "是", .bool(true)),
      (CaseField.safety, .flag(false), "no", "否", .bool(false)),
      (CaseField.title, .none, "", "", .null), (CaseField.title, .integer(-5), "-5", "-5", .integer(-5)),
      (CaseField.title, .text("标题"), "标题", "标题", .string("标题")),
      (CaseField.deleted, .sight([]), "yes", "是", .bool(true)),
      (
        CaseField.title, .opaque(type: 6, bytes: [0, 255]), "(2 bytes of a newer version)", "（新版本的数据，2 字节）",
        .string("00ff")
      ),
    ] as [(FieldDefinition, Value, String, String, JSONScalar)])
  func `a value is shown to people in their language and to programs as it is`(
    field: FieldDefinition, value: Value, english: String, chinese: String, json: JSONScalar
  ) {
    #expect(FieldDisplay.text(value, field, .en, to: .fixed(480)) == english)
    #expect(FieldDisplay.text(value, field, .zhHans, to: .fixed(480)) == chinese)
    #expect(FieldDisplay.json(value, field) == json)
  }

  @Test func `a table shows one line`() {
    #expect(
      FieldDisplay.line(.text("one\n\n two\tthree"), CaseField.narrative, .en, to: .utc) == "one two three")
    #expect(FieldDisplay.line(.text("one two"), CaseField.narrative, .en, to: .utc) == "one two")
  }

  @Test func `an element shows its label or itself`() {
    #expect(FieldDisplay.element("elderly", CaseField.segment, .zhHans) == "老年")
    #expect(FieldDisplay.element("new_kind", CaseField.segment, .zhHans) == "new_kind")
    #expect(FieldDisplay.element("包装", CaseField.tags, .en) == "包装")
  }

  @Test(arguments: [
    (CaseField.channel, "电话热线"), (CaseField.amount, "￥12.5"), (CaseField.amount, "500 JPY"),
    (CaseField.occurredAt, "2026/1/2 3:04"), (CaseField.occurredAt, "2026/1/2"),
    (CaseField.phone, "021-12345678转1"),
    (CaseField.narrative, "a\nb"), (CaseField.duplicateOf, "0192a3b4c5d67e8f9a0b1c2d3e4f5a6b"),
  ])
  func `what JSON holds means the same when it is typed in again`(field: FieldDefinition, typed: String)
    throws
  {
    let value = try FieldInput.parse(typed, as: field, now: here)
    guard case .string(let text) = FieldDisplay.json(value, field) else {
      Issue.record("no text")
      return
    }
    let elsewhere = LocalClock(milliseconds: 0, zone: .fixed(-300))
    #expect(try FieldInput.parse(text, as: field, now: elsewhere) == value)
  }

  @Test func `the terms of every vocabulary survive a round trip through JSON`() throws {
    for field in Schema.fields(of: .case) {
      guard case .term(let vocabulary) = field.type else { continue }
      for term in vocabulary.terms {
        let value = try FieldInput.parse(term.label.zhHans, as: field, now: here)
        #expect(FieldDisplay.json(value, field) == .string(term.id))
        #expect(FieldDisplay.text(value, field, .zhHans, to: .utc) == term.label.zhHans)
      }
    }
  }

  @Test func `a field of one line takes what is pasted on one line, and a story keeps its lines`() throws {
    for field in Schema.fields(of: .case) {
      let pasted = " Wang\r\nFang\t Li\u{2028}Na \n\n 5 "
      switch field.type {
      case .text: #expect(try parse(pasted, field) == .text("Wang Fang Li Na 5"), "\(field.id)")
      case .longText:
        #expect(try parse(pasted, field) == .text("Wang\nFang\t Li\u{2028}Na \n\n 5"), "\(field.id)")
      default: break
      }
    }
    // Two numbers below one another stay two.
    #expect(
      try parse("138 0013 8000\n139 0013 9000\n", CaseField.phone) == .text("138 0013 8000, 139 0013 9000"))
    #expect(try FieldInput.element("a\nb", of: CaseField.tags) == "a b")
    for text in ["\nx", "x\n", "a\u{2029}b", "a\r\nb\tc", "\t"] {
      let line = FieldDisplay.line(.text(text), CaseField.narrative, .en, to: .utc)
      #expect(!line.contains { $0.isNewline || $0 == "\t" }, "\(line.debugDescription)")
    }
  }

  @Test func `a name of a device or branch has nothing in it that is not seen`() {
    for name in ["front desk", "前台电脑 2", "Zoë’s till", "a-b_c"] {
      #expect(StoredForm.isLabel(name) && StoredForm.label(name) == name)
    }
    for (name, left) in [
      ("a\nb", "a b"), ("a\tb", "a b"), ("\u{1B}[31mred", "[31mred"), ("a\u{202E}b", "ab"),
      ("a\u{9B}b", "ab"),
      ("\u{2066}x\u{2069}", "x"), ("a\r\n b", "a b"), ("\u{200F}", ""), ("a\u{2028}b", "a b"), ("\u{7F}", ""),
    ] {
      #expect(!StoredForm.isLabel(name), "\(name.debugDescription)")
      #expect(StoredForm.label(name) == left && StoredForm.isLabel(left), "\(name.debugDescription)")
    }
  }

  @Test func `what only a clock says that cannot be right is asked for in full`() {
    let dead = LocalClock(milliseconds: 5000, zone: .fixed(480))
    func reason(_ text: String, _ now: LocalClock) -> FieldError.Reason? {
      do {
        _ = try FieldInput.parse(text, as: CaseField.loggedAt, now: now)
        return nil
      } catch { return error.reason }
    }
    for text in ["yesterday", "昨天下午3点", "-2h", "2小时前", "15:30", "11月20日", "last friday", "今天", "+3 days"] {
      #expect(reason(text, dead) == .byWrongClock(dead.date), "\(text)")
      #expect(reason(text, here) == nil, "\(text)")
    }
    // Nor is a clock right that shows a day from before this program was.
    let old = LocalClock(milliseconds: 1_769_911_500_000, zone: .fixed(480))
    #expect(reason("10 minutes ago", old) == .byWrongClock(old.date))
    // And what is written in full is in no future of such a clock.
    #expect(throws: Never.self) {
      try CaseInput.requirePossible(.text("2026-11-20T18:30:00+08:00"), of: CaseField.loggedAt, now: old)
    }
    for text in ["2026-11-20", "2026-11-20 18:30", "2026年11月20日 18时30分", "2026-11-20T18:30:00Z", "now", "现在"]
    {
      #expect(reason(text, dead) == nil, "\(text)")
    }
  }
}
