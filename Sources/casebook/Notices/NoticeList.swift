import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal

struct NoticeList: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: text(NoticeListMessage.abstract),
    discussion: text(NoticeListMessage.discussion))

  @Flag(help: help(NoticeListMessage.missingHelp))
  var missing = false
  @Flag(help: help(NoticeListMessage.allHelp))
  var all = false
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let found = try context.read { reader in
      let branch = reader.identity.branch.rawValue
      let isOffice = reader.identity.role.seesEveryBranch(enrolledAt: reader.identity.branch)
      return try reader.notices().filter { isOffice || all || $0.isFor(branch) }
        .map { try context.seen($0, reader) }
        .filter { (all || $0.isInForce) && (!missing || !$0.missing.isEmpty) }
    }
    let now = context.now.milliseconds
    // What is late first, then what somebody still has to acknowledge.
    func rank(_ seen: SeenNotice) -> (Int, Int64, String) {
      let first = seen.missing.first.flatMap { seen.due[$0] }
      return (first == nil ? 1 : 0, first ?? 0, seen.notice.key)
    }
    let sorted = found.sorted { rank($0) < rank($1) }
    if context.json { return try context.emit(.array(sorted.map { .object(context.members($0)) })) }
    guard !sorted.isEmpty else {
      return context.err(Label(missing ? NoticeListMessage.noneMissing : NoticeListMessage.none))
    }
    var table = Table([
      Column(context.text(DomainMessage.id), minWidth: 6, maxWidth: 32),
      Column(context.text(NoticeField.purpose.label)),
      Column(context.text(NoticeField.title.label), minWidth: 16, isFlexible: true),
      Column(context.text(NoticeField.acknowledgeBy.label)),
      Column(context.text(NoticeListMessage.acknowledged), minWidth: 8, isFlexible: true),
    ])
    for seen in sorted {
      let standing = context.standing(of: seen, at: now, named: missing)
      table.add([
        Cell(seen.notice.key, style: .bold), Cell(context.purpose(seen.notice)),
        Cell(seen.notice.title ?? "–"), Cell(seen.notice.acknowledgeBy?.shown(to: context.zone) ?? ""),
        Cell(standing, style: seen.overdue(at: now).isEmpty ? .plain : .red),
      ])
    }
    try context.print(table)
  }
}

extension Context {
  /// `3 of 5, overdue: SH02`; of a branch's own whether it has.
  /// - Parameter named: whoever is missing is named, late or not.
  func standing(of seen: SeenNotice, at now: Int64, named: Bool) -> String {
    if seen.notice.isWithdrawn { return text(NoticeListMessage.withdrawn) }
    guard seen.isInForce else { return text(NoticeListMessage.over) }
    let asked = seen.standings.filter(\.isAsked)
    guard seen.notice.acknowledgeBy != nil, !asked.isEmpty else { return "–" }
    let overdue = seen.overdue(at: now)
    let counted = text(NoticeListMessage.counted(asked.count { !$0.isMissing }, of: asked.count))
    let names = overdue.isEmpty && named ? seen.missing : overdue
    guard !names.isEmpty else { return counted }
    let list = names.joined(separator: text(PunctuationMessage.comma))
    return counted + text(PunctuationMessage.comma)
      + text(overdue.isEmpty ? NoticeListMessage.waiting(list) : NoticeListMessage.overdue(list))
  }
}

enum NoticeListMessage: Message {
  case abstract
  case acknowledged
  case allHelp
  case counted(Int, of: Int)
  case discussion
  case missingHelp
  case none
  case noneMissing
  case over
  case overdue(String)
  case waiting(String)
  case withdrawn

  var label: Label {
    switch self {
    case .abstract: Label(en: "Lists the notices in force.", zhHans: "列出有效的通知。")
    case .acknowledged: Label(en: "Acknowledged", zhHans: "签收情况")
    case .allHelp: Label(en: "Also what was withdrawn, is over or is for others.", zhHans: "包括已撤回、已过期和其他门店的。")
    case .counted(let count, let all):
      Label(en: "\(count.grouped) of \(all.grouped)", zhHans: "已签 \(count.grouped)/\(all.grouped)")
    case .discussion:
      Label(
        en: """
          casebook notice list
          casebook notice list --missing         who has not acknowledged what
          casebook notice list --all --json
          """,
        zhHans: """
          casebook notice list
          casebook notice list --missing         哪些通知还有谁没签收
          casebook notice list --all --json
          """)
    case .missingHelp: Label(en: "Only what somebody has not acknowledged.", zhHans: "只列还有人没签收的。")
    case .none: Label(en: "No notice is in force.", zhHans: "目前没有有效的通知。")
    case .noneMissing: Label(en: "Everything is acknowledged.", zhHans: "通知都已签收。")
    case .over: Label(en: "over", zhHans: "已过有效期")
    case .overdue(let codes): Label(en: "overdue: \(codes)", zhHans: "超期未签：\(codes)")
    case .waiting(let codes): Label(en: "not yet: \(codes)", zhHans: "未签：\(codes)")
    case .withdrawn: Label(en: "taken back", zhHans: "已由总部撤回")
    }
  }
}
