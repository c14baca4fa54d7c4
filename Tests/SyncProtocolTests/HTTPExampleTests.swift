import FoundationEssentials
import SwiftProtobuf
import SyncProtocol
import Testing
import Versioning

/// The exchanges of Protocol.md: read strictly, and followed as a client would follow them. (That head
/// office gives these answers to these requests is tested beside the server.)
@Suite struct HTTPExampleTests {
  private let examples: [HTTPExample]
  init() throws { examples = try HTTPExample.all(in: ProtocolDocument()) }

  @Test func `every refusal has the status and the retry of its code, and every code is shown`() throws {
    var shown: Set<String> = []
    for example in examples where example.status != 200 {
      #expect(example.response.headers["content-type"] == "application/json")
      let error = try ErrorResponse(jsonUTF8Bytes: example.response.body)
      let code = try #require(ErrorCode(rawValue: error.code), "\(example.name)")
      #expect(example.status == code.httpStatus && error.retry == code.canRetry, "\(example.name)")
      #expect(!error.message.isEmpty)
      shown.insert(code.rawValue)
    }
    #expect(shown == Set(ErrorCode.allCases.map(\.rawValue)))
  }

  @Test func `every message is one of its address, and every change and state in it is canonical`() throws {
    for example in examples {
      guard example.status == 200 else { continue }
      let request = try #require(example.request)
      #expect(request.start[0] == (example.path == "/v1/health" ? "GET" : "POST"), "\(example.name)")
      switch example.path {
      case "/v1/sync":
        for change in try SyncRequest(jsonUTF8Bytes: request.body).changes { try check(change: change) }
        for page in try SyncResponse(jsonUTF8Bytes: example.response.body).pages {
          for entry in page.entries where entry.departed.isEmpty {
            #expect(try RecordState(decoding: [UInt8](entry.state)).encoded() == [UInt8](entry.state))
          }
        }
      case "/v1/enrol":
        #expect(try EnrolRequest(jsonUTF8Bytes: request.body).protocol == Limits.protocolVersion)
        #expect(try EnrolResponse(jsonUTF8Bytes: example.response.body).token.utf8.count == 43)
      case "/v1/history":
        #expect(try !HistoryRequest(jsonUTF8Bytes: request.body).records.isEmpty)
        for change in try HistoryResponse(jsonUTF8Bytes: example.response.body).changes {
          try check(change: change)
        }
      case "/v1/health": #expect(example.response.body == Array("ok".utf8))
      default: Issue.record("\(example.name): unknown address \(example.path)")
      }
    }
  }

  private func check(change: Data) throws {
    #expect(try Change(decoding: [UInt8](change)).encoded() == [UInt8](change))
  }

  /// What a client knows.
  private struct Client {
    var chain = ContentHash.chainStart
    var covered: UInt64 = 0
    var states: [String: [RecordID: [UInt8]]] = [:]
    var cursors: [String: FeedCursor] = [:]
    var changes: [Change] = []
  }

  @Test func `a client that follows the document has head office's chain and digest`() throws {
    var clients: [Data: Client] = [:]
    var digests = 0
    for example in examples where example.path == "/v1/sync" && example.status == 200 {
      let request = try SyncRequest(jsonUTF8Bytes: try #require(example.request).body)
      let response = try SyncResponse(jsonUTF8Bytes: example.response.body)
      var client = clients[request.replica] ?? Client()
      let pushed = try request.changes.map { try Change(decoding: [UInt8]($0)) }
      #expect(response.verdicts.map(\.number) == pushed.map(\.dot.number), "\(example.name)")
      for (change, encoded) in zip(pushed, request.changes) where change.dot.number > client.covered {
        client.chain = client.chain.chained(try ContentHash(encodedChange: [UInt8](encoded)))
        client.covered = change.dot.number
        client.changes.append(change)
      }
      #expect(
        response.covered == client.covered && response.chain == Data(client.chain.bytes), "\(example.name)")
      for page in response.pages {
        // Not all that a device does is shown: then what it holds is not known here.
        let cursor = request.cursors.first { $0.scope == page.cursor.scope }
        let isFollowed = cursor == client.cursors[page.cursor.scope]
        if isFollowed { client.cursors[page.cursor.scope] = page.cursor }
        for entry in page.entries {
          if let departed = RecordID(bytes: Array(entry.departed)) {
            client.states[page.cursor.scope]?[departed] = nil
            continue
          }
          let state = try RecordState(decoding: [UInt8](entry.state))
          client.states[page.cursor.scope, default: [:]][state.record] = [UInt8](entry.state)
        }
        #expect(page.entries.last?.position == page.cursor.position)
        guard page.complete, isFollowed else { continue }
        var digest = ScopeDigest()
        let held = client.states[page.cursor.scope] ?? [:]
        for (record, state) in held { digest.add(record: record, state: state) }
        #expect(page.digest == Data(digest.bytes) && page.records == UInt64(held.count), "\(example.name)")
        digests += 1
      }
      clients[request.replica] = client
    }
    #expect(digests >= 3)

    // All changes of all clients add up to what head office sent.
    var merged: [RecordID: RecordState] = [:]
    for change in clients.values.flatMap(\.changes) {
      merged[change.record] = apply(change, to: merged[change.record]).state
    }
    let fullest = try #require(
      clients.values.max { ($0.states["SH01"]?.count ?? 0) < ($1.states["SH01"]?.count ?? 0) })
    for (record, state) in fullest.states["SH01"] ?? [:] {
      let sum = try #require(merged[record])
      let sent = try RecordState(decoding: state)
      if sum.applied == sent.applied { #expect(sum.encoded() == state) }
    }
  }

  @Test func `each outcome is shown`() throws {
    var outcomes: Set<Casebook_Sync_V1_Outcome> = []
    var isIdle = false
    var isPaged = false
    for example in examples where example.path == "/v1/sync" && example.status == 200 {
      let response = try SyncResponse(jsonUTF8Bytes: example.response.body)
      for verdict in response.verdicts { outcomes.insert(verdict.outcome) }
      isIdle = isIdle || (response.verdicts.isEmpty && response.pages.isEmpty && !response.more)
      isPaged = isPaged || response.more
    }
    #expect(outcomes.isSuperset(of: [.applied, .merged, .conflictLost, .conflictWon, .quarantined]))
    #expect(isIdle && isPaged)
  }
}
