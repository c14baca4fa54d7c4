import ArgumentParser
import Complaints
import Console
import Language

struct Execute: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "execute",
    abstract: text(ExecuteMessage.executeAbstract),
    discussion: text(ExecuteMessage.executeDiscussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Option(help: help(ExecuteMessage.contactHelp, "name"))
  var contact: String?

  @OptionGroup var promise: PromiseOptions
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let promised = try promise.edits(context)
    try context.takeStep(
      .execute, reference, edits: try context.edits([(CaseField.singleContact, contact)]),
      words: [promise.commit]
    ) { session, row, _ in
      if let promised { _ = try session.add(.commitment, to: row, promised) }
    }
  }
}

enum ExecuteMessage: Message {
  case executeAbstract
  case executeDiscussion
  case contactHelp

  var label: Label {
    switch self {
    case .executeAbstract:
      Label(en: "Starts or continues what was agreed.", zhHans: "开始或继续执行商定的方案。")
    case .executeDiscussion:
      Label(
        en: """
          casebook execute 7 --contact "Li Na" --commit "New dish on the table" \\
            --due "tomorrow 15:50"
          casebook execute 7 --commit "Voucher handed over" --due today \\
            --owner "Wang Wei"

          Give the customer one contact person; give every commitment a due date.
          """,
        zhHans: """
          casebook execute 7 --contact 李娜 --commit "重做的菜上桌" \\
            --due "明天 15:50"
          casebook execute 7 --commit "代金券交给客户" --due 今天 --owner 王伟

          给客户定一位对接人；每项承诺都要写明期限。
          """)
    case .contactHelp:
      Label(en: "The customer's contact person.", zhHans: "客户的对接人。")
    }
  }
}
