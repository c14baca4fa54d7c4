import Complaints
import Replica
import TestSupport
import Testing
import Versioning

/// An erasure takes all spellings of a customer's id, and nobody who is given the id later.
@Suite("Whom an erasure takes")
struct ErasedSpellingTests {
  private struct Shop {
    let world: World
    let a: TestReplica
    let admin: TestReplica

    init() async throws {
      world = try World()
      a = try await world.replica("SH01", role: .dutyManager)
      admin = try await world.replica("HQ", role: .admin)
    }

    func new(_ customer: String, _ text: String, at replica: TestReplica? = nil) throws -> RecordID {
      try (replica ?? a).new([("channel", "phone"), ("narrative", text), ("customer_id", customer)])
    }

    func sync() async {
      for device in [a, admin, a, admin] { #expect(await device.sync().failure == nil) }
    }

    func erase(_ customer: String) throws {
      _ = try admin.store.write { try $0.eraseCustomer(customer, reason: .text("asked for it")) }
    }

    func isEmpty(_ record: RecordID, at replica: TestReplica) throws -> Bool {
      try replica.value(record, "narrative") == .none
    }
  }

  @Test func `every spelling of the id is erased, whichever is named, and another id is not`() async throws {
    for named in ["C-1027", "ｃ－１０２７"] {
      let shop = try await Shop()
      let his = try ["C-1027", "c-1027", "Ｃ－１０２７", "C -1027", "C–1027", "C-10\u{AD}27", "C\u{2011}1027"].map {
        try shop.new($0, "zzstory")
      }
      let others = try ["C-1028", "C1027", "D-1027"].map { try shop.new($0, "somebody else") }
      await shop.sync()
      shop.world.wait()
      try shop.erase(named)
      await shop.sync()
      for device in [shop.a, shop.admin] {
        for record in his { #expect(try shop.isEmpty(record, at: device)) }
        for record in others { #expect(try !shop.isEmpty(record, at: device)) }
        #expect(!shop.world.holds("zzstory", device.store.path))
      }
      #expect(!shop.world.holds("zzstory", shop.world.officePath))
    }
  }

  @Test func `what was written before it and comes later is erased, in whatever spelling`() async throws {
    let shop = try await Shop()
    _ = try shop.new("C-7", "zzfirst")
    await shop.sync()
    let late = try shop.new("ｃ－７", "zzlate")
    shop.world.wait()
    try shop.erase("C-7")
    #expect(await shop.admin.sync().failure == nil)
    shop.world.wait()
    await shop.sync()
    for device in [shop.a, shop.admin] { #expect(try shop.isEmpty(late, at: device)) }
    #expect(
      !shop.world.holds("zzlate", shop.world.officePath) && !shop.world.holds("zzlate", shop.a.store.path))
  }

  @Test func `who is given the id after it stays, whether the branch had heard of it or not`() async throws {
    let shop = try await Shop()
    let before = try shop.new("C-7", "zzfirst")
    await shop.sync()
    shop.world.wait()
    try shop.erase("C-7")
    #expect(await shop.admin.sync().failure == nil)
    shop.world.wait()
    // The branch has not heard of it.
    let unheard = try shop.new("C-7", "a new customer")
    await shop.sync()
    shop.world.wait()
    let heard = try shop.new("c-7", "the new customer again")
    await shop.sync()
    try shop.a.edit(heard, "title", "cold soup")
    let own = try shop.new("C-7", "at head office", at: shop.admin)
    await shop.sync()
    await shop.sync()
    for device in [shop.a, shop.admin] {
      #expect(try shop.isEmpty(before, at: device))
      #expect(try device.value(unheard, "narrative") == .text("a new customer"))
      #expect(try device.value(heard, "narrative") == .text("the new customer again"))
    }
    #expect(try shop.admin.value(own, "narrative") == .text("at head office"))
    // A second erasure takes all of them.
    shop.world.wait()
    try shop.erase("Ｃ－７")
    await shop.sync()
    for record in [unheard, heard] { #expect(try shop.isEmpty(record, at: shop.a)) }
    #expect(try shop.isEmpty(own, at: shop.admin))
  }

  @Test func `an administrator's own case of the new customer, in the same push as the erasure, stays`()
    async throws
  {
    let shop = try await Shop()
    let before = try shop.new("C-7", "zzfirst")
    await shop.sync()
    shop.world.wait()
    try shop.erase("C-7")
    shop.world.wait()
    let after = try shop.new("C-7", "a new customer", at: shop.admin)
    await shop.sync()
    #expect(try shop.isEmpty(before, at: shop.admin))
    #expect(try shop.admin.value(after, "narrative") == .text("a new customer"))
  }
}
