import Complaints
import RecordStore
import Versioning

/// What may lie on disks once a run has come to rest.
extension World {
  /// Law 8, on the disk: no file of a replica has a byte of a case that is in another branch's scope, but
  /// for what the replica itself wrote about it while it was here.
  func checkFiles(of device: SimulatedDevice) throws {
    guard !device.seesEverything else { return }
    let known = Set(device.held.records.keys)
    let own = Set(device.held.own.values)
    // What it wrote while it saw every branch goes with them, once head office has it.
    let waiting = try waitingDeeds(device)
    let departed = Set(
      own.filter { waiting.contains($0) || wasOwn(oracle.deeds[$0].aggregate, device) }
        .map { oracle.deeds[$0].aggregate }
    ).subtracting(known)
    let mine = own.flatMap { texts(of: $0) }.joined()
    for bytes in try StoreFiles.bytes(device.store.path) {
      for label in Texts.labels(in: bytes) {
        guard let record = labels.cases[label], !known.contains(record) else { continue }
        guard departed.contains(record) else {
          throw Violation(.nobodyHoldsForeign, "the file of \(device.name) has bytes of case ⟦\(label)⟧")
        }
        for deed in oracle.deeds where deed.aggregate == record && !own.contains(deed.id) {
          for text in texts(of: deed.id) where Texts.isOwn(text) && !mine.contains(text) {
            guard !Texts.contains(text, in: bytes) else {
              throw Violation(
                .nobodyHoldsForeign,
                "the file of \(device.name) still has \(text) of \(oracle.describe(deed.id)), a case that left"
              )
            }
          }
        }
      }
    }
  }

  private func waitingDeeds(_ device: SimulatedDevice) throws -> Set<DeedID> {
    try device.store.queue.inDatabase { db in
      Set(
        try db.rows("SELECT encoded FROM changes WHERE status \(ChangeSet.shownHereOnly)").compactMap { row in
          row.bytes(0).flatMap { try? Change(decoding: $0) }.flatMap { oracle.deed(salt: $0.salt) }
        })
    }
  }

  /// Whether a case ever was of the device's own branch.
  private func wasOwn(_ aggregate: RecordID, _ device: SimulatedDevice) -> Bool {
    guard let place = oracle.places[aggregate] else { return true }
    return place.scope == device.branch || place.former.contains(device.branch)
  }

  private func texts(of id: DeedID) -> [String] {
    oracle.deeds[id].writes.values.compactMap { if case .text(let text) = $0.value { text } else { nil } }
  }
}
