import Language

enum ImportReaderMessage: Message {
  case linesSwallowed(first: Int, last: Int)
  case rowBroken(first: Int, last: Int)
  case notComputed(column: String)
  case cellError(String, column: String)
  case rounded(String, column: String)
  case shownOtherwise(String, column: String)
  case wordsLost(String, column: String)
  case changed(String, column: String)
  case oneCell(String, header: Int)
  case cutShort(row: Int, header: Int)
  case invalidBytes(column: String, encoding: String)
  case foreignText(String, column: String)
  case badDate(String, column: String, formats: String)
  case weekDate(String, column: String)
  case leftOutTime(String, column: String, zone: String)
  case keyEmpty(column: String)
  case keyHasLines(column: String)
  case keyRepeated(String, firstLine: Int)
  case keySpeltTwice(String, firstLine: Int)
  case tooManyColumns(row: Int, header: Int)
  case total(String)
  case footer(String)
  case headerAgain

  var label: Label {
    switch self {
    case .linesSwallowed(let first, let last):
      Label(
        en:
          "a quotation mark takes the lines \(first) to \(last) for one row: the text has lines that are rows themselves; none of them is imported (a quotation mark that is text is written twice, inside quotation marks)",
        zhHans: "引号把第 \(first) 至 \(last) 行连成了一行：其中的文字本身就是数据行，均未导入（作为文字的引号须写成两个，并放在一对引号内）")
    case .rowBroken(let first, let last):
      Label(
        en:
          "one row broken over lines \(first) to \(last): its text has a line break and no quotation marks around it; none of them is imported (put the text in quotation marks; if they are rows of their own: --every-row)",
        zhHans:
          "第 \(first) 至 \(last) 行原是一行，文字中的换行没有放在引号内，被拆成了几行，均未导入（请给该文字加上一对引号；如确是各自独立的行，请加 --every-row）")
    case .notComputed(let column):
      Label(
        en:
          "column “\(column)” has a formula without its value: open the file in a spreadsheet program and save it",
        zhHans: "列“\(column)”是公式，文件中没有计算结果：请用表格软件打开后重新保存")
    case .cellError(let text, let column):
      Label(
        en:
          "column “\(column)” has the spreadsheet's “\(text)” in place of a value (if it means nothing, put it under “empty” in the map)",
        zhHans: "列“\(column)”是表格软件的错误“\(text)”，不是内容（若表示无内容，请在对照表的“empty”中写上）")
    case .rounded(let text, let column):
      Label(
        en:
          "“\(text)” in column “\(column)” is a number that a spreadsheet has rounded: its last digits are lost. Get the file again from where it came with this column as text (where such numbers are right: “exact” in the map)",
        zhHans:
          "列“\(column)”中的“\(text)”已被表格软件四舍五入，末尾数字丢失。请从原系统重新导出，并将该列设为文本（如号码本来如此，请在对照表中写“exact”）")
    case .shownOtherwise(let text, let column):
      Label(
        en:
          "the cell in column “\(column)” holds the number \(text), and its format shows it as something else: what people see there cannot be told. Make the column text in the spreadsheet program (where the numbers are right: “exact” in the map)",
        zhHans:
          "列“\(column)”的单元格存的是数字 \(text)，其数字格式显示为其他内容，无法得知显示的是什么。请用表格软件将该列改为文本（如数字本身无误，请在对照表中写“exact”）")
    case .wordsLost(let text, let column):
      Label(
        en:
          "the cell in column “\(column)” holds the number \(text) and shows words beside it that cannot be told. Make the column text in the spreadsheet program, with the currency",
        zhHans: "列“\(column)”的单元格存的是数字 \(text)，其数字格式还显示了无法得知的文字。请用表格软件将该列改为文本，并写明币种")
    case .changed(let text, let column):
      Label(
        en:
          "“\(text)” in column “\(column)” is not what was exported: another program put it in its place. Export again, and if a spreadsheet program has to save the file, let it read this column as text",
        zhHans: "列“\(column)”中的“\(text)”不是导出时的内容，已被其他程序改动。请重新导出；如须用表格软件保存，打开时请将该列设为文本")
    case .oneCell(let text, let header):
      Label(
        en:
          "the whole row stands in one cell (“\(text)”), the header has \(header.grouped) columns: it is separated by other signs than the header, or has quotation marks around all of it",
        zhHans: "整行内容挤在一个单元格里（“\(text)”），而表头有 \(header.grouped) 列：这一行的分隔符与表头不同，或整行被放在引号内")
    case .cutShort(let row, let header):
      Label(
        en:
          "the row is cut short: it has \(row.of("column", "columns")) of \(header.grouped), and no row that was exported has fewer. Export again",
        zhHans: "这一行不完整：导出的每一行都有 \(header.grouped) 列，这一行只有 \(row.grouped) 列。请重新导出")
    case .invalidBytes(let header, let name):
      Label(
        en: "column “\(header)” has bytes that are not valid \(name) (another encoding: --encoding)",
        zhHans: "列“\(header)”含有无效的 \(name) 字节（其他编码请用 --encoding 指定）")
    case .foreignText(let text, let header):
      Label(
        en:
          "column “\(header)” is no Chinese text in GB 18030, as the file is: it would read “\(text)” (a row from a file in another encoding; if it is right so: --encoding gb18030)",
        zhHans:
          "列“\(header)”不像 GB 18030 的中文，会读成“\(text)”：这一行与文件其余部分的编码不同（如确认无误，请加 --encoding gb18030）")
    case .badDate(let shown, let column, let formats):
      Label(
        en: "“\(shown)” in column “\(column)” is not a date in the format \(formats)",
        zhHans: "列“\(column)”中的“\(shown)”不是 \(formats) 格式的日期")
    case .weekDate(let shown, let column):
      Label(
        en:
          "“\(shown)” in column “\(column)” is a day by its week or its number in the year, which is not read: write year, month and day",
        zhHans: "列“\(column)”中的“\(shown)”是按周或按年内天数写的日期，请改为年月日")
    case .leftOutTime(let shown, let column, let zone):
      Label(
        en:
          "“\(shown)” in column “\(column)”: clocks in the zone \(zone) were put forward over it, there was no such time",
        zhHans: "列“\(column)”中的“\(shown)”：时区 \(zone) 当时拨快了时钟，没有这个时间")
    case .keyEmpty(let name):
      Label(en: "the key column “\(name)” is empty", zhHans: "编号列“\(name)”为空")
    case .keyHasLines(let name):
      Label(
        en:
          "the key column “\(name)” has a line break within the cell: two keys, or a key that was broken; put it right in the file",
        zhHans: "编号列“\(name)”的单元格内有换行（可能填了两个编号，或编号被断开），请在文件中改正")
    case .keyRepeated(let key, let first):
      Label(en: "the key “\(key)” is already in line \(first)", zhHans: "编号“\(key)”与第 \(first) 行重复")
    case .keySpeltTwice(let key, let first):
      Label(
        en:
          "the key “\(key)” is that of line \(first), spelt otherwise there (if they are two cases, name the column under “exact” in the map: its keys are then compared as they are written)",
        zhHans:
          "编号“\(key)”与第 \(first) 行只是写法不同，视为同一编号（如确是两个工单，请在对照表的“exact”中写上该列，编号即按原样比较）")
    case .total(let word):
      Label(
        en: "“\(word)” adds up the rows above, it is not a case (if it is one: --every-row)",
        zhHans: "“\(word)”是合计行，不是工单（如确是工单，请加 --every-row）")
    case .footer(let text):
      Label(
        en: "“\(text)” belongs to the table as a whole, it is not a case (if it is one: --every-row)",
        zhHans: "“\(text)”是表格的说明，不是工单（如确是工单，请加 --every-row）")
    case .headerAgain:
      Label(
        en: "the names of the columns once more, no case (if it is one: --every-row)",
        zhHans: "重复的表头，不是工单（如确是工单，请加 --every-row）")
    case .tooManyColumns(let row, let header):
      Label(
        en: "the row has \(row.of("column", "columns")), the header has \(header.grouped)",
        zhHans: "这一行有 \(row.grouped) 列，而表头有 \(header.grouped) 列")
    }
  }
}
