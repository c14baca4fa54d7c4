import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// Copies of one store have acts in common. Whatever head office has of them keeps its first dot for all of
/// them, accepted or in quarantine: copies follow it, decide on it together, and bring it only once.
extension Push {
  // MARK: What a device follows

  /// Notes which changes in quarantine the device goes on with: its later changes to the same aggregates wait.
  mutating func follow(_ followed: [Followed]) throws {
    try holdBrought(followed.filter { !$0.change.isEmpty })
    for entry in followed {
      guard let place = try db.place(of: entry), place.standing == .held, place.replica != device.rid,
        try mayDecide(place.replica)
      else { continue }
      try db.run(
        "INSERT OR IGNORE INTO follows (device, replica, number, since) VALUES (?, ?, ?, ?)",
        values: [
          .integer(device.rid), .integer(place.replica), .number(entry.number), .number(device.covered),
        ])
    }
  }

  /// What the device wishes for a change that it follows, by its own rights.
  mutating func decide(_ wish: Followed) throws {
    guard let place = try db.place(of: wish), place.standing == .held, try mayDecide(place.replica) else {
      return
    }
    if wish.discard {
      try drop(wish.number, of: place.replica)
    } else {
      _ = try judgeAgain(db.quarantinedGroup(of: place.replica, number: wish.number))
    }
  }

  /// Puts back into quarantine what head office lost: a copy of the same store has it still, whole. It waits there
  /// for its own replica, or for a decision.
  private func holdBrought(_ brought: [Followed]) throws {
    guard brought.reduce(0, { $0 + $1.change.count }) <= Limits.batchBytes else {
      throw Refusal(.tooLarge, "Changes of more than \(Limits.batchBytes) bytes in one request.")
    }
    guard !brought.isEmpty else { return }
    var groups: [Dot: [(item: PushSequence.Item, entry: Followed)]] = [:]
    for entry in brought where entry.change.count <= Limits.changeBytes && entry.number <= Int64.max {
      let bytes = [UInt8](entry.change)
      guard let envelope = try? ChangeEnvelope(encodedChange: bytes),
        let replica = ReplicaID(bytes: Array(entry.replica)),
        envelope.dot == Dot(replica, entry.number), try isWhole(bytes, of: entry, envelope),
        let times = try? Times(tailOf: bytes), times.stamp.milliseconds <= now + Limits.clockTolerance
      else { continue }
      groups[Dot(replica, envelope.group.first), default: []].append(
        (PushSequence.Item(number: entry.number, encoded: bytes, envelope: envelope), entry))
    }
    for (first, group) in groups.sorted(by: { $0.key < $1.key }) {
      guard let rid = try db.knownRid(first.replica), rid != device.rid, let owner = try db.device(rid),
        try isKin(rid), first.number > owner.covered,
        PushSequence.isGroup(group.map(\.item)),
        try group.allSatisfy({ try db.known(replica: rid, number: $0.item.number) == nil })
      else { continue }
      for (member, kept) in zip(group, try quarantinable(group.map(\.item))) {
        guard let hash = ContentHash(bytes: Array(member.entry.hash)) else { continue }
        try db.quarantine(
          replica: rid, number: member.item.number, first: first.number,
          aggregate: member.item.envelope?.aggregate,
          reason: Verdict.Reason(rawValue: member.entry.reason) ?? .waiting, awaited: nil, at: now,
          hash: hash,
          encoded: kept, isStripped: ContentHash(wire: kept) != hash)
      }
    }
  }

  /// Whether this device has a say in what a replica made: nobody has who is no copy of it, and has come upon its hash or
  /// made one up. Where head office was put back from a backup it may have lost that it is one.
  private func mayDecide(_ rid: Int64) throws -> Bool {
    if try db.family(of: device.rid).contains(where: { $0.rid == rid }) { return true }
    return try db.hasBeenRestored() && db.device(rid)?.branch == device.branch
  }

  /// Whether a replica's store and this device's may be one.
  ///
  /// Where head office was put back from a backup it may have lost that this device is a copy: then it was enrolled anew,
  /// and has come before the owner did. Whoever was heard of since has said itself what it has.
  private func isKin(_ rid: Int64) throws -> Bool {
    if try db.family(of: device.rid).contains(where: { $0.rid == rid }) { return true }
    guard try db.hasBeenRestored(), let owner = try db.device(rid) else { return false }
    return owner.branch == device.branch && device.enrolledAt >= owner.seenAt ?? owner.enrolledAt
  }

  /// Whether a change is brought as it was sent; or, of an erased case, without what was erased.
  private func isWhole(_ bytes: [UInt8], of entry: Followed, _ envelope: ChangeEnvelope) throws -> Bool {
    if ContentHash(wire: bytes).bytes == Array(entry.hash) { return true }
    guard entry.hash.count == 32, try isErased(envelope.aggregate), let change = try? Change(decoding: bytes)
    else { return false }
    return change.withoutPersonal(ofSubject: false) == nil
  }

  // MARK: Acts under another dot

