import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// Finds the records of a scope in which a replica and head office differ.
struct Comparison {
  let db: Database
  let device: Device

  func answer(_ request: CompareRequest) throws -> CompareResponse {
    let count = request.records.count / 16
    guard request.records.count == count * 16, request.hashes.count == count * 8,
      count <= Limits.comparedRecords, request.after.isEmpty || request.after.count == 16
    else { throw Refusal(.malformedRequest, "The ids and hashes do not fit together.") }
    let feed = Feed(db: db, device: device)
    guard feed.mayRead(request.scope), let scope = try db.scope(request.scope) else {
      throw Refusal(.forbidden, "The scope is not this device's.")
    }
    let held = try Self.held(request)
    var response = CompareResponse()
    response.protocol = Limits.protocolVersion
    response.cursor.scope = scope.code
    response.cursor.position = UInt64(scope.position)
    response.cursor.token = Data(scope.token ?? [])
    var room = Limits.pageBytes
    // What is equal is read too, and costs as much time.
    var unread = Limits.comparedBytes
    var end: [UInt8]? = request.last ? nil : held.last.map { $0.id }
    var rest = held[...]
    try db.each(
      """
      SELECT id, position, state, number FROM records
      WHERE scope = ?1 AND id > ?2 AND (?3 IS NULL OR id <= ?3) ORDER BY id
      """,
      values: [.integer(scope.rid), .blob(Array(request.after)), .blob(end)]
    ) { row in
      guard let id = row.bytes(0), let state = row.bytes(2) else { return true }
      while let next = rest.first, next.id.lexicographicallyPrecedes(id) {
        response.lacking.append(Data(next.id))
        rest.removeFirst()
      }
      unread -= state.count
      if rest.first?.id == id {
        let hash = rest.removeFirst().hash
        if hash == Array(ContentHash(content: state).bytes.prefix(8)) {
          if unread <= 0 { end = id }
          return unread > 0
        }
      }
      var entry = FeedEntry()
      entry.position = UInt64(row.integer(1))
      entry.state = Data(state)
      entry.number = row.text(3) ?? ""
      response.entries.append(entry)
      room -= state.count + 16
      guard room > 0, unread > 0 else {
        // The rest is for the next request.
        end = id
        return false
      }
      return true
    }
    if room > 0, unread > 0 { response.lacking += rest.map { Data($0.id) } }
    response.through = Data(end ?? [])
    return response
  }

  private static func held(_ request: CompareRequest) throws -> [(id: [UInt8], hash: [UInt8])] {
    let ids = [UInt8](request.records)
    let hashes = [UInt8](request.hashes)
    var held: [(id: [UInt8], hash: [UInt8])] = []
    held.reserveCapacity(ids.count / 16)
    var previous = Array(request.after)
    for at in 0..<ids.count / 16 {
      let id = Array(ids[at * 16..<at * 16 + 16])
      guard previous.lexicographicallyPrecedes(id) else {
        throw Refusal(.malformedRequest, "The ids are not ascending.")
      }
      previous = id
      held.append((id, Array(hashes[at * 8..<at * 8 + 8])))
    }
    return held
  }
}
