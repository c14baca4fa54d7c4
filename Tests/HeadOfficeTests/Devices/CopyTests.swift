import Complaints
import FoundationEssentials
import HeadOffice
import SyncProtocol
import Testing
import Versioning

/// What head office has of one copy of a store keeps its dot for the others.
@Suite struct CopyTests {
  private let title = CaseField.title

  /// A device and a copy of it, after the device's first change.
  private func copies(_ office: Office) async throws -> (TestDevice, TestDevice) {
    let device = try office.device("SH01")
    try await device.exchange([device.newCase(1, record(1))])
    return (device, try device.copy())
  }

  /// The same act as a change of another device.
  private func act(_ change: Change, by device: TestDevice, number: UInt64) -> Change {
    var same = change.readdressed(to: Dot(device.replica, number), groupFirst: number) { $0 }
    same.times.stamp = HybridTime(milliseconds: same.times.stamp.milliseconds, counter: 900)
    return same
  }

  private func pushed(_ device: TestDevice, _ changes: [Change], adopts: Bool = true) async throws -> Refusal?
  {
    var request = device.request(changes)
    request.adopts = adopts
    do {
      try await device.send(request)
      return nil
    } catch let refusal as Refusal { return refusal }
  }

  private func followed(_ change: Change, retry: Bool = false, discard: Bool = false) -> Followed {
    var followed = Followed()
    followed.replica = Data(change.dot.replica.bytes)
    followed.number = change.dot.number
    followed.hash = Data(ContentHash(content: change.encodedContent()).bytes)
    followed.retry = retry
    followed.discard = discard
    return followed
  }

  private func asked(_ device: TestDevice, _ followed: Followed) async throws -> FollowedEntry {
    var request = device.request()
    request.followed = [followed]
    return try #require(try await device.send(request).followed.first)
  }

  /// What it says of stamps it says to the store that made the change which they are held against.
  @Test(arguments: [true, false])
  func `a copy is told that it is one, and not that its stamps lie below those of the other`(adopts: Bool)
    async throws
  {
    let office = try Office()
    let device = try office.device("SH01")
    try await device.exchange([device.newCase(1, record(1), at: 60_000)])
    var group = [device.newCase(1, record(2), at: 1_000), device.newCase(2, record(3), at: 1_001)]
    for at in group.indices { group[at].group = Group(first: 1, count: 2) }
    let refusal = try #require(try await pushed(device, group, adopts: adopts))
    #expect(refusal.code == .replicaDiverged && refusal.number == 1)
  }

  @Test func `an act that a copy brought is refused by its dot, and nothing of the push is taken`()
    async throws
  {
    let office = try Office()
    let (device, copy) = try await copies(office)
    let edit = device.edit(2, record(1), title, "x")
    try await device.exchange([edit])
    let other = copy.change(1, record(2), [FieldWrite(FieldID(title.number), .text("y"))])
    let refusal = try #require(try await pushed(copy, [other, act(edit, by: copy, number: 2)]))
    #expect(refusal.code == .actKnown && refusal.number == 2)
    let known = try #require(refusal.known.first)
    #expect(refusal.known.count == 1 && known.number == 2 && known.known == 2 && known.salt == edit.salt)
    #expect(known.replica == Data(device.replica.bytes))
    #expect(known.hash == followed(edit).hash)
    #expect(try await copy.exchange().covered == 0)
  }

  @Test func `an older program, which cannot let it go by that dot, brings it as ever`() async throws {
    let office = try Office()
    let (device, copy) = try await copies(office)
    let edit = device.edit(2, record(1), title, "x")
    try await device.exchange([edit])
    #expect(try await pushed(copy, [act(edit, by: copy, number: 1)], adopts: false) == nil)
  }

  @Test func `the same words in another act are another act`() async throws {
    let office = try Office()
    let (device, copy) = try await copies(office)
    let edit = device.edit(2, record(1), title, "x")
    try await device.exchange([edit])
    var again = act(edit, by: copy, number: 1)
    again.salt = 77
    var others = copy.change(2, record(1), [FieldWrite(FieldID(title.number), .text("z"))])
    others.salt = edit.salt
    #expect(try await pushed(copy, [again, others]) == nil)
  }

  @Test func `devices that are no copies of each other are not asked about their acts`() async throws {
    let office = try Office()
    let (device, _) = try await copies(office)
    let stranger = try office.device("SH01")
    let edit = device.edit(2, record(1), title, "x")
    try await device.exchange([edit])
    #expect(try await pushed(stranger, [act(edit, by: stranger, number: 1)]) == nil)
  }

  @Test func `an act is known in quarantine, once it was dropped, and as part of its group`() async throws {
    let office = try Office()
    let (device, copy) = try await copies(office)
    let group = Group(first: 2, count: 2)
    var parts = [
      device.change(2, record(7), [], scope: "SH02"), device.change(3, record(8), [], scope: "SH02"),
    ]
    for at in parts.indices { parts[at].group = group }
    try await device.exchange(parts)
    let again = parts.map { part in
      part.readdressed(to: Dot(copy.replica, part.dot.number - 1), groupFirst: 1) { $0 }
    }
    let held = try #require(try await pushed(copy, again))
    #expect(held.known.map(\.number) == [1, 2] && held.known.map(\.known) == [2, 3])
    #expect(try await asked(copy, followed(parts[1])).standing == .held)
    #expect(try await asked(copy, followed(parts[1], discard: true)).standing == .dropped)
    #expect(try await device.exchange().quarantined.isEmpty)
    #expect(try await pushed(copy, again)?.known.map(\.known) == [2, 3])
  }

