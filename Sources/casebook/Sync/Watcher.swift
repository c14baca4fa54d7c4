import Complaints
import Console
import Dispatch
import Glibc
import Language
import RecordStore
import Replica
import SyncClient
import Terminal

/// Runs `sync --watch`: does what the state machine says, and tells it what happened. All output is this
/// thread's; connections, syncs and signals report to its mailbox.
final class Watcher {
  private enum Message: Sendable {
    case event(Watch.Event)
    /// Of one connection: an earlier one that ends late says nothing.
    case stream(Int, Watch.Event)
    case synced(SyncOutcome)
    case failed(StoreError)
    /// Another store stood in the place of this one before a sync could begin.
    case replaced

    var endsSync: Bool {
      switch self {
      case .synced, .failed, .replaced: true
      case .event, .stream: false
      }
    }
  }

  private let context: Context
  private var store: ReplicaStore
  /// The file that was opened: `backup --restore` puts another one in its place.
  private var file: StoreFileID?
  private var isSyncing = false
  private let connection: ConnectionOptions
  private let mailbox = Mailbox<Message>()
  private var watch = Watch()
  private var random = SystemRandomNumberGenerator()
  private var link: HeadOfficeLink?
  private var transport: HTTPTransport
  private var stream: Task<Void, Never>?
  private var streamNumber = 0
  private var signals: [any DispatchSourceSignal] = []
  private var seenVersion: Int64 = -1
  private var syncedAt = monotonicNanoseconds()

  /// Sometimes it syncs although nothing was told, should an event have been lost; nanoseconds.
  private static let longest: UInt64 = 15 * 60 * 1_000_000_000

  init(
    _ context: Context, _ store: ReplicaStore, _ connection: ConnectionOptions, _ transport: HTTPTransport
  ) {
    self.context = context
    self.store = store
    self.connection = connection
    self.transport = transport
    file = StoreFileID(path: context.home.storePath)
  }

