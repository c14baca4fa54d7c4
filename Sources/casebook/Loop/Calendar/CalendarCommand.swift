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

  func lines(_ calendar: BranchCalendar, branch: String?) -> [String] {
    let whose = branch ?? text(CalendarMessage.otherBranches)
    let version =
      calendar.version == 0
      ? text(CalendarMessage.builtIn)
      : text(CalendarMessage.version(calendar.version, from: shown(calendar.from)))
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
      let list = days.sorted().map(\.description).joined(separator: text(PunctuationMessage.comma))
      lines += wrap(
        text(title) + text(PunctuationMessage.colon) + list, width: columns, indent: 4, firstIndent: 2)
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
      case .dayTwice(let day): Label(CalendarMessage.dayTwice(day.description))
      case .neverOpen(let branch): Label(CalendarMessage.neverOpen(branch: branch))
      case .tooManyDays(let limit): Label(CalendarMessage.rangeTooLong(limit: limit))
      }
    self.init(
      "bad_value", .usage, message,
      hint: Label(CalendarMessage.setExamplesHint))
  }
}
