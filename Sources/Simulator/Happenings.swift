import Complaints
import GRDB
import HeadOffice
import RecordStore
import Replica
import SyncClient
import SyncProtocol
import Versioning

/// What happens to machines and files.
extension World {
  func play(_ happening: MachineEvent, on index: Int) throws {
    let name = devices[index].name
    switch happening {
    case .crash: try devices[index].restart()
    case .crashAt(let commits, let afterCommit):
      devices[index].crash.arm(commits: commits, afterCommit: afterCommit)
    case .reboot:
      devices[index].machine.reboot()
      try devices[index].restart()
    case .clock(let jump): devices[index].machine.offset += jump
    case .diskFull(let pages): try devices[index].setFull(pages: pages)
    case .diskFree: try devices[index].setFull(pages: nil)
    case .backup: try devices[index].backUp()
    case .restoreBackup: try restoreBackup(of: index)
    case .clone: try clone(index)
    case .dies:
      try die(index)
      return say("\(name) \(happening)")
    }
    try look(at: index)
    say("\(name) \(happening)")
  }

  /// An older copy of a store is put in its place. What was saved since, and had not reached head office, is
  /// on no disk any more: nobody can ask for it.
  private func restoreBackup(of index: Int) throws {
    let atOffice = try deedsAtOffice()
    let before = devices[index].held.own
    guard try devices[index].restoreBackup() else { return }
    devices[index].isPutBack = true
    devices[index].saidBefore = try saidErasures(of: index)
    hasCopies = true
    oracle.uninformed.insert(devices[index].line)
    let kept = deedsAtDevices().union(atOffice)
    oracle.forfeit(before.values.filter { !kept.contains($0) })
  }

  /// What any device's disk has.
  private func deedsAtDevices() -> Set<DeedID> {
    devices.reduce(into: Set()) { kept, device in
      kept.formUnion(device.held.own.values)
      for held in device.held.records.values { kept.formUnion(held.deeds) }
    }
  }

  /// A disk dies. What was saved there and is nowhere else is lost with it.
  private func die(_ index: Int) throws {
    guard !devices[index].isSyncing else { return }
    let atOffice = try deedsAtOffice()
    var own = Set(devices[index].held.own.values)
    for held in devices[index].held.records.values { own.formUnion(held.deeds) }
    devices[index].die()
    oracle.forfeit(own.subtracting(deedsAtDevices()).subtracting(atOffice))
  }

  private func addDevice(branch place: Int) throws {
    guard devices.count < Self.deviceLimit else { return }
    let branches = Set(devices.map(\.branch)).sorted()
    let device = try SimulatedDevice(
      index: devices.count, branch: branches[place % branches.count], folder: folder, time: time, seed: seed)
    devices.append(device)
    try look(at: device.index)
  }

  private func clone(_ index: Int) throws {
    guard devices.count < Self.deviceLimit else { return }
    hasCopies = true
    oracle.uninformed.insert(devices[index].line)
    let twin = try SimulatedDevice(index: devices.count, copying: devices[index], time: time, seed: seed)
    devices.append(twin)
    devices[twin.index].isPutBack = true
    try look(at: twin.index)
  }

  func play(_ happening: OfficeEvent) async throws {
    switch happening {
    case .crash: try office.restart()
    case .crashAt(let commits, let afterCommit): office.crash.arm(commits: commits, afterCommit: afterCommit)
    case .diskFull(let pages): try office.setFull(pages: pages)
    case .diskFree: try office.setFull(pages: nil)
    case .backup: try office.backUp()
    case .restoreBackup: try restoreOffice()
    case .revoke(let device):
      guard isAlive(device) else { return }
      let replica = try devices[device].identity().replica
      do { _ = try office.store.revoke(replica.description, now: time.now) } catch {
        if office.crash.isDead { try office.restart() }
        return say("office \(happening): \(error)")
      }
    case .role(let device, let choice):
      guard isAlive(device) else { return }
      let roles: [Role] =
        devices[device].branch == "HQ"
        ? [.auditor, .admin, .headOffice, .branchStaff] : [.auditor, .branchStaff, .dutyManager]
      devices[device].granted = roles[choice % roles.count]
      oracle.reassigned.insert(devices[device].line)
      devices[device].code = nil
      try await join(device, [], isHealing: false)
    case .quarantine(let ordinal, let discard):
      try decideAtOffice(ordinal, discard ? .discard : .retry)
    case .warrant(let ordinal): try decideAtOffice(ordinal, .accept)
    case .newDevice(let place): try addDevice(branch: place)
    }
    say("office \(happening)")
  }

