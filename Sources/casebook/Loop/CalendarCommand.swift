import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Zones

/// `casebook calendar …`
struct CalendarCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calendar",
    abstract: text(CalendarMessage.abstract),
    discussion: text(CalendarMessage.discussion),
    subcommands: [CalendarShow.self, CalendarSet.self])
}

struct CalendarShow: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: text(CalendarMessage.showAbstract),
    discussion: text(CalendarMessage.showDiscussion))

  @Option(help: help(CalendarMessage.showBranchHelp, "branch"))
  var branch: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let typed = try branch.map { try BranchCode.checked($0).rawValue }
    let now = context.now.milliseconds
    let (code, all) = try context.read { reader in
      let code = typed ?? reader.identity.branch.rawValue
      return (code, try reader.calendars(of: code))
    }
    let calendar = all.inForce(at: now)
    if context.json { return try context.emit(context.json(calendar, branch: code)) }
    for line in context.lines(calendar, branch: code) { try context.out(line) }
    if let next = all.filter({ $0.from > now }).min(by: { $0.from < $1.from }) {
      context.err(Label(CalendarMessage.changes(at: context.time(next.from).short)))
    }
  }
}

struct CalendarSet: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: text(CalendarMessage.setAbstract),
    discussion: text(CalendarMessage.setDiscussion))

  @Option(help: help(CalendarMessage.setBranchHelp, "branch"))
  var branch: String?
  @Option(parsing: .singleValue, help: help(CalendarMessage.openHelp, "days=hours"))
  var open: [String] = []
  @Option(parsing: .singleValue, help: help(CalendarMessage.holidayHelp, "day[..day]"))
  var holiday: [String] = []
  @Option(parsing: .singleValue, help: help(CalendarMessage.workdayHelp, "day[..day]"))
  var workday: [String] = []
  @Option(parsing: .singleValue, help: help(CalendarMessage.ordinaryHelp, "day[..day]"))
  var ordinary: [String] = []
  @Option(help: help(CalendarMessage.zoneHelp, "zone"))
  var zone: String?
  @Flag(inversion: .prefixedNo, help: help(CalendarMessage.companyDaysHelp))
  var companyDays: Bool?
  @Option(help: help(CalendarMessage.fromHelp, "time"))
  var from: String?
  @Option(help: help(CommonMessage.noteHelp, "text"))
  var note: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard !(open + holiday + workday + ordinary).isEmpty || zone != nil || companyDays != nil else {
      throw CommandFailure.usage(
        Label(CalendarMessage.nothingToChange),
        hint: Label(CalendarMessage.setExamplesHint))
    }
    let code = try branch.map { try BranchCode.checked($0).rawValue }
    guard branch != nil || companyDays == nil else {
      throw CommandFailure.usage(Label(CalendarMessage.companyDaysNeedBranch))
    }
    let start = try context.beginning(from)
    let note = try context.edits([(CalendarField.note, note)]).first.flatMap { $0.value.text }
    let calendar = try context.write { session in
      do {
        return try session.publishCalendar(of: code, from: start) { calendar in
          calendar.note = note
          try change(&calendar, now: context.now)
        }
      } catch let error as CalendarInputError { throw CommandFailure(error) }
    }
    if context.json { return try context.emit(context.json(calendar, branch: code)) }
    for line in context.lines(calendar, branch: code) { try context.out(line) }
    context.err(Label(CalendarMessage.versionSaved(calendar.version)))
  }

  private func change(_ calendar: inout CalendarVersion, now: LocalClock) throws(CalendarInputError) {
    try calendar.setHours(typed: open)
    for typed in holiday { try calendar.setDays(typed: typed, .holiday, now: now) }
    for typed in workday { try calendar.setDays(typed: typed, .workday, now: now) }
    for typed in ordinary { try calendar.setDays(typed: typed, .ordinary, now: now) }
    if let zone { try calendar.setZone(typed: zone) }
    if let companyDays { calendar.isWithoutCompanyDays = !companyDays }
  }
}

extension Context {
  /// `{branch, version, from, offset, zone, week: {1: hours}, holidays: [], workdays: [], note}`; hours as
  /// `10:00-14:00,17:00-22:00`, `18:00-02:00`; none: null.
  func json(_ calendar: BranchCalendar, branch: String?) -> JSON {
    [
      "branch": .optional(branch), "version": .integer(Int64(calendar.version)),
      "from": .optional(calendar.version == 0 ? nil : time(calendar.from).rfc3339),
      "offset": .optional(calendar.zone.map { Zone.offsetText($0.offsetMinutes(at: now.milliseconds)) }),
      "zone": .optional(calendar.zone?.name),
      "week": .object(
        calendar.week.enumerated().map { day, hours in
          ("\(day + 1)", .optional(hours.isEmpty ? nil : hours.text))
        }),
      "holidays": .strings(calendar.holidays.sorted().map(\.description)),
      "workdays": .strings(calendar.workdays.sorted().map(\.description)),
      "note": .optional(calendar.note),
    ]
  }

  fileprivate func lines(_ calendar: BranchCalendar, branch: String?) -> [String] {
    let whose = branch ?? text(CalendarMessage.otherBranches)
    let version =
      calendar.version == 0
      ? text(CalendarMessage.builtIn)
      : text(CalendarMessage.version(calendar.version, from: time(calendar.from).short))
    var lines = [style.apply(.bold, to: "\(whose)  \(version)")]
    if let note = calendar.note { lines.append(note.sanitised(.joined)) }
    let names = [
      Label(CalendarMessage.monday), Label(CalendarMessage.tuesday), Label(CalendarMessage.wednesday),
      Label(CalendarMessage.thursday),
      Label(CalendarMessage.friday), Label(CalendarMessage.saturday), Label(CalendarMessage.sunday),
    ]
    for (name, hours) in zip(names, calendar.week) {
      lines.append(
        "  " + text(name).padded(toWidth: 10) + "  "
          + (hours.isEmpty ? text(CalendarMessage.closed) : hours.map(\.text).joined(separator: ", ")))
    }
    for (title, days) in [
      (Label(CalendarMessage.holidays), calendar.holidays),
      (Label(CalendarMessage.workdays), calendar.workdays),
    ] where !days.isEmpty {
      let list = days.sorted().map(\.description).joined(separator: text(CommonMessage.listSeparator))
      lines += wrap(
        text(title) + text(ProgramMessage.colon) + list, width: columns, indent: 4, firstIndent: 2)
    }
    if let zone = calendar.zone { lines.append("  " + text(CalendarMessage.timeZone) + zone.name) }
    return lines
  }
}

extension CommandFailure {
  init(_ error: CalendarInputError) {
    let message =
      switch error {
      case .notADay(let typed): Label(CalendarMessage.weekdayInvalid(typed))
      case .notHours(let typed): Label(CalendarMessage.hoursInvalid(typed))
      case .notADate(let typed): Label(CalendarMessage.dateInvalid(typed))
      case .notAZone(let error): Label(ZoneMessage(error))
      case .neverOpen: Label(CalendarMessage.neverOpen)
      case .tooManyDays(let limit): Label(CalendarMessage.rangeTooLong(limit: limit))
      }
    self.init(
      "bad_value", .usage, message,
      hint: Label(CalendarMessage.setExamplesHint))
  }
}
