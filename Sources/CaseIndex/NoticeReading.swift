package import Complaints
import GRDB
import RecordStore
import Versioning
package import Zones

/// Notices of head office, and what branches said of them.
extension CaseReading {
  /// By key; those that are withdrawn or over, too.
  package func notices() throws -> [Notice] {
    var found: [String: Notice] = [:]
    for state in try sharedRecords(.notice) {
      guard let notice = Notice(state) else { continue }
      found[notice.key] = notice
    }
    return found.values.sorted { $0.key < $1.key }
  }

  /// Those that are neither withdrawn nor over.
  package func noticesInForce() throws -> [Notice] {
    let (now, zone) = (try now.milliseconds, zone)
    return try notices().filter { $0.isInForce(at: now, zone: zone) }
  }

  /// What was said of notices, of every branch that is here.
  package func acknowledgements() throws -> [Acknowledgement] {
    try branchStates(.acknowledgement).compactMap { Acknowledgement($0.state, scope: $0.scope) }
  }

  /// Of what is in force, what a branch has not said that it was read, with the time by which it is to: the first due first.
  package func owedNotices(of branch: String) throws -> [(notice: Notice, deadline: Deadline)] {
    let notices = try noticesInForce().filter { $0.isFor(branch) && $0.acknowledgeBy != nil }
    guard !notices.isEmpty else { return [] }
    let said = try acknowledgements()
    return try notices.compactMap { notice in
      guard NoticeStanding(notice, at: branch, of: said).isMissing,
        let deadline = Deadline(notice, zone: try acknowledgingZone(of: notice, at: branch))
      else { return nil }
      return (notice, deadline)
    }.sorted { ($0.deadline.due, $0.notice.key) < ($1.deadline.due, $1.notice.key) }
  }

  /// By whose clocks the day ends by which a branch is to acknowledge a notice. (A time is the same everywhere: no calendar is
  /// read for it.)
  package func acknowledgingZone(of notice: Notice, at branch: String) throws -> Zone {
    guard case .day? = notice.acknowledgeBy else { return zone }
    return try calendars(of: branch).inForce(at: now.milliseconds).zone ?? zone
  }

  /// How each branch stands with a notice, by code: those that it is for, as far as they are known here, and those that said
  /// something of it.
  package func standings(of notice: Notice) throws -> [NoticeStanding] {
    let said = try acknowledgements()
    let branches = try Set(knownBranches()).union(notice.branches)
      .union(said.filter { $0.of == notice.id }.map(\.branch))
    return branches.sorted().map { NoticeStanding(notice, at: $0, of: said) }
      .filter { $0.isAsked || !$0.said.isEmpty || !$0.before.isEmpty }
  }

  /// The branches of which anything is here: at head office all of them but one that was added since the last sync.
  package func knownBranches() throws -> [String] {
    let codes = try db.scopes().compactMap { Scope($0.code)?.branch }.filter { $0 != .headOffice }
    return Set(codes.map(\.rawValue)).sorted()
  }

  /// Of what is in force, what a case of a branch may be of.
  /// - Parameter said: what the case says in one of its fields.
  package func notices(
    concerning branch: String, terms: Terms, _ said: (FieldDefinition) -> String?
  ) throws -> [Notice] {
    try noticesInForce().filter { $0.isFor(branch) && $0.concerns(terms: terms, said) }
  }
}
