import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica

/// `casebook consolidate`: goes through what came since the last time, one item after the other.
struct Consolidate: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "consolidate", abstract: text(ConsolidateMessage.abstract),
    discussion: text(ConsolidateMessage.discussion))

  @Option(
    help: help(ConsolidateMessage.kindHelp, "kind"),
    completion: .list(ConsolidationKind.allCases.map(\.rawValue)))
  var kind: String?

  @Option(help: help(ConsolidateMessage.sinceHelp, "date"))
  var since: String?

  @Flag(help: help(ConsolidateMessage.againHelp))
  var again = false

  @Option(name: .customLong("do"), help: help(ConsolidateMessage.doHelp, "id"))
  var acts: [String] = []

  @Flag(help: help(ConsolidateMessage.undoHelp))
  var undo = false

  @Option(help: help(ConsolidateMessage.monthsHelp, "count"))
  var months = 6

  @Option(help: help(ConsolidateMessage.daysHelp, "count"))
  var days = 7

  @OptionGroup var limit: LimitOption
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard acts.isEmpty || !undo else {
      throw CommandFailure.usage(Label(ConsolidateMessage.doOrUndo))
    }
    guard (1...120).contains(months), (1...365).contains(days) else {
      throw CommandFailure.usage(Label(ConsolidateMessage.spanInvalid))
    }
    let store = try context.openStore()
    let identity = try context.read(store) { $0.identity }
    let offered = ConsolidationKind.offered(to: identity.acting, at: identity.branch)
    let kinds = try kinds(context)
    try requireOffered(kinds ?? ConsolidationKind.allCases, of: offered, kinds != nil, identity)
    if undo { return try context.undoConsolidation(store) }
    let work = ConsolidationWork(
      context: context, store: store, kinds: offered.filter { kinds?.contains($0) ?? true },
      branch: identity.role.seesEveryBranch(enrolledAt: identity.branch)
        && identity.acting.seesEveryBranch(enrolledAt: identity.branch) ? nil : identity.branch.rawValue,
      since: try first(context), months: months, days: days)
    try work.gather()
    guard acts.isEmpty else { return try work.carryOut(acts) }
    let isAsking = context.canAsk
    let found = try work.items(again: again)
    let most = try limit.limit == nil && isAsking ? nil : limit.most(usual: 20, context)
    let shown = Array(found.prefix(most ?? found.count))
    if isAsking { return try ConsolidationTalk(work: work, items: shown, again: again).run() }
    try context.list(shown, of: found.count)
  }

  /// Nil: all.
  private func kinds(_ context: Context) throws -> [ConsolidationKind]? {
    guard let kind else { return nil }
    let parts = kind.split { ",，、".contains($0) }.map(String.init)
    return try (parts.isEmpty ? [""] : parts).map { typed in
      guard case .term(let term) = Vocabulary.consolidationKind.match(typed),
        let kind = ConsolidationKind(rawValue: term.id)
      else {
        throw CommandFailure.usage(
          Label(ConsolidateMessage.unknownKind(typed.sanitised(.joined))),
          hint: Label(DomainMessage.choices(Vocabulary.consolidationKind.choices)))
      }
      return kind
    }
  }

  private func first(_ context: Context) throws -> Int64? {
    guard let since,
      case .text(let text) = try FieldInput.parse(since, as: CaseField.loggedAt, now: context.now)
    else { return nil }
    return DateText(stored: text)?.start(in: context.zone).milliseconds
  }

  /// - Parameter isAsked: somebody named them.
  private func requireOffered(
    _ kinds: [ConsolidationKind], of offered: [ConsolidationKind], _ isAsked: Bool,
    _ identity: ReplicaIdentity
  ) throws {
    guard offered.isEmpty || isAsked && !kinds.allSatisfy(offered.contains) else { return }
    throw WriteRefusal.notAllowed(
      role: identity.acting,
      needs: Role.allCases.filter { role in
        let may = ConsolidationKind.offered(to: role, at: isAsked ? .headOffice : identity.branch)
        return isAsked ? kinds.allSatisfy(may.contains) : !may.isEmpty
      })
  }
}

