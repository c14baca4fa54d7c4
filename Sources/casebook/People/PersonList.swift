import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal

struct PersonList: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: text(PersonListMessage.abstract),
    discussion: text(PersonListMessage.discussion))

  @Option(help: help(DueMessage.branchHelp, "branch"))
  var branch: String?

  @Flag(help: help(PersonListMessage.allHelp))
  var all = false

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let code = try branch.map { try BranchCode.checked($0).rawValue }
    let (people, signedIn) = try context.read { reader in
      (
        try reader.people(of: code).filter { all || !$0.hasLeft }
          .map { (person: $0, hasPin: try reader.hasPin($0)) },
        reader.identity.person?.id
      )
    }
    if context.json {
      return try context.emit(.array(people.map { context.json($0.person, hasPin: $0.hasPin) }))
    }
    guard !people.isEmpty else { return context.err(Label(PersonListMessage.none)) }
    var table = Table([
      Column(context.text(DomainMessage.branch)),
      Column(context.text(PersonField.name.label), isFlexible: true),
      Column(context.text(PersonField.short.label)), Column(context.text(DomainMessage.role)),
      Column(context.text(PersonListMessage.here)),
    ])
    for (person, hasPin) in people {
      let marks = [
        person.id == signedIn ? context.text(PersonListMessage.signedIn) : nil, hasPin ? "PIN" : nil,
        person.hasLeft ? context.text(PersonField.left.label) : nil,
      ].compactMap(\.self)
      let names = [person.name] + person.aliases
      table.add([
        Cell(person.branch), Cell(names.joined(separator: " / ").sanitised(.joined), style: .bold),
        Cell((person.short ?? "").sanitised(.joined)), Cell(context.text(person.role.label)),
        Cell(marks.joined(separator: context.text(PunctuationMessage.comma))),
      ])
    }
    try context.print(table)
  }
}

enum PersonListMessage: Message {
  case abstract
  case discussion
  case allHelp
  case here
  case none
  case signedIn

  var label: Label {
    switch self {
    case .abstract: Label(en: "Lists who works at the branch.", zhHans: "列出门店人员。")
    case .discussion:
      Label(
        en: """
          casebook person list
          casebook person list --branch SH01 --all     with those who have left
          """,
        zhHans: """
          casebook person list
          casebook person list --branch SH01 --all     含已离职的
          """)
    case .allHelp: Label(en: "Those who have left too.", zhHans: "包括已离职的。")
    case .here: Label(en: "On this device", zhHans: "本机")
    case .none:
      Label(
        en: "Nobody has been added yet: casebook person add <name>",
        zhHans: "还没有登记人员：casebook person add <姓名>")
    case .signedIn: Label(en: "signed in", zhHans: "已登录")
    }
  }
}
