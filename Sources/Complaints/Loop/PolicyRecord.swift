package import Versioning

extension Policy {
  /// Reads a policy record. What it does not say is as in the built-in one; what cannot be read is left out.
  /// Nil where it has no version or no beginning.
  package init?(_ state: RecordState, offsetMinutes: Int) {
    let record = LoopRecord(state)
    guard let version = record.text(PolicyField.version).flatMap({ Int($0) }),
      let from = record.date(PolicyField.from)?.start(offsetMinutes: offsetMinutes)
    else { return nil }
    self = .standard
    self.version = version
    self.from = from.milliseconds
    for (element, text) in record.entries(PolicyField.limits) {
      guard let (name, severity) = Self.place(element), let role = Role(rawValue: name),
        let limit = Limit(stored: text)
      else { continue }
      set(limit, role, severity)
    }
    for (element, text) in record.entries(PolicyField.terms) {
      guard let (name, severity) = Self.place(element), let clock = Clock(rawValue: name),
        let term = ClockTerm(stored: text)
      else { continue }
      set(term, clock, severity)
    }
  }

  /// `duty_manager/minor`.
  package static func place(_ element: String) -> (String, Severity)? {
    let parts = element.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let severity = Severity(rawValue: String(parts[1])) else { return nil }
    return (String(parts[0]), severity)
  }
}

extension Policy.Limit {
  package init?(stored text: String) {
    switch text {
    case "none": self = .none
    case "unlimited": self = .unlimited
    default:
      guard let money = Money(stored: text) else { return nil }
      self = .upTo(money)
    }
  }

  package var stored: String {
    switch self {
    case .none: "none"
    case .unlimited: "unlimited"
    case .upTo(let money): money.stored
    }
  }
}

extension LoopRecord {
  /// The elements of a set with their texts.
  package func entries(_ field: FieldDefinition) -> [(element: String, text: String)] {
    state.elements(of: field.number).compactMap { entry in
      guard let element = entry.field.element, case .text(let text) = entry.value else { return nil }
      return (element, text)
    }
  }
}

extension BranchCalendar {
  /// Reads a calendar record. Nil where it has no version or no beginning.
  package init?(_ state: RecordState, offsetMinutes: Int) {
    let record = LoopRecord(state)
    guard let version = record.text(CalendarField.version).flatMap({ Int($0) }),
      let from = record.date(CalendarField.from)?.start(offsetMinutes: offsetMinutes)
    else { return nil }
    var week = Self.always
    for (element, text) in record.entries(CalendarField.week) {
      guard let day = Int(element), (1...7).contains(day) else { continue }
      if text == "closed" {
        week[day - 1] = nil
      } else if let hours = Hours(text: text) {
        week[day - 1] = .some(hours)
      }
    }
    var (holidays, workdays): (Set<CivilDate>, Set<CivilDate>) = ([], [])
    for (element, text) in record.entries(CalendarField.days) {
      guard case .day(let date)? = DateText(stored: element) else { continue }
      if text == "holiday" { holidays.insert(date) } else if text == "workday" { workdays.insert(date) }
    }
    self.init(
      version: version, from: from.milliseconds,
      offsetMinutes: record.text(CalendarField.offset).flatMap { Self.offset($0) }, week: week,
      holidays: holidays, workdays: workdays)
  }

  /// `+08:00`, `-05:30`.
  package static func offset(_ text: String) -> Int? {
    let parts = text.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
    guard let sign = text.first, sign == "+" || sign == "-", parts.count == 2,
      parts.allSatisfy({ $0.count == 2 }),
      let hours = Int(parts[0]), let minutes = Int(parts[1]), (0...14).contains(hours),
      (0...59).contains(minutes)
    else { return nil }
    return (sign == "-" ? -1 : 1) * (hours * 60 + minutes)
  }
}

extension BranchCalendar.Hours {
  /// `09:00-21:00`; until `24:00` at most.
  package init?(text: String) {
    let ends = text.split(separator: "-").map { $0.split(separator: ":").compactMap { Int($0) } }
    guard ends.count == 2,
      ends.allSatisfy({ $0.count == 2 && (0...24).contains($0[0]) && (0...59).contains($0[1]) })
    else { return nil }
    let (opens, closes) = (ends[0][0] * 60 + ends[0][1], ends[1][0] * 60 + ends[1][1])
    guard opens < closes, closes <= 1440 else { return nil }
    self.init(opens: opens, closes: closes)
  }
}
