import Bundles
import Complaints
import HeadOffice
import RecordStore
import Replica
import SyncClient
import SyncProtocol
import Versioning

/// The exchange by file: bundles are carried late, twice, out of order, or never.
extension World {
  func play(_ step: BundleStep, on index: Int) async throws {
    guard !devices[index].isSyncing else { return }
    if case .ticket = step { return try readTicket(index) }
    guard devices[index].isEnrolled else { return }
    let device = devices[index]
    var told = ""
    do {
      switch step {
      case .write:
        let written = try writeBundle(device.store)
        devices[index].bundles.append(written.file)
        told = "\(written.changes) changes"
      case .answer(let place):
        guard !device.bundles.isEmpty else { return }
        told = try await answerBundle(device.bundles[place % device.bundles.count], of: index)
      case .read(let place):
        guard !device.answers.isEmpty else { return }
        let (deeds, beside) = (oracle.deeds.count, device.beside.count)
        oracle.uninformed.insert(device.line)
        let reading = try readBundle(device.answers[place % device.answers.count], into: device.store)
        try noteErasures(of: index, deeds: deeds, beside: beside)
        told = "\(reading.accepted) accepted, \(reading.pulled) pulled\(reading.isLate ? ", late" : "")"
        if let refusal = reading.refusal { told += ", refused: \(refusal.code.rawValue)" }
      case .ticket: return
      }
    } catch let violation as Violation {
      throw violation
    } catch let problem as BundleProblem {
      told = "\(problem)"
    } catch {
      guard device.crash.isDead || device.isFull else {
        throw Violation(.nothingUnexpected, "\(device.name): \(step): \(error)")
      }
      told = "failed"
    }
    if device.crash.isDead { try devices[index].restart() }
    try look(at: index)
    say("\(device.name) \(step): \(told)")
  }

  /// A device that never had a head office joins by a ticket.
  private func readTicket(_ index: Int) throws {
    let device = devices[index]
    guard !device.isEnrolled, !device.mustEnrol else { return }
    enrolments += 1
    var random = Seeded(seed, UInt64(enrolments * 64 + index) &+ 0xE401)
    do {
      let code = try office.store.enrolmentCode(
        branch: BranchCode(typed: device.branch), role: device.granted, now: time.now,
        validFor: 30 * 86_400_000, random: &random)
      let ticket = BundleTicket(
        headOffice: office.store.id, sealingKey: try office.store.bundlePublicKey(), code: code.text,
        branch: device.branch)
      if !office.crash.isDead { try device.store.enrol(ticket) }
    } catch {
      guard device.crash.isDead || device.isFull || office.crash.isDead || office.isFull else {
        throw Violation(.nothingUnexpected, "\(device.name) cannot take a ticket: \(error)")
      }
    }
    if office.crash.isDead { try office.restart() }
    if device.crash.isDead { try devices[index].restart() }
    devices[index].isEnrolled = try devices[index].identity().headOffice != nil
    devices[index].isByFile = devices[index].isEnrolled
    try look(at: index)
    say("\(device.name) takes a ticket")
  }

  /// Liveness by file, once faults have stopped: whatever its clock shows, a handful of bundles bring everything
  /// up, as long as head office knows the device.
  func healByFile(_ index: Int) async throws {
    for _ in 0..<6 {
      let device = devices[index]
      let file = try writeBundle(device.store).file
      let (deeds, beside) = (oracle.deeds.count, device.beside.count)
      let answer = try await office.service.answer(bundle: file).answer
      try checkAcknowledgementsByFile(of: index)
      let reading = try readBundle(answer, into: device.store)
      try noteErasures(of: index, deeds: deeds, beside: beside)
      try look(at: index)
      say("\(device.name) heals by file: \(reading.accepted) accepted, \(reading.pulled) pulled")
      if let refusal = reading.refusal {
        let isNews =
          switch refusal.code {
          case .deviceRevoked: try isRevoked(device)
          // Head office does not know of it any more, or knows it by what it was given since.
          case .unauthorized, .codeInvalid: isOfficeRestored || device.mustEnrol
          default: false
          }
        guard isNews else {
          throw Violation(.comesToRest, "\(device.name): its bundle is refused: \(refusal)")
        }
        return
      }
      if !reading.needsAnother, try device.store.read({ try $0.pending() }) == 0 { return }
    }
    throw Violation(.comesToRest, "\(devices[index].name): its changes do not go up by file")
  }

  private func answerBundle(_ file: [UInt8], of index: Int) async throws -> String {
    let crash = office.crash
    do {
      // Until it is read the device knows nothing of what head office has told it by this.
      oracle.uninformed.insert(devices[index].line)
      let outcome = try await office.service.answer(bundle: file)
      if !crash.isDead {
        try checkAcknowledgementsByFile(of: index)
        devices[index].answers.append(outcome.answer)
        return outcome.refusal.map { "refused: \($0.code.rawValue)" } ?? "\(outcome.changes) changes"
      }
    } catch let violation as Violation {
      throw violation
    } catch {
      guard crash.isDead || office.isFull else {
        throw Violation(.nothingUnexpected, "head office cannot answer a bundle: \(error)")
      }
      if !crash.isDead { try noteStalledErasures() }
    }
    if crash.isDead { try office.restart() }
    return "failed"
  }
}
