import ArgumentParser
import Complaints
import Console
import Interchange
import Messages
import Replica
import Terminal

/// `casebook calendar …`
struct CalendarCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calendar",
    abstract: text(.calendarAbstract),
    discussion: text(
      .calendarDiscussion),
    subcommands: [CalendarShow.self, CalendarSet.self])
}

struct CalendarShow: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: text(.calendarShowAbstract),
    discussion: text(.calendarShowDiscussion))

  @Option(help: help(.calendarAnotherBranchThanThisOne, "branch"))
  var branch: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let typed = try branch.map { try BranchCode.checked($0).rawValue }
    let (code, calendar) = try context.read { reader in
      let code = typed ?? reader.identity.branch.rawValue
      return (code, try reader.calendars(of: code).inForce(at: context.now.milliseconds))
    }
    if context.json { return try context.emit(context.json(calendar, branch: code)) }
    for line in context.lines(calendar, branch: code) { try context.out(line) }
  }
}

struct CalendarSet: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: text(.calendarSetAbstract),
    discussion: text(
      .calendarSetDiscussion))

  @Option(help: help(.calendarForOneBranchElseFor, "branch"))
  var branch: String?
  @Option(parsing: .singleValue, help: help(.calendarOpeningHoursSeveral, "days=hours"))
  var open: [String] = []
  @Option(parsing: .singleValue, help: help(.calendarAHolidaySeveral, "day[..day]"))
  var holiday: [String] = []
  @Option(parsing: .singleValue, help: help(.calendarADayWorkedInExchange, "day[..day]"))
  var workday: [String] = []
  @Option(parsing: .singleValue, help: help(.calendarADayLikeAnyOther, "day[..day]"))
  var ordinary: [String] = []
  @Option(help: help(.calendarTimeZoneEastOfUtc, "offset"))
  var zone: String?
  @Option(help: help(.calendarForCasesLoggedFromThen, "time"))
  var from: String?
  @Option(help: help(.commonWhy2, "text"))
  var note: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard !(open + holiday + workday + ordinary).isEmpty || zone != nil else {
      throw CommandFailure.usage(
        Label(
          .calendarSayWhatIsToChange),
        hint: Label(.calendarCasebookCalendarSetHelpShows))
    }
    let code = try branch.map { try BranchCode.checked($0).rawValue }
    let start = try context.beginning(from)
    let note = try context.edits([(CalendarField.note, note)]).first.flatMap { $0.value.text }
    let calendar = try context.write { session in
      try session.publishCalendar(of: code, from: start) { calendar in
        calendar.note = note
        do { try change(&calendar, now: context.now) } catch let error as CalendarInputError {
          throw CommandFailure(error)
        }
      }
    }
    if context.json { return try context.emit(context.json(calendar, branch: code)) }
    for line in context.lines(calendar, branch: code) { try context.out(line) }
    context.err(
      Label(
        .calendarVersionIsSavedBranchesHave, ["version": .number(calendar.version)]))
  }

  private func change(_ calendar: inout BranchCalendar, now: LocalTime) throws(CalendarInputError) {
    for typed in open { try calendar.setHours(typed: typed) }
    for typed in holiday { try calendar.setDays(typed: typed, .holiday, now: now) }
    for typed in workday { try calendar.setDays(typed: typed, .workday, now: now) }
    for typed in ordinary { try calendar.setDays(typed: typed, .ordinary, now: now) }
    if let zone { try calendar.setOffset(typed: zone) }
  }
}

extension Context {
  /// `{branch, version, from, offset, week: {1: hours}, holidays: [], workdays: [], note}`
  func json(_ calendar: BranchCalendar, branch: String?) -> JSON {
    [
      "branch": .optional(branch), "version": .integer(Int64(calendar.version)),
      "from": .optional(calendar.version == 0 ? nil : time(calendar.from).rfc3339),
      "offset": .optional(calendar.offsetMinutes.map { BranchCalendar.offsetText($0) }),
      "week": .object(
        calendar.week.enumerated().map { day, hours in ("\(day + 1)", .optional(hours?.text)) }),
      "holidays": .strings(calendar.holidays.sorted().map(\.description)),
      "workdays": .strings(calendar.workdays.sorted().map(\.description)),
      "note": .optional(calendar.note),
    ]
  }

  fileprivate func lines(_ calendar: BranchCalendar, branch: String?) -> [String] {
    let whose = branch ?? text(.calendarEveryBranchWithoutACalendar)
    let version =
      calendar.version == 0
      ? text(.calendarBuiltIn)
      : text(
        .calendarVersionFrom,
        ["version": .number(calendar.version), "when": .text(time(calendar.from).short)])
    var lines = [style.apply(.bold, to: "\(whose)  \(version)")]
    if let note = calendar.note { lines.append(note.sanitised(.joined)) }
    let names = [
      Label(.calendarMonday), Label(.calendarTuesday), Label(.calendarWednesday), Label(.calendarThursday),
      Label(.calendarFriday), Label(.calendarSaturday), Label(.calendarSunday),
    ]
    for (name, hours) in zip(names, calendar.week) {
      lines.append("  " + text(name).padded(toWidth: 10) + "  " + (hours?.text ?? text(.calendarClosed)))
    }
    for (title, days) in [
      (Label(.calendarHolidays), calendar.holidays), (Label(.calendarWorkdays), calendar.workdays),
    ] where !days.isEmpty {
      let list = days.sorted().map(\.description).joined(separator: text(.commonListSeparator))
      lines += wrap(text(title) + text(.commonColon) + list, width: columns, indent: 4, firstIndent: 2)
    }
    if let offset = calendar.offsetMinutes {
      lines.append("  " + text(.calendarTimeZone) + BranchCalendar.offsetText(offset))
    }
    return lines
  }
}

extension CommandFailure {
  init(_ error: CalendarInputError) {
    let message =
      switch error {
      case .notADay(let typed): Label(.calendarIsNoWeekday, ["typed": .text(typed)])
      case .notHours(let typed): Label(.calendarAreNoOpeningHours, ["typed": .text(typed)])
      case .notADate(let typed): Label(.calendarIsNoDay, ["typed": .text(typed)])
      case .notAnOffset(let typed): Label(.calendarIsNoTimeZone, ["typed": .text(typed)])
      case .tooManyDays(let limit): Label(.calendarAtMostDaysInOne, ["limit": .number(limit)])
      }
    self.init(
      "bad_value", .usage, message,
      hint: Label(.calendarCasebookCalendarSetHelpShows))
  }
}
