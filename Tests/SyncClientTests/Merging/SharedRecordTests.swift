import Complaints
import RecordStore
import Replica
import SyncClient
import TestSupport
import Testing
import Versioning

/// Rules and phrases: head office publishes, branches receive.
@Suite("What head office publishes")
struct SharedRecordTests {
  private struct Chain {
    let world: World
    let office: TestReplica
    let admin: TestReplica
    let branch: TestReplica
    let other: TestReplica

    init() async throws {
      world = try World()
      office = try await world.replica("HQ", role: .headOffice)
      admin = try await world.replica("HQ", role: .admin)
      branch = try await world.replica("SH01")
      other = try await world.replica("SH02", role: .dutyManager)
      await syncAll()
    }

    func syncAll() async {
      for replica in [office, admin, branch, other, office, admin, branch, other] {
        await replica.sync()
        world.wait()
      }
    }
  }

  private func agree(_ chain: Chain) throws {
    let all = [chain.office, chain.admin, chain.branch, chain.other]
    let digests = try all.map { try $0.digest("shared") }
    #expect(Set(digests).count == 1)
    for replica in all { #expect(try replica.quarantined().isEmpty) }
  }

  @Test func `a new phrase of head office is found in every branch after its sync`() async throws {
    let chain = try await Chain()
    #expect(
      try chain.office.publish("en_rain", [("stage", "greeting"), ("language", "en"), ("text", "Come in.")]))
    #expect(try chain.branch.phrase("en_rain") == nil)
    await chain.syncAll()
    for replica in [chain.branch, chain.other, chain.admin] {
      let phrase = try #require(try replica.phrase("en_rain"))
      #expect(phrase.text == "Come in." && phrase.stage == "greeting" && !phrase.isBuiltIn)
      #expect(try replica.phrases().fitting(stage: "greeting", language: .en).contains { $0.id == "en_rain" })
    }
    // The first of all came with what the branch had never seen; from then on a change is news.
    try chain.admin.publish("en_rain", [("text", "Do come in.")])
    await chain.syncAll()
    #expect(try chain.branch.news() == [.changed])
    #expect(try chain.branch.store.read { try $0.news() }.map(\.number) == ["en_rain"])
    #expect(try chain.branch.cases().isEmpty && chain.branch.conflicts().isEmpty)
    try agree(chain)
  }

  @Test func `a phrase that is built in is changed in part, and taken out of use`() async throws {
    let chain = try await Chain()
    let before = try #require(Phrases.builtIn["zh_empathy_wait"])
    #expect(try chain.admin.publish("zh_empathy_wait", [("text", "辛苦您等了这么久。"), ("emotion", "-anxious")]))
    #expect(try !chain.admin.publish("zh_empathy_wait", [("text", "辛苦您等了这么久。"), ("stage", "empathy")]))
    await chain.syncAll()
    let phrase = try #require(try chain.branch.phrase("zh_empathy_wait"))
    #expect(phrase.text == "辛苦您等了这么久。" && phrase.emotions == before.emotions.subtracting(["anxious"]))
    #expect(phrase.stage == before.stage && phrase.language == before.language)
    // A record is there now; what is built in is still taken out of the set, and put back.
    #expect(try chain.admin.publish("zh_empathy_wait", [("emotion", "-upset,+anxious"), ("retired", "yes")]))
    await chain.syncAll()
    #expect(try chain.branch.phrase("zh_empathy_wait")?.emotions == ["anxious"])
    #expect(try chain.branch.phrases().fitting(language: .zhHans).contains { $0.id == phrase.id } == false)
    #expect(try chain.admin.publish("zh_empathy_wait", [("retired", "no")]))
    await chain.syncAll()
    #expect(try chain.branch.phrases().fitting(language: .zhHans).contains { $0.id == phrase.id })
    try agree(chain)
  }

  @Test
  func `a rule of head office finds words in the branch; one that is retired finds nothing`() async throws {
    let chain = try await Chain()
    func found(_ text: String) throws -> [String] {
      try chain.branch.store.read {
        checkWording(text, rules: try $0.wordingRules(), authority: Policy.standard.authority(.branchStaff))
          .map(
            \.rule.id)
      }
    }
    #expect(try found("一分价钱一分货，尽快。") == ["zh_soon"])
    try chain.office.publish(
      rule: "zh_cheap",
      [("kind", "forbidden"), ("language", "zh-Hans"), ("pattern", "一分[价|价钱]一分货"), ("why_zh", "怪客户")])
    try chain.office.publish(rule: "zh_soon", [("retired", "yes")])
    await chain.syncAll()
    #expect(try found("一分价钱一分货，尽快。") == ["zh_cheap"])
    try agree(chain)
  }

