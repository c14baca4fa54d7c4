import Complaints
import Console
import Interchange
import Messages
import Replica
import SyncClient
import Terminal

/// How one sync went.
struct SyncOutcome: Sendable {
  let report: SyncReport
  let failure: SyncFailure?
  let milliseconds: Int64

  /// Syncs, unless another process does so at the moment.
  /// - Parameter earlier: an attempt that this one goes on with.
  /// - Returns: nil where another process does.
  /// - Throws: `StoreError` where the lock cannot be had at all.
  static func of(
    _ store: ReplicaStore, over transport: some SyncTransport, lockPath: String,
    after earlier: SyncOutcome? = nil,
    progress: (SyncReport) -> Void = { _ in }
  ) async throws -> SyncOutcome? {
    guard let lock = try SyncLock(path: lockPath) else { return nil }
    let started = monotonicNanoseconds()
    var (report, failure) = await synchronise(store, over: transport, progress: progress)
    withExtendedLifetime(lock) {}
    if let earlier { report.add(earlier.report) }
    let milliseconds = Int64((monotonicNanoseconds() - started) / 1_000_000)
    return SyncOutcome(
      report: report, failure: failure, milliseconds: milliseconds + (earlier?.milliseconds ?? 0))
  }
}

extension SyncReport {
  func print(_ milliseconds: Int64, _ context: Context) throws {
    if !digestMismatches.isEmpty {
      let scopes = digestMismatches.joined(separator: ", ")
      let records = differing.sorted().prefix(5).map(\.description).joined(separator: ", ")
      context.err(
        Label(
          .syncOutcomeWarningThisReplicaAndHead, ["scopes": .text(scopes), "records": .text(records)]))
    }
    if !unrepaired.isEmpty {
      context.err(
        Label(
          .syncOutcomeNotAtHeadOffice,
          ["count": .number(unrepaired.count), "cases": .text(unrepaired.caseNames)]))
    }
    if !unrepairedScopes.isEmpty {
      context.err(
        Label(.syncOutcomeStillDiffers, ["scopes": .text(unrepairedScopes.joined(separator: ", "))]))
    }
    if isNewIncarnation {
      context.err(
        Label(
          .syncOutcomeThisStoreWasACopy))
    }
    if hasRecovered {
      context.err(
        Label(
          .syncOutcomeHeadOfficeWasRestoredFrom))
    }
    if quarantined > 0 {
      context.err(
        Label(
          .syncOutcomeChangesCouldNotBeTaken, ["quarantined": .number(quarantined)]))
    }
    if context.json { return try context.emit(json(milliseconds)) }
    if pushed + pulled == 0, disagreement != nil { return }
    try context.out(
      pushed + pulled == 0
        ? context.text(.syncOutcomeEverythingIsInSync)
        : context.text(.syncOutcomeSentReceived, ["pushed": .number(pushed), "pulled": .number(pulled)]))
    if conflicts > 0 {
      try context.out(
        context.text(
          .syncOutcomeNewConflictsCasebookConflictList, ["conflicts": .number(conflicts)]))
    }
  }

  private func json(_ milliseconds: Int64) -> JSON {
    [
      "pushed": .integer(Int64(pushed)), "pulled": .integer(Int64(pulled)),
      "conflicts": .integer(Int64(conflicts)), "quarantined": .integer(Int64(quarantined)),
      "requests": .integer(Int64(traffic.requests)),
      "bytes_up": .integer(Int64(traffic.bytesUp)),
      "bytes_down": .integer(Int64(traffic.bytesDown)), "duration_ms": .integer(milliseconds),
      "unrepaired": .strings(unrepaired.map(\.caseName)), "differing": .strings(unrepairedScopes),
    ]
  }

  /// What ends a sync after which both sides do not agree, though nothing failed.
  var disagreement: CommandFailure? {
    guard !unrepaired.isEmpty || !unrepairedScopes.isEmpty else { return nil }
    return CommandFailure(
      "not_agreed", .failed, Label(.syncNotAllIsInSync), hint: Label(.syncSeeCasebookStatus), retry: true)
  }
}

extension UnrepairedRecord {
  /// How its case is called: by its number, where the case is here.
  var caseName: String { number ?? aggregate.description }
}

extension [UnrepairedRecord] {
  /// The cases concerned, each once, a handful at most.
  var caseNames: String {
    let names = Set(map(\.caseName)).sorted()
    return names.prefix(5).joined(separator: ", ") + (names.count > 5 ? " …" : "")
  }
}
