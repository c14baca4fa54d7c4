import ArgumentParser
import CaseIndex
import Complaints
import Console
import Language
import Replica
import Versioning

struct PersonAdd: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: text(PersonAddMessage.abstract),
    discussion: text(PersonAddMessage.discussion))

  @Argument(help: help(PersonAddMessage.nameHelp, "name"))
  var name: String

  @OptionGroup var fields: PersonOptions

  @Option(help: help(PersonAddMessage.branchHelp, "branch"))
  var branch: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits =
      try context.edits([(PersonField.name, name)]) + fields.edits(context, over: nil)
    guard edits[0].value != .none else { throw CommandFailure.usage(Label(CommonMessage.nameMissing)) }
    let code = try branch.map { try BranchCode.checked($0).rawValue }
    let (person, notice) = try context.write { session -> (Person?, Label?) in
      let place = code ?? session.identity.branch.rawValue
      guard session.reaches(place) else {
        throw CommandFailure(
          "unknown_branch", .notFound, Label(PersonAddMessage.otherBranch(place)))
      }
      try context.refuseTaken(edits, but: nil, at: place, session.reader)
      let notice = try session.notice(ofNew: place)
      let id = try session.newPerson(edits, at: place)
      return (try session.reader.people(of: place).first { $0.id == id }, notice)
    }
    guard let person else { return }
    if context.json { return try context.emit(context.json(person)) }
    context.err(Label(PersonAddMessage.added(person.name, role: person.role.label.lowercased)))
    if let notice { context.errAfterwards(notice) }
    if person.role != .branchStaff {
      context.errAfterwards(Label(PersonAddMessage.pinHint(person.name)))
    }
  }
}

/// What is said of a person beside the name.
struct PersonOptions: ParsableArguments {
  @Option(help: help(PersonAddMessage.roleHelp, "role"), completion: choices(.role))
  var role: String?

  @Option(help: help(PersonAddMessage.shortHelp, "name"))
  var short: String?

  @Option(name: .customLong("alias"), help: help(PersonAddMessage.aliasHelp, "name"))
  var aliases: [String] = []

  func edits(_ context: Context, over known: Person?) throws -> [FieldEdit] {
    var edits = try context.edits([(PersonField.role, role), (PersonField.short, short)])
    if edits.contains(where: { $0.value == .text(Role.auditor.rawValue) }) {
      throw CommandFailure.usage(Label(PersonAddMessage.auditor))
    }
    for alias in aliases {
      let isOut = alias.hasPrefix("-") && alias.count > 1
      guard
        case .text(let name) = try FieldInput.parse(
          isOut ? String(alias.dropFirst()) : alias, as: PersonField.name, now: context.now)
      else { continue }
      edits.append(FieldEdit(FieldID(PersonField.aliases.number, name), isOut ? .none : .flag(true)))
    }
    return edits
  }
}

extension Context {
  /// One name means one person at a branch.
  func refuseTaken(
    _ edits: [FieldEdit], but own: RecordID?, at branch: String, _ reader: ReplicaReader
  ) throws {
    let others = try reader.people(of: branch).filter { $0.id != own && !$0.hasLeft }
    for edit in edits {
      let name: String?
      switch edit.field.number {
      case PersonField.name.number, PersonField.short.number:
        if case .text(let text) = edit.value { name = text } else { name = nil }
      case PersonField.aliases.number: name = edit.value == .flag(true) ? edit.field.element : nil
      default: name = nil
      }
      guard let name, let other = others.first(where: { $0.isCalled(name) }) else { continue }
      throw CommandFailure(
        "name_taken", .failed, Label(PersonAddMessage.taken(name, by: other.name)),
        hint: Label(PersonAddMessage.takenHint))
    }
  }
}

enum PersonAddMessage: Message {
  case abstract
  case added(String, role: Label)
  case aliasHelp
  case auditor
  case branchHelp
  case discussion
  case nameHelp
  case otherBranch(String)
  case pinHint(String)
  case roleHelp
  case shortHelp
  case taken(String, by: String)
  case takenHint

  var label: Label {
    switch self {
    case .abstract: Label(en: "Lays down who works at the branch.", zhHans: "登记门店人员。")
    case .added(let name, let role):
      Label(en: "\(name) was added as \(role.en).", zhHans: "已登记\(name)（\(role.zhHans)）。")
    case .aliasHelp:
      Label(
        en: "Another name they are written by (-<name> takes one away); can be repeated.",
        zhHans: "别名；-<别名> 表示去掉，可重复使用。")
    case .auditor:
      Label(
        en: "An auditor is one by the device: head office enrols it so.", zhHans: "质检由总部按设备授权，不能登记到人。")
    case .branchHelp: Label(en: "At another branch (head office).", zhHans: "登记到其他门店（仅总部）。")
    case .discussion:
      Label(
        en: "casebook person add \"Li Na\" --short LN --alias \"Nina\"",
        zhHans: "casebook person add 李娜 --short 小李 --alias 娜娜")
    case .nameHelp: Label(en: "Their name.", zhHans: "姓名。")
    case .otherBranch(let code):
      Label(
        en: "This device does not write to the branch \(code).", zhHans: "本机不能登记门店 \(code) 的人员。")
    case .pinHint(let name):
      Label(
        en: "Their PIN: casebook person pin \(ShellWord.quoted(name))",
        zhHans: "请设 PIN：casebook person pin \(ShellWord.quoted(name))")
    case .roleHelp: Label(en: "Their role (a new person: branch_staff).", zhHans: "角色（新增的默认为店员）。")
    case .shortHelp: Label(en: "A short name to type.", zhHans: "便于输入的简称。")
    case .taken(let name, let other):
      name == other
        ? Label(en: "“\(name)” is there already. Nothing was saved.", zhHans: "已有“\(name)”，本次未保存。")
        : Label(
          en: "“\(name)” is what \(other) is called already. Nothing was saved.",
          zhHans: "“\(name)”已是 \(other) 的称呼，本次未保存。")
    case .takenHint:
      Label(en: "Give another name, or: casebook person edit", zhHans: "请换个名字，或使用 casebook person edit。")
    }
  }
}
