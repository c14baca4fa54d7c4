import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Synchronization

/// Pushes that arrive together share one transaction, and so one wait for the disk. Each stays atomic: it
/// has a savepoint of its own.
///
/// A transaction holds the writer for a bounded time. A request that is not done by then goes on in a later one,
/// behind everybody who waits; who has gone meanwhile is forgotten.
actor GroupCommit {
  private let store: HeadOfficeStore
  private let now: @Sendable () -> Int64
  private let clock: @Sendable () -> Int64
  private let random: @Sendable () -> UInt64
  private let events: ScopeEvents
  /// How long it waits between two transactions: where another program serves, which waits for the file meanwhile.
  private let gap: Duration
  private var waiting: [Job] = []
  private var isRunning = false
  private var nextID: UInt64 = 0
  /// Jobs whose senders have gone while they were at work.
  private var abandoned: Set<UInt64> = []
  /// There may be an erasure that is not carried out, as of what was asked before the last end of the server.
  private var mayBeErasing = true
  /// It could not be gone on with: the next push tries again.
  private var hasStalled = false
  /// Something is left to do of the erasures that were committed.
  private var mustFinish = false
  /// An erasure was gone on with beside the pushes, and may not be done.
  private let isToldOfErasures = Mutex(false)
  /// Erasures were left out of the last transaction: whoever pushed had filled its time.
  private var isErasingPassedOver = false

  private struct Job: Sendable {
    let id: UInt64
    let device: Device
    var work: PushWork
    let answer: CheckedContinuation<[VerdictEntry], any Error>
  }

  /// - Parameter clock: monotonic, in nanoseconds.
  init(
    store: HeadOfficeStore, now: @escaping @Sendable () -> Int64, clock: @escaping @Sendable () -> Int64,
    random: @escaping @Sendable () -> UInt64, events: ScopeEvents, gap: Duration
  ) {
    self.gap = gap
    self.store = store
    self.now = now
    self.clock = clock
    self.random = random
    self.events = events
  }

  /// Takes what a request says: its changes, and what the device knows by now.
  /// - Throws: `CancellationError` where the caller is cancelled: what was committed of it stands.
  func push(_ work: PushWork, device: Device) async throws -> [VerdictEntry] {
    nextID += 1
    let id = nextID
    return try await withTaskCancellationHandler {
      try Task.checkCancellation()
      return try await withCheckedThrowingContinuation { answer in
        waiting.append(Job(id: id, device: device, work: work, answer: answer))
        if !isRunning {
          isRunning = true
          mayBeErasing = mayBeErasing || hasStalled
          hearOfErasures()
          Task { await drain() }
        }
      }
    } onCancel: {
      Task { await self.abandon(id) }
    }
  }

  /// Says that something was erased by other ways than a push: the next push goes on with what is left of it.
  nonisolated func noteErasures() { isToldOfErasures.withLock { $0 = true } }

  private func hearOfErasures() {
    let isTold = isToldOfErasures.withLock { told in
      defer { told = false }
      return told
    }
    guard isTold else { return }
    mayBeErasing = true
    mustFinish = true
  }

  /// How many requests wait for the writer.
  var waitingCount: Int { waiting.count }

  private func abandon(_ id: UInt64) {
    if let at = waiting.firstIndex(where: { $0.id == id }) {
      mayBeErasing = mayBeErasing || waiting[at].work.outcome.hasErased
      waiting.remove(at: at).answer.resume(throwing: CancellationError())
    } else if isRunning {
      abandoned.insert(id)
    }
  }

  private func drain() async {
    while true {
      // However many wait, erasures get every other transaction.
      while !waiting.isEmpty || mayBeErasing {
        await commit(isErasingPassedOver ? [] : nextJobs())
        if gap > .zero, !waiting.isEmpty || mayBeErasing { try? await Task.sleep(for: gap) }
      }
      // Readers may hold the log. If they go on doing so, the next push looks again, and a timer.
      if waiting.isEmpty { await finish(attempts: 20) }
      if waiting.isEmpty { break }
    }
    abandoned = []
    isRunning = false
  }

  /// What was committed stands, and is told: what is left of it waits for nobody and holds up nobody.
  private func finish(attempts: Int) async {
    for attempt in 0..<attempts where mustFinish {
      if attempt > 0 {
        try? await Task.sleep(for: .milliseconds(10))
        // Whoever has come meanwhile does not wait for who reads.
        guard waiting.isEmpty else { return }
      }
      mustFinish = !finishErasures(now: now())
    }
  }

  /// As many as fit in a few megabytes, so that nobody waits long for the others.
  private func nextJobs() -> [Job] {
    var bytes = 0
    let count = waiting.prefix { job in
      defer { bytes += job.work.request.changes.reduce(0) { $0 + $1.count } }
      return bytes < 4 << 20
    }.count
    defer { waiting.removeFirst(count) }
    return Array(waiting.prefix(count))
  }

  /// What came of one job in a transaction.
  private enum Progress: Sendable {
    case untouched
    case went(PushWork)
    case failed(any Error)
  }

  private func commit(_ jobs: [Job]) async {
    let (now, clock, random, headOffice) = (now(), clock, random, store.id)
    let goesOnErasing = mayBeErasing
    isErasingPassedOver = false
    do {
      let (progress, erasing) = try await store.pool.write { db in
        let budget = WorkBudget(clock)
        let progress = try jobs.map { job -> Progress in
          guard job.id == jobs[0].id || !budget.isSpent else { return .untouched }
          var work = job.work
          do {
            try db.inSavepoint {
              try RowFaults.watching {
                var push = try Push(
                  db: db, device: job.device, headOffice: headOffice, now: now, random: random)
                try push.goOn(&work, until: budget)
              }
              return .commit
            }
            return .went(work)
          } catch let refusal as Refusal {
            return .failed(refusal)
          } catch let error as StoreError {
            // A record that cannot be read (`damaged`) is this push's trouble alone. SQLite's own errors are
            // not caught here: they may have ended the transaction.
            return .failed(error)
          }
        }
        guard goesOnErasing, jobs.isEmpty || !budget.isSpent else { return (progress, nil as Erased?) }
        var erasures = try Erasures(db: db, now: now)
        let count = try erasures.goOn(until: budget)
        let scopes = count > 0 ? try erasures.write(random: random) : []
        return (progress, Erased(count: count, scopes: scopes, isLeft: try db.isErasing()))
      }
      try await settle(jobs, progress, erasing)
    } catch {
      // The transaction as a whole failed (a full disk, say): nobody's changes were taken.
      let failure = StoreError(error) ?? error
      hasStalled = hasStalled || mayBeErasing || jobs.contains { $0.work.outcome.hasErased }
      mayBeErasing = false
      for job in jobs { job.answer.resume(throwing: failure) }
    }
  }

  /// What one transaction did of erasures that nobody waits for.
  private struct Erased: Sendable {
    let count: Int
    let scopes: Set<String>
    let isLeft: Bool
  }

  /// Answers what is done, and puts what is not behind those who wait.
  private func settle(_ jobs: [Job], _ progress: [Progress], _ erased: Erased?) async throws {
    if let erased {
      mayBeErasing = erased.isLeft
      events.publish(erased.scopes)
    }
    isErasingPassedOver = mayBeErasing && erased == nil
    var hasErased = erased.map { $0.count > 0 && !$0.isLeft } ?? false
    for case .went(let work) in progress {
      hasErased = hasErased || (work.isDone && work.outcome.hasErased)
      events.publish(work.outcome.scopes)
    }
    if hasErased {
      hasStalled = false
      mustFinish = true
    }
    await finish(attempts: 1)
    var untouched: [Job] = []
    for (var job, progress) in zip(jobs, progress) {
      switch progress {
      case .untouched where abandoned.remove(job.id) != nil:
        mayBeErasing = mayBeErasing || job.work.outcome.hasErased
        job.answer.resume(throwing: CancellationError())
      case .untouched: untouched.append(job)
      case .failed(let error):
        mayBeErasing = mayBeErasing || job.work.outcome.hasErased
        job.answer.resume(throwing: error)
      case .went(let work):
        job.work = work
        if work.isDone {
          job.answer.resume(returning: work.outcome.verdicts)
        } else if abandoned.remove(job.id) != nil {
          mayBeErasing = mayBeErasing || work.outcome.hasErased
          job.answer.resume(throwing: CancellationError())
        } else {
          waiting.append(job)
        }
      }
    }
    waiting.insert(contentsOf: untouched, at: 0)
  }

  /// - Returns: whether nothing is left to do but in other copies of the store, which a timer goes through.
  private func finishErasures(now: Int64) -> Bool {
    (try? store.finishErasures(now: now, random: random, copies: false))?.isEmpty ?? false
  }
}
