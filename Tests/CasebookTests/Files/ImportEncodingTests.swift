import Foundation
import Testing

/// Files in other encodings, and texts that were read in the wrong one, by `import`.
@Suite struct ImportEncodingTests {
  private static let severityMap = """
    source: faults
    key: id
    columns: {id: external_id, text: narrative, severity: severity}
    constants: {channel: phone}
    """

  @Test func `a file in GB18030 gives the same cases`() throws {
    let shop = try Shop()
    // 编号,内容 / A-1,汤是凉的
    let bytes: [UInt8] =
      [0xB1, 0xE0, 0xBA, 0xC5, 0x2C, 0xC4, 0xDA, 0xC8, 0xDD, 0x0D, 0x0A]
      + Array("A-1,".utf8) + [0xCC, 0xC0, 0xCA, 0xC7, 0xC1, 0xB9, 0xB5, 0xC4, 0x0D, 0x0A]
    let map = "source: letters\nkey: 编号\ncolumns: {编号: external_id, 内容: narrative}\n"
    let report = try shop.imported(bytes, map: map)
    #expect(report["imported"] as? Int == 1)
    #expect(try shop.list()[0]["narrative"] as? String == "汤是凉的")
    #expect(try shop.imported("编号,内容\nA-1,汤是凉的\n", map: map)["unchanged"] as? Int == 1)
  }

  @Test func `text that was lost before comes in and is told with its lines`() throws {
    let shop = try Shop()
    let text = "id,text,severity\n1,caf\u{FFFD},severe\n2,whole,severe\n3,锟斤拷,minor\n4,Espa\u{FFFD}a,bad\n"
    let report = try shop.imported(text, map: Self.severityMap, "--dry-run")
    #expect(report["lost_text"] as? [Int] == [2, 4] && report["imported"] as? Int == 3)
    let (rows, map) = (try shop.file("rows.csv", text), try shop.file("map.yaml", Self.severityMap))
    let english = try shop.casebook("import", rows, "--map", map, "--dry-run", "--lang", "en")
    #expect(
      english.error.contains("�: text that was lost before, in 2 rows (line 2, 4)"), "\(english.error)")
    let chinese = try shop.casebook("import", rows, "--map", map, "--dry-run", "--lang", "zh-Hans")
    #expect(chinese.error.contains("2 行有导入前已经丢失的文字（第 2, 4 行）"), "\(chinese.error)")
    let whole = try shop.imported("id,text,severity\n5,café,severe\n", map: Self.severityMap, "--dry-run")
    #expect(whole["lost_text"] as? [Int] == [])
  }

  @Test
  func `text that was read in the wrong encoding comes in, is told as it was meant, and what to do about it`()
    throws
  {
    let shop = try Shop()
    let text = "id,text,severity\n1,GÃ©nova,severe\n2,whole,severe\n3,寮犱笁,minor\n4,Génova,minor\n"
    let report = try shop.imported(text, map: Self.severityMap, "--dry-run")
    #expect(report["misread_text"] as? [Int] == [2, 4] && report["imported"] as? Int == 4)
    let (rows, map) = (try shop.file("rows.csv", text), try shop.file("map.yaml", Self.severityMap))
    let english = try shop.casebook("import", rows, "--map", map, "--dry-run", "--lang", "en")
    #expect(english.error.contains("“GÃ©nova” most likely means “Génova”"), "\(english.error)")
    #expect(
      english.error.contains("in 2 rows (line 2, 4)")
        && english.error.contains("export it from its source again"))
    // Whoever names the wrong encoding is told the right one.
    let plain = try shop.file("plain.csv", "id,text,severity\n1,王芳 Génova,severe\n2,Málaga,minor\n")
    let chinese = try shop.casebook(
      "import", plain, "--map", map, "--encoding", "windows-1252", "--dry-run", "--lang", "zh-Hans")
    #expect(
      chinese.error.contains("很可能是“王芳 Génova”") && chinese.error.contains("--encoding utf-8"),
      "\(chinese.error)")
    let whole = try shop.imported("id,text,severity\n5,café,severe\n", map: Self.severityMap, "--dry-run")
    #expect(whole["misread_text"] as? [Int] == [])
  }

  @Test func `another encoding is refused until it is named`() throws {
    let shop = try Shop()
    let bytes = Array("id,text,severity\n1,La tienda de G".utf8) + [0xE9] + Array("nova,minor\n".utf8)
    let rows = try shop.file("rows.csv", bytes)
    let map = try shop.file("map.yaml", Self.severityMap)
    let refused = try shop.casebook("import", rows, "--map", map)
    #expect(refused.status == 1 && refused.error.contains("line 2, column 17"))
    #expect(refused.error.contains("--encoding windows-1252: ") && refused.error.contains("Génova"))
    let look = try shop.casebook("import", rows, "--map", map, "--encoding", "windows-1252", "--dry-run")
    #expect(look.status == 0 && look.output.contains("Génova") && look.output.contains("windows-1252"))
    #expect(try shop.casebook("import", rows, "--map", map, "--encoding", "klingon").status == 2)
    #expect(
      try shop.imported(bytes, map: Self.severityMap, ["--encoding", "cp1252"])["imported"] as? Int == 1)
    #expect(
      try shop.list()[0]["narrative"] as? String == "La tienda de Génova")
  }
}
