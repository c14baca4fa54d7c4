import CaseIndex
import Complaints
import RecordStore
import Replica
import TestSupport
import Testing
import Versioning

/// One thing spelt two ways is one thing, wherever it is looked for or counted.
@Suite("Spellings")
struct SpellingTests {
  private func search(_ desk: Desk, _ words: String...) throws -> Set<String> {
    Set(try desk.store.read { try $0.search(words, limit: 20).map(\.summary.number) })
  }

  @Test func `a search finds what is spelt otherwise, in the query or in the case, and signs say nothing`()
    throws
  {
    let desk = try Desk()
    let wide = try desk.new(("channel", "phone"), ("narrative", "单号 ＡＢ１２３４ 没有送到"))
    let plain = try desk.new(
      ("channel", "phone"), ("narrative", "order ab1234 & the STRASSE soup\u{AD}bowl ｶﾚｰ"))
    let both: Set = [wide.number, plain.number]
    for word in ["AB1234", "ＡＢ１２３４", "ab1234", "ａｂ１２３４", "AB\u{200B}1234"] {
      #expect(try search(desk, word) == both, "\(word)")
    }
    for sign in ["&", "，", "–", "🍜", "❤️", "\""] {
      #expect(try search(desk, "AB1234", sign) == both, "\(sign)")
      #expect(try search(desk, sign) == [], "\(sign)")
    }
    for word in ["straße", "soupbowl", "カレー", "ＳＯＵＰＢＯＷＬ"] {
      #expect(try search(desk, word) == [plain.number], "\(word)")
    }
    // An edit takes the old words out, however they were spelt.
    try desk.edit(wide.id, "narrative", "汤是凉的")
    #expect(try search(desk, "AB1234") == [plain.number])
    #expect(try desk.store.examine().derived.isEmpty)
  }

  @Test func `a sign beside a word, or alone, is no part of it, and the dots within a name are one`() throws {
    let desk = try Desk()
    let phone = try desk.new(
      ("channel", "phone"), ("narrative", "my iPhone™ broke"), ("product", "iPhone™"),
      ("customer_name", "阿不都·买买提"))
    let other = try desk.new(
      ("channel", "phone"), ("narrative", "the iPhone fell"), ("product", "iPhone"), ("handler", "阿不都•买买提"))
    for sign in ["™", "ℹ️", "Ⓜ️", "㊙️", "🈶", "℃"] {
      #expect(try search(desk, "iphone", sign) == [phone.number, other.number], "\(sign)")
    }
    #expect(try desk.list { $0.products = ["iPhone®"] } == [other.number, phone.number])
    #expect(try search(desk, "阿不都.买买提") == [phone.number, other.number])
    #expect(try desk.list { $0.handlers = ["阿不都・买买提"] } == [other.number])
  }

  @Test
  func
    `noughts behind the point of an order are no part of its number, and an address is one however it is written`()
    throws
  {
    let desk = try Desk()
    let order = try desk.new(("channel", "phone"), ("narrative", "a"), ("order_reference", "7001.0"))
    _ = try desk.new(("channel", "phone"), ("narrative", "b"), ("order_reference", "70010"))
    #expect(try desk.list { $0.order = "7001" } == [order.number])
    for typed in ["li@x.com", "mailto:LI@x.com", "Li Na <li@x.com>", "mailto:li@x.com?subject=Re"] {
      #expect(Spelling.Kind.email.folded(typed) == "li@x.com", "\(typed)")
    }
  }

