/// A workbook of ECMA-376 (ISO/IEC 29500), transitional or strict, as Excel, LibreOffice and WPS write it: the
/// texts, numbers, dates and truth values of its worksheets. Formulas give the value that was last computed.
package struct Workbook: Sendable {
  package struct Sheet: Hashable, Sendable {
    package let name: String
    package let isHidden: Bool
    fileprivate let part: String
  }

  /// The worksheets in the order of their tabs; charts and macros are left out.
  package let sheets: [Sheet]

  private let archive: ZipArchive
  /// Its days are counted from 1904 and not from 1900, as old Macintosh programs did.
  package let from1904: Bool
  private let formats: CellFormats
  private let texts: SharedTexts
  private let pieceSize: Int

  /// - Parameter pieceSize: bytes that are read at once.
  /// - Throws: `SpreadsheetError`, or what the source throws.
  package init(_ source: any RandomBytes, pieceSize: Int = 1 << 16) throws {
    self.pieceSize = pieceSize
    archive = try ZipArchive(source)
    let parts = PartReader(archive: archive, pieceSize: pieceSize)
    guard archive.entry("_rels/.rels") != nil,
      let main = try parts.relations(of: "").first(where: { $0.type == "officeDocument" })
    else { throw SpreadsheetError(.notAWorkbook) }
    guard !main.target.lowercased().hasSuffix(".bin") else { throw SpreadsheetError(.binaryWorkbook) }
    let relations = try parts.relations(of: main.target)
    var listed: [(name: String, isHidden: Bool, id: String)] = []
    var epoch = false
    var xml = try parts.open(main.target, limit: SpreadsheetLimits.smallPart)
    var isInSheets = false
    while let event = try xml.next() {
      guard case .start = event else { continue }
      switch xml.depth {
      case 1: guard xml.isNamed("workbook") else { throw SpreadsheetError(.notAWorkbook) }
      case 2:
        isInSheets = xml.isNamed("sheets")
        if xml.isNamed("workbookPr") {
          epoch = try xml.attribute("date1904").map { ["1", "true", "on"].contains($0) } ?? false
        }
      case 3 where isInSheets && xml.isNamed("sheet"):
        guard let name = try xml.attribute("name"), let id = try xml.attribute("id", prefixed: true) else {
          throw xml.failure(.badMarkup)
        }
        guard listed.count < SpreadsheetLimits.sheets else {
          throw xml.failure(.tooLarge(limit: SpreadsheetLimits.sheets))
        }
        listed.append((name, try xml.attribute("state").map { $0 != "visible" } ?? false, id))
      default: break
      }
    }
    sheets = listed.compactMap { sheet in
      relations.first { $0.id == sheet.id && $0.type == "worksheet" }.map {
        Sheet(name: sheet.name, isHidden: sheet.isHidden, part: $0.target)
      }
    }
    from1904 = epoch
    if let styles = relations.first(where: { $0.type == "styles" }) {
      var xml = try parts.open(styles.target, limit: SpreadsheetLimits.smallPart)
      formats = try CellFormats(&xml)
    } else {
      formats = CellFormats()
    }
    if let shared = relations.first(where: { $0.type == "sharedStrings" }) {
      var xml = try parts.open(shared.target, limit: SpreadsheetLimits.sharedPart)
      texts = try SharedTexts(&xml)
    } else {
      texts = SharedTexts()
    }
  }

  /// The sheet with this name, whose letters may be small or capital; without one, the first that is not hidden.
  package func sheet(_ name: String?) throws -> Sheet {
    guard let name else {
      guard let first = sheets.first(where: { !$0.isHidden }) ?? sheets.first else {
        throw SpreadsheetError(.noSheet)
      }
      return first
    }
    // As spreadsheet programs compare them: no two sheets differ by that alone.
    guard
      let sheet = sheets.first(where: { $0.name == name })
        ?? sheets.first(where: { $0.name.lowercased() == name.lowercased() })
    else {
      throw SpreadsheetError(.unknownSheet(name, there: sheets.map(\.name)))
    }
    return sheet
  }

  /// The rows of a sheet from its first.
  package func rows(_ sheet: Sheet) throws -> SheetReader {
    let parts = PartReader(archive: archive, pieceSize: pieceSize)
    return SheetReader(
      try parts.open(sheet.part, limit: SpreadsheetLimits.sheet), formats: formats, texts: texts,
      from1904: from1904)
  }

  /// Reads a sheet to its end, so that damage is found before anything is made of its first rows.
  /// - Returns: the number of rows with anything in them.
  @discardableResult
  package func check(_ sheet: Sheet) throws -> Int {
    try read(sheet).count
  }

  /// The same, for the cells that are one over several rows.
  package func merged(_ sheet: Sheet) throws -> MergedCells { MergedCells(try read(sheet).merged) }

  private func read(_ sheet: Sheet) throws -> (count: Int, merged: [MergedCells.Run]) {
    var rows = try rows(sheet)
    var count = 0
    while try rows.next() != nil { count += 1 }
    return (count, rows.merged)
  }
}

/// Opens the parts of a package by their names, and reads how they relate (ISO 29500-2, 6.5).
private struct PartReader {
  struct Relation {
    let id: String
    /// The last word of the type's URI; transitional and strict files have different URIs with the same end.
    let type: String
    /// The name of the part.
    let target: String
  }

  let archive: ZipArchive
  let pieceSize: Int

  func open(_ part: String, limit: Int) throws -> XMLReader {
    guard let entry = archive.entry(part) else { throw SpreadsheetError(.missing, in: part) }
    return XMLReader(try ZipEntryReader(archive, entry, limit: limit, pieceSize: pieceSize), part: part)
  }

  /// The relations of a part, of the package itself for "". Those to something outside are left out.
  func relations(of part: String) throws -> [Relation] {
    let folder = part.split(separator: "/").dropLast()
    let name = (folder + ["_rels", (part.split(separator: "/").last ?? "") + ".rels"]).joined(separator: "/")
    guard archive.entry(name) != nil else { return [] }
    var xml = try open(name, limit: SpreadsheetLimits.smallPart)
    var relations: [Relation] = []
    while let event = try xml.next() {
      guard case .start = event, xml.depth == 2, xml.isNamed("Relationship"),
        try xml.attribute("TargetMode") != "External"
      else { continue }
      guard let id = try xml.attribute("Id"),
        let type = try xml.attribute("Type")?.split(separator: "/").last,
        let target = try xml.attribute("Target"), relations.count < SpreadsheetLimits.entries
      else { throw xml.failure(.badMarkup) }
      var path = target.hasPrefix("/") ? [] : folder
      for step in target.split(separator: "/") where step != "." {
        guard step == ".." else {
          path.append(step)
          continue
        }
        guard path.popLast() != nil else { throw SpreadsheetError(.badName, in: name) }
      }
      relations.append(Relation(id: id, type: String(type), target: path.joined(separator: "/")))
    }
    return relations
  }
}
