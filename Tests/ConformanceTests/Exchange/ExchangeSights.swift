import Complaints
import FoundationEssentials
import SyncProtocol
import Versioning

/// What can have been seen, and what is dropped together.
extension ExchangeScripts {
  static func unknownBase() async throws -> ExchangeVector {
    let play = try ExchangeRecorder(
      "exchange_unknown_base", "A base or a sight names only what head office has.")
    let a = try await play.device(1)
    let b = try await play.device(2)
    try await a.sync([a.newCase(1, record(1))])
    // What the other one is yet to make; what it is yet to make itself; what another record has.
    try await b.sync([
      b.edit(1, record(1), CaseField.title, "未见", base: [a.dot(2)]),
      b.newCase(2, record(2)),
    ])
    try await b.sync([b.edit(3, record(2), CaseField.title, "自己", base: [b.dot(9)])])
    try await b.sync([
      b.change(
        4, record(2), [FieldWrite(FieldID(CaseField.deleted.number), .sight([a.dot(1), b.dot(2)].sorted()))])
    ])
    // Its author writes it: nobody had seen it, and it stands.
    try await a.sync([a.edit(2, record(1), CaseField.title, "上菜太慢")])
    try await b.sync()
    // Asked for, now that it is there, it is like a new one.
    try await b.sync { $0.retries = [1] }
    // Nobody can answer for what a change says of itself.
    try await play.decide(b.dot(3), "accept")
    try await b.sync { $0.discards = [3, 4] }
    // Behind what was dropped, its number may be named.
    try await b.sync([
      b.change(5, record(2), [FieldWrite(FieldID(CaseField.title.number), .text("以后"), base: [b.dot(3)])])
    ])
    return play.vector
  }

  static func droppedTogether() async throws -> ExchangeVector {
    let play = try ExchangeRecorder(
      "exchange_dropped_together",
      "What is dropped by one request is dropped before anything is judged again.")
    let a = try await play.device(1)
    try await a.sync([a.newCase(1, record(1))])
    let away = a.change(2, record(1), [FieldWrite(FieldID(CaseField.branch.number), .text("SH99"))])
    try await a.sync([
      away, a.edit(3, record(1), CaseField.title, "不要"), a.edit(4, record(1), CaseField.severity, "minor"),
    ])
    // Repeated, unknown and senseless numbers do nothing; one that is asked for both ways is dropped.
    try await a.sync {
      $0.retries = [3, 3, 77]
      $0.discards = [3, 2, 3, 0, 18_446_744_073_709_551_615]
    }
    try await a.sync { $0.discards = [2, 3, 4] }
    return play.vector
  }
}
