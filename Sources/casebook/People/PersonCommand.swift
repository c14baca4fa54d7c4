import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica

/// `casebook person …`
struct PersonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "person",
    abstract: text(PersonMessage.abstract),
    discussion: text(PersonMessage.discussion),
    subcommands: [PersonList.self, PersonAdd.self, PersonEdit.self, PersonRemove.self, PersonPin.self],
    defaultSubcommand: PersonList.self)
}

extension Context {
  /// Who is meant by a name, at this branch before others.
  /// - Throws: `CommandFailure` where that is nobody, or several.
  func person(_ typed: String, at branch: String? = nil, _ reader: ReplicaReader) throws -> Person {
    let all = try reader.people(of: branch)
    if let found = all.called(typed, at: reader.identity.branch.rawValue) { return found }
    let many = all.filter { $0.isCalled(typed) }
    throw CommandFailure(
      many.isEmpty ? "not_found" : "ambiguous", .notFound,
      many.isEmpty
        ? Label(PersonMessage.unknown(typed)) : Label(PersonMessage.ambiguous(typed, count: many.count)),
      hint: Label(PersonMessage.listHint))
  }

  /// The names that a list is narrowed to; nil: it is not. One person has several.
  func names(
    handler: String?, option: String = "--handler", mine: Bool, _ reader: ReplicaReader
  ) throws -> [String]? {
    guard !(mine && handler != nil) else { throw CommandFailure.usage(Label(PersonMessage.mineOrHandler)) }
    guard let typed = mine ? author ?? reader.identity.author : try filter(handler, option) else {
      return nil
    }
    guard !typed.isEmpty else {
      throw CommandFailure.usage(Label(PersonMessage.nobody), hint: Label(PersonMessage.nobodyHint))
    }
    let found = try reader.people().called(typed, at: reader.identity.branch.rawValue)
    return found.map { Array($0.names) } ?? [typed]
  }

  func json(_ person: Person, hasPin: Bool? = nil) -> JSON {
    .object(
      [
        ("id", .string(person.id.description)), ("branch", .string(person.branch)),
        ("name", .string(person.name)), ("short", .optional(person.short)),
        ("aliases", .strings(person.aliases)), ("role", .string(person.role.rawValue)),
        ("left", .bool(person.hasLeft)),
      ] + (hasPin.map { [("has_pin", .bool($0))] } ?? []))
  }
}

enum PersonMessage: Message {
  case abstract
  case ambiguous(String, count: Int)
  case discussion
  case listHint
  case mineOrHandler
  case nobody
  case nobodyHint
  case nameHelp
  case unknown(String)

  var label: Label {
    switch self {
    case .abstract: Label(en: "Who works at the branch.", zhHans: "门店人员。")
    case .ambiguous(let typed, let count):
      Label(en: "\(count.grouped) people are called “\(typed)”.", zhHans: "叫“\(typed)”的有 \(count.grouped) 人。")
    case .discussion:
      Label(
        en: """
          casebook person add "Wang Fang" --role duty_manager --short WF
          casebook person pin "Wang Fang"
          casebook as WF
          casebook list --mine

          Each person has a role; what somebody may do is the lesser of theirs and the
          device's. Once somebody above branch staff has a PIN on this device, whoever has
          not signed in (casebook as <name>) does no more than branch staff.
          """,
        zhHans: """
          casebook person add 王芳 --role 值班经理 --short 芳姐
          casebook person pin 王芳
          casebook as 芳姐
          casebook list --mine

          每人有自己的角色，权限取本人角色和本机角色中较小的。
          本机只要有店员以上的人设了 PIN，未登录（casebook as <姓名>）的人就只有店员权限。
          """)
    case .listHint:
      Label(en: "casebook person list shows who there is.", zhHans: "可用 casebook person list 查看。")
    case .mineOrHandler:
      Label(en: "Give a name or --mine, not both.", zhHans: "姓名与 --mine 只能用一个。")
    case .nobody: Label(en: "Nobody is signed in, and no author is set.", zhHans: "尚未登录，也未设操作人。")
    case .nobodyHint:
      Label(
        en: "Run: casebook as <name>, or add --author <name>.",
        zhHans: "请运行：casebook as <姓名>，或加上 --author <姓名>。")
    case .nameHelp: Label(en: "Their name, short name or another name of theirs.", zhHans: "姓名、简称或别名。")
    case .unknown(let typed): Label(en: "There is nobody called “\(typed)”.", zhHans: "没有叫“\(typed)”的人。")
    }
  }
}
