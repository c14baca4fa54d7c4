import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// What has to hold for the stamps of a push before any part of it is taken.
extension Push {
  func isFromFuture(_ stamp: HybridTime) -> Bool { stamp.milliseconds > now + Limits.clockTolerance }

  /// A stamp from the future refuses a request before any part of it is taken. (`judge` looks again: also at
  /// what comes out of the quarantine.)
  func checkStamps(of sequence: PushSequence) throws {
    for item in sequence.groups.joined() where item.number > covered {
      guard let stamp = (try? Times(tailOf: item.encoded))?.stamp, isFromFuture(stamp),
        (try? Change(decoding: item.encoded)) != nil
      else { continue }
      throw outOfTolerance(by: stamp.milliseconds - now)
    }
  }

  /// Where an answer was lost and the clock was set since, head office has a stamp that its author put right
  /// in vain: what the author did next has to lie above it all the same. Where that is another's, the author is a copy, and
  /// is told so instead.
  func checkOrder(of sequence: PushSequence) throws {
    guard let last = try db.lastStamp(of: device.rid, upTo: covered, now: now),
      let next = sequence.groups.joined().first(where: { $0.number > covered && $0.envelope != nil }),
      let stamp = (try? Times(tailOf: next.encoded))?.stamp, stamp <= last,
      try sequence.groups.joined().allSatisfy({ try $0.number > covered || same($0) != nil })
    else { return }
    var refusal = Refusal(
      .stampBehind, "Change \(next.number) has a stamp below that of an earlier change of this replica.",
      hint: "Changes after \(covered) are stamped anew and sent again.", number: covered)
    refusal.clock = last.milliseconds
    throw refusal
  }

  func outOfTolerance(by ahead: Int64) -> Refusal {
    var refusal = Refusal(
      .clockOutOfTolerance,
      "The replica's clock is \(abs(ahead) / 1000) seconds \(ahead < 0 ? "behind" : "ahead of") head office's.",
      hint: "Its changes are stamped anew and sent again.", offset: ahead)
    refusal.clock = now
    return refusal
  }
}

extension Database {
  /// What an answer says of the stamp of the last change that head office covers; 0 where it has none to say: of what
  /// was dropped it keeps none, and an earlier one's is not its.
  func coveredStamp(of device: Int64, upTo covered: UInt64, now: Int64) throws -> UInt64 {
    let isDropped = try first(
      "SELECT 1 FROM discarded WHERE replica = ? AND number = ?",
      values: [.integer(device), .number(covered)]
    ) { _ in true }
    guard isDropped == nil else { return 0 }
    return try lastStamp(of: device, upTo: covered, now: now)?.rawValue ?? 0
  }

  /// The stamp of the last of a replica's changes that head office covers, in its log or in quarantine: what the
  /// replica makes next has to lie above it. Nil where it has none, and where that stamp lies after its clock,
  /// which was set back since.
  func lastStamp(of device: Int64, upTo covered: UInt64, now: Int64) throws -> HybridTime? {
    let last = try ["changes", "quarantine"].compactMap { table in
      try first(
        "SELECT encoded FROM \(table) WHERE replica = ? AND number <= ? ORDER BY number DESC LIMIT 1",
        values: [.integer(device), .number(covered)]
      ) {
        (try? Times(tailOf: $0.bytes(0) ?? []))?.stamp
      } ?? nil
    }.max()
    return last.flatMap { $0.milliseconds <= now + Limits.clockTolerance ? $0 : nil }
  }
}
