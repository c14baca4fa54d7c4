package import Versioning

/// What a change says that takes a role: who is allowed how much, who proposes, who approves. One rule for an edit and for a
/// decision on a conflict: a desk holds to it what it is about to write, by whoever is signed in, and head office what comes,
/// by the device.
extension Change {
  /// - Parameters:
  ///   - before: its record without it; nil: there is none yet.
  ///   - after: its record with it.
  package func isWithin(_ role: Role, over before: RecordState?, making after: RecordState) -> Bool {
    givesRoles(within: role, over: before) && proposesAndApproves(within: role, making: after)
  }

  /// Nobody gives a person a role that may do more than the own one, nor takes such a one away: of what stood there it is
  /// asked as far as the author says to have seen it.
  package func givesRoles(within role: Role, over before: RecordState?) -> Bool {
    let field = FieldID(PersonField.role.number)
    guard kind == .person, let write = write(to: field) else { return true }
    let replaced = (before?[field]?.heads ?? []).filter { write.base.contains($0.dot) }
    return ([write.value] + replaced.map(\.value)).allSatisfy { Person.role(of: $0).isWithin(role) }
  }

  /// What becomes of a manuscript is head office's to say. (Whoever hands it in again takes back why it came back.)
  package var isForHeadOfficeToSay: Bool {
    kind == .manuscript
      && writes.contains { write in
        write.field.number == ManuscriptField.published.number
          || write.field.number == ManuscriptField.returned.number && write.value != .none
      }
  }

  /// An approval names who approves in each of its changes. An option stands with the authority of whoever says what it
  /// costs: so nobody names a higher role than the own one, nor changes the remedies of an option that stands as a higher
  /// one's.
  package func proposesAndApproves(within role: Role, making after: RecordState) -> Bool {
    switch kind {
    case .approval:
      return write(to: FieldID(ApprovalField.role.number)).map { Self.names($0, within: role) } ?? false
    case .option:
      let field = FieldID(OptionField.role.number)
      if let named = write(to: field), !Self.names(named, within: role) { return false }
      let costs = writes.contains { $0.field.number == OptionField.remedies.number && $0.value != .none }
      guard costs, case .text(let name) = after.value(field), let stands = Role(rawValue: name) else {
        return true
      }
      return stands.isWithin(role)
    default: return true
    }
  }

  private static func names(_ write: FieldWrite, within role: Role) -> Bool {
    guard case .text(let name) = write.value, let named = Role(rawValue: name) else { return false }
    return named.isWithin(role)
  }
}
