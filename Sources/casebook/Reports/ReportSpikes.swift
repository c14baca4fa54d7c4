import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica

struct ReportSpikes: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "spikes",
    abstract: text(ReportSpikesMessage.abstract),
    discussion: text(ReportSpikesMessage.discussion))

  @OptionGroup var options: ReportOptions
  @OptionGroup var counting: ReportAxes
  @OptionGroup var common: CommonOptions

  func report(_ context: Context, _ filter: ReportFilter) throws -> FinishedReport {
    let axes = try counting.axes() ?? [.branch, .problemClass, .product]
    guard !axes.contains(where: \.isTime) else {
      throw CommandFailure.usage(Label(ReportSpikesMessage.timeAxisRefused))
    }
    guard filter.sinceTime == nil, filter.untilTime == nil else {
      throw CommandFailure.usage(Label(ReportSpikesMessage.timeRefused))
    }
    let weeks = weeks(filter, context)
    var filter = filter
    filter.since = ReportWeek.monday(weeks.lowerBound)
    filter.until = ReportWeek.monday(weeks.upperBound) - 1
    let (spiked, latest) = try context.read { reader in
      let spiked = try reader.spikes(by: axes, filter, weeks: weeks)
      let branch = ReportFilter(branch: filter.branch)
      return (
        spiked, spiked.isEmpty && options.until == nil ? try reader.loggedDays(branch)?.upperBound : nil
      )
    }
    let (found, everywhere) = (spiked.own, spiked.everywhere)
    let spikes =
      found.spikes.map { ($0, $0.key) }
      + everywhere.spikes.map { spike in (spike, whole(axes, spike.key, context)) }
    let (tests, untested) = (found.tests + everywhere.tests, found.untested + everywhere.untested)
    return FinishedReport(
      id: "spikes", title: Label(ReportSpikesMessage.title), filter: filter,
      parts: [part(axes, spikes, context)],
      notes: notes(weeks, found: spikes.count, tests: tests, untested: untested, latest: latest),
      members: [
        ("weeks", .integer(Int64(weeks.count))), ("tests", .integer(Int64(tests))),
        ("untested", .integer(Int64(untested))), ("false_discovery_rate", .double(SpikeSearch().falseShare)),
      ])
  }

  /// Whole weeks only: one that has just begun would look quiet.
  private func weeks(_ filter: ReportFilter, _ context: Context) -> Range<Int> {
    let today = context.now.date.daysSinceEpoch
    let end = ReportWeek.of(day: min(filter.until.map { $0 + 1 } ?? today, today))
    let start = filter.since.map { ReportWeek.of(day: $0 + 6) } ?? end - 1
    return min(start, end)..<end
  }

  /// The key of all branches together.
  private func whole(_ axes: [ReportAxis], _ key: [String?], _ context: Context) -> [String?] {
    var rest = key[...]
    return axes.map { $0 == .branch ? "*" : rest.popFirst() ?? nil }
  }

  private func part(
    _ axes: [ReportAxis], _ spikes: [(Spike, [String?])], _ context: Context
  ) -> ReportPart {
    var part = ReportPart(
      "spikes", Label(ReportSpikesMessage.spikesPart),
      [ReportColumn(id: "week", label: ReportAxis.week.label, isText: true)]
        + ReportOptions.columns(axes) + [
          ReportColumn(id: "cases", label: Label(CommonMessage.caseCount)),
          ReportColumn(id: "expected", label: Label(ReportSpikesMessage.usualColumn), givesWay: 2),
          ReportColumn(id: "chance", label: Label(ReportSpikesMessage.chanceColumn), givesWay: 1),
        ])
    part.isChronological = true
    let most = Double(spikes.map(\.0.count).max() ?? 1)
    for (spike, key) in spikes.sorted(by: { ($0.0.week, $0.0.chance) < ($1.0.week, $1.0.chance) }) {
      let monday = CivilDate(daysSinceEpoch: ReportWeek.monday(spike.week)).description
      let names = zip(axes, key).map { axis, key -> ReportValue in
        axis == .branch && key == "*"
          ? .name(context.text(ReportSpikesMessage.allBranches), id: "*") : context.names([axis], [key])[0]
      }
      part.add(
        [.name(monday, id: monday)] + names + [
          .count(spike.count), .number(spike.expected), .chance(spike.chance),
        ], bar: Double(spike.count) / most)
    }
    return part
  }

  private func notes(
    _ weeks: Range<Int>, found: Int, tests: Int, untested: Int, latest: Int?
  ) -> [Label] {
    var notes = [
      Label(ReportSpikesMessage.summaryNote(found: found, tests: tests, weeks: weeks.count))
    ]
    if untested > 0 {
      notes.append(Label(ReportSpikesMessage.untestedNote(untested)))
    }
    if let latest {
      let day = CivilDate(daysSinceEpoch: latest).description
      notes.append(Label(ReportSpikesMessage.latestCaseNote(day: day)))
    }
    return notes
  }
}

