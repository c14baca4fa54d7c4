import Foundation
import Testing

/// An erasure that is asked for by whatever is known of the customer, over two branches.
@Suite struct CustomerEraseTests {
  @Test func `found by phone over two branches, shown, asked for, and erased with the case that had no id`()
    throws
  {
    let office = try Office()
    let (one, two) = (try office.shop(), try office.shop("SH02"))
    let admin = try office.shop("HQ", role: "admin")
    try one.new(
      "--channel", "phone", "--narrative", "汤凉了", "--customer-name", "张伟", "--customer-id", "C-1027",
      "--phone",
      "13800138000")
    try two.new(
      "--channel", "chat", "--narrative", "Late again", "--customer-name", "张伟", "--phone", "138 0013 8000")
    try two.new(
      "--channel", "phone", "--narrative", "The neighbour with 13800138000 called too", "--phone",
      "13911112222")
    for shop in [one, two, admin] { try #require(try shop.casebook("sync").status == 0) }
    let dry = try admin.json("customer", "erase", "13800138000", "--dry-run")
    #expect((dry["cases"] as? [String])?.count == 2 && dry["branches"] as? [String] == ["SH01", "SH02"])
    #expect((dry["without_id"] as? [String])?.count == 1 && (dry["mentions"] as? [String])?.count == 1)
    let records = dry["records"] as? [String: Any]
    #expect(records?["case"] as? Int == 1, "what has no id is not emptied")
    let adopted = try admin.json("customer", "erase", "13800138000", "--adopt", "--dry-run")
    #expect((adopted["records"] as? [String: Any])?["case"] as? Int == 2)
    let asked = try admin.casebook("customer", "erase", "13800138000", "--reason", "by letter")
    #expect(asked.status == 2 && asked.error.contains("--yes"), "never a question without a terminal")
    let told = try admin.casebook("customer", "erase", "13800138000", "--dry-run", "--lang", "zh-Hans")
    #expect(told.error.contains("没有客户编号") && told.error.contains("其他工单的文字中也提到"), "\(told.error)")
    let refused = try one.casebook("customer", "erase", "13800138000", "--reason", "x", "--yes")
    #expect(refused.status == 4)
    let erased = try admin.casebook(
      "customer", "erase", "13800138000", "--adopt", "--reason", "by letter", "--yes")
    #expect(erased.status == 0, "\(erased.error)")
    for shop in [admin, one, two, admin] { try #require(try shop.casebook("sync").status == 0) }
    for shop in [one, two] {
      let text = try shop.casebook("list").output
      #expect(!text.contains("汤凉了") && !text.contains("Late again"), "\(text)")
    }
    #expect(
      try two.casebook("search", "neighbour").output.contains("neighbour"), "another customer's case stays")
  }

  @Test
  func `a deleted case with the same contact is told and erased, and a restoration brings nothing back`()
    throws
  {
    let office = try Office()
    let admin = try office.shop("HQ", role: "admin")
    try admin.new("--channel", "phone", "--narrative", "A", "--customer-id", "C-1", "--phone", "13800138000")
    let gone = try admin.new(
      "--channel", "phone", "--narrative", "Xanthippe came", "--customer-name", "Xanthippe", "--phone",
      "138 0013 8000")
    #expect(try admin.casebook("delete", "2", "--reason", "twice").status == 0)
    try #require(try admin.casebook("sync").status == 0)
    let dry = try admin.json("customer", "erase", "13800138000", "--dry-run")
    #expect(dry["deleted"] as? [String] == [gone] && dry["without_id"] as? [String] == [gone])
    let told = try admin.casebook("customer", "erase", "13800138000", "--dry-run", "--lang", "zh-Hans")
    #expect(told.error.contains("已删除的工单：\(gone)"), "\(told.error)")
    #expect(
      try admin.casebook("customer", "erase", "13800138000", "--adopt", "--reason", "asked for", "--yes")
        .status == 0)
    for _ in 1...2 { try #require(try admin.casebook("sync").status == 0) }
    #expect(try admin.list().count == 1 && admin.array("conflict", "list").isEmpty, "it stays deleted")
    #expect(try admin.casebook("restore", gone, "--reason", "look").status == 0)
    let back = try admin.casebook("show", gone, "--json").output
    #expect(!back.contains("Xanthippe") && !back.contains("0013"), "\(back)")
  }

  @Test func `by the whole name, which of several is asked`() throws {
    let office = try Office()
    let admin = try office.shop("HQ", role: "admin")
    try admin.new("--channel", "chat", "--narrative", "A", "--customer-name", "陈女士", "--phone", "13800138000")
    let one = try admin.json("customer", "erase", "陈女士", "--dry-run")
    #expect((one["cases"] as? [String])?.count == 1)
    let other = try admin.new("--channel", "chat", "--narrative", "B", "--customer-name", "陈女士")
    let several = try admin.casebook("customer", "erase", "陈女士", "--dry-run", "--lang", "zh-Hans")
    #expect(several.status == 2 && several.error.contains("有 2 位"), "\(several.error)")
    #expect(several.error.contains("13800138000") && several.error.contains(other), "\(several.error)")
    let alone = try admin.json("customer", "erase", other, "--dry-run")
    #expect(alone["without_id"] as? [String] == [other], "a case that says nothing but the name")
    #expect(try admin.casebook("customer", "erase", "陈", "--dry-run").status == 3)
  }

  @Test func `ids that are nearly the one are told, with their cases, and stay`() throws {
    let office = try Office()
    let admin = try office.shop("HQ", role: "admin")
    for id in ["E-90", "E 90", "e_90", "E-91", "1027.0"] {
      try admin.new("--channel", "phone", "--narrative", "A", "--customer-id", id)
    }
    let near = try admin.json("erase", "--customer", "E-90", "--dry-run")["near"] as? [[String: Any]]
    #expect(Set(near?.compactMap { $0["customer_id"] as? String } ?? []) == ["E 90", "e_90"])
    let told = try admin.casebook("erase", "--customer", "E-90", "--reason", "by letter")
    #expect(
      told.status == 0 && told.error.contains("e_90 (1 case)") && !told.error.contains("E-91"), "\(told)")
    let found = try admin.casebook("customer", "erase", "E-90", "--dry-run", "--lang", "zh-Hans")
    #expect(found.error.contains("e_90（1 个工单）"), "\(found.error)")
    let none = try admin.casebook("erase", "--customer", "1027", "--dry-run")
    #expect(none.status == 3 && none.error.contains("1027.0 (1 case)"), "\(none)")
    let signs = try admin.casebook("erase", "--customer", "-", "--dry-run")
    #expect(signs.status == 2 && signs.error.contains("--customer"), "\(signs)")
  }