  @Test func `a pattern of a newer version is kept and passed on, and left out of the check`() async throws {
    let chain = try await Chain()
    try chain.office.publish(
      rule: "zh_new", [("kind", "vague"), ("language", "zh-Hans"), ("pattern", "尽快<telepathy 3>")])
    await chain.syncAll()
    let rule = try #require(
      try chain.branch.store.read { try $0.wordingRules() }.first { $0.id == "zh_new" })
    #expect(rule.pattern == "尽快<telepathy 3>")
    #expect(checkWording("尽快", rules: [rule], authority: .unlimited).isEmpty)
  }

  @Test
  func `two devices of head office change one phrase unseen: a conflict, settled by one of them for all`()
    async throws
  {
    let chain = try await Chain()
    try chain.office.publish("en_thanks", [("text", "Thanks a lot.")])
    chain.world.wait()
    try chain.admin.publish("en_thanks", [("text", "Many thanks.")])
    await chain.syncAll()
    for replica in [chain.office, chain.admin, chain.branch] {
      let conflicts = try replica.conflicts()
      #expect(conflicts.map(\.number) == ["en_thanks"] && conflicts.map(\.branch) == ["shared"])
      #expect(conflicts.first?.heads.map(\.value) == [.text("Many thanks."), .text("Thanks a lot.")])
      #expect(try replica.status().conflicts == 1)
      #expect(try replica.phrase("en_thanks")?.text == "Many thanks.")
    }
    #expect(throws: WriteRefusal.self) { try chain.other.decide("Thanks a lot.") }
    try chain.office.decide("Thanks a lot.")
    await chain.syncAll()
    for replica in [chain.office, chain.admin, chain.branch, chain.other] {
      #expect(try replica.conflicts().isEmpty && replica.phrase("en_thanks")?.text == "Thanks a lot.")
    }
    try agree(chain)
  }

  @Test func `a decision that head office lost is brought back by another of its devices`() async throws {
    let chain = try await Chain()
    for (replica, text) in [(chain.office, "Thanks a lot."), (chain.admin, "Many thanks.")] {
      try replica.publish("en_thanks", [("text", text)])
      chain.world.wait()
    }
    await chain.syncAll()
    let copy = try chain.world.backUpOffice()
    try chain.office.decide("Thanks a lot.")
    await chain.syncAll()
    try chain.world.restoreOffice(copy)
    // The one that decided never comes again.
    let left = [chain.admin, chain.branch, chain.other]
    for replica in left + left { #expect(await replica.sync().failure == nil) }
    let newcomer = try await chain.world.replica("HQ", role: .headOffice)
    #expect(await newcomer.sync().failure == nil)
    let phrase = SharedRecord.id(.phrase, "en_thanks")
    for replica in left + [newcomer] {
      #expect(try replica.conflicts().isEmpty && replica.phrase("en_thanks")?.text == "Thanks a lot.")
      #expect(try replica.store.read { try $0.db.children(of: phrase).map(\.kind) } == [.decision])
      #expect(try replica.digest("shared") == newcomer.digest("shared"))
      #expect(try replica.status().unrepaired.isEmpty)
    }
  }

  @Test func `different fields of a phrase, or the same value, leave no conflict`() async throws {
    let chain = try await Chain()
    try chain.office.publish("en_thanks", [("text", "Thanks a lot."), ("channel", "phone")])
    try chain.admin.publish("en_thanks", [("text", "Thanks a lot."), ("emotion", "calm")])
    await chain.syncAll()
    let phrase = try #require(try chain.branch.phrase("en_thanks"))
    #expect(phrase.channels == ["phone"] && phrase.emotions == ["calm"] && phrase.text == "Thanks a lot.")
    #expect(try chain.branch.conflicts().isEmpty)
    try agree(chain)
  }

  @Test func `two devices of head office make a phrase under one id: one record`() async throws {
    let chain = try await Chain()
    for (replica, text) in [(chain.office, "One"), (chain.admin, "Two")] {
      try replica.publish("en_new", [("stage", "thanks"), ("language", "en"), ("text", text)])
      chain.world.wait()
    }
    await chain.syncAll()
    #expect(try chain.branch.phrases().all.filter { $0.id == "en_new" }.map(\.text) == ["Two"])
    #expect(try chain.branch.conflicts().map(\.number) == ["en_new"])
    try agree(chain)
  }

  @Test
  func `nobody but head office publishes: the program refuses, and head office takes nothing else`()
    async throws
  {
    let chain = try await Chain()
    let manager = try await chain.world.replica("SH01", role: .headOffice)
    let auditor = try await chain.world.replica("HQ", role: .auditor)
    let alone = try await chain.world.replica("HQ", enrolled: false)
    for replica in [chain.branch, chain.other, manager, auditor, alone] {
      #expect(throws: WriteRefusal.self) { try replica.publish("en_thanks", [("text", "x")]) }
    }
    // A program that does it all the same, into what all hold and into its own scope.
    for (at, scope) in ["shared", "SH01"].enumerated() {
      try chain.branch.store.write { session in
        let record = SharedRecord.id(.phrase, "en_stray\(at)")
        session.create(
          record, kind: .phrase, scope: scope,
          [FieldEdit(FieldID(SharedField.key.number), .text("en_stray\(at)"))])
        try session.endGroup()
      }
    }
    await chain.branch.sync()
    #expect(try chain.branch.quarantined().map(\.reason) == ["forbidden", "forbidden"])
    await chain.other.sync()
    #expect(try chain.other.phrase("en_stray0") == nil)
    #expect(try chain.branch.phrase("en_stray1") == nil)
  }

  @Test
  func `nobody keeps head office from publishing by writing under the id first, whichever it is`()
    async throws
  {
    let chain = try await Chain()
    try chain.branch.store.write { session in
      for id in [SharedRecord.id(.phrase, "en_rain"), SharedRecord.formerID(.phrase, "en_rain")] {
        session.create(id, kind: RecordKind(99), [FieldEdit(FieldID(1), .text("en_rain"))])
        try session.endGroup()
      }
    }
    await chain.syncAll()
    #expect(try chain.branch.quarantined().map(\.reason) == ["forbidden"])
    for text in ["Come in.", "Do come in."] {
      try chain.office.publish("en_rain", [("stage", "greeting"), ("language", "en"), ("text", text)])
      await chain.syncAll()
      for replica in [chain.office, chain.admin, chain.other] {
        #expect(try replica.phrase("en_rain")?.text == text)
      }
    }
    #expect(try chain.office.quarantined().isEmpty)
  }

  @Test func `what an earlier version published is used, and changed where it stands`() async throws {
    let chain = try await Chain()
    let former = SharedRecord.formerID(.phrase, "en_rain")
    try chain.office.store.write { session in
      session.create(
        former, kind: .phrase, scope: "shared",
        [
          FieldEdit(FieldID(SharedField.key.number), .text("en_rain")),
          FieldEdit(FieldID(4), .text("Come in.")),
        ])
      try session.endGroup()
    }
    await chain.syncAll()
    #expect(try chain.branch.phrase("en_rain")?.text == "Come in.")
    try chain.admin.publish("en_rain", [("text", "Do come in.")])
    await chain.syncAll()
    #expect(try chain.branch.phrase("en_rain")?.text == "Do come in.")
    #expect(try chain.branch.store.read { try $0.db.sharedRecords(.phrase).map(\.id) } == [former])
    try agree(chain)
  }

  @Test func `a new branch gets everything with its first sync`() async throws {
    let chain = try await Chain()
    try chain.office.publish("en_thanks", [("text", "Thanks a lot.")])
    await chain.office.sync()
    let late = try await chain.world.replica("SH03")
    await late.sync()
    #expect(try late.phrase("en_thanks")?.text == "Thanks a lot.")
  }
}

extension TestReplica {
  func phrases() throws -> Phrases { try store.read { try $0.phrases() } }

  func phrase(_ id: String) throws -> Phrase? { try phrases()[id] }

  @discardableResult
  func publish(_ id: String, _ fields: [(String, String)]) throws -> Bool {
    try store.write { session in
      let edits = try Self.edits(.phrase, fields, now: session.here)
      return try session.publish(try session.reader.phrases()[id], id, edits)
    }
  }

  @discardableResult
  func publish(rule id: String, _ fields: [(String, String)]) throws -> Bool {
    try store.write { session in
      let edits = try Self.edits(.wordingRule, fields, now: session.here)
      return try session.publish(try session.reader.wordingRules().first { $0.id == id }, id, edits)
    }
  }

  private static func edits(_ kind: RecordKind, _ fields: [(String, String)], now: LocalClock) throws
    -> [FieldEdit]
  {
    try fields.flatMap { name, text -> [FieldEdit] in
      guard let field = Schema.field(kind, name) else { return [] }
      return try FieldInput.edits(text, of: field, now: now)
    }
  }
}
