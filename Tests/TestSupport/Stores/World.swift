import Bundles
package import Complaints
package import FoundationEssentials
import GRDB
package import HeadOffice
import RecordStore
import Replica
import SyncClient
import Synchronization
import Versioning

/// A head office and replicas on real files in a temporary folder, on clocks that the test moves.
package final class World: Sendable {
  package let folder: URL
  private let running: Mutex<(office: HeadOfficeStore, service: HeadOfficeService)>
  private let wall = Mutex<Int64>(World.start)
  private let seed: Mutex<SeededGenerator>
  private let officeClock: Box

  /// 2026-11-22T00:00:00Z.
  package static let start: Int64 = 1_795_305_600_000

  package var time: Int64 { wall.withLock { $0 } }
  package var office: HeadOfficeStore { running.withLock { $0.office } }
  package var service: HeadOfficeService { running.withLock { $0.service } }
  /// Another disk: no program of ours looks there by itself.
  package let elsewhere: URL
  package var officePath: String { folder.appending(path: "head-office.sqlite").path }

  package init(seed: UInt64 = 1, branches: [String] = ["SH01", "SH02", "SH03"]) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "casebook-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    elsewhere = FileManager.default.temporaryDirectory.appending(path: "elsewhere-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: elsewhere, withIntermediateDirectories: true)
    self.seed = Mutex(SeededGenerator(seed: seed))
    var random = SystemRandomNumberGenerator()
    let path = folder.appending(path: "head-office.sqlite").path
    try HeadOfficeStore.create(path: path, now: World.start, random: &random)
    let office = try HeadOfficeStore.open(path: path)
    let clock = Box(World.start)
    officeClock = clock
    running = Mutex((office, HeadOfficeService(store: office, now: { clock.value.withLock { $0 } })))
    for branch in branches { try office.addBranch(BranchCode(typed: branch), name: nil, now: 0) }
  }

  deinit {
    for folder in [folder, elsewhere] { try? FileManager.default.removeItem(at: folder) }
  }

  /// Lets time pass everywhere.
  package func wait(milliseconds: Int64 = 1000) {
    wall.withLock { $0 += milliseconds }
    officeClock.value.withLock { $0 += milliseconds }
  }

  /// Somebody sets head office's clock, by so many milliseconds.
  package func setOfficeClock(by jump: Int64) { officeClock.value.withLock { $0 += jump } }

  /// A device that never had a network, joined by a ticket.
  package func byTicket(_ branch: String) async throws -> TestReplica {
    let replica = try await replica(branch, enrolled: false)
    try replica.store.enrol(
      BundleTicket(
        headOffice: office.id, sealingKey: try office.bundlePublicKey(), code: try code(branch),
        branch: branch))
    return replica
  }

  /// A replica that is enrolled.
  /// - Parameter skew: how far its clock is ahead, in milliseconds.
  package func replica(_ branch: String, role: Role = .branchStaff, skew: Int64 = 0, enrolled: Bool = true)
    async throws -> TestReplica
  {
    let machine = Machine(skew: skew, startedAt: time - 3_600_000, boot: drawBoot())
    let store = try ReplicaStore.create(
      path: folder.appending(path: "\(UUID().uuidString).sqlite").path, branch: BranchCode(typed: branch),
      name: "device", author: "clerk of \(branch)", surroundings: surroundings(machine))
    let replica = TestReplica(store: store, transport: transport(), machine: machine)
    if enrolled { try await replica.enrol(with: code(branch, role)) }
    return replica
  }

  /// - Parameter device: the enrolled one that it is made for; nil: one that is new, or shows its token.
  package func code(_ branch: String, _ role: Role = .branchStaff, for device: TestReplica? = nil) throws
    -> String
  {
    var random = SystemRandomNumberGenerator()
    return try office.enrolmentCode(
      branch: BranchCode(typed: branch), role: role, device: device?.id.description,
      now: officeClock.value.withLock { $0 }, validFor: 900_000, random: &random
    ).text
  }

  // MARK: Files

  /// A copy of a replica's file, as a backup or a cloned disk has it.
  package func backup(_ replica: TestReplica) throws -> String {
    try replica.store.queue.inDatabase { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
    let copy = elsewhere.appending(path: "\(UUID().uuidString).copy").path
    try FileManager.default.copyItem(atPath: replica.store.path, toPath: copy)
    return copy
  }

  /// Opens a copy as a second replica, on a machine of its own.
  package func clone(_ replica: TestReplica) throws -> TestReplica { try open(backup(replica)) }

  package func open(_ path: String, skew: Int64 = 0) throws -> TestReplica {
    let machine = Machine(skew: skew, startedAt: time - 60_000, boot: drawBoot())
    return TestReplica(
      store: try ReplicaStore.open(path: path, surroundings: surroundings(machine)), transport: transport(),
      machine: machine)
  }

  /// The replica after its machine was started again.
  package func reboot(_ replica: TestReplica) throws -> TestReplica {
    try replica.store.queue.close()
    // It has been running for a minute when it is used again.
    wait(milliseconds: 60_000)
    return try open(replica.store.path, skew: replica.machine.skew)
  }

  package func backUpOffice() throws -> String {
    try office.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
    let copy = elsewhere.appending(path: "\(UUID().uuidString).office").path
    try FileManager.default.copyItem(atPath: officePath, toPath: copy)
    return copy
  }

  /// Head office's file is put back from a backup; its ledger of erasures lies elsewhere and stays.
  /// - Parameter aside: where what stood there is kept, by the restoration of the product itself.
  package func restoreOffice(_ copy: String, aside: String? = nil) throws {
    try office.pool.close()
    if let aside {
      return try start(
        HeadOfficeStore.restore(backup: copy, to: officePath, aside: aside, now: time))
    }
    for suffix in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: officePath + suffix) {
      try FileManager.default.removeItem(atPath: officePath + suffix)
    }
    try FileManager.default.copyItem(atPath: copy, toPath: officePath)
    let office = try HeadOfficeStore.open(path: officePath)
    var random = SystemRandomNumberGenerator()
    let token = random.next()
    try office.reconcileErasures(now: time, random: { token })
    start(office)
  }

  private func start(_ office: HeadOfficeStore) {
    let clock = officeClock
    let service = HeadOfficeService(store: office, now: { clock.value.withLock { $0 } })
    running.withLock { $0 = (office, service) }
  }

  /// Whether the bytes of a text stand anywhere in the files of a store.
  package func holds(_ text: String, _ path: String) -> Bool {
    ["", "-wal", "-shm"].contains { suffix in
      guard let data = FileManager.default.contents(atPath: path + suffix) else { return false }
      return data.firstRange(of: Data(text.utf8)) != nil
    }
  }

  // MARK: Machines

  private func transport() -> InProcessTransport { InProcessTransport { self.service } }

  private func drawBoot() -> Identifier {
    seed.withLock { Identifier(high: $0.next(), low: $0.next()) }
  }

  private func surroundings(_ machine: Machine) -> Surroundings {
    Surroundings(
      wall: { self.time + machine.skew }, monotonic: { UInt64(max(self.time - machine.startedAt, 0)) },
      boot: machine.boot, zone: .fixed(480), random: { self.seed.withLock { $0.next() } })
  }
}

extension World {
  /// All that is in head office's store.
  package func officeText() throws -> String { try office.pool.read { try $0.storeText() } }

  /// How often head office has taken each act.
  package func takings() throws -> [Int] {
    let salts = try office.pool.read { db in
      try db.rows("SELECT encoded FROM changes").compactMap { try Change(decoding: $0.bytes(0) ?? []).salt }
    }
    return Dictionary(grouping: salts) { $0 }.values.map(\.count)
  }
}
