import Foundation
import Glibc
import Testing

/// A store that a disk damaged: found, told with exit code 9, never touched; what can be read is saved.
@Suite struct DamageTests {
  private func filled(_ shop: Shop, cases: Int) throws {
    for number in 1...cases {
      // Some stories are longer than a page.
      let text = "case \(number) " + String(repeating: "很久 ", count: number % 4 == 0 ? 1200 : 30)
      try shop.new("--channel", "phone", "--order-reference", "R\(number)", "--narrative", text)
    }
    try shop.casebook("note", "1", "called back")
  }

  private func references(_ shop: Shop) throws -> Set<String> {
    Set(try shop.list("--limit", "1000").compactMap { $0["order_reference"] as? String })
  }

  /// The saved store as a shop of its own.
  private func salvaged(_ shop: Shop) throws -> (shop: Shop, report: [String: Any]) {
    let saved = try Shop(initialised: false)
    mkdir(saved.home, 0o700)
    let before = try shop.bytes()
    let report = try shop.json("doctor", "--salvage", saved.home)
    #expect(try shop.bytes() == before)
    #expect(report["file"] as? String == saved.storePath)
    let doctor = try saved.casebook("doctor", "--offline")
    #expect(doctor.status == 0, "\(doctor.output)")
    return (saved, report)
  }

  @Test func `a store that nobody damaged is saved whole`() throws {
    let shop = try Shop()
    try filled(shop, cases: 12)
    let (saved, report) = try salvaged(shop)
    #expect(report["complete"] as? Bool == true, "\(report)")
    #expect(
      try saved.casebook("export", "--format", "jsonl").output
        == shop.casebook("export", "--format", "jsonl").output)
    let again = try shop.casebook("doctor", "--salvage", saved.home)
    #expect(again.status == 1)
    // The numbers go on.
    #expect(try saved.new("--channel", "phone", "--narrative", "x").hasSuffix("-013"))
  }

  @Test func `a page of noise anywhere is told and every case is saved`() throws {
    let shop = try Shop()
    try filled(shop, cases: 12)
    try shop.settle()
    let whole = try shop.bytes()
    let pages = whole.count / 4096
    for page in stride(from: 0, to: pages, by: max(1, pages / 14)) {
      var damaged = whole
      for at in page * 4096..<(page + 1) * 4096 { damaged[at] = UInt8.random(in: 0...255) }
      try shop.replaceStore(damaged)
      let doctor = try shop.casebook("doctor", "--offline", "--json")
      #expect(doctor.status == 9, "page \(page): \(doctor.output)")
      #expect(try doctor.object()["damaged"] as? Bool == true)
      let (saved, report) = try salvaged(shop)
      // A change lies in one page, the state that it led to in another: the values come from either.
      #expect(try references(saved).count == 12, "page \(page): \(report)")
      #expect(try saved.json("status")["replica"] as? String != nil)
    }
  }

  @Test func `a flipped bit is found`() throws {
    let shop = try Shop()
    try filled(shop, cases: 8)
    try shop.settle()
    let whole = try shop.bytes()
    let text = Array("case 7 ".utf8)
    let places = whole.indices.filter { whole[$0...].starts(with: text) }
    #expect(places.count >= 2)
    for place in places {
      var damaged = whole
      damaged[place + 5] ^= 1
      try shop.replaceStore(damaged)
      #expect(try shop.casebook("doctor", "--offline").status != 0, "at \(place)")
    }
  }

  @Test func `a store cut short is saved as far as it goes`() throws {
    let shop = try Shop()
    try filled(shop, cases: 40)
    try shop.settle()
    let whole = try shop.bytes()
    for part in [2, 3, 4] {
      try shop.replaceStore(Array(whole.prefix(whole.count * part / 5)))
      #expect(try shop.casebook("doctor", "--offline").status == 9)
      let (_, report) = try salvaged(shop)
      #expect(report["complete"] as? Bool == false || part == 5)
    }
    try shop.replaceStore([UInt8](repeating: 7, count: 50_000))
    let ran = try shop.casebook("doctor", "--salvage", shop.folder.path + "/none.sqlite", "--json")
    #expect(ran.status == 9)
    #expect(try ran.errorObject()["error"] as? String == "nothing_found")
    #expect(!FileManager.default.fileExists(atPath: shop.folder.path + "/none.sqlite"))
  }

  @Test func `the saved store goes on with head office`() throws {
    let office = try Office(branches: ["SH01"])
    let shop = try office.shop()
    try filled(shop, cases: 10)
    #expect(try shop.casebook("sync").status == 0)
    for number in 11...16 {
      try shop.new(
        "--channel", "phone", "--order-reference", "R\(number)", "--narrative", "pending \(number)")
    }
    try shop.settle()
    let whole = try shop.bytes()
    let replica = try shop.json("status")["replica"] as? String
    // A page with states that were synced: head office has them.
    let synced = try #require(whole.indices.first { whole[$0...].starts(with: Array("case 3 ".utf8)) })
    var damaged = whole
    for at in synced / 4096 * 4096..<(synced / 4096 + 1) * 4096 { damaged[at] = 0xA5 }
    try shop.replaceStore(damaged)
    #expect(try shop.casebook("doctor", "--offline").status == 9)
    let (saved, report) = try salvaged(shop)
    #expect(report["identity"] as? String == "kept")
    #expect(report["enrolled"] as? Bool == true)
    #expect(report["pending"] as? Int == 6)
    #expect(try saved.json("status")["replica"] as? String == replica)
    let ran = try saved.casebook("sync")
    #expect(ran.status == 0, "\(ran.error)")
    #expect(!ran.error.contains("Warning"), "\(ran.error)")
    #expect(try references(saved) == Set((1...16).map { "R\($0)" }))
    #expect(try office.cases("SH01") == 16)
    #expect(try saved.casebook("doctor").status == 0)
    #expect(try office.run(["check"]).status == 0)
  }
}
