import Language

enum ImportMapYAMLMessage: Message {
  case noteTextMissing
  case nestedList(column: String)
  case fieldMissing(column: String)
  case dateWithValues
  case badDateFormat(String)
  case badDelimiter
  case fieldFilledTwice(field: String, firstLine: Int)
  case joinMissing(field: String)
  case keyMissing
  case notAMapping(place: String)
  case noColumns
  case listNotAllowed
  case sourceMissing
  case splitOnSingleValue(field: String)
  case emptyMap
  case unknownField(String)
  case unknownEncoding(String)
  case ambiguousEncoding(String)
  case unknownKey(String, allowed: Label)

  var label: Label {
    switch self {
    case .noteTextMissing:
      Label(en: "a note has no “text” (the column it is made from)", zhHans: "备注缺少“text”（由哪一列生成）")
    case .nestedList(let name):
      Label(en: "column “\(name)” has a list within a list", zhHans: "列“\(name)”的列表中又有列表")
    case .fieldMissing(let name):
      Label(en: "column “\(name)” has no “field”", zhHans: "列“\(name)”缺少“field”")
    case .dateWithValues:
      Label(en: "“date” and “values” cannot be used together", zhHans: "“date”和“values”不能同时使用")
    case .badDateFormat(let format):
      Label(
        en:
          "date format “\(format)” cannot be used: write it like yyyy-MM-dd HH:mm:ss, M/d/yyyy h:mm a or, with an offset, yyyy-MM-ddTHH:mm:ssXXX; or iso, or serial",
        zhHans:
          "日期格式“\(format)”无法使用：请写成 yyyy-MM-dd HH:mm:ss、M/d/yyyy h:mm a 的形式，带时差的写成 yyyy-MM-ddTHH:mm:ssXXX，或写 iso、serial"
      )
    case .badDelimiter:
      Label(en: "“delimiter” must be one character, or tab", zhHans: "“delimiter”须为一个字符，或 tab")
    case .fieldFilledTwice(let field, let line):
      Label(
        en:
          "field “\(field)” is already filled in line \(line); to combine columns, use “fields:” with “join:”",
        zhHans: "字段“\(field)”在第 \(line) 行已经填过；合并多列请用“fields:”和“join:”")
    case .joinMissing(let field):
      Label(
        en: "“\(field)” has no “join” (the columns it is made from)", zhHans: "“\(field)”缺少“join”（由哪些列组成）")
    case .keyMissing:
      Label(en: "“key” is missing: the column that tells rows apart", zhHans: "缺少“key”（用来区分各行的列）")
    case .notAMapping(let place):
      Label(en: "“\(place)” must be a list of “name: value”", zhHans: "“\(place)”须为“名称: 值”的形式")
    case .noColumns:
      Label(en: "no column is mapped", zhHans: "对照表里没有写任何列")
    case .listNotAllowed:
      Label(en: "one value is expected here, not a list", zhHans: "此处须为单个值")
    case .sourceMissing:
      Label(en: "“source” is missing: a name for the origin", zhHans: "缺少“source”（数据来源的名称）")
    case .splitOnSingleValue(let field):
      Label(
        en: "“split” is for fields with several values; “\(field)” holds one value",
        zhHans: "“split”用于多值字段，而“\(field)”只有一个值")
    case .emptyMap:
      Label(
        en: "the map is empty: it needs source, key and columns", zhHans: "对照表是空的：需要 source、key 和 columns")
    case .unknownField(let field):
      Label(en: "there is no field “\(field)”", zhHans: "没有字段“\(field)”")
    case .unknownEncoding(let name):
      Label(
        en:
          "unknown encoding “\(name)”: auto, \(TextEncoding.allCases.map(\.rawValue).joined(separator: ", "))",
        zhHans:
          "未知编码“\(name)”：可用 auto、\(TextEncoding.allCases.map(\.rawValue).joined(separator: "、"))")
    case .ambiguousEncoding(let name):
      Label(
        en:
          "encoding “\(name)” is another one on each computer: name the code page of the one that wrote the file, such as gb18030, big5 or windows-1252",
        zhHans: "编码“\(name)”在不同电脑上含义不同：请写明生成文件的电脑所用的代码页，如 gb18030、big5、windows-1252")
    case .unknownKey(let name, let allowed):
      Label(
        en: "unknown key “\(name)”; possible here: \(allowed.en)",
        zhHans: "不认识“\(name)”；此处可用：\(allowed.zhHans)")
    }
  }
}
