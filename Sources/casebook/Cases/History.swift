import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import RecordStore
import Replica
import Terminal
import Versioning

struct History: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: text(HistoryMessage.abstract),
    discussion: text(HistoryMessage.discussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String
  @Option(help: help(HistoryMessage.fieldHelp, "field"))
  var field: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let wanted = try field.map { name in
      guard let definition = Schema.field(.case, name) else {
        throw CommandFailure.usage(Label(EditMessage.unknownField(name)))
      }
      return definition
    }
    let store = try context.openStore()
    let (records, isEnrolled) = try context.read(store) { reader in
      let row = try context.resolveCase(reader, reference)
      return (try reader.aggregateRecords(of: row), reader.identity.headOffice != nil)
    }
    if isEnrolled, !completeHistory(store, records) {
      context.err(Label(HistoryMessage.incomplete))
    }
    try context.read(store) { reader in
      let row = try context.resolveCase(reader, reference)
      let entries = try reader.history(of: row).filter { entry in
        wanted == nil || (entry.record.kind == .case && entry.field.number == wanted?.number)
      }
      if context.json {
        try context.emit(.array(entries.map(context.json)))
      } else {
        let numbers = try Set(entries.compactMap(\.namedCase)).reduce(into: [String: String]()) {
          $0[$1.description] = try reader.numberOfCase(loggedAs: $1)
        }
        try HistoryLines(context, entries, numbers: numbers).print()
      }
    }
  }
}

extension Context {
  /// `{field, value, author, replica, branch, at, stamp, clock, replaced: [dot], dot, current}`, and `state`
  /// (`HistoryEntry.Standing`).
  fileprivate func json(_ entry: HistoryEntry) -> JSON {
    let definition = Schema.field(entry.record.kind, number: entry.field.number)
    let version = entry.version
    return .object([
      ("field", .string(fieldName(entry.field, entry.record.kind))), ("value", json(entry.shown, definition)),
      ("author", .string(version.author.name)), ("replica", .string(version.dot.replica.description)),
      ("branch", .string(version.author.branch)), ("at", .string(time(version.madeAt).rfc3339)),
      ("clock_said", .string(time(version.wall).rfc3339)),
      ("stamp", .string("\(version.time.milliseconds).\(version.time.counter)")),
      ("clock", .string(clock(version.quality))), ("replaced", .strings(entry.replaced.map(\.description))),
      ("dot", .string(version.dot.description)), ("current", .bool(entry.isCurrent)),
      ("state", .string(entry.standing.rawValue)),
      ("kind", .string(entry.record.kind.id)), ("record", .string(entry.record.id.description)),
    ])
  }
}

enum HistoryMessage: Message {
  case abstract
  case discussion
  case incomplete
  case fieldHelp

  var label: Label {
    switch self {
    case .abstract:
      Label(
        en: "Shows every version of a case: who, when, what it replaced.", zhHans: "查看工单的全部修改记录：谁、何时、改了什么。")
    case .discussion:
      Label(
        en: """
          casebook history 7
          casebook history 7 --field severity

          Head office knows all versions and is asked if it can be reached. Without it,
          this device shows its own changes and every value that is current or in
          conflict.
          """,
        zhHans: """
          casebook history 7
          casebook history 7 --field severity

          总部保存全部版本，联网时会自动获取。
          断网时显示本机的修改，以及所有当前值和有冲突的值。
          """)
    case .incomplete:
      Label(
        en: "Head office was not asked: replaced versions of other devices are missing.",
        zhHans: "未连接总部：其他设备被替换的旧版本未显示。")
    case .fieldHelp:
      Label(en: "Only this field.", zhHans: "只看某个字段。")
    }
  }
}
