package import Versioning

extension Policy {
  /// Reads a policy record. What it does not say is as in the built-in one; what cannot be read is left out.
  /// Nil where it has no version or no beginning.
  package init?(_ state: RecordState, offsetMinutes: Int) {
    let record = LoopRecord(state)
    guard let version = SharedRecord(state).version,
      let from = record.date(PolicyField.from)?.start(offsetMinutes: offsetMinutes)
    else { return nil }
    self = .standard
    self.version = version
    self.from = from.milliseconds
    note = record.text(PolicyField.note)
    for (element, text) in record.entries(PolicyField.limits) {
      guard let (name, severity) = Self.place(element), let role = Role(rawValue: name),
        let limit = Limit(stored: text)
      else { continue }
      set(limit, role, severity)
    }
    for (element, text) in record.entries(PolicyField.terms) {
      guard let (name, severity) = Self.place(element), let clock = DeadlineKind(rawValue: name) else {
        continue
      }
      if text == Self.off {
        set(nil, clock, severity)
      } else if let term = DeadlineTerm(stored: text) {
        set(term, clock, severity)
      }
    }
  }

  /// A clock that does not run.
  package static let off = "off"

  /// What its record holds: all of it, so that a later program with other defaults reads the same.
  package var edits: [FieldEdit] {
    var edits = [
      FieldEdit(
        FieldID(PolicyField.from.number),
        .text(LocalTime(milliseconds: from, offsetMinutes: 0).rfc3339)),
      FieldEdit(FieldID(PolicyField.note.number), note.map { .text($0) } ?? .none),
    ]
    for severity in Severity.allCases {
      for role in Role.spending {
        let element = "\(role.rawValue)/\(severity.rawValue)"
        edits.append(
          FieldEdit(FieldID(PolicyField.limits.number, element), .text(limit(role, severity).stored)))
      }
      for clock in DeadlineKind.allCases {
        let element = "\(clock.rawValue)/\(severity.rawValue)"
        edits.append(
          FieldEdit(
            FieldID(PolicyField.terms.number, element), .text(term(clock, severity)?.stored ?? Self.off)))
      }
    }
    return edits
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
    guard let version = SharedRecord(state).version,
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
      holidays: holidays, workdays: workdays, note: record.text(CalendarField.note))
  }

  /// What its record holds.
  /// - Parameter branch: that it is for; nil: every branch without one of its own.
  package func edits(branch: String?) -> [FieldEdit] {
    var edits = [
      FieldEdit(
        FieldID(CalendarField.from.number),
        .text(LocalTime(milliseconds: from, offsetMinutes: 0).rfc3339)),
      FieldEdit(FieldID(CalendarField.branch.number), branch.map { .text($0) } ?? .none),
      FieldEdit(FieldID(CalendarField.note.number), note.map { .text($0) } ?? .none),
      FieldEdit(
        FieldID(CalendarField.offset.number), offsetMinutes.map { .text(Self.offsetText($0)) } ?? .none),
    ]
    for (day, hours) in week.enumerated() {
      edits.append(
        FieldEdit(FieldID(CalendarField.week.number, "\(day + 1)"), .text(hours?.text ?? "closed")))
    }
    for (days, what) in [(holidays, "holiday"), (workdays, "workday")] {
      edits += days.sorted().map {
        FieldEdit(FieldID(CalendarField.days.number, $0.description), .text(what))
      }
    }
    return edits
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

  package static func offsetText(_ minutes: Int) -> String {
    "\(minutes < 0 ? "-" : "+")\(padded(abs(minutes) / 60, 2)):\(padded(abs(minutes) % 60, 2))"
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
