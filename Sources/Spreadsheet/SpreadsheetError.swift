/// Why a workbook cannot be read. The words for people stand in Interchange.
package struct SpreadsheetError: Error, Hashable, Sendable {
  package enum Fault: Hashable, Sendable {
    /// No ZIP archive, or one whose end (where its contents are listed) is missing.
    case notAnArchive
    /// An archive, but of something else: there is no workbook in it.
    case notAWorkbook
    /// The binary workbook of Excel (.xlsb).
    case binaryWorkbook
    /// The workbook names a part that is not there.
    case missing
    case cutShort
    /// The bytes are not those that were written: the CRC-32 or the length differs.
    case altered
    case encrypted
    /// A name that leads out of the archive, or that stands in it twice.
    case badName
    /// ZIP64, several volumes, or a way of packing other than store and deflate.
    case unsupported
    /// More than the limit, in bytes or in entries.
    case tooLarge(limit: Int)
    case notUTF8
    /// A DTD, which may define entities: never read.
    case doctype
    case unknownEntity
    case tooDeep(limit: Int)
    /// Not well-formed XML.
    case badMarkup
    /// A row or cell out of order, or outside of what a sheet can have.
    case badReference(row: Int)
    /// No worksheet with anything on it.
    case noSheet
    /// No worksheet of that name; these are there.
    case unknownSheet(String, there: [String])
  }

  /// The part of the archive: `xl/worksheets/sheet1.xml`. Nil: the file itself.
  package let part: String?
  package let fault: Fault

  package init(_ fault: Fault, in part: String? = nil) {
    self.fault = fault
    self.part = part
  }
}

/// What a reader may take of a workbook. A file that would need more is refused.
package enum SpreadsheetLimits {
  /// Entries of the archive.
  package static let entries = 4096
  /// The list of the archive's contents, in bytes.
  package static let directory = 1 << 20
  /// Relations, the list of sheets, and formats: unpacked bytes of each.
  package static let smallPart = 16 << 20
  /// A sheet, unpacked. It is read in pieces and never held.
  package static let sheet = 2 << 30
  /// The table of shared texts, unpacked, and as texts in memory.
  package static let sharedPart = 512 << 20
  package static let sharedBytes = 256 << 20
  package static let sharedCount = 8 << 20
  /// A tag with its attributes, in bytes.
  package static let tag = 1 << 16
  /// The text of one cell or of one shared text, in bytes. (Excel's own limit is 32,767 characters.)
  package static let text = 1 << 20
  /// The texts of one row, in bytes.
  package static let row = 8 << 20
  package static let depth = 64
  package static let sheets = 1024
  package static let formats = 1 << 16
  /// Excel's own (ECMA-376, part 1, 18.3.1.73).
  package static let rows = 1_048_576
  package static let columns = 16_384
  /// Columns that are read. A table of complaints has fewer; a hostile one could ask for billions of cells.
  package static let usedColumns = 2048
}
