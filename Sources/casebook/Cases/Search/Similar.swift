import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal

struct Similar: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "similar",
    abstract: text(SimilarMessage.abstract),
    discussion: text(SimilarMessage.discussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var caseReference: String?

  @Option(name: .customLong("text"), help: help(SimilarMessage.textHelp, "text"))
  var account: String?

  @Option(
    name: [.customShort("F"), .customLong("file")], help: help(SimilarMessage.fileHelp, "file"),
    completion: .file())
  var file: String?

  @OptionGroup var limit: LimitOption
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard [caseReference, account, file].count(where: { $0 != nil }) == 1 else {
      throw CommandFailure.usage(Label(SimilarMessage.oneOfThree))
    }
    let most = try limit.most(usual: 5, context) ?? Self.mostToCompare
    let typed = try account ?? file.map { try context.readText($0).text }
    if let typed, !typed.hasWord { throw CommandFailure.usage(Label(SimilarMessage.nothingToCompare)) }
    let found = try context.read { reader in
      if let typed { return try reader.casesLike(LikenessClues(text: typed), limit: .max) }
      let row = try context.resolveCase(reader, caseReference ?? "")
      guard let state = try row.decoded() else { return [] }
      return try reader.casesLike(LikenessClues(state), except: row.id, limit: .max)
    }
    let shown = found.prefix(most)
    if shown.count < found.count {
      context.errAfterwards(
        Label(LimitOptionMessage.leftOut(found.count - shown.count, shown: shown.count)))
    }
    if context.json { return try context.emit(.array(shown.map { json($0, context) })) }
    guard !shown.isEmpty else { return context.err(Label(SimilarMessage.nothingLike)) }
    for one in shown { try print(one, context) }
  }

  /// So many are compared as a whole: whoever wants all of them gets as many.
  private static let mostToCompare = 60

  private func print(_ one: LikeCase, _ context: Context) throws {
    let (summary, room) = (one.visit.summary, context.style.isTerminal ? context.columns : Int.max)
    var head = [context.style.apply(.bold, to: summary.number.sanitised(.joined))]
    if let date = DateText(stored: summary.loggedAt) { head.append(date.shown(to: context.zone)) }
    if let status = summary.status {
      head.append(Vocabulary.status.text(status, context.language).sanitised(.joined))
    }
    try context.out(head.joined(separator: "  "))
    if let text = summary.summary {
      try context.out("  " + text.sanitised(.joined).truncated(toWidth: room - 2))
    }
    let outcome = context.outcome(of: one.visit)
    let lines: [(SimilarMessage, String)] = [
      (
        SimilarMessage.why,
        one.reasons.map { context.text($0) }.joined(separator: context.text(PunctuationMessage.semicolon))
      ),
      (SimilarMessage.option, one.visit.option?.title ?? ""), (SimilarMessage.outcome, outcome),
    ]
    for (label, text) in lines where !text.isEmpty {
      let line = context.text(label) + context.text(PunctuationMessage.colon) + text.sanitised(.joined)
      for part in wrap(line, width: room, indent: 4, firstIndent: 2) { try context.out(part) }
    }
  }

  private func json(_ one: LikeCase, _ context: Context) -> JSON {
    var why: [(String, JSON)] = []
    for reason in one.reasons {
      switch reason {
      case .words(let words): why.append(("words", .strings(words)))
      case .problemClass(let id): why.append(("problem_class", .string(id)))
      case .product(let name): why.append(("product", .string(name)))
      case .cause(let id): why.append(("cause_area", .string(id)))
      }
    }
    return .object([
      ("id", .string(one.visit.summary.id.description)), ("number", .string(one.visit.summary.number)),
      ("score", .double(one.score)), ("why", .object(why)), ("outcome", context.json(one.visit)),
    ])
  }
}

extension Context {
  fileprivate func text(_ reason: LikeCase.Reason) -> String {
    switch reason {
    case .words(let words):
      text(SimilarMessage.bothSay(words.joined(separator: text(PunctuationMessage.comma))))
    case .problemClass(let id):
      text(SimilarMessage.same(CaseField.problemClass.label, terms[.problemClass].text(id, language)))
    case .product(let name): text(SimilarMessage.same(CaseField.product.label, name))
    case .cause(let id):
      text(SimilarMessage.same(CaseField.causeArea.label, terms[.causeArea].text(id, language)))
    }
  }
}

enum SimilarMessage: Message {
  case abstract
  case discussion
  case textHelp
  case fileHelp
  case oneOfThree
  case nothingToCompare
  case nothingLike
  case why
  case option
  case outcome
  case bothSay(String)
  case same(Label, String)

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Finds cases like one, and what was done there.", zhHans: "查找类似的工单及当时的处理办法。")
    case .discussion:
      Label(
        en: """
          Compares what the customers said, the problem class, the product and the cause,
          and says why each case is shown, what the customer accepted and how it ended.

            casebook similar @last
            casebook similar --text "the air conditioner is too loud to sleep"
            casebook similar -F letter.txt --limit 10
          """,
        zhHans: """
          按客户说法、问题类别、产品和原因比对，说明每件工单为何列出、客户接受了什么方案、
          结果如何。

            casebook similar @last
            casebook similar --text "空调太吵睡不着"
            casebook similar -F 来信.txt --limit 10
          """)
    case .textHelp: Label(en: "A text to compare instead of a case's.", zhHans: "要比对的文字（不用工单时）。")
    case .fileHelp:
      Label(en: "A file with the text to compare (-: standard input).", zhHans: "要比对的文件，- 表示标准输入。")
    case .oneOfThree:
      Label(
        en: "What is it to be like? Name a case, or give --text or --file; one of them.",
        zhHans: "请指明与什么比对：工单、--text 或 --file，三者选一。")
    case .nothingToCompare:
      Label(en: "The text has no words to compare.", zhHans: "文字里没有可比对的内容。")
    case .nothingLike: Label(en: "No case here is like it.", zhHans: "本机没有类似的工单。")
    case .why: Label(en: "Why", zhHans: "列出原因")
    case .option: Label(en: "Done", zhHans: "处理办法")
    case .outcome: Label(en: "Result", zhHans: "处理效果")
    case .bothSay(let words): Label(en: "both say \(words)", zhHans: "都提到 \(words)")
    case .same(let field, let value):
      Label(en: "same \(field.en.lowercased()) (\(value))", zhHans: "\(field.zhHans)相同（\(value)）")
    }
  }
}
