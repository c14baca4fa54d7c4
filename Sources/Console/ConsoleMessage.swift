package import Language

package enum ConsoleMessage: Message {
  case nothingChanged
  case outputNotWritten(reason: Label)
  case unexpectedError(String)

  package var label: Label {
    switch self {
    case .nothingChanged:
      Label(en: "Nothing was changed.", zhHans: "未做任何改动。")
    case .outputNotWritten(let why):
      Label(en: "The output cannot be written: \(why.en).", zhHans: "无法输出结果：\(why.zhHans)。")
    case .unexpectedError(let error):
      Label(
        en: "Unexpected error: \(error). Please report this text.", zhHans: "程序出错，请把这行文字发给技术支持（\(error)）。")
    }
  }
}
