import Language

/// Files that are no text of a table, whatever their names say: programs write web pages that are called `.xls`.
enum FileKind: CaseIterable {
  case webPage
  case xmlSpreadsheet
  case pdf
  case richText
  case database
  case archive

  /// Nil for what may be a table.
  init?(_ start: [UInt8]) {
    let mark = TextEncoding.byteOrderMark
    let text = String(decoding: start.dropFirst(start.starts(with: mark) ? mark.count : 0), as: UTF8.self)
      .lowercased()
    let body = text.drop { $0.isWhitespace }
    func begins(_ words: String...) -> Bool { words.contains { body.hasPrefix($0) } }
    if begins("<?xml") || begins("<workbook") {
      self = text.contains("<html") ? .webPage : .xmlSpreadsheet
    } else if begins("<html", "<!doctype html", "<table", "<head", "<meta", "<style", "<div") {
      self = .webPage
    } else if begins("%pdf-") {
      self = .pdf
    } else if begins("{\\rtf") {
      self = .richText
    } else if begins("sqlite format 3\0") || text.dropFirst(4).hasPrefix("standard jet db")
      || text.dropFirst(4).hasPrefix("standard ace db")
    {
      self = .database
    } else if start.starts(with: [0x37, 0x7A, 0xBC, 0xAF]) || begins("rar!\u{1A}\u{7}") {
      self = .archive
    } else {
      return nil
    }
  }

  var label: Label {
    switch self {
    case .webPage: Label(en: "a web page (HTML)", zhHans: "网页（HTML）")
    case .xmlSpreadsheet: Label(en: "an XML file", zhHans: " XML 文件")
    case .pdf: Label(en: "a PDF", zhHans: " PDF 文件")
    case .richText: Label(en: "a document (RTF)", zhHans: "文档（RTF）")
    case .database: Label(en: "a database (Access or SQLite)", zhHans: "数据库文件（Access 或 SQLite）")
    case .archive: Label(en: "compressed", zhHans: "压缩文件")
    }
  }
}
