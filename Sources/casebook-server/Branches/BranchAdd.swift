import ArgumentParser
import Complaints
import Console
import HeadOffice
import Interchange
import Language
import Terminal

struct BranchAdd: ServerCommand {
  static var changes: Bool { true }

  static let configuration = CommandConfiguration(
    commandName: "add", abstract: text(BranchAddMessage.addAbstract),
    discussion: text(BranchAddMessage.addDiscussion))

  @Argument(
    help: help(
      BranchAddMessage.codeHelp, "code"
    ))
  var code: String

  @Option(help: help(BranchAddMessage.nameHelp, "branch-name"))
  var name: String?

  @OptionGroup var options: ServerOptions

  func run() throws {
    let branch = try BranchCode.checked(code)
    let typed = name
    let name = typed.map(StoredForm.label)
    guard typed.map(StoredForm.isLabel) ?? true, name.map({ (1...200).contains($0.utf8.count) }) ?? true
    else {
      throw CommandFailure.usage(Label(BranchAddMessage.nameInvalid))
    }
    let store = try options.openStore()
    try options.explaining { try store.addBranch(branch, name: name, now: ServerOptions.now) }
    if options.json {
      return printLine(JSON.object([("code", .string(branch.rawValue)), ("name", .optional(name))]))
    }
    printLine(text(BranchAddMessage.added("\(branch)")))
  }
}

enum BranchAddMessage: Message {
  case addAbstract
  case addDiscussion
  case added(String)
  case codeHelp
  case nameHelp
  case nameInvalid

  var label: Label {
    switch self {
    case .nameInvalid:
      Label(
        en: "--name needs a name of at most 200 bytes without line breaks or characters that are not seen.",
        zhHans: "--name 需要填写名称：不超过 200 字节，一行，不含不可见字符。")
    case .addAbstract:
      Label(en: "Adds a branch.", zhHans: "新增门店。")
    case .addDiscussion:
      Label(
        en: "casebook-server branch add SH01 --name \"Shanghai 1\"",
        zhHans: "casebook-server branch add SH01 --name 上海一店")
    case .added(let branch):
      Label(en: "Branch \(branch) added.", zhHans: "已新增门店 \(branch)。")
    case .codeHelp:
      Label(
        en: "Code: 2 to 12 letters and digits; it begins every case number.",
        zhHans: "门店代码：2 至 12 位字母或数字，是工单编号的开头。")
    case .nameHelp:
      Label(en: "The branch's name.", zhHans: "门店名称。")
    }
  }
}
