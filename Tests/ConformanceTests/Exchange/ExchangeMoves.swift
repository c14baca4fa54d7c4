import Complaints
import FoundationEssentials
import SyncProtocol
import TestSupport
import Versioning

/// Scripts of what changes where records are, who a replica is, and what is kept of a person.
extension ExchangeScripts {
  private static func transferGroup(_ device: RecordedDevice, _ first: UInt64, to: String, base: [Dot] = [])
    -> [Change]
  {
    let group = Group(first: first, count: 2)
    return [
      device.change(
        first, record(0x100 | first),
        [
          FieldWrite(FieldID(1), .text(device.branch)), FieldWrite(FieldID(2), .text(to)),
          FieldWrite(FieldID(3), .text("顾客住在那边")),
        ], kind: .transfer, of: record(1), group: group, at: Int64(first)),
      device.change(
        first + 1, record(1), [FieldWrite(FieldID(CaseField.branch.number), .text(to), base: base)],
        group: group, at: Int64(first) + 1),
    ]
  }

  static func transfer() async throws -> ExchangeVector {
    let play = try ExchangeRecorder(
      "exchange_transfer",
      "A case moves whole. An edit made before its device was told follows it (MOVED); a later one does not.")
    let a = try await play.device(1)
    let b = try await play.device(2, "BJ02")
    let late = try await play.device(3)
    try await a.sync([a.newCase(1, record(1)), a.note(2, record(2), of: record(1), "已致电")])
    try await late.sync()
    a.made = 2
    try await a.sync(transferGroup(a, 3, to: "BJ02"))
    try await b.sync()
    // `late` had made its change 1 before it was told of the departure.
    try await late.sync([late.edit(1, record(1), CaseField.severity, "minor", at: 9)])
    late.made = 1
    try await late.sync([late.edit(2, record(1), CaseField.title, "too late", at: 10)])
    try await b.sync()
    return play.vector
  }

  static func blindTransfers() async throws -> ExchangeVector {
    let play = try ExchangeRecorder(
      "exchange_blind_transfers",
      "Two transfers without sight of each other: the second moves nothing, the case has a conflict.",
      branches: ["SH01", "BJ02", "GZ03"])
    let a = try await play.device(1)
    let c = try await play.device(2)
    let b = try await play.device(3, "BJ02")
    try await a.sync([a.newCase(1, record(1))])
    try await c.sync()
    try await a.sync(transferGroup(a, 2, to: "BJ02"))
    try await c.sync(transferGroup(c, 1, to: "GZ03"))
    try await b.sync()
    return play.vector
  }

  static func incarnation() async throws -> ExchangeVector {
    let play = try ExchangeRecorder(
      "exchange_incarnation",
      "A copy of a replica is told so, takes an id of its own with its former token, and goes on from number 1."
    )
    let a = try await play.device(1)
    try await a.sync([a.newCase(1, record(1)), a.newCase(2, record(2))])
    let twin = a.newCase(2, record(3))
    try await a.sync([twin])
    var request = IncarnationRequest()
    request.protocol = Limits.protocolVersion
    request.former = Data(a.replica.bytes)
    request.replica = Data(EncodingSource.replica(7).bytes)
    request.tag = "XY"
    // Asked twice: the answer was lost. The second token counts.
    try await play.call("/v1/incarnation", request, token: a.token, as: EnrolResponse.self)
    let response = try await play.call("/v1/incarnation", request, token: a.token, as: EnrolResponse.self)
    let fresh = RecordedDevice(
      recorder: play, replica: EncodingSource.replica(7), branch: "SH01", token: response?.token ?? "",
      tag: "XY")
    try await fresh.sync([fresh.newCase(1, record(3))])
    // Once it was heard of, the id is taken: who asks for it is another copy.
    try await play.call("/v1/incarnation", request, token: a.token, as: EnrolResponse.self)
    try await a.sync()
    return play.vector
  }

