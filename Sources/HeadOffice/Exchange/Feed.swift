import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// Reads what a device does not have yet, from one snapshot.
struct Feed {
  let db: Database
  let device: Device

  /// The number and chain of the device's changes, and the next page of its scopes.
  /// - Parameter now: head office's clock, in milliseconds since 1970.
  func fill(_ response: inout SyncResponse, request: SyncRequest, now: Int64) throws {
    guard
      let row = try db.row("SELECT covered, chain FROM devices WHERE replica = ?", [device.rid]),
      let chain = row.bytes(1)
    else { throw Refusal(.unauthorized, "The device is not known.") }
    response.covered = UInt64(bitPattern: row[0] as Int64)
    response.chain = Data(chain)
    response.coveredStamp = try db.coveredStamp(of: device.rid, upTo: response.covered, now: now)
    response.role = device.role.rawValue
    response.branch = device.branch.rawValue

    let scopes = try db.scopes().filter { device.isSent($0.code, asking: request) }
    let cursors = try checked(request.cursors, scopes)
    // Above what is covered stands what a copy brought: this device has not told it yet.
    response.quarantined = try db.quarantineList(of: device).filter { $0.number <= response.covered }
    response.followed = try request.followed.map { followed in
      let place = try db.place(of: followed)
      var entry = FollowedEntry()
      entry.replica = followed.replica
      entry.number = followed.number
      entry.standing = place?.standing ?? .notKnown
      if place?.standing == .held { entry.reason = place?.reason ?? "" }
      return entry
    }
    guard !request.moreChanges else {
      response.more = true
      return
    }
    try fill(&response, scopes, cursors, pageBytes: request.pageBytes)
    if !response.more {
      response.erasuresAnew = try db.isAnotherStore(device.rid, request)
      response.erasures = try db.erasureNotices(for: device)
    }
  }

  /// Whoever knows a commit that head office lost has something to offer, before anything else is taken or sent.
  /// - Throws: `Refusal` (`unknown_cursor`).
  func check(_ cursors: [FeedCursor]) throws {
    _ = try checked(cursors, try db.scopes().filter { mayRead($0.code) })
  }

  /// A cursor of another scope is passed over: the device may have lost it, and hears its role with this answer.
  private func checked(_ cursors: [FeedCursor], _ scopes: [ScopeRow]) throws -> [String: FeedCursor] {
    let asked = Dictionary(cursors.map { ($0.scope, $0) }, uniquingKeysWith: { first, _ in first })
    var known: [String: FeedCursor] = [:]
    for scope in scopes {
      guard let cursor = asked[scope.code] else { continue }
      if cursor.position > 0 { try check(cursor, scope) }
      known[scope.code] = cursor
    }
    return known
  }

  private func fill(
    _ response: inout SyncResponse, _ scopes: [ScopeRow], _ cursors: [String: FeedCursor], pageBytes: UInt32
  ) throws {
    var room = pageBytes > 0 ? min(Int(pageBytes), Limits.pageBytes) : Limits.pageBytes
    for scope in scopes {
      let from = Int64(clamping: cursors[scope.code]?.position ?? 0)
      guard from < scope.position else { continue }
      guard room > 0 else {
        response.more = true
        break
      }
      let page = try page(of: scope, after: from, room: &room)
      if !page.complete { response.more = true }
      response.pages.append(page)
    }
  }

  func mayRead(_ scope: String) -> Bool { device.holds(scope) }

  private func page(of scope: ScopeRow, after from: Int64, room: inout Int) throws -> ScopePage {
    var page = ScopePage()
    var position = from
    try db.each(
      """
      SELECT position, state, number, NULL, NULL FROM records WHERE scope = ?1 AND position > ?2
      UNION ALL
      SELECT position, NULL, NULL, record, target FROM departures WHERE scope = ?1 AND position > ?2
      ORDER BY position
      """, values: [.integer(scope.rid), .integer(from)]
    ) { row in
      var entry = FeedEntry()
      position = row.integer(0)
      entry.position = UInt64(position)
      entry.state = Data(row.bytes(1) ?? [])
      entry.number = row.text(2) ?? ""
      entry.departed = Data(row.bytes(3) ?? [])
      entry.to = row.text(4) ?? ""
      room -= entry.state.count + entry.departed.count + 16
      page.entries.append(entry)
      return room > 0
    }
    page.cursor.scope = scope.code
    page.cursor.position = UInt64(position)
    page.complete = position == scope.position
    if page.complete {
      page.cursor.token = Data(scope.token ?? [])
      page.digest = Data(scope.digest.bytes)
      page.records = UInt64(scope.records)
    } else {
      page.cursor.token = try token(of: scope, at: position) ?? Data()
    }
    return page
  }

  /// A cursor's token is that of the commit its position belongs to, or head office is not what it was.
  private func check(_ cursor: FeedCursor, _ scope: ScopeRow) throws {
    guard try knows(cursor, of: scope) else {
      throw Refusal(
        .unknownCursor,
        "Head office does not know this cursor of \(cursor.scope): it was restored from an older copy.",
        hint: "Nothing is lost: what the replica holds is offered to head office again.")
    }
  }

  /// Whether a cursor names a commit that head office has.
  func knows(_ cursor: FeedCursor, of scope: ScopeRow) throws -> Bool {
    let position = Int64(clamping: cursor.position)
    let token =
      position == scope.position ? scope.token.map { Data($0) } : try token(of: scope, at: position)
    return token == cursor.token
  }

  /// Whether a cursor names a commit that head office made and does not have.
  func hasLost(_ cursor: FeedCursor, of code: String) throws -> Bool {
    guard cursor.scope == code, let scope = try db.scope(code) else { return false }
    let position = Int64(clamping: cursor.position)
    return try CommitToken(db).isOwn(Array(cursor.token), scope: code, position: position)
      && token(of: scope, at: position) != cursor.token
  }

  private func token(of scope: ScopeRow, at position: Int64) throws -> Data? {
    try db.row(
      "SELECT token FROM commits WHERE scope = ? AND last >= ? ORDER BY last LIMIT 1", [scope.rid, position])?[
        0]
  }
}
