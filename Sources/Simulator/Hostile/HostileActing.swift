import Complaints
import FoundationEssentials
import GRDB
import HeadOffice
import RecordStore
import SyncProtocol
import Versioning

/// Carries out what hostile devices do.
extension World {
  /// - Parameters:
  ///   - index: a device whose branch and role the hostile one has.
  ///   - isStranger: it is one of its own, and the branch's from now on.
  func play(_ act: HostileAct, besides index: Int, isStranger: Bool) async throws {
    guard let member = devices.indices.contains(index) ? devices[index] : nil, member.branch != "HQ",
      !office.isFull
    else { return }
    let branch = member.branch
    if isStranger || hostiles[branch] == nil { hostiles[branch] = try enrolHostile(branch, member.firstRole) }
    guard var device = hostiles[branch] else { return say("no hostile device of \(branch)") }
    guard let forged = try changes(of: act, by: &device) else { return say("hostile \(act): nothing to do") }
    // What it settles is told by what stands.
    try lookAtOffice()
    for change in forged {
      oracle.rememberForgery(change, act, by: device, event: event, madeAt: time.now)
    }
    var (retries, discards): ([UInt64], [UInt64]) = ([], [])
    if case .wishes(let again, let dropped) = act { (retries, discards) = (again, dropped) }
    let outcome = try await push(forged, retries, discards, by: &device)
    if hostiles[branch] != nil { hostiles[branch] = device }
    try lookAtOffice()
    say("hostile \(branch) \(act): \(outcome)")
  }

  /// The one of a branch from now on, until head office takes it for a copy or another one comes.
  private func enrolHostile(_ branch: String, _ role: Role) throws -> HostileDevice? {
    enrolments += 1
    var random = Seeded(seed, UInt64(enrolments * 64) &+ 0x405711E)
    let replica = Identifier.random(using: &random)
    do {
      var request = EnrolRequest()
      request.protocol = Limits.protocolVersion
      request.replica = replica.data
      request.branch = branch
      request.tag = "XX"
      request.name = "hostile"
      request.code = try office.store.enrolmentCode(
        branch: BranchCode(typed: branch), role: role, now: time.now, validFor: 900_000, random: &random
      ).text
      let response = try office.service.enrol(request)
      guard !office.crash.isDead else { throw SimulatorFailure("ended") }
      return HostileDevice(
        replica: replica, branch: branch, role: role, token: response.token, seed: seed)
    } catch {
      guard office.crash.isDead else { throw error }
      try office.restart()
      return nil
    }
  }

  /// - Returns: what came of it.
  private func push(
    _ forged: [Change], _ retries: [UInt64], _ discards: [UInt64], by device: inout HostileDevice
  ) async throws -> String {
    let held = try quarantined(device.replica)
    for _ in 0..<2 {
      let request = device.request(
        device.unsent(forged), retries: retries, discards: discards, now: time.now)
      do {
        let answer = try await Office.answer(
          office.service, MessageFormat.protobuf.encode(request), .sync, token: device.token)
        try checkBytes(answer.bytes, to: "a hostile device") { [device.branch, "shared"].contains($0) }
        device.keep(forged)
        guard !office.crash.isDead else { throw SimulatorFailure("ended") }
        device.covered = answer.response?.covered ?? 0
        try readOfficeLog()
        if answer.response?.pages.isEmpty == false { device.told = Set(oracle.accepted.values) }
        if let number = discards.first(where: {
          held.contains($0) && oracle.accepted[Dot(device.replica, $0)] != nil
        }) {
          throw Violation(.exactlyOnce, "\(Dot(device.replica, number)) was to be dropped and was taken")
        }
        return answer.response?.quarantined.map { "\($0.number) \($0.reason)" }.joined(separator: ", ") ?? ""
      } catch let refusal as Refusal {
        try checkBytes(Array((refusal.message + refusal.hint).utf8), to: "a hostile device") {
          [device.branch, "shared"].contains($0)
        }
        switch refusal.code {
        case .gap:
          device.covered = refusal.number
          continue
        case .replicaDiverged, .unauthorized:
          // Head office was restored and knows less; or it ended before it could answer.
          hostiles[device.branch] = nil
        default: break
        }
        return "refused: \(refusal.code.rawValue)"
      } catch {
        guard office.crash.isDead else {
          throw error as? Violation ?? Violation(.nothingUnexpected, "head office failed: \(error)")
        }
        try office.restart()
        hostiles[device.branch] = nil
        return "head office ended"
      }
    }
    return "refused: gap"
  }

