package import Complaints
import GRDB
package import RecordStore
import Versioning

/// What rules look at, read from the store.
extension CaseReading {
  /// A case with everything that hangs on it, and what it is among merged ones.
  /// - Parameter merges: what is known already, where many are read.
  package func caseFile(_ row: RecordRow, _ merges: KnownMerges? = nil) throws -> CaseFile? {
    guard let root = try row.decoded() else { return nil }
    var file = CaseFile(root, children: try db.children(of: row.id).compactMap { try $0.decoded() })
    file.place = try (merges ?? KnownMerges(db)).place(of: row.id)
    return file
  }

  /// What head office laid down, every version of it.
  package func policies() throws -> [Policy] {
    try sharedRecords(.policy).compactMap { Policy($0, zone: zone) }
  }

  /// The calendars of a branch, each from its moment on: the company's, with what the branch's own says otherwise.
  /// - Parameter branch: nil: the company's.
  package func calendars(of branch: String?) throws -> [BranchCalendar] {
    let company = try calendarVersions(of: nil)
    return company.calendars(with: try branch.map(calendarVersions) ?? [])
  }

  /// What was laid down for a branch alone, or (nil) for the company, every version of it.
  package func calendarVersions(of branch: String?) throws -> [CalendarVersion] {
    try sharedRecords(.calendar).filter { LoopRecord($0).text(CalendarField.branch) == branch }
      .compactMap { CalendarVersion($0, zone: zone) }
  }