  static func copies() async throws -> ExchangeVector {
    let play = try ExchangeRecorder(
      "exchange_copies",
      "What head office has of one copy, accepted or in quarantine, keeps its dot for the other: it is refused under another one, and followed under the first."
    )
    let a = try await play.device(1)
    let held = a.change(3, record(2), a.newCase(3, record(2)).writes, scope: "BJ02")
    let edit = a.edit(2, record(1), CaseField.title, "汤是凉的")
    try await a.sync([a.newCase(1, record(1)), edit, held])
    var request = IncarnationRequest()
    request.protocol = Limits.protocolVersion
    request.former = Data(a.replica.bytes)
    request.replica = Data(EncodingSource.replica(7).bytes)
    request.tag = "XY"
    let response = try await play.call("/v1/incarnation", request, token: a.token, as: EnrolResponse.self)
    let copy = RecordedDevice(
      recorder: play, replica: EncodingSource.replica(7), branch: "SH01", token: response?.token ?? "",
      tag: "XY")
    let again = edit.readdressed(to: copy.dot(1), groupFirst: 1) { $0 }
    try await copy.sync([again]) { $0.adopts = true }
    var followed = Followed()
    followed.replica = Data(a.replica.bytes)
    followed.number = 3
    followed.hash = Data(ContentHash(content: held.encodedContent()).bytes)
    // What the copy does next to that case waits behind it.
    let next = copy.newCase(1, record(2))
    try await copy.sync([next]) { $0.followed = [followed] }
    // Its content hash shows that the copy has it.
    var guess = followed
    guess.hash = Data(repeating: 1, count: 32)
    guess.discard = true
    try await copy.sync { $0.followed = [guess] }
    followed.discard = true
    try await copy.sync { $0.followed = [followed] }
    try await a.sync()
    // What head office does not have is put into quarantine, to wait for its own replica.
    let lost = a.change(4, record(4), a.newCase(4, record(4)).writes, scope: "BJ02")
    var brought = Followed()
    brought.replica = Data(a.replica.bytes)
    brought.number = 4
    brought.hash = Data(ContentHash(content: lost.encodedContent()).bytes)
    try await copy.sync { $0.followed = [brought] }
    brought.change = Data(lost.encoded())
    brought.reason = "forbidden"
    try await copy.sync { $0.followed = [brought] }
    try await a.sync()
    try await a.sync([lost])
    return play.vector
  }

  static func unknownCursor() async throws -> ExchangeVector {
    let play = try ExchangeRecorder(
      "exchange_unknown_cursor", "Cursors that head office never gave: it was restored. The push stands.")
    let a = try await play.device(1)
    try await a.sync([a.newCase(1, record(1))])
    try await a.sync { $0.cursors[0].token = Data([9, 9, 9, 9, 9, 9, 9, 9]) }
    try await a.sync { $0.cursors[0].position = 99 }
    try await a.sync([a.edit(2, record(1), CaseField.title, "taken")]) { $0.cursors[0].position = 99 }
    try await a.sync()
    return play.vector
  }

  static func offer() async throws -> ExchangeVector {
    let play = try ExchangeRecorder(
      "exchange_offer",
      "A scope is compared; what head office lacks is offered and joined. What it knows tells it nothing.")
    let a = try await play.device(1)
    let lost = a.change(
      1, record(9), a.newCase(1, record(9)).writes, at: 5)
    try await a.sync([a.newCase(1, record(1)), a.newCase(2, record(2))])
    var compare = CompareRequest()
    compare.protocol = Limits.protocolVersion
    compare.replica = Data(a.replica.bytes)
    compare.scope = "SH01"
    let stranger = RecordedDevice(
      recorder: play, replica: EncodingSource.replica(8), branch: "SH01", token: "", tag: "QQ")
    let elsewhere = stranger.edit(4, record(1), CaseField.title, "只有这里还有", at: 7)
    guard let bytes = a.states[record(1)] else { throw Failure("no state") }
    let joined = apply(elsewhere, to: try RecordState(decoding: bytes)).state.encoded()
    let unknown = apply(lost, to: nil).state.encoded()
    for (id, state) in [(record(1), joined), (record(9), unknown)] {
      compare.records.append(contentsOf: id.bytes)
      compare.hashes.append(contentsOf: ContentHash(content: state).bytes.prefix(8))
    }
    compare.last = true
    try await play.call("/v1/compare", compare, token: a.token, as: CompareResponse.self)
    var offer = OfferRequest()
    offer.protocol = Limits.protocolVersion
    offer.replica = Data(a.replica.bytes)
    offer.scope = "SH01"
    offer.states = [joined, unknown].map { bytes in OfferedState.with { $0.state = Data(bytes) } }
    offer.states[1].number = "SH01-KT-20261122-001"
    try await play.call("/v1/offer", offer, token: a.token, as: OfferResponse.self)
    try await play.call("/v1/offer", offer, token: a.token, as: OfferResponse.self)
    try await a.sync()
    return play.vector
  }