  /// An older copy of head office is put in its place. What it took since and nobody holds is on no disk any
  /// more.
  private func restoreOffice() throws {
    try readOfficeLog()
    guard try office.restoreBackup() else { return }
    isOfficeRestored = true
    officeLogRead = 0
    officeHeld = Holding()
    verdicts = [:]
    oracle.forgetTransfers()
    oracle.forgetStanding()
    oracle.loseCertainty()
    try noteOldAcknowledgements()
    var surviving = try deedsAtOffice()
    oracle.noteLostPublications()
    for device in devices {
      surviving.formUnion(Set(device.held.own.values).subtracting(try withheld(device)))
      for held in device.held.records.values { surviving.formUnion(held.deeds) }
    }
    oracle.forfeit(oracle.deeds.map(\.id).filter { !surviving.contains($0) })
  }

  /// What a device wrote while it saw every branch, and has no more.
  private func withheld(_ device: SimulatedDevice) throws -> Set<DeedID> {
    try device.store.queue.inDatabase { db in
      Set(
        try db.rows("SELECT encoded FROM changes WHERE stripped = 2").compactMap { row in
          row.bytes(0).flatMap { deed(in: Array($0)) }
        })
    }
  }

  private func decideAtOffice(_ ordinal: Int, _ decision: QuarantineDecision) throws {
    do {
      let held = try office.store.quarantine()
      guard !held.isEmpty else { return }
      let chosen = held[ordinal % held.count]
      // Nobody answers for what a stranger says that it saw.
      if decision == .accept, oracle.hostile.contains(chosen.dot.replica),
        chosen.change.reason == .unknownBase
      {
        return
      }
      let group = held.filter {
        $0.dot.replica == chosen.dot.replica && $0.change.first == chosen.change.first
      }
      let deeds = group.compactMap { deed(in: $0.change.encoded) }
      if decision == .accept { for id in deeds { oracle.warrant(id) } }
      _ = try office.store.decideQuarantine(
        chosen.dot, decision, now: time.now, random: office.chance.next)
      if decision == .discard { for id in deeds { oracle.discard(id) } }
    } catch {
      guard office.crash.isDead || office.isFull else {
        throw Violation(.nothingUnexpected, "head office cannot decide on the quarantine: \(error)")
      }
      if office.crash.isDead { try office.restart() }
    }
  }

  private func deed(in encoded: [UInt8]) -> DeedID? {
    (try? Change(decoding: encoded)).flatMap { oracle.deed(salt: $0.salt) }
  }

  // MARK: Syncing

  func sync(_ index: Int, _ deliveries: [Delivery], isHealing: Bool) async throws {
    guard !devices[index].isSyncing, !devices[index].isByFile else { return }
    let device = devices[index]
    let (deeds, beside) = (oracle.deeds.count, device.beside.count)
    devices[index].isSyncing = true
    let line = Line(deliveries)
    let (report, failure) = await synchronise(
      device.store, over: SimulatedTransport(world: self, device: index, crash: device.crash, line: line))
    devices[index].isSyncing = false
    if let violation { throw violation }
    if device.crash.isDead, devices[index].crash === device.crash { try devices[index].restart() }
    if !report.digestMismatches.isEmpty, !isOfficeRestored {
      throw Violation(
        .bothCanProveAgreement,
        "\(device.name): the digest of \(report.digestMismatches) differs after a sync")
    }
    if let failure { try judge(failure, device, line) }
    if line.hasFailed || device.crash.isDead { oracle.uninformed.insert(device.line) }
    if failure == nil { try differsInSilence(device, report) }
    if failure == nil { devices[index].measuredBoot = device.machine.boot }
    try look(at: index)
    try noteErasures(of: index, deeds: deeds, beside: beside)
    if failure == nil, devices[index].isPutBack {
      // From here on it has been asked.
      devices[index].acknowledged = devices[index].saidBefore
      devices[index].isPutBack = false
    }
    // Where a copy goes by the same id, and this one was not answered, it was the copy that said so.
    if failure == nil || !hasCopies { try checkAcknowledgements(of: index, deeds: deeds, beside: beside) }
    moved += report.pushed + report.pulled
    say(
      "\(device.name) syncs: \(line.told), \(report.pushed) pushed, \(report.pulled) pulled, "
        + "\(report.conflicts) conflicts" + (failure.map { ", \(Self.told($0))" } ?? ""))
  }

