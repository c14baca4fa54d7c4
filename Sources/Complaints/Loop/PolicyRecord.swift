package import Versioning
package import Zones

extension Policy {
  /// Reads a policy record. What it does not say is as in the built-in one; what cannot be read is left out.
  /// Nil where it has no version or no beginning.
  /// - Parameter zone: of whoever looks, for a beginning that is a day.
  package init?(_ state: RecordState, zone: Zone) {
    let record = LoopRecord(state)
    guard let version = SharedRecord(state).version,
      let from = record.date(PolicyField.from)?.start(in: zone)
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
      guard let (name, severity) = Self.place(element), let kind = DeadlineKind(rawValue: name),
        DeadlineKind.ofPolicy.contains(kind)
      else { continue }
      if text == Self.off {
        set(nil, kind, severity)
      } else if let term = DeadlineTerm(stored: text) {
        set(term, kind, severity)
      }
    }
    for (problemClass, text) in record.entries(PolicyField.lanes) {
      // A step of a newer version is none here: what it would skip is asked for.
      set(
        Set(text.split(separator: ",").compactMap { FastLaneStep(rawValue: String($0)) }), class: problemClass
      )
    }
  }

  /// A deadline that there is none of.
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
      for kind in DeadlineKind.ofPolicy {
        let element = "\(kind.rawValue)/\(severity.rawValue)"
        edits.append(
          FieldEdit(
            FieldID(PolicyField.terms.number, element), .text(term(kind, severity)?.stored ?? Self.off)))
      }
    }
    for (problemClass, lane) in lanes {
      edits.append(
        FieldEdit(
          FieldID(PolicyField.lanes.number, problemClass),
          .text(lane.map(\.rawValue).sorted().joined(separator: ","))))
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
