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
    quarantined += earlier.quarantined
    traffic += earlier.traffic
  }

  func print(_ milliseconds: Int64, _ context: Context) throws {
    if !digestMismatches.isEmpty {
      let scopes = digestMismatches.joined(separator: ", ")
      let records = differing.sorted().prefix(5).map(\.description).joined(separator: ", ")
      context.err(
        Label(
          "Warning: this replica and head office did not agree about \(scopes). It was compared and put right; nothing is lost. Please report this bug. Records: \(records)",
          "注意：本机与总部关于 \(scopes) 的数据校验不一致，已逐条比对并修复，数据没有丢失。请反馈此问题。记录：\(records)"))
    }
    if isNewIncarnation {
      context.err(
        Label(
          "This store was a copy of another one, or restored from a backup. It goes on under an id and a device tag of its own; nothing was lost.",
          "本机数据是另一份数据的副本，或由备份恢复。现已改用新的设备编号和标记，没有丢失任何内容。"))
    }
    if hasRecovered {
      context.err(
        Label(
          "Head office was restored from an older copy. What it had lost was sent to it again.",
          "总部曾由旧备份恢复，其缺失的内容已重新上报。"))
    }
    if quarantined > 0 {
      context.err(
        Label(
          "\(quarantined) changes could not be taken by head office; they are kept: casebook quarantine list",
          "有 \(quarantined) 项修改总部未能接收，已保留：casebook quarantine list"))
    }
    if context.json { return try context.emit(json(milliseconds)) }
    try context.out(
      pushed + pulled == 0
        ? context.text("Everything is in sync.", "已是最新。")
        : context.text("Sent \(pushed), received \(pulled).", "已上报 \(pushed) 项，取回 \(pulled) 项。"))
    if conflicts > 0 {
      try context.out(
        context.text(
          "\(conflicts) new conflicts: casebook conflict list",
          "新增 \(conflicts) 处冲突：casebook conflict list"))
    }
  }

  private func json(_ milliseconds: Int64) -> JSON {
    [
      "pushed": .integer(Int64(pushed)), "pulled": .integer(Int64(pulled)),
      "conflicts": .integer(Int64(conflicts)), "quarantined": .integer(Int64(quarantined)),
      "requests": .integer(Int64(traffic.requests)),
      "bytes_up": .integer(Int64(traffic.bytesUp)),
      "bytes_down": .integer(Int64(traffic.bytesDown)), "duration_ms": .integer(milliseconds),
    ]
  }
}
