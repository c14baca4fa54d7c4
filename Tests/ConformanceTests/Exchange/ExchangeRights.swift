import Complaints
import FoundationEssentials
import SyncProtocol
import Versioning

/// Who may do what: nothing that a change says of its author counts.
extension ExchangeScripts {
  static func managers() async throws -> ExchangeVector {
    let play = try ExchangeRecorder(
      "exchange_managers",
      "What is said of an employee goes to devices of managers that ask for it, and to none of branch staff.")
    let staff = try await play.device(1)
    let manager = try await play.device(2, "SH01", .dutyManager)
    let other = try await play.device(3, "SH01", .dutyManager)
    let scope = "SH01/managers"
    func asking(_ request: inout SyncRequest) {
      guard !request.cursors.contains(where: { $0.scope == scope }) else { return }
      request.cursors.append(FeedCursor.with { $0.scope = scope })
    }
    func remark(_ device: RecordedDevice, _ number: UInt64, _ id: RecordID, in scope: String) -> Change {
      device.change(
        number, id,
        [
          FieldWrite(FieldID(RemarkField.employee.number), .text("李娜")),
          FieldWrite(FieldID(RemarkField.subject.number), .text("employee SH01/李娜")),
          FieldWrite(FieldID(RemarkField.kind.number), .text("praise")),
        ], kind: .remark, scope: scope)
    }
    try await manager.sync([remark(manager, 1, record(1), in: scope)], asking)
    try await other.sync()
    try await other.sync([], asking)
    // Neither its own word nor a cursor brings a device of staff there.
    try await staff.sync([], asking)
    try await staff.sync([remark(staff, 1, record(2), in: scope), remark(staff, 2, record(3), in: "SH01")])
    var compare = CompareRequest()
    compare.protocol = Limits.protocolVersion
    compare.replica = Data(staff.replica.bytes)
    compare.scope = scope
    compare.last = true
    try await play.call("/v1/compare", compare, token: staff.token, as: CompareResponse.self)
    return play.vector
  }

  static func settling() async throws -> ExchangeVector {
    let play = try ExchangeRecorder(
      "exchange_settling",
      "Whoever leaves one value where heads differed, in sight of them, has decided; who saw one only has not."
    )
    let a = try await play.device(1)
    let b = try await play.device(2)
    let late = try await play.device(4)
    let staff = try await play.device(5)
    try await a.sync([a.newCase(1, record(1)), a.edit(2, record(1), CaseField.title, "汤是凉的", at: 1)])
    try await late.sync()
    try await b.sync([b.edit(1, record(1), CaseField.title, "上菜太慢", at: 2)])
    try await staff.sync()
    // To the value that lost; giving that one up; both at once, by the way of a third.
    try await staff.sync([
      staff.edit(1, record(1), CaseField.title, "汤是凉的", base: [b.dot(1)], at: 3)
    ])
    let manager = try await play.device(3, "SH01", .dutyManager)
    try await manager.sync()
    try await late.sync([late.edit(1, record(1), CaseField.title, "上菜太慢", base: [a.dot(2)], at: 4)])
    try await manager.sync([manager.edit(1, record(1), CaseField.severity, "minor", at: 5)])
    try await staff.sync { $0.retries = [1] }
    return play.vector
  }

  static func authority() async throws -> ExchangeVector {
    let play = try ExchangeRecorder(
      "exchange_authority",
      "A role that is not the device's, another branch's number, a case that hangs on another: none is taken."
    )
    let a = try await play.device(1)
    let number = FieldWrite(FieldID(CaseField.number.number, "BJ02-KT-20261122-001"), .flag(true))
    let title = FieldWrite(FieldID(OptionField.title.number), .text("退款"))
    let refund = FieldWrite(FieldID(OptionField.remedies.number, "refund"), .text("5000000 CNY"))
    func role(_ name: String) -> FieldWrite { FieldWrite(FieldID(OptionField.role.number), .text(name)) }
    try await a.sync([
      a.newCase(1, record(1)), a.newCase(2, record(2)), a.newCase(3, record(3)),
      a.change(4, record(4), [number]),
      a.change(5, record(5), [title, refund, role("branch_staff")], kind: .option, of: record(1)),
      a.change(6, record(6), [title, refund, role("admin")], kind: .option, of: record(2)),
      a.change(7, record(7), [], kind: .case, of: record(3)),
    ])
    return play.vector
  }
}
