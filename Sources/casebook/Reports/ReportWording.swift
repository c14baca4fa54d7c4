import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica

struct ReportWording: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "wording",
    abstract: text(ReportWordingMessage.abstract),
    discussion: text(ReportWordingMessage.discussion))

  @OptionGroup var options: ReportOptions
  @OptionGroup var common: CommonOptions

  /// Every text is looked at by every rule: of all years that would take its time, and nobody would read it.
  private static let days = 12 * 7

  func report(_ context: Context, _ filter: ReportFilter) throws -> FinishedReport {
    var filter = filter
    if filter.since == nil {
      filter.since = (filter.until ?? context.now.date.daysSinceEpoch) - Self.days + 1
    }
    let use = try context.read { try $0.wordingUse(filter) }
    return FinishedReport(
      id: "wording", title: Label(ReportWordingMessage.title), filter: filter,
      parts: [
        weeks(use),
        rules(use, context),
        counts(
          "people", ReportWordingMessage.peoplePart, ReportWordingMessage.writerColumn,
          use.people.map { person in
            let name = person.name ?? context.text(ReportCommitmentsMessage.nobody)
            return (.name(name.sanitised(.joined), id: person.name), person.counts)
          }),
        counts(
          "branches", ReportCommitmentsMessage.branchesPart, DomainMessage.branch,
          use.branches.map { (.name($0.code, id: $0.code), $0.counts) }),
      ])
  }

  private func weeks(_ use: WordingUse) -> ReportPart {
    var part = counts(
      "weeks", ReportWordingMessage.weeksPart, ReportAxis.week.label,
      use.weeks.map { week in
        let monday = CivilDate(daysSinceEpoch: ReportWeek.monday(week.week)).description
        return (.name(monday, id: monday), week.counts)
      })
    part.isChronological = true
    return part
  }

  private func rules(_ use: WordingUse, _ context: Context) -> ReportPart {
    var part = ReportPart(
      "rules", Label(ReportWordingMessage.rulesPart),
      [
        ReportColumn(id: "rule", label: Label(ReportWordingMessage.ruleColumn), isText: true),
        ReportColumn(id: "kind", label: Label(DomainMessage.kind), givesWay: 1, isText: true),
        ReportColumn(
          id: "pattern", label: Label(ReportWordingMessage.patternColumn), givesWay: 2, isText: true),
        ReportColumn(id: "texts", label: Label(ReportWordingMessage.textsColumn)),
      ])
    let most = use.rules.first?.texts ?? 0
    for (rule, texts) in use.rules {
      part.add(
        [
          .name(rule.id.sanitised(.joined), id: rule.id),
          .name(Vocabulary.wordingKind.text(rule.kind, context.language), id: rule.kind),
          .name(rule.pattern.sanitised(.joined), id: rule.pattern), .count(texts),
        ], bar: Double(texts) / Double(max(most, 1)))
    }
    return part
  }

  private func counts(
    _ id: String, _ title: some Message, _ key: some Message, _ rows: [(ReportValue, WordingCounts)]
  ) -> ReportPart { counts(id, title, Label(key), rows) }

  private func counts(
    _ id: String, _ title: some Message, _ key: Label, _ rows: [(ReportValue, WordingCounts)]
  ) -> ReportPart {
    var part = ReportPart(
      id, Label(title),
      [
        ReportColumn(
          id: id == "weeks" ? "week" : id == "people" ? "author" : "branch", label: key, isText: true),
        ReportColumn(id: "texts", label: Label(ReportWordingMessage.textsColumn), givesWay: 1),
        ReportColumn(id: "flagged", label: Label(ReportWordingMessage.flaggedColumn)),
        ReportColumn(id: "flagged_share", label: Label(CommonMessage.share)),
      ])
    for (name, counts) in rows {
      part.add(
        [name, .count(counts.texts), .count(counts.flagged), .share(counts.flagged, of: counts.texts)],
        bar: Double(counts.flagged) / Double(max(counts.texts, 1)))
    }
    return part
  }
}

enum ReportWordingMessage: Message {
  case abstract
  case discussion
  case flaggedColumn
  case patternColumn
  case peoplePart
  case ruleColumn
  case rulesPart
  case textsColumn
  case title
  case weeksPart
  case writerColumn

  var label: Label {
    switch self {
    case .abstract:
      Label(
        en: "How often the wording check finds something in what customers are told.",
        zhHans: "对客户说的话里，用语检查发现问题的比例。")
    case .discussion:
      Label(
        en: """
          casebook report wording                       of the last 12 weeks
          casebook report wording --since 2026-01-01 --branch SH01

          Looks at updates (progress), notes marked as said to the customer (--told) and
          options, by today's rules. How much somebody may promise is left alone: approval
          may have come since. --since and --until are of the days when cases were logged.
          """,
        zhHans: """
          casebook report wording                       最近 12 周
          casebook report wording --since 2026-01-01 --branch SH01

          统计进展同步、标明已告知客户的备注（--told）和方案，按现行规则检查。
          是否超出权限不在此列，因为可能已获批准。--since、--until 指工单登记日期。
          """)
    case .flaggedColumn: Label(en: "Flagged", zhHans: "有提示")
    case .patternColumn: Label(en: "Words", zhHans: "写法")
    case .peoplePart: Label(en: "By who wrote it", zhHans: "按撰写人")
    case .ruleColumn: Label(en: "Rule", zhHans: "规则")
    case .rulesPart: Label(en: "What is found", zhHans: "发现的问题")
    case .textsColumn: Label(en: "Texts", zhHans: "文本数")
    case .title: Label(en: "Wording", zhHans: "用语")
    case .weeksPart: Label(en: "By week", zhHans: "按周")
    case .writerColumn: Label(en: "Written by", zhHans: "撰写人")
    }
  }
}
