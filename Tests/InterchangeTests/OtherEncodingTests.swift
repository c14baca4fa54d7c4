import Interchange
import Testing

/// Text in encodings that nothing proves: never read as Chinese, and read right once a person names them.
@Suite struct OtherEncodingTests {
  /// Name, text, and its bytes by another program.
  static let samples: [(String, String, String)] = [
    (
      "windows-1252",
      "id,text\n1,La tienda de Génova cerrada\n2,fåde and naïve plan\n3,Gutschein für Müller fehlt\n",
      """
      69642c746578740a312c4c61207469656e64612064652047e96e6f766120636572726164610a322c66e5646520616e64
      206e61ef766520706c616e0a332c47757473636865696e2066fc72204dfc6c6c6572206665686c740a
      """
    ),
    (
      "windows-1251",
      "id,text\n1,Жалоба на обслуживание в магазине\n2,Товар не доставлен, деньги не вернули\n",
      """
      69642c746578740a312cc6e0ebeee1e020ede020eee1f1ebf3e6e8e2e0ede8e520e220ece0e3e0e7e8ede50a322cd2ee
      e2e0f020ede520e4eef1f2e0e2ebe5ed2c20e4e5edfce3e820ede520e2e5f0edf3ebe80a
      """
    ),
    (
      "big5", "編號,內容\n1,訂單已經三天沒有收到\n2,服務態度很差，希望退款\n",
      """
      bd73b8b92ca4baae650a312cad71b3e6a477b867a454a4d1a853a6b3a6aca8ec0a322caa41b0c8ba41abd7abdcae74a1
      41a7c6b1e6b068b4da0a
      """
    ),
    (
      "shift_jis", "番号,内容\n1,商品が届きませんでした\n2,店員の態度が悪いです。ｶﾌﾞ\n",
      """
      94d48d862c93e097650a312c8fa4956982aa93cd82ab82dc82b982f182c582b582bd0a322c935888f582cc91d4937882
      aa88ab82a282c582b78142b6ccde0a
      """
    ),
    (
      "euc-kr", "번호,내용\n1,배송이 너무 늦게 도착했습니다\n2,직원이 불친절했어요\n",
      """
      b9f8c8a32cb3bbbfeb0a312cb9e8bcdbc0cc20b3cab9ab20b4cab0d420b5b5c2f8c7dfbdc0b4cfb4d90a322cc1f7bff8
      c0cc20bad2c4a3c0fdc7dfbeeebfe40a
      """
    ),
    (
      "windows-1250", "id,text\n1,Zażółć gęślą jaźń\n",
      """
      69642c746578740a312c5a61bff3b3e62067ea9c6cb9206a619ff10a
      """
    ),
    (
      "macintosh", "id,text\n1,Génova cerrada\n",
      """
      69642c746578740a312c478e6e6f766120636572726164610a
      """
    ),
  ]

