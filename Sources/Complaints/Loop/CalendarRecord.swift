package import Versioning
package import Zones

/// A record of a calendar holds two things side by side. What the version says itself stands in `own`; `week`, `days` and
/// `offset` hold what that came to when it was published, for programs that know nothing else: with hours as near as
/// they can read them, from the first opening to the last closing of the day.
extension CalendarVersion {
  /// Nil where it has no version or no beginning. What cannot be read is left out.
  /// - Parameter viewer: the zone of whoever looks, for a beginning that is a day.
  package init?(_ state: RecordState, zone viewer: Zone) {
    let record = LoopRecord(state)
    guard let version = SharedRecord(state).version,
      let from = record.date(CalendarField.from)?.start(in: viewer)
    else { return nil }
    self.init(version: version, from: from.milliseconds, note: record.text(CalendarField.note))
    let offset = record.text(CalendarField.offset).flatMap { try? Zone(typed: $0) }
    let own = record.entries(CalendarField.own)
    isWhole = own.isEmpty
    guard !isWhole else {
      zone = offset
      hours = Dictionary(uniqueKeysWithValues: BranchCalendar.always.enumerated().map { ($0, $1) })
      for (element, text) in record.entries(CalendarField.week) { setHours(element, text) }
      for (element, text) in record.entries(CalendarField.days) { setDay(element, text) }
      return
    }
    for (element, text) in own {
      switch element {
      // Of a place that this computer has no rules of, the offset that was in force when it was published.
      case Self.zoneElement: zone = (try? Zone(typed: text)) ?? offset
      case Self.daysElement: isWithoutCompanyDays = text == "own"
      default:
        setHours(element, text)
        setDay(element, text)
      }
    }
  }

  private mutating func setHours(_ element: String, _ text: String) {
    guard let day = Int(element), (1...7).contains(day), let spans = BranchCalendar.Hours.spans(text) else {
      return
    }
    hours[day - 1] = spans
  }

  private mutating func setDay(_ element: String, _ text: String) {
    guard case .day(let date)? = DateText(stored: element), let special = Special(rawValue: text) else {
      return
    }
    days[date] = special
  }

  private static let zoneElement = "zone"
  private static let daysElement = "days"
  /// So that a version that says nothing itself is told from one of a program that knew no inheritance.
  private static let formElement = "form"

  /// What its record holds.
  /// - Parameters:
  ///   - branch: that it is for; nil: the company, that is every branch where its own does not say otherwise.
  ///   - base: the calendar below it, as it holds from then on.
  package func edits(branch: String?, over base: BranchCalendar) -> [FieldEdit] {
    let whole = calendar(over: base)
    func edit(_ field: FieldDefinition, _ element: String, _ text: String) -> FieldEdit {
      FieldEdit(FieldID(field.number, element), .text(text))
    }
    func edit(_ field: FieldDefinition, _ text: String?) -> FieldEdit {
      FieldEdit(FieldID(field.number), text.map { .text($0) } ?? .none)
    }
    var edits = [
      edit(CalendarField.from, LocalTime(milliseconds: from, offsetMinutes: 0).rfc3339),
      edit(CalendarField.branch, branch), edit(CalendarField.note, note),
      edit(CalendarField.offset, whole.zone.map { Zone.offsetText($0.offsetMinutes(at: from)) }),
    ]
    for (day, spans) in whole.week.enumerated() {
      edits.append(edit(CalendarField.week, "\(day + 1)", spans.nearest))
    }
    for (dates, what) in [(whole.holidays, Special.holiday), (whole.workdays, .workday)] {
      edits += dates.sorted().map { edit(CalendarField.days, $0.description, what.rawValue) }
    }
    edits.append(edit(CalendarField.own, Self.formElement, "2"))
    edits += hours.sorted { $0.key < $1.key }.map { edit(CalendarField.own, "\($0.key + 1)", $0.value.text) }
    edits += days.sorted { $0.key < $1.key }.map {
      edit(CalendarField.own, $0.key.description, $0.value.rawValue)
    }
    if let zone { edits.append(edit(CalendarField.own, Self.zoneElement, zone.name)) }
    if isWithoutCompanyDays { edits.append(edit(CalendarField.own, Self.daysElement, "own")) }
    return edits
  }
}

extension [BranchCalendar.Hours] {
  /// From the first opening to the last closing, or midnight: one span, as programs without split hours read it.
  fileprivate var nearest: String {
    guard let first, let last else { return "closed" }
    return BranchCalendar.Hours(opens: first.opens, closes: Swift.min(last.closes, 1440)).text
  }
}
