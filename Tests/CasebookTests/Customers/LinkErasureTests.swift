import Foundation
import Testing

/// What links say of a customer, and what was merged with his cases.
@Suite struct LinkErasureTests {
  private func sync(_ devices: Shop...) throws {
    for device in devices { try #require(try device.casebook("sync").status == 0) }
  }

  @Test
  func
    `an erasure names and empties the reason of a link to the customer's case, and names what was merged with it`()
    throws
  {
    let office = try Office()
    let (shop, admin) = (try office.shop(), try office.shop("HQ", role: "admin"))
    let his = try shop.new(
      "--channel", "phone", "--narrative", "The soup was cold", "--customer-id", "C-1027", "--phone",
      "13800138000")
    let other = try shop.new("--channel", "phone", "--narrative", "Nobody answered")
    let bare = try shop.new("--channel", "phone", "--narrative", "The soup again, told at the door")
    try #require(
      try shop.casebook("link", other, "related", his, "--reason", "the same table as Zorblatt").status == 0)
    try #require(try shop.casebook("merge", bare, "into", his).status == 0)
    try sync(shop, admin)
    let dry = try admin.json("customer", "erase", "13800138000", "--dry-run")
    #expect((dry["records"] as? [String: Any])?["link"] as? Int == 1, "\(dry)")
    #expect(dry["maybe_by_merge"] as? [String] == [bare])
    let adopted = try admin.json("customer", "erase", "13800138000", "--adopt", "--dry-run")
    #expect((adopted["records"] as? [String: Any])?["case"] as? Int == 2, "\(adopted)")
    let told = try admin.casebook("customer", "erase", "13800138000", "--dry-run", "--lang", "zh-Hans")
    #expect(told.error.contains("可能也是该客户的") && told.error.contains(bare), "\(told.error)")
    let erased = try admin.casebook("customer", "erase", "13800138000", "--reason", "by letter", "--yes")
    #expect(erased.status == 0, "\(erased.error)")
    try sync(admin, shop, admin)
    for device in [shop, admin] {
      for command in ["show", "history"] {
        let output = try device.casebook(command, other).output
        #expect(!output.contains("Zorblatt"), "\(command): \(output)")
      }
      #expect(try device.casebook("show", other).output.contains("Nobody answered"))
      #expect(try device.casebook("show", bare).output.contains("told at the door"))
    }
    // What is said of it later comes in without the reason.
    try #require(
      try shop.casebook("link", bare, "caused_by", his, "--reason", "Zorblatt said so").status == 0)
    try sync(shop, admin, shop)
    for device in [shop, admin] {
      #expect(try !device.casebook("show", bare).output.contains("Zorblatt"))
    }
  }
}