enum ConsolidateMessage: Message {
  case abstract
  case againHelp
  case daysHelp
  case discussion
  case doHelp
  case doOrUndo
  case kindHelp
  case monthsHelp
  case sinceHelp
  case spanInvalid
  case undoHelp
  case unknownKind(String)

  var label: Label {
    switch self {
    case .abstract:
      Label(
        en: "Goes through what came: duplicates, spikes, studies to write, what is overdue.",
        zhHans: "总部汇总：逐条处理重复单、异常波动、值得写的案例和到期事项。")
    case .againHelp:
      Label(en: "Also what was put aside.", zhHans: "包括已搁置的。")
    case .daysHelp:
      Label(en: "For how many days “later” puts an item aside.", zhHans: "“稍后再看”搁置多少天。")
    case .discussion:
      Label(
        en: """
          casebook consolidate
          casebook consolidate --kind duplicates,spikes --since 2026-11-01
          casebook consolidate --json
          casebook consolidate --do 3f9a2c81d0=merge --do 77c1=later
          casebook consolidate --undo

          At a terminal one item after the other, each with what can be done by one key;
          elsewhere a list. Each act is saved at once: q stops, the next run goes on
          there. In this order, each saying why it is there:

          duplicates   cases that may be one complaint, across branches
          spikes       weeks that stand out, as in report spikes (the last four)
          promotions   reviewed cases worth a study: severe, made good, customer turned
                       round, something to copy, or a cause that came up three times in
                       90 days; not those that a study was made of
          overdue      tasks that are late
          look_again   articles, studies and tasks whose day to look again has come
          manuscripts  handed in, neither published nor sent back

          A duty manager goes through duplicates and tasks of the own branch. Links go to
          all devices. What was put aside, and how far this device has looked, stays on
          this device; an item comes back when there is more to it.
          """,
        zhHans: """
          casebook consolidate
          casebook consolidate --kind 疑似重复、异常周 --since 2026-11-01
          casebook consolidate --json
          casebook consolidate --do 3f9a2c81d0=合并 --do 77c1=稍后再看
          casebook consolidate --undo

          在终端中逐条显示，按一个键即处理；否则列成清单。每次处理立即保存，q 退出，
          下次从未处理的继续。顺序如下，每条写明原因：

          duplicates   疑似重复：可能是同一投诉的工单，跨门店
          spikes       异常周：同 report spikes，最近四周
          promotions   值得写成案例：严重投诉、严重但最终满意、满意度由低转高、有可复制
                       经验，或同一原因 90 天内出现三次；已写过案例的不列
          overdue      超时的待办
          look_again   到期复查的文章、案例和待办
          manuscripts  已提交、尚未发布或退回的稿件

          值班经理可处理本店的重复单和待办。关联会同步到各处；搁置的事项和查看进度只
          保存在本机，事项有新情况时会再次列出。
          """)
    case .doHelp:
      Label(
        en:
          "id=act: merge, related, distinct, dismiss, seen, keep or later (repeatable). The beginning of an id is enough.",
        zhHans: "编号=处理方式（可多个）：合并、相关、不是重复、不必写、已知悉、仍然适用、稍后再看；编号可只写开头。")
    case .doOrUndo:
      Label(en: "Use either --do or --undo.", zhHans: "--do 和 --undo 只能用一个。")
    case .kindHelp:
      Label(
        en: "Only these kinds: duplicates, spikes, promotions, overdue, look_again, manuscripts.",
        zhHans: "只看这些类别：疑似重复、异常周、值得写成案例、待办超时、到期复查、待审稿件。")
    case .monthsHelp:
      Label(en: "In how many months “still right” looks again.", zhHans: "“仍然适用”后过几个月再复查。")
    case .sinceHelp:
      Label(
        en: "Only what was logged, reviewed or due on that day or later; spikes of more than four weeks.",
        zhHans: "只看这天及以后登记、复盘或到期的；异常周也查到这天。")
    case .spanInvalid:
      Label(
        en: "--months takes 1 to 120, --days 1 to 365.", zhHans: "--months 可填 1 至 120，--days 可填 1 至 365。")
    case .undoHelp:
      Label(en: "Take back what was done last.", zhHans: "撤销上一次处理。")
    case .unknownKind(let typed):
      Label(en: "“\(typed)” is no kind of item.", zhHans: "没有“\(typed)”这种事项。")
    }
  }
}
