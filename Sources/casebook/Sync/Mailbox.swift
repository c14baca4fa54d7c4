import Dispatch
import Synchronization

/// What other threads tell the one that waits.
final class Mailbox<Message: Sendable>: Sendable {
  private let messages = Mutex<[Message]>([])
  private let count = DispatchSemaphore(value: 0)

  func put(_ message: Message) {
    messages.withLock { $0.append(message) }
    count.signal()
  }

  /// - Returns: the oldest message; nil where none came in time.
  func next(milliseconds: Int) -> Message? {
    guard count.wait(timeout: .now() + .milliseconds(milliseconds)) == .success else { return nil }
    return messages.withLock { $0.isEmpty ? nil : $0.removeFirst() }
  }
}
