import FoundationEssentials
import GRDB
import RecordStore
package import SyncProtocol
import Versioning

extension HeadOfficeStore {
  /// Every erasure, newest first, with the devices that have and have not said that it is done.
  package func erasureStatus() throws -> [Casebook_Sync_V1_ErasureStatus] {
    let devices = try devices()
    return try read { db in
      try db.rows(
        "SELECT id, at, (SELECT count(*) FROM erased x WHERE x.erasure = e.id) FROM erasures e ORDER BY at DESC, id"
      )
      .map { row in
        var status = Casebook_Sync_V1_ErasureStatus()
        status.id = row[0]
        status.at = row[1]
        status.records = UInt32(truncatingIfNeeded: row[2] as Int64)
        let acks = try db.rows(
          "SELECT replica, at FROM erasure_acks WHERE erasure = ? AND again = 0", [status.id]
        )
        .reduce(into: [Int64: Int64]()) { $0[$1[0]] = $1[1] as Int64 }
        for device in devices {
          var entry = Casebook_Sync_V1_ErasureDevice()
          entry.replica = device.replica.data
          entry.branch = device.branch.rawValue
          entry.name = device.name
          entry.revoked = device.revokedAt != nil
          entry.at = acks[device.rid] ?? 0
          if acks[device.rid] == nil { status.waiting.append(entry) } else { status.done.append(entry) }
        }
        return status
      }
    }
  }
}
