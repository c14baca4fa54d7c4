import Complaints
import Interchange
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
  /// What an earlier part of the same sync did.
  fileprivate mutating func add(_ earlier: SyncReport) {
    pushed += earlier.pushed
    pulled += earlier.pulled
    conflicts += earlier.conflicts
    traffic += earlier.traffic
  }

  func print(_ milliseconds: Int64, _ context: Context) throws {
    for scope in digestMismatches {
      context.err(
        Label(
          "Warning: this replica and head office do not agree about \(scope). Nothing is lost; please report this.",
          "注意：本机与总部关于 \(scope) 的数据校验不一致。数据没有丢失，请反馈此问题。"))
    }
    if context.json { return try context.emit(json(milliseconds)) }
    try context.out(
      pushed + pulled == 0
        ? context.text("Everything is in sync.", "已是最新。")
        : context.text("Sent \(pushed), received \(pulled).", "已上报 \(pushed) 项，取回 \(pulled) 项。"))
    if conflicts > 0 {
      try context.out(
        context.text(
          "\(conflicts) new \(conflicts == 1 ? "conflict" : "conflicts"): casebook conflict list",
          "新增 \(conflicts) 处冲突：casebook conflict list"))
    }
  }

  private func json(_ milliseconds: Int64) -> JSON {
    [
      "pushed": .integer(Int64(pushed)), "pulled": .integer(Int64(pulled)),
      "conflicts": .integer(Int64(conflicts)), "quarantined": 0,
      "requests": .integer(Int64(traffic.requests)),
      "bytes_up": .integer(Int64(traffic.bytesUp)),
      "bytes_down": .integer(Int64(traffic.bytesDown)), "duration_ms": .integer(milliseconds),
    ]
  }
}
