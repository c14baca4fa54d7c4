import ArgumentParser
import Complaints
import Console
import Interchange
import Messages
import Replica
import Terminal
import Versioning

struct Status: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: text(.statusAbstract))

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let (status, notices) = try context.read { reader in
      let status = try reader.status()
      return (status, try status.notices.map { try NewsLine(reader, $0) })
    }
    if context.json { return try context.emit(json(status, notices, context)) }
    let identity = status.identity
    var rows: [(label: Label, value: String)] = []
    let branch = identity.branch.rawValue + (identity.branchName.map { " (\($0))" } ?? "")
    rows.append((Label(.fieldBranch), branch))
    let device = identity.name.isEmpty ? identity.tag : "\(identity.name) (\(identity.tag))"
    rows.append((Label(.statusDevice), device))
    rows.append((Label(.commonAuthor), identity.author))
    rows.append((Label(.fieldRole), context.text(identity.role.label)))
    rows.append(
      (
        Label(.commonHeadOffice),
        identity.headOffice?.url
          ?? context.text(.statusNoneCasebookEnrolUrlCode)
      ))
    rows.append((Label(.statusLastSync), status.lastSync.map(context.ago) ?? context.text(.statusNever)))
    rows.append((Label(.statusWaiting), waiting(status, context)))
    if let offset = status.clockOffset, abs(offset) >= 60_000 {
      rows.append((Label(.commonClock), clock(offset, context)))
    }
    rows.append((Label(.commonCases), "\(status.cases)"))
    if status.conflicts > 0 {
      rows.append(
        (
          Label(.statusConflicts),
          context.text(
            .statusCasebookConflictList, ["conflicts": .number(status.conflicts)])
        ))
    }
    if status.quarantined > 0 {
      rows.append(
        (
          Label(.statusNotTaken),
          context.text(
            .statusCasebookQuarantineList, ["quarantined": .number(status.quarantined)])
        ))
    }
    if !status.unrepaired.isEmpty {
      rows.append(
        (
          Label(.statusNotAtHeadOffice),
          context.text(
            .statusRecordsOfCases,
            ["count": .number(status.unrepaired.count), "cases": .text(status.unrepaired.caseNames)])
        ))
    }
    if !status.differing.isEmpty {
      rows.append((Label(.statusDiffers), status.differing.joined(separator: ", ")))
    }
    if let copy = status.erasureTrouble {
      rows.append(
        (Label(.statusErasureWaits), context.text(.statusErasureCopyLeft, ["file": .text(copy)])))
    }
    let width = rows.map { context.text($0.label).displayWidth }.max() ?? 0
    for row in rows {
      let label = context.text(row.label).padded(toWidth: width)
      try context.out(context.style.apply(.dim, to: label) + "  " + row.value.sanitised(.joined))
    }
    for notice in notices.prefix(Self.noticesShown) {
      for line in notice.lines(context) { try context.out(context.style.apply(.yellow, to: line)) }
    }
    if notices.count > Self.noticesShown {
      let more = notices.count - Self.noticesShown
      try context.out(context.text(.statusAndMore, ["more": .number(more)]))
    }
    if !notices.isEmpty { context.err(Label(.statusSeeCasebookNews)) }
  }

  /// After a long outage there may be hundreds.
  private static let noticesShown = 5

  private func waiting(_ status: ReplicaStatus, _ context: Context) -> String {
    guard status.pending > 0 else { return context.text(.statusNothing) }
    guard let since = status.pendingSince.map(context.ago) else {
      return context.text(.statusChanges, ["pending": .number(status.pending)])
    }
    return context.text(.statusChangesTheOldest, ["pending": .number(status.pending), "since": .text(since)])
  }

  private func clock(_ offset: Int64, _ context: Context) -> String {
    let minutes = (abs(offset) + 30_000) / 60_000
    return offset > 0
      ? context.text(.statusMinAheadOfHeadOffices, ["minutes": .number(minutes)])
      : context.text(.statusMinBehindHeadOffices, ["minutes": .number(minutes)])
  }

  private func json(_ status: ReplicaStatus, _ notices: [NewsLine], _ context: Context) -> JSON {
    let identity = status.identity
    let scopes = status.scopes.map { scope -> JSON in
      [
        "scope": .string(scope.code), "position": .integer(scope.position),
        "records": .integer(scope.records),
        "digest": .string(hexadecimal(scope.digest.bytes)), "complete": .bool(scope.isComplete),
      ]
    }
    return [
      "replica": .string(identity.replica.description), "branch": .string(identity.branch.rawValue),
      "branch_name": .optional(identity.branchName), "tag": .string(identity.tag),
      "name": .string(identity.name), "author": .string(identity.author),
      "role": .string(identity.role.rawValue), "head_office": .optional(identity.headOffice?.url),
      "pending": .integer(Int64(status.pending)),
      "pending_since": .optional(status.pendingSince.map { context.time($0).rfc3339 }),
      "conflicts": .integer(Int64(status.conflicts)), "quarantined": .integer(Int64(status.quarantined)),
      "unrepaired": .strings(status.unrepaired.map(\.caseName)), "differing": .strings(status.differing),
      "cases": .integer(Int64(status.cases)),
      "erasure_waits_for": .optional(status.erasureTrouble),
      "notices": .array(notices.map { $0.json(context) }),
      "last_sync": .optional(status.lastSync.map { context.time($0).rfc3339 }),
      "clock_offset_ms": .optional(status.clockOffset), "scopes": .array(scopes),
    ]
  }
}
