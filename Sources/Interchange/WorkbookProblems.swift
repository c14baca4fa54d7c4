import Spreadsheet

extension InterchangeError {
  /// Why a workbook cannot be read, in words.
  init(workbook name: String, _ error: any Error) {
    if let error = error as? InterchangeError {
      self = error
      return
    }
    guard let error = error as? SpreadsheetError else {
      self = InterchangeError(Bilingual("\(name) cannot be read", "无法读取 \(name)"))
      return
    }
    let place = error.part.map { part in Label(" (\(part))", "（\(part)）") }
    let part = place ?? Label(verbatim: "")
    let reason = InterchangeError.reason(error.fault)
    self = InterchangeError(
      Bilingual("\(name)\(part.en) \(reason.en)", "\(name)\(part.zhHans)\(reason.zhHans)"),
      advice: InterchangeError.advice(error.fault))
  }

  private static func reason(_ fault: SpreadsheetError.Fault) -> Label {
    switch fault {
    case .notAnArchive, .cutShort: Bilingual("is cut short: its end is missing", "不完整：文件末尾缺失")
    case .notAWorkbook: Bilingual("is an archive, but not a workbook (.xlsx)", "是压缩文件，但不是 .xlsx 工作簿")
    case .binaryWorkbook: Bilingual("is a binary workbook (.xlsb)", "是二进制工作簿 (.xlsb)")
    case .missing: Bilingual("is damaged: this part is missing", "已损坏：缺少这一部分")
    case .altered: Bilingual("is damaged: its checksum does not match", "已损坏：校验和不符")
    case .encrypted: Bilingual("is encrypted", "已加密")
    case .badName:
      Bilingual("holds a part with a name that is not allowed, or twice", "含有名称不合规或重复的部分")
    case .unsupported: Bilingual("is packed in a way that cannot be read", "使用了不支持的压缩方式")
    case .tooLarge(let limit):
      Bilingual("is refused: it has more than the limit of \(limit)", "被拒绝：超过上限 \(limit)")
    case .notUTF8: Bilingual("is not in UTF-8", "不是 UTF-8 编码")
    case .doctype: Bilingual("is refused: it holds a DTD, as no workbook does", "被拒绝：含有 DTD，正常的工作簿不会有")
    case .unknownEntity: Bilingual("is damaged: it holds an unknown entity", "已损坏：含有未知实体")
    case .tooDeep(let limit):
      Bilingual("is refused: it is nested deeper than \(limit)", "被拒绝：嵌套超过 \(limit) 层")
    case .badMarkup: Bilingual("is damaged: not the XML of a workbook", "已损坏：不是工作簿的 XML")
    case .badReference(let row):
      Bilingual("is damaged: a cell of row \(row) cannot be read", "已损坏：第 \(row) 行有无法读取的单元格")
    case .noSheet: Bilingual("has no worksheet", "没有工作表")
    case .unknownSheet(let sheet, _): Bilingual("has no sheet “\(sheet)”", "没有工作表“\(sheet)”")
    }
  }

  private static func advice(_ fault: SpreadsheetError.Fault) -> Label? {
    switch fault {
    case .notAnArchive, .cutShort, .altered, .missing, .badMarkup, .badReference:
      Bilingual(
        "fetch the file again, or open it in the spreadsheet program and save it anew",
        "请重新获取文件，或用表格软件打开后另存")
    case .encrypted, .binaryWorkbook, .unsupported, .notUTF8:
      Bilingual(
        "in the spreadsheet program, save it as .xlsx without a password", "请在表格软件中另存为不带密码的 .xlsx 文件")
    case .tooLarge:
      Bilingual("split it, or save the sheet as “CSV UTF-8”", "请拆分文件，或将工作表另存为“CSV UTF-8”格式")
    case .unknownSheet(_, let there):
      Bilingual("its sheets are: \(there.joined(separator: ", "))", "文件中的工作表：\(there.joined(separator: "、"))")
    case .notAWorkbook, .badName, .doctype, .unknownEntity, .tooDeep, .noSheet: nil
    }
  }
}
