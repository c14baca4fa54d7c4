import Complaints
import Console
import Interchange
import Language
import Terminal

extension Context {
  /// Prints a report as the options ask for it.
  func show(_ report: FinishedReport, _ options: ReportOptions) throws {
    var report = report
    if let wanted = options.part {
      let ids = report.parts.map { Label(id: $0.id, $0.title) }
      let folded = wanted.folded
      report.parts.removeAll { part in
        ![part.id, part.title.en, part.title.zhHans].contains { $0.folded == folded }
      }
      guard !report.parts.isEmpty else {
        throw CommandFailure.usage(
          Label(ReportPrintingMessage.noSuchPart(wanted)),
          hint: Label(ReportPrintingMessage.partsHint(.list(ids))))
      }
    }
    if json { return try emit(object(report)) }
    if options.csv { return try writeCSV(report) }
    try print(report, limit: options.limit)
  }

  private func object(_ report: FinishedReport) -> JSON {
    let bounds = report.filter.bounds
    let parts = report.parts.map { part -> JSON in
      let rows = part.rows.map { row in
        JSON.object(zip(part.columns, row).map { ($0.id, $1.json) })
      }
      return ["part": .string(part.id), "rows": .array(rows)]
    }
    return .object(
      [
        ("report", .string(report.id)), ("since", .optional(bounds.since?.stored)),
        ("until", .optional(bounds.until?.stored)), ("branch", .optional(report.filter.branch)),
      ] + report.members + [("parts", .array(parts))])
  }

  /// The first part: a file has one table.
  private func writeCSV(_ report: FinishedReport) throws {
    guard let part = report.parts.first else { return }
    let writer = CSVWriter()
    var bytes: [UInt8] = []
    writer.begin(to: &bytes)
    writer.write(part.columns.map(\.id), to: &bytes)
    for row in part.rows { writer.write(row.map(\.csv), to: &bytes) }
    try output.write(bytes, as: .data)
    // What stands below the tables for people would be a row that is none.
    for note in report.notes { errAfterwards(note) }
  }

  private func print(_ report: FinishedReport, limit: Int) throws {
    // One part alone has nothing beside it that would tell what it counts.
    func isShown(_ part: ReportPart) -> Bool {
      !part.rows.isEmpty && (!part.saysNothing || report.parts.count == 1)
    }
    guard report.parts.contains(where: isShown) else {
      for note in report.notes { err(note) }
      return err(Label(ReportPrintingMessage.nothingToReport))
    }
    let (name, days) = (text(report.title), range(report.filter))
    for line in wrap(text(ReportPrintingMessage.heading(name, days: days)), width: columns) {
      try out(style.apply(.bold, to: line))
    }
    for part in report.parts where isShown(part) {
      try out()
      try out(style.apply([.bold, .cyan], to: text(part.title)))
      let hidden = limit == 0 ? 0 : max(part.rows.count - limit, 0)
      var shown = part
      if part.isChronological {
        shown.rows.removeFirst(hidden)
        shown.bars.removeFirst(hidden)
      } else {
        shown.rows.removeLast(hidden)
        shown.bars.removeLast(hidden)
      }
      for line in lines(shown) { try out(line) }
      if hidden > 0 {
        try out(
          style.apply(
            .dim, to: text(ReportPrintingMessage.moreRows(hidden))))
      }
    }
    for note in report.notes {
      try out()
      for line in wrap(text(note), width: columns) { try out(style.apply(.dim, to: line)) }
    }
  }

  private func range(_ filter: ReportFilter) -> String {
    var words: [String] = []
    switch (filter.bounds.since?.short, filter.bounds.until?.short) {
    case (let since?, let until?): words.append("\(since) – \(until)")
    case (let since?, nil): words.append(text(ReportPrintingMessage.since(since)))
    case (nil, let until?): words.append(text(ReportPrintingMessage.until(until)))
    case (nil, nil): words.append(text(ReportPrintingMessage.allDays))
    }
    if let branch = filter.branch { words.append(branch) }
    return words.joined(separator: text(InterchangeMessage.listComma))
  }