  /// Refuses a push with acts that a copy brought before, and says by which dots they go.
  mutating func refuseKnownActs(in groups: some Sequence<[PushSequence.Item]>) throws {
    // What was read for one group serves the next.
    var acts =
      try knownActs
      ?? KnownActs(db: db, replicas: Set(db.family(of: device.rid).map(\.rid)).subtracting([device.rid]))
    defer { knownActs = acts }
    guard !acts.replicas.isEmpty else { return }
    let known = try groups.flatMap { try acts.known(of: $0) }
    guard let first = known.first else { return }
    var refusal = Refusal(
      .actKnown, "Head office has change \(first.number) already: a copy of this store has brought it.",
      hint: "It goes by the dot that it has there.", number: first.number)
    refusal.known = known
    throw refusal
  }
}

/// Looks for acts in what head office has of some replicas.
struct KnownActs {
  let db: Database
  /// By their small numbers.
  fileprivate let replicas: Set<Int64>
  private var logged: [RecordID: [Place]] = [:]
  private var held: [RecordID: [Place]] = [:]

  private struct Place {
    let replica: Int64
    let number: UInt64
    let change: Change
  }

  init(db: Database, replicas: Set<Int64>) {
    self.db = db
    self.replicas = replicas
  }

  /// By which dots a group goes: where one of its changes is known, all of them are, in the same order.
  mutating func known(of group: [PushSequence.Item]) throws -> [KnownAct] {
    let changes = group.compactMap { try? Change(decoding: $0.encoded) }
    guard changes.count == group.count else { return [] }
    for (offset, change) in changes.enumerated() {
      guard let (replica, number) = try dot(of: change), number > UInt64(offset) else { continue }
      let first = number - UInt64(offset)
      let places = try changes.indices.map { try db.known(replica: replica, number: first + UInt64($0)) }
      guard !places.contains(where: { $0 == nil }), let id = try db.replicaID(replica) else { continue }
      return zip(changes, places).enumerated().map { at, pair in
        var act = KnownAct()
        act.number = pair.0.dot.number
        act.salt = pair.0.salt
        act.replica = id.data
        act.known = first + UInt64(at)
        act.hash = Data(pair.1?.hash ?? [])
        return act
      }
    }
    return []
  }

  private mutating func dot(of change: Change) throws -> (replica: Int64, number: UInt64)? {
    let logged = try self.logged[change.record] ?? read("changes WHERE record = ?", change.record)
    self.logged[change.record] = logged
    let held = try self.held[change.aggregate] ?? read("quarantine WHERE aggregate = ?", change.aggregate)
    self.held[change.aggregate] = held
    if let same = (logged + held).first(where: { $0.change.isSameAct(as: change) }) {
      return (same.replica, same.number)
    }
    return try db.map(
      "SELECT replica, number FROM discarded WHERE salt = ?", values: [.number(change.salt)],
      { ($0.integer(0), UInt64(bitPattern: $0.integer(1))) }
    ).first { replicas.contains($0.0) }
  }

  private func read(_ table: String, _ id: RecordID) throws -> [Place] {
    try db.map("SELECT replica, number, encoded FROM \(table)", values: [.id(id)]) { row -> Place? in
      guard replicas.contains(row.integer(0)), let change = try? Change(decoding: row.bytes(2) ?? []) else {
        return nil
      }
      return Place(replica: row.integer(0), number: UInt64(bitPattern: row.integer(1)), change: change)
    }.compactMap { $0 }
  }
}

extension Database {
  /// How a change stands that a device follows. Nil where no replica has that id; whoever does not know its
  /// content hash is told nothing of it.
  func place(of entry: Followed) throws -> (replica: Int64, standing: Standing, reason: String)? {
    guard let id = ReplicaID(bytes: Array(entry.replica)), let rid = try knownRid(id),
      let known = try known(replica: rid, number: entry.number), known.hash == Array(entry.hash)
    else { return nil }
    guard known.verdict == Casebook_Sync_V1_Outcome.quarantined.rawValue else { return (rid, .taken, "") }
    return (rid, known.reason == "discarded" ? .dropped : .held, known.reason)
  }

  func knownRid(_ replica: ReplicaID) throws -> Int64? {
    try first("SELECT rid FROM replicas WHERE id = ?", values: [.id(replica)]) { $0.integer(0) }
  }

  func replicaID(_ rid: Int64) throws -> ReplicaID? {
    try first("SELECT id FROM replicas WHERE rid = ?", values: [.integer(rid)]) { $0.identifier(0) } ?? nil
  }

  /// The devices that follow one of these changes.
  func followers(of group: [QuarantinedChange]) throws -> [Int64] {
    var devices: Set<Int64> = []
    for change in group {
      devices.formUnion(
        try map(
          "SELECT device FROM follows WHERE replica = ? AND number = ?",
          values: [.integer(change.replica), .number(change.number)]
        ) { $0.integer(0) })
    }
    return devices.sorted()
  }

  func endFollowing(_ group: [QuarantinedChange]) throws {
    for change in group {
      try run(
        "DELETE FROM follows WHERE replica = ? AND number = ?",
        values: [.integer(change.replica), .number(change.number)])
    }
  }
}
