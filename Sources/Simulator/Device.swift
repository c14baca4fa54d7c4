import Complaints
import GRDB
import RecordStore
import Replica
import Versioning

/// One installed copy in a run: its store, its machine, and what its users have before their eyes.
struct Device {
  let index: Int
  let branch: String
  var role: Role
  let firstRole: Role
  /// Whether a copy of its store goes on beside it.
  var hasTwin = false
  /// What it is given when it is next enrolled.
  var granted: Role
  let machine: Machine
  private(set) var store: ReplicaStore
  private(set) var crash: CrashPoint
  private(set) var backups: [Backup] = []
  var isFull = false
  var isSyncing = false
  /// The code that it was last given, for an enrolment that has to be tried again.
  var code: String?
  var isEnrolled: Bool
  /// An enrolment was begun and not ended: head office may have given a token that never came.
  var mustEnrol = false
  /// The start of the machine in which its clock was last measured.
  var measuredBoot: Identifier?
  /// Bundles that it wrote, and their answers.
  var bundles: [[UInt8]] = []
  var answers: [[UInt8]] = []
  /// What was in quarantine when somebody here dropped something from it.
  var droppable: Set<DeedID> = []
  /// It lost its rights and never comes back.
  var isGone = false
  /// A conflict that somebody read, to decide later.
  var readConflict: String?
  /// A case that somebody has open in an editor.
  var editor: Editor?
  /// What it held when it was last looked at.
  var held = Holding()

  private let folder: Folder
  private var generation = 0

  struct Editor: Sendable {
    let label: Int
    let record: RecordID
    let seen: RecordState
    let sight: Held
  }

  struct Backup: Sendable {
    let path: String
    let held: Holding
  }

  var seesEverything: Bool {
    BranchCode(branch).map(role.seesEveryBranch(enrolledAt:)) ?? false
  }

  func mayHold(_ scope: String) -> Bool { seesEverything || scope == branch || scope == "shared" }

  var name: String { "\(branch)-\(Character(UnicodeScalar(UInt8(ascii: "a") + UInt8(index % 26))))" }

  init(index: Int, _ member: Shape.Member, folder: Folder, time: TrueTime, seed: UInt64) throws {
    self.index = index
    self.folder = folder
    branch = member.branch
    role = member.role
    granted = member.role
    firstRole = member.role
    isEnrolled = member.isEnrolled
    machine = Machine(index: index, time: time, offset: member.offset, seed: seed)
    (store, crash) = try Self.open(folder.file("device\(index)"), machine)
  }

  /// A copy that runs beside the original.
  init(index: Int, copying other: Device, time: TrueTime, seed: UInt64) throws {
    self.index = index
    folder = other.folder
    branch = other.branch
    role = other.role
    granted = other.granted
    firstRole = other.firstRole
    hasTwin = true
    isEnrolled = other.isEnrolled
    held = other.held
    droppable = other.droppable
    machine = Machine(index: index, time: time, offset: other.machine.offset, seed: seed)
    let path = folder.file("device\(index)")
    try StoreFiles.copy(other.store.path, to: path)
    (store, crash) = try Self.open(path, machine)
  }

  private static func open(_ path: String, _ machine: Machine) throws -> (ReplicaStore, CrashPoint) {
    let store = try ReplicaStore.open(path: path, surroundings: machine.surroundings())
    let crash = CrashPoint()
    store.queue.add(transactionObserver: crash, extent: .databaseLifetime)
    return (store, crash)
  }

  /// The program ends without notice and is started again on what the disk holds. What somebody had open is
  /// gone.
  mutating func restart() throws { try reopen(copying: store.path) }

  mutating func backUp() throws {
    let path = folder.file("device\(index)-backup-\(backups.count)")
    try StoreFiles.copy(store.path, to: path)
    backups.append(Backup(path: path, held: held))
  }

  /// - Returns: whether there was one.
  mutating func restoreBackup() throws -> Bool {
    guard let backup = backups.last else { return false }
    measuredBoot = nil
    try reopen(copying: backup.path)
    isEnrolled = try identity().headOffice != nil
    held = backup.held
    return true
  }

  private mutating func reopen(copying path: String) throws {
    generation += 1
    let target = folder.file("device\(index).\(generation)")
    try StoreFiles.copy(path, to: target)
    crash.kill()
    (store, crash) = try Self.open(target, machine)
    editor = nil
    readConflict = nil
    isFull = false
  }

  /// Read outside of any transaction, so that no crash is spent on it.
  func identity() throws -> ReplicaIdentity { try store.queue.inDatabase { try $0.identity() } }

  mutating func setFull(pages: Int?) throws {
    try store.queue.inDatabase { try limit($0, pages: pages) }
    isFull = pages != nil
  }
}