  // MARK: Drawing

  /// A bar shorter than this says nothing.
  private static let leastBar = 6
  private static let longestBar = 40

  /// The rows with their bars, fitted to the window: bars first grow less, then columns give way.
  private func lines(_ part: ReportPart) -> [String] {
    var shown = part.columns.indices.filter { index in
      part.columns[index].isText || !isEmpty(part, index)
    }
    let texts = part.rows.map { row in row.map { $0.text(self) } }
    func natural(_ index: Int) -> Int {
      let width = ([text(part.columns[index].label)] + texts.map { $0[index] }).map(\.displayWidth).max() ?? 0
      return part.columns[index].isText && style.isTerminal ? min(width, max(10, columns * 2 / 5)) : width
    }
    let widths = part.columns.indices.map(natural)
    func room() -> Int { columns - shown.reduce(0) { $0 + widths[$1] + 2 } }
    let hasBars = part.bars.contains { $0 > 0 }
    for order in 1...9 where room() < (hasBars ? Self.leastBar : -2) {
      shown.removeAll { part.columns[$0].givesWay == order }
    }
    let barWidth = min(max(room(), 0), Self.longestBar)
    let drawsBars = hasBars && barWidth >= Self.leastBar
    var table = Table(
      shown.map { index in
        let column = part.columns[index]
        return Column(
          text(column.label), alignment: column.isText ? .left : .right, maxWidth: max(widths[index], 8),
          isFlexible: column.isText)
      } + (drawsBars ? [Column("")] : []))
    let glyphs = BarGlyphs(environment: environment)
    for (row, length) in zip(texts, part.bars) {
      let drawn = drawsBars ? [Cell(bar(length, width: barWidth, glyphs), style: .cyan)] : []
      table.add(shown.map { Cell(row[$0]) } + drawn)
    }
    return table.lines(width: columns, style: style)
  }

  /// A column of nothing but dashes, or of counts of none, is left out for people.
  private func isEmpty(_ part: ReportPart, _ index: Int) -> Bool {
    guard part.columns[index].givesWay != nil else { return false }
    return part.rows.allSatisfy { row in
      switch row[index] {
      case .count(let count): count == 0
      case .share(_, let whole): whole == 0
      case .span(let span): span == nil
      case .amount(let money): money == nil
      case .amounts(let all): all.isEmpty
      case .tenths(let tenths): tenths == nil
      default: false
      }
    }
  }
}

enum ReportPrintingMessage: Message {
  case allDays
  case partsHint(Label)
  case moreRows(Int)
  case heading(String, days: String)
  case since(String)
  case noSuchPart(String)
  case nothingToReport
  case until(String)

  var label: Label {
    switch self {
    case .allDays:
      Label(en: "all days", zhHans: "全部日期")
    case .partsHint(let ids):
      Label(en: "Its parts: \(ids.en)", zhHans: "可选：\(ids.zhHans)")
    case .moreRows(let hidden):
      Label(en: "… \(hidden) more: --limit 0 shows all", zhHans: "…… 另有 \(hidden) 行，--limit 0 显示全部")
    case .heading(let name, let days):
      Label(en: "\(name): \(days)", zhHans: "\(name)：\(days)")
    case .since(let day):
      Label(en: "since \(day)", zhHans: "\(day) 起")
    case .noSuchPart(let wanted):
      Label(en: "The report has no part “\(wanted)”.", zhHans: "该报表没有“\(wanted)”这一部分。")
    case .nothingToReport:
      Label(en: "There is nothing to report.", zhHans: "没有可统计的内容。")
    case .until(let day):
      Label(en: "until \(day)", zhHans: "截至 \(day)")
    }
  }
}
