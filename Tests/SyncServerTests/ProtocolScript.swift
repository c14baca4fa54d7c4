import Complaints
import FoundationEssentials
import SyncProtocol
import Versioning

/// The exchanges that Protocol.md shows, in its order: two devices of one branch, one case.
struct ProtocolScript {
  static let clock = RunningServer.morning + 600_000
  static let record = Identifier(high: 0x019A_AF2B_8800_7001, low: 0x8000_0000_0000_0001)

  private let server: RunningServer
  private let exchanges: DocumentedExchanges

  init(server: RunningServer) {
    self.server = server
    exchanges = DocumentedExchanges(server: server)
  }

  func play() async throws -> [DocumentedExchanges.Shown] {
    try await exchanges.play("health", "/v1/health", method: "GET", contentType: nil)
    let devices = try await accepted()
    try await refusedEnrolments()
    try await refused(devices)
    return exchanges.texts
  }

  private struct Devices {
    var first: Device
    var second: Device
  }

  private struct Device {
    var replica: ReplicaID
    var token: String
    var cursors: [FeedCursor] = []

    mutating func read(_ response: SyncResponse) {
      for page in response.pages {
        cursors.removeAll { $0.scope == page.cursor.scope }
        cursors.append(page.cursor)
      }
    }

    func request(_ changes: [Change] = [], pageBytes: UInt32 = 0) -> SyncRequest {
      var request = SyncRequest()
      request.protocol = Limits.protocolVersion
      request.replica = Data(replica.bytes)
      request.clock = ProtocolScript.clock
      request.changes = changes.map { Data($0.encoded()) }
      request.cursors = cursors
      request.pageBytes = pageBytes
      return request
    }
  }

  // MARK: What is taken

  private func accepted() async throws -> Devices {
    var a = try await enrolled("enrol", 1, "DEVICE A", tag: "KT")
    let logged = change(a, 1, at: 0, newCase)
    let note = change(a, 2, at: 30_000, [FieldWrite(FieldID(1), .text("已致电客户道歉"))], kind: .note)
    let push = a.request([logged, note])
    let pushed = try await exchanges.sync("push", token: a.token, push)
    _ = try await exchanges.sync("push-again", token: a.token, push)
    a.read(pushed)
    _ = try await exchanges.sync("idle", token: a.token, a.request())

    var b = try await enrolled(nil, 2, "DEVICE B", tag: "MX")
    b.read(try await exchanges.sync("first-page", token: b.token, b.request(pageBytes: 1)))
    b.read(try await exchanges.sync("last-page", token: b.token, b.request(pageBytes: 1)))

    // Equal values, then different ones, each without sight of the other's.
    a.read(
      try await exchanges.sync(
        nil, token: a.token, a.request([edit(a, 3, at: 60_000, CaseField.severity, "minor")])))
    let equal = b.request([edit(b, 1, at: 70_000, CaseField.severity, "minor")])
    b.read(try await exchanges.sync("merged", token: b.token, equal))
    a.read(
      try await exchanges.sync(
        nil, token: a.token, a.request([edit(a, 4, at: 120_000, CaseField.title, "汤是凉的")])))
    let earlier = b.request([edit(b, 2, at: 90_000, CaseField.title, "上菜太慢")])
    b.read(try await exchanges.sync("conflict-lost", token: b.token, earlier))
    a.read(
      try await exchanges.sync(
        nil, token: a.token, a.request([edit(a, 5, at: 180_000, CaseField.urgency, "low")])))
    let later = b.request([edit(b, 3, at: 240_000, CaseField.urgency, "high")])
    b.read(try await exchanges.sync("conflict-won", token: b.token, later))

    var history = HistoryRequest()
    history.protocol = Limits.protocolVersion
    history.replica = Data(b.replica.bytes)
    history.records = [Data(Self.record.bytes)]
    try await exchanges.play(
      "history", "/v1/history", token: b.token, body: MessageFormat.json.encode(history))

    var manager = try await decision(a, b)
    try await quarantine(&manager)
    try await transfer(&manager)
    return Devices(first: a, second: b)
  }

  /// The duty manager takes the title that lost: a group of two changes.
  private func decision(_ a: Device, _ b: Device) async throws -> Device {
    var manager = try await enrolled(nil, 3, "DEVICE C", tag: "PR", role: .dutyManager)
    manager.read(try await exchanges.sync(nil, token: manager.token, manager.request()))
    let group = Group(first: 1, count: 2)
    let (kept, dropped) = (Dot(b.replica, 2), Dot(a.replica, 4))
    let record = change(
      manager, 1, at: 300_000,
      [
        FieldWrite(FieldID(1), .text("title")), FieldWrite(FieldID(2), .text(Self.record.description)),
        FieldWrite(FieldID(3), .text("上菜太慢")), FieldWrite(FieldID(4), .text(kept.description)),
        FieldWrite(FieldID(6, dropped.description), .text("汤是凉的")),
        FieldWrite(FieldID(7, dropped.description), .text("SH01")),
        FieldWrite(FieldID(8), .text("duty_manager")),
      ], kind: .decision, group: group)
    let title = change(
      manager, 2, at: 300_000,
      [FieldWrite(FieldID(CaseField.title.number), .text("上菜太慢"), base: [kept, dropped])], group: group,
      counter: 1)
    manager.read(
      try await exchanges.sync("decision", token: manager.token, manager.request([record, title])))
    return manager
  }

