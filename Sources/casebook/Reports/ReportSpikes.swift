import ArgumentParser
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
  @OptionGroup var common: CommonOptions

  func report(_ context: Context, _ filter: ReportFilter) throws -> FinishedReport {
    let axes = try options.axes() ?? [.branch, .problemClass, .product]
    guard !axes.contains(where: \.isTime) else {
      throw CommandFailure.usage(
        Label(ReportSpikesMessage.timeAxisRefused))
    }
    let weeks = weeks(filter, context)
    var filter = filter
    filter.since = ReportWeek.monday(weeks.lowerBound)
    filter.until = ReportWeek.monday(weeks.upperBound) - 1
    let rest = axes.filter { $0 != .branch }
    let (own, all, latest) = try context.read { reader in
      let own = try reader.weekSeries(by: axes, filter, until: weeks.upperBound)
      // What rises a little everywhere rises in no branch enough to be seen.
      let places = axes.firstIndex(of: .branch).map { at in Set(own.map { $0.key[at] }).count } ?? 0
      let all =
        places > 1 && !rest.isEmpty
        ? try reader.weekSeries(by: rest, filter, until: weeks.upperBound) : []
      let branch = ReportFilter(branch: filter.branch)
      return (own, all, own.isEmpty ? try reader.loggedDays(branch)?.upperBound : nil)
    }
    let search = SpikeSearch()
    let found = search.find(in: own, weeks: weeks)
    let everywhere = search.find(in: all, weeks: weeks)
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
        ("untested", .integer(Int64(untested))), ("false_discovery_rate", .double(search.falseShare)),
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
      notes.append(
        Label(ReportSpikesMessage.untestedNote(untested)))
    }
    if let latest {
      let day = CivilDate(daysSinceEpoch: latest).description
      notes.append(
        Label(ReportSpikesMessage.latestCaseNote(day: day)))
    }
    return notes
  }
}

enum ReportSpikesMessage: Message {
  case spikesPart
  case abstract
  case allBranches
  case timeAxisRefused
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
      Label(
        en: "Weeks in which something was complained of far more than usual.", zhHans: "异常波动：某周投诉量明显高于往常。")
    case .allBranches:
      Label(en: "all", zhHans: "全部")
    case .timeAxisRefused:
      Label(
        en: "Spikes are looked for by week; --by takes no times here.", zhHans: "异常波动按周检验，此处 --by 不能用时间维度。")
    case .chanceColumn:
      Label(en: "Chance", zhHans: "概率")
    case .untestedNote(let untested):
      Label(
        en: "\(untested) counts could not be tested: they need 8 weeks of history, and two more.",
        zhHans: "有 \(untested) 项历史不足，未检验：需要至少 8 周历史，另加 2 周间隔。")
    case .discussion:
      Label(
        en: """
          casebook report spikes                        the last whole week
          casebook report spikes --since 2026-01-01     every whole week since then
          casebook report spikes --by branch,type

          Each week of each branch, class and product is held against its own history: up to 52 weeks that end
          two weeks before (the guard band of EARS C2, Hutwagner et al. 2003); at least 8. Expected is their
          mean; the chance is the upper tail of a negative binomial distribution with a quasi-Poisson
          dispersion (Farrington et al. 1996, Noufaily et al. 2013), the series' own or that of all series
          together, whichever is larger. Of the many tests of a week those are shown that keep a false
          discovery rate of 5 % (Benjamini and Hochberg 1995), once among branches and once for all branches
          together: where nothing is the matter, about one week in ten shows something, or somewhat more where
          cases come in batches. Fewer than 5 cases are never shown.
          """,
        zhHans: """
          casebook report spikes                        最近一个完整周
          casebook report spikes --since 2026-01-01     此后的每个完整周
          casebook report spikes --by 门店,抱怨类型

          每个门店、分类、产品每周的件数与自身历史比较：取两周之前、最多 52 周（至少 8 周）
          的数据（两周间隔同 EARS C2，Hutwagner 等 2003）。预期为其均值；概率取负二项分布的上尾，
          离散度按拟泊松法估计（Farrington 等 1996，Noufaily 等 2013），取本序列与全部序列合计
          两者中较大的。同一周检验很多，按错误发现率 5 % 筛选（Benjamini 与 Hochberg 1995），
          各门店一组，全部门店合计一组：即使一切正常，大约十周也会有一周报出异常，工单成批登记时
          会再多一些。不足 5 件的不报。
          """)
    case .summaryNote(let found, let tests, let count):
      Label(
        en:
          "\(found) of \(tests) tests in \(count.of("week", "weeks")) stand out. Where nothing is the matter, about one week in ten shows something.",
        zhHans: "\(count.grouped) 周共检验 \(tests) 项，\(found) 项异常。即使一切正常，大约十周也会有一周报出异常。")
    case .title:
      Label(en: "Spikes", zhHans: "异常波动")
    case .latestCaseNote(let day):
      Label(
        en: "The latest case was logged on \(day): --until \(day) looks at that time.",
        zhHans: "最近一个工单登记于 \(day)，可加 --until \(day) 查看当时的情况。")
    case .usualColumn:
      Label(en: "Usual", zhHans: "往常")
    }
  }
}
