import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// What a device is held to have seen: what head office has sent it the results of, what it made itself, and what
/// its change names. So nobody settles a conflict by saying that they had not seen it.
extension Database {
  /// The last row of the log, in the snapshot that an answer is read from.
  func lastLogged() throws -> Int64 {
    try first("SELECT coalesce(max(seq), 0) FROM changes", values: []) { $0.integer(0) } ?? 0
  }

  /// The row of the log that has a version; nil where none has it.
  func logged(_ version: Dot) throws -> Int64? {
    try first(
      "SELECT c.seq FROM changes c JOIN replicas r ON r.rid = c.replica WHERE r.id = ? AND c.number = ?",
      values: [.id(version.replica), .number(version.number)]
    ) { $0.integer(0) }
  }
}

extension HeadOfficeService {
  /// Notes that a device was sent what came of the log up to a row. Its copies count as sent it too: an id that it took
  /// before the conflict came does not know less. Nobody asks that of one that may settle conflicts.
  func noteTold(_ device: Device, through last: Int64) throws {
    guard !device.settlesConflicts, last > device.told else { return }
    do {
      try store.write { db in
        for kin in try db.family(of: device.rid) where kin.told < last {
          try db.run(
            "UPDATE devices SET told = ? WHERE replica = ?", values: [.integer(last), .integer(kin.rid)])
        }
      }
    } catch StoreError.diskFull {
      // Nothing can be pushed either, and what there is can still be read.
    }
  }
}
