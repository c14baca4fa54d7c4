import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Testing
import Versioning

@testable import HeadOffice

/// A case with a title, and a cursor of a commit that head office does not have any more.
struct Loss {
  let office: Office
  let a: TestDevice
  let b: TestDevice
  let lost: FeedCursor
  /// Change 1 made the case, change 2 gave it a title.
  let changes: [Change]

  init(clock: (@Sendable () -> Int64)? = nil, _ more: [Change] = []) async throws {
    office = try Office(clock: clock)
    (a, b) = (try office.device("SH01"), try office.device("SH01"))
    changes = [a.newCase(1, record(1)), a.edit(2, record(1), CaseField.title, "x")]
    let pages = try await a.exchange(changes).pages
    lost = try Self.lose(office, try #require(pages.first?.cursor))
  }

  /// Another commit stands at that position, as after a restoration.
  static func lose(_ office: Office, _ cursor: FeedCursor) throws -> FeedCursor {
    try office.store.pool.write { db in
      try db.run(
        "UPDATE commits SET token = zeroblob(16) WHERE last = ? AND scope = (SELECT rid FROM scopes WHERE code = ?)",
        values: [.number(cursor.position), .text(cursor.scope)])
      try db.run("UPDATE scopes SET token = zeroblob(16) WHERE code = ?", values: [.text(cursor.scope)])
    }
    return cursor
  }

  var state: RecordState { get throws { try #require(try office.state(record(1))) } }

  func offer(_ state: RecordState, by device: TestDevice? = nil) throws -> UInt32 {
    var offered = OfferedState()
    offered.state = Data(state.encoded())
    return try (device ?? b).offer([offered], of: "SH01", lost: lost)
  }

  func offer(_ states: [RecordState], _ changes: [Change], by device: TestDevice) throws -> UInt32 {
    var request = OfferRequest()
    request.protocol = Limits.protocolVersion
    request.replica = Data(device.replica.bytes)
    request.scope = "SH01"
    request.cursor = lost
    request.states = states.map { state in OfferedState.with { $0.state = Data(state.encoded()) } }
    request.changes = changes.map { Data($0.encoded()) }
    return try office.service.offer(request, token: device.token).taken
  }

  /// What `a` pushes while it has not read anything again.
  func push(_ changes: [Change]) async throws -> SyncResponse {
    var request = a.request(changes)
    request.cursors = []
    return try await a.send(request)
  }

  /// A device that nobody here knows of.
  var stranger: TestDevice {
    TestDevice(replica: Identifier(high: 0xB0, low: 1), branch: "SH01", office: office)
  }
}
