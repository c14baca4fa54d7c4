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

/// How much of what head office has somebody was sent the results of.
struct Told {
  /// Up to which row of the log.
  var row: Int64 = 0
  /// Up to which commit of an offer that brought versions which stand in no log.
  var offers: Int64 = 0

  func isBehind(_ other: Told) -> Bool { row < other.row || offers < other.offers }
}

extension Database {
  /// All that an answer can tell which is read from this snapshot.
  func told() throws -> Told {
    Told(
      row: try lastLogged(),
      offers: try first("SELECT coalesce(max(turn), 0) FROM offered", values: []) { $0.integer(0) } ?? 0)
  }

  /// Keeps when versions came by an offer: who is to be held to have seen them was sent something after that.
  func noteOffered(_ versions: [Dot]) throws {
    guard !versions.isEmpty else { return }
    let turn = try told().offers + 1
    for dot in versions where try logged(dot) == nil {
      try run(
        "INSERT OR IGNORE INTO offered (replica, number, turn) VALUES (?, ?, ?)",
        values: [.id(dot.replica), .number(dot.number), .integer(turn)])
    }
  }

  /// Whether an offer has brought a version, as part of some record.
  func isOffered(_ version: Dot) throws -> Bool {
    try first(
      "SELECT 1 FROM offered WHERE replica = ? AND number = ?",
      values: [.id(version.replica), .number(version.number)]
    ) { _ in true } ?? false
  }

  /// Whether a device was sent what came of a version.
  /// - Parameter row: that of the log; nil: it stands in none.
  func wasSent(_ version: Dot, loggedAt row: Int64?, to device: Device) throws -> Bool {
    if let row, row <= device.told.row { return true }
    let turn = try first(
      "SELECT turn FROM offered WHERE replica = ? AND number = ?",
      values: [.id(version.replica), .number(version.number)]
    ) { $0.integer(0) }
    // What stands in neither came before head office kept this.
    return turn.map { $0 <= device.told.offers } ?? (row == nil)
  }
}

extension HeadOfficeService {
  /// Notes that a device was sent what came up to a row of the log, and up to an offer. Its copies count as sent it too:
  /// an id that it took before the conflict came does not know less. Nobody asks that of one that may settle conflicts.
  func noteTold(_ device: Device, _ told: Told) throws {
    guard !device.settlesConflicts, device.told.isBehind(told) else { return }
    do {
      try store.write { db in
        for kin in try db.family(of: device.rid) where kin.told.isBehind(told) {
          try db.run(
            "UPDATE devices SET told = max(told, ?1), told_offers = max(told_offers, ?2) WHERE replica = ?3",
            values: [.integer(told.row), .integer(told.offers), .integer(kin.rid)])
        }
      }
    } catch StoreError.diskFull {
      // Nothing can be pushed either, and what there is can still be read.
    }
  }
}
