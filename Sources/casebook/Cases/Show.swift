import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import RecordStore
import Replica
import Versioning

struct Show: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: text(ShowMessage.abstract),
    discussion: text(ShowMessage.discussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    try context.read { reader in
      let row = try context.resolveCase(reader, reference)
      guard let detail = try reader.detail(row) else {
        throw StoreError.damaged(detail: "record \(row.id) has no state")
      }
      let conflicts = try reader.conflicts(of: row)
      let isOpen = detail.summary.status.flatMap(CaseStatus.init).map { !$0.isClosed } ?? false
      let isBreached = try reader.deadlines(of: detail).isBreached(
        at: context.now.milliseconds, isOpen: isOpen)
      let ring = try reader.duplicateRing(of: row.id).compactMap { try reader.db.record($0) }.map {
        try reader.number(of: $0)
      }
      let customer = try context.returningCustomer(of: detail.state, reader)
      let signals = try reader.signals(of: row.id)
      let links = try LinkLines(context, reader, of: row, timeline: detail.timeline)
      let notices = try context.notices(
        concerning: LoopRecord(detail.state), of: detail.summary.branch, reader)
      guard context.json else {
        let role = reader.identity.acting
        let original = try LoopRecord(detail.state).text(CaseField.duplicateOf).flatMap { RecordID(text: $0) }
          .flatMap { try reader.numberOfCase(loggedAs: $0) }
        let maySettle = role.settlesConflictsOfAnyBranch || role.settlesConflictsOfOwnBranch
        try CasePage(
          context, detail, conflicts, isBreached: isBreached, ring: ring, original: original,
          customer: customer, links: links, notices: notices, maySettle: maySettle
        ).print()
        return try context.show(signals)
      }
      var members = context.json(
        detail.summary, row, detail.state, deletion: detail.deletion, isBreached: isBreached)
      members.append(
        ("conflicts", .array(try conflicts.map { context.json($0, base: try reader.base(of: $0)) })))
      if !ring.isEmpty { members.append(("duplicate_ring", .strings(ring))) }
      members.append(("known_customer", context.json(customer)))
      members += context.members(signals, number: detail.summary.number)
      members.append(("links", .array(links.links.map { context.json($0.link, number: $0.number) })))
      if let merged = links.json(context) { members.append(("merged", merged)) }
      members.append(("notices", .strings(notices.map(\.key))))
      members.append(("timeline", .array(detail.timeline.map(context.json))))
      try context.emit(.object(members))
    }
  }
}

enum ShowMessage: Message {
  case abstract
  case discussion

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Shows one case: its story, its timeline, its conflicts.", zhHans: "查看工单：经过、处理记录、冲突。")
    case .discussion:
      Label(
        en: """
            casebook show 7                  the case whose number ends in 007
            casebook show @last --json
          """,
        zhHans: """
            casebook show 7                  编号以 007 结尾的工单
            casebook show @last --json
          """)
    }
  }
}