  @Test func `who cannot name a change's content is told nothing of it, and decides nothing`() async throws {
    let office = try Office()
    let (device, _) = try await copies(office)
    let bad = device.change(2, record(7), [], scope: "SH02")
    try await device.exchange([bad])
    let stranger = try office.device("SH01")
    var guess = followed(bad, discard: true)
    guess.hash = Data(repeating: 1, count: 32)
    #expect(try await asked(stranger, guess).standing == .notKnown)
    #expect(try await device.exchange().reasons == ["forbidden"])
  }

  @Test func `a device of another branch has no say in a change, whatever it knows of it`() async throws {
    let office = try Office()
    let (device, elsewhere) = (try office.device("SH01", .auditor), try office.device("SH02", .dutyManager))
    let bad = device.newCase(1, record(1))
    #expect(try await device.exchange([bad]).reasons == ["forbidden"])
    var request = elsewhere.request()
    request.followed = [followed(bad, discard: true)]
    try await elsewhere.send(request)
    #expect(try office.store.quarantine().count == 1)
  }

  @Test func `what waits behind a followed change waits until that is decided, by whoever`() async throws {
    let office = try Office()
    let (device, copy) = try await copies(office)
    let bad = device.change(2, record(1), [FieldWrite(FieldID(title.number), .text("x"))], author: "SH02")
    try await device.exchange([bad])
    var request = copy.request([copy.edit(1, record(1), CaseField.severity, "minor")])
    request.followed = [followed(bad)]
    #expect(try await copy.send(request).reasons == ["waiting"])
    // Behind it wait only the changes that were made after the copy began to follow it.
    #expect(try await device.exchange([device.newCase(3, record(3))]).reasons == ["forbidden"])
    var discard = device.request()
    discard.discards = [2]
    try await device.send(discard)
    #expect(try await copy.exchange().quarantined.isEmpty)
  }

  @Test func `what head office lost is brought by a copy; its own replica has the last word`() async throws {
    let office = try Office()
    let (device, copy) = try await copies(office)
    let bad = device.change(2, record(7), [], scope: "SH02")
    var brought = followed(bad)
    brought.change = Data(bad.encoded())
    brought.reason = "forbidden"
    #expect(try await asked(copy, brought).standing == .held)
    // It is not the device's yet.
    #expect(try await device.exchange().quarantined.isEmpty)
    #expect(try office.store.examine().all.isEmpty)
    let response = try await device.exchange([bad])
    #expect(response.covered == 2 && response.reasons == ["forbidden"])
    // Something else under that number: the device's word.
    let next = device.newCase(3, record(3))
    var forged = followed(device.change(3, record(9), [], scope: "SH02"))
    forged.change = Data(device.change(3, record(9), [], scope: "SH02").encoded())
    #expect(try await asked(copy, forged).standing == .held)
    #expect(try await device.exchange([next]).reasons == ["forbidden"])
    #expect(try await asked(copy, forged).standing == .notKnown)
    #expect(try office.store.examine().all.isEmpty)
  }

  @Test func `nobody brings changes of another branch, of no device, or below what is covered`() async throws
  {
    let office = try Office()
    let (device, _) = try await copies(office)
    let foreign = try office.device("SH02")
    let nobody = TestDevice(replica: Identifier(high: 9, low: 9), branch: "SH01", office: office)
    for change in [device.newCase(2, record(7)), nobody.newCase(1, record(7))] {
      var brought = followed(change)
      brought.change = Data(change.encoded())
      #expect(try await asked(foreign, brought).standing == .notKnown)
    }
    let (first, copy) = try await copies(office)
    let old = first.newCase(1, record(8))
    var below = followed(old)
    below.change = Data(old.encoded())
    #expect(try await asked(copy, below).standing == .notKnown)
    #expect(try office.store.quarantine().isEmpty)
  }

  @Test func `an act that head office took twice, from an older program, is known by the first`() async throws
  {
    let office = try Office()
    let (device, copy) = try await copies(office)
    let edit = device.edit(2, record(1), title, "x")
    try await device.exchange([edit])
    #expect(try await pushed(copy, [act(edit, by: copy, number: 1)], adopts: false) == nil)
    let third = try device.copy()
    let known = try #require(try await pushed(third, [act(edit, by: third, number: 1)])?.known.first)
    #expect(known.replica == Data(device.replica.bytes) && known.known == 2)
  }

  @Test func `who decides what it follows hears at once what became of its own that waited for that`()
    async throws
  {
    let office = try Office()
    let (device, copy) = try await copies(office)
    let bad = device.change(2, record(1), [FieldWrite(FieldID(title.number), .text("x"))], author: "SH02")
    try await device.exchange([bad])
    var request = copy.request([copy.edit(1, record(1), CaseField.severity, "minor")])
    request.followed = [followed(bad)]
    #expect(try await copy.send(request).reasons == ["waiting"])
    var decision = copy.request()
    decision.followed = [followed(bad, discard: true)]
    let response = try await copy.send(decision)
    #expect(response.quarantined.isEmpty && response.verdicts.map(\.number) == [1])
  }
}
