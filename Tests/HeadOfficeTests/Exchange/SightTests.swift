import Complaints
import FoundationEssentials
import HeadOffice
import SyncProtocol
import Testing
import Versioning

/// Nobody can have seen what was not made.
@Suite struct SightTests {
  private let office: Office
  private let forger: TestDevice
  private let other: TestDevice

  /// A case that both hold.
  init() async throws {
    office = try Office()
    forger = try office.device("SH01")
    other = try office.device("SH01")
    try await other.exchange([other.newCase(1, record(1))])
  }

  private func state(_ id: RecordID = record(1)) async throws -> RecordState {
    let reader = try office.device("SH01")
    let entries = try await reader.exchange().pages.flatMap(\.entries)
    let states = try entries.map { try RecordState(decoding: [UInt8]($0.state)) }
    return try #require(states.first { $0.record == id })
  }

  private func values(_ field: FieldDefinition) async throws -> Set<Value> {
    Set(try await state()[FieldID(field.number)]?.heads.map(\.value) ?? [])
  }

  /// A deletion that names a number of its own replica as seen.
  private func deletion(_ number: UInt64, seeing own: UInt64, at: Int64 = 0) -> Change {
    let seen = [Dot(other.replica, 1), Dot(forger.replica, own)].sorted()
    return forger.change(
      number, record(1), [FieldWrite(FieldID(CaseField.deleted.number), .sight(seen))], at: at)
  }

  @Test func `the next numbers of another replica are seen by nobody, and its edits stand`() async throws {
    let next = (2...400).map { Dot(other.replica, UInt64($0)) }
    let forged = forger.edit(1, record(1), CaseField.title, "forged", base: next)
    #expect(try await forger.exchange([forged]).reasons == ["unknown_base"])
    #expect(try await values(CaseField.title).isEmpty, "a refused forgery has no effect")
    try await other.exchange([other.edit(2, record(1), CaseField.title, "honest", at: 1_000)])
    #expect(try await values(CaseField.title) == [.text("honest")])
    #expect(try await state()[FieldID(CaseField.title.number)]?.unmet == [])
    // What it named has come: it is not taken for that by itself, or it would replace what nobody had seen.
    #expect(try await forger.exchange().reasons == ["unknown_base"])
  }

  @Test func `nobody builds on a change of its own that it is yet to make, or on itself`() async throws {
    for (number, ahead) in [(1, 0), (2, 5)] as [(UInt64, UInt64)] {
      let forged = deletion(number, seeing: number + ahead)
      #expect(try await forger.exchange([forged]).verdicts.map(\.reason) == ["unknown_base"])
      // In a base it cannot even be said.
      let device = try office.device("SH01")
      let unreadable = device.edit(
        1, record(1), CaseField.title, "x", base: [Dot(device.replica, 1 + ahead)])
      #expect(try await device.exchange([unreadable]).verdicts.map(\.reason) == ["malformed"])
    }
    var drop = forger.request([forger.edit(3, record(1), CaseField.title, "three", at: 10)])
    drop.discards = [1, 2]
    #expect(try await forger.send(drop).quarantined.isEmpty)
    #expect(try await values(CaseField.title) == [.text("three")])
  }

  @Test func `a replica that nobody has, and versions of another record, were seen by nobody`() async throws {
    try await other.exchange([other.newCase(2, record(2))])
    for dot in [Dot(Identifier(high: 9, low: 9), 1), Dot(other.replica, 2)] {
      let device = try office.device("SH01")
      let forged = device.edit(1, record(1), CaseField.title, "x", base: [dot])
      #expect(try await device.exchange([forged]).reasons == ["unknown_base"])
    }
    #expect(try await values(CaseField.title).isEmpty)
  }

  @Test func `a deletion does not see what is yet to be written, in any record of its case`() async throws {
    let field = FieldID(CaseField.deleted.number)
    let note = other.change(
      2, record(5), [FieldWrite(FieldID(NoteField.text.number), .text("called"))], kind: .note, of: record(1))
    try await other.exchange([note])
    let seen = [Dot(other.replica, 1), Dot(other.replica, 2)]
    let forged = forger.change(
      1, record(1), [FieldWrite(field, .sight(seen + [Dot(other.replica, 3)]))])
    #expect(try await forger.exchange([forged]).reasons == ["unknown_base"])
    let honest = try office.device("SH01")
    let deletion = honest.change(1, record(1), [FieldWrite(field, .sight(seen))], at: 10)
    #expect(try await honest.exchange([deletion]).verdicts.map(\.outcome) == [.applied])
  }

  @Test func `nor what stands in another case, though its author wrote to that just before`() async throws {
    try await other.exchange([other.newCase(2, record(2))])
    let seen = [Dot(other.replica, 1), Dot(other.replica, 2)]
    let deletion = forger.change(
      2, record(1), [FieldWrite(FieldID(CaseField.deleted.number), .sight(seen))], at: 10)
    let edit = forger.edit(1, record(2), CaseField.title, "x")
    #expect(try await forger.exchange([edit, deletion]).reasons == ["unknown_base"])
  }

