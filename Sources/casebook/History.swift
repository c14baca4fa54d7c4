import ArgumentParser
import Complaints
import Console
import Interchange
import Messages
import RecordStore
import Replica
import Terminal
import Versioning

struct History: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: text(.historyAbstract),
    discussion: text(
      .historyDiscussion))

  @Argument(help: help(.commonTheCase, "case"))
  var reference: String
  @Option(help: help(.historyOnlyThisField, "field"))
  var field: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let wanted = try field.map { name in
      guard let definition = Schema.field(.case, name) else {
        throw CommandFailure.usage(Label(.historyThereIsNoField, ["name": .text(name)]))
      }
      return definition
    }
    let store = try context.openStore()
    let (records, isEnrolled) = try context.read(store) { reader in
      let row = try context.resolveCase(reader, reference)
      return (try reader.aggregateRecords(of: row), reader.identity.headOffice != nil)
    }
    if isEnrolled, !completeHistory(store, records) {
      context.err(
        Label(
          .historyHeadOfficeWasNotAsked))
    }
    try context.read(store) { reader in
      let row = try context.resolveCase(reader, reference)
      let entries = try reader.history(of: row).filter { entry in
        wanted == nil || (entry.record.kind == .case && entry.field.number == wanted?.number)
      }
      if context.json {
        try context.emit(.array(entries.map(context.json)))
      } else {
        try HistoryLines(context, entries).print()
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
      ("field", .string(fieldName(entry.field, entry.record.kind))), ("value", json(entry.value, definition)),
      ("author", .string(version.author.name)), ("replica", .string(version.dot.replica.description)),
      ("branch", .string(version.author.branch)), ("at", .string(time(version.wall).rfc3339)),
      ("stamp", .string("\(version.time.milliseconds).\(version.time.counter)")),
      ("clock", .string(clock(version.quality))), ("replaced", .strings(entry.replaced.map(\.description))),
      ("dot", .string(version.dot.description)), ("current", .bool(entry.isCurrent)),
      ("state", .string(entry.standing.rawValue)),
      ("kind", .string(entry.record.kind.id)), ("record", .string(entry.record.id.description)),
    ])
  }
}
