import Dispatch
import Synchronization

/// Runs asynchronous work from a synchronous command and waits for it. Only commands that use the network
/// pay for a concurrency runtime.
package func blocking<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) throws
  -> Result
{
  let done = DispatchSemaphore(value: 0)
  let outcome = Outcome<Result>()
  Task.detached {
    let result: Swift.Result<Result, any Error>
    do { result = .success(try await body()) } catch { result = .failure(error) }
    outcome.value.withLock { $0 = result }
    done.signal()
  }
  done.wait()
  guard let result = outcome.value.withLock({ $0 }) else { throw CancellationError() }
  return try result.get()
}

/// What the one thread leaves for the other.
private final class Outcome<Value: Sendable>: Sendable {
  let value = Mutex<Result<Value, any Error>?>(nil)
}
