import Complaints
import FoundationEssentials
import HeadOffice
import RecordStore
import SyncProtocol
import Testing
import Versioning

/// A value that has not the form of its field is kept in quarantine, and its author hears so.
@Suite struct FormTests {
  let office: Office
  let device: TestDevice

  init() throws {
    office = try Office()
    device = try office.device("SH01")
  }

  private func write(_ field: FieldDefinition, _ value: Value, _ element: String? = nil) -> FieldWrite {
    FieldWrite(FieldID(field.number, element), value)
  }

  @Test func `each form is asked for, one change stops no other, and nothing is lost`() async throws {
    let broken: [FieldWrite] = [
      write(CaseField.status, .integer(3)),
      write(CaseField.title, .text(String(repeating: "x", count: 70_000))),
      write(CaseField.title, .text("e\u{301}")), write(CaseField.narrative, .text("\u{1B}[2J")),
      write(CaseField.loggedAt, .text("22.11.2026")), write(CaseField.amount, .text("128.00")),
      write(CaseField.safety, .text("yes")), write(CaseField.duplicateOf, .text("SH01-KT-20261122-001")),
      write(CaseField.deleted, .flag(true)), write(CaseField.tags, .text("vip"), "vip"),
      write(CaseField.tags, .flag(true), String(repeating: "x", count: 300)),
      write(CaseField.phone, .flag(true)),
      write(CaseField.title, .text("x"), "element"),
    ]
    for at in 1...UInt64(broken.count + 1) { try await device.exchange([device.newCase(at, record(at))]) }
    let first = UInt64(broken.count) + 2
    let changes = broken.enumerated().map { at, write in
      device.change(first + UInt64(at), record(UInt64(at) + 1), [write])
    }
    let good = device.edit(first + UInt64(broken.count), record(first - 1), CaseField.title, "taken")
    let response = try await device.exchange(changes + [good])
    #expect(response.reasons == broken.map { _ in "malformed" })
    #expect(
      response.verdicts.map(\.outcome) == broken.map { _ in Casebook_Sync_V1_Outcome.quarantined } + [
        .applied
      ])
    #expect(response.covered == good.dot.number)
    #expect(try office.store.quarantine().map(\.change.encoded) == changes.map { $0.encoded() })
    for at in broken.indices {
      #expect(try office.state(record(UInt64(at) + 1))?.applied.dots.count == 1)
    }
    // Its author drops it, and writes it as it has to be.
    var drop = device.request([
      device.edit(good.dot.number + 1, record(2), CaseField.title, "as it has to be")
    ])
    drop.discards = [first + 1]
    #expect(try await device.send(drop).reasons.count == broken.count - 1)
    #expect(try office.value(record(2), CaseField.title) == .text("as it has to be"))
  }

  @Test func `a name of who wrote that drives a terminal is not taken, whatever else it says is`()
    async throws
  {
    for (at, name) in ["Li\u{1B}[2JNa", "Li\nNa", "Li\u{9B}31m", "Li\u{0}"].enumerated() {
      let number = UInt64(at) + 1
      let made = device.newCase(number, record(number))
      let change = Change(
        dot: made.dot, record: made.record, kind: made.kind, aggregate: made.aggregate, scope: made.scope,
        author: Author(name: name, branch: "SH01"), group: made.group, salt: made.salt, writes: made.writes,
        times: made.times)
      #expect(try await device.exchange([change]).reasons.last == "malformed", "\(name.debugDescription)")
      #expect(try office.state(record(number)) == nil)
    }
    let made = device.newCase(5, record(5))
    let odd = Change(
      dot: made.dot, record: made.record, kind: made.kind, aggregate: made.aggregate, scope: made.scope,
      author: Author(name: "e\u{301}\t王 <script> ", branch: "SH01"), group: made.group, salt: made.salt,
      writes: made.writes, times: made.times)
    _ = try await device.exchange([odd])
    #expect(try office.state(record(5)) != nil)
  }

  @Test func `a case without a number is none yet`() async throws {
    let bare = device.change(1, record(1), [write(CaseField.narrative, .text("cold soup"))])
    let note = device.change(
      2, record(2), [write(NoteField.text, .text("n"))], kind: .note, of: record(1))
    #expect(try await device.exchange([bare, note]).reasons == ["malformed", "waiting"])
    // Of a group, what makes the case has it.
    let group = Group(first: 3, count: 2)
    let made = device.change(3, record(3), device.newCase(3, record(3)).writes, group: group)
    let added = device.change(
      4, record(4), [write(NoteField.text, .text("n"))], kind: .note, of: record(3), group: group)
    #expect(try await device.exchange([made, added]).reasons == ["malformed", "waiting"])
    #expect(try office.state(record(4)) != nil && office.state(record(1)) == nil)
  }

  @Test func `what later and earlier programs write is taken`() async throws {
    let later = device.change(
      2, record(1),
      [
        FieldWrite(FieldID(700), .integer(1)), FieldWrite(FieldID(701, "\u{7}"), .text("e\u{301}")),
        write(CaseField.status, .text("of_a_later_version")),
        write(CaseField.severity, .opaque(type: 7, bytes: [1, 2])),
        write(CaseField.tags, .none, ""), write(CaseField.title, .text("two\nlines")),
      ])
    let kind = device.change(
      3, record(2), [FieldWrite(FieldID(1), .integer(1))], kind: RecordKind(99), of: record(1))
    #expect(try await device.exchange([device.newCase(1, record(1)), later, kind]).reasons.isEmpty)
  }

  @Test func `rights go before form`() async throws {
    let note = device.change(
      1, record(2), [write(NoteField.text, .integer(1))], kind: .note, of: record(1))
    #expect(try await device.exchange([note]).reasons == ["forbidden"])
    let other = try office.device("SH01")
    let foreign = other.change(1, record(3), [write(CaseField.title, .integer(1))], scope: "SH02")
    #expect(try await other.exchange([foreign]).reasons == ["forbidden"])
  }

  @Test func `nobody lets it in, whoever asks`() async throws {
    try await device.exchange([device.newCase(1, record(1))])
    try await device.exchange([device.change(2, record(1), [write(CaseField.severity, .integer(1))])])
    var again = device.request()
    again.retries = [2]
    #expect(try await device.send(again).reasons == ["malformed"])
    for decision in [QuarantineDecision.retry, .accept] {
      let left = try office.store.decideQuarantine(
        Dot(device.replica, 2), decision, now: office.time, random: { 1 })
      #expect(left == .malformed)
    }
  }
}
