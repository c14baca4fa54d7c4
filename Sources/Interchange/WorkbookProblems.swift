import Language
import Spreadsheet

extension InterchangeError {
  /// Why a workbook cannot be read, in words.
  init(workbook name: String, _ error: any Error) {
    if let error = error as? InterchangeError {
      self = error
      return
    }
    guard let error = error as? SpreadsheetError else {
      self = InterchangeError(Label(WorkbookProblemsMessage.unreadable(name: name)))
      return
    }
    let place = error.part.map { part in Label(PunctuationMessage.brackets(part)) }
    let part = place ?? Label(verbatim: "")
    let reason = InterchangeError.reason(error.fault)
    self = InterchangeError(
      Label(WorkbookProblemsMessage.problem(name: name, part: part, reason: reason)),
      advice: InterchangeError.advice(error.fault))
  }

  private static func reason(_ fault: SpreadsheetError.Fault) -> Label {
    switch fault {
    case .notAnArchive, .cutShort: Label(WorkbookProblemsMessage.cutShort)
    case .notAWorkbook:
      Label(en: "is an archive, but not a workbook (.xlsx)", zhHans: "是压缩文件，但不是 Excel 文件 (.xlsx)")
    case .binaryWorkbook: Label(en: "is a binary workbook (.xlsb)", zhHans: "是二进制 Excel 文件 (.xlsb)")
    case .missing: Label(en: "is damaged: this part is missing", zhHans: "已损坏：缺少这一部分")
    case .altered: Label(en: "is damaged: its checksum does not match", zhHans: "已损坏：校验和不符")
    case .encrypted: Label(en: "is encrypted", zhHans: "已加密")
    case .badName:
      Label(en: "has a part whose name is not allowed or occurs twice", zhHans: "含有名称不合规或重复的部分")
    case .unsupported: Label(en: "is compressed in a way that cannot be read", zhHans: "使用了不支持的压缩方式")
    case .tooLarge(let limit):
      Label(WorkbookProblemsMessage.tooLarge(limit: limit))
    case .notUTF8: Label(en: "is not in UTF-8", zhHans: "不是 UTF-8 编码")
    case .doctype:
      Label(en: "is refused: it has a DTD, which no workbook needs", zhHans: "被拒绝：含有 DTD，正常的 Excel 文件不会有")
    case .unknownEntity: Label(en: "is damaged: it has an unknown entity", zhHans: "已损坏：含有未知实体")
    case .tooDeep(let limit):
      Label(WorkbookProblemsMessage.nestedTooDeep(limit: limit))
    case .badMarkup: Label(en: "is damaged: not the XML of a workbook", zhHans: "已损坏：不是 Excel 文件的 XML")
    case .badReference(let row):
      Label(WorkbookProblemsMessage.cellUnreadable(row: row))
    case .noSheet: Label(en: "has no worksheet", zhHans: "没有工作表")
    case .unknownSheet(let sheet, _): Label(WorkbookProblemsMessage.unknownSheet(sheet))
    }
  }

  private static func advice(_ fault: SpreadsheetError.Fault) -> Label? {
    switch fault {
    case .notAnArchive, .cutShort, .altered, .missing, .badMarkup, .badReference:
      Label(WorkbookProblemsMessage.fetchAgainAdvice)
    case .encrypted, .binaryWorkbook, .unsupported, .notUTF8:
      Label(InterchangeMessage.saveAsXLSXAdvice)
    case .tooLarge:
      Label(en: "split it, or save the sheet as “CSV UTF-8”", zhHans: "请拆分文件，或将工作表另存为“CSV UTF-8”格式")
    case .unknownSheet(_, let there):
      Label(WorkbookProblemsMessage.sheetsAdvice(.list(there)))
    case .notAWorkbook, .badName, .doctype, .unknownEntity, .tooDeep, .noSheet: nil
    }
  }
}

enum WorkbookProblemsMessage: Message {
  case unreadable(name: String)
  case fetchAgainAdvice
  case unknownSheet(String)
  case cutShort
  case cellUnreadable(row: Int)
  case tooLarge(limit: Int)
  case nestedTooDeep(limit: Int)
  case sheetsAdvice(Label)
  case problem(name: String, part: Label, reason: Label)

  var label: Label {
    switch self {
    case .unreadable(let name):
      Label(en: "\(name) cannot be read", zhHans: "无法读取 \(name)")
    case .fetchAgainAdvice:
      Label(
        en: "get the file again, or open it in the spreadsheet program and save it again",
        zhHans: "请重新获取文件，或用表格软件打开后另存")
    case .unknownSheet(let sheet):
      Label(en: "has no sheet “\(sheet)”", zhHans: "没有工作表“\(sheet)”")
    case .cutShort:
      Label(en: "is cut short: its end is missing", zhHans: "不完整：文件末尾缺失")
    case .cellUnreadable(let row):
      Label(en: "is damaged: a cell in row \(row) cannot be read", zhHans: "已损坏：第 \(row) 行有无法读取的单元格")
    case .tooLarge(let limit):
      Label(
        en: "is refused: it has more than the limit of \(limit.grouped)", zhHans: "被拒绝：超过上限 \(limit.grouped)")
    case .nestedTooDeep(let limit):
      Label(
        en: "is refused: it is nested deeper than \(limit.grouped)", zhHans: "被拒绝：嵌套超过 \(limit.grouped) 层")
    case .sheetsAdvice(let there):
      Label(en: "its sheets are: \(there.en)", zhHans: "文件中的工作表：\(there.zhHans)")
    case .problem(let name, let part, let reason):
      Label(
        en: "\(name)\(part.en) \(reason.en)",
        zhHans: "\(name)\(part.zhHans.isEmpty ? " " : part.zhHans)\(reason.zhHans)")
    }
  }
}
