import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

struct PolicyShow: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: text(PolicyShowMessage.showAbstract),
    discussion: text(PolicyShowMessage.showDiscussion))

  @Option(help: help(PolicyShowMessage.versionHelp, "n"))
  var version: Int?
  @Option(help: help(CalendarShowMessage.atHelp, "day"))
  var at: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard version == nil || at == nil else {
      throw CommandFailure.usage(Label(PolicyShowMessage.versionOrDay))
    }
    let all = try context.read { try $0.policies() }
    let moment = try at.map { try context.moment(of: $0) } ?? context.now.milliseconds
    let policy: Policy
    if let version {
      guard let found = ([.standard] + all).first(where: { $0.version == version }) else {
        throw CommandFailure(
          "not_found", .notFound,
          Label(PolicyShowMessage.versionUnknown(version)),
          hint: Label(PolicyShowMessage.versionUnknownHint))
      }
      policy = found
    } else {
      policy = all.inForce(at: moment)
    }
    if context.json { return try context.emit(context.json(policy)) }
    for line in context.lines(policy) { try context.out(line) }
    guard version == nil else { return }
    for later in all.filter({ $0.from > moment }).sorted(by: { $0.from < $1.from }) {
      context.err(Label(PolicyShowMessage.versionLater(later.version, from: context.shown(later.from))))
    }
  }
}

enum PolicyShowMessage: Message {
  case versionHelp
  case versionUnknownHint
  case versionOrDay
  case showAbstract
  case showDiscussion
  case versionUnknown(Int)
  case versionLater(Int, from: String)

  var label: Label {
    switch self {
    case .versionHelp:
      Label(en: "This version (0 = built in).", zhHans: "查看这一版本；0 为系统默认。")
    case .versionOrDay:
      Label(en: "Either --version or --at, not both.", zhHans: "--version 与 --at 只能选一个。")
    case .versionUnknownHint:
      Label(en: "casebook policy list shows the versions.", zhHans: "可用 casebook policy list 查看各版本。")
    case .showAbstract:
      Label(en: "Shows the policy in force now, or one version.", zhHans: "查看现行规定或某一版本。")
    case .showDiscussion:
      Label(
        verbatim: """
          casebook policy show
          casebook policy show --version 2
          casebook policy show --at 2026-12-24
          """)
    case .versionUnknown(let version):
      Label(en: "There is no policy version \(version).", zhHans: "没有第 \(version) 版规定。")
    case .versionLater(let version, let when):
      Label(en: "Version \(version) takes effect from \(when).", zhHans: "第 \(version) 版将于 \(when) 起生效。")
    }
  }
}
