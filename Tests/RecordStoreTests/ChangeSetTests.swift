import GRDB
import RecordStore
import Testing

@Suite struct ChangeSetTests {
  private static let all: [ChangeStatus] = [.pending, .sent, .accepted, .history, .quarantined, .discarded]

  /// What a set is by the words that statements have for it.
  private func members(_ set: ChangeSet) throws -> [ChangeStatus] {
    try DatabaseQueue().read { db in
      try Self.all.filter { status in
        try db.first("SELECT ? \(set)", values: [.status(status)]) { $0.integer(0) == 1 } ?? false
      }
    }
  }

  @Test func `each set holds what its name says`() throws {
    #expect(try members(.waiting) == [.pending, .sent])
    #expect(try members(.quarantined) == [.quarantined])
    #expect(try members(.shownHereOnly) == [.pending, .sent, .quarantined])
    #expect(try members(.covered) == [.sent, .accepted, .quarantined])
    #expect(try members(.stated) == [.sent, .accepted])
    #expect(try members(.notAccepted) == [.pending, .sent, .quarantined, .discarded])
    #expect(try members(.settled) == [.accepted, .discarded])
    #expect(try members(.past) == [.accepted, .history])
    #expect(try members(.own) == Self.all.filter { $0 != .history })
  }
}