  @Test(arguments: samples) func `it is refused with its place and what it would be`(
    name: String, text: String, hex: String
  ) throws {
    let bytes = hexBytes(hex)
    let error = try #require(throws: InterchangeError.self) {
      try TextEncoding.detect(ByteSource(bytes, name: "file.csv"))
    }
    let line = bytes.prefix { $0 < 0x80 }.count { $0 == 0x0A } + 1
    #expect(error.message(.en).contains("file.csv") && error.message(.en).contains("line \(line), column"))
    #expect(error.message(.zhHans).contains("第 \(line) 行"))
    let encoding = try #require(TextEncoding(named: name))
    #expect(error.hint(.en)?.contains("--encoding \(encoding.rawValue): ") == true)
    #expect(error.hint(.zhHans)?.contains("--encoding") == true)
  }

  @Test(arguments: samples) func `it is read right once it is named`(
    name: String, text: String, hex: String
  ) throws {
    let encoding = try #require(TextEncoding(named: name))
    #expect(encoding.decode(hexBytes(hex)) == text)
    #expect(
      try ImportMap(yaml: "source: s\nkey: id\nencoding: \(name)\ncolumns: {t: title}", shape: Fixtures.shape)
        .encoding == encoding)
  }

  /// FNV-1a over the scalars in the order of their codes, 0 for none: computed by the script that made the tables.
  @Test(
    arguments: [
      (TextEncoding.big5, [0x40...0x7E, 0xA1...0xFE], UInt8(0xFE), UInt64(0xF0CC_AB9E_4C60_7D31)),
      (.shiftJIS, [0x40...0x7E, 0x80...0xFC], 0xFC, 0x1B6C_D5EA_F957_B8F1),
      (.eucKR, [0x41...0x5A, 0x61...0x7A, 0x81...0xFE], 0xFE, 0x8B0B_62EE_B3BD_DF0A),
    ] as [(TextEncoding, [ClosedRange<UInt8>], UInt8, UInt64)])
  func `the whole double-byte area has its checksum`(
    encoding: TextEncoding, trails: [ClosedRange<UInt8>], last: UInt8, expected: UInt64
  ) {
    var checksum: UInt64 = 0xCBF2_9CE4_8422_2325
    for lead in UInt8(0x81)...last {
      for trail in trails.joined() {
        let scalars = encoding.decode([lead, trail])?.unicodeScalars
        // A lead that is a character by itself is followed by a second one.
        let scalar = scalars?.count == 1 ? scalars?.first?.value ?? 0 : 0
        checksum = (checksum ^ UInt64(scalar)) &* 0x100_0000_01B3
      }
    }
    #expect(checksum == expected)
  }

  @Test(arguments: [
    (TextEncoding.windows1252, "81"), (.big5, "a4"), (.big5, "a420"), (.big5, "80"), (.big5, "ffff"),
    (.shiftJIS, "82"), (.shiftJIS, "8220"), (.shiftJIS, "a0"), (.eucKR, "b0"), (.eucKR, "b020"),
    (.utf16LittleEndian, "41"), (.utf16LittleEndian, "00d84100"), (.utf16BigEndian, "dc000041"),
  ]) func `what is no code is refused`(encoding: TextEncoding, hex: String) {
    #expect(encoding.decode(hexBytes(hex)) == nil)
  }

  @Test func `a refusal says what the place would be in GB 18030 as well`() throws {
    // 亓儆谡: Chinese, but nothing that is written often.
    let bytes = Array("id,text\n1,".utf8) + hexBytes("d8c1d9d3dad5") + [0x0A]
    let error = try #require(throws: InterchangeError.self) { try TextEncoding.detect(ByteSource(bytes)) }
    #expect(error.hint(.en)?.contains("--encoding gb18030: 1,亓儆谡") == true)
  }

  @Test func `Greek and Turkish are offered where the place reads as such`() throws {
    func hint(_ hex: String) throws -> String {
      let bytes = Array("id,text\n1,".utf8) + hexBytes(hex) + [0x0A]
      let error = try #require(throws: InterchangeError.self) { try TextEncoding.detect(ByteSource(bytes)) }
      return try #require(error.hint(.en))
    }
    #expect(try hint("f320efddf0e1").contains("--encoding windows-1253: 1,σ οέπα"))
    // Açık değil
    #expect(try hint("41e7fd6b206465f0696c").contains("--encoding windows-1254: 1,Açık değil"))
    // Génova
    let western = try hint("47e96e6f7661")
    #expect(!western.contains("windows-1253") && !western.contains("windows-1254"))
  }

  @Test func `a character of one byte among the leads takes no byte after it`() throws {
    let read = try readCSV([0xB1, 0x7C, 0x78, 0x0A], delimiter: "|", encoding: .shiftJIS)
    #expect(read.map(\.cells) == [["ｱ", "x"]])
  }

  @Test(arguments: [("00d800dc", "\u{10000}"), ("ffdbffdf", "\u{10FFFF}")])
  func `the first and the last pair of UTF-16 are characters`(hex: String, text: String) {
    #expect(TextEncoding.utf16LittleEndian.decode(hexBytes(hex)) == text)
  }

  static let wide = "id,text\n1,汤是凉的\n2,naïve 😀\n"

  @Test(arguments: [true, false], [true, false])
  func `UTF-16 is read with and without its mark`(isBigEndian: Bool, hasMark: Bool) throws {
    var bytes: [UInt8] = []
    for unit in (hasMark ? [0xFEFF] : []) + Array(Self.wide.utf16) {
      let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      bytes += isBigEndian ? pair : pair.reversed()
    }
    let rows = try importAll(bytes, Fixtures.map("source: s\nkey: id\ncolumns: {text: title}"))
    #expect(rows.map(\.row) == [["key=1", "title=汤是凉的"], ["key=2", "title=naïve 😀"]])
  }

  @Test func `half a pair in UTF-16 rejects its row alone`() throws {
    var bytes: [UInt8] = [0xFF, 0xFE]
    for unit in Array("id,text\n1,a".utf16) + [0xD83D] + Array("\n2,b\n".utf16) {
      bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)]
    }
    let rows = try importAll(bytes, Fixtures.map("source: s\nkey: id\ncolumns: {text: title}"))
    #expect(rows.map(\.line) == [2, 3] && rows[0].reason != nil && rows[1].row == ["key=2", "title=b"])
  }

  @Test func `Chinese text is Chinese, however short, and with one bad code`() throws {
    // 投诉 · 汤是凉的 · 订单,没收到货 and one byte too many
    for hex in ["cdb6cbdf", "ccc0cac7c1b9b5c4", "b6a9b5a52cc3bbcad5b5bdbbf50aff0a"] {
      #expect(try TextEncoding.detect(ByteSource(hexBytes(hex))) == .gb18030)
    }
  }

  @Test func `private use and unassigned codes are no Chinese text`() {
    // 投诉 with AAA1 (private use) and with a four-byte code of an unassigned scalar.
    for hex in ["cdb6cbdfcdb6cbdfcdb6cbdfaaa1", "cdb6cbdfcdb6cbdfcdb6cbdf8130c836"] {
      var check = hexBytes(hex)
      check.append(0x0A)
      #expect(throws: InterchangeError.self) { try TextEncoding.detect(ByteSource(check)) }
    }
  }
}