  static func erasure() async throws -> ExchangeVector {
    let play = try ExchangeRecorder(
      "exchange_erasure",
      "A customer is erased: values leave the states, later ones are stripped, every device is asked and answers."
    )
    let a = try await play.device(1)
    let b = try await play.device(2)
    let admin = try await play.device(3, "HQ", .admin)
    let customer = FieldWrite(FieldID(CaseField.customerID.number), .text("C-4711"))
    let name = FieldWrite(FieldID(CaseField.customerName.number), .text("王女士"))
    try await a.sync([a.newCase(1, record(1), [customer, name]), a.newCase(2, record(2))])
    try await b.sync()
    let hash = CustomerHash.of("C-4711", headOffice: ExchangeRecorder.headOffice)
    let erasing = admin.change(
      1, record(3),
      [FieldWrite(FieldID(1), .text(hexadecimal(hash))), FieldWrite(FieldID(2), .text("顾客要求"))],
      kind: .erasure)
    try await admin.sync([erasing])
    try await a.sync()
    // Made without knowing of it.
    try await b.sync([
      b.edit(1, record(1), CaseField.phone, "13900000000", at: 3),
      b.note(2, record(4), of: record(1), "王女士再次来电", at: 4),
    ])
    // What b brought is past this cursor: it counts with the next one.
    for _ in 0..<2 { try await a.sync { $0.erased = [Data(record(3).bytes)] } }
    // A case that was written after the erasure is of whoever has the id now: it stays, and nothing is asked again.
    try await a.sync([a.newCase(3, record(5), [customer, name], at: 5)])
    var status = ErasureStatusRequest()
    status.protocol = Limits.protocolVersion
    status.replica = Data(admin.replica.bytes)
    try await play.call("/v1/erasures", status, token: admin.token, as: ErasureStatusResponse.self)
    status.replica = Data(a.replica.bytes)
    try await play.call("/v1/erasures", status, token: a.token, as: ErasureStatusResponse.self)
    return play.vector
  }

  static func scopes() async throws -> ExchangeVector {
    let play = try ExchangeRecorder(
      "exchange_scopes", "Nothing of another branch's scope is told, whether it exists or not.")
    let a = try await play.device(1)
    let b = try await play.device(2, "BJ02")
    let head = try await play.device(3, "HQ", .headOffice)
    try await a.sync([a.newCase(1, record(1))])
    try await b.sync()
    try await b.sync { $0.cursors.append(FeedCursor.with { $0.scope = "SH01" }) }
    try await b.sync { $0.cursors.append(FeedCursor.with { $0.scope = "GZ99" }) }
    var history = HistoryRequest()
    history.protocol = Limits.protocolVersion
    history.replica = Data(b.replica.bytes)
    history.records = [Data(record(1).bytes), Data(record(99).bytes)]
    try await play.call("/v1/history", history, token: b.token, as: HistoryResponse.self)
    for scope in ["SH01", "GZ99"] {
      var compare = CompareRequest()
      compare.protocol = Limits.protocolVersion
      compare.replica = Data(b.replica.bytes)
      compare.scope = scope
      compare.last = true
      try await play.call("/v1/compare", compare, token: b.token, as: CompareResponse.self)
    }
    try await b.sync([
      b.edit(1, record(1), CaseField.title, "exists"), b.note(2, record(4), of: record(1), "exists"),
      b.note(3, record(5), of: record(99), "does not exist"),
    ])
    try await head.sync()
    return play.vector
  }

  static func revoked() async throws -> ExchangeVector {
    let play = try ExchangeRecorder(
      "exchange_revoked", "Tokens, codes and revocation; after a new code everything goes on.")
    let a = try await play.device(1)
    try await a.sync([a.newCase(1, record(1))])
    let request = a.request()
    try await play.call("/v1/sync", request, token: "TOKEN-OF-NOBODY", as: SyncResponse.self)
    try await play.revoke(a.replica)
    try await a.sync([a.edit(2, record(1), CaseField.title, "汤")])
    let code = try await play.code("SH01")
    var wrong = a.enrolment(code)
    wrong.branch = "BJ02"
    try await play.call("/v1/enrol", wrong, as: EnrolResponse.self)
    wrong = a.enrolment(code)
    wrong.headOffice = Data(record(1).bytes)
    try await play.call("/v1/enrol", wrong, as: EnrolResponse.self)
    try await play.call("/v1/enrol", a.enrolment(code), as: EnrolResponse.self)
    try await play.call("/v1/enrol", a.enrolment("2222-3333"), as: EnrolResponse.self)
    try await a.sync([a.edit(2, record(1), CaseField.title, "汤")])
    var later = a.request()
    later.protocol = 2
    try await play.call("/v1/sync", later, token: a.token, as: SyncResponse.self)
    return play.vector
  }
}
