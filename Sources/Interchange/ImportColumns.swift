import Language

/// The columns of a file by name.
struct Columns {
  private var places: [String: Int] = [:]
  private var doubled: Set<String> = []
  private let names: [String]

  init(_ header: [String]) {
    names = header
    for (place, name) in header.enumerated() {
      if places.updateValue(place, forKey: name) != nil { doubled.insert(name) }
    }
  }

  func find(_ column: ImportMap.Column) -> Int? { places[column.name] }

  /// The columns that the map names and the file has not, or has twice.
  func problems(_ columns: [ImportMap.Column], name: String) -> InterchangeError? {
    var wrong: [Label] = []
    var seen: Set<String> = []
    for column in columns where seen.insert(column.name).inserted {
      let missing = places[column.name] == nil
      guard missing || doubled.contains(column.name) else { continue }
      let place = column.mapLine.map { line in
        Label(ImportColumnsMessage.mapLine(line))
      }
      let line = place ?? Label(verbatim: "")
      wrong.append(
        missing
          ? Label(ImportColumnsMessage.columnMissing(name: column.name, mapLine: line))
          : Label(ImportColumnsMessage.columnRepeated(name: column.name, mapLine: line)))
    }
    guard !wrong.isEmpty else { return nil }
    let problems = Label.list(wrong, separator: Label(InterchangeMessage.listComma))
    return InterchangeError(
      Label(ImportColumnsMessage.columnProblems(name: name, problems: problems)),
      advice: Label(ImportColumnsMessage.columnsAdvice(.list(names))))
  }
}

extension Columns {
  /// Reads the names of the columns: the first row of the file.
  static func header(
    _ rows: inout TableRows, _ encoding: TextEncoding, name: String
  ) throws(InterchangeError) -> [String] {
    switch try rows.next() {
    case nil:
      throw InterchangeError(Label(ImportColumnsMessage.emptyFile(name: name)))
    case .rejected(let line, let reason):
      throw InterchangeError(
        Label(ImportColumnsMessage.headerUnreadable(name: name, line: line, reason: reason)))
    case .row(let row):
      var names: [String] = []
      for column in 0..<row.count {
        guard let cell = encoding.decode(row[column]) else {
          throw InterchangeError(
            Label(ImportColumnsMessage.headerEncoding(name: name, encoding: encoding.rawValue)))
        }
        names.append(ImportReader.trimmed(cell))
      }
      return names
    }
  }
}

enum ImportColumnsMessage: Message {
  case columnProblems(name: String, problems: Label)
  case emptyFile(name: String)
  case columnsAdvice(Label)
  case mapLine(Int)
  case columnRepeated(name: String, mapLine: Label)
  case columnMissing(name: String, mapLine: Label)
  case headerEncoding(name: String, encoding: String)
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
    case .headerEncoding(let name, let encoding):
      Label(
        en: "the header of \(name) is not in the encoding \(encoding)", zhHans: "\(name) 的表头不是 \(encoding) 编码"
      )
    case .headerUnreadable(let name, let line, let reason):
      Label(
        en: "the header of \(name) (line \(line)) cannot be read: \(reason.en)",
        zhHans: "\(name) 的表头（第 \(line) 行）无法读取：\(reason.zhHans)")
    }
  }
}
