import Complaints
import FoundationEssentials
import GRDB
import HeadOffice
import RecordStore
import SyncProtocol
import Testing
import Versioning

/// What was noticed of a customer before anybody complained, and changed since.
@Suite struct SignalErasureTests {
  @Test func `a signal that named an erased customer once names him nowhere any more`() async throws {
    let office = try Office()
    let (device, other) = (try office.device("SH01"), try office.device("SH02"))
    let admin = try office.device("HQ", .admin)
    let text = FieldID(SignalField.text.number)
    try await device.exchange([
      device.customersCase(1, record(1), "K1"),
      device.edit(2, record(1), CaseField.customerName, "Zhao Qianlong"),
    ])
    func signal(_ number: UInt64, _ id: RecordID, _ words: String, base: [Dot] = []) -> Change {
      other.change(number, id, [FieldWrite(text, .text(words), base: base)], kind: .signal)
    }
    try await other.exchange([
      signal(1, record(50), "Zhao Qianlong sighed"),
      signal(2, record(50), "a guest sighed", base: [Dot(other.replica, 1)]),
      signal(3, record(51), "somebody sighed"),
      signal(4, record(51), "somebody left", base: [Dot(other.replica, 3)]),
    ])
    try await admin.erase("K1", 1)
    #expect(try office.value(record(50), SignalField.text) == Value.none)
    #expect(try office.value(record(51), SignalField.text) == .text("somebody left"))
    for change in try other.history([record(50)]) { #expect(change.write(to: text)?.value == Value.none) }
    // Its author's store is told of it.
    let told = try await other.exchange().erasures.flatMap(\.records).map { Array($0.record) }
    #expect(told == [record(50).bytes])
  }

  @Test func `a customer's short id empties no text that has the number for something else`() async throws {
    let office = try Office()
    let (device, other) = (try office.device("SH01"), try office.device("SH02"))
    let admin = try office.device("HQ", .admin)
    let text = FieldID(SignalField.text.number)
    try await device.exchange([device.customersCase(1, record(1), "120")])
    let words = ["Guest at table 120 sighed", "We called 120", "Customer 120 sighed"]
    try await other.exchange(
      words.enumerated().map { at, words in
        let number = UInt64(at + 1)
        return other.change(number, record(50 + number), [FieldWrite(text, .text(words))], kind: .signal)
      })
    try await admin.erase("120", 1)
    #expect(try office.value(record(51), SignalField.text) == .text(words[0]))
    #expect(try office.value(record(52), SignalField.text) == .text(words[1]))
    #expect(try office.value(record(53), SignalField.text) == Value.none)
  }

  @Test
  func `a manuscript of his case goes with it, so does what somebody said in it; what is published stays`()
    async throws
  {
    let office = try Office()
    let device = try office.device("SH01")
    let admin = try office.device("HQ", .admin)
    try await device.exchange([
      device.customersCase(1, record(1), "K1"),
      device.edit(2, record(1), CaseField.customerName, "Zhao Qianlong"),
    ])
    func write(_ field: FieldDefinition, _ text: String) -> FieldWrite {
      FieldWrite(FieldID(field.number), .text(text))
    }
    let lesson = write(ManuscriptField.lesson, "call first")
    let of = FieldWrite(FieldID(ManuscriptField.cases.number, record(1).description), .flag(true))
    try await device.exchange([
      device.change(3, record(50), [lesson, of], kind: .manuscript),
      device.change(4, record(51), [lesson], kind: .manuscript),
      device.change(5, record(52), [write(ManuscriptField.body, "as Zhao Qianlong said")], kind: .manuscript),
      device.change(
        6, record(53),
        [write(HelpfulField.complaint, record(1).description), write(HelpfulField.comment, "he smiled")],
        kind: .helpful),
      // What was decided of a conflict repeats what stood there.
      device.change(
        7, record(54), [write(DecisionField.value, "call first")], kind: .decision, of: record(50)),
    ])
    let study = SharedRecord.id(.study, "parcel")
    try await admin.exchange([
      admin.change(
        1, study, [write(SharedField.key, "parcel"), write(StudyField.lesson, "call first")], kind: .study,
        scope: "shared")
    ])
    try await admin.erase("K1", 2)
    #expect(try office.value(record(50), ManuscriptField.lesson) == Value.none)
    #expect(try office.value(record(54), DecisionField.value) == Value.none)
    #expect(try office.value(record(51), ManuscriptField.lesson) == .text("call first"))
    #expect(try office.value(record(52), ManuscriptField.body) == Value.none)
    #expect(try office.value(record(53), HelpfulField.comment) == Value.none)
    #expect(try office.value(study, StudyField.lesson) == .text("call first"))
    // Which of what is published came of his case is known afterwards.
    let from = FieldID(ManuscriptField.cases.number, record(1).description)
    #expect(try office.state(record(50))?.value(from) == .flag(true))
  }

  /// The writer is given up between two parts, and the next goes on where one stopped.
  @Test func `thousands of signals are gone through in parts, and none of them is passed over`() async throws
  {
    let ticks = Ticks()
    let office = try Office(clock: ticks.next)
    let (device, other) = (try office.device("SH01"), try office.device("SH02"))
    let admin = try office.device("HQ", .admin)
    let cases: ClosedRange<UInt64> = 1...20
    try await device.exchange(
      cases.flatMap {
        [
          device.customersCase($0 * 2 - 1, record($0), "K1"),
          device.edit($0 * 2, record($0), CaseField.customerName, "Zhao Qianlong \($0)"),
        ]
      })
    let text = FieldID(SignalField.text.number)
    let signals: ClosedRange<UInt64> = 1...120
    // Each third one names one of the cases' customers, however they lie among the others.
    try await other.exchange(
      signals.map { number in
        let words = number % 3 == 0 ? "Zhao Qianlong \(number % 20 + 1) sighed" : "somebody sighed"
        return other.change(number, record(1000 + number), [FieldWrite(text, .text(words))], kind: .signal)
      })
    let before = ticks.count
    try await admin.erase("K1", 1)
    for number in signals {
      #expect(
        try office.value(record(1000 + number), SignalField.text)
          == (number % 3 == 0 ? Value.none : .text("somebody sighed")))
    }
    for number in cases { #expect(try office.value(record(number), CaseField.customerName) == Value.none) }
    // Two looks at the clock are a part; twenty cases are three times through all signals.
    #expect(ticks.count - before > 3 * 120 / 2)
    #expect(try await other.exchange().erasures.flatMap(\.records).count == 40)
  }

  @Test func `a signal that became a case is erased with it when the case comes after the erasure`()
    async throws
  {
    let office = try Office()
    let (device, other) = (try office.device("SH01"), try office.device("SH02"))
    let admin = try office.device("HQ", .admin)
    try await device.exchange([device.customersCase(1, record(1), "K1")])
    let text = FieldID(SignalField.text.number)
    let became = FieldID(SignalField.cases.number, record(2).description)
    try await other.exchange([
      other.change(
        1, record(50), [FieldWrite(text, .text("she sighed")), FieldWrite(became, .flag(true))], kind: .signal
      )
    ])
    try await admin.erase("K1", 1)
    #expect(try office.value(record(50), SignalField.text) == .text("she sighed"))
    // Written before the erasure, by a branch that was not online since.
    try await device.exchange([device.customersCase(2, record(2), "K1")])
    #expect(try office.value(record(2), CaseField.narrative) == Value.none)
    #expect(try office.value(record(50), SignalField.text) == Value.none)
    let left = try await office.store.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM erasing") }
    #expect(left == 0)
  }
}
