import Language

enum ImportMessage: Message {
  case abstract
  case unknownEncoding(String)
  case ambiguousEncoding(String)
  case codePagesHint
  case mapNeeded
  case mapNeededHint
  case conflictOpen(case: String, field: Label)
  case encodingHelp
  case updateHelp
  case everyRowHelp
  case resumeHint(imported: Int)
  case discussion
  case onlyExampleHint
  case progress
  case onlyIncomplete
  case onlyHelp
  case dryRunHelp
  case fileHelp
  case mapHelp
  case rowTooLarge(bytes: Int, limit: Int)
  case sheetHelp

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Imports cases from a CSV file or a workbook (.xlsx).", zhHans: "从 CSV 或 Excel 文件导入工单。")
    case .unknownEncoding(let name):
      Label(en: "There is no encoding “\(name)”. Known are:", zhHans: "没有编码“\(name)”。可用：")
    case .ambiguousEncoding(let name):
      Label(
        en:
          "“\(name)” is another encoding on each computer: name the code page of the one that wrote the file.",
        zhHans: "“\(name)”在不同电脑上是不同的编码：请写明生成该文件的电脑所用的代码页。")
    case .codePagesHint:
      Label(
        en: """
          gb18030 (936, mainland China), big5 (950, Taiwan, Hong Kong), shift_jis (932, Japan), euc-kr (949, Korea),
          windows-1252 (Western Europe), windows-1250 (Central Europe), windows-1251 (Cyrillic)
          """,
        zhHans: """
          gb18030（936，中国大陆）、big5（950，台湾、香港）、shift_jis（932，日本）、euc-kr（949，韩国）、
          windows-1252（西欧）、windows-1250（中欧）、windows-1251（西里尔文）
          """)
    case .mapNeeded:
      Label(
        en: "It is no export of casebook, and no map says what its columns are.",
        zhHans: "这不是本程序导出的文件，也没有给出对照表。")
    case .mapNeededHint:
      Label(en: "Name a map: --map map.yaml", zhHans: "请指定对照表：--map 对照表.yaml")
    case .conflictOpen(let number, let field):
      Label(
        en: "\(number) has an open conflict in “\(field.en)”: decide it first (casebook conflict list)",
        zhHans: "工单 \(number) 的“\(field.zhHans)”有冲突待处理，请先处理（casebook conflict list）")
    case .encodingHelp:
      Label(
        en: "The encoding of a CSV file, such as windows-1252 or big5 (default: told by the file).",
        zhHans: "CSV 文件的编码，如 gb18030、big5、windows-1252（不填则自动识别）。")
    case .everyRowHelp:
      Label(
        en: "Also rows that look like totals, like the header again or like a part of another row.",
        zhHans: "合计行、重复的表头、像是被换行拆开的行也照样导入。")
    case .updateHelp:
      Label(
        en: "Changes cases that are here already where the file says otherwise.",
        zhHans: "对已存在的工单，按文件中的不同内容修改。")
    case .resumeHint(let count):
      Label(
        en:
          "\(count.of("case was imported before this and is safe", "cases were imported before this and are safe")); run the import again to continue from there.",
        zhHans: "此前已导入 \(count.grouped) 个工单，数据安全；重新运行即可继续导入。")
    case .discussion:
      Label(
        en: """
          casebook import cases.csv --map map.yaml --dry-run
          casebook import cases.csv --map map.yaml
          casebook import council.csv --map council.yaml --only account=NYCC34
          casebook import cases.xlsx --map map.yaml --sheet "March"
          casebook import corrected.csv --map map.yaml --update
          casebook import exported.csv

          The map (YAML) says which column becomes which field; what casebook export wrote
          (csv, xlsx, jsonl) needs none. Rows are told apart by the map's key: importing a
          file again changes nothing. A row that says otherwise than its case is listed
          (“differs”), and changes it with --update: as an ordinary edit, an empty cell
          and the status excepted. What people here changed since stays as it is as long
          as the file says the same as before.

          Rows that cannot be used are listed with their line; the others are imported,
          and the last line says so. Where every row was rejected the exit code is 1.
          Numbers that a spreadsheet has rounded are no keys, phones or order numbers.
          Rows that add up others (“Total”) or repeat the header are no cases, but with
          --every-row.

          CSV may be in UTF-8, UTF-16 or GB 18030; others are named with --encoding. The
          delimiter, a first line sep=; and lines above the header are found out.
          --dry-run shows the first ten rows as they were read. A damaged workbook is
          refused as a whole.
          """,
        zhHans: """
          casebook import 工单.csv --map 对照表.yaml --dry-run
          casebook import 工单.csv --map 对照表.yaml
          casebook import 工单.csv --map 对照表.yaml --only 门店=SH01
          casebook import 工单.xlsx --map 对照表.yaml --sheet 三月
          casebook import 更正.csv --map 对照表.yaml --update
          casebook import 导出的文件.csv

          对照表（YAML）说明哪一列对应哪个字段；本程序导出的文件（csv、xlsx、jsonl）
          不需要对照表。各行按对照表中的 key 识别，同一文件重复导入不会产生重复工单。
          内容与已有工单不同的行会列出（“有差异”），加上 --update 才会修改：等同于
          普通修改，空单元格和状态除外。如果文件内容没变，只是本机后来改过，则保持不变。

          无法使用的行会列出行号和原因，其余照常导入，最后一行会说明。所有行都无法
          导入时，退出码为 1。被表格软件四舍五入的数字不能用作编号、电话或订单号。
          合计行和重复的表头不算工单，除非加上 --every-row。

          CSV 支持 UTF-8、UTF-16 和 GB 18030 编码，其他编码用 --encoding 指定。分隔符、
          首行 sep=; 和表头上方的行会自动识别。--dry-run 会显示读到的前十行。Excel 文件
          (.xlsx) 若已损坏，则整个拒绝，不会只导入一半。
          """)
    case .onlyExampleHint:
      Label(en: "For example: --only account=NYCC34", zhHans: "例如：--only 门店=SH01")
    case .progress:
      Label(en: "Importing", zhHans: "正在导入")
    case .onlyIncomplete:
      Label(en: "--only needs a column and a value.", zhHans: "--only 需要列名和值。")
    case .onlyHelp:
      Label(en: "Only rows with this value in a column.", zhHans: "只导入该列为此值的行。")
    case .dryRunHelp:
      Label(en: "Shows what would happen and saves nothing.", zhHans: "只检查，不保存。")
    case .fileHelp:
      Label(
        en: "The CSV file, workbook (.xlsx) or JSON lines; - reads standard input.",
        zhHans: "CSV 文件、Excel 文件 (.xlsx) 或 JSON 行；- 表示标准输入。")
    case .mapHelp:
      Label(
        en: "The map from columns to fields (YAML); not needed for what casebook exported.",
        zhHans: "列与字段的对照表（YAML）；本程序导出的文件不需要。")
    case .rowTooLarge(let size, let largestRow):
      Label(
        en: "the row has \(size.grouped) bytes; the limit is \(largestRow.grouped)",
        zhHans: "这一行有 \(size.grouped) 字节，上限 \(largestRow.grouped) 字节")
    case .sheetHelp:
      Label(
        en: "The sheet of a workbook (default: the first with the columns).",
        zhHans: "Excel 文件中的工作表；不填则为第一个含有所需列的。")
    }
  }
}
