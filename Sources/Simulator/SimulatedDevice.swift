import Complaints
import GRDB
import RecordStore
import Replica
import Versioning

/// One installed copy in a run: its store, its machine, and what its users have before their eyes.
struct SimulatedDevice {
  let index: Int
  /// Which store it goes on with: copies of one are of one line.
  let line: Int
  let branch: String
  var role: Role
  let firstRole: Role
  /// What it is given when it is next enrolled.
  var granted: Role
  private(set) var machine: Machine
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
  /// The erasures that it did before it could say so, and how many deeds and things beside its store there were by then.
  var erasedSince: [RecordID: (deeds: Int, beside: Int)] = [:]
  /// What was in quarantine when somebody here dropped something from it.
  var droppable: Set<DeedID> = []
  /// It lost its rights and never comes back.
  var isGone = false
  /// Its disk died.
  private(set) var isDead = false
  /// It joined by a ticket and exchanges by file only.
  var isByFile = false
  /// A conflict that somebody read, to decide later.
  var readConflict: String?
  /// A case that somebody has open in an editor.
  var editor: Editor?
  /// What it held when it was last looked at.
  var held = Holding()

  /// What lies beside its store and names somebody: until an erasure of him was acknowledged.
  var beside: [Beside] = []
  /// The erasures that it has said to be done.
  var acknowledged: Set<RecordID> = []
  /// Those that the store which was put in its place had said.
  var saidBefore: Set<RecordID> = []
  /// It was put back, or is a copy: what another one said has nothing to do with what is here.
  var isPutBack = false

  private var folder: Folder
  /// The folder of its machine: the store, and what the programs put beside it.
  private(set) var home: String
  private var generation = 0

  static let storeName = "casebook.sqlite"

  /// A draft of a customer, or a text of a case that was kept.
  struct Beside: Sendable {
    let customer: String?
    let record: RecordID?
    let word: String
  }

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

  func mayHold(_ scope: String) -> Bool { Oracle.mayHold(scope, role, of: branch) }

  var name: String { "\(branch)-\(Character(UnicodeScalar(UInt8(ascii: "a") + UInt8(index % 26))))" }

  init(index: Int, _ member: Shape.Member, folder: Folder, time: TrueTime, seed: UInt64) throws {
    self.index = index
    line = index
    self.folder = folder
    branch = member.branch
    role = member.role
    granted = member.role
    firstRole = member.role
    isEnrolled = member.isEnrolled
    machine = Machine(index: index, time: time, offset: member.offset, seed: seed)
    home = folder.file("device\(index)")
    (store, crash) = try Self.open(folder.home("device\(index)", store: Self.storeName), machine)
  }

  /// A new one, which works alone.
  init(index: Int, branch: String, folder: Folder, time: TrueTime, seed: UInt64) throws {
    self.index = index
    line = index
    self.folder = folder
    self.branch = branch
    role = .branchStaff
    granted = .branchStaff
    firstRole = .branchStaff
    isEnrolled = false
    machine = Machine(index: index, time: time, offset: 0, seed: seed)
    let path = try folder.home("device\(index)", store: Self.storeName)
    home = folder.file("device\(index)")
    let fresh = try ReplicaStore.create(
      path: path, branch: BranchCode(typed: branch), name: "device \(index)", author: "clerk \(index)",
      surroundings: machine.surroundings())
    try fresh.queue.close()
    (store, crash) = try Self.open(path, machine)
  }

  /// A copy that runs beside the original.
  init(index: Int, copying other: SimulatedDevice, time: TrueTime, seed: UInt64) throws {
    self.index = index
    line = other.line
    folder = other.folder
    branch = other.branch
    role = other.role
    granted = other.granted
    firstRole = other.firstRole
    isEnrolled = other.isEnrolled
    held = other.held
    droppable = other.droppable
    machine = Machine(index: index, time: time, offset: other.machine.offset, seed: seed)
    let path = try folder.home("device\(index)", store: Self.storeName)
    home = folder.file("device\(index)")
    try StoreFiles.copy(other.store.path, to: path)
    (store, crash) = try Self.open(path, machine)
  }

  /// The same device in another run that goes on from here, on a copy of its files.
  init(branching other: SimulatedDevice, into folder: Folder, time: TrueTime) throws {
    self = other
    self.folder = folder
    machine = Machine(branching: other.machine, time: time)
    home = folder.file("device\(index).\(generation)")
    let path = try folder.home("device\(index).\(generation)", store: Self.storeName)
    try StoreFiles.copyHome(other.home, to: home)
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
    let former = home
    home = folder.file("device\(index).\(generation)")
    let target = try folder.home("device\(index).\(generation)", store: Self.storeName)
    try StoreFiles.copyHome(former, to: home)
    if path != store.path { try StoreFiles.replace(target, by: path) }
    crash.kill()
    (store, crash) = try Self.open(target, machine)
    editor = nil
    readConflict = nil
    isFull = false
  }

  /// Its disk dies.
  mutating func die() {
    crash.kill()
    isDead = true
    isGone = true
    mustEnrol = false
    held = Holding()
    bundles = []
    answers = []
  }

  /// Read outside of any transaction, so that no crash is spent on it.
  func identity() throws -> ReplicaIdentity { try store.queue.inDatabase { try $0.identity() } }

  mutating func setFull(pages: Int?) throws {
    try store.queue.inDatabase { try limit($0, pages: pages) }
    isFull = pages != nil
  }
}
