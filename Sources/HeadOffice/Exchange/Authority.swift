import Complaints
import Versioning

/// What a change says with its device's authority. Head office knows the device's role and branch; nothing that the
/// author wrote about either counts, unless it is that.
extension Change {
  /// Whether it may be taken from a device.
  /// - Parameter state: what its record will be with it. (What it was before: `givesRoles`.)
  func isWithinAuthority(of device: Device, making state: RecordState) -> Bool {
    guard proposesAndApproves(within: device.role, making: state) else { return false }
    return switch kind {
    case .case: givesOwnNumbers(device)
    case .manuscript: !isForHeadOfficeToSay || device.publishes
    // That a branch has read something nobody says for it.
    case .acknowledgement: scope == device.branch.rawValue
    default: true
    }
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
  /// step of something that is no case. Conflicts are decided of cases, of what head office publishes, of signals,
  /// of manuscripts and of people.
  /// - Parameter root: the kind of the aggregate's root; nil: the record is that itself.
  func isMisplaced(under root: RecordKind?) -> Bool {
    switch standsAlone {
    case true?: root != nil
    case false?: root.map { $0.standsAlone == true && !$0.mayHave(self) } ?? true
    case nil: false
    }
  }

  private func mayHave(_ child: RecordKind) -> Bool {
    self == .case
      || (isOfHeadOffice || [.signal, .person, .remark, .manuscript].contains(self)) && child == .decision
  }
}
