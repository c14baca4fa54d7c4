import Complaints
import FoundationEssentials
import SyncProtocol
import Versioning

/// What exchange.json is made from: one script for each vector.
enum ExchangeScripts {
  static func record(_ number: UInt64) -> RecordID {
    Identifier(high: 0x019A_AF2B_8800_7000 | number, low: 0x8000_0000_0000_0000 | number)
  }

  static func vectors() async throws -> [ExchangeVector] {
    var made: [ExchangeVector] = []
    for script in [
      firstPush, repeated, pages, conflict, decision, order, quarantine, waiting, clock, moreChanges,
      transfer,
      blindTransfers, incarnation, copies, unknownCursor, offer, erasure, scopes, revoked, auditor, settling,
      authority,
      unknownBase, droppedTogether, managers, annotated,
    ] { made.append(try await script()) }
    return made
  }

  // MARK: Pushes and pages

  private static func firstPush() async throws -> ExchangeVector {
    let play = try ExchangeRecorder(
      "exchange_first_push", "A device enrols, pushes a case and a note, and is idle.")
    let a = try await play.device(1)
    try await a.sync([a.newCase(1, record(1)), a.note(2, record(2), of: record(1), "已致电客户道歉")])
    try await a.sync()
    return play.vector
  }

  private static func repeated() async throws -> ExchangeVector {
    let play = try ExchangeRecorder(
      "exchange_repeated_push", "The answer was lost: the same request, the same verdicts.")
    let a = try await play.device(1)
    let request = a.request([a.newCase(1, record(1))])
    try await play.call("/v1/sync", request, token: a.token, as: SyncResponse.self)
    try await a.send(request)
    // And with a new change behind it.
    try await a.sync([a.newCase(1, record(1)), a.edit(2, record(1), CaseField.severity, "minor")])
    return play.vector
  }

  private static func pages() async throws -> ExchangeVector {
    let play = try ExchangeRecorder("exchange_pages", "A second device fetches page by page.")
    let a = try await play.device(1)
    try await a.sync([a.newCase(1, record(1)), a.newCase(2, record(2)), a.newCase(3, record(3))])
    let b = try await play.device(2)
    for _ in 0..<3 { try await b.sync { $0.pageBytes = 1 } }
    try await b.sync { $0.pageBytes = 1 }
    return play.vector
  }

  private static func moreChanges() async throws -> ExchangeVector {
    let play = try ExchangeRecorder(
      "exchange_push_all_first", "While more changes follow, no pages are sent; they come when all is pushed."
    )
    let a = try await play.device(1)
    try await a.sync([a.newCase(1, record(1))]) { $0.moreChanges = true }
    try await a.sync([a.edit(2, record(1), CaseField.title, "汤是凉的")])
    return play.vector
  }

  private static func order() async throws -> ExchangeVector {
    let play = try ExchangeRecorder(
      "exchange_order", "Numbers and groups that do not go on: nothing is taken.")
    let a = try await play.device(1)
    let b = try await play.device(2)
    try await a.sync([a.newCase(1, record(1))])
    try await a.sync([a.edit(3, record(1), CaseField.title, "gap")])
    let first = a.edit(2, record(1), CaseField.title, "汤", group: Group(first: 2, count: 2))
    let second = a.edit(3, record(1), CaseField.severity, "minor", group: Group(first: 2, count: 2))
    try await a.sync([first])
    try await a.sync([a.edit(2, record(1), CaseField.title, "汤", group: Group(first: 1, count: 2))])
    try await a.sync([second, first])
    try await a.sync([a.edit(2, record(1), CaseField.title, "2"), a.edit(4, record(1), CaseField.title, "4")])
    try await a.sync([b.edit(2, record(1), CaseField.title, "another's")])
    let twin = a.change(1, record(1), [FieldWrite(FieldID(CaseField.title.number), .text("twin"))])
    try await a.sync([twin])
    try await a.sync([first, second])
    return play.vector
  }

  private static func clock() async throws -> ExchangeVector {
    let play = try ExchangeRecorder(
      "exchange_clock",
      "A corrected clock or a stamp beyond the tolerance refuses the push; a slow wall clock alone does not.")
    let a = try await play.device(1)
    let one = a.newCase(1, record(1))
    try await a.sync([one]) { $0.clock += 86_400_000 }
    try await a.sync([one]) { $0.corrected = play.clock - 120_001 }
    try await a.sync([a.newCase(1, record(1), at: 120_001)])
    try await a.sync([a.newCase(1, record(1), at: 120_000)]) {
      $0.clock -= 365 * 86_400_000
      $0.corrected = play.clock + 120_000
    }
    // What had arrived stays as it was; what comes after it has to lie above it.
    try await a.sync([a.edit(2, record(1), CaseField.title, "x", at: -60_000)])
    // Without changes no clock is refused.
    try await a.sync { $0.clock += 86_400_000 }
    return play.vector
  }

  /// The exchange whose bytes Protocol.md explains, with all that a real replica says.
  private static func annotated() async throws -> ExchangeVector {
    let play = try ExchangeRecorder(
      "exchange_annotated", "A case, an idle exchange, and one edited field: Protocol.md, section 21.")
    let a = try await play.device(1)
    func tell(_ request: inout SyncRequest) {
      request.boot = Data(Identifier(high: 0xB0B1_B2B3_B4B5_46B7, low: 0x88B9_BABB_BCBD_BEBF).bytes)
      request.monotonic = 86_400_000
      request.corrected = play.clock
    }
    try await a.sync([a.newCase(1, record(1))], tell)
    a.made = 1
    try await a.sync([], tell)
    play.clock += 60_000
    try await a.sync([a.edit(2, record(1), CaseField.title, "汤是凉的", at: 60_000)], tell)
    return play.vector
  }

