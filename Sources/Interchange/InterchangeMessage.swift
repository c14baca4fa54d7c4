package import Language

package enum InterchangeMessage: Message {
  case saveAsXLSXAdvice
  case listComma
  case encodingAdvice

  package var label: Label {
    switch self {
    case .saveAsXLSXAdvice:
      Label(
        en: "in the spreadsheet program, save it as .xlsx without a password",
        zhHans: "请在表格软件中另存为不带密码的 .xlsx 文件")
    case .encodingAdvice:
      Label(
        en: "name its encoding with --encoding (such as windows-1252 or big5), or save it as UTF-8",
        zhHans: "请用 --encoding 指定编码（如 gb18030、big5、windows-1252），或另存为 UTF-8")
    case .listComma:
      Label(en: ", ", zhHans: "，")
    }
  }
}