  /// Law 12: a device that stands where head office stands holds what head office holds, or its sync told that
  /// it does not.
  private func differsInSilence(_ device: SimulatedDevice, _ report: SyncReport) throws {
    let theirs = try office.store.pool.read { try $0.scopes() }
    let (ours, open) = try device.store.queue.inDatabase { db in
      (try db.scopes(), Set(try report.unrepaired.compactMap { try db.record($0.record)?.scope }))
    }
    let told = Set(ours.filter { open.contains($0.rid) }.map(\.code))
      .union(report.unrepairedScopes).union(report.digestMismatches)
    for scope in ours where !told.contains(scope.code) {
      guard let other = theirs.first(where: { $0.code == scope.code }), other.position == scope.position,
        other.token == scope.token, other.digest != scope.digest || other.records != scope.records
      else { continue }
      throw Violation(
        .bothCanProveAgreement, "\(device.name) differs from head office in \(scope.code), and no sync told")
    }
  }

  /// What a sync may fail with.
  private func judge(_ failure: SyncFailure, _ device: SimulatedDevice, _ line: Line) throws {
    switch failure {
    case .notEnrolled where !device.isEnrolled: return
    case .transport(.unreachable) where line.hasFailed: return
    case .transport(.refused(let refusal, _)) where line.isInjected(refusal): return
    case .transport(.refused(let refusal, _))
    where refusal.code == .unauthorized
      && (device.mustEnrol || hasCopies || isOfficeRestored):
      // Another copy was enrolled since, or head office does not know of the last time.
      devices[device.index].mustEnrol = true
    case .transport(.refused(let refusal, _)) where refusal.code == .deviceRevoked:
      guard try isRevoked(device) else {
        throw Violation(.nothingUnexpected, "\(device.name) is refused as revoked, and is not")
      }
    case .store(.diskFull) where device.isFull: return
    case .store where device.crash.isDead: return
    default: throw Violation(.comesToRest, "\(device.name): a sync failed: \(failure)")
    }
  }

  func isRevoked(_ device: SimulatedDevice) throws -> Bool {
    let replica = try device.identity().replica
    return try office.store.devices().contains { $0.replica == replica && $0.revokedAt != nil }
  }

  static func told(_ failure: SyncFailure) -> String {
    switch failure {
    case .transport(.unreachable(let why)): "unreachable: \(why)"
    case .transport(.refused(let refusal, _)): "refused: \(refusal.code.rawValue)"
    default: "\(failure)"
    }
  }

  func join(_ index: Int, _ deliveries: [Delivery], isHealing: Bool) async throws {
    guard !devices[index].isSyncing else { return }
    let device = devices[index]
    enrolments += 1
    var random = Seeded(seed, UInt64(enrolments * 64 + index) &+ 0xE401)
    if device.code == nil || isHealing || random.chance(50) {
      do {
        // A store that is an older copy, or that never got its answer, has no token to show: then the code names it.
        let replica = try device.identity().replica
        let isNamed = isHealing || device.mustEnrol || !random.chance(50)
        let isKnown = try isNamed && office.store.devices().contains { $0.replica == replica }
        devices[index].code = try office.store.enrolmentCode(
          branch: BranchCode(typed: device.branch), role: device.granted,
          device: isKnown ? replica.description : nil, now: time.now, validFor: 900_000,
          random: &random
        ).text
      } catch {
        // Head office's disk is full, or it ends just here.
        if office.crash.isDead { try office.restart() }
        return say("\(device.name) gets no code")
      }
      if office.crash.isDead { try office.restart() }
    }
    guard let code = devices[index].code else { return }
    devices[index].isSyncing = true
    // Who is enrolled again is held to have seen all that there was.
    oracle.uninformed.insert(device.line)
    // Until an answer is read nobody knows which token counts.
    devices[index].mustEnrol = true
    let line = Line(deliveries)
    let transport = SimulatedTransport(world: self, device: index, crash: device.crash, line: line)
    var failure = ""
    do {
      _ = try await enrol(device.store, url: "http://sim", code: code, over: transport)
      devices[index].code = nil
      devices[index].isByFile = false
      devices[index].mustEnrol = false
      devices[index].measuredBoot = device.machine.boot
    } catch let error as TransportFailure {
      failure = Self.told(.transport(error))
      if case .refused(let refusal, _) = error {
        if refusal.code == .codeInvalid { devices[index].code = nil }
        if refusal.code != .codeInvalid, !line.isInjected(refusal) {
          throw Violation(.nothingUnexpected, "\(device.name): not enrolled: \(refusal)")
        }
      }
    } catch  where device.crash.isDead || device.isFull {
      failure = "\(type(of: error))"
    }
    devices[index].isSyncing = false
    if let violation { throw violation }
    if device.crash.isDead, devices[index].crash === device.crash { try devices[index].restart() }
    devices[index].isEnrolled = try devices[index].identity().headOffice != nil
    try look(at: index)
    say("\(device.name) enrols: \(line.told) \(failure)")
  }
}
