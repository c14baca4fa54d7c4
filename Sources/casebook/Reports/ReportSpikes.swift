import ArgumentParser
import Complaints
import Console
import Interchange
import Messages
import Replica

struct ReportSpikes: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "spikes",
    abstract: text(.reportSpikesAbstract),
    discussion: text(
      .reportSpikesDiscussion))

  @OptionGroup var options: ReportOptions
  @OptionGroup var common: CommonOptions

  func report(_ context: Context, _ filter: ReportFilter) throws -> FinishedReport {
    let axes = try options.axes() ?? [.branch, .problemClass, .product]
    guard !axes.contains(where: \.isTime) else {
      throw CommandFailure.usage(
        Label(.reportSpikesAreLookedForByWeek))
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
      id: "spikes", title: Label(.reportSpikesSpikes), filter: filter,
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
      "spikes", Label(.reportSpikesAboveWhatIsUsual),
      [ReportColumn(id: "week", label: ReportAxis.week.label, isText: true)]
        + ReportOptions.columns(axes) + [
          ReportColumn(id: "cases", label: Label(.commonCases2)),
          ReportColumn(id: "expected", label: Label(.reportSpikesUsual), givesWay: 2),
          ReportColumn(id: "chance", label: Label(.reportSpikesChance), givesWay: 1),
        ])
    part.isChronological = true
    let most = Double(spikes.map(\.0.count).max() ?? 1)
    for (spike, key) in spikes.sorted(by: { ($0.0.week, $0.0.chance) < ($1.0.week, $1.0.chance) }) {
      let monday = CivilDate(daysSinceEpoch: ReportWeek.monday(spike.week)).description
      let names = zip(axes, key).map { axis, key -> ReportValue in
        axis == .branch && key == "*"
          ? .name(context.text(.reportSpikesAll), id: "*") : context.names([axis], [key])[0]
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
      Label(
        .reportSpikesOfTestsInWeeksStandOut,
        ["found": .number(found), "tests": .number(tests), "count": .number(weeks.count)])
    ]
    if untested > 0 {
      notes.append(
        Label(
          .reportSpikesCountsCouldNotBeTested, ["untested": .number(untested)]))
    }
    if let latest {
      let day = CivilDate(daysSinceEpoch: latest).description
      notes.append(
        Label(
          .reportSpikesTheLatestCaseWasLogged, ["day": .text(day)]))
    }
    return notes
  }
}
