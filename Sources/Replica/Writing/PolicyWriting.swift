import CaseIndex
package import Complaints
import RecordStore
import Versioning

/// A version that had been laid down to begin later than one that is laid down now.
package struct LaterVersion: Sendable, Equatable {
  package let version: Int
  package let from: Int64
  /// The version that has the change as well and begins in its place; nil where it says otherwise about all of it.
  package let successor: Int?
}

extension WriteSession {
  /// Lays down another version of the policy. Later versions get the change too, except where they say something else: another
  /// version takes their place.
  /// - Parameter change: makes it of the one that would otherwise hold from then on.
  /// - Returns: the new version, the one before, and those that begin later. Where nothing changes nothing is laid down: the
  ///   new one is the one before.
  /// - Throws: `WriteRefusal` for a device that is not head office's; what `change` throws.
  package mutating func publishPolicy(
    from: Int64, _ change: (inout Policy) throws -> Void
  ) throws -> (new: Policy, old: Policy, later: [LaterVersion]) {
    try requirePublishing()
    let all = try reader.policies()
    let old = all.inForce(at: from)
    var new = old
    new.version = (all.map(\.version).max() ?? 0) + 1
    new.from = from
    new.note = nil
    try change(&new)
    guard !new.saysTheSame(as: old) else { return (old, old, []) }
    _ = try publish(.policy, "v\(new.version)", new.edits.filter { $0.value != .none })
    var (number, previous): (Int, Policy) = (new.version, old)
    let later = try all.beginning(after: from, \.from, \.version).map { planned in
      var carried = planned.carrying(from: old, to: new, over: previous)
      previous = planned
      guard carried != planned else {
        return LaterVersion(version: planned.version, from: planned.from, successor: nil)
      }
      number += 1
      carried.version = number
      _ = try publish(.policy, "v\(number)", carried.edits.filter { $0.value != .none })
      return LaterVersion(version: planned.version, from: planned.from, successor: number)
    }
    return (new, old, later)
  }

  /// Lays down another version of a calendar. Later versions get the change too, except where they say something else: another
  /// version takes their place.
  /// - Parameters:
  ///   - branch: nil: the company's, for every branch where its own does not say otherwise.
  ///   - change: makes it of what was said for the branch so far.
  /// - Returns: what holds from then on, whether that is new, and the versions that begin later. Where nothing changes nothing
  ///   is laid down.
  /// - Throws: `CalendarInputError.neverOpen` where no day is open; `WriteRefusal`; what `change` throws.
  package mutating func publishCalendar(
    of branch: String?, from: Int64, _ change: (inout CalendarVersion) throws -> Void
  ) throws -> (calendar: BranchCalendar, isNew: Bool, later: [LaterVersion]) {
    try requirePublishing()
    let company = try branch == nil ? [] : reader.calendarVersions(of: nil)
    func base(_ time: Int64) -> BranchCalendar { company.calendars(with: []).inForce(at: time) }
    let all = try reader.calendarVersions(of: branch)
    let before =
      all.filter { $0.from <= from }.max { ($0.from, $0.version) < ($1.from, $1.version) }
      .map { $0.saying(over: base($0.from)) } ?? CalendarVersion()
    var own = before
    own.version = (all.map(\.version).max() ?? 0) + 1
    own.from = from
    own.note = nil
    try change(&own)
    // Below the company's there is nothing that a day could be brought back from.
    if branch == nil { own.days = own.days.filter { $0.value != .ordinary } }
    let calendar = own.calendar(over: base(from))
    guard calendar.isEverOpen else { throw CalendarInputError.neverOpen(branch: nil) }
    let standing = before.calendar(over: base(from))
    // What a branch says as the company does is new all the same: it stays so when the company says otherwise.
    guard branch == nil ? !calendar.holdsTheSame(as: standing) : !own.saysTheSame(as: before) else {
      return (standing, false, [])
    }
    if branch == nil {
      // What the company changes holds at branches with hours of their own where those say nothing else.
      let changed = all + [own]
      for (code, versions) in try reader.branchCalendarVersions() {
        let closed = (changed.map(\.from) + versions.map(\.from)).filter { $0 >= from }.contains { time in
          let base = changed.calendars(with: []).inForce(at: time)
          let said = versions.filter { $0.from <= time }.max { ($0.from, $0.version) < ($1.from, $1.version) }
          return said.map { !$0.saying(over: base).calendar(over: base).isEverOpen } ?? false
        }
        guard !closed else { throw CalendarInputError.neverOpen(branch: code) }
      }
    }
    func publish(_ version: CalendarVersion, in session: inout WriteSession) throws {
      _ = try session.publish(
        .calendar, "\(SharedRecord.key(of: branch))-v\(version.version)",
        version.edits(branch: branch, over: base(version.from)).filter { $0.value != .none })
    }
    try publish(own, in: &self)
    var (number, previous) = (own.version, before)
    var later: [LaterVersion] = []
    for planned in all.beginning(after: from, \.from, \.version) {
      let said = planned.saying(over: base(planned.from))
      var carried = said.carrying(from: before, to: own, over: previous)
      previous = said
      let isCarried = carried != said && carried.calendar(over: base(planned.from)).isEverOpen
      if isCarried {
        number += 1
        carried.version = number
        try publish(carried, in: &self)
      }
      later.append(
        LaterVersion(version: planned.version, from: planned.from, successor: isCarried ? number : nil))
    }
    return (calendar, true, later)
  }

  /// Sets the steps or the phone numbers of an emergency plan.
  /// - Returns: whether anything changed.
  package mutating func publishEmergencyPlan(
    of branch: String?, kind: String? = nil, _ edits: [FieldEdit]
  ) throws -> Bool {
    let key = EmergencyPlan.key(branch: branch, kind: kind)
    let state = try db.published(.emergencyPlan, key)?.decoded()
    var edits = edits.filter { state?.value($0.field) != $0.value }
    if state == nil, !edits.isEmpty {
      for (field, text) in [(EmergencyPlanField.branch, branch), (EmergencyPlanField.kind, kind)] {
        if let text { edits.append(FieldEdit(FieldID(field.number), .text(text))) }
      }
    }
    return try publish(.emergencyPlan, key, edits)
  }
}

extension Array {
  /// Of versions those that begin after a moment, in their order; of several that begin together the highest.
  fileprivate func beginning(
    after moment: Int64, _ from: KeyPath<Element, Int64>, _ version: KeyPath<Element, Int>
  ) -> [Element] {
    let later = filter { $0[keyPath: from] > moment }
    return Dictionary(grouping: later) { $0[keyPath: from] }.values
      .compactMap { $0.max { $0[keyPath: version] < $1[keyPath: version] } }
      .sorted { $0[keyPath: from] < $1[keyPath: from] }
  }
}

extension Policy {
  /// But for its number, its beginning and why it was laid down.
  fileprivate func saysTheSame(as other: Policy) -> Bool {
    limits == other.limits && terms == other.terms
      && lanes.filter { !$0.value.isEmpty } == other.lanes.filter { !$0.value.isEmpty }
  }
}

extension CalendarVersion {
  /// But for its number, its beginning and why it was laid down.
  fileprivate func saysTheSame(as other: CalendarVersion) -> Bool {
    var same = self
    (same.version, same.from, same.note) = (other.version, other.from, other.note)
    return same == other
  }
}

extension BranchCalendar {
  /// But for its number, its beginning and why it was laid down.
  fileprivate func holdsTheSame(as other: BranchCalendar) -> Bool {
    var same = self
    (same.version, same.from, same.note) = (other.version, other.from, other.note)
    return same == other
  }
}
