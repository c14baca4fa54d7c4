import Interchange
import Language
import Testing

/// Rows in another encoding than the rest of their file.
@Suite struct ForeignTextTests {
  /// 编号,内容,姓名 and a row of Chinese.
  private static let start = hexBytes(
    "b1e0bac52cc4dac8dd2cd0d5c3fb0a312cccc0cac7c1b9b5c4a3acb7fecef1ccacb6c8badcb2ee2ccdf5b7bc0a")
  private static let map = "source: s\nkey: 编号\ncolumns: {内容: title, 姓名: place}"

  private func read(_ hex: String, _ encoding: TextEncoding? = nil) throws -> [(line: Int, reason: Label?)] {
    var reader = try ImportReader(
      ByteSource(Self.start + hexBytes(hex) + [0x33, 0x2C, 0x78, 0x0A]), map: Fixtures.map(Self.map),
      encoding: encoding, localZone: .utc)
    var rows: [(line: Int, reason: Label?)] = []
    while let outcome = try reader.next() {
      switch outcome {
      case .row(let row): rows.append((row.line, nil))
      case .rejected(let line, let reason): rows.append((line, reason))
      }
    }
    return rows
  }

  @Test(arguments: [
    ("windows-1252: La tienda de Génova, señor", "322c4c61207469656e64612064652047e96e6f76612c7365f16f720a"),
    ("windows-1252: año pasado", "322c61f16f2070617361646f2c780a"),
    ("windows-1252: Größe", "322c782c4772f6df65206f6b0a"),
    ("UTF-8: 服务态度很差", "322ce69c8de58aa1e68081e5baa6e5be88e5b7ae2c780a"),
    ("UTF-8: Génova", "322c47c3a96e6f76612c780a"),
    ("EUC-KR", "322cb9e8bcdbc0cc20b3cab9ab20b4cab0d420b5b5c2f8c7dfbdc0b4cfb4d92c780a"),
    ("Shift-JIS", "322c8fa4956982aa93cd82ab82dc82b982f182c582b582bd2c780a"),
    ("windows-1251", "322cd2eee2e0f020ede020eee1f1ebf3e6e8e2e0ede8e52c780a"),
  ]) func `a row in another encoding than its Chinese file is rejected alone`(name: String, hex: String)
    throws
  {
    let rows = try read(hex)
    #expect(rows.map(\.line) == [2, 3, 4], "\(name)")
    #expect(rows.map { $0.reason == nil } == [true, false, true], "\(name)")
    #expect(rows[1].reason?.en.contains("--encoding") ?? false)
    #expect(rows[1].reason?.zhHans.contains("--encoding") ?? false)
  }

  @Test func `it is told with what it would read, and taken where somebody vouches for it`() throws {
    let hex = "322c4c61207469656e64612064652047e96e6f76612c7365f16f720a"
    let reason = try #require(try read(hex)[1].reason)
    #expect(reason.en.contains("“内容”") && reason.en.contains("“La tienda de G閚ova”"))
    #expect(try read(hex, .gb18030).allSatisfy { $0.reason == nil })
  }

  @Test(arguments: [
    ("rare characters of dishes and names", "322cf3a6d0b7f09af09b2c86b4ab680a"),
    ("Latin words and rare names", "322c417070bacd77696669b6bcd3c3b2bbc1cb564950ab68bde32c4bb8e80a"),
    ("traditional characters", "322cb7fe84d59142b6c890bac1d3d588d97283942c4da8b96c6c65720a"),
    ("letters with accents in GB 18030", "322c477281308b328130893865206f6b2c5a6f81308a350a"),
    ("Cyrillic in GB 18030", "322ca7aaa7d3a7d1a7dfa7e0a7d320a7a7a7dda7dca7d12c780a"),
    ("an emoji and kana", "322c9439fc3620bac32c8431973884319a3084319b380a"),
  ]) func `a row that is right is read, whatever it is about`(name: String, hex: String) throws {
    #expect(try read(hex).allSatisfy { $0.reason == nil }, "\(name)")
  }

  @Test func `a column that is not read is not judged`() throws {
    let bytes = Self.start + hexBytes("322c47e96e6f76612c780a")
    let rows = try importAll(bytes, Fixtures.map("source: s\nkey: 编号\ncolumns: {姓名: place}"))
    #expect(rows.allSatisfy { $0.reason == nil })
  }

  private func place(_ bytes: [UInt8]) throws -> String {
    try #require(throws: InterchangeError.self) {
      try TextEncoding.detect(ByteSource(bytes, name: "file.csv"))
    }.message(.en)
  }

  @Test func `a few codes of no character cost their rows, many the file`() throws {
    // 投诉, and AAA1 (private use).
    let good = hexBytes("cdb6cbdf2c")
    let many = Array(repeatElement(good, count: 30).joined())
    #expect(try TextEncoding.detect(ByteSource(many + hexBytes("aaa10a"))) == .gb18030)
    #expect(throws: InterchangeError.self) {
      try TextEncoding.detect(ByteSource(Array(many.prefix(100)) + hexBytes("aaa10a")))
    }
    // 汤是凉的，服务态度很差 in ten rows, then one with AAA1.
    let text = hexBytes("ccc0cac7c1b9b5c4a3acb7fecef1ccacb6c8badcb2ee")
    var bytes = Self.start
    for key in 10..<20 { bytes += Array("\(key),".utf8) + text + [0x0A] }
    let rows = try importAll(bytes + [0x32, 0x2C] + text + hexBytes("aaa10a"), Fixtures.map(Self.map))
    #expect(rows.map { $0.reason == nil } == [Bool](repeating: true, count: 11) + [false])
  }

  @Test func `a file that is refused is refused at its first strange place, in characters`() throws {
    // 编号,内容 / 1,投诉 / 2,汤<AA A1>的, with LF and with CR LF.
    let head = "b1e0bac52cc4dac8dd0a312ccdb6cbdf0a322cccc0"
    for ends in [head, head.replacing("0a", with: "0d0a")] {
      let message = try place(hexBytes(ends + "aaa1b5c40a"))
      #expect(message.contains("(line 3, column 4)"), "\(message)")
    }
    // The same with a byte that begins nothing, five times: one bad to five good ones would pass.
    let message = try place(hexBytes(head + "ff2cff2cff2cff2cff0a"))
    #expect(message.contains("(line 3, column 4)"), "\(message)")
  }

  @Test func `Chinese lines before the foreign ones are passed over`() throws {
    let message = try place(
      hexBytes("b1e0bac52cc4dac8dd0a") + Array("1,a\n2,Una p".utf8) + [0xE1] + Array("gina, se".utf8) + [0xF1]
        + Array("or\n3,m".utf8) + [0xE1] + Array("s, qu".utf8) + [0xE9] + Array(" f\n".utf8)
        + Array("4,Se".utf8) + [0xF1] + Array("or, ni".utf8) + [0xF1] + Array("o, A".utf8) + [0xF1]
        + Array("os\n".utf8))
    #expect(message.contains("(line 3, column 8)"), "\(message)")
  }

  @Test func `text in UTF-8 with too many bad bytes is refused at the first of them`() throws {
    let message = try place(Array("编号,内容\n1,汤".utf8) + [0xFF, 0xFE, 0xFD, 0x0A])
    #expect(message.contains("(line 2, column 4)"), "\(message)")
  }
}
