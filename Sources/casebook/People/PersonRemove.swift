import ArgumentParser
import CaseIndex
import Complaints
import Console
import Language
import Replica
import Versioning

struct PersonRemove: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: text(PersonRemoveMessage.abstract),
    discussion: text(PersonRemoveMessage.discussion))

  @Argument(help: help(PersonMessage.nameHelp, "name"))
  var person: String

  @Option(help: help(DueMessage.branchHelp, "branch"))
  var branch: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let code = try branch.map { try BranchCode.checked($0).rawValue }
    let known = try context.write { session in
      let known = try context.person(person, at: code, session.reader)
      try session.edit(known, [FieldEdit(FieldID(PersonField.left.number), .flag(true))])
      return known
    }
    if context.json {
      return try context.emit(["id": .string(known.id.description), "left": .bool(true)])
    }
    context.err(Label(PersonRemoveMessage.removed(known.name)))
    if known.role != .branchStaff { context.errAfterwards(Label(PersonRemoveMessage.lastPin)) }
  }
}

enum PersonRemoveMessage: Message {
  case abstract
  case discussion
  case lastPin
  case removed(String)

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Marks somebody as left; what they wrote stays.", zhHans: "标为已离职；其经办的记录保留。")
    case .discussion:
      Label(
        en: """
          casebook person remove "Li Na"
          casebook person remove "Li Na" --branch SH02     for one of two of that name
          """,
        zhHans: """
          casebook person remove 李娜
          casebook person remove 李娜 --branch SH02     两家门店有同名的人时
          """)
    case .lastPin:
      Label(
        en:
          "On a computer where theirs was the last manager's PIN, nobody does more than branch staff until a manager sets a PIN there after: casebook person edit <name> --void-pin",
        zhHans: "若其 PIN 是某台电脑上唯一的经理 PIN，则该电脑只有店员权限，直到另一位经理经 casebook person edit <姓名> --void-pin 后在该电脑重设 PIN。"
      )
    case .removed(let name): Label(en: "\(name) has left.", zhHans: "\(name)已标为离职。")
    }
  }
}
