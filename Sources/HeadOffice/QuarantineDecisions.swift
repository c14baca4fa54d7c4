import GRDB
import RecordStore
import SyncProtocol
package import Versioning

/// A quarantined change and whose it is.
package struct HeldChange: Sendable {
  package let dot: Dot
  package let branch: String
  package let change: QuarantinedChange
}

package enum QuarantineDecision: Sendable {
  case retry, discard
}

extension HeadOfficeStore {
  /// Everything in quarantine, by replica and number.
  package func quarantine() throws -> [HeldChange] {
    let devices = Dictionary(try devices().map { ($0.rid, $0) }, uniquingKeysWith: { first, _ in first })
    return try read { try $0.quarantined() }.compactMap { change in
      devices[change.replica].map {
        HeldChange(dot: Dot($0.replica, change.number), branch: $0.branch.rawValue, change: change)
      }
    }
  }

  /// Judges a quarantined group again, or drops it, for an administrator at head office.
  /// - Returns: why it is in quarantine still; nil where it is not.
  /// - Throws: `AdministrationFailure.notInQuarantine`, `StoreError`, `Refusal` where its stamp lies in the future.
  package func decideQuarantine(
    _ dot: Dot, _ decision: QuarantineDecision, now: Int64, random: @Sendable () -> UInt64
  ) throws -> Verdict.Reason? {
    guard let device = try devices().first(where: { $0.replica == dot.replica }) else {
      throw AdministrationFailure.notInQuarantine("\(dot)")
    }
    let (left, hasErased) = try write { db in
      guard try !db.quarantinedGroup(of: device.rid, number: dot.number).isEmpty else {
        throw AdministrationFailure.notInQuarantine("\(dot)")
      }
      return try withoutActuallyEscaping(random) { random in
        var push = try Push(db: db, device: device, headOffice: id, now: now, random: random)
        switch decision {
        case .retry: try push.retry(dot.number)
        case .discard: try push.discard(dot.number)
        }
        let outcome = try push.finishAlone()
        return (
          try db.quarantinedGroup(of: device.rid, number: dot.number).first?.reason, outcome.hasErased
        )
      }
    }
    if hasErased { try reconcileErasures(now: now, random: random) }
    return left
  }
}