  /// A case of another branch, and an edit that has nothing to do with it.
  private func quarantine(_ manager: inout Device) async throws {
    let foreign = Identifier(high: 0x019A_AF2B_8800_7002, low: 0x8000_0000_0000_0002)
    var away = change(manager, 3, at: 360_000, newCase, record: foreign)
    away.scope = "SH02"
    away.aggregate = foreign
    let fine = edit(manager, 4, at: 360_000, CaseField.emotionBefore, "angry")
    manager.read(
      try await exchanges.sync("quarantined", token: manager.token, manager.request([away, fine])))
  }

  private func transfer(_ manager: inout Device) async throws {
    let group = Group(first: 5, count: 2)
    let record = change(
      manager, 5, at: 420_000,
      [
        FieldWrite(FieldID(1), .text("SH01")), FieldWrite(FieldID(2), .text("SH02")),
        FieldWrite(FieldID(3), .text("顾客住在那边")),
      ], kind: .transfer, group: group)
    let branch = change(
      manager, 6, at: 420_000, [FieldWrite(FieldID(CaseField.branch.number), .text("SH02"))], group: group,
      counter: 1)
    manager.read(
      try await exchanges.sync("transfer", token: manager.token, manager.request([record, branch])))
  }

  // MARK: What is refused

  private func refusedEnrolments() async throws {
    func request(_ code: String, headOffice: [UInt8] = []) throws -> [UInt8] {
      var request = enrolRequest(9, "DEVICE Z", tag: "CD", code: code)
      request.headOffice = Data(headOffice)
      return try MessageFormat.json.encode(request)
    }
    try await exchanges.play("code_invalid", "/v1/enrol", body: request("2222-3333"))
    try await exchanges.play("wrong_branch", "/v1/enrol", body: request(server.code("SH02")))
    try await exchanges.play(
      "wrong_head_office", "/v1/enrol",
      body: request(server.code("SH01"), headOffice: Identifier(high: 7, low: 7).bytes))
  }

