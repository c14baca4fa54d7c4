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
}
