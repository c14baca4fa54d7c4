package import Language

package enum InterchangeMessage: Message {
  case saveAsXLSXAdvice
  case listComma

  package var label: Label {
    switch self {
    case .saveAsXLSXAdvice:
      Label(
        en: "in the spreadsheet program, save it as .xlsx without a password",
        zhHans: "请在表格软件中另存为不带密码的 .xlsx 文件")
    case .listComma:
      Label(en: ", ", zhHans: "，")
    }
  }
}
