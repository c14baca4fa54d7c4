import CaseIndex
package import Complaints
import RecordStore
import Versioning

extension WriteSession {
  /// Lays down another version of the policy.
  /// - Parameter change: makes it of the one that would otherwise hold from then on.
  /// - Returns: the new version, and the one before.
  /// - Throws: `WriteRefusal` for a device that is not head office's; what `change` throws.
  package mutating func publishPolicy(
    from: Int64, _ change: (inout Policy) throws -> Void
  ) throws -> (new: Policy, old: Policy) {
    let all = try reader.policies()
    let old = all.inForce(at: from)
    var new = old
    new.version = (all.map(\.version).max() ?? 0) + 1
    new.from = from
    new.note = nil
    try change(&new)
    _ = try publish(.policy, "v\(new.version)", new.edits.filter { $0.value != .none })
    return (new, old)
  }

  /// Lays down another version of a calendar.
  /// - Parameter branch: nil: for every branch that has none of its own.
  package mutating func publishCalendar(
    of branch: String?, from: Int64, _ change: (inout BranchCalendar) throws -> Void
  ) throws -> BranchCalendar {
    let all = try reader.calendars(of: branch)
    var calendar = all.inForce(at: from)
    // A branch's first own calendar begins with what holds for all; its versions begin with 1.
    let own = try reader.ownCalendarVersions(of: branch)
    calendar.version = (own.max() ?? 0) + 1
    calendar.from = from
    calendar.note = nil
    try change(&calendar)
    let key = "\(SharedRecord.key(of: branch))-v\(calendar.version)"
    _ = try publish(.calendar, key, calendar.edits(branch: branch).filter { $0.value != .none })
    return calendar
  }

  /// Sets the steps or the phone numbers of an emergency plan.
  /// - Returns: whether anything changed.
  package mutating func publishEmergencyPlan(of branch: String?, _ edits: [FieldEdit]) throws -> Bool {
    let key = EmergencyPlan.key(branch: branch)
    let state = try db.published(.emergencyPlan, key)?.decoded()
    var edits = edits.filter { state?.value($0.field) != $0.value }
    if let branch, state == nil {
      edits.append(FieldEdit(FieldID(EmergencyPlanField.branch.number), .text(branch)))
    }
    return try publish(.emergencyPlan, key, edits)
  }
}

extension ReplicaReader {
  fileprivate func ownCalendarVersions(of branch: String?) throws -> [Int] {
    try sharedRecords(.calendar).filter { LoopRecord($0).text(CalendarField.branch) == branch }
      .compactMap { SharedRecord($0).version }
  }
}