  /// The versions of all branches that have hours or days of their own, by branch.
  package func branchCalendarVersions() throws -> [(branch: String, versions: [CalendarVersion])] {
    var found: [String: [CalendarVersion]] = [:]
    for state in try sharedRecords(.calendar) {
      guard let branch = LoopRecord(state).text(CalendarField.branch),
        let version = CalendarVersion(state, zone: zone)
      else { continue }
      found[branch, default: []].append(version)
    }
    return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// What to do in an emergency: the branch's own plan stands over the one for all, that over the built-in one. Of a kind
  /// for which there is nothing, the plan for everything.
  /// - Parameter kind: a term of `Vocabulary.emergencyKind`; nil: the plan for everything.
  package func emergencyPlan(of branch: String?, kind: String? = nil) throws -> EmergencyPlan {
    let everything = try laidDown(over: .standard, of: branch).plan
    guard let kind else { return everything }
    let (plan, isLaidDown) = try laidDown(over: everything.beginning(kind), of: branch)
    return isLaidDown || EmergencyPlan.isBuiltIn(kind) ? plan : everything
  }

  private func laidDown(
    over plan: EmergencyPlan, of branch: String?
  ) throws -> (plan: EmergencyPlan, isLaidDown: Bool) {
    var (plan, isLaidDown) = (plan, false)
    for key in Set([nil, branch]).sorted(by: { ($0 ?? "") < ($1 ?? "") }) {
      for row in try db.allPublished(.emergencyPlan, EmergencyPlan.key(branch: key, kind: plan.kind)) {
        guard let state = try row.decoded(), let found = EmergencyPlan(state, over: plan) else { continue }
        (plan, isLaidDown) = (found, true)
      }
    }
    return (plan, isLaidDown)
  }

  /// The policy and the calendar that a case is held to: those in force when it was logged.
  package func rules(for file: CaseFile, branch: String) throws -> (policy: Policy, calendar: BranchCalendar)
  {
    let logged = try file.logged(in: zone)?.milliseconds ?? now.milliseconds
    return (try policies().inForce(at: logged), try calendars(of: branch).inForce(at: logged))
  }

  package func deadlines(of row: RecordRow) throws -> [Deadline] {
    guard let file = try caseFile(row) else { return [] }
    return try deadlines(of: file, branch: db.scopeCode(row.scope) ?? "")
  }

  package func deadlines(of detail: CaseDetail) throws -> [Deadline] {
    var file = CaseFile(detail.state, children: detail.timeline.map(\.state))
    file.place = try KnownMerges(db).place(of: detail.row.id)
    return try deadlines(of: file, branch: detail.summary.branch)
  }

  private func deadlines(of file: CaseFile, branch: String) throws -> [Deadline] {
    let (policy, calendar) = try rules(for: file, branch: branch)
    return Complaints.deadlines(of: file, policy: policy, calendar: calendar, zone: zone)
  }
}

/// What is due for one open case.
package struct CaseDeadlines: Sendable {
  package let summary: CaseSummary
  package let deadlines: [Deadline]
  /// Terms of the vocabularies.
  package let urgency, complexity: String?
  /// It is, or one that is the same complaint.
  package let isEmergency, isEscalated: Bool
  /// When the case came here from head office; nil: it was logged here.
  package let receivedAt: Int64?
}

/// How long after it was resolved an archived case may still be owed a call: the last one is due after 30 days.
private let followUpsLast: Int64 = 60 * 86_400_000

extension CaseReading {
  /// The deadlines of all open cases, of archived ones that the customer may still be called about, and of those with
  /// tasks. Each case costs a lookup of its records. What an erasure left nothing of is not among them.
  /// - Parameter branch: of that branch only.
  package func openDeadlines(branch: String? = nil, _ body: (CaseDeadlines) throws -> Void) throws {
    let policies = try policies()
    var calendars: [String: [BranchCalendar]] = [:]
    let zone = zone
    let severities = Severity.allCases.filter { severity in
      ([.standard] + policies).contains {
        $0.term(.followUp7, severity) != nil || $0.term(.followUp30, severity) != nil
      }
    }
    let followedUp = "[" + severities.map { "\"\($0.rawValue)\"" }.joined(separator: ",") + "]"
    let open = try db.rows(
      """
      SELECT rid, received_at FROM cases INDEXED BY cases_open
      WHERE visible = 1 AND status NOT IN (\(StatusSet.closed.literals))
        AND (?1 IS NULL OR branch = ?1)
      UNION
      SELECT c.rid, c.received_at FROM facts f INDEXED BY facts_open_tasks JOIN cases c ON c.rid = f.rid
      WHERE f.open_tasks > 0 AND f.visible = 1 AND (?1 IS NULL OR f.branch = ?1)
      UNION
      SELECT c.rid, c.received_at FROM facts f JOIN cases c ON c.rid = f.rid
      WHERE f.visible = 1 AND f.status = ?4 AND f.last_resolved > ?2 AND f.followed_up_30 IS NULL
        AND (?1 IS NULL OR f.branch = ?1) AND f.severity IN (SELECT value FROM json_each(?3))
      """, [branch, now.milliseconds - followUpsLast, followedUp, CaseStatus.archived.rawValue])
    let merges = KnownMerges(db)
    try merges.load()
    for entry in open {
      let rid: Int64 = entry[0]
      guard let row = try db.record(rid: rid), let summary = try summary(rid: rid, merges),
        let file = try caseFile(row, merges)
      else { continue }
      let group = try merges.urgency(of: row.id)
      let calendar = try calendars[summary.branch] ?? self.calendars(of: summary.branch)
      calendars[summary.branch] = calendar
      let logged = file.logged(in: zone)?.milliseconds ?? 0
      try body(
        CaseDeadlines(
          summary: summary,
          deadlines: Complaints.deadlines(
            of: file, policy: policies.inForce(at: logged), calendar: calendar.inForce(at: logged),
            zone: zone
          ).filter { !($0.owed?.isEmptied ?? false) },
          urgency: file.root.text(CaseField.urgency), complexity: file.root.text(CaseField.complexity),
          isEmergency: file.root.flag(CaseField.emergency) || group.isEmergency,
          isEscalated: !file.openEscalations.isEmpty || group.isEscalated,
          receivedAt: entry[1]))
    }
  }
}
