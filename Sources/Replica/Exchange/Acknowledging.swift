import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// What head office has of this replica, against what this replica made.
extension Absorber {
  /// Compares what head office has of this replica with what this replica made.
  mutating func acknowledge(_ response: SyncResponse) throws {
    if arrival.isLate, response.covered <= covered { return }
    guard response.covered >= covered else {
      throw ExchangeFailure.headOfficeLostChanges(
        covered: response.covered, acknowledged: covered, chain: Array(response.chain))
    }
    let before = covered
    // What was sent and answered head office has, whatever else a twin of this replica has sent; but where it was put
    // back from a backup, the twin may have given the numbers again that it lost.
    let isRecovering = try !db.comparedScopes().isEmpty
    let agreed = isRecovering ? 0 : max(covered, response.verdicts.map(\.number).max() ?? 0)
    var chain = try db.meta(.coveredChain).flatMap { ContentHash(bytes: Array($0)) } ?? .chainStart
    while covered < response.covered {
      let rows = try db.rows(
        "SELECT hash FROM changes WHERE replica = ? AND number > ? AND number <= ? ORDER BY number LIMIT 5000",
        [records.replica, Int64(bitPattern: covered), Int64(bitPattern: response.covered)])
      guard !rows.isEmpty else { throw ExchangeFailure.diverged(agreed: agreed) }
      for row in rows {
        guard let hash = row.bytes(0).flatMap({ ContentHash(bytes: $0) }) else {
          throw StoreError.damaged(detail: "hash of change \(covered + 1)")
        }
        chain = chain.chained(hash)
        covered += 1
        outcome.accepted += 1
      }
    }
    guard Array(response.chain) == chain.bytes else { throw ExchangeFailure.diverged(agreed: agreed) }
    if outcome.accepted > 0 {
      // From the number before on: all earlier ones would be looked at too.
      try db.run(
        "UPDATE changes SET status = ? WHERE status = ? AND replica = ? AND number > ? AND number <= ?",
        values: [
          .status(.sent), .status(.pending), .integer(records.replica), .number(before), .number(covered),
        ])
      try db.setMeta(.covered, Int64(bitPattern: covered))
      try db.setMeta(.coveredChain, Data(chain.bytes))
      try db.setMeta(.settled, max(Int64(bitPattern: covered), try db.meta(.settled) ?? 0))
    }
    try noteStamp(response.coveredStamp)
    for verdict in response.verdicts where verdict.outcome == .stripped { try strip(verdict.number) }
    try keepQuarantine(response)
    if !arrival.isLate { try keepFollowed(response) }
  }

  /// Keeps with which stamp head office has the last of this replica's changes.
  private func noteStamp(_ told: UInt64) throws {
    guard told > 0, covered > 0 else { return }
    if try db.meta(.toldNumber) == Int64(bitPattern: covered),
      try db.meta(.toldStamp) == Int64(bitPattern: told)
    {
      return
    }
    let touched = try db.settleStamp(of: covered, HybridTime(rawValue: told), replica: records.replica)
    for record in touched.sorted() { try records.rebuild(record) }
  }
}
