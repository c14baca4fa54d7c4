import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol

/// Pushes that arrive together share one transaction, and so one wait for the disk. Each stays atomic: it
/// has a savepoint of its own.
actor GroupCommit {
  private let store: HeadOfficeStore
  private let events: ScopeEvents
  private let now: @Sendable () -> Int64
  private var waiting: [Job] = []
  private var isRunning = false

  private struct Job: Sendable {
    let device: Device
    let clock: Int64
    let changes: [Data]
    let answer: CheckedContinuation<[VerdictEntry], any Error>
  }

  init(store: HeadOfficeStore, events: ScopeEvents, now: @escaping @Sendable () -> Int64) {
    self.store = store
    self.events = events
    self.now = now
  }

  func push(_ changes: [Data], clock: Int64, device: Device) async throws -> [VerdictEntry] {
    try await withCheckedThrowingContinuation { answer in
      waiting.append(Job(device: device, clock: clock, changes: changes, answer: answer))
      if !isRunning {
        isRunning = true
        Task { await drain() }
      }
    }
  }

  /// Notes that a device was here, where nothing else is written.
  func note(_ device: Device, clock: Int64) async throws {
    _ = try await push([], clock: clock, device: device)
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
      defer { bytes += job.changes.reduce(0) { $0 + $1.count } }
      return bytes < 4 << 20
    }.count
    defer { waiting.removeFirst(count) }
    return Array(waiting.prefix(count))
  }

  private func commit(_ jobs: [Job]) async -> [Result<[VerdictEntry], any Error>] {
    let now = now()
    do {
      let (outcome, moved) = try await store.pool.write { db in
        var moved: Set<String> = []
        let outcome = try jobs.map { job -> Result<[VerdictEntry], any Error> in
          var verdicts: [VerdictEntry] = []
          do {
            try db.inSavepoint {
              var push = try Push(db: db, device: job.device, now: now)
              verdicts = try push.take(job.changes, clock: job.clock)
              moved.formUnion(push.movedScopes)
              return .commit
            }
            return .success(verdicts)
          } catch let refusal as Refusal {
            return .failure(refusal)
          } catch let error as StoreError {
            // A record that cannot be read (`damaged`) is this push's trouble alone. SQLite's own errors are
            // not caught here: they may have ended the transaction.
            return .failure(error)
          }
        }
        return (outcome, moved)
      }
      events.publish(moved)
      return outcome
    } catch {
      // The transaction as a whole failed (a full disk, say): nobody's changes were taken.
      let failure = StoreError(error) ?? error
      return jobs.map { _ in .failure(failure) }
    }
  }
}
