import Complaints
import FoundationEssentials
import HeadOffice
import SyncProtocol
import Testing
import Versioning

@Suite struct FeedTests {
  @Test func `a feed holds each record once, at its latest position`() async throws {
    let office = try Office()
    let a = try office.device("SH01")
    let b = try office.device("SH01")
    try await a.exchange([a.newCase(1, record(1)), a.newCase(2, record(2)), a.newCase(3, record(3))])
    try await a.exchange([
      a.edit(4, record(1), CaseField.title, "x"),
      a.edit(5, record(1), CaseField.title, "y", base: [Dot(a.replica, 4)]),
    ])
    let page = try #require(try await b.exchange().pages.first)
    let ids = try page.entries.map { try RecordState(decoding: [UInt8]($0.state)).record }
    #expect(ids == [record(2), record(3), record(1)])
    #expect(page.entries.map(\.position) == [2, 3, 4])
    #expect(page.complete && page.records == 3)
  }

  @Test func `pages end after the state that fills them, and digest and count come with the last`()
    async throws
  {
    let office = try Office()
    let a = try office.device("SH01")
    let b = try office.device("SH01")
    try await a.exchange((1...30).map { a.newCase($0, record($0), text: String(repeating: "x", count: 500)) })
    var digest = ScopeDigest()
    var sizes: [Int] = []
    while true {
      let response = try await b.exchange(pageBytes: 2_000)
      let page = try #require(response.pages.first)
      #expect(response.pages.count == 1)
      sizes.append(page.entries.count)
      for entry in page.entries {
        let state = [UInt8](entry.state)
        digest.add(record: try RecordState(decoding: state).record, state: state)
      }
      #expect(page.complete == !response.more)
      #expect(page.digest.isEmpty == response.more && page.cursor.token.count == 16)
      #expect(page.cursor.position == page.entries.last?.position)
      guard response.more else {
        #expect(page.digest == Data(digest.bytes) && page.records == 30)
        break
      }
    }
    #expect(sizes.reduce(0, +) == 30 && sizes.count > 5 && sizes.allSatisfy { $0 <= 4 })
    let idle = try await b.exchange()
    #expect(idle.pages.isEmpty && !idle.more)
  }

  @Test func `one response goes on to the next scope while there is room`() async throws {
    let office = try Office()
    let admin = try office.device("HQ", .admin)
    for branch in ["SH01", "SH02"] {
      let device = try office.device(branch)
      try await device.exchange((1...3).map { device.newCase($0, record($0 + (branch == "SH01" ? 0 : 100))) })
    }
    let small = try await admin.exchange(pageBytes: 1)
    #expect(small.pages.map(\.cursor.scope) == ["SH01"] && small.more)
    let rest = try await admin.exchange()
    #expect(rest.pages.map(\.cursor.scope) == ["SH01", "SH02"] && !rest.more)
    #expect(rest.pages.map(\.entries.count) == [2, 3])
  }

  @Test func `a change between two pages is not skipped`() async throws {
    let office = try Office()
    let a = try office.device("SH01")
    let b = try office.device("SH01")
    try await a.exchange((1...4).map { a.newCase($0, record($0)) })
    var seen: [RecordID] = try await b.exchange(pageBytes: 1).pages.flatMap(\.entries)
      .map { try RecordState(decoding: [UInt8]($0.state)).record }
    // The first record, which was read, and the third, which was not, move to the end.
    try await a.exchange([
      a.edit(5, record(1), CaseField.title, "x"), a.edit(6, record(3), CaseField.title, "x"),
    ])
    while true {
      let response = try await b.exchange(pageBytes: 1)
      seen += try response.pages.flatMap(\.entries).map {
        try RecordState(decoding: [UInt8]($0.state)).record
      }
      if !response.more { break }
    }
    #expect(seen == [record(1), record(2), record(4), record(1), record(3)])
  }

  @Test func `a cursor that head office never gave is unknown`() async throws {
    let office = try Office()
    let device = try office.device("SH01")
    try await device.exchange([device.newCase(1, record(1))])
    try await device.exchange([device.newCase(2, record(2))])
    let good = device.request().cursors
    for change in [
      { (cursor: inout FeedCursor) in cursor.token[0] ^= 1 }, { $0.token = Data() }, { $0.position = 1 },
      { $0.position = 3 }, { $0.position = .max },
    ] {
      var request = device.request()
      request.cursors = good
      change(&request.cursors[0])
      let refusal = await #expect(throws: Refusal.self) { try await device.send(request) }
      #expect(refusal?.code == .unknownCursor)
    }
    #expect(try await device.exchange().pages.isEmpty)
  }

  @Test func `a cursor within a commit has the token of that commit`() async throws {
    let office = try Office()
    let a = try office.device("SH01")
    let b = try office.device("SH01")
    try await a.exchange((1...3).map { a.newCase($0, record($0)) })
    let first = try await b.exchange(pageBytes: 1)
    try await a.exchange([a.newCase(4, record(4))])
    let rest = try await b.exchange()
    #expect(rest.pages.first?.entries.count == 3)
    #expect(first.pages.first?.cursor.token != rest.pages.first?.cursor.token)
  }

  @Test func `a branch added later is read by the replicas of head office`() async throws {
    let office = try Office()
    let admin = try office.device("HQ", .admin)
    try await admin.exchange()
    try office.store.addBranch(BranchCode(typed: "BJ01"), name: nil, now: office.time)
    let device = try office.device("BJ01")
    try await device.exchange([device.newCase(1, record(1))])
    #expect(try await admin.exchange().pages.map(\.cursor.scope) == ["BJ01"])
  }

  @Test func `an admin of a branch is sent that branch alone`() async throws {
    let office = try Office()
    let a = try office.device("SH01")
    let b = try office.device("SH02")
    try await a.exchange([a.newCase(1, record(1))])
    try await b.exchange([b.newCase(1, record(2))])
    let admin = try office.device("SH02", .admin)
    #expect(try await admin.exchange().pages.map(\.cursor.scope) == ["SH02"])
  }

  @Test func `more cursors or records than the limits allow are refused`() async throws {
    let office = try Office()
    let device = try office.device("SH01")
    var request = device.request()
    request.cursors = Array(repeating: FeedCursor(), count: Limits.cursors + 1)
    let refusal = await #expect(throws: Refusal.self) { try await device.send(request) }
    #expect(refusal?.code == .tooLarge)
    #expect(throws: Refusal.self) {
      try device.history((0...UInt64(Limits.historyRecords)).map { record($0) })
    }
  }
}
