import Complaints
import Console
import Interchange
import Language
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
      context.err(Label(SyncOutcomeMessage.repaired(scopes: scopes, records: records)))
    }
    if !unrepaired.isEmpty {
      context.err(Label(SyncOutcomeMessage.notAtHeadOffice(unrepaired.count, of: unrepaired.names)))
    }
    if !unrepairedScopes.isEmpty {
      context.err(Label(SyncOutcomeMessage.stillDiffers(scopes: unrepairedScopes.joined(separator: ", "))))
    }
    if isNewIncarnation {
      context.err(Label(SyncOutcomeMessage.newIdentity))
    }
    if hasRecovered, unrepaired.isEmpty {
      context.err(Label(SyncOutcomeMessage.headOfficeRestored))
    }
    if quarantined > 0 {
      context.err(Label(SyncOutcomeMessage.quarantined(quarantined)))
    }
    if context.json { return try context.emit(json(milliseconds)) }
    if pushed + pulled == 0, disagreement != nil { return }
    try context.out(
      pushed + pulled == 0
        ? context.text(SyncOutcomeMessage.inSync)
        : context.text(SyncOutcomeMessage.exchanged(sent: pushed, received: pulled)))
    if conflicts > 0 {
      try context.out(
        context.hint(SyncOutcomeMessage.newConflicts(conflicts)))
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
      "not_agreed", .failed, Label(SyncOutcomeMessage.notAgreed),
      hint: Label(SyncOutcomeMessage.notAgreedHint), retry: true)
  }
}

extension UnrepairedRecord {
  /// How its case is called: by its number, where the case is here.
  var caseName: String { number ?? aggregate.description }

  /// The same for people: what head office publishes, and what is no case, with the word for its kind.
  fileprivate var name: Label {
    guard let kind = kind?.label, self.kind != .case else { return Label(verbatim: caseName) }
    return Label(en: "\(kind.en.lowercased()) \(caseName)", zhHans: "\(kind.zhHans)\(caseName)")
  }
}

extension [UnrepairedRecord] {
  /// What they belong to, each once, a handful at most.
  var names: Label {
    let names = Set(map(\.name)).sorted { $0.en < $1.en }
    return .list(names.prefix(5) + (names.count > 5 ? [Label(verbatim: "…")] : []))
  }
}

enum SyncOutcomeMessage: Message {
  case quarantined(Int)
  case inSync
  case headOfficeRestored
  case newConflicts(Int)
  case notAtHeadOffice(Int, of: Label)
  case exchanged(sent: Int, received: Int)
  case stillDiffers(scopes: String)
  case newIdentity
  case repaired(scopes: String, records: String)
  case notAgreed
  case notAgreedHint

  var label: Label {
    switch self {
    case .quarantined(let quarantined):
      Label(
        en:
          "\(quarantined.of("change could not be taken by head office; it is kept", "changes could not be taken by head office; they are kept")): casebook quarantine list",
        zhHans: "有 \(quarantined.grouped) 项修改被总部退回，已保留：casebook quarantine list")
    case .inSync:
      Label(en: "Everything is in sync.", zhHans: "已是最新。")
    case .headOfficeRestored:
      Label(
        en: "Head office was restored from an older backup. What it had lost was offered to it again.",
        zhHans: "总部曾由旧备份恢复，其缺失的内容已再次提供给总部。")
    case .newConflicts(let conflicts):
      Label(
        en: "\(conflicts.of("new conflict", "new conflicts")): casebook conflict list",
        zhHans: "新增 \(conflicts.grouped) 个冲突：casebook conflict list")
    case .notAtHeadOffice(let count, let names):
      Label(
        en:
          "\(count.of("record is here but not at head office, which was restored from a backup and did not take it", "records are here but not at head office, which was restored from a backup and did not take them")). Kept here, and offered at each sync. Concerned: \(names.en)",
        zhHans: "有 \(count.grouped) 条记录只在本机：总部恢复备份后未能收下。本机已保留，每次同步都会再上传。涉及：\(names.zhHans)")
    case .exchanged(let pushed, let pulled):
      Label(
        en: "Sent \(pushed.grouped), received \(pulled.grouped).",
        zhHans: "已上传 \(pushed.grouped) 项，下载 \(pulled.grouped) 项。")
    case .stillDiffers(let scopes):
      Label(
        en:
          "This device and head office still do not agree about \(scopes). Nothing was deleted; the next sync compares again. Please tell head office.",
        zhHans: "本机与总部关于 \(scopes) 的数据仍不一致。没有删除任何内容，下次同步会再次比对。请告知总部。")
    case .newIdentity:
      Label(
        en:
          "This store was a copy of another one, or restored from a backup. It now has a device id and a device tag of its own; nothing was lost.",
        zhHans: "本机数据是从另一处复制来的，或由备份恢复。现已改用新的设备编号和设备代码，没有丢失任何内容。")
    case .repaired(let scopes, let records):
      Label(
        en:
          "Warning: this device and head office did not agree about \(scopes). The records were compared and put right; nothing is lost. Please send these record ids to head office: \(records)",
        zhHans: "注意：本机与总部关于 \(scopes) 的数据不一致，已逐条比对并修复，数据没有丢失。请把下列记录编号发给总部：\(records)")
    case .notAgreed:
      Label(en: "This device and head office do not fully agree yet.", zhHans: "与总部的数据尚未完全一致。")
    case .notAgreedHint:
      Label(
        en: "casebook status shows it until both agree. Tell head office's administrator.",
        zhHans: "casebook status 会一直显示，直到双方一致。请告知总部管理员。")
    }
  }
}