  /// Returns when it is told to stop by SIGTERM or SIGINT.
  /// - Throws: `CommandFailure` where waiting does not help.
  func run() throws {
    signals = [SIGTERM, SIGINT].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [mailbox] in mailbox.put(.event(.stop)) }
      source.resume()
      return source
    }
    defer { close() }
    var actions = watch.handle(.start, random: chance())
    while true {
      for action in actions {
        if case .end(let failure) = action { return try end(failure) }
        try perform(action)
      }
      actions = []
      let message = mailbox.next(milliseconds: 1000)
      if !isSyncing || message?.endsSync == true, let another = anotherFile {
        isSyncing = false
        actions = try goOn(with: another)
      } else if let message {
        actions = try handle(message)
      } else if watch.isIdle, try isDue() {
        actions = watch.handle(.due, random: chance())
      }
    }
  }

  /// What stands in the place of the store, where it is another file than the one that is open. Nil while there is none:
  /// it is being put there.
  private var anotherFile: StoreFileID? {
    guard let there = StoreFileID(path: context.home.storePath), there != file else { return nil }
    return there
  }

  /// Opens what was put in the place of the store, and begins anew with it.
  private func goOn(with another: StoreFileID) throws -> [Watch.Action] {
    streamNumber += 1
    stream?.cancel()
    stream = nil
    store = try context.openStore()
    (file, seenVersion) = (another, -1)
    context.err(Label(WatcherMessage.replaced))
    watch = Watch()
    return watch.handle(.start, random: chance())
  }

  private func handle(_ message: Message) throws -> [Watch.Action] {
    if message.endsSync { isSyncing = false }
    switch message {
    case .event(let event): return watch.handle(event, random: chance())
    case .stream(let number, let event):
      return number == streamNumber ? watch.handle(event, random: chance()) : []
    case .failed(let error): return watch.handle(.synced(.store(error)), random: chance())
    // Nothing stands there yet, or the same again: it is tried again.
    case .replaced: return watch.handle(.synced(.store(.busy)), random: chance())
    case .synced(let outcome):
      syncedAt = monotonicNanoseconds()
      if outcome.failure == nil { try tell(outcome) }
      return watch.handle(.synced(outcome.failure), random: chance())
    }
  }

  private func chance() -> Double { Double.random(in: 0..<1, using: &random) }

  /// Whether another command wrote something here that head office does not have, or it is long since.
  private func isDue() throws -> Bool {
    if monotonicNanoseconds() - syncedAt > Self.longest { return true }
    let (version, pending) = try context.explaining {
      try store.read { (try $0.dataVersion(), try $0.pending()) }
    }
    defer { seenVersion = version }
    return version != seenVersion && pending > 0
  }

  private func perform(_ action: Watch.Action) throws {
    switch action {
    case .connect: try connect()
    case .disconnect:
      streamNumber += 1
      stream?.cancel()
      stream = nil
    case .sync: sync()
    case .wait(let milliseconds):
      Task.detached { [mailbox] in
        try? await Task.sleep(for: .milliseconds(milliseconds))
        mailbox.put(.event(.waited))
      }
    case .tellAway(let failure):
      let failure = CommandFailure(failure, home: context.home)
      context.err(failure.message)
      context.err(Label(WatcherMessage.retrying))
    case .tellBack: context.err(Label(WatcherMessage.reachableAgain))
    case .end: break
    }
  }

  /// The token and the address may have changed: another command may have enrolled anew.
  private func connect() throws {
    guard var current = try context.explaining({ try store.read { $0.identity.headOffice } }) else {
      throw CommandFailure.notEnrolled
    }
    current.rules = connection.rules(current.rules)
    if let link, link.url != current.url || link.rules != current.rules {
      let old = transport
      Task.detached { await old.shutdown() }
      transport = try HTTPTransport.opened(current)
    }
    link = current
    streamNumber += 1
    stream?.cancel()
    stream = Task.detached { [mailbox, transport, number = streamNumber, token = current.token] in
      let failure = await transport.listen(
        token: token, opened: { mailbox.put(.stream(number, .opened)) },
        moved: { _ in
          // Many devices hear of a change at once: they do not all ask at once.
          let milliseconds = Int.random(in: 0...400)
          Task.detached {
            try? await Task.sleep(for: .milliseconds(milliseconds))
            mailbox.put(.stream(number, .moved))
          }
        })
      mailbox.put(.stream(number, .lost(failure)))
    }
  }

  private func sync() {
    isSyncing = true
    let (lockPath, path) = (context.home.lockPath, context.home.storePath)
    Task.detached { [mailbox, store, transport, file] in
      do {
        // Another sync of this store ends soon, and may have begun before what this one is for.
        for _ in 0..<50 {
          // What had the lock may have put a backup in the place of the store.
          guard StoreFileID(path: path) == file else { return mailbox.put(.replaced) }
          if let outcome = try await SyncOutcome.of(store, over: transport, lockPath: lockPath) {
            return mailbox.put(.synced(outcome))
          }
          try await Task.sleep(for: .milliseconds(200))
        }
        mailbox.put(.failed(.busy))
      } catch {
        mailbox.put(.failed(StoreError(error) ?? .failed(detail: "\(error)")))
      }
    }
  }

  /// With --json a line a sync; else only of those that did something.
  private func tell(_ outcome: SyncOutcome) throws {
    let report = outcome.report
    guard
      context.json || report.pushed + report.pulled + report.conflicts > 0 || !report.digestMismatches.isEmpty
        || report.disagreement != nil
    else { return }
    try report.print(outcome.milliseconds, context)
    try context.output.flush()
  }

  private func end(_ failure: SyncFailure?) throws {
    guard let failure else { return }
    throw CommandFailure(failure, home: context.home)
  }

  private func close() {
    for source in signals { source.cancel() }
    stream?.cancel()
    _ = try? blocking { [transport] in await transport.shutdown() }
  }
}

/// Which file lies at a path, whatever it is called.
private struct StoreFileID: Equatable, Sendable {
  let device: UInt64
  let inode: UInt64

  /// Nil where there is none.
  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    (device, inode) = (UInt64(status.st_dev), UInt64(status.st_ino))
  }
}

enum WatcherMessage: Message {
  case replaced
  case reachableAgain
  case retrying

  var label: Label {
    switch self {
    case .reachableAgain:
      Label(en: "Head office can be reached again.", zhHans: "已重新连上总部。")
    case .replaced:
      Label(
        en: "A backup was put in the place of the data: watching goes on with it.",
        zhHans: "本机数据已换成备份，继续同步换上的数据。")
    case .retrying:
      Label(en: "Trying again until it works.", zhHans: "将自动重试，直到恢复。")
    }
  }
}
