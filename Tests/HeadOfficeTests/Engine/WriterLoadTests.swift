import Complaints
import FoundationEssentials
import GRDB
import HeadOffice
import RecordStore
import SyncProtocol
import Synchronization
import Testing
import Versioning

/// Law 14: what one act does to many records, or often to a large one, is done in few statements and read once. Counted
/// in statements, so that these tests say the same on a busy machine.
@Suite struct WriterLoadTests {
  /// The statements that head office's writer carries out meanwhile.
  private func statements(_ office: Office, during body: () async throws -> Void) async throws -> [String] {
    let seen = Mutex<[String]>([])
    try await office.store.pool.write { db in
      db.trace { event in
        let text = "\(event)"
        seen.withLock { $0.append(text) }
      }
    }
    try await body()
    try await office.store.pool.write { db in db.trace() }
    return seen.withLock { $0 }
  }

  private func notes(_ count: UInt64, after first: UInt64, by device: TestDevice, of root: RecordID)
    -> [Change]
  {
    (1...count).map { at in
      device.change(
        first + at, record(root.low * 10_000 + first + at),
        [FieldWrite(FieldID(NoteField.text.number), .text("\(at)"))], kind: .note, of: root, at: Int64(first))
    }
  }

  @Test func `a case of many notes moves in as many statements as one of few, and whole`() async throws {
    let office = try Office()
    let (a, b) = (try office.device("SH01"), try office.device("SH02"))
    var counts: [Int] = []
    var number: UInt64 = 0
    for (root, count) in [(record(1), 3), (record(2), 60)] as [(RecordID, UInt64)] {
      let made = a.newCase(number + 1, root, at: Int64(number) + 1)
      try await a.exchange([made] + notes(count, after: number + 1, by: a, of: root))
      number += count + 2
      let move = a.edit(number, root, CaseField.branch, "SH02", at: Int64(number))
      counts.append(try await statements(office) { try await a.send(a.request([move])) }.count)
      let entries = try await b.exchange().pages.flatMap(\.entries)
      let states = try entries.map { try RecordState(decoding: [UInt8]($0.state)) }
      #expect(states.first?.record == root, "the case comes before what hangs on it")
      #expect(Set(states.map(\.record)).count == Int(count) + 1 && states.allSatisfy { $0.aggregate == root })
      #expect(entries.map(\.position) == entries.map(\.position).sorted())
    }
    #expect(counts[0] == counts[1])
    let departed = try await {
      var request = a.request()
      request.cursors = []
      return try await a.send(request).pages.flatMap(\.entries)
    }()
    #expect(departed.count == 65 && departed.allSatisfy { $0.to == "SH02" })
    // And back: what it left there is no departure here any more.
    try await b.exchange([
      b.change(
        1, record(2),
        [
          FieldWrite(
            FieldID(CaseField.branch.number), .text("SH01"), base: [Dot(a.replica, number)])
        ], at: 99)
    ])
    #expect(try await a.exchange().pages.flatMap(\.entries).filter { !$0.state.isEmpty }.count == 61)
    let findings = try office.store.examine()
    #expect(findings.all.isEmpty && findings.agreement.isEmpty, "\(findings)")
  }

  @Test func `many deletions of a case of many notes read its notes once`() async throws {
    let office = try Office()
    let (device, colleague) = (try office.device("SH01"), try office.device("SH01"))
    let written = notes(40, after: 1, by: device, of: record(1))
    try await device.exchange([device.newCase(1, record(1))] + written)
    try await colleague.exchange()
    let seen = (1...41).map { Dot(device.replica, $0) }
    func deletions(_ numbers: ClosedRange<UInt64>) -> [Change] {
      let group = Group(first: numbers.lowerBound, count: UInt64(numbers.count))
      return numbers.map { number in
        colleague.change(
          number, record(1),
          [
            FieldWrite(
              FieldID(CaseField.deleted.number), .sight(seen),
              base: number == 1 ? [] : [Dot(colleague.replica, number - 1)])
          ], group: group, at: Int64(number))
      }
    }
    try await colleague.exchange(deletions(1...1))
    let reads = try await statements(office) {
      let outcomes = try await colleague.exchange(deletions(2...30)).verdicts.map(\.outcome)
      #expect(outcomes.allSatisfy { $0 == .applied })
    }
    #expect(reads.filter { $0.contains("FROM records WHERE aggregate =") }.count == 1)
  }

  @Test func `a group that makes a state too long by all of its changes together is not taken`() async throws
  {
    let office = try Office()
    let device = try office.device("SH01")
    try await device.exchange([device.newCase(1, record(1))])
    func tags(_ number: UInt64, _ place: UInt64, of count: UInt64) -> Change {
      let text = String(repeating: "x", count: 200)
      return device.change(
        number, record(1),
        (0..<1_000).map {
          FieldWrite(FieldID(CaseField.tags.number, "\(number)-\(1_000 + $0)-\(text)"), .flag(true))
        },
        group: Group(first: number - place, count: count), at: Int64(number))
    }
    var number: UInt64 = 2
    for _ in 0..<2 {
      let group = (0..<8 as Range<UInt64>).map { tags(number + $0, $0, of: 8) }
      #expect(
        try await device.exchange(group).verdicts.map(\.outcome) == Array(repeating: .applied, count: 8))
      number += 8
    }
    let last = (0..<8 as Range<UInt64>).map { tags(number + $0, $0, of: 8) }
    #expect(try await device.exchange(last).verdicts.map(\.reason) == Array(repeating: "oversized", count: 8))
    number += 8
    // Nothing of it is there, and what fits is taken.
    let small = tags(number, 0, of: 1)
    #expect(try await device.exchange([small]).verdicts.map(\.reason) == ["waiting"])
    let state = try #require(try office.state(record(1)))
    #expect(state.elements(of: CaseField.tags.number).count == 16_000)
    #expect(state.encoded().count <= Limits.stateBytes)
  }
}
