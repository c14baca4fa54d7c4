import Language

enum ImportReaderMessage: Message {
  case invalidBytes(column: String, encoding: String)
  case badDate(String, column: String, formats: String)
  case leftOutTime(String, column: String, zone: String)
  case keyEmpty(column: String)
  case keyRepeated(String, firstLine: Int)
  case tooManyColumns(row: Int, header: Int)

  var label: Label {
    switch self {
    case .invalidBytes(let header, let name):
      Label(
        en: "column “\(header)” has bytes that are not valid \(name)", zhHans: "列“\(header)”含有无效的 \(name) 字节")
    case .badDate(let shown, let column, let formats):
      Label(
        en: "“\(shown)” in column “\(column)” is not a date in the format \(formats)",
        zhHans: "列“\(column)”中的“\(shown)”不是 \(formats) 格式的日期")
    case .leftOutTime(let shown, let column, let zone):
      Label(
        en:
          "“\(shown)” in column “\(column)”: clocks in the zone \(zone) were put forward over it, there was no such time",
        zhHans: "列“\(column)”中的“\(shown)”：时区 \(zone) 当时拨快了时钟，没有这个时间")
    case .keyEmpty(let name):
      Label(en: "the key column “\(name)” is empty", zhHans: "编号列“\(name)”为空")
    case .keyRepeated(let key, let first):
      Label(en: "the key “\(key)” is already in line \(first)", zhHans: "编号“\(key)”与第 \(first) 行重复")
    case .tooManyColumns(let row, let header):
      Label(
        en: "the row has \(row.of("column", "columns")), the header has \(header.grouped)",
        zhHans: "这一行有 \(row.grouped) 列，而表头有 \(header.grouped) 列")
    }
  }
}
