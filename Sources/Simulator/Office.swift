import GRDB
import HeadOffice
import RecordStore
import SyncClient
import SyncProtocol
import Synchronization
import Versioning

/// The chance of one machine, for code that takes it as a function.
final class Chance: Sendable {
  private let random: Mutex<Seeded>

  init(_ random: Seeded) { self.random = Mutex(random) }

  func set(_ fresh: Seeded) { random.withLock { $0 = fresh } }

  var next: @Sendable () -> UInt64 { { self.random.withLock { $0.next() } } }
}

/// A monotonic clock by which each look at it takes so long: work that asks how long it may go on is cut into parts, in
/// the same places whenever a seed is played.
final class WorkClock: Sendable {
  /// In nanoseconds. 0: whatever is begun is done in one go.
  private let step: Int64
  private let looks = Mutex<Int64>(0)

  init(step: Int64) { self.step = step }

  var now: @Sendable () -> Int64 {
    {
      self.looks.withLock { looks in
        looks += 1
        return looks * self.step
      }
    }
  }
}

/// Head office in a run: its store and service, and what happened to them.
struct Office {
  private(set) var store: HeadOfficeStore
  private(set) var service: HeadOfficeService
  private(set) var crash: CrashPoint
  private(set) var writes: LoggedWrites
  /// Requests that were believed lost.
  var limbo: [LateRequest] = []
  private(set) var backups: [String] = []
  var isFull = false

  private var folder: Folder
  /// The folder of its data: the store, the ledger of erasures, what restorations set aside.
  private(set) var home: String
  private var time: TrueTime
  private let seed: UInt64
  private(set) var chance: Chance
  private let clock: WorkClock
  private var generation = 0

  static let storeName = "head-office.sqlite"

  struct LateRequest: Sendable {
    let device: Int
    let body: [UInt8]
    let endpoint: Endpoint
    let token: String?
  }

  struct Answer: Sendable {
    var bytes: [UInt8]
    var response: SyncResponse?
  }

  init(folder: Folder, time: TrueTime, seed: UInt64, clock: WorkClock) throws {
    self.folder = folder
    self.clock = clock
    self.time = time
    self.seed = seed
    chance = Chance(Seeded(seed, 0x0FF1CE))
    home = folder.file("office")
    writes = LoggedWrites()
    (store, service, crash) = try Self.open(
      folder.home("office", store: Self.storeName), time, chance, clock, writes)
  }

  /// The same head office in another run that goes on from here, on a copy of its files.
  init(branching other: Office, into folder: Folder, time: TrueTime) throws {
    self = other
    self.folder = folder
    self.time = time
    chance = Chance(Seeded(seed, 0x0FF1CE))
    home = folder.file("office.\(generation)")
    let path = try folder.home("office.\(generation)", store: Self.storeName)
    try StoreFiles.copyHome(other.home, to: home)
    writes = LoggedWrites(other.writes, through: .max)
    (store, service, crash) = try Self.open(path, time, chance, clock, writes)
  }

  /// Sets the stream of chance for what comes next.
  func reseed(event: Int) { chance.set(Seeded(seed, UInt64(event) &* 64)) }

  private static func open(
    _ path: String, _ time: TrueTime, _ chance: Chance, _ clock: WorkClock, _ writes: LoggedWrites
  ) throws -> (HeadOfficeStore, HeadOfficeService, CrashPoint) {
    let store = try HeadOfficeStore.open(path: path)
    let crash = CrashPoint()
    store.pool.add(transactionObserver: crash, extent: .databaseLifetime)
    store.pool.add(transactionObserver: writes, extent: .databaseLifetime)
    return (store, service(store, time: time, chance: chance, clock: clock), crash)
  }

  /// The one place where the service is made: what it takes from its machine comes from the seed.
  static func service(
    _ store: HeadOfficeStore, time: TrueTime, chance: Chance, clock: WorkClock = WorkClock(step: 0)
  ) -> HeadOfficeService {
    HeadOfficeService(store: store, now: { time.now }, clock: clock.now, random: chance.next)
  }

  /// The program ends without notice and is started again on what the disk holds.
  mutating func restart() throws { try reopen() }

  mutating func backUp() throws {
    backups.append(folder.file("office-backup-\(backups.count)"))
    try StoreFiles.copy(store.path, to: backups[backups.count - 1])
  }

  /// - Returns: whether there was one.
  mutating func restoreBackup() throws -> Bool {
    guard let backup = backups.last else { return false }
    try reopen(restoring: backup)
    return true
  }

  private mutating func reopen(restoring backup: String? = nil) throws {
    generation += 1
    let former = home
    home = folder.file("office.\(generation)")
    let target = try folder.home("office.\(generation)", store: Self.storeName)
    try StoreFiles.copyHome(former, to: home)
    var logged = Int64.max
    if let backup {
      // As an operator does it, by the product's own command: what stood there is kept beside it.
      let restored = try HeadOfficeStore.restore(
        backup: backup, to: target, aside: "\(target).before-\(generation)", now: time.now,
        random: chance.next)
      logged = try restored.pool.read { try $0.value("SELECT max(seq) FROM changes") ?? 0 }
      try restored.pool.close()
    }
    crash.kill()
    writes = LoggedWrites(writes, through: logged)
    (store, service, crash) = try Self.open(target, time, chance, clock, writes)
    // As the server does when it starts.
    try store.reconcileErasures(now: time.now, random: chance.next, clock: clock.now)
    isFull = false
  }

  mutating func setFull(pages: Int?) throws {
    try store.pool.writeWithoutTransaction { try limit($0, pages: pages) }
    isFull = pages != nil
  }

  /// What every endpoint answers. Bodies are decoded and encoded as on the wire.
  static func answer(
    _ service: HeadOfficeService, _ body: [UInt8], _ endpoint: Endpoint, token: String, pageBytes: Int = 0
  ) async throws -> Answer {
    let form = MessageFormat.protobuf
    switch endpoint {
    case .sync:
      var request = try form.decode(SyncRequest.self, from: body)
      if pageBytes > 0 { request.pageBytes = UInt32(pageBytes) }
      let response = try await service.exchange(request, token: token)
      return Answer(bytes: try form.encode(response), response: response)
    case .enrol:
      return Answer(bytes: try form.encode(service.enrol(form.decode(EnrolRequest.self, from: body))))
    case .history:
      return Answer(
        bytes: try form.encode(service.history(form.decode(HistoryRequest.self, from: body), token: token)))
    case .incarnation:
      return Answer(
        bytes: try form.encode(
          service.incarnate(form.decode(IncarnationRequest.self, from: body), token: token)))
    case .compare:
      return Answer(
        bytes: try form.encode(service.compare(form.decode(CompareRequest.self, from: body), token: token)))
    case .offer:
      return Answer(
        bytes: try form.encode(service.offer(form.decode(OfferRequest.self, from: body), token: token)))
    case .erasures:
      return Answer(
        bytes: try form.encode(
          service.erasureStatus(form.decode(ErasureStatusRequest.self, from: body), token: token)))
    }
  }
}

/// Leaves so many free pages, or as many as there may be.
func limit(_ db: Database, pages: Int?) throws {
  let count: Int = try db.value("PRAGMA page_count") ?? 0
  try db.execute(sql: "PRAGMA max_page_count = \(pages.map { count + $0 } ?? 1_073_741_823)")
}
