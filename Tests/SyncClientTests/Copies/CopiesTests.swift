import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import Replica
import SyncClient
import SyncProtocol
import TestSupport
import Testing
import Versioning

/// Copies of one store have acts in common: each of them is taken once, under one dot, and whoever replaces it
/// has replaced it for everybody.
@Suite("Copies and what they share")
struct CopiesTests {
  /// a's edit of a case is in quarantine; then its store was copied, and both went on.
  struct Shops {
    let world: World
    let a: TestReplica
    let twin: TestReplica
    let b: TestReplica
    let record: RecordID
    let other: RecordID
    let dot: Dot
    /// Head office before it had the edit.
    let backup: String

    init() async throws {
      world = try World()
      a = try await world.replica("SH01")
      b = try await world.replica("SH01")
      record = try a.new()
      try a.edit(record, "title", "Soup")
      other = try a.new([("channel", "email"), ("narrative", "late")])
      await a.sync()
      await b.sync()
      try a.edit(record, "title", "Cold soup")
      try await a.enrol(with: world.code("SH01", .auditor))
      backup = try world.backUpOffice()
      await a.sync()
      dot = try #require(try a.quarantined().first).change.dot
      twin = try world.clone(a)
      try a.note(other, "of the first")
      await a.sync()
      try twin.note(other, "of the twin")
      let outcome = await twin.sync()
      #expect(outcome.failure == nil && outcome.report.isNewIncarnation)
    }

    func mayEdit(_ replica: TestReplica) async throws {
      try await replica.enrol(with: world.code("SH01"))
    }

