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
        Label(" (line \(line) of the map)", "（映射第 \(line) 行）")
      }
      let line = place ?? Label(verbatim: "")
      wrong.append(
        missing
          ? Label("no column “\(column.name)”\(line.en)", "没有列“\(column.name)”\(line.zhHans)")
          : Label("more than one column “\(column.name)”\(line.en)", "有多个列“\(column.name)”\(line.zhHans)"))
    }
    guard !wrong.isEmpty else { return nil }
    let problems = Label.list(wrong, separator: Label(", ", "，"))
    return InterchangeError(
      Label("\(name) has \(problems.en)", "\(name) \(problems.zhHans)"),
      advice: Bilingual(
        "its columns are: \(names.joined(separator: ", "))", "文件中的列：\(names.joined(separator: "、"))"))
  }
}

extension Columns {
  /// Reads the names of the columns: the first row of the file.
  static func header(
    _ rows: inout TableRows, _ encoding: TextEncoding, name: String
  ) throws(InterchangeError) -> [String] {
    switch try rows.next() {
    case nil:
      throw InterchangeError(Bilingual("\(name) is empty", "\(name) 是空文件"))
    case .rejected(let line, let reason):
      throw InterchangeError(
        Bilingual(
          "the header of \(name) (line \(line)) cannot be read: \(reason.en)",
          "\(name) 的表头（第 \(line) 行）无法读取：\(reason.zhHans)"))
    case .row(let row):
      var names: [String] = []
      for column in 0..<row.count {
        guard let cell = encoding.decode(row[column]) else {
          throw InterchangeError(
            Bilingual(
              "the header of \(name) is not in the encoding \(encoding.rawValue)",
              "\(name) 的表头不是 \(encoding.rawValue) 编码"))
        }
        names.append(ImportReader.trimmed(cell))
      }
      return names
    }
  }
}
