import Dispatch

/// Runs asynchronous work from a synchronous command and waits for it. Only commands that use the network
/// pay for a concurrency runtime.
package func blocking<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) throws
  -> Result
{
  let done = DispatchSemaphore(value: 0)
  let box = Box<Swift.Result<Result, any Error>>()
  Task.detached {
    do { box.value = .success(try await body()) } catch { box.value = .failure(error) }
    done.signal()
  }
  done.wait()
  guard let result = box.value else { throw CancellationError() }
  return try result.get()
}

/// Holds the outcome between the two threads.
///
/// `@unchecked Sendable`: it is written once before the semaphore is signalled and read only after it was
/// waited for, so the two accesses are ordered.
private final class Box<Value>: @unchecked Sendable {
  var value: Value?
}
