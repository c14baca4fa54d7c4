import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

struct PolicySet: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: text(PolicySetMessage.setAbstract),
    discussion: text(PolicySetMessage.setDiscussion))

  @Option(
    parsing: .singleValue, help: help(PolicySetMessage.limitHelp, "who/severity=amount"))
  var limit: [String] = []
  @Option(
    parsing: .singleValue, help: help(PolicySetMessage.termHelp, "deadline/severity=time"))
  var term: [String] = []
  @Option(parsing: .singleValue, help: help(PolicySetMessage.fastLaneHelp, "class=steps"))
  var fastLane: [String] = []
  @Option(help: help(PolicySetMessage.fromHelp, "time"))
  var from: String?
  @Option(help: help(CommonMessage.noteHelp, "text"))
  var note: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard !limit.isEmpty || !term.isEmpty || !fastLane.isEmpty else {
      throw CommandFailure.usage(
        Label(PolicySetMessage.changeMissing),
        hint: Label(PolicyMessage.setHelpHint))
    }
    for typed in [limit, term, fastLane] { try Self.requireOnce(typed) }
    let start = try context.beginning(from)
    let note = try context.edits([(PolicyField.note, note)]).first.flatMap { $0.value.text }
    let classes = context.terms[Vocabulary.problemClass]
    let (new, old, later) = try context.write { session in
      try session.publishPolicy(from: start) { policy in
        policy.note = note
        do {
          for typed in limit { try policy.setLimit(typed: typed) }
          for typed in term { try policy.setTerm(typed: typed) }
          for typed in fastLane { try policy.setLane(typed: typed, classes: classes) }
        } catch let error as PolicyInputError { throw CommandFailure(error) }
      }
    }
    let isNew = new.version != old.version
    if context.json {
      guard case .object(let members) = context.json(new) else { return }
      try context.emit(.object(members + [("changed", .bool(isNew))]))
    } else if !isNew {
      context.err(.alreadySo)
    } else {
      for line in context.differences(old, new) { try context.out(line) }
      context.errAfterwards(
        Label(PolicySetMessage.versionSaved(new.version, from: context.shown(start))))
    }
    context.tell(later: later)
  }

  /// One place has one value: of two the first would be lost without a word.
  private static func requireOnce(_ typed: [String]) throws {
    var values: [String: String] = [:]
    for text in typed.map(\.foldedToASCII) {
      let place = String(text.prefix { $0 != "=" }).folded
      if let first = values.updateValue(text.folded, forKey: place), first != text.folded {
        throw CommandFailure.usage(
          Label(PolicySetMessage.placeTwice(place)), hint: Label(PolicyMessage.setHelpHint))
      }
    }
  }
}

enum PolicySetMessage: Message {
  case fastLaneHelp
  case placeTwice(String)
  case termHelp
  case limitHelp
  case fromHelp
  case changeMissing
  case setAbstract
  case setDiscussion
  case versionSaved(Int, from: String)

  var label: Label {
    switch self {
    case .placeTwice(let place):
      Label(
        en: "“\(place)” is given twice, with different values. Nothing was saved.",
        zhHans: "“\(place)”写了两次，内容不同，本次未保存。")
    case .fastLaneHelp:
      Label(en: "What a problem class may skip (repeatable).", zhHans: "某类问题可跳过的环节（可多个）。")
    case .termHelp:
      Label(en: "A deadline (repeatable).", zhHans: "时限（可多个）。")
    case .limitHelp:
      Label(en: "A limit (repeatable).", zhHans: "额度（可多个）。")
    case .fromHelp:
      Label(en: "For cases logged from this time on (default: now).", zhHans: "对此时起登记的工单生效；默认现在。")
    case .changeMissing:
      Label(
        en: "Say what to change: --limit, --term or --fast-lane.",
        zhHans: "请写明要改什么：--limit、--term 或 --fast-lane。")
    case .setAbstract:
      Label(en: "Publishes a new version for all branches (head office).", zhHans: "为所有门店发布新版本（总部）。")
    case .setDiscussion:
      Label(
        en: """
          casebook policy set --limit duty_manager/moderate=2000 \\
            --limit branch_staff/severe=none
          casebook policy set --term resolve/minor=2h --term review="2 working days" \\
            --term follow_up_30/severe=off
          casebook policy set --term progress_report/severe=120 --from 2026-12-01 \\
            --note "Christmas"
          casebook policy set --fast-lane process_efficiency=approval,contact

          A limit is <who>/<severity>=<amount>; instead of an amount: none (needs
          approval) or unlimited. A deadline is <deadline>/<severity>=<time>: minutes,
          2h, 3 days, eod (until the branch closes), 3wd (working days), off. Without a
          severity, all three are set. Cases logged before --from keep the old version.

          A fast lane is <class>=<steps>: what its cases may skip unless they are severe.
          needs: restating and needs; approval: of options beyond somebody's limit;
          contact: a contact person and a commitment; review: what it has to say.
          <class>=none ends it.
          """,
        zhHans: """
          casebook policy set --limit 值班经理/一般=2000 --limit 店员/严重=须审批
          casebook policy set --term 解决/轻微=2小时 --term 复盘=2个工作日 \\
            --term "30 天跟踪/严重=停用"
          casebook policy set --term 进展告知/严重=120 --from 2026-12-01 --note "双十二"
          casebook policy set --fast-lane 流程效率类=审批、对接人与承诺

          额度写法：<角色>/<严重度>=<金额>，金额处也可写须审批、不限。
          时限写法：<时限>/<严重度>=<时长>，时长可写分钟数、2小时、3天、
          当天（打烊前）、3个工作日、停用。不写严重度则三级同时修改。
          --from 之前登记的工单仍按旧版本。

          绿色通道写法：<问题分类>=<环节>，该类工单（严重的除外）可跳过这些环节：
          复述与诉求、审批（超出权限的方案）、对接人与承诺、复盘内容。
          <问题分类>=无 表示取消。
          """)
    case .versionSaved(let version, let when):
      Label(
        en: "Version \(version) is saved, in force from \(when); branches get it at their next sync.",
        zhHans: "第 \(version) 版已保存，\(when) 起生效，门店下次同步后执行。")
    }
  }
}
