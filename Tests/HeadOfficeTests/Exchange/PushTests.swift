import Complaints
import FoundationEssentials
import HeadOffice
import SyncProtocol
import Testing
import Versioning

@Suite struct PushTests {
  @Test func `a gap is refused, says what is missing, and nothing of the push is taken`() async throws {
    let office = try Office()
    let device = try office.device("SH01")
    try await device.exchange([device.newCase(1, record(1))])
    let refusal = try #require(try await device.refusal([device.newCase(3, record(3))]))
    #expect(refusal.code == .gap && refusal.number == 1)
    let response = try await device.exchange([device.newCase(2, record(2)), device.newCase(3, record(3))])
    #expect(response.covered == 3)
  }

  @Test func `a stamp below that of an earlier change is refused, and says above what it has to lie`()
    async throws
  {
    let office = try Office()
    let device = try office.device("SH01")
    try await device.exchange([device.newCase(1, record(1), at: 60_000)])
    for at in [0, 59_999] as [Int64] {
      let late = device.edit(2, record(1), CaseField.title, "x", at: at)
      let refusal = try #require(try await device.refusal([late]))
      #expect(refusal.code == .stampBehind && refusal.number == 1)
      #expect(refusal.clock == Office.morning + 60_000)
    }
    // Repeated with another stamp it is the same change.
    let repeated = device.newCase(1, record(1), at: 30_000)
    #expect(try await device.exchange([repeated]).covered == 1)
    let next = device.edit(2, record(1), CaseField.title, "x", at: 60_001)
    #expect(try await device.exchange([repeated, next]).covered == 2)
  }