  @Test func `a number is found whichever mark stands before it, and no other number is`() throws {
    let desk = try Desk()
    let told = try ["№5", "No5", "No.5", "Nº5", "No. 5", "N°5"].map {
      try desk.new(("channel", "phone"), ("narrative", "单号 \($0) 没到"), ("order_reference", $0)).number
    }
    let other = try desk.new(
      ("channel", "phone"), ("narrative", "5 hours, no answer"), ("order_reference", "5"))
    for typed in ["№5", "No5", "No.5", "Nº5", "N°5", "ＮＯ．５"] {
      #expect(try search(desk, typed) == Set(told), "\(typed)")
      #expect(Set(try desk.list { $0.order = typed }) == Set(told), "\(typed)")
    }
    #expect(try desk.list { $0.order = "5" } == [other.number])
    #expect(try search(desk, "No.6") == [])
    #expect(try desk.store.examine().derived.isEmpty)
  }

  @Test func `filters find a handler, customer, order, product and tag however they are spelt`() throws {
    let desk = try Desk()
    let a = try desk.new(
      ("channel", "phone"), ("narrative", "a"), ("handler", "wang fang"), ("customer_id", "Ｃ－１０２７"),
      ("order_reference", "Ａ－７７"), ("product", "Iced　Tea"), ("tags", "ＶＩＰ"))
    let b = try desk.new(
      ("channel", "phone"), ("narrative", "b"), ("handler", "Wang  Fang"), ("customer_id", "c-1027"),
      ("order_reference", "a 77"), ("product", "iced tea"), ("tags", "vip"))
    _ = try desk.new(
      ("channel", "phone"), ("narrative", "c"), ("handler", "Wang Fan"), ("customer_id", "C-1028"))
    let both = [b.number, a.number]
    for name in ["WANG FANG", "ｗａｎｇ　ｆａｎｇ"] { #expect(try desk.list { $0.handlers = [name] } == both) }
    for id in ["C-1027", " c–1027 "] { #expect(try desk.list { $0.customerID = id } == both) }
    // Dashes tell customers apart.
    for id in ["C1027", "C-10-27"] { #expect(try desk.list { $0.customerID = id } == []) }
    for order in ["A-77", "a77", "Ａ／７７"] { #expect(try desk.list { $0.order = order } == both) }
    #expect(try desk.list { $0.products = ["ICED TEA"] } == both && desk.list { $0.tag = "Vip" } == both)
    #expect(try desk.list { $0.customerID = "\u{200B}" } == [])
    // What was typed is shown as it was typed.
    let handlers = try desk.store.read { try $0.list(CaseFilter()).map(\.handler) }
    #expect(handlers == ["Wang Fan", "Wang  Fang", "wang fang"])
    #expect(try desk.store.examine().derived.isEmpty)
  }

  @Test func `a phone number is searched for in whatever groups it was typed, here or there`() throws {
    let desk = try Desk()
    let plain = try desk.new(("channel", "phone"), ("narrative", "请打 13800138000 联系"))
    let spaced = try desk.new(("channel", "phone"), ("narrative", "请打 138 0013 8000 联系"))
    let dashed = try desk.new(("channel", "phone"), ("narrative", "请打138-0013-8000联系"))
    let field = try desk.new(("channel", "phone"), ("narrative", "a"), ("phone", "138-00138000"))
    let office = try desk.new(("channel", "phone"), ("narrative", "座机 021-6000 0001"))
    let mobile: Set = [plain.number, spaced.number, dashed.number, field.number]
    for typed in [["13800138000"], ["138", "0013", "8000"], ["138-0013-8000"], ["１３８", "００１３", "８０００"]] {
      let found = Set(try desk.store.read { try $0.search(typed, limit: 20).map(\.summary.number) })
      #expect(found == mobile, "\(typed)")
    }
    #expect(try search(desk, "+86", "138", "0013", "8000").isSuperset(of: mobile))
    for typed in ["02160000001", "021-60000001", "021-6000-0001"] {
      #expect(try search(desk, typed) == [office.number], "\(typed)")
    }
    #expect(try search(desk, "13800138000", "联系") == [plain.number, spaced.number, dashed.number])
    #expect(try search(desk, "13800138001") == [] && search(desk, "138", "0013", "8001") == [])
    // Numbers that are several words are still those.
    let order = try desk.new(("channel", "phone"), ("narrative", "20261122 and 4711"))
    #expect(try search(desk, "4711", "20261122") == [order.number])
  }

  @Test func `a tag is one however it is spelt: not added beside itself, and taken away`() throws {
    let desk = try Desk()
    let one = try desk.new(("channel", "phone"), ("narrative", "a"), ("tags", "ＶＩＰ"))
    func edit(_ tag: String, _ isOn: Bool) throws -> Bool {
      try desk.store.write { session in
        let row = try #require(try session.db.record(one.id))
        return try session.editCase(row, [FieldEdit(FieldID(CaseField.tags.number, tag), .flag(isOn))])
      }
    }
    func tags() throws -> [String] {
      let state = try desk.store.read { try #require(try $0.db.record(one.id)?.decoded()) }
      return state.elements(of: CaseField.tags.number).filter { $0.value == .flag(true) }.compactMap(
        \.field.element)
    }
    #expect(try !edit("vip", true) && tags() == ["ＶＩＰ"])
    #expect(try edit("Vip", false) && tags() == [])
    #expect(try desk.list { $0.tag = "vip" } == [])
  }

  @Test func `a phone number is found with and without what is dialled before it, and by its end`() throws {
    let desk = try Desk()
    let hongKong = try desk.new(("channel", "phone"), ("narrative", "a"), ("phone", "+852 9123 4567"))
    let mobile = try desk.new(("channel", "phone"), ("narrative", "b"), ("phone", "13800138000"))
    let office = try desk.new(("channel", "phone"), ("narrative", "c"), ("phone", "021-6000 0001 转 801"))
    for (typed, found) in [
      ("9123 4567", hongKong.number), ("00852 91234567", hongKong.number), ("4567", hongKong.number),
      ("013800138000", mobile.number), ("+86 138 0013 8000", mobile.number), ("8000", mobile.number),
      ("138\u{200B}0013\u{A0}8000", mobile.number), ("60000001", office.number),
      ("+86 21 6000 0001", office.number),
    ] {
      #expect(try desk.list { $0.phone = PhoneNumber.normalised(typed) } == [found], "\(typed)")
    }
    for typed in ["+65 9123 4567", "000", "9000"] {
      #expect(try desk.list { $0.phone = PhoneNumber.normalised(typed) } == [], "\(typed)")
    }
  }

  @Test func `a switchboard is found however it and its extensions are written, and another one is not`()
    throws
  {
    let desk = try Desk()
    let numbers = [
      "021-60000000-801", "(021)60000000-801", "+86-21-60000000-801", "021 60000000-801",
      "(86-21)60000000-801",
      "60000000-801", "021-6000 0000-801",
    ]
    let cases = try numbers.map {
      try desk.new(("channel", "phone"), ("narrative", "a"), ("phone", $0)).number
    }
    let other = try desk.new(("channel", "phone"), ("narrative", "b"), ("phone", "021-6000 1234-802"))
    for typed in ["021-60000000", "021-6000 0000-801"] {
      #expect(
        try Set(desk.list { $0.phone = PhoneNumber.normalised(typed) }) == Set(cases), "\(typed)")
    }
    for typed in ["021-60001234", "021-6000 1234-802"] {
      #expect(try desk.list { $0.phone = PhoneNumber.normalised(typed) } == [other.number], "\(typed)")
    }
    let page = try desk.store.read { try $0.customerPage($0.contacts(typed: "021-6000 1234-802")) }
    #expect(page?.visits.map(\.summary.number) == [other.number])
  }

  @Test func `each of several addresses of a field finds its case`() throws {
    let desk = try Desk()
    let both = try desk.new(("channel", "email"), ("narrative", "a"), ("email", "a@b.com; c@d.com"))
    for address in ["a@b.com", "C@D.com"] {
      let page = try desk.store.read { try $0.customerPage($0.contacts(typed: address)) }
      #expect(page?.visits.map(\.summary.number) == [both.number], "\(address)")
    }
  }

  @Test func `reports count one person once, by the spelling that most cases have`() throws {
    let desk = try Desk()
    for handler in ["wang fang", "Wang Fang", "Wang Fang", "ＷＡＮＧ　ＦＡＮＧ", "Li Na"] {
      _ = try desk.new(("channel", "phone"), ("narrative", "a"), ("handler", handler))
    }
    let groups = try desk.store.read {
      try $0.counts(by: [[.handler], [.branch, .handler]], ReportFilter())
    }
    #expect(groups[0].map(\.key) == [["Wang Fang"], ["Li Na"]] && groups[0].map(\.value.cases) == [4, 1])
    #expect(groups[1].map { $0.key[1] } == ["Wang Fang", "Li Na"])
  }

  @Test
  func `one customer is told by id, phone or e-mail however they are spelt; a placeholder tells nobody`()
    throws
  {
    func repeated(_ field: String, _ one: String, _ other: String) throws -> Int {
      let desk = try Desk()
      for text in [one, other] { _ = try desk.new(("channel", "phone"), ("narrative", "a"), (field, text)) }
      return try desk.store.read { try $0.repeatComplaints().repeats.count }
    }
    for (field, one, other) in [
      ("customer_id", "C-1027", "ｃ－１０２７"), ("phone", "+852 9123 4567", "9123 4567"),
      ("phone", "013800138000", "138 0013 8000"), ("email", "Li.Na@Example.com", "li.na@example.com"),
      ("phone", "021-60000001-801", "021-60000001 转 801"),
    ] {
      #expect(try repeated(field, one, other) == 1, "\(one) \(other)")
    }
    for (field, one, other) in [
      ("phone", "00000000", "00000000"), ("phone", "12345678", "12345678"),
      ("phone", "11111111", "1111 1111"),
      ("phone", "12315", "12315"), ("phone", "+852 9123 4567", "+65 9123 4567"),
      ("phone", "021-60000001 转 801", "021-60000001 转 802"), ("customer_id", "无", "无"),
      ("customer_id", "N/A", "n/a"),
      ("customer_id", "C-1027", "C-1028"),
    ] {
      #expect(try repeated(field, one, other) == 0, "\(one) \(other)")
    }
  }

  @Test func `what is told to be a likely duplicate goes by the same`() throws {
    let desk = try Desk()
    let a = try desk.new(
      ("channel", "phone"), ("narrative", "a"), ("order_reference", "Ａ－７７"), ("phone", "+852 9123 4567"),
      ("customer_id", "C-1027"), ("email", "Li@Example.com"))
    func found(_ change: (inout IntakeClues) -> Void) throws -> [String] {
      var clues = IntakeClues()
      change(&clues)
      return try desk.store.read { try $0.similarCases(to: clues, milliseconds: 1000) }.map(\.summary.number)
    }
    #expect(try found { $0.orderReference = "a77" } == [a.number])
    #expect(try found { $0.phone = "91234567" } == [a.number])
    #expect(try found { $0.customerID = "ｃ－１０２７" } == [a.number])
    #expect(try found { $0.email = "LI@EXAMPLE.COM" } == [a.number])
    #expect(try found { $0.phone = "00000000" } == [])
  }

  @Test func `a page that would be of more cases than were asked for is not read`() throws {
    let desk = try Desk()
    for _ in 0..<3 { _ = try desk.new(("channel", "phone"), ("narrative", "x"), ("phone", "13800138000")) }
    func cases(most: Int) throws -> Int? {
      try desk.store.read { reader in
        try reader.customerPage(reader.contacts(typed: "13800138000"), most: most)?.visits.count
      }
    }
    #expect(try cases(most: 3) == 3)
    #expect(try cases(most: 2) == nil)
  }
}
