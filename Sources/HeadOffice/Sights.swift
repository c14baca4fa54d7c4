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

  /// Whether a device is held to have seen a version when it made a change.
  func hasSeen(_ version: Dot, by device: Device, making change: Dot) throws -> Bool {
    if version.replica == change.replica { return version.number < change.number }
    let row = try first(
      "SELECT c.seq FROM changes c JOIN replicas r ON r.rid = c.replica WHERE r.id = ? AND c.number = ?",
      values: [.id(version.replica), .number(version.number)]
    ) { $0.integer(0) }
    // What is not in the log came with a state, after head office was restored.
    return row.map { $0 <= device.told } ?? true
  }
}

extension HeadOfficeService {
  /// Notes that a device was sent what came of the log up to a row. Nobody asks that of one that may settle conflicts.
  func noteTold(_ device: Device, through last: Int64) throws {
    guard !device.settlesConflicts, last > device.told else { return }
    do {
      try store.write { db in
        try db.run(
          "UPDATE devices SET told = max(told, ?) WHERE replica = ?",
          values: [.integer(last), .integer(device.rid)])
      }
    } catch StoreError.diskFull {
      // Nothing can be pushed either, and what there is can still be read.
    }
  }
}
