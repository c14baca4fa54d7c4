package import Language
import Yams

/// Why a text is no YAML, in the words of people and not of the parser.
package struct YAMLProblem: Sendable {
  /// From 1; nil where the parser names no place.
  package let line: Int?
  package let message: Label

  /// - Parameter error: what Yams threw.
  package init(_ error: any Error) {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self.init(problem, line: mark.line, column: mark.column)
    case .reader(let problem, let offset, _, let yaml):
      let lines = yaml.prefix(offset ?? 0).split(
        omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      self.init(problem, line: offset == nil ? nil : lines.count, column: (lines.last?.count ?? 0) + 1)
    case .duplicatedKeysInMapping(let names, let context):
      self.init(
        line: context.mark.line, YAMLProblemMessage.duplicateKeys(names.joined(separator: ", ")))
    default:
      self.init(line: nil, YAMLProblemMessage.invalid)
    }
  }

  private init(_ problem: String, line: Int?, column: Int) {
    let what = Label(YAMLProblemMessage(problem))
    self.init(
      line: line,
      line == nil
        ? YAMLProblemMessage.invalidBecause(what) : YAMLProblemMessage.invalidAt(column: column, what))
  }

  private init(line: Int?, _ message: YAMLProblemMessage) {
    self.line = line
    self.message = Label(message)
  }

  /// With its line, for whoever shows nothing else.
  package var located: Label {
    line.map { Label(ImportMapMessage.problemAtLine(line: $0, problem: message)) } ?? message
  }
}

enum YAMLProblemMessage: Message {
  case invalid
  case invalidBecause(Label)
  case invalidAt(column: Int, Label)
  case duplicateKeys(String)
  case tab
  case colon
  case dash
  case keySign
  case colonMissing
  case indentation
  case bracket
  case brace
  case quotation
  case sign
  case escape
  case alias
  case tag
  case valueMissing
  case lineEnd
  case directive
  case unseen
  case secondDocument
  /// What none of these says, by the parser itself.
  case other(String)

  /// Parts of sentences of libyaml and Yams; the first that fits.
  private static let sentences: [(parts: [String], message: YAMLProblemMessage)] = [
    (["tab character"], YAMLProblemMessage.tab),
    (["mapping values are not allowed", "found unexpected ':'"], YAMLProblemMessage.colon),
    (["block sequence entries are not allowed"], YAMLProblemMessage.dash),
    (["mapping keys are not allowed"], YAMLProblemMessage.keySign),
    (["could not find expected ':'"], YAMLProblemMessage.colonMissing),
    (["expected key", "'-' indicator", "<document start>"], YAMLProblemMessage.indentation),
    (["',' or ']'"], YAMLProblemMessage.bracket),
    (["',' or '}'"], YAMLProblemMessage.brace),
    (["unexpected end of stream", "unexpected document indicator"], YAMLProblemMessage.quotation),
    (["cannot start any token"], YAMLProblemMessage.sign),
    (["escape character", "hexdecimal", "escape code"], YAMLProblemMessage.escape),
    (["alias", "alphabetic or numeric"], YAMLProblemMessage.alias),
    (["tag handle", "tag URI", "expected '!'", "the expected '>'"], YAMLProblemMessage.tag),
    (["expected node content"], YAMLProblemMessage.valueMissing),
    (["comment or line break", "whitespace", "indentation indicator"], YAMLProblemMessage.lineEnd),
    (["directive", "version number", "YAML document"], YAMLProblemMessage.directive),
    (["control characters", "UTF-8", "UTF-16", "Unicode", "surrogate"], YAMLProblemMessage.unseen),
    (["another document"], YAMLProblemMessage.secondDocument),
  ]

  /// - Parameter problem: a sentence of the parser.
  init(_ problem: String) {
    let known = YAMLProblemMessage.sentences.first { $0.parts.contains { problem.contains($0) } }
    self = known?.message ?? YAMLProblemMessage.other(problem)
  }

  var label: Label {
    switch self {
    case .invalid:
      Label(en: "not valid YAML", zhHans: "不是有效的 YAML")
    case .invalidBecause(let why):
      Label(en: "not valid YAML: \(why.en)", zhHans: "不是有效的 YAML：\(why.zhHans)")
    case .invalidAt(let column, let why):
      Label(
        en: "not valid YAML: \(why.en) (column \(column))",
        zhHans: "不是有效的 YAML：\(why.zhHans)（第 \(column) 列）")
    case .duplicateKeys(let list):
      Label(en: "written twice: \(list)", zhHans: "重复出现：\(list)")
    case .tab:
      Label(en: "lines are indented by spaces, not by a tab", zhHans: "缩进须用空格，不能用制表符（Tab）")
    case .colon:
      Label(
        en:
          "a colon cannot stand here: put a text that has one in quotation marks, or look at the indentation",
        zhHans: "此处不能有冒号：内容含冒号时请加引号，否则请检查缩进")
    case .dash:
      Label(
        en: "a list cannot begin here: each “-” stands on a line of its own", zhHans: "此处不能开始列表：每个“-”须另起一行")
    case .keySign:
      Label(
        en: "“?” cannot stand here: put the text in quotation marks", zhHans: "此处不能有“?”：请给内容加引号")
    case .colonMissing:
      Label(
        en: "the name above has no “:” behind it with a space after it", zhHans: "上面的名称后面缺少冒号“: ”（半角，后面有空格）")
    case .indentation:
      Label(
        en: "the line is not indented as those before it", zhHans: "缩进与前面的行不一致")
    case .bracket:
      Label(
        en: "a “[” is not closed by “]”, or a comma is missing", zhHans: "“[”没有用“]”结束，或缺少半角逗号")
    case .brace:
      Label(
        en: "a “{” is not closed by “}”, or a comma is missing", zhHans: "“{”没有用“}”结束，或缺少半角逗号")
    case .quotation:
      Label(en: "a quotation mark is not closed", zhHans: "引号没有成对")
    case .sign:
      Label(
        en: "no value begins with this sign: put the text in quotation marks", zhHans: "内容不能以此符号开头：请加引号")
    case .escape:
      Label(
        en: "“\\” means nothing before this character: put the text in single quotation marks",
        zhHans: "“\\”后面的字符无效：请改用单引号")
    case .alias:
      Label(
        en: "“*” and “&” at the beginning have a meaning of their own: put the text in quotation marks",
        zhHans: "开头的“*”和“&”有特殊含义：请给内容加引号")
    case .tag:
      Label(
        en: "“!” at the beginning has a meaning of its own: put the text in quotation marks",
        zhHans: "开头的“!”有特殊含义：请给内容加引号")
    case .valueMissing:
      Label(en: "a value is missing here, or a sign too many stands here", zhHans: "此处缺少内容，或多了符号")
    case .lineEnd:
      Label(
        en: "the line has to end here, or a space is missing", zhHans: "此处须换行，或缺少空格")
    case .directive:
      Label(
        en: "“%” at the beginning of a line has a meaning of its own: put the text in quotation marks",
        zhHans: "行首的“%”有特殊含义：请给内容加引号")
    case .unseen:
      Label(
        en: "a character that cannot be seen stands here: remove it", zhHans: "此处有不可见的字符：请删除")
    case .secondDocument:
      Label(en: "“---” begins a second text: a file has one", zhHans: "“---”之后是另一份内容：一个文件只能有一份")
    case .other(let problem):
      Label(en: problem, zhHans: "无法读取（\(problem)）")
    }
  }
}
