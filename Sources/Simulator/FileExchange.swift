import HeadOffice
import RecordStore
import Replica
import SyncClient
import SyncProtocol
import Versioning

/// The exchange by file: bundles are carried late, twice, out of order, or never.
extension World {
  func play(_ step: BundleStep, on index: Int) async throws {
    guard !devices[index].isSyncing, devices[index].isEnrolled else { return }
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
        let reading = try readBundle(device.answers[place % device.answers.count], into: device.store)
        told = "\(reading.accepted) accepted, \(reading.pulled) pulled\(reading.isLate ? ", late" : "")"
        if let refusal = reading.refusal { told += ", refused: \(refusal.code.rawValue)" }
      }
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

  private func answerBundle(_ file: [UInt8], of index: Int) async throws -> String {
    let crash = office.crash
    do {
      let outcome = try await office.service.answer(bundle: file)
      if !crash.isDead {
        devices[index].answers.append(outcome.answer)
        return outcome.refusal.map { "refused: \($0.code.rawValue)" } ?? "\(outcome.changes) changes"
      }
    } catch {
      guard crash.isDead || office.isFull else {
        throw Violation(.nothingUnexpected, "head office cannot answer a bundle: \(error)")
      }
    }
    if crash.isDead { try office.restart() }
    return "failed"
  }
}
