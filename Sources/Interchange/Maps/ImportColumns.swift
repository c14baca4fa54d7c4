import Complaints
import Language

/// The columns of a file by name. Spaces and line ends within a name count as one space, those that do not break
/// among them; where no name is the same, what does not count is what counts nowhere: case, width, spaces, kinds of dashes.
struct Columns {
  private var places: [String: Int] = [:]
  private var doubled: Set<String> = []
  /// By a name as names are compared.
  private var alike: [String: [Int]] = [:]
  let names: [String]

  init(_ header: [String]) {
    names = header.map(Columns.plain)
    var counts: [String: Int] = [:]
    for (place, name) in names.enumerated() where !name.isEmpty {
      counts[name, default: 0] += 1
      if counts[name] == 1 { places[name] = place } else { doubled.insert(name) }
      alike[Columns.folded(name), default: []].append(place)
    }
    // Of several columns with one name the second is `name (2)`.
    counts.removeAll()
    for (place, name) in names.enumerated() where doubled.contains(name) {
      counts[name, default: 0] += 1
      let numbered = "\(name) (\(counts[name] ?? 1))"
      if places[numbered] == nil { places[numbered] = place }
    }
  }

  func find(_ column: ImportMap.Column) -> Int? {
    ([column.name] + column.others).lazy.compactMap(find).first
  }

  private func find(_ name: String) -> Int? {
    let name = Columns.plain(name)
    if let place = places[name] { return place }
    let others = alike[Columns.folded(name)] ?? []
    return others.count == 1 ? others[0] : nil
  }

  /// Whether several columns could be meant: nobody knows which.
  private func isDoubled(_ column: ImportMap.Column) -> Bool {
    if find(column.name) != nil || isDoubled(column.name) { return isDoubled(column.name) }
    return column.others.contains(where: isDoubled) || Set(column.others.compactMap(find)).count > 1
  }

  private func isDoubled(_ name: String) -> Bool {
    let name = Columns.plain(name)
    return doubled.contains(name) || (places[name] == nil && (alike[Columns.folded(name)]?.count ?? 0) > 1)
  }

  /// How many of these columns there are.
  func count(_ wanted: [ImportMap.Column]) -> Int { wanted.count { find($0) != nil || isDoubled($0) } }

  /// The columns that the map names and the file has not, or has twice.
  /// - Parameter saysLines: of the map.
  func problems(_ columns: [ImportMap.Column], name: String, saysLines: Bool) -> InterchangeError? {
    var wrong: [Label] = []
    var seen: Set<String> = []
    for column in columns where seen.insert(column.name).inserted {
      let isDoubled = isDoubled(column)
      guard isDoubled || find(column) == nil else { continue }
      let place = saysLines ? column.mapLine.map { Label(ImportColumnsMessage.mapLine($0)) } : nil
      let line = place ?? Label(verbatim: "")
      wrong.append(
        isDoubled
          ? Label(ImportColumnsMessage.columnRepeated(name: column.name, mapLine: line))
          : Label(ImportColumnsMessage.columnMissing(name: column.name, mapLine: line)))
    }
    guard !wrong.isEmpty else { return nil }
    let problems = Label.list(wrong, separator: Label(InterchangeMessage.listComma))
    return InterchangeError(
      Label(ImportColumnsMessage.columnProblems(name: name, problems: problems)),
      advice: Label(ImportColumnsMessage.columnsAdvice(.list(names))), isOfColumns: true)
  }

  /// A name with each run of white space as one space, and without those that nobody sees.
  static func plain(_ name: String) -> String {
    var plain = String.UnicodeScalarView()
    var isAfterSpace = true
    for scalar in name.unicodeScalars {
      if scalar == "\u{FEFF}" || scalar == "\u{200B}" { continue }
      let isSpace = scalar.properties.isWhitespace
      if isSpace && isAfterSpace { continue }
      plain.append(isSpace ? " " : scalar)
      isAfterSpace = isSpace
    }
    if plain.last == " " { plain.removeLast() }
    return String(plain)
  }

  /// In the form in which names are compared.
  static func folded(_ name: String) -> String { name.foldedCode }
}

