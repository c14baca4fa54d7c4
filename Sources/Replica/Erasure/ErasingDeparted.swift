import Complaints
import GRDB
import RecordStore
import Versioning

/// An erasure reaches what a replica wrote to records that it does not hold any more: no state comes to say so.
extension Absorber {
  /// Of a case that has left, what its own people last said of the customer tells what lies beside the store.
  mutating func noteTraces(of id: RecordID) throws {
    guard try db.record(id) == nil else { return }
    var state: RecordState?
    for row in try db.changes(of: id) {
      if let change = try? row.decoded(), change.kind == .case { state = apply(change, to: state).state }
    }
    if let state { erased.add(state) }
  }

  /// Goes through what was written here to records that are not here any more. An erased case is erased with all that
  /// belongs to it: whether head office can name each of its records to this replica or not.
  /// - Returns: whether nothing is left to do.
  mutating func sweepDeparted(_ order: ErasureOrder) throws -> Bool {
    guard !order.records.isEmpty else { return true }
    var isDone = true
    for seq in try db.departedChanges(of: order) {
      guard let row = try db.change(at: seq) else { continue }
      guard let change = try? row.decoded() else {
        isDone = false
        continue
      }
      let fields = PersonalFields.numbers(
        of: change.kind, present: change.writes.map(\.field.number), ofSubject: true)
      if try !strip(row, Set(fields)) { isDone = false }
    }
    return isDone
  }
}

extension Database {
  /// The places in the log of accepted changes, and of others' that were fetched, to what an erasure names, or to what
  /// belongs to it, where the record is not here.
  fileprivate func departedChanges(of order: ErasureOrder) throws -> [Int64] {
    var places: [Int64] = []
    try each(
      """
      SELECT seq, encoded FROM changes
      WHERE status \(ChangeSet.past) AND stripped < 2 AND record NOT IN (SELECT id FROM records) ORDER BY seq
      """, values: []
    ) { row in
      if let bytes = row.bytes(1), let envelope = try? ChangeEnvelope(encodedChange: bytes),
        order.records[envelope.aggregate] != nil
      {
        places.append(row.integer(0))
      }
      return true
    }
    return places
  }

  fileprivate func change(at seq: Int64) throws -> ChangeRow? {
    try first(
      "SELECT \(ChangeRow.columns) FROM changes WHERE seq = ?", values: [.integer(seq)], ChangeRow.init)
  }
}
