import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica

struct Delete: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: text(DeleteMessage.abstract),
    discussion: text(DeleteMessage.discussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Option(help: help(DeleteMessage.reasonHelp))
  var reason: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let value = try context.reason(reason, of: DeletionField.reason)
    let (id, number) = try context.write { session in
      let row = try context.resolveCase(session.reader, reference)
      try session.deleteCase(row, reason: value)
      return (row.id, try session.reader.number(of: row))
    }
    if context.json {
      return try context.emit(["id": .string(id.description), "number": .string(number), "deleted": true])
    }
    context.err(Label(DeleteMessage.deleted(number)))
  }
}

enum DeleteMessage: Message {
  case abstract
  case deleted(String)
  case discussion
  case reasonHelp

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Deletes a case; it can be restored.", zhHans: "删除工单，可恢复。")
    case .deleted(let number):
      Label(
        en: "\(number) deleted. To bring it back: casebook restore \(number)",
        zhHans: "工单 \(number) 已删除。如需恢复：casebook restore \(number)")
    case .discussion:
      Label(
        en: """
          casebook delete 7 --reason "logged twice"

          The case leaves all lists and stays in the store, with its history. If
          somebody has changed it without knowing, it stays visible until a manager
          decides.
          """,
        zhHans: """
          casebook delete 7 --reason "重复登记"

          工单不再出现在列表中，但内容和历史仍保留。若有人不知情又修改了它，
          工单会继续显示，等值班经理或总部处理。
          """)
    case .reasonHelp:
      Label(en: "Why it is deleted.", zhHans: "删除原因。")
    }
  }
}
