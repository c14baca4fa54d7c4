import ArgumentParser
import Complaints
import Console
import Language
import Replica
import Terminal

struct CheckWording: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "check-wording",
    abstract: text(CheckWordingMessage.abstract),
    discussion: text(CheckWordingMessage.discussion))

  @Argument(help: help(CheckWordingMessage.fileHelp, "file"), completion: .file())
  var file: String

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let store = try context.openStore()
    let typed: TypedText
    do { typed = try context.readText(file) } catch var failure as CommandFailure where failure.hint == nil {
      failure.hint = Label(CheckWordingMessage.pipedHint)
      throw failure
    }
    let findings = try context.read(store) { try $0.wording(of: typed.text, now: context.now) }
    if context.json { return try context.emit(context.json(findings)) }
    guard !findings.isEmpty else {
      return context.err(Label(CheckWordingMessage.nothingFound))
    }
    for finding in findings {
      let lines = context.lines(finding, width: context.style.isTerminal ? context.columns : Int.max)
      try context.out(context.style.apply(.bold, to: lines[0]))
      for line in lines.dropFirst() { try context.out(line) }
    }
    context.errAfterwards(Label(CheckWordingMessage.remarks(findings.count)))
  }
}

enum CheckWordingMessage: Message {
  case pipedHint
  case abstract
  case discussion
  case nothingFound
  case remarks(Int)
  case fileHelp

  var label: Label {
    switch self {
    case .pipedHint:
      Label(
        en: "The argument is a file. A text comes by -: echo \"…\" | casebook check-wording -",
        zhHans: "这里要填文件。直接检查一句话请用 -：echo \"…\" | casebook check-wording -")
    case .abstract:
      Label(en: "Suggests better wording for a text to a customer.", zhHans: "检查发给客户的文字，提示更好的说法。")
    case .discussion:
      Label(
        en: """
          Looks for forbidden phrases, “but”, promises without a time or above your
          authority, blame pushed onto others, reasons before the solution. It is only
          advice: it blocks nothing, and the exit code is 0 whatever is found.

            casebook check-wording reply.txt
            echo "We will refund you soon" | casebook check-wording -

          The rules: casebook wording list
          """,
        zhHans: """
          检查禁用语、“但是”、没有期限的承诺、超出权限的承诺、推卸责任、
          先讲理由后讲方案。
          只作提示，不会拦截；不论有没有发现问题，退出码都是 0。

            casebook check-wording 回复.txt
            echo "我们会尽快给您退款" | casebook check-wording -

          规则列表：casebook wording list
          """)
    case .nothingFound:
      Label(en: "Nothing to improve.", zhHans: "没有需要调整的用语。")
    case .remarks(let count):
      Label(en: "\(count.of("remark", "remarks")); advice only.", zhHans: "共 \(count.grouped) 处提示，仅供参考。")
    case .fileHelp:
      Label(en: "File with the text; - reads standard input.", zhHans: "文字所在的文件；- 表示标准输入。")
    }
  }
}