  private func quarantined(_ replica: ReplicaID) throws -> Set<UInt64> {
    try office.store.pool.read { db in
      Set(
        try db.rows(
          "SELECT q.number FROM quarantine q JOIN replicas r ON r.rid = q.replica WHERE r.id = ?",
          [replica.data]
        ).map { UInt64(bitPattern: $0[0] as Int64) })
    }
  }

  // MARK: What it sends

  /// - Returns: nil where what it means is not there.
  private func changes(of act: HostileAct, by device: inout HostileDevice) throws -> [Change]? {
    let now = time.now
    func write(_ typed: Typed, base: [Dot]) -> FieldWrite? {
      guard let field = Schema.field(.case, typed.field) else { return nil }
      return FieldWrite(FieldID(field.number), Self.forged(typed), base: base)
    }
    /// Changes of a case that is the device's, in sight of what its fields hold and of more.
    func edit(_ label: Int, _ fields: [Typed], seeing more: [Dot]) throws -> [Change]? {
      guard let (state, scope) = try atOffice(label), scope == device.branch else { return nil }
      let writes = fields.compactMap { typed -> FieldWrite? in
        let field = Schema.field(.case, typed.field).flatMap { state[FieldID($0.number)] }
        return write(typed, base: (field.map { $0.base(replacing: $0.value) } ?? []) + more)
      }
      guard Set(writes.map(\.field)).count == writes.count else { return nil }
      return [device.change(state.record, writes, now: now)]
    }
    switch act {
    case .foreignFuture(let label, let victim, let count, let fields):
      return try edit(label, fields, seeing: try future(of: victim, count))
    case .ownFuture(let label, let count, let typed):
      let next = device.next
      let first = next.number + (act.namesItself ? 0 : 1)
      let dots = (0...UInt64(max(count, 0))).map { Dot(next.replica, first + $0) }
      return try edit(label, [typed], seeing: dots)
    case .strangers(let label, let typed):
      return try edit(label, [typed], seeing: [Dot(Identifier(high: 0xBAD, low: UInt64(event)), 1)])
    case .otherRecord(let label, let other, let typed):
      guard label != other, let (state, _) = try atOffice(other) else { return nil }
      return try edit(label, [typed], seeing: state.headVersions.map(\.dot))
    case .futureSight(let label, let victim, let count):
      guard let (state, scope) = try atOffice(label), scope == device.branch else { return nil }
      let field = FieldID(CaseField.deleted.number)
      let seen = try aggregate(state.record).flatMap(\.headVersions).map(\.dot)
      let sight = Set(seen + (try future(of: victim, count))).sorted()
      return [
        device.change(
          state.record, [FieldWrite(field, .sight(sight), base: state[field]?.heads.map(\.dot) ?? [])],
          now: now)
      ]
    case .approval(let label, let role):
      guard let (state, _) = try atOffice(label) else { return nil }
      let roles = Role.allCases.filter { $0 != device.role }
      let claimed = FieldWrite(
        FieldID(ApprovalField.role.number), .text(roles[role % roles.count].rawValue))
      let granted = FieldWrite(FieldID(ApprovalField.granted.number), .flag(true))
      return [
        device.change(
          fresh(), [granted, claimed], now: now, kind: .approval, aggregate: state.record)
      ]
    case .borrowedName(let label, let typed):
      guard let (state, _) = try atOffice(label), let write = write(typed, base: []) else { return nil }
      return [
        device.change(state.record, [write], now: now, branch: device.branch == "SH01" ? "SH02" : "SH01")
      ]
    case .foreignCase(let label, let typed):
      guard let (state, scope) = try atOffice(label), scope != device.branch,
        let write = write(typed, base: [])
      else { return nil }
      return [device.change(state.record, [write], now: now)]
    case .foreignChild(let label):
      guard let (state, scope) = try atOffice(label), scope != device.branch else { return nil }
      return [
        device.change(
          fresh(), [FieldWrite(FieldID(NoteField.text.number), .text("forged"))], now: now, kind: .note,
          aggregate: state.record)
      ]
    case .absurdTime(let label, let typed, let ahead, let wall):
      guard let (state, scope) = try atOffice(label), scope == device.branch,
        let write = write(typed, base: [])
      else { return nil }
      return [device.change(state.record, [write], now: now, ahead: ahead, wall: wall)]
    case .edit(let label, let typed, let sees):
      if sees { return try edit(label, [typed], seeing: []) }
      guard let (state, scope) = try atOffice(label), scope == device.branch,
        let write = write(typed, base: [])
      else { return nil }
      return [device.change(state.record, [write], now: now)]
    case .misshapen(let label, let typed):
      guard let (state, scope) = try atOffice(label), scope == device.branch,
        let write = write(typed, base: [])
      else { return nil }
      return [device.change(state.record, [FieldWrite(write.field, Self.misshapen(typed))], now: now)]
    case .settle(let label, let typed):
      guard let (state, scope) = try atOffice(label), scope == device.branch,
        let field = state.conflictedFields.first, field.field.number != CaseField.branch.number,
        field.field.number != CaseField.deleted.number
      else { return nil }
      return [
        device.change(
          state.record,
          [
            FieldWrite(
              field.field, field.heads[typed.text % field.heads.count].value, base: field.heads.map(\.dot))
          ],
          now: now)
      ]
    case .squat(let key, let kind):
      let kinds = [RecordKind(99), .case, .signal, .phrase]
      return [
        device.change(
          RecordID.reserved("phrase sim_\(key)"),
          [FieldWrite(FieldID(SharedField.key.number), .text("sim_\(key)"))], now: now,
          kind: kinds[kind % kinds.count])
      ]
    case .person(let elsewhere):
      let other = device.branch == "SH01" ? "SH02" : "SH01"
      return [
        device.change(
          fresh(), [FieldWrite(FieldID(PersonField.name.number), .text("forged"))], now: now, kind: .person,
          scope: elsewhere ? other : device.branch)
      ]
    case .term(let place, let isShared):
      guard let key = Acting.termKey(place) else { return nil }
      return [
        device.change(
          SharedRecord.id(.term, key.text),
          [
            FieldWrite(FieldID(SharedField.key.number), .text(key.text)),
            FieldWrite(FieldID(TermField.labelEnglish.number), .text("forged")),
          ], now: now, kind: .term, scope: isShared ? "shared" : device.branch)
      ]
    case .giveRole(let label, let role): return try give(role: role, to: label, by: &device)
    case .settleRole(let label): return try settleRole(of: label, by: &device)
    case .knowledge(let label, let forgery): return try forge(forgery, of: label, by: &device)
    case .link(let label, let other):
      guard let (state, scope) = try atOffice(label), scope == device.branch, let end = labels.cases[other]
      else { return nil }
      return [
        device.change(
          fresh(),
          [
            FieldWrite(FieldID(LinkField.kind.number), .text(LinkKind.duplicateOf.rawValue)),
            FieldWrite(FieldID(LinkField.other.number), .text(end.description)),
          ], now: now, kind: .link, aggregate: state.record)
      ]
    case .wishes: return []
    }
  }

