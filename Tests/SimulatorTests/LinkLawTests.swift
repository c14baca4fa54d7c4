import Complaints
import Testing
import Versioning

@testable import Simulator

/// Which cases are one complaint, as the oracle has it, and who may say so.
@Suite("What the oracle knows of linked cases")
struct LinkLawTests {
  private static func id(_ number: Int) -> RecordID { RecordID(high: 5, low: UInt64(number)) }

  private static func held(
    _ record: RecordID, _ kind: RecordKind, of aggregate: RecordID, _ values: [(FieldDefinition, Value)] = []
  ) -> Held {
    let expected = values.map {
      (FieldID($0.number), Expected(heads: [], winner: nil, value: $1, isFlagged: false))
    }
    return Held(
      bytes: [], record: record, kind: kind, aggregate: aggregate, scope: "SH01", deeds: [], stamps: [:],
      erased: [], expected: Dictionary(uniqueKeysWithValues: expected))
  }

  /// Cases 1 to 6, and what is said of them.
  private static func complaints(_ said: [(Int, LinkKind, Int, ended: Bool)]) -> Set<SameComplaint> {
    var holding = Holding()
    for number in 1...6 { holding.records[id(number)] = held(id(number), .case, of: id(number)) }
    for (at, word) in said.enumerated() {
      holding.records[id(100 + at)] = held(
        id(100 + at), .link, of: id(word.0),
        [
          (LinkField.kind, .text(word.1.rawValue)), (LinkField.other, .text(id(word.2).description)),
          (LinkField.ended, word.ended ? .flag(true) : .none),
        ])
    }
    return Oracle().complaints(in: holding)
  }

  private static func one(_ cases: [Int], _ standing: Int) -> SameComplaint {
    SameComplaint(cases: Set(cases.map(id)), standing: id(standing))
  }

  @Test func `a chain and a circle are one complaint each, whatever else is said joins nothing`() {
    let chain: [(Int, LinkKind, Int, ended: Bool)] = [
      (1, .duplicateOf, 3, false), (3, .duplicateOf, 2, false),
    ]
    #expect(Self.complaints(chain) == [Self.one([1, 2, 3], 2)])
    #expect(Self.complaints(chain + [(2, .duplicateOf, 1, false)]) == [Self.one([1, 2, 3], 1)])
    #expect(
      Self.complaints(chain + [(5, .duplicateOf, 4, false), (4, .related, 1, false)])
        == [Self.one([1, 2, 3], 2), Self.one([4, 5], 4)])
    #expect(Self.complaints([chain[0], (3, .duplicateOf, 2, true)]) == [Self.one([1, 3], 3)])
    // Said twice and ended once.
    #expect(Self.complaints(chain + [(3, .duplicateOf, 2, true)]) == [Self.one([1, 2, 3], 2)])
  }

  /// What comes of a link that a device of SH01 made by hand, to a case that is in a scope now.
  private func verdict(to scope: String, formerly: Set<String> = [], isKnown: Bool = true) throws -> Law? {
    var story = OfficeStory()
    try story.take([FieldWrite(story.title, .text("soup"))])
    if isKnown {
      try story.take([FieldWrite(story.title, .text("tea"))], of: Self.id(2))
      story.oracle.places[Self.id(2)]?.scope = scope
      story.oracle.places[Self.id(2)]?.former = formerly
    }
    var device = OfficeStory.hostile()
    let change = device.change(
      Self.id(3),
      [
        FieldWrite(FieldID(LinkField.kind.number), .text("duplicate_of")),
        FieldWrite(FieldID(LinkField.other.number), .text(Self.id(2).description)),
      ], now: OfficeStory.now, kind: .link, aggregate: story.record)
    story.oracle.rememberForgery(
      change, .link(case: 1, to: 2), by: device, event: 9, madeAt: OfficeStory.now)
    do { _ = try story.oracle.accept(change, takenAt: OfficeStory.now) } catch let violation as Violation {
      return violation.law
    }
    return nil
  }

  @Test func `nobody of a branch links a case that never was of his branch`() throws {
    #expect(try verdict(to: "SH02") == .nobodyHoldsForeign)
    #expect(try verdict(to: "SH02", formerly: ["HQ"]) == .nobodyHoldsForeign)
    #expect(try verdict(to: "SH01") == nil)
    #expect(try verdict(to: "SH02", formerly: ["SH01"]) == nil)
    #expect(try verdict(to: "SH02", isKnown: false) == nil)
  }

  @Test func `cases of two branches are linked at head office, by who may edit there`() {
    let link = Change(
      dot: Dot(OfficeStory.replica, 1), record: Self.id(3), kind: .link, aggregate: Self.id(1), scope: "SH01",
      author: Author(name: "Li Na", branch: "SH01"), group: Group(first: 1, count: 1), salt: 7,
      writes: [FieldWrite(FieldID(LinkField.other.number), .text(Self.id(2).description))],
      times: Times(stamp: HybridTime(milliseconds: OfficeStory.now), wall: OfficeStory.now))
    func may(_ role: Role, of branch: String, _ scopes: [String]) -> Bool {
      Oracle.mayLink(link, role, of: branch) { $0 == Self.id(1) ? scopes[0] : scopes[1] }
    }
    #expect(may(.branchStaff, of: "SH01", ["SH01", "SH01"]))
    #expect(!may(.dutyManager, of: "SH01", ["SH01", "SH02"]))
    #expect(may(.headOffice, of: "HQ", ["SH01", "SH02"]) && may(.admin, of: "HQ", ["SH01", "SH02"]))
    #expect(!may(.admin, of: "SH01", ["SH01", "SH02"]) && !may(.auditor, of: "HQ", ["SH01", "SH02"]))
  }
}
