import CaseIndex
import Complaints
import Foundation
import RecordStore
import TestSupport
import Testing
import Versioning

@testable import Replica

/// Reports count what people wrote by the terms that head office has today.
@Suite("Terms in reports")
struct TermGroupingTests {
  private func publish(_ desk: Desk, _ axis: Vocabulary, _ id: String, zh: String, synonyms: [String] = [])
    throws
  {
    let key = try #require(TermKey(axis, id))
    try desk.store.queue.writeWithoutTransaction { db in
      try db.setMeta(.role, Role.headOffice.rawValue)
      try db.setMeta(.headOfficeURL, "https://office.example")
      try db.setMeta(.token, "x")
      try db.setMeta(.headOfficeID, Data(Identifier(high: 1, low: 2).bytes))
    }
    _ = try desk.store.write { session in
      try session.publish(
        nil as Term?, key, in: axis,
        [FieldEdit(FieldID(TermField.labelChinese.number), .text(zh))]
          + synonyms.map { FieldEdit(FieldID(TermField.synonyms.number, $0), .flag(true)) })
    }
  }

  private func counts(_ desk: Desk, _ axis: ReportAxis) throws -> [String?: Int] {
    let groups = try desk.store.read { try $0.counts(by: [[axis]], ReportFilter()) }[0]
    #expect(groups.allSatisfy { $0.key.count == 1 })
    return Dictionary(groups.map { ($0.key[0], $0.value.cases) }, uniquingKeysWith: { _, _ in -1 })
  }

  @Test func `whatever one product line is called is one group, by its id; the rest by its spellings`() throws
  {
    let desk = try Desk(branch: "HQ")
    for product in ["手机壳", "保护壳", "ＰＨＯＮＥ_case", "Tea", "TEA", "Tea"] {
      try desk.new(("channel", "phone"), ("narrative", "x"), ("product", product))
    }
    try desk.new(("channel", "phone"), ("narrative", "x"))
    try publish(desk, .product, "phone_case", zh: "手机壳", synonyms: ["保护壳"])
    #expect(try counts(desk, .product) == ["phone_case": 3, "Tea": 3, nil: 1])
    // One of the axes of several.
    let both = try desk.store.read { try $0.counts(by: [[.channel, .product]], ReportFilter()) }[0]
    #expect(both.contains { $0.key == ["phone", "phone_case"] && $0.value.cases == 3 })
  }

  @Test func `an id that nobody here knows is a group of its own, also where a synonym reads the same`()
    throws
  {
    let desk = try Desk(branch: "HQ")
    let made = try desk.new(("channel", "phone"), ("narrative", "x"))
    try desk.new(("channel", "chat"), ("narrative", "x"))
    // By a program that has heard of more: `wechat` is called a chat here.
    try desk.store.write { session in
      let row = try #require(try session.db.record(made.id))
      _ = try session.editCase(row, [FieldEdit(FieldID(CaseField.channel.number), .text("wechat"))])
    }
    #expect(try counts(desk, .channel) == ["wechat": 1, "chat": 1])
  }

  @Test func `the terms can be asked for amid a transaction`() throws {
    let desk = try Desk(branch: "HQ")
    try publish(desk, .channel, "kiosk", zh: "自助机")
    let (outside, inside) = (try desk.store.terms(), try desk.store.read { _ in try desk.store.terms() })
    #expect(outside[.channel].term("kiosk") == inside[.channel].term("kiosk"))
    #expect(outside[.channel].text("kiosk", .en) == "自助机")
    let amid = try desk.store.write { _ in try desk.store.terms() }
    #expect(amid[.channel].term("kiosk") != nil)
  }
}