  private static func forged(_ typed: Typed) -> Value {
    switch typed.field {
    case "severity": .text(["minor", "moderate", "severe"][typed.text % 3])
    case "amount": .text("\(100 + typed.text % 9) CNY")
    case "safety": .flag(typed.text % 2 == 0)
    default: .text("forged \(typed.text % 9)")
    }
  }

  /// What no field of a case holds.
  static func misshapen(_ typed: Typed) -> Value {
    switch typed.text % 4 {
    case 0: .integer(Int64(typed.text))
    case 1: .text("forged\u{1B}[2J")
    case 2: .text("forge\u{301}d")
    default: .text(String(repeating: "forged ", count: 10_000))
    }
  }

  func fresh() -> RecordID {
    var random = Seeded(seed, UInt64(event) &* 64 &+ 0xF0_46ED)
    return Identifier.random(using: &random)
  }

  /// A case as head office has it, and in which scope.
  func atOffice(_ label: Int) throws -> (RecordState, String)? {
    guard let record = labels.cases[label] else { return nil }
    return try office.store.pool.read { db in
      guard let row = try db.record(record), let state = try row.decoded() else { return nil }
      let code: String? = try db.row("SELECT code FROM scopes WHERE rid = ?", [row.scope])?[0]
      return code.map { (state, $0) }
    }
  }

  private func aggregate(_ root: RecordID) throws -> [RecordState] {
    try office.store.pool.read { db in
      try ([db.record(root)].compactMap { $0 } + db.children(of: root)).compactMap { try $0.decoded() }
    }
  }

  /// The numbers that another device gives next: those that it has not sent, and those that it has not made.
  private func future(of victim: Int, _ count: Int) throws -> [Dot] {
    let identity = try devices[victim % devices.count].identity()
    let covered: UInt64? = try office.store.pool.read { db in
      try db.row(
        "SELECT d.covered FROM devices d JOIN replicas r ON r.rid = d.replica WHERE r.id = ?",
        [identity.replica.data]
      ).map { UInt64(bitPattern: $0[0] as Int64) }
    }
    let from = (covered ?? 0) + 1
    return (0..<UInt64(max(count, 1))).map { Dot(identity.replica, from + $0) }
  }
}
