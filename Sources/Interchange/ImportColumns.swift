import Messages

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
        Label(.importColumnsLineOfTheMap, ["line": .number(line)])
      }
      let line = place ?? Label(verbatim: "")
      wrong.append(
        missing
          ? Label(.importColumnsNoColumn, ["name": .text(column.name), "line": .label(line)])
          : Label(.importColumnsMoreThanOneColumn, ["name": .text(column.name), "line": .label(line)]))
    }
    guard !wrong.isEmpty else { return nil }
    let problems = Label.list(wrong, separator: Label(.importColumnsComma))
    return InterchangeError(
      Label(.importColumnsHas, ["name": .text(name), "problems": .label(problems)]),
      advice: Label(
        .importColumnsItsColumnsAre, ["names": .list(names)]))
  }
}

extension Columns {
  /// Reads the names of the columns: the first row of the file.
  static func header(
    _ rows: inout TableRows, _ encoding: TextEncoding, name: String
  ) throws(InterchangeError) -> [String] {
    switch try rows.next() {
    case nil:
      throw InterchangeError(Label(.importColumnsIsEmpty, ["name": .text(name)]))
    case .rejected(let line, let reason):
      throw InterchangeError(
        Label(
          .importColumnsTheHeaderOfLineCannot,
          ["name": .text(name), "line": .number(line), "reason": .label(reason)]))
    case .row(let row):
      var names: [String] = []
      for column in 0..<row.count {
        guard let cell = encoding.decode(row[column]) else {
          throw InterchangeError(
            Label(
              .importColumnsTheHeaderOfIsNot, ["name": .text(name), "encoding": .text(encoding.rawValue)]))
        }
        names.append(ImportReader.trimmed(cell))
      }
      return names
    }
  }
}
