import GRDB
import Glibc
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
  /// Judges again, and answers for it that its author saw what it names and may decide: where the versions that it
  /// names never come back, or an older program made an edit that settles a conflict. All else is held against it.
  case accept
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
    try decideQuarantine([dot], decision, now: now, random: random)[dot]
  }

  /// The same for several groups at once: what is dropped together is dropped before anything that waited is judged.
  /// - Returns: the reasons of those that are in quarantine still.
  package func decideQuarantine(
    _ dots: Set<Dot>, _ decision: QuarantineDecision, now: Int64, random: @Sendable () -> UInt64
  ) throws -> [Dot: Verdict.Reason] {
    let devices = try devices()
    let groups = try Dictionary(grouping: dots, by: \.replica).sorted { $0.key < $1.key }.map {
      replica, dots in
      let numbers = Set(dots.map(\.number))
      guard let device = devices.first(where: { $0.replica == replica }) else {
        throw AdministrationFailure.notInQuarantine("\(Dot(replica, numbers.min() ?? 0))")
      }
      for number in numbers.sorted()
      where try read({ try $0.quarantinedGroup(of: device.rid, number: number) }).isEmpty {
        throw AdministrationFailure.notInQuarantine("\(Dot(replica, number))")
      }
      return (device, numbers)
    }
    var hasErased = false
    for (device, numbers) in groups {
      if decision == .accept {
        try write { db in
          for number in numbers.sorted() {
            try db.audit("quarantined changes warranted", "\(Dot(device.replica, number))", at: now)
          }
        }
      }
      let outcome = try carryOut(PushWork(decision, about: numbers), for: device, now: now, random: random)
      hasErased = hasErased || outcome.hasErased
    }
    if hasErased { _ = try finishErasures(now: now, random: random, copies: false) }
    return try read { db in
      var left: [Dot: Verdict.Reason] = [:]
      for (device, numbers) in groups {
        for number in numbers {
          left[Dot(device.replica, number)] =
            try db.quarantinedGroup(of: device.rid, number: number).first?.reason
        }
      }
      return left
    }
  }

  /// How long a program that works beside one that serves leaves the file alone between two transactions. SQLite tells
  /// nobody who waits for a lock: he tries again, in the end every 100 ms (sqlite3_busy_timeout).
  package static var gapBesideServer: Duration { .milliseconds(120) }

  /// Takes all of a request, in parts: others write between them.
  func carryOut(
    _ work: PushWork, for device: Device, now: Int64, random: @Sendable () -> UInt64
  ) throws -> PushOutcome {
    var work = work
    while !work.isDone {
      work = try write { [work] db in
        try withoutActuallyEscaping(random) { random in
          var work = work
          var push = try Push(db: db, device: device, headOffice: id, now: now, random: random)
          try push.goOn(&work, until: WorkBudget(WorkBudget.systemClock))
          return work
        }
      }
      if !work.isDone { usleep(UInt32(Self.gapBesideServer / .microseconds(1))) }
    }
    return work.outcome
  }
}
