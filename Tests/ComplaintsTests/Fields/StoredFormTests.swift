import Testing
import Versioning
import Zones

@testable import Complaints

/// What head office asks of a value that some program wrote.
@Suite struct StoredFormTests {
  private static let dot = Dot(Identifier(high: 0xA0, low: 1), 1)
  private static let id = Identifier(high: 1, low: 1)

  private static func change(_ writes: [FieldWrite], kind: RecordKind = .case) -> Change {
    Change(
      dot: dot, record: id, kind: kind, aggregate: id, scope: "SH01",
      author: Author(name: "clerk", branch: "SH01"),
      group: Group(first: 1, count: 1), salt: 0, writes: writes,
      times: Times(stamp: HybridTime(milliseconds: 1), wall: 1))
  }

  /// A record of that kind with nothing in it.
  private static func empty(_ kind: RecordKind) -> RecordState {
    RecordState(record: id, kind: kind, aggregate: id)
  }

  private static func isFormed(
    _ value: Value, _ field: FieldDefinition, _ element: String? = nil, kind: RecordKind = .case
  ) -> Bool {
    StoredForm.broken(
      by: change([FieldWrite(FieldID(field.number, element), value)], kind: kind), to: empty(kind)) == nil
  }

  private static let formed: [(FieldDefinition, String?, Value)] = [
    (CaseField.title, nil, .text("汤是凉的")), (CaseField.title, nil, .text("two\nlines, and a\ttab")),
    (CaseField.title, nil, .text(String(repeating: "x", count: 65_536))), (CaseField.title, nil, .none),
    (CaseField.title, nil, .text("\u{E9}")), (CaseField.narrative, nil, .text("")),
    (CaseField.title, nil, .opaque(type: 6, bytes: [1])), (CaseField.status, nil, .text("received")),
    (CaseField.status, nil, .text("of_a_later_version")), (CaseField.loggedAt, nil, .text("2026-11-22")),
    (CaseField.loggedAt, nil, .text("2026-11-22T16:00:00+08:00")),
    (CaseField.loggedAt, nil, .text("2026-11-22T16:00:00.25Z")),
    (CaseField.loggedAt, nil, .text("0001-01-01t00:00:00-00:00")),
    (CaseField.amount, nil, .text("12800 CNY")),
    (CaseField.amount, nil, .text("0 XTS")), (CaseField.phone, nil, .text("ext. 12")),
    (CaseField.safety, nil, .flag(false)),
    (CaseField.duplicateOf, nil, .text("019aaf2b-8800-7001-8000-000000000001")),
    (CaseField.branch, nil, .text("BJ02")), (CaseField.deleted, nil, .sight([dot])),
    (CaseField.tags, "vip", .flag(true)),
    (CaseField.tags, "vip", .flag(false)), (CaseField.tags, "", .none),
    (CaseField.needs, "later", .flag(true)),
    (CaseField.importSource, nil, .text("e\u{301}\u{7}")),
    (CaseField.number, "SH01-KT-20261122-001", .flag(true)),
  ]

  private static let broken: [(FieldDefinition, String?, Value)] = [
    (CaseField.title, nil, .text(String(repeating: "x", count: 65_537))),
    (CaseField.title, nil, .text("e\u{301}")),
    (CaseField.title, nil, .text("\u{212B}")), (CaseField.title, nil, .text("bell\u{7}")),
    (CaseField.title, nil, .text("line\r\n")), (CaseField.title, nil, .text("\u{9B}2J")),
    (CaseField.title, nil, .integer(7)), (CaseField.title, nil, .flag(true)),
    (CaseField.title, nil, .sight([dot])),
    (CaseField.title, "element", .text("x")), (CaseField.narrative, nil, .text("\u{0}")),
    (CaseField.status, nil, .integer(3)), (CaseField.status, nil, .flag(true)),
    (CaseField.loggedAt, nil, .text("yesterday")), (CaseField.loggedAt, nil, .text("2026-02-30")),
    (CaseField.loggedAt, nil, .text("2026-11-22T16:00:00")),
    (CaseField.loggedAt, nil, .text("2026-11-22 16:00+08:00")),
    (CaseField.loggedAt, nil, .text("2026-11-22T16:00:00.+08:00")),
    (CaseField.loggedAt, nil, .text("2026-11-22T16:00:60Z")),
    (CaseField.loggedAt, nil, .text("")), (CaseField.loggedAt, nil, .integer(1_795_334_400_000)),
    (CaseField.amount, nil, .text("128.00 CNY")), (CaseField.amount, nil, .text("12800 cny")),
    (CaseField.amount, nil, .text("-1 CNY")), (CaseField.amount, nil, .integer(12_800)),
    (CaseField.safety, nil, .text("yes")), (CaseField.duplicateOf, nil, .text("SH01-KT-20261122-001")),
    (CaseField.duplicateOf, nil, .text("019AAF2B-8800-7001-8000-000000000001")),
    (CaseField.branch, nil, .text("sh01")), (CaseField.branch, nil, .sight([])),
    (CaseField.deleted, nil, .flag(true)),
    (CaseField.deleted, nil, .text("deleted")), (CaseField.tags, nil, .flag(true)),
    (CaseField.tags, "", .flag(true)),
    (CaseField.tags, "vip", .text("yes")), (CaseField.tags, String(repeating: "x", count: 257), .flag(true)),
    (CaseField.tags, "e\u{301}", .flag(true)), (CaseField.importSource, nil, .integer(1)),
    (CaseField.number, "SH01-KT-20261122-001", .text("x")), (CaseField.number, nil, .flag(true)),
  ]