/// The row with the names of the columns. It need not be the first: people write a title above it, and merge cells of
/// two rows into one name.
struct HeaderRow {
  /// The rows of the file that are looked at.
  static let depth = 30

  let columns: Columns
  /// The line on which it begins.
  let line: Int
  /// How many rows come before the first row of the table.
  let rows: Int
  /// How many of the wanted columns it has.
  let found: Int

  /// Looks for the row, or the two rows under each other, that have all columns of a map.
  /// - Returns: the one that has most of them; the first of several.
  static func find(
    _ rows: inout TableRows, _ wanted: [ImportMap.Column], name: String
  ) throws(InterchangeError) -> HeaderRow {
    let encoding = rows.encoding
    var best: HeaderRow?
    var failure: InterchangeError?
    var above: [String]?
    var count = 0
    while count < depth, let outcome = try rows.next() {
      count += 1
      guard case .row(let row) = outcome else {
        if case .rejected(let line, let reason) = outcome, failure == nil {
          failure = InterchangeError(
            Label(ImportColumnsMessage.headerUnreadable(name: name, line: line, reason: reason)))
        }
        above = nil
        continue
      }
      guard !row.isBlank else { continue }
      let cells = (0..<row.count).compactMap { encoding.decode(row[$0]) }
      guard cells.count == row.count else {
        if failure == nil {
          failure = InterchangeError(
            Label(ImportColumnsMessage.headerEncoding(name: name, line: row.line, encoding: encoding.shown)),
            advice: Label(InterchangeMessage.encodingAdvice))
        }
        above = nil
        continue
      }
      var choices = [cells]
      if let above {
        let width = max(above.count, cells.count)
        choices.append(
          (0..<width).map { place in
            let cell = place < cells.count ? Columns.plain(cells[place]) : ""
            return cell.isEmpty ? (place < above.count ? above[place] : "") : cell
          })
      }
      for names in choices {
        let columns = Columns(names)
        let found = columns.count(wanted)
        if best.map({ found > $0.found }) ?? true {
          best = HeaderRow(columns: columns, line: row.line, rows: count, found: found)
        }
      }
      if best?.found == wanted.count { break }
      above = cells
    }
    if let best, best.found > 0 || failure == nil { return best }
    throw failure ?? InterchangeError(Label(ImportColumnsMessage.emptyFile(name: name)), isOfColumns: true)
  }
}

enum ImportColumnsMessage: Message {
  case columnProblems(name: String, problems: Label)
  case emptyFile(name: String)
  case columnsAdvice(Label)
  case mapLine(Int)
  case columnRepeated(name: String, mapLine: Label)
  case columnMissing(name: String, mapLine: Label)
  case headerEncoding(name: String, line: Int, encoding: String)
  case headerUnreadable(name: String, line: Int, reason: Label)

  var label: Label {
    switch self {
    case .columnProblems(let name, let problems):
      Label(en: "\(name) has \(problems.en)", zhHans: "\(name) \(problems.zhHans)")
    case .emptyFile(let name):
      Label(en: "\(name) is empty", zhHans: "\(name) 是空文件")
    case .columnsAdvice(let names):
      Label(en: "its columns are: \(names.en)", zhHans: "文件中的列：\(names.zhHans)")
    case .mapLine(let line):
      Label(en: " (line \(line) of the map)", zhHans: "（对照表第 \(line) 行）")
    case .columnRepeated(let name, let line):
      Label(en: "more than one column “\(name)”\(line.en)", zhHans: "有多个列“\(name)”\(line.zhHans)")
    case .columnMissing(let name, let line):
      Label(en: "no column “\(name)”\(line.en)", zhHans: "没有列“\(name)”\(line.zhHans)")
    case .headerEncoding(let name, let line, let encoding):
      Label(
        en: "line \(line) of \(name), the header, is not in the encoding \(encoding)",
        zhHans: "\(name) 的表头（第 \(line) 行）不是 \(encoding) 编码")
    case .headerUnreadable(let name, let line, let reason):
      Label(
        en: "the header of \(name) (line \(line)) cannot be read: \(reason.en)",
        zhHans: "\(name) 的表头（第 \(line) 行）无法读取：\(reason.zhHans)")
    }
  }
}
