import ArgumentParser
import CaseIndex
import Complaints
import Console
import Language
import Replica
import Versioning

struct PersonEdit: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: text(PersonEditMessage.abstract),
    discussion: text(PersonEditMessage.discussion))

  @Argument(help: help(PersonMessage.nameHelp, "name"))
  var person: String

  @Option(help: help(PersonAddMessage.nameHelp, "name"))
  var name: String?

  @OptionGroup var fields: PersonOptions

  @Flag(help: help(PersonEditMessage.backHelp))
  var back = false

  @Flag(help: help(PersonEditMessage.voidHelp))
  var voidPin = false

  @Option(help: help(DueMessage.branchHelp, "branch"))
  var branch: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    var edits = try context.edits([
      (PersonField.name, name), (PersonField.left, back ? "no" : nil),
      (PersonField.pinsVoid, voidPin ? "now" : nil),
    ])
    edits += try fields.edits(context, over: nil)
    guard !edits.isEmpty else { throw CommandFailure.usage(Label(PersonEditMessage.changeMissing)) }
    guard name == nil || edits[0].value != .none else {
      throw CommandFailure.usage(Label(CommonMessage.nameMissing))
    }
    let code = try branch.map { try BranchCode.checked($0).rawValue }
    var opens = false
    let changed = try context.write { session in
      let known = try context.person(person, at: code, session.reader)
      try context.refuseTaken(edits, but: known.id, at: known.branch, session.reader)
      try session.edit(known, edits)
      let changed = try session.reader.people(of: known.branch).first { $0.id == known.id }
      let isLowered = changed.map { !known.role.isWithin($0.role) } ?? false
      opens = known.role != .branchStaff && (voidPin || isLowered)
      return changed
    }
    guard let changed else { return }
    if context.json { return try context.emit(context.json(changed)) }
    context.err(Label(PersonEditMessage.saved(changed.name, role: changed.role.label.lowercased)))
    if opens { context.errAfterwards(Label(PersonEditMessage.lastPin(changed.name))) }
  }
}

enum PersonEditMessage: Message {
  case abstract
  case backHelp
  case changeMissing
  case discussion
  case lastPin(String)
  case saved(String, role: Label)
  case voidHelp

  var label: Label {
    switch self {
    case .abstract: Label(en: "Changes a person's name, role or other names.", zhHans: "修改人员的姓名、角色或别名。")
    case .backHelp: Label(en: "They are back.", zhHans: "复职。")
    case .changeMissing:
      Label(
        en: "Say what to change: --name, --role, --short, --alias, --back or --void-pin.",
        zhHans: "请写明改什么：--name、--role、--short、--alias、--back 或 --void-pin。")
    case .discussion:
      Label(
        en: """
          casebook person edit "Li Na" --role duty_manager
          casebook person edit "Li Na" --alias Nina --alias -Nana
          casebook person edit "Li Na" --void-pin       she sets a new one
          """,
        zhHans: """
          casebook person edit 李娜 --role 值班经理
          casebook person edit 李娜 --alias 娜娜 --alias -小娜
          casebook person edit 李娜 --void-pin       旧 PIN 作废，由本人重设
          """)
    case .lastPin(let name):
      Label(
        en:
          "On a computer where nobody else above branch staff has a PIN, nobody does more than branch staff until \(name) or another manager whose PIN was voided sets a new one there: casebook as <name>",
        zhHans: "若某台电脑上只有\(name)一人设过经理 PIN，则在其（或 PIN 已作废的其他经理）用 casebook as <姓名> 重设之前，该电脑只有店员权限。")
    case .saved(let name, let role):
      Label(en: "\(name) (\(role.en)): saved.", zhHans: "\(name)（\(role.zhHans)）已保存。")
    case .voidHelp: Label(en: "Their PINs count no more, on any device.", zhHans: "作废此人在所有设备上的 PIN。")
    }
  }
}
