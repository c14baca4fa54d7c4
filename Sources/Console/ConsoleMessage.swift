package import Language

package enum ConsoleMessage: Message {
  case nothingChanged
  case outputNotWritten(reason: String)
  case unexpectedError(String)
  case argumentNotText(String)
  case localeHint

  package var label: Label {
    switch self {
    case .nothingChanged:
      Label(en: "Nothing was changed.", zhHans: "未做任何改动。")
    case .outputNotWritten(let why):
      Label(en: "The output cannot be written: \(why).", zhHans: "无法输出结果：\(why)。")
    case .argumentNotText(let shown):
      Label(
        en:
          "“\(shown)” is not UTF-8 text: this terminal or script uses another encoding. Nothing was changed.",
        zhHans: "“\(shown)”不是 UTF-8 文字：这个终端或脚本用的是别的编码（如 GBK）。未做任何改动。")
    case .localeHint:
      Label(
        en:
          "Set the terminal and the locale to UTF-8 (export LANG=C.UTF-8), or give the text in a file: -F FILE.",
        zhHans: "请把终端和语言环境设为 UTF-8（export LANG=zh_CN.UTF-8），或把内容存成文件，用 -F <文件> 提交。")
    case .unexpectedError(let error):
      Label(en: "Unexpected error: \(error). Please report this text.", zhHans: "程序出错：\(error)。请把这行文字发给技术支持。")
    }
  }
}