  @Test func `a deletion sees the reason that came with it, and a note of the same push`() async throws {
    let field = FieldID(CaseField.deleted.number)
    let group = Group(first: 2, count: 2)
    let push = [
      forger.change(
        1, record(5), [FieldWrite(FieldID(NoteField.text.number), .text("called"))], kind: .note,
        of: record(1)),
      forger.change(
        2, record(6), [FieldWrite(FieldID(DeletionField.reason.number), .text("twice"))], kind: .deletion,
        of: record(1), group: group),
      forger.change(
        3, record(1),
        [
          FieldWrite(
            field,
            .sight(
              [Dot(other.replica, 1), Dot(forger.replica, 1), Dot(forger.replica, 2)].sorted()))
        ], group: group),
    ]
    #expect(try await forger.exchange(push).quarantined.isEmpty)
  }

  @Test func `a base may name the author's own versions that wait in quarantine or were dropped`()
    async throws
  {
    let bad = forger.change(
      1, record(1), [FieldWrite(FieldID(CaseField.branch.number), .text("SH99"))])
    let behind = forger.edit(2, record(1), CaseField.title, "two", at: 10)
    let built = forger.edit(
      3, record(1), CaseField.title, "three", base: [Dot(forger.replica, 2)], at: 20)
    #expect(
      try await forger.exchange([bad, behind, built]).reasons == ["unknown_branch", "waiting", "waiting"])
    var drop = forger.request()
    drop.discards = [1, 2]
    #expect(try await forger.send(drop).quarantined.isEmpty)
    #expect(try await values(CaseField.title) == [.text("three")])
  }

  @Test func `what a replica was before counts as its own`() async throws {
    let bad = forger.change(
      1, record(1), [FieldWrite(FieldID(CaseField.branch.number), .text("SH99"))])
    try await forger.exchange([bad])
    let copy = TestDevice(replica: Identifier(high: 0xB0, low: 1), branch: "SH01", office: office)
    try copy.incarnate(after: forger)
    let named = copy.edit(1, record(1), CaseField.title, "x", base: [Dot(forger.replica, 1)])
    #expect(try await copy.exchange([named]).quarantined.isEmpty)
    let ahead = copy.edit(2, record(1), CaseField.title, "y", base: [Dot(forger.replica, 2)], at: 10)
    #expect(try await copy.exchange([ahead]).reasons == ["unknown_base"])
  }

  @Test func `what waits is held against what was there when it came`() async throws {
    let bad = forger.change(
      1, record(1), [FieldWrite(FieldID(CaseField.branch.number), .text("SH99"))])
    let planted = forger.edit(
      2, record(1), CaseField.title, "planted", base: [Dot(other.replica, 2)], at: 10)
    #expect(try await forger.exchange([bad, planted]).reasons == ["unknown_branch", "unknown_base"])
    try await other.exchange([other.edit(2, record(1), CaseField.title, "honest", at: 20)])
    // Somebody at head office clears the line.
    _ = try office.store.decideQuarantine(
      Dot(forger.replica, 1), .discard, now: office.time, random: { 7 })
    #expect(try await values(CaseField.title) == [.text("honest")])
    #expect(try await forger.exchange().reasons == ["unknown_base"])
  }

  @Test func `where the version never comes back, somebody at head office may answer for it`() async throws {
    let gone = Dot(Identifier(high: 9, low: 9), 3)
    let named = forger.edit(1, record(1), CaseField.title, "seen", base: [gone])
    let behind = forger.edit(2, record(1), CaseField.severity, "minor", at: 10)
    #expect(try await forger.exchange([named, behind]).reasons == ["unknown_base", "waiting"])
    let dot = Dot(forger.replica, 1)
    #expect(
      try office.store.decideQuarantine(dot, .retry, now: office.time, random: { 7 }) == .unknownBase)
    #expect(try office.store.decideQuarantine(dot, .accept, now: office.time, random: { 7 }) == nil)
    #expect(try await values(CaseField.title) == [.text("seen")])
    #expect(try await values(CaseField.severity) == [.text("minor")])
    #expect(try await forger.exchange().quarantined.isEmpty)
    // What a change says of itself never comes true, whoever answers for it.
    let itself = deletion(3, seeing: 3, at: 20)
    try await forger.exchange([itself])
    #expect(
      try office.store.decideQuarantine(itself.dot, .accept, now: office.time, random: { 7 })
        == .unknownBase)
  }

  @Test func `an answer for a change does not lift the other rules`() async throws {
    let foreign = try office.device("SH02")
    let forged = foreign.edit(1, record(1), CaseField.title, "x", base: [Dot(other.replica, 9)])
    #expect(try await foreign.exchange([forged]).reasons == ["forbidden"])
    #expect(
      try office.store.decideQuarantine(forged.dot, .accept, now: office.time, random: { 7 })
        == .forbidden)
  }
}
