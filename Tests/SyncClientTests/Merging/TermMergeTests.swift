import Complaints
import RecordStore
import Replica
import SyncClient
import TestSupport
import Testing
import Versioning

/// Two of head office who write about one term without sight of each other.
@Suite("Terms of head office, merged")
struct TermMergeTests {
  private struct Two {
    let world: World
    let office: TestReplica
    let admin: TestReplica
    let branch: TestReplica

    init() async throws {
      world = try World()
      office = try await world.replica("HQ", role: .headOffice)
      admin = try await world.replica("HQ", role: .admin)
      branch = try await world.replica("SH01", role: .dutyManager)
      await sync()
    }

    func sync() async {
      for replica in [office, admin, branch, office, admin, branch] {
        await replica.sync()
        world.wait()
      }
    }

    func agree() throws -> Term? {
      let all = [office, admin, branch]
      #expect(Set(try all.map { try $0.digest("shared") }).count == 1)
      let terms = try all.map { try $0.store.terms()[.channel].term("live_stream") }
      #expect(Set(terms).count == 1)
      return terms[0]
    }
  }

  private func publish(_ replica: TestReplica, _ edits: [(FieldDefinition, String?, Value)]) throws {
    let key = try #require(TermKey(.channel, "live_stream"))
    _ = try replica.store.write { session in
      let today = try session.reader.terms()[.channel]
      return try session.publish(
        today.term("live_stream"), key, in: today,
        edits.map { FieldEdit(FieldID($0.0.number, $0.1), $0.2) })
    }
  }

  private let labels: [(FieldDefinition, String?, Value)] = [
    (TermField.labelEnglish, nil, .text("Live stream")), (TermField.labelChinese, nil, .text("直播间")),
  ]

  @Test func `renamed here, retired there, and a synonym each: all of it stands, nothing is in conflict`()
    async throws
  {
    let two = try await Two()
    try publish(two.office, labels)
    await two.sync()
    try publish(
      two.office, [(TermField.labelChinese, nil, .text("直播")), (TermField.synonyms, "直播间", .flag(true))])
    try publish(
      two.admin, [(TermField.retired, nil, .flag(true)), (TermField.synonyms, "抖音直播", .flag(true))])
    await two.sync()
    let term = try #require(try two.agree())
    #expect(term.label.zhHans == "直播" && term.label.en == "Live stream" && term.retired)
    #expect(term.synonyms == ["直播间", "抖音直播"])
    for replica in [two.office, two.admin, two.branch] { #expect(try replica.conflicts().isEmpty) }
  }

  @Test func `renamed by both: a conflict that one of them settles for all`() async throws {
    let two = try await Two()
    try publish(two.office, labels)
    await two.sync()
    try publish(two.office, [(TermField.labelChinese, nil, .text("直播"))])
    two.world.wait()
    try publish(two.admin, [(TermField.labelChinese, nil, .text("直播带货"))])
    await two.sync()
    #expect(try two.agree()?.label.zhHans == "直播带货")
    #expect(try two.office.conflicts().count == 1)
    try publish(two.office, [(TermField.labelChinese, nil, .text("直播"))])
    await two.sync()
    // An edit of the value shown leaves the other standing.
    #expect(try two.office.conflicts().isEmpty == (two.agree()?.label.zhHans == "直播"))
  }

  @Test func `added by both under one id with the same words is one term, and no conflict`() async throws {
    let two = try await Two()
    try publish(two.office, labels)
    try publish(two.admin, labels)
    await two.sync()
    #expect(try two.agree()?.label.zhHans == "直播间")
    #expect(try two.office.conflicts().isEmpty && two.branch.conflicts().isEmpty)
  }

  @Test func `a branch publishes none: its program refuses, and head office takes none of another program`()
    async throws
  {
    let two = try await Two()
    #expect(throws: WriteRefusal.self) { try publish(two.branch, labels) }
    try two.branch.store.write { session in
      session.create(
        SharedRecord.id(.term, "channel-live_stream"), kind: .term, scope: "shared",
        [
          FieldEdit(FieldID(SharedField.key.number), .text("channel-live_stream")),
          FieldEdit(FieldID(TermField.labelChinese.number), .text("直播间")),
        ])
      try session.endGroup()
    }
    await two.sync()
    #expect(try two.branch.quarantined().map(\.reason) == ["forbidden"])
    #expect(try two.office.store.terms()[.channel].term("live_stream") == nil)
  }
}
