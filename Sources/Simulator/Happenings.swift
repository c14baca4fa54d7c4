import Complaints
import GRDB
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
    }
    try look(at: index)
    say("\(name) \(happening)")
  }

  /// An older copy of a store is put in its place. What was saved since, and had not reached head office, is
  /// on no disk any more: nobody can ask for it.
  private func restoreBackup(of index: Int) throws {
    try readOfficeLog()
    let before = devices[index].held.own
    guard try devices[index].restoreBackup() else { return }
    hasCopies = true
    let kept = Set(devices[index].held.own.values)
    let elsewhere = Set(devices.indices.filter { $0 != index }.flatMap { devices[$0].held.own.values })
    let atOffice = Set(oracle.accepted.values)
    oracle.forfeit(
      before.values.filter { !kept.contains($0) && !elsewhere.contains($0) && !atOffice.contains($0) })
  }

  private func clone(_ index: Int) throws {
    guard devices.count < 7, devices[index].granted == devices[index].firstRole else { return }
    devices[index].hasTwin = true
    hasCopies = true
    let twin = try Device(index: devices.count, copying: devices[index], time: time, seed: seed)
    devices.append(twin)
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
      guard devices.indices.contains(device) else { return }
      let replica = try devices[device].identity().replica
      do { _ = try office.store.revoke(replica.description, now: time.now) } catch {
        if office.crash.isDead { try office.restart() }
        return say("office \(happening): \(error)")
      }
    case .role(let device, let choice):
      // What is refused to one of two copies and not to the other comes under two numbers: then a later change
      // of the first one does not replace what it saw. That is known, and not looked for.
      guard devices.indices.contains(device), !devices[device].hasTwin else { return }
      let roles: [Role] =
        devices[device].branch == "HQ"
        ? [.auditor, .admin, .headOffice] : [.auditor, .branchStaff, .dutyManager]
      devices[device].granted = roles[choice % roles.count]
      devices[device].code = nil
      try await join(device, [], isHealing: false)
    case .quarantine(let ordinal, let discard): try decideAtOffice(ordinal, discard: discard)
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
    try lookAtOffice()
    var surviving = Set(officeHeld.records.values.flatMap(\.deeds))
    for device in devices {
      surviving.formUnion(device.held.own.values)
      for held in device.held.records.values { surviving.formUnion(held.deeds) }
    }
    oracle.forfeit(oracle.deeds.map(\.id).filter { !surviving.contains($0) })
  }

  private func decideAtOffice(_ ordinal: Int, discard: Bool) throws {
    do {
      let held = try office.store.quarantine()
      guard !held.isEmpty else { return }
      let chosen = held[ordinal % held.count]
      let group = held.filter {
        $0.dot.replica == chosen.dot.replica && $0.change.first == chosen.change.first
      }
      _ = try office.store.decideQuarantine(
        chosen.dot, discard ? .discard : .retry, now: time.now, random: office.chance.next)
      guard discard else { return }
      for entry in group { if let id = deed(in: entry.change.encoded) { oracle.discard(id) } }
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
    guard !devices[index].isSyncing else { return }
    let device = devices[index]
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
    if failure == nil { devices[index].measuredBoot = device.machine.boot }
    try look(at: index)
    moved += report.pushed + report.pulled
    say(
      "\(device.name) syncs: \(line.told), \(report.pushed) pushed, \(report.pulled) pulled, "
        + "\(report.conflicts) conflicts" + (failure.map { ", \(Self.told($0))" } ?? ""))
  }

  /// What a sync may fail with.
  private func judge(_ failure: SyncFailure, _ device: Device, _ line: Line) throws {
    switch failure {
    case .notEnrolled where !device.isEnrolled: return
    case .transport(.unreachable) where line.hasFailed: return
    case .transport(.refused(let refusal, _)) where line.isInjected(refusal): return
    case .transport(.refused(let refusal, _))
    where refusal.code == .unauthorized && (device.mustEnrol || hasCopies || isOfficeRestored):
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

  func isRevoked(_ device: Device) throws -> Bool {
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
        devices[index].code = try office.store.enrolmentCode(
          branch: BranchCode(typed: device.branch), role: device.granted, now: time.now, validFor: 900_000,
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
    // Until an answer is read nobody knows which token counts.
    devices[index].mustEnrol = true
    let line = Line(deliveries)
    let transport = SimulatedTransport(world: self, device: index, crash: device.crash, line: line)
    var failure = ""
    do {
      _ = try await enrol(device.store, url: "http://sim", code: code, over: transport)
      devices[index].code = nil
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
