package import Language
package import Zones

/// How the columns of a CSV file or of a sheet become the fields of a case; written as YAML:
///
///     source: council            # names the origin; part of the id of every imported record
///     key: unique_key            # the column, or [columns], that tells rows apart; a second row is rejected
///     encoding: auto             # auto (default), utf-8, gb18030, big5, windows-1252 … (see `TextEncoding`)
///     delimiter: ","             # one character, or tab; left out: the one of , ; tab | that gives these columns
///     exact: [order]             # numbers there are exact though they end in zeros that look like a spreadsheet's
///     zone: Europe/Berlin        # of times that carry none: a name, or an offset such as +08:00
///     empty: [N/A, "?"]          # cells that mean nothing, in every column
///     only: {account: [NYCC34]}  # leave out the rows that have anything else there
///     columns:
///       descriptor: title                               # column: field
///       borough: [place, tags]                          # one column feeds two fields
///       opendate: {field: logged_at, date: [yyyy-MM-dd, M/d/yyyy]}
///       via: {field: channel, values: {Web: online_platform, "*": phone}, default: phone}
///       labels: {field: tags, split: ";"}
///     fields:
///       occurred_at: {join: [Date, Time], separator: " ", date: [d-M-yy h:mm:ss a]}
///     notes:
///       - {text: reply, heading: "Reply of {reply date}"}   # a note on the case, where the column is not empty
///     constants:
///       channel: phone
///
/// Options of a column or field: `date` formats (see `DatePattern`), tried in order; `zone`; `values`, from
/// the cell's text to the field's (`"*"` stands for every other); `empty`; `split`, for sets; `default`, for
/// an empty cell. `date: [serial]` (or `serial-1904`) reads the days that a spreadsheet counts, `date: [iso]` the forms of
/// ISO 8601. Spaces around a cell never count.
package struct ImportMap: Sendable {
  /// Whether a field holds one value or a set of elements.
  package enum FieldShape: Hashable, Sendable { case single, set }

  /// A column as the map names it, and the line of the map where it does.
  package struct Column: Hashable, Sendable {
    package let name: String
    package let mapLine: Int?
    /// What else it may be called, where the file has no column of that name.
    var others: [String] = []
  }

  /// What one field is made of.
  package struct Rule: Sendable {
    package var field: String
    package var shape: FieldShape
    /// One, or several that are joined; cells that are empty are left out of the joined text.
    package var columns: [Column]
    package var separator = " "
    package var dates: [DatePattern] = []
    /// Bare numbers are days as a spreadsheet counts them: from 1904 (true) or from 1900.
    package var serialFrom1904: Bool?
    /// Of times that carry no offset.
    package var zone: Zone?
    package var values: [String: String] = [:]
    package var empty: Set<String> = []
    package var split: String?
    /// The elements are divided as this program writes them: by `;`, with `\` before a `;` of their own.
    package var isOwnSet = false
    package var fallback: String?
  }

  /// A column that becomes a note: what was answered or done.
  package struct NoteRule: Sendable {
    package struct Piece: Sendable {
      package var text: String
      /// Its cell stands here instead.
      package var column: Column?
    }

    package var text: Column
    /// The first line.
    package var heading: [Piece] = []
    package var empty: Set<String> = []

    package var columns: [Column] { [text] + heading.compactMap(\.column) }
  }

  package struct Constant: Hashable, Sendable {
    package let field: String
    package let shape: FieldShape
    package let text: String
  }

  package struct Filter: Hashable, Sendable {
    package let column: Column
    package let wanted: Set<String>

    /// Only the rows whose cell in this column is one of these.
    package init(column: String, wanted: Set<String>) {
      self.init(column: Column(name: column, mapLine: nil), wanted: wanted)
    }

    init(column: Column, wanted: Set<String>) {
      self.column = column
      self.wanted = wanted
    }
  }

  /// Nobody can look up a line of it: it is the program's own.
  package var isBuiltIn = false
  package internal(set) var source = ""
  package internal(set) var key: [Column] = []
  /// Nil: detected.
  package internal(set) var encoding: TextEncoding?
  /// Nil: found out by the names of the columns.
  package internal(set) var delimiter: UInt8?
  /// Columns whose numbers are never taken for rounded ones.
  package internal(set) var exact: Set<String> = []
  /// Of times that carry no offset.
  package internal(set) var zone: Zone?
  package internal(set) var empty: Set<String> = []
  package internal(set) var filters: [Filter] = []
  package internal(set) var rules: [Rule] = []
  package internal(set) var notes: [NoteRule] = []
  package internal(set) var constants: [Constant] = []
  /// The columns are those of this program's own export; those that a file has not are left out.
  package internal(set) var isOwn = false

  /// The same map for files that call its columns by other names, too.
  /// - Parameter names: by the names that the map has.
  package func alsoNamed(_ names: [String: [String]]) -> ImportMap {
    func renamed(_ column: Column) -> Column {
      Column(name: column.name, mapLine: column.mapLine, others: names[column.name] ?? [])
    }
    var map = self
    map.key = key.map(renamed)
    for place in map.rules.indices { map.rules[place].columns = rules[place].columns.map(renamed) }
    return map
  }

  /// The columns that an export of any version has.
  static let ownColumns = ["id", "number", "branch"].map { Column(name: $0, mapLine: nil) }
  /// The last one, which is empty in no row.
  static let ownLastColumn = "updated_at"

  /// The map of what this program exports itself: each column is the field of its name.
  package static func ownExport(fields: [(id: String, shape: FieldShape)]) -> ImportMap {
    var map = ImportMap()
    map.source = "casebook export"
    map.key = [ownColumns[0]]
    map.isOwn = true
    map.rules = fields.map { field in
      var rule = Rule(field: field.id, shape: field.shape, columns: [Column(name: field.id, mapLine: nil)])
      if field.shape == .set { (rule.split, rule.isOwnSet) = (";", true) }
      return rule
    }
    return map
  }
}

/// Everything that is wrong with a map, each with its line.
package struct ImportMapError: Error, Hashable, Sendable {
  package struct Problem: Hashable, Sendable {
    /// Of the map's YAML, from 1.
    package let line: Int?
    package let text: Label

    package var message: Label {
      guard let line else { return text }
      return Label(ImportMapMessage.problemAtLine(line: line, problem: text))
    }
  }

  /// In the order of the file, at least one.
  package let problems: [Problem]

  /// One problem a line.
  package var message: Label { .list(problems.map(\.message), separator: Label(verbatim: "\n")) }

  package func message(_ language: Language) -> String { message.text(language) }
}

enum ImportMapMessage: Message {
  case problemAtLine(line: Int, problem: Label)

  var label: Label {
    switch self {
    case .problemAtLine(let line, let text):
      Label(en: "line \(line): \(text.en)", zhHans: "第 \(line) 行：\(text.zhHans)")
    }
  }
}
