import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol

/// Pushes that arrive together share one transaction, and so one wait for the disk. Each stays atomic: it
/// has a savepoint of its own.
actor GroupCommit {
  private let store: HeadOfficeStore
  private let now: @Sendable () -> Int64
  private let random: @Sendable () -> UInt64
  private let events: ScopeEvents
  private var waiting: [Job] = []
  private var isRunning = false
  /// Erased data may stand in the write-ahead log still, because somebody read from it.
  private var mustScrub = false

  private struct Job: Sendable {
    let device: Device
    let request: SyncRequest
    let byFile: Bool
    let answer: CheckedContinuation<[VerdictEntry], any Error>
  }

  init(
    store: HeadOfficeStore, now: @escaping @Sendable () -> Int64, random: @escaping @Sendable () -> UInt64,
    events: ScopeEvents
  ) {
    self.store = store
    self.now = now
    self.random = random
    self.events = events
  }

  /// Takes what a request says: its changes, and what the device knows by now.
  func push(_ request: SyncRequest, device: Device, byFile: Bool) async throws -> [VerdictEntry] {
    try await withCheckedThrowingContinuation { answer in
      waiting.append(Job(device: device, request: request, byFile: byFile, answer: answer))
      if !isRunning {
        isRunning = true
        Task { await drain() }
      }
    }
  }

  private func drain() async {
    while !waiting.isEmpty {
      let jobs = take()
      let outcome = await commit(jobs)
      for (job, result) in zip(jobs, outcome) { job.answer.resume(with: result) }
    }
    isRunning = false
  }

  /// As many as fit in a few megabytes, so that nobody waits long for the others.
  private func take() -> [Job] {
    var bytes = 0
    let count = waiting.prefix { job in
      defer { bytes += job.request.changes.reduce(0) { $0 + $1.count } }
      return bytes < 4 << 20
    }.count
    defer { waiting.removeFirst(count) }
    return Array(waiting.prefix(count))
  }

  private func commit(_ jobs: [Job]) async -> [Result<[VerdictEntry], any Error>] {
    let now = now()
    let (random, headOffice) = (random, store.id)
    do {
      let results = try await store.pool.write { db in
        try jobs.map { job -> Result<PushOutcome, any Error> in
          var outcome = PushOutcome()
          do {
            try db.inSavepoint {
              var push = try Push(
                db: db, device: job.device, headOffice: headOffice, now: now, random: random)
              outcome = try push.take(job.request, byFile: job.byFile)
              return .commit
            }
            return .success(outcome)
          } catch let refusal as Refusal {
            return .failure(refusal)
          } catch let error as StoreError {
            // A record that cannot be read (`damaged`) is this push's trouble alone. SQLite's own errors are
            // not caught here: they may have ended the transaction.
            return .failure(error)
          }
        }
      }
      let outcomes = results.compactMap { try? $0.get() }
      if outcomes.contains(where: \.hasErased) {
        mustScrub = true
        try store.reconcileErasures(now: now, random: random)
      }
      if mustScrub { mustScrub = try !store.scrub() }
      events.publish(outcomes.reduce(into: []) { $0.formUnion($1.scopes) })
      return results.map { $0.map(\.verdicts) }
    } catch {
      // The transaction as a whole failed (a full disk, say): nobody's changes were taken.
      let failure = StoreError(error) ?? error
      return jobs.map { _ in .failure(failure) }
    }
  }
}
