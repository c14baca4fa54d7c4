/// The parts of a workbook that do not depend on its rows.
enum WorkbookParts {
  /// The places of the formats in `styles`.
  enum Style: Int {
    case plain, header, day, time, guarded
    /// Those of times with an offset come after them.
    static let count = 5
  }

  private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let package = "http://schemas.openxmlformats.org/package/2006"
  private static let type = "application/vnd.openxmlformats-officedocument.spreadsheetml"

  /// Those that stand before the sheets, which need not be known yet.
  static let first: [(name: String, content: String)] = [
    (
      "_rels/.rels",
      head + "<Relationships xmlns=\"\(package)/relationships\">"
        + "<Relationship Id=\"rId1\" Type=\"\(office)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    )
  ]

  /// The part of a sheet by its number from 0.
  static func sheet(_ number: Int) -> String { "xl/worksheets/sheet\(number + 1).xml" }

  /// Those that list the sheets, and the formats.
  /// - Parameter offsets: of times that have one, in minutes east of UTC.
  static func last(sheets: [String], offsets: [Int]) -> [(name: String, content: String)] {
    let names = sheets.map { sheet in
      var name: [UInt8] = []
      EscapedText.encode(sheet[...], into: &name)
      return String(decoding: name, as: UTF8.self).replacing("\"", with: "&quot;")
    }
    let types = sheets.indices.map { number in
      "<Override PartName=\"/\(sheet(number))\" ContentType=\"\(type).worksheet+xml\"/>"
    }
    let listed = names.enumerated().map { number, name in
      "<sheet name=\"\(name)\" sheetId=\"\(number + 1)\" r:id=\"rId\(number + 1)\"/>"
    }
    let relations = sheets.indices.map { number in
      "<Relationship Id=\"rId\(number + 1)\" Type=\"\(office)/worksheet\" Target=\"worksheets/sheet\(number + 1).xml\"/>"
    }
    return [
      (
        "[Content_Types].xml",
        head + "<Types xmlns=\"\(package)/content-types\">"
          + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
          + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
          + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"\(type).sheet.main+xml\"/>"
          + types.joined()
          + "<Override PartName=\"/xl/styles.xml\" ContentType=\"\(type).styles+xml\"/></Types>"
      ),
      (
        "xl/workbook.xml",
        head
          + "<workbook xmlns=\"\(main)\" xmlns:r=\"\(office)\"><sheets>\(listed.joined())</sheets></workbook>"
      ),
      (
        "xl/_rels/workbook.xml.rels",
        head + "<Relationships xmlns=\"\(package)/relationships\">\(relations.joined())"
          + "<Relationship Id=\"rId\(sheets.count + 1)\" Type=\"\(office)/styles\" Target=\"styles.xml\"/></Relationships>"
      ), ("xl/styles.xml", styles(offsets)),
    ]
  }

  private static func styles(_ offsets: [Int]) -> String {
    let times = offsets.enumerated().map { place, minutes in
      let (sign, size) = (minutes < 0 ? "-" : "+", abs(minutes))
      func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
      return "<numFmt numFmtId=\"\(166 + place)\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss\\ "
        + "&quot;\(sign)\(two(size / 60)):\(two(size % 60))&quot;\"/>"
    }
    func format(_ id: Int) -> String {
      "<xf numFmtId=\"\(id)\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
    }
    return head + "<styleSheet xmlns=\"\(main)\">"
      + "<numFmts count=\"\(2 + offsets.count)\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/>"
      + "<numFmt numFmtId=\"165\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss\"/>" + times.joined() + "</numFmts>"
      + "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
      + "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
      + "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
      + "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
      + "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
      + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
      + "<cellXfs count=\"\(Style.count + offsets.count)\">"
      + "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
      + "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>"
      + format(164) + format(165)
      + "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" quotePrefix=\"1\" "
      + "applyNumberFormat=\"1\"/>" + offsets.indices.map { format(166 + $0) }.joined() + "</cellXfs>"
      + "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"
  }

  /// The sheet up to its first row: the first row stays in sight, and the columns have their widths.
  static func sheetStart(_ widths: [Int]) -> String {
    let columns = widths.enumerated().map { index, width in
      "<col min=\"\(index + 1)\" max=\"\(index + 1)\" width=\"\(width)\" customWidth=\"1\"/>"
    }
    return head + "<worksheet xmlns=\"\(main)\"><sheetViews><sheetView workbookViewId=\"0\">"
      + "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>"
      + (columns.isEmpty ? "" : "<cols>\(columns.joined())</cols>") + "<sheetData>"
  }
}