    func settle() async throws {
      for _ in 0..<2 { for replica in [a, twin, b] { #expect(await replica.sync().failure == nil) } }
      for replica in [a, twin, b] {
        #expect(try replica.conflicts().isEmpty && replica.quarantined().isEmpty)
        #expect(try replica.status().pending == 0)
        #expect(try replica.digest("SH01") == b.digest("SH01"))
      }
      #expect(try world.office.quarantine().isEmpty)
      #expect(try world.office.examine().all.isEmpty)
    }
  }

  @Test
  func `what is in quarantine keeps its dot: the copy sees it, shows it and asks for nothing new`()
    async throws
  {
    let shops = try await Shops()
    for replica in [shops.a, shops.twin] {
      #expect(try replica.quarantined().map(\.change.dot) == [shops.dot])
      #expect(try replica.value(shops.record, "title") == .text("Cold soup"))
      #expect(try replica.status().quarantined == 1)
    }
    #expect(try shops.twin.quarantined().map(\.isShared) == [true])
    #expect(try shops.world.office.quarantine().map(\.dot) == [shops.dot])
    let idle = await shops.twin.sync()
    #expect(idle.report.traffic.requests == 1 && idle.report.quarantined == 0)
  }

  @Test
  func `a long push names what is followed with its first request and its last, and in none between`()
    async throws
  {
    let shops = try await Shops()
    let text = String(repeating: "x", count: 60_000)
    for number in 0..<130 { try shops.twin.note(shops.other, "\(number) \(text)") }
    let before = shops.twin.transport.requests.withLock { $0.count }
    #expect(await shops.twin.sync().failure == nil)
    // Behind those that push, others fetch what has come back.
    let pushes = shops.twin.transport.requests.withLock { all in
      all.dropFirst(before).filter { !$0.changes.isEmpty }
    }
    #expect(pushes.count > 3 && pushes.last?.moreChanges == false)
    #expect(pushes.map(\.followed.count) == [1] + Array(repeating: 0, count: pushes.count - 2) + [1])
    // The same by file, where the first one is enough.
    for number in 0..<130 { try shops.twin.note(shops.other, "\(number) \(text)") }
    let draft = try shops.twin.store.prepareBundle()
    #expect(draft.request.requests.count > 3)
    #expect(draft.request.requests.map(\.followed.count).reduce(0, +) == 1)
    #expect(draft.request.requests.first?.followed.count == 1)
  }

  @Test(arguments: [true, false], [QuarantineWish.retry, .discard])
  func `either copy decides, for both`(byTwin: Bool, wish: QuarantineWish) async throws {
    let shops = try await Shops()
    let who = byTwin ? shops.twin : shops.a
    try await shops.mayEdit(who)
    try who.wish(wish, shops.dot)
    #expect(await who.sync().failure == nil)
    try await shops.settle()
    for replica in [shops.a, shops.twin, shops.b] {
      #expect(try replica.value(shops.record, "title") == .text(wish == .retry ? "Cold soup" : "Soup"))
    }
    #expect(try shops.world.takings().allSatisfy { $0 == 1 })
  }

  @Test(arguments: [true, false])
  func `who replaces it has replaced it for the other copy too`(byTwin: Bool) async throws {
    let shops = try await Shops()
    let (who, late) = byTwin ? (shops.twin, shops.a) : (shops.a, shops.twin)
    try await shops.mayEdit(who)
    try who.wish(.retry, shops.dot)
    await who.sync()
    await shops.b.sync()
    try shops.b.edit(shops.record, "title", "Hot soup")
    await shops.b.sync()
    // The other has the rights by now, and asks for the same once more.
    try await shops.mayEdit(late)
    try late.wish(.retry, shops.dot)
    try await shops.settle()
    for replica in [shops.a, shops.twin, shops.b] {
      #expect(try replica.value(shops.record, "title") == .text("Hot soup"))
    }
  }

  @Test(arguments: [true, false])
  func `both decide at once: what comes first counts for both`(dropsFirst: Bool) async throws {
    let shops = try await Shops()
    try await shops.mayEdit(shops.twin)
    try shops.a.wish(.discard, shops.dot)
    try shops.twin.wish(.retry, shops.dot)
    for replica in dropsFirst ? [shops.a, shops.twin] : [shops.twin, shops.a] { await replica.sync() }
    try await shops.settle()
    for replica in [shops.a, shops.twin, shops.b] {
      #expect(try replica.value(shops.record, "title") == .text(dropsFirst ? "Soup" : "Cold soup"))
    }
  }

  @Test
  func `a later change of the copy waits behind it, and goes on when the other copy decides`() async throws {
    let shops = try await Shops()
    try await shops.mayEdit(shops.twin)
    try shops.twin.edit(shops.record, "handler", "Xiao Li")
    #expect(await shops.twin.sync().failure == nil)
    #expect(try shops.twin.quarantined().map(\.reason) == ["waiting", "forbidden"])
    try await shops.mayEdit(shops.a)
    try shops.a.wish(.retry, shops.dot)
    await shops.a.sync()
    try await shops.settle()
    #expect(try shops.b.value(shops.record, "handler") == .text("Xiao Li"))
  }

  @Test func `an edit over it in the copy outlives that it is dropped elsewhere`() async throws {
    let shops = try await Shops()
    try await shops.mayEdit(shops.twin)
    try shops.twin.edit(shops.record, "title", "Cold soup, twice")
    await shops.twin.sync()
    try shops.a.wish(.discard, shops.dot)
    await shops.a.sync()
    try await shops.settle()
    #expect(try shops.b.value(shops.record, "title") == .text("Cold soup, twice"))
  }

  @Test func `a copy of the copy goes on with it as well, and decides`() async throws {
    let shops = try await Shops()
    let third = try shops.world.clone(shops.twin)
    try shops.twin.note(shops.other, "more of the twin")
    await shops.twin.sync()
    try third.note(shops.other, "of the third")
    #expect(await third.sync().report.isNewIncarnation)
    #expect(try third.quarantined().map(\.change.dot) == [shops.dot])
    try await shops.mayEdit(third)
    try third.wish(.retry, shops.dot)
    #expect(await third.sync().failure == nil)
    try await shops.settle()
    #expect(try shops.b.value(shops.record, "title") == .text("Cold soup"))
    #expect(try third.digest("SH01") == shops.b.digest("SH01"))
  }

  @Test
  func `head office lost it, and the copy: that brings it under its dot, before its own replica or after it`()
    async throws
  {
    for order in ["twin", "twin, a", "a, twin"] {
      let shops = try await Shops()
      // By the product's own command: only so does head office know that it may have lost whose copy the twin is.
      try shops.world.restoreOffice(shops.backup, aside: shops.world.officePath + ".before-1")
      #expect(try shops.world.office.quarantine().isEmpty)
      try await shops.mayEdit(shops.twin)
      for name in order.split(separator: ", ") {
        #expect(await (name == "a" ? shops.a : shops.twin).sync().failure == nil, "\(order)")
      }
      #expect(await shops.b.sync().failure == nil)
      if order == "a, twin" {
        // Its own replica has it in quarantine again, without the rights; the copy asks for it.
        #expect(try shops.world.office.quarantine().isEmpty, "judged again by the copy's rights")
      }
      #expect(try shops.b.value(shops.record, "title") == .text("Cold soup"), "\(order)")
      try await shops.settle()
      #expect(try shops.world.takings().allSatisfy { $0 == 1 }, "\(order)")
    }
  }
}
