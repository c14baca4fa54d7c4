import Complaints
import Versioning

/// What a change says with its device's authority. Head office knows the device's role and branch; nothing that the
/// author wrote about either counts, unless it is that.
extension Change {
  /// Whether it may be taken from a device.
  /// - Parameter state: what its record will be with it.
  func isWithinAuthority(of device: Device, making state: RecordState) -> Bool {
    switch kind {
    case .case: givesOwnNumbers(device)
    case .option: proposesAsItself(device, state)
    case .approval: write(to: FieldID(ApprovalField.role.number)).map { isWithin(device, $0) } ?? false
    default: true
    }
  }

  /// Whoever sits at a device may be allowed less than it is, never more.
  private func isWithin(_ device: Device, _ write: FieldWrite) -> Bool {
    guard case .text(let name) = write.value, let role = Role(rawValue: name) else { return false }
    return role.isWithin(device.role)
  }

  /// An option stands with the authority of whoever says what it costs. So nobody names a higher role than the
  /// device's, nor changes the remedies of an option that stands as a higher one's.
  private func proposesAsItself(_ device: Device, _ state: RecordState) -> Bool {
    let role = FieldID(OptionField.role.number)
    if let named = write(to: role), !isWithin(device, named) { return false }
    let costs = writes.contains { $0.field.number == OptionField.remedies.number && $0.value != .none }
    guard costs, case .text(let name) = state.value(role), let stands = Role(rawValue: name) else {
      return true
    }
    return stands.isWithin(device.role)
  }

  /// A number belongs to the branch that it begins with, and is never taken back: else a branch could make another's
  /// numbers mean two cases.
  private func givesOwnNumbers(_ device: Device) -> Bool {
    writes.allSatisfy { write in
      write.field.number != CaseField.number.number
        || write.value == .flag(true) && CaseNumber.branch(of: write.field.element) == device.branch
    }
  }
}

extension CaseNumber {
  /// The branch of a number that stands in a case as it is given; nil for anything else.
  static func branch(of element: String?) -> BranchCode? {
    guard let element, element.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), element == element.uppercased()
    else {
      return nil
    }
    return CaseNumber(element)?.branch
  }
}

extension RecordKind {
  /// Whether a record of a known kind names its aggregate wrongly: a case that hangs on another, a note on nothing, a
  /// step of something that is no case. Conflicts are decided of cases, of what head office publishes, and of people.
  /// - Parameter root: the kind of the aggregate's root; nil: the record is that itself.
  func isMisplaced(under root: RecordKind?) -> Bool {
    switch standsAlone {
    case true?: root != nil
    case false?: root.map { $0.standsAlone == true && !$0.mayHave(self) } ?? true
    case nil: false
    }
  }

  private func mayHave(_ child: RecordKind) -> Bool {
    self == .case || (isOfHeadOffice || [.person, .remark].contains(self)) && child == .decision
  }
}