  // MARK: Merging

  private static func conflict() async throws -> ExchangeVector {
    let play = try ExchangeRecorder(
      "exchange_conflict", "Merged, conflict won and conflict lost; then the history of the case.")
    let a = try await play.device(1)
    let b = try await play.device(2)
    try await a.sync([a.newCase(1, record(1))])
    try await b.sync()
    try await a.sync([
      a.edit(2, record(1), CaseField.severity, "minor", at: 1_000),
      a.edit(3, record(1), CaseField.title, "汤是凉的", at: 2_000),
      a.edit(4, record(1), CaseField.urgency, "low", at: 3_000),
    ])
    try await b.sync([
      b.edit(1, record(1), CaseField.severity, "minor", at: 1_500),
      b.edit(2, record(1), CaseField.title, "上菜太慢", at: 1_600),
      b.edit(3, record(1), CaseField.urgency, "high", at: 4_000),
    ])
    var history = HistoryRequest()
    history.protocol = Limits.protocolVersion
    history.replica = Data(a.replica.bytes)
    history.records = [Data(record(1).bytes), Data(record(9).bytes)]
    try await play.call("/v1/history", history, token: a.token, as: HistoryResponse.self)
    return play.vector
  }

  private static func decision() async throws -> ExchangeVector {
    let play = try ExchangeRecorder(
      "exchange_decision", "A conflict is settled by a duty manager; from branch staff it is quarantined.")
    let a = try await play.device(1)
    let b = try await play.device(2)
    let manager = try await play.device(3, "SH01", .dutyManager)
    try await a.sync([a.newCase(1, record(1)), a.edit(2, record(1), CaseField.title, "汤是凉的", at: 1)])
    try await b.sync([b.edit(1, record(1), CaseField.title, "上菜太慢", at: 2)])
    let heads = [a.dot(2), b.dot(1)]
    try await b.sync([b.edit(2, record(1), CaseField.title, "汤是凉的", base: heads, at: 3)])
    try await manager.sync([manager.edit(1, record(1), CaseField.title, "汤是凉的", base: heads, at: 4)])
    return play.vector
  }

  // MARK: Quarantine

  private static func quarantine() async throws -> ExchangeVector {
    let play = try ExchangeRecorder(
      "exchange_quarantine",
      "What cannot be taken is kept with its reason, group by group; what has nothing to do with it flows.")
    let a = try await play.device(1)
    let good = a.newCase(1, record(1))
    let group = Group(first: 2, count: 2)
    let foreign = a.change(2, record(2), a.newCase(2, record(2)).writes, scope: "BJ02", group: group)
    let other = a.edit(3, record(1), CaseField.title, "汤", group: group)
    var later = a.edit(4, record(3), CaseField.title, "新版本").encoded()
    later[1] = 2
    let mismatch = a.change(5, record(1), [], kind: .note, of: record(4))
    let away = a.edit(6, record(5), CaseField.branch, "GZ09")
    var cut = a.edit(7, record(6), CaseField.title, "x").encoded()
    cut.removeLast(2)
    let last = a.newCase(8, record(7))
    let plain = [good, foreign, other].map { $0.encoded() }
    try await a.send(
      a.request(encoded: plain + [later, mismatch.encoded(), away.encoded(), cut, last.encoded()]))
    try await a.sync()
    // What stays so is told again; what is dropped is so for good.
    try await a.sync { $0.retries = [4, 5] }
    try await a.sync { $0.discards = [3, 7] }
    try await a.send(a.request(encoded: plain))
    try await play.decide(a.dot(4), "discard")
    try await play.decide(a.dot(5), "retry")
    try await a.sync()
    return play.vector
  }

  private static func waiting() async throws -> ExchangeVector {
    let play = try ExchangeRecorder(
      "exchange_waiting", "Later changes to an aggregate wait behind a quarantined one, and go when it goes.")
    let a = try await play.device(1, "SH01", .auditor)
    let b = try await play.device(2)
    try await b.sync([b.newCase(1, record(1)), b.newCase(2, record(2))])
    try await a.sync([
      a.edit(1, record(1), CaseField.title, "not by an auditor"),
      a.note(2, record(3), of: record(1), "waits"),
      a.note(3, record(4), of: record(2), "flows"),
    ])
    try await a.sync { $0.discards = [1] }
    // With the rights to it, what was quarantined is taken.
    try await a.sync([a.edit(4, record(2), CaseField.title, "later allowed")])
    let code = try await play.code("SH01", .branchStaff)
    try await play.call("/v1/enrol", a.enrolment(code), as: EnrolResponse.self)
    try await a.sync { $0.retries = [4] }
    return play.vector
  }

  private static func auditor() async throws -> ExchangeVector {
    let play = try ExchangeRecorder("exchange_auditor", "An auditor's device adds notes and nothing else.")
    let a = try await play.device(1)
    let auditor = try await play.device(2, "SH01", .auditor)
    try await a.sync([a.newCase(1, record(1))])
    try await auditor.sync([
      auditor.note(1, record(2), of: record(1), "质检"),
      auditor.change(
        2, record(2), [FieldWrite(FieldID(1), .text("改"), base: [auditor.dot(1)])], kind: .note, of: record(1)
      ),
    ])
    return play.vector
  }
}