  private func refused(_ devices: Devices) async throws {
    let (a, b) = (devices.first, devices.second)
    func refuse(_ name: String, token: String, _ request: SyncRequest) async throws {
      try await exchanges.play(name, "/v1/sync", token: token, body: MessageFormat.json.encode(request))
    }
    try await exchanges.play(
      "malformed_request", "/v1/sync", token: a.token, body: Array(#"{"protocol": 1, "replica": "#.utf8))
    try await refuse(
      "malformed_change", token: a.token,
      a.request([
        edit(a, 6, at: 360_000, CaseField.severity, "severe"),
        edit(a, 8, at: 360_000, CaseField.urgency, "high"),
      ]))
    var later = a.request()
    later.protocol = 2
    try await refuse("unsupported_protocol", token: a.token, later)
    try await exchanges.play(
      "unsupported_media_type", "/v1/sync", token: a.token, contentType: "text/plain",
      body: Array("hello".utf8))
    try await exchanges.play("not_found", "/v2/sync", token: a.token, body: Array("{}".utf8))
    try await exchanges.play(
      "method_not_allowed", "/v1/sync", method: "GET", token: a.token, contentType: nil)
    try await exchanges.play(
      "too_large", "/v1/sync", token: a.token, body: [UInt8](repeating: 0x20, count: Limits.bodyBytes + 1),
      showsBody: false)

    try await refuse("unauthorized", token: "no-token-of-this-head-office", a.request())
    let lost = try await enrolled(nil, 4, "DEVICE D", tag: "HJ")
    _ = try server.office.revoke(lost.replica.description, now: server.time)
    try await refuse("device_revoked", token: lost.token, lost.request())
    try await refuse("replica_mismatch", token: b.token, a.request())

    var foreign = CompareRequest()
    foreign.protocol = Limits.protocolVersion
    foreign.replica = Data(a.replica.bytes)
    foreign.scope = "SH02"
    foreign.last = true
    try await exchanges.play(
      "forbidden", "/v1/compare", token: a.token, body: MessageFormat.json.encode(foreign))
    try await refuse(
      "gap", token: a.token, a.request([edit(a, 9, at: 360_000, CaseField.severity, "severe")]))
    var part = edit(a, 6, at: 360_000, CaseField.severity, "severe")
    part.group = Group(first: 6, count: 2)
    try await refuse("incomplete_group", token: a.token, a.request([part]))
    var twin = edit(a, 5, at: 180_000, CaseField.urgency, "low")
    twin.salt = 1
    try await refuse("replica_diverged", token: a.token, a.request([twin]))
    var unknown = a.request()
    unknown.cursors[0].position = 99
    try await refuse("unknown_cursor", token: a.token, unknown)
    try await refuse(
      "stamp_behind", token: a.token, a.request([edit(a, 6, at: 60_000, CaseField.severity, "severe")]))
    try await refuse(
      "clock_out_of_tolerance", token: a.token,
      a.request([edit(a, 6, at: 600_000 + 3_600_000, CaseField.severity, "severe")]))

    var known = Refusal(
      .actKnown, "Head office has change 6 already: a copy of this store has brought it.",
      hint: "It goes by the dot that it has there.", number: 6)
    var act = KnownAct()
    act.number = 6
    act.salt = 0x5A17_0000_0000_0006
    act.replica = Data(b.replica.bytes)
    act.known = 2
    act.hash = Data(repeating: 0xAB, count: 32)
    known.known = [act]
    try exchanges.show(known)

    try exchanges.show(
      Refusal(.tooManyRequests, "Too many codes were tried.", hint: "Wait, then try again."),
      headers: "Retry-After: 30\n")
    try exchanges.show(
      Refusal(.busy, "Head office is busy.", hint: "Try again in a moment."), headers: "Retry-After: 1\n")
    try exchanges.show(
      Refusal(
        .storageFull, "Head office's disk is full.",
        hint: "Nothing was taken; the changes stay on the device."))
    try exchanges.show(
      Refusal(.internalError, "Head office could not answer.", hint: "Nothing was taken; its log says why."))
  }

  // MARK: What is sent

  private func enrolRequest(_ number: UInt64, _ name: String, tag: String, code: String) -> EnrolRequest {
    var request = EnrolRequest()
    request.protocol = Limits.protocolVersion
    request.replica = Data(Identifier(high: 0xA0A1_A2A3_A4A5_46A7, low: 0x80A9_AAAB_ACAD_AE00 + number).bytes)
    request.code = code
    request.branch = "SH01"
    request.tag = tag
    request.name = name
    return request
  }

  private func enrolled(
    _ shown: String?, _ number: UInt64, _ name: String, tag: String, role: Role = .branchStaff
  ) async throws -> Device {
    let request = enrolRequest(number, name, tag: tag, code: try server.code("SH01", role))
    let response = try await exchanges.enrol(shown, request)
    return Device(
      replica: Identifier(high: 0xA0A1_A2A3_A4A5_46A7, low: 0x80A9_AAAB_ACAD_AE00 + number),
      token: response.token)
  }

  private var newCase: [FieldWrite] {
    [
      FieldWrite(FieldID(CaseField.number.number, "SH01-KT-20261122-001"), .flag(true)),
      FieldWrite(FieldID(CaseField.status.number), .text("received")),
      FieldWrite(FieldID(CaseField.channel.number), .text("phone")),
      FieldWrite(FieldID(CaseField.narrative.number), .text("等了四十分钟，汤是凉的。")),
      FieldWrite(FieldID(CaseField.loggedAt.number), .text("2026-11-22T16:00:00+08:00")),
    ]
  }

  private func edit(_ device: Device, _ number: UInt64, at: Int64, _ field: FieldDefinition, _ text: String)
    -> Change
  {
    change(device, number, at: at, [FieldWrite(FieldID(field.number), .text(text))])
  }

  private func change(
    _ device: Device, _ number: UInt64, at: Int64, _ writes: [FieldWrite], kind: RecordKind = .case,
    record: RecordID = Self.record, group: Group? = nil, counter: UInt16 = 0
  ) -> Change {
    let isChild = kind != .case
    let child = Identifier(
      high: 0x019A_AF2B_8800_7000 | UInt64(kind.rawValue) << 4, low: 0x8000_0000_0000_0000 | number)
    let wall = RunningServer.morning + at
    return Change(
      dot: Dot(device.replica, number), record: isChild ? child : record, kind: kind, aggregate: record,
      scope: "SH01", author: Author(name: "李娜", branch: "SH01"),
      group: group ?? Group(first: number, count: 1), salt: 0x5A17_0000_0000_0000 | number, writes: writes,
      times: Times(
        stamp: HybridTime(milliseconds: wall, counter: counter), wall: wall,
        boot: Identifier(high: 0xB0B1_B2B3_B4B5_46B7, low: 0x88B9_BABB_BCBD_BEBF),
        monotonic: UInt64(60_000 + at)))
  }
}