  @Test func `numbers within a push go on one by one`() async throws {
    let office = try Office()
    let device = try office.device("SH01")
    #expect(
      try await device.refusal([device.newCase(1, record(1)), device.newCase(3, record(3))])?.code
        == .malformedChange)
    #expect(
      try await device.refusal([device.newCase(1, record(1)), device.newCase(1, record(1))])?.code
        == .malformedChange)
    #expect(try await device.exchange().covered == 0)
  }

  @Test func `a group is taken whole or not at all`() async throws {
    let office = try Office()
    let device = try office.device("SH01")
    let group = Group(first: 1, count: 3)
    let parts = (1...3).map { number in
      var change = device.newCase(UInt64(number), record(UInt64(number)))
      change.group = group
      return change
    }
    let refusal = try await device.refusal(Array(parts[0..<2]))
    #expect(refusal?.code == .incompleteGroup && refusal?.number == 2, "the last one that came")
    #expect(try await device.exchange().covered == 0)
    #expect(try await device.exchange(parts).covered == 3)

    // It does not begin within one, and what follows does not belong to one that has ended.
    #expect(try await device.refusal([parts[1], parts[2]])?.code == .incompleteGroup)
    var stray = device.newCase(4, record(4))
    stray.group = Group(first: 3, count: 2)
    #expect(try await device.refusal([stray])?.code == .incompleteGroup)
    var short = device.newCase(4, record(4))
    short.group = Group(first: 4, count: 2)
    #expect(try await device.refusal([short, device.newCase(5, record(5))])?.code == .incompleteGroup)
  }

  @Test func `a group beyond the limit is quarantined whole`() async throws {
    let office = try Office()
    let device = try office.device("SH01")
    let count = Limits.groupChanges + 1
    let changes = (1...count).map { number in
      var change = device.edit(UInt64(number), record(1), CaseField.title, "\(number)")
      change.group = Group(first: 1, count: UInt64(count))
      return change
    }
    let response = try await device.exchange(changes + [device.newCase(UInt64(count) + 1, record(2))])
    #expect(response.covered == UInt64(count) + 1)
    #expect(response.reasons == Array(repeating: "oversized", count: count))
    #expect(response.verdicts.last?.outcome == .applied)
    #expect(response.pages.flatMap(\.entries).count == 1)
  }

  @Test func `a repeated push changes nothing and gets the verdicts that it had`() async throws {
    let office = try Office()
    let a = try office.device("SH01")
    let b = try office.device("SH01")
    try await a.exchange([a.newCase(1, record(1)), a.edit(2, record(1), CaseField.title, "later", at: 2_000)])
    let push = [
      b.edit(1, record(1), CaseField.title, "earlier", at: 1_000),
      b.edit(2, record(1), CaseField.narrative, "cold soup", at: 1_000),
      b.edit(3, record(1), CaseField.severity, "minor", at: 1_000),
    ]
    let first = try await b.exchange(push)
    #expect(first.verdicts.map(\.outcome) == [.conflictLost, .merged, .applied])
    // The conflict is settled meanwhile, and still: the same verdicts.
    let manager = try office.device("SH01", .dutyManager)
    try await manager.exchange([
      manager.edit(
        1, record(1), CaseField.title, "earlier", base: [Dot(a.replica, 2), Dot(b.replica, 1)], at: 3_000)
    ])
    try await b.exchange()
    let again = try await b.exchange(push)
    #expect(again.verdicts == first.verdicts)
    #expect(again.pages.isEmpty && again.covered == 3 && again.chain == first.chain)
    // Part of it is new: the rest is told apart.
    let more = try await b.exchange(push + [b.edit(4, record(1), CaseField.urgency, "low", at: 4_000)])
    #expect(more.verdicts.prefix(3) == first.verdicts[...] && more.verdicts.map(\.number) == [1, 2, 3, 4])
  }

  @Test func `another change under an accepted number is a copy of the replica`() async throws {
    let office = try Office()
    let device = try office.device("SH01")
    try await device.exchange([device.newCase(1, record(1))])
    let refusal = try await device.refusal([device.newCase(1, record(2))])
    #expect(refusal?.code == .replicaDiverged && refusal?.number == 1)
  }

  @Test func `times that were corrected do not make another change`() async throws {
    let office = try Office()
    let device = try office.device("SH01")
    let change = device.newCase(1, record(1))
    let first = try await device.exchange([change])
    var corrected = change
    corrected.times.stamp = HybridTime(milliseconds: Office.morning - 5_000)
    corrected.times.quality = .exact
    let again = try await device.exchange([corrected])
    #expect(again.verdicts == first.verdicts && again.chain == first.chain)
    // What was accepted first stays.
    #expect(try device.history([record(1)]).map(\.times.stamp) == [change.times.stamp])
  }

  @Test func `a change that may not be taken is quarantined, and the others flow`() async throws {
    let office = try Office()
    let a = try office.device("SH01")
    let b = try office.device("SH01")
    let bad = a.change(2, record(2), [], scope: "SH02")
    let push = [a.newCase(1, record(1)), bad, a.newCase(3, record(4))]
    let first = try await a.exchange(push)
    #expect(first.verdicts.map(\.outcome) == [.applied, .quarantined, .applied] && first.covered == 3)
    #expect(first.verdicts[1].reason == "forbidden" && first.reasons == ["forbidden"])
    #expect(try await b.exchange([b.newCase(1, record(3))]).covered == 1)
    #expect(try await b.exchange().pages.isEmpty)
    // Asked again, it is told the same; the chain goes over all three.
    let again = try await a.exchange(push)
    #expect(again.verdicts == first.verdicts && again.chain == first.chain)
    #expect(try office.store.quarantine().map(\.dot) == [bad.dot])
  }

  @Test func `pushes that arrive together are each taken or quarantined by themselves`() async throws {
    let office = try Office()
    let devices = try (0..<20).map { _ in try office.device("SH01") }
    let outcomes = try await withThrowingTaskGroup(of: (Int, Bool).self) { group in
      for (index, device) in devices.enumerated() {
        group.addTask {
          let id = record(UInt64(100 + index))
          // Every third sends what it may not.
          let change = index % 3 == 0 ? device.change(1, id, [], scope: "SH02") : device.newCase(1, id)
          return (index, try await device.exchange([change]).quarantined.isEmpty)
        }
      }
      return try await group.reduce(into: [Int: Bool]()) { $0[$1.0] = $1.1 }
    }
    for (index, taken) in outcomes { #expect(taken == (index % 3 != 0)) }
    let reader = try office.device("SH01")
    let entries = try await reader.exchange().pages.flatMap(\.entries)
    #expect(entries.count == outcomes.values.filter { $0 }.count)
    #expect(entries.map(\.position) == (1...UInt64(entries.count)).map { $0 })
  }

  @Test func `a stamp may lie ahead by the tolerance and no more`() async throws {
    let office = try Office()
    let device = try office.device("SH01")
    try await device.exchange([device.newCase(1, record(1), at: Limits.clockTolerance)])
    let refusal = try await device.refusal([device.newCase(2, record(2), at: Limits.clockTolerance + 1)])
    #expect(refusal?.code == .clockOutOfTolerance && refusal?.offset == Limits.clockTolerance + 1)
    // Nobody has to do anything but wait: then it is no longer ahead.
    office.pass(milliseconds: 1)
    #expect(
      try await device.exchange([device.newCase(2, record(2), at: Limits.clockTolerance + 1)]).covered == 2)
  }

  @Test func `the number that was accepted first stays the case's number`() async throws {
    let office = try Office()
    let a = try office.device("SH01")
    let b = try office.device("SH01")
    try await a.exchange([a.newCase(7, record(1)).numbered(1)])
    // The same imported row on another device: the same record, another number.
    let response = try await b.exchange([b.newCase(8, record(1)).numbered(1)])
    let entry = try #require(response.pages.first?.entries.first)
    #expect(entry.number == "SH01-KT-20261122-7")
    let state = try RecordState(decoding: [UInt8](entry.state))
    #expect(
      state.elements(of: CaseField.number.number).compactMap(\.field.element) == [
        "SH01-KT-20261122-7", "SH01-KT-20261122-8",
      ])
  }

  @Test func `of two numbers that came in one change the first is the case's`() async throws {
    let office = try Office()
    let device = try office.device("SH01")
    let numbers = (1...2).map { "SH01-KT-20261122-\($0)" }
    let made = device.change(
      1, record(1),
      numbers.map { FieldWrite(FieldID(CaseField.number.number, $0), .flag(true)) } + [
        FieldWrite(FieldID(CaseField.narrative.number), .text("cold soup"))
      ])
    #expect(try await device.exchange([made]).pages.first?.entries.first?.number == numbers[0])
  }

  @Test func `fields, kinds and types that head office does not know are taken and passed on`() async throws {
    let office = try Office()
    let a = try office.device("SH01")
    let b = try office.device("SH01")
    try await a.exchange([a.newCase(1, record(1))])
    let unknown = [FieldWrite(FieldID(70_000, "x"), .opaque(type: 6, bytes: [1, 2, 3]))]
    let kind = RecordKind(4_000)
    try await a.exchange([
      a.change(2, record(1), unknown), a.change(3, record(2), unknown, kind: kind, of: record(1)),
    ])
    let states = try await b.exchange().pages.flatMap(\.entries).map {
      try RecordState(decoding: [UInt8]($0.state))
    }
    #expect(
      states.map { $0.value(FieldID(70_000, "x")) } == [
        .opaque(type: 6, bytes: [1, 2, 3]), .opaque(type: 6, bytes: [1, 2, 3]),
      ])
    #expect(states.last?.kind == kind)
  }

  @Test func `a record keeps its kind and its case`() async throws {
    let office = try Office()
    let device = try office.device("SH01")
    try await device.exchange([device.newCase(1, record(1)), device.newCase(2, record(2))])
    let other = device.change(3, record(1), [], kind: .decision)
    #expect(try await device.exchange([other]).reasons == ["record_mismatch"])
    let moved = device.change(4, record(1), [], of: record(2))
    #expect(try await device.exchange([moved]).reasons.last == "record_mismatch")
    #expect(try await device.exchange([device.newCase(5, record(3))]).covered == 5)
  }

  @Test func `a senseless clock in a request is bounded, and refused where changes come with it`()
    async throws
  {
    let office = try Office()
    let device = try office.device("SH01")
    for clock in [Int64.min, Int64.max] {
      var request = device.request([device.newCase(1, record(1))])
      request.clock = clock
      let refusal = await #expect(throws: Refusal.self) { try await device.send(request) }
      #expect(refusal?.code == .clockOutOfTolerance && refusal?.clock == office.time)
      request.changes = []
      let covered = try await device.send(request).covered
      #expect(covered == (clock == .min ? 0 : 1))
      office.pass(milliseconds: 700_000)
      _ = try await device.send(request)
      let offset = try #require(try office.store.devices().first?.clockOffset)
      #expect(offset != 0 && abs(offset) < 1 << 50)
      // What the replica takes head office's clock to be is what counts.
      request.changes = device.request([device.newCase(1, record(1))]).changes
      request.corrected = office.time
      #expect(try await device.send(request).covered == 1)
    }
  }

  @Test func `a record that is damaged at head office stops nobody else`() async throws {
    let office = try Office()
    let devices = try (0..<12).map { _ in try office.device("SH01") }
    try await devices[0].exchange([devices[0].newCase(1, record(1))])
    try await office.store.pool.write { try $0.run("UPDATE records SET state = x'00'") }
    // They arrive together, and so share transactions.
    let taken = await withTaskGroup(of: Bool.self) { group in
      for (at, device) in devices.enumerated() {
        let change =
          at == 0
          ? device.edit(2, record(1), CaseField.title, "x") : device.newCase(1, record(UInt64(100 + at)))
        group.addTask { (try? await device.send(device.request([change]))) != nil }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(taken == devices.count - 1)
  }

  @Test func `a change of more parts than anybody writes is kept out`() async throws {
    let office = try Office()
    let device = try office.device("SH01")
    try await device.exchange([device.newCase(1, record(1)), device.newCase(2, record(2))])
    let bases = (1...Limits.changeParts).map { Dot(Identifier(high: 0xEE, low: 1), UInt64($0)) }
    let wide = device.change(
      3, record(1),
      (0...Limits.changeParts).map {
        FieldWrite(FieldID(CaseField.tags.number, String(1_000_000 + $0)), .flag(true))
      })
    let deep = device.edit(4, record(2), CaseField.title, "x", base: bases, at: 1)
    #expect(try await device.exchange([wide, deep]).reasons == ["oversized", "oversized"])
  }
}

extension Change {
  /// The same as the replica's change of another number.
  fileprivate func numbered(_ number: UInt64) -> Change {
    var change = self
    change.dot = Dot(dot.replica, number)
    change.group = Group(first: number, count: 1)
    return change
  }
}

extension SyncResponse {
  /// Why the replica's changes are in quarantine.
  var reasons: [String] { quarantined.map(\.reason) }
}
