package import Complaints
import GRDB
package import RecordStore

extension CaseReading {
  /// What the customers of other cases of a problem class accepted and were satisfied with (4 or 5), the newest first.
  /// - Parameter except: the case itself.
  package func remedyExperience(
    class problemClass: String, except: RecordRow, limit: Int = 60
  ) throws -> [RemedyExperience] {
    let rows = try db.map(
      """
      SELECT rid FROM facts WHERE visible = 1 AND problem_class = ? AND satisfaction >= 4 AND rid <> ?
      ORDER BY rid DESC LIMIT ?
      """, values: [.text(problemClass), .integer(except.rid), .integer(Int64(limit))]
    ) { $0.integer(0) }
    return try rows.compactMap { rid in
      guard let row = try db.record(rid: rid), let file = try caseFile(row), !file.isDuplicate else {
        return nil
      }
      return RemedyExperience(file)
    }
  }

  /// What to suggest for a case to somebody of a role; nil where its class is not known, or nobody was satisfied yet.
  package func remedyAdvice(
    for file: CaseFile, _ row: RecordRow, policy: Policy, role: Role
  ) throws -> RemedyAdvice? {
    guard let problemClass = file.root.text(CaseField.problemClass) else { return nil }
    let isFree = file.lane(policy).contains(.approval)
    return RemedyAdvice(
      type: file.root.text(CaseField.type), severity: file.severity,
      from: try remedyExperience(class: problemClass, except: row)
    ) { cost in isFree || policy.allows(role, severity: file.severity, cost: cost) }
  }
}
