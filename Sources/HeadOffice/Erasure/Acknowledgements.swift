import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// What devices have said of erasures: that they are done there (law 10).
///
/// An id stands for one store. But a store may be put back from its backup, or copied, and then it has not done what
/// another one said under the same id. So each request says what its store ever said, as a hash: where that is not what
/// head office heard, the id's acknowledgements are nobody's, and it is asked for all again.
extension Database {
  /// Takes which erasures a device says it has done. It repeats that until it is answered, so it may have said it before
  /// more came of an erasure: it counts only where the device's cursors are past all that came.
  func acknowledgeErasures(_ request: SyncRequest, of device: Device, at now: Int64) throws {
    guard !request.erased.isEmpty else { return }
    let positions = request.cursors.map { ($0.scope, Int64(clamping: $0.position)) }
    let cursors = Dictionary(positions, uniquingKeysWith: { first, _ in first })
    let readable = try scopes().filter { device.isSent($0.code, asking: request) }
    for id in request.erased.map({ Array($0) }) {
      let isBehind = try readable.contains { scope in
        try hasErased(id, in: scope.rid, beyond: cursors[scope.code] ?? 0)
      }
      if !isBehind { try acknowledgeErasure(id, device: device.rid, at: now) }
    }
  }

  /// Whether something of an erasure stands in a scope's feed after a position: a record, or that it has left.
  private func hasErased(_ erasure: [UInt8], in scope: Int64, beyond position: Int64) throws -> Bool {
    try first(
      """
      SELECT 1 FROM erased x JOIN records r ON r.id = x.record
        WHERE x.erasure = ?1 AND r.scope = ?2 AND r.position > ?3
      UNION ALL SELECT 1 FROM erased x JOIN departures d ON d.record = x.record
        WHERE x.erasure = ?1 AND d.scope = ?2 AND d.position > ?3
      LIMIT 1
      """, values: [.blob(erasure), .integer(scope), .integer(position)]
    ) { _ in true } ?? false
  }

  private func acknowledgeErasure(_ id: [UInt8], device: Int64, at now: Int64) throws {
    try run(
      """
      INSERT INTO erasure_acks (erasure, replica, at) SELECT id, ?2, ?3 FROM erasures WHERE id = ?1
      ON CONFLICT (erasure, replica) DO UPDATE SET at = excluded.at, again = 0 WHERE again = 1
      """, values: [.blob(id), .integer(device), .integer(now)])
  }

  /// More has come of an erasure: who said that it was done has this to do. That they said so stays known.
  func askAgain(_ erasure: RecordID) throws {
    try run("UPDATE erasure_acks SET again = 1 WHERE erasure = ?", values: [.id(erasure)])
  }

  /// Forgets what was acknowledged under a device's id, where the store that asks now never did; what it acknowledges with
  /// this request stays.
  func disownAcknowledgements(of device: Int64, _ request: SyncRequest) throws {
    guard try isAnotherStore(device, request) else { return }
    let said = Set(request.erased.map { Array($0) })
    for id in try acknowledged(by: device) where !said.contains(id) {
      try run(
        "DELETE FROM erasure_acks WHERE erasure = ? AND replica = ?",
        values: [.blob(id), .integer(device)])
    }
  }

  /// Whether another store has said of erasures what head office knows of a device. (Older programs do not tell.)
  func isAnotherStore(_ device: Int64, _ request: SyncRequest) throws -> Bool {
    guard !request.saidErased.isEmpty else { return false }
    let known = Set(try acknowledged(by: device)).union(request.erased.map { Array($0) })
    return ErasuresSaid(known).hash != Array(request.saidErased)
  }

  private func acknowledged(by device: Int64) throws -> [[UInt8]] {
    try map(
      "SELECT erasure FROM erasure_acks WHERE replica = ? ORDER BY erasure", values: [.integer(device)]
    ) { $0.bytes(0) ?? [] }
  }
}
