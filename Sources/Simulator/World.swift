import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import Replica
import SyncClient
import SyncProtocol
import Versioning

/// One run: head office and its replicas on simulated clocks, network and disks. Everything in it happens in
/// one order, which the steps and the seed decide.
actor World {
  let seed: UInt64
  let time: TrueTime
  let repertoire: Repertoire
  var office: Office
  var devices: [SimulatedDevice] = []
  /// By branch.
  var hostiles: [String: HostileDevice] = [:]
  var oracle = Oracle()
  var labels = Labels()
  var trace: Trace
  /// How many bytes of states an answer brings at most; 0: as many as head office likes.
  let pageBytes: Int
  /// A law that was found broken where no error could be thrown.
  var violation: Violation?
  /// What head office said of each change, and how far its log was read.
  var verdicts: [Dot: VerdictEntry] = [:]
  var officeLogRead: Int64 = 0
  var officeHeld = Holding()
  /// The number of the event that is played.
  var event = 0
  var depth = 0
  /// A copy of a device's store came into use: tokens and numbers may turn out to be another's.
  var hasCopies = false
  /// How often anybody was enrolled: no two get the same code.
  var enrolments = 0
  /// Head office was restored from a copy.
  var isOfficeRestored = false
  /// How many changes and records syncs have moved.
  var moved = 0
  var conflictsSeen = 0
  let folder: Folder
  /// The stores that are another world's still.
  var borrowed = Borrowed()

  /// How many devices a run has at most, copies of stores included.
  static let deviceLimit = 7

  init(
    seed: UInt64, shape: Shape, repertoire: Repertoire, folder: Folder, pageBytes: Int,
    clock: WorkClock = WorkClock(step: 0), keepsTrace: Bool
  ) throws {
    self.seed = seed
    self.repertoire = repertoire
    self.folder = folder
    self.pageBytes = pageBytes
    time = TrueTime(TrueTime.start)
    trace = Trace(keepsLines: keepsTrace)
    office = try Office(folder: folder, time: time, seed: seed, clock: clock)
    oracle.branches = Set(shape.members.map(\.branch)).union(["HQ"])
    for (index, member) in shape.members.enumerated() {
      devices.append(try SimulatedDevice(index: index, member, folder: folder, time: time, seed: seed))
    }
  }

  /// A run that goes on from where another one is, on copies of its files; of some stores only when they are
  /// needed.
  init(_ other: Checkpoint, folder: Folder, borrowing: Borrowed) throws {
    seed = other.seed
    repertoire = other.repertoire
    pageBytes = other.pageBytes
    self.folder = folder
    self.borrowed = borrowing
    time = TrueTime(other.now)
    trace = Trace(keepsLines: false)
    office =
      borrowing.office ? other.office : try Office(branching: other.office, into: folder, time: time)
    for device in other.devices {
      devices.append(
        borrowing.devices.contains(device.index)
          ? device : try SimulatedDevice(branching: device, into: folder, time: time))
    }
    oracle = other.oracle
    labels = other.labels
    verdicts = other.verdicts
    officeLogRead = other.officeLogRead
    officeHeld = other.officeHeld
    hasCopies = other.hasCopies
    isOfficeRestored = other.isOfficeRestored
    enrolments = other.enrolments
  }

  /// - Throws: `Violation` for a law that does not hold.
  func play(_ events: [Event]) async throws {
    for event in events { try await play(event) }
  }

  func play(_ event: Event) async throws {
    self.event = event.number
    depth += 1
    defer { depth -= 1 }
    time.pass(event.after)
    for device in devices { device.machine.reseed(seed, event: event.number) }
    office.reseed(event: event.number)
    switch event.step {
    case .act(let device, let act): if isAlive(device) { try play(act, on: device) }
    case .sync(let device, let line):
      if isAlive(device) { try await sync(device, line, isHealing: false) }
    case .enrol(let device, let line):
      if isAlive(device) { try await join(device, line, isHealing: false) }
    case .lateArrival: try await deliverLate()
    case .bundle(let device, let step):
      if isAlive(device) { try await play(step, on: device) }
    case .machine(let device, let happening):
      if isAlive(device) { try play(happening, on: device) }
    case .office(let happening): try await play(happening)
    case .hostile(let device, let act): try await play(act, besides: device, isStranger: false)
    case .stranger(let device, let act): try await play(act, besides: device, isStranger: true)
    }
    if let violation { throw violation }
  }

  /// Whether there is such a device, and its disk is whole.
  func isAlive(_ device: Int) -> Bool { devices.indices.contains(device) && !devices[device].isDead }

  func say(_ line: String) {
    trace.add("\(String(repeating: "  ", count: max(depth - 1, 0)))#\(event) \(line)")
  }

  // MARK: Commands

  private func play(_ act: Act, on index: Int) throws {
    try look(at: index)
    let before = devices[index].held
    let device = devices[index]
    var acting = Acting(
      store: device.store, branch: device.branch, branches: oracle.branches.sorted(), event: event,
      labels: labels,
      readConflict: device.readConflict, editor: device.editor, held: before)
    if case .quarantine(_, discard: true) = act { try noteDroppable(index) }
    var done: Done?
    var failure: String?
    do { done = try acting.perform(act) } catch {
      failure = try judge(error, of: device, act)
    }
    labels = acting.labels
    devices[index].readConflict = acting.readConflict
    devices[index].editor = acting.editor
    if let left = acting.left { devices[index].beside.append(left) }
    let died = device.crash.isDead
    if died { try devices[index].restart() }
    let made = try remember(
      index, view: before, clockSaid: Self.isByClock(act) ? time.now + device.machine.offset : nil,
      done: done ?? Done(text: ""), isReported: failure == nil && !died)
    if devices[index].isSyncing { oracle.writtenMeanwhile.formUnion(made) }
    if failure != nil, !made.isEmpty {
      throw Violation(
        .nothingIsLost, "\(device.name): a command failed, and yet \(made.count) changes are saved")
    }
    try look(at: index)
    let outcome = failure ?? done?.text ?? "nothing to do it to"
    say("\(device.name) \(act): \(died ? "ended: " : "")\(outcome), \(made.count) changes")
  }

  /// What a command may fail with.
  /// - Returns: what to say of it.
  private func judge(_ error: any Error, of device: SimulatedDevice, _ act: Act) throws -> String {
    switch error {
    case is CrashPoint.Crash where device.crash.isDead: return "crashed"
    case let refusal as WriteRefusal: return "refused: \(refusal)"
    case let refusal as KnowledgeRefusal: return "refused: \(refusal)"
    case StepRefusal.brokenRule where act.isDecision: return "refused: a step puts it right"
    case StoreError.diskFull where device.isFull: return "disk full"
    case let violation as Violation: throw violation
    default:
      throw Violation(.nothingUnexpected, "\(device.name): a command failed: \(error)")
    }
  }

  /// Makes a case for which nobody types when it was logged.
  private static func isByClock(_ act: Act) -> Bool {
    if case .newCase(let label) = act { Texts.loggedAt(label) == nil } else { false }
  }

  /// Takes the changes that are new in a device's log into the oracle.
  private func remember(
    _ index: Int, view: Holding, clockSaid: Int64?, done: Done, isReported: Bool
  ) throws -> [DeedID] {
    let device = devices[index]
    var clock = HybridTime.zero
    let changes = try device.store.queue.inDatabase { db in
      let identity = try db.identity()
      clock = view.highest
      return try db.changes(replica: db.replicaRid(identity.replica), after: view.lastNumber, limit: 10_000)
        .map { try $0.decoded() }
    }
    if let last = changes.last, last.group.last != last.dot.number {
      throw Violation(.exactlyOnce, "\(device.name): a part of a group is saved")
    }
    var made: [DeedID] = []
    for (offset, change) in changes.enumerated() {
      guard change.dot.number == view.lastNumber + UInt64(offset) + 1 else {
        throw Violation(.exactlyOnce, "\(device.name): its changes do not go on without a gap")
      }
      let isDeletion = change.write(to: FieldID(CaseField.deleted.number)).map { $0.value != .none } ?? false
      var sight: Set<DeedID> = []
      if isDeletion {
        sight = Set(made)
        for held in view.records.values where held.aggregate == change.aggregate {
          sight.formUnion(held.deeds)
        }
      }
      guard Oracle.mayWrite(change, device.role, of: device.branch) else {
        throw Violation(
          .nothingUnexpected,
          "\(device.name) wrote \(change.record) of \(change.scope) without the right to, as \(device.role)")
      }
      guard
        Oracle.mayLink(
          change, device.role, of: device.branch, to: oracle.linked(by: change),
          scope: { view.records[$0]?.scope })
      else {
        throw Violation(
          .nothingUnexpected, "\(device.name) linked \(change.aggregate) to a case of another branch")
      }
      let deed = oracle.remember(
        change, device: index, event: event, madeAt: time.now, seenStamp: clock.milliseconds,
        isCovered: device.measuredBoot == device.machine.boot, clockSaid: clockSaid,
        intent: done.intent, isReported: isReported, line: device.line,
        mayDecide: Oracle.maySettle(
          device.role, of: device.branch, in: view.records[change.aggregate]?.scope ?? device.branch),
        view: { record in done.sight?.record == record ? done.sight : view.records[record] }, aggregate: sight
      )
      made.append(deed)
      let held = view.records[change.record]
      guard
        Oracle.maySettle(device.role, of: device.branch, in: held?.scope ?? device.branch)
          || !oracle.settles(deed, where: held)
      else {
        throw Violation(
          .flaggedWhereDifferent,
          "\(device.name) settled a conflict without the right to: \(oracle.describe(deed))")
      }
      devices[index].held.own[change.dot] = deed
      devices[index].held.lastNumber = change.dot.number
    }
    return made
  }
}