  @Test func `what has its field's form is taken`() {
    for (field, element, value) in Self.formed {
      #expect(Self.isFormed(value, field, element), "\(field.id) \(value)")
    }
  }

  @Test func `what has another form is not`() {
    for (field, element, value) in Self.broken {
      #expect(!Self.isFormed(value, field, element), "\(field.id) \(value)")
    }
  }

  @Test func `the elements of a set hold what the set says`() {
    let amounts: [(Value, Bool)] = [(.flag(true), true), (.text("500 CNY"), true), (.text("all"), false)]
    for (value, isFormed) in amounts {
      #expect(Self.isFormed(value, OptionField.remedies, "refund", kind: .option) == isFormed)
    }
    let texts: [(Value, Bool)] = [(.text("5000 CNY"), true), (.flag(true), false), (.text("\u{1B}"), false)]
    for (value, isFormed) in texts {
      #expect(Self.isFormed(value, PolicyField.limits, "admin/minor", kind: .policy) == isFormed)
      #expect(Self.isFormed(value, CalendarField.own, "1", kind: .calendar) == isFormed)
    }
  }

  @Test func `a decision may quote whatever stood there`() {
    let quoted = Value.text(String(repeating: "e\u{301}\u{7}", count: 100_000))
    #expect(Self.isFormed(quoted, DecisionField.value, kind: .decision))
    #expect(Self.isFormed(quoted, DecisionField.rejected, "a/1", kind: .decision))
    #expect(!Self.isFormed(quoted, DecisionField.note, kind: .decision))
    #expect(!Self.isFormed(.integer(1), DecisionField.value, kind: .decision))
  }

  @Test func `of kinds and fields that are not known nothing is asked`() {
    let odd = Value.text("e\u{301}\u{0}")
    for (kind, number) in [(RecordKind(99), 1), (RecordKind.case, 900), (.note, 31)] as [(RecordKind, UInt32)]
    {
      let change = Self.change([FieldWrite(FieldID(number, "x"), odd)], kind: kind)
      #expect(StoredForm.broken(by: change, to: Self.empty(kind)) == nil)
    }
  }

  @Test func `what stands in the field already is not asked`() {
    let odd = FieldWrite(FieldID(CaseField.severity.number), .integer(3))
    let held = apply(Self.change([odd]), to: nil).state
    #expect(StoredForm.broken(by: Self.change([odd]), to: held) == nil)
    #expect(StoredForm.broken(by: Self.change([odd]), to: Self.empty(.case)) == odd.field)
    let other = FieldWrite(odd.field, .integer(4))
    #expect(StoredForm.broken(by: Self.change([other]), to: held) == odd.field)
  }

  @Test func `a case is made with a number, and a note without`() {
    let title = FieldWrite(FieldID(CaseField.title.number), .text("x"))
    let number = FieldID(CaseField.number.number, "SH01-KT-20261122-001")
    #expect(StoredForm.broken(by: Self.change([title]), to: nil) == FieldID(CaseField.number.number))
    #expect(StoredForm.broken(by: Self.change([title, FieldWrite(number, .none)]), to: nil) != nil)
    #expect(StoredForm.broken(by: Self.change([title, FieldWrite(number, .flag(true))]), to: nil) == nil)
    let note = FieldWrite(FieldID(NoteField.text.number), .text("x"))
    #expect(StoredForm.broken(by: Self.change([note], kind: .note), to: nil) == nil)
  }

  /// Whoever types gets an error, or a value that head office takes.
  @Test func `what people type is stored in a form that is taken`() {
    let now = LocalClock(LocalTime(milliseconds: 1_795_334_400_000, offsetMinutes: 480), zone: .fixed(480))
    let typed = [
      "汤是凉的", " e\u{301}te\u{301} ", "line one\r\nline two", "2 hours ago", "yesterday 3pm",
      "2026/11/22 15:30", "11月22日",
      "128.50", "¥1,280", "12.34 USD", "0", "yes", "否", "+86 138 0000 0000", "receipt; apology",
      "+vip、-young", "severe",
      "019aaf2b-8800-7001-8000-000000000001", "019AAF2B88007001800000000000 0001",
      String(repeating: "長", count: 30_000),
      "\u{FF21}\u{FF22}", "\u{1100}\u{1161}", "\u{212B}\u{0327}\u{0301}", "today",
      "9999-12-31T23:59:59+14:00", "0001-01-01",
    ]
    var count = 0
    for kind in Schema.kinds {
      // Texts of elements are the product's own: a policy's limits, what a decision did not keep.
      for field in Schema.fields(of: kind) where !field.isSet || field.elements != .texts {
        for text in typed {
          guard let edits = try? FieldInput.edits(text, of: field, now: now) else { continue }
          for edit in edits {
            count += 1
            let broken = StoredForm.broken(
              by: Self.change([FieldWrite(edit.field, edit.value)], kind: kind), to: Self.empty(kind))
            #expect(broken == nil, "\(kind.id) \(field.id) \(text.prefix(40)) \(edit)")
          }
        }
      }
    }
    #expect(count > 2_000)
  }
}
