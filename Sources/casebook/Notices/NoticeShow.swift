import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

struct NoticeShow: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: text(NoticeShowMessage.abstract),
    discussion: text(NoticeShowMessage.discussion))

  @Argument(help: help(NoticeCommandMessage.keyHelp, "id"), completion: NoticeCompletion.keys)
  var id: String
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let (seen, branch, conflicts) = try context.read { reader in
      let notice = try context.notice(id, reader)
      let row = try reader.db.record(notice.id)
      return (
        try context.seen(notice, reader), reader.identity.branch,
        try row.map { try reader.conflictIDs(aggregate: $0.rid) } ?? []
      )
    }
    if context.json { return try context.emit(.object(context.members(seen))) }
    let notice = seen.notice
    let head = [context.purpose(notice), notice.title ?? "–", notice.key].joined(separator: "  ")
    try context.out(context.style.apply(.bold, to: head.sanitised(.joined)))
    for fact in facts(seen, context) + conflicts.map({ context.text(KnowledgeShowMessage.conflict("\($0)")) })
    {
      for line in wrap(fact.sanitised(.joined), width: context.columns, indent: 2, firstIndent: 0) {
        try context.out(context.style.apply(.dim, to: line))
      }
    }
    if let text = notice.text {
      try context.out()
      for line in Markdown(text).lines(width: context.columns, style: context.style) { try context.out(line) }
    }
    try standings(seen, context)
    if seen.missing.contains(branch.rawValue) {
      context.errAfterwards(Label(NoticeShowMessage.ackHint(notice.key)))
    }
  }

  private func facts(_ seen: SeenNotice, _ context: Context) -> [String] {
    func line(_ label: Label, _ value: String?) -> String? {
      value.map { context.text(label) + context.text(PunctuationMessage.colon) + $0 }
    }
    let notice = seen.notice
    let branches = notice.branches.joined(separator: context.text(PunctuationMessage.comma))
    return [
      line(NoticeField.product.label, notice.record.text(NoticeField.product)),
      line(NoticeField.batch.label, notice.record.text(NoticeField.batch)),
      line(NoticeField.supplier.label, notice.record.text(NoticeField.supplier)),
      line(NoticeField.branches.label, branches.isEmpty ? nil : branches),
      line(NoticeField.acknowledgeBy.label, notice.acknowledgeBy?.shown(to: context.zone)),
      line(NoticeField.until.label, notice.until?.shown(to: context.zone)),
      notice.isWithdrawn
        ? line(NoticeField.withdrawnBecause.label, notice.record.text(NoticeField.withdrawnBecause) ?? "–")
        : nil,
    ].compactMap(\.self)
  }

  /// Who has not, the longest overdue first; then who has, with what was done.
  private func standings(_ seen: SeenNotice, _ context: Context) throws {
    guard !seen.standings.isEmpty else { return }
    var table = Table([
      Column(context.text(DomainMessage.branch), minWidth: 4),
      Column(context.text(NoticeListMessage.acknowledged)),
      Column(context.text(NoticeShowMessage.who)), Column(context.text(NoticeShowMessage.when)),
      Column(context.text(AcknowledgementField.done.label), minWidth: 12, isFlexible: true),
    ])
    let now = context.now.milliseconds
    let overdue = Set(seen.overdue(at: now))
    let missing = seen.missing
    let byBranch = Dictionary(
      seen.standings.map { ($0.branch, $0) }, uniquingKeysWith: { first, _ in first })
    let rest = seen.standings.map(\.branch).filter { !missing.contains($0) }
    for standing in (missing + rest).compactMap({ byBranch[$0] }) {
      var branch = standing.branch
      if standing.said.isEmpty {
        let state = overdue.contains(branch) ? NoticeShowMessage.overdue : NoticeShowMessage.notYet
        table.add([
          Cell(branch, style: .bold),
          Cell(
            standing.isAsked && missing.contains(branch) ? context.text(state) : "–",
            style: overdue.contains(branch) ? .red : .plain), Cell(""), Cell(""), Cell(""),
        ])
        branch = ""
      }
      for (said, isCurrent) in standing.said.map({ ($0, true) }) + standing.before.map({ ($0, false) }) {
        let done = said.done ?? (said.isEmptied ? context.text(DueMessage.emptied) : "")
        table.add([
          Cell(branch, style: .bold),
          Cell(context.text(isCurrent ? NoticeShowMessage.acknowledged : NoticeShowMessage.before)),
          Cell(said.name), Cell(context.time(said.at).short), Cell(done, style: isCurrent ? .plain : .dim),
        ])
        branch = ""
      }
    }
    try context.out()
    try context.print(table)
  }
}

enum NoticeShowMessage: Message {
  case abstract
  case acknowledged
  case ackHint(String)
  case before
  case discussion
  case notYet
  case overdue
  case when
  case who

  var label: Label {
    switch self {
    case .abstract:
      Label(
        en: "Shows one notice, and who has acknowledged it and who has not.", zhHans: "查看通知，以及谁已签收、谁没签收。")
    case .acknowledged: Label(en: "yes", zhHans: "已签收")
    case .ackHint(let key):
      Label(
        en: "To acknowledge it: casebook notice ack \(key) \"what was done\"",
        zhHans: "签收：casebook notice ack \(key) \"处理结果\"")
    case .before: Label(en: "an earlier version", zhHans: "签的是旧版")
    case .discussion:
      Label(
        en: """
          casebook notice show thin-carton
          casebook notice show thin-carton --json

          At head office every branch that is known is listed, who has not acknowledged
          it first; at a branch its own.
          """,
        zhHans: """
          casebook notice show thin-carton
          casebook notice show thin-carton --json

          总部看到所有门店，没签收的排在前面；门店只看到自己的。
          """)
    case .notYet: Label(en: "not yet", zhHans: "未签收")
    case .overdue: Label(en: "overdue", zhHans: "超期未签收")
    case .when: Label(en: "When", zhHans: "签收时间")
    case .who: Label(en: "Who", zhHans: "签收人")
    }
  }
}
