import NIOPosix

/// Threads on which requests are unpacked, decoded, answered and packed. The threads that take connections and
/// those on which everything else runs are never held up by a request's work.
final class RequestWorkers: TaskExecutor {
  private let threads: NIOThreadPool

  init(count: Int) {
    threads = NIOThreadPool(numberOfThreads: count)
    threads.start()
  }

  deinit { threads.shutdownGracefully { _ in } }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    threads.submit { _ in job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