  @Test func `the signals that an erasure empties are listed, before it and with it`() throws {
    let office = try Office()
    let admin = try office.shop("HQ", role: "admin")
    try admin.new("--channel", "phone", "--narrative", "A", "--customer-id", "120")
    for text in ["Guest at table 120 sighed", "Customer 120 sighed"] {
      #expect(try admin.casebook("signal", "add", text, "--kind", "nonverbal").status == 0)
    }
    let dry = try admin.json("erase", "--customer", "120", "--dry-run")
    let named = dry["signals_named"] as? [[String: Any]]
    #expect(dry["signals"] as? Int == 1 && named?.map { $0["text"] as? String } == ["Customer 120 sighed"])
    let told = try admin.casebook("erase", "--customer", "120", "--reason", "by letter")
    #expect(
      told.status == 0 && told.error.contains("Customer 120 sighed") && !told.error.contains("table"),
      "\(told)")
  }

  @Test
  func
    `what an erasure is checked for is found in each spelling, also across the parts in which a file is read`()
    throws
  {
    let office = try Office()
    let path = office.folder.path + "/note.txt"
    let filling = String(repeating: ".", count: (1 << 20) - 5)
    let text = filling + "139 0013-9001" + filling + "１３９００１３９００１ Li@X.com"
    #expect(FileManager.default.createFile(atPath: path, contents: Data(text.utf8)))
    let found = try office.run([
      "erase", "verify", "13900139001", "li@x.COM", "--file", path, "--json",
    ])
    #expect(found.status == 1)
    let json = try JSONSerialization.jsonObject(with: Data(found.output.utf8)) as? [String: Any]
    let spellings = (json?["found"] as? [[String: Any]])?.compactMap { $0["spelling"] as? String }
    #expect(spellings == ["139 0013-9001", "１３９００１３９００１", "Li@X.com"], "\(found.output)")
    let none = try office.run(["erase", "verify", "13900139002", "--file", path])
    #expect(none.status == 0 && none.output.contains("in any spelling"), "\(none)")
  }

  @Test func `a phone that two customers share erases neither of them`() throws {
    let office = try Office()
    let admin = try office.shop("HQ", role: "admin")
    for id in ["C-1", "C-2"] {
      try admin.new("--channel", "phone", "--narrative", "A", "--customer-id", id, "--phone", "13800138000")
    }
    let told = try admin.casebook("customer", "erase", "13800138000", "--reason", "x", "--yes")
    #expect(told.status == 6 && told.error.contains("C-2, C-1"), "\(told.error)")
    #expect(try admin.json("status")["pending"] as? Int == 2, "the two cases, and no erasure")
  }

  @Test func `an id that many give who give none is told before it is taken for one customer's`() throws {
    let office = try Office()
    let admin = try office.shop("HQ", role: "admin")
    for _ in 1...2 { try admin.new("--channel", "phone", "--narrative", "A", "--customer-id", "N/A") }
    let told = try admin.casebook("erase", "--customer", "n/a", "--dry-run", "--lang", "zh-Hans")
    #expect(told.status == 0 && told.error.contains("可能属于不同客户"), "\(told.error)")
  }

  @Test func `by the id alone, what has the same phone and no id is told`() throws {
    let office = try Office()
    let admin = try office.shop("HQ", role: "admin")
    try admin.new("--channel", "phone", "--narrative", "A", "--customer-id", "C-1", "--phone", "13800138000")
    let other = try admin.new("--channel", "phone", "--narrative", "B", "--phone", "13800138000")
    let told = try admin.casebook("erase", "--customer", "c-1", "--reason", "by letter")
    #expect(
      told.status == 0 && told.error.contains("Not erased") && told.error.contains(other), "\(told.error)")
  }
}
