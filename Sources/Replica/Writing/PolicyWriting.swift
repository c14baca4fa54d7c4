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
  /// - Parameters:
  ///   - branch: nil: the company's, for every branch where its own does not say otherwise.
  ///   - change: makes it of what was said for the branch so far.
  /// - Returns: what holds from then on.
  /// - Throws: `CalendarInputError.neverOpen` where no day is open; `WriteRefusal`; what `change` throws.
  package mutating func publishCalendar(
    of branch: String?, from: Int64, _ change: (inout CalendarVersion) throws -> Void
  ) throws -> BranchCalendar {
    try requirePublishing()
    let company = try branch == nil ? [] : reader.calendarVersions(of: nil)
    func base(_ time: Int64) -> BranchCalendar { company.calendars(with: []).inForce(at: time) }
    let all = try reader.calendarVersions(of: branch)
    var own =
      all.filter { $0.from <= from }.max { ($0.from, $0.version) < ($1.from, $1.version) }
      .map { $0.saying(over: base($0.from)) } ?? CalendarVersion()
    own.version = (all.map(\.version).max() ?? 0) + 1
    own.from = from
    own.note = nil
    try change(&own)
    // Below the company's there is nothing that a day could be brought back from.
    if branch == nil { own.days = own.days.filter { $0.value != .ordinary } }
    let calendar = own.calendar(over: base(from))
    guard calendar.week.contains(where: { !$0.isEmpty }) else { throw CalendarInputError.neverOpen }
    let key = "\(SharedRecord.key(of: branch))-v\(own.version)"
    _ = try publish(
      .calendar, key, own.edits(branch: branch, over: base(from)).filter { $0.value != .none })
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