enum ReportSpikesMessage: Message {
  case spikesPart
  case abstract
  case allBranches
  case timeAxisRefused
  case timeRefused
  case chanceColumn
  case untestedNote(Int)
  case discussion
  case summaryNote(found: Int, tests: Int, weeks: Int)
  case title
  case latestCaseNote(day: String)
  case usualColumn

  var label: Label {
    switch self {
    case .spikesPart:
      Label(en: "Above what is usual", zhHans: "高于往常")
    case .abstract:
      Label(en: "Weeks with far more complaints than usual.", zhHans: "异常波动：某周投诉量明显高于往常。")
    case .allBranches:
      Label(en: "all branches", zhHans: "全部门店")
    case .timeAxisRefused:
      Label(
        en: "Spikes are looked for week by week: --by takes no time here.",
        zhHans: "异常波动按周检验，此处 --by 不能用时间维度。")
    case .timeRefused:
      Label(
        en: "Spikes are looked for in whole weeks: --since and --until take a day here, and no time.",
        zhHans: "异常波动按整周检验，此处 --since 和 --until 只能写日期，不能写时间。")
    case .chanceColumn:
      Label(en: "Chance", zhHans: "概率")
    case .untestedNote(let untested):
      Label(
        en:
          "\(untested.of("count", "counts")) could not be tested: too little history (8 weeks are needed, and a gap of 2 more).",
        zhHans: "有 \(untested.grouped) 项历史不足，未检验：至少要有 8 周历史，另加 2 周间隔。")
    case .discussion:
      Label(
        en: """
          casebook report spikes                        the last whole week
          casebook report spikes --since 2026-01-01     every whole week since then
          casebook report spikes --by branch,type

          Compares each week of each branch, class and product, and of all branches
          together, with up to 52 earlier weeks (at least 8; the two weeks just before are
          left out) and shows only what is clearly higher. Fewer than 5 cases are never
          shown. Chance: how likely such a number is in a usual week. Even when nothing is
          wrong, about one week in ten shows something, or somewhat more where cases are
          logged in batches. The manual describes the method.
          """,
        zhHans: """
          casebook report spikes                        最近一个完整周
          casebook report spikes --since 2026-01-01     此后的每个完整周
          casebook report spikes --by 门店,投诉类型

          把每个门店、分类、产品（以及全部门店合计）每周的件数，与此前最多 52 周（至少
          8 周，紧邻的两周不算）比较，明显偏高才列出；不足 5 件的不报。概率：平常的一周
          出现这么多件的可能性。即使一切正常，大约十周也会有一周报出异常，工单成批登记
          时会再多一些。统计方法见使用手册。
          """)
    case .summaryNote(let found, let tests, let count):
      Label(
        en:
          "Of \(tests.of("test", "tests")) in \(count.of("week", "weeks")), \(found.grouped) \(found.plural("stands", "stand")) out. Even when nothing is wrong, about one week in ten shows something.",
        zhHans: "\(count.grouped) 周共检验 \(tests) 项，\(found) 项异常。即使一切正常，大约十周也会有一周报出异常。")
    case .title:
      Label(en: "Spikes", zhHans: "异常波动")
    case .latestCaseNote(let day):
      Label(
        en: "The latest case was logged on \(day): add --until \(day) to look at that time.",
        zhHans: "最近一个工单登记于 \(day)，可加 --until \(day) 查看当时的情况。")
    case .usualColumn:
      Label(en: "Usual", zhHans: "往常")
    }
  }
}
