import CaseIndex
import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import Replica
import TestSupport
import Versioning
import Zones

/// What a replica keeps when a session starts, in the words of Protocol.md, section 11.8: another program can build a
/// store from it, and ours does.
struct Kept: Codable, Equatable {
  /// A change of the replica, or of one that it was, by what became of it.
  struct Logged: Codable, Equatable {
    var change: String
    /// `pending`, `sent`, `accepted`.
    var standing: String
    var seen: ClockVector.Hybrid
  }

  struct Held: Codable, Equatable {
    var scope: String
    var position: UInt64
    /// A case's number, as it came.
    var number: String?
    var state: String
  }

  struct Scope: Codable, Equatable {
    var scope: String
    var position: UInt64
    var token: String
    var digest: String
    var records: UInt64
    /// The feed was read to its end once.
    var complete: Bool
  }

  struct Told: Codable, Equatable {
    var number: UInt64
    var time: ClockVector.Hybrid
  }

  struct Drawn: Codable, Equatable {
    var replica: String
    var tag: String
  }

  /// What the machine's clocks show during the session: they stand still.
  struct Machine: Codable, Equatable {
    var wall: Int64
    var boot: String
    var monotonic: UInt64
  }

  var machine: Machine
  var replica: String
  var branch: String
  var role: String
  var headOffice: String
  /// For the next incarnation.
  var drawn: Drawn?
  /// It went on for another id once.
  var continues: Bool
  var last: ClockVector.Hybrid
  var seen: ClockVector.Hybrid
  var made: UInt64
  var covered: UInt64
  var chain: String
  var ever: UInt64
  var told: Told?
  var anchors: [ClockVector.Anchor]
  var offset: Int64?
  var heard: ClockVector.Anchor?
  var scopes: [Scope]
  var records: [Held]
  var changes: [Logged]
}

extension ClockVector.Hybrid {
  fileprivate init(bits: Int64?) { self.init(HybridTime(rawValue: UInt64(bitPattern: bits ?? 0))) }
  fileprivate var bits: Int64 { Int64(bitPattern: time.rawValue) }
}

extension Kept {
  private static let standings: [ChangeStatus: String] = [
    .pending: "pending", .sent: "sent", .accepted: "accepted",
  ]
  /// What no session goes by, or is made anew.
  private static let passedOver: Set<String> = [
    "tag", "branch_name", "device_name", "author", "head_office_url", "token", "sealing_key", "last_sync",
    "exchanges",
    "last_case_id", "zone", "zone_name", "search_edition", "index_mark", "attempted", "epoch", "drawn_token",
    "swept_for",
    "news_seen",
  ]
  private static let taken: Set<String> = [
    "replica", "branch", "role", "head_office_id", "next_replica", "next_tag", "continued", "clock", "seen",
    "made",
    "covered", "covered_chain", "settled", "told_number", "told_stamp", "clock_offset", "heard_clock",
    "heard_boot",
    "heard_monotonic", "last_number",
  ]
  /// Where a session would find more than this says.
  private static let empty = [
    "comparisons", "followed", "quarantine", "erasures_done", "unrepaired", "compared", "differing", "untold",
    "bundles",
    "stubs", "decided",
  ]

  /// What a store keeps now.
  /// - Throws: where it keeps something that is not said here.
  init(_ store: ReplicaStore) throws {
    let here = store.surroundings
    machine = Machine(wall: here.wall(), boot: here.boot.description, monotonic: here.monotonic())
    let db = try store.queue.inDatabase { try Snapshot($0) }
    replica = db.id("replica") ?? ""
    branch = db.text("branch") ?? ""
    role = db.text("role") ?? ""
    headOffice = db.id("head_office_id") ?? ""
    drawn = db.id("next_replica").flatMap { id in db.text("next_tag").map { Drawn(replica: id, tag: $0) } }
    continues = db.number("continued") == 1
    last = ClockVector.Hybrid(bits: db.number("clock"))
    seen = ClockVector.Hybrid(bits: db.number("seen"))
    made = UInt64(db.number("made") ?? 0)
    covered = UInt64(db.number("covered") ?? 0)
    chain = hexadecimal(db.bytes("covered_chain") ?? ContentHash.chainStart.bytes)
    ever = UInt64(db.number("settled") ?? 0)
    told = db.number("told_number").map {
      Told(number: UInt64($0), time: ClockVector.Hybrid(bits: db.number("told_stamp")))
    }
    offset = db.number("clock_offset")
    heard = db.number("heard_clock").map { clock in
      ClockVector.Anchor(
        boot: db.id("heard_boot") ?? "", monotonic: UInt64(db.number("heard_monotonic") ?? 0),
        headOffice: clock)
    }
    (anchors, scopes, records, changes) = (db.anchors, db.scopes, db.records, db.changes)
  }

  /// What was written to a store after a row of its log.
  static func written(to store: ReplicaStore, after seq: Int64) throws -> [Logged] {
    try store.queue.inDatabase { try changes($0, after: seq) }
  }

  static func lastRow(of store: ReplicaStore) throws -> Int64 {
    try store.queue.inDatabase { try Int64.fetchOne($0, sql: "SELECT max(seq) FROM changes") ?? 0 }
  }

  private static func changes(_ db: Database, after seq: Int64 = 0) throws -> [Logged] {
    try Row.fetchAll(
      db, sql: "SELECT status, encoded, seen, stripped FROM changes WHERE seq > ? ORDER BY seq",
      arguments: [seq]
    ).map { row in
      guard let standing = ChangeStatus(rawValue: row["status"]).flatMap({ standings[$0] }),
        row["stripped"] == 0
      else { throw Failure("a change of another standing") }
      return Logged(
        change: Runs.packed(hexadecimal(Array(row["encoded"] as Data))), standing: standing,
        seen: ClockVector.Hybrid(bits: row["seen"]))
    }
  }

  /// The rows of a store.
  private struct Snapshot {
    let meta: [String: DatabaseValue]
    let anchors: [ClockVector.Anchor]
    let scopes: [Scope]
    let records: [Held]
    let changes: [Logged]

    init(_ db: Database) throws {
      meta = try Row.fetchAll(db, sql: "SELECT key, value FROM meta").reduce(into: [:]) {
        $0[$1["key"]] = ($1["value"] as DatabaseValue)
      }
      let unknown = Set(meta.filter { !$0.value.isNull && $0.value != 0.databaseValue }.keys)
        .subtracting(taken).subtracting(passedOver)
      guard unknown.isEmpty else { throw Failure("kept and not told: \(unknown.sorted())") }
      for table in Kept.empty
      where try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM \(table))") == true {
        throw Failure("\(table) is not told")
      }
      anchors = try Row.fetchAll(db, sql: "SELECT * FROM anchors ORDER BY head_office").map {
        ClockVector.Anchor(
          boot: Identifier(bytes: Array($0["boot"] as Data))?.description ?? "",
          monotonic: UInt64($0["monotonic"] as Int64), headOffice: $0["head_office"])
      }
      scopes = try db.scopes().map { scope in
        Scope(
          scope: scope.code, position: UInt64(scope.position), token: hexadecimal(scope.token ?? []),
          digest: hexadecimal(scope.digest.bytes), records: UInt64(scope.records), complete: scope.isComplete)
      }
      records = try Row.fetchAll(
        db,
        sql: """
          SELECT s.code, r.position, r.number, r.state FROM records r JOIN scopes s ON s.rid = r.scope
          WHERE r.state IS NOT NULL ORDER BY r.rid
          """
      ).map { row in
        Held(
          scope: row["code"], position: UInt64(row["position"] as Int64), number: row["number"],
          state: Runs.packed(hexadecimal(Array(row["state"] as Data))))
      }
      changes = try Kept.changes(db)
    }

    func text(_ key: String) -> String? { meta[key].flatMap { String.fromDatabaseValue($0) } }
    func number(_ key: String) -> Int64? { meta[key].flatMap { Int64.fromDatabaseValue($0) } }
    func bytes(_ key: String) -> [UInt8]? {
      meta[key].flatMap { Data.fromDatabaseValue($0) }.map { Array($0) }
    }
    func id(_ key: String) -> String? { bytes(key).flatMap { Identifier(bytes: $0) }?.description }
  }
}

extension Kept {
  /// A store that keeps this, and nothing else.
  func store(in folder: URL) throws -> ReplicaStore {
    let boot = try Self.identifier(machine.boot)
    let machine = machine
    let here = Surroundings(
      wall: { machine.wall }, monotonic: { machine.monotonic }, boot: boot, zone: .fixed(480),
      random: { 0x5EED })
    let path = folder.appending(path: "\(UUID().uuidString).sqlite").path
    let store = try ReplicaStore.create(
      path: path, branch: BranchCode(typed: branch), name: "device", author: "clerk", surroundings: here)
    try store.queue.inDatabase { db in
      try db.inTransaction(.immediate) {
        try fill(db)
        try Rebuild(db, offsetMinutes: 480).run()
        return .commit
      }
    }
    return store
  }

  private static func identifier(_ text: String) throws -> Identifier {
    guard let id = Identifier(text: text) else { throw Failure("no id: \(text)") }
    return id
  }

  private static func bytes(_ digits: String) throws -> [UInt8] {
    guard let bytes = unhex(Runs.unpacked(digits)) else { throw Failure("no digits: \(digits)") }
    return bytes
  }

  private func fill(_ db: Database) throws {
    try db.execute(sql: "DELETE FROM replicas; DELETE FROM scopes")
    try db.setMeta(MetaKey("replica"), Self.identifier(replica).data)
    try db.setMeta(MetaKey("role"), role)
    try db.setMeta(MetaKey("head_office_url"), "http://test")
    try db.setMeta(MetaKey("head_office_id"), Self.identifier(headOffice).data)
    try db.setMeta(MetaKey("token"), "the runner's own")
    if let drawn {
      try db.setMeta(MetaKey("next_replica"), Self.identifier(drawn.replica).data)
      try db.setMeta(MetaKey("next_tag"), drawn.tag)
    }
    let numbers: [(String, Int64?)] = [
      ("continued", continues ? 1 : nil), ("clock", last.bits), ("seen", seen.bits), ("made", Int64(made)),
      ("covered", Int64(covered)), ("settled", Int64(ever)), ("clock_offset", offset),
      ("told_number", told.map { Int64($0.number) }), ("told_stamp", told?.time.bits),
      ("heard_clock", heard?.headOffice), ("heard_monotonic", heard.map { Int64($0.monotonic) }),
    ]
    for (key, number) in numbers { try db.setMeta(MetaKey(key), number) }
    try db.setMeta(MetaKey("covered_chain"), Data(Self.bytes(chain)))
    if let heard { try db.setMeta(MetaKey("heard_boot"), Self.identifier(heard.boot).data) }
    for anchor in anchors {
      try db.execute(
        sql: "INSERT INTO anchors (boot, monotonic, head_office) VALUES (?, ?, ?)",
        arguments: [Self.identifier(anchor.boot).data, Int64(anchor.monotonic), anchor.headOffice])
    }
    for one in scopes {
      var scope = try db.scope(making: one.scope)
      scope.position = Int64(one.position)
      scope.token = one.token.isEmpty ? nil : try Self.bytes(one.token)
      scope.digest = ScopeDigest(bytes: try Self.bytes(one.digest)) ?? ScopeDigest()
      scope.records = Int64(one.records)
      scope.isComplete = one.complete
      try db.update(scope)
    }
    for held in records {
      let bytes = try Self.bytes(held.state)
      let state = try RecordState(decoding: bytes)
      _ = try db.insert(
        RecordRow(
          new: state.record, kind: state.kind, aggregate: state.aggregate,
          scope: db.scope(making: held.scope).rid, position: Int64(held.position), number: held.number,
          state: bytes))
    }
    for logged in changes { try Self.add(logged, to: db) }
  }

  /// Adds a change to the log, and to what is shown where it is in no state yet.
  static func add(_ logged: Logged, to db: Database) throws {
    let encoded = try bytes(logged.change)
    let change = try Change(decoding: encoded)
    guard let status = standings.first(where: { $0.value == logged.standing })?.key else {
      throw Failure("no standing: \(logged.standing)")
    }
    try db.insertChange(
      replica: db.replicaRid(change.dot.replica), number: change.dot.number, record: change.record,
      status: status,
      at: change.times.stamp.milliseconds, hash: try ContentHash(encodedChange: encoded), encoded: encoded,
      seen: logged.seen.time)
    if try db.meta(MetaKey<Data>("replica")) == change.dot.replica.data {
      try db.setMeta(MetaKey("last_number"), Int64(change.dot.number))
    }
    guard status != .accepted else { return }
    var row =
      try db.record(change.record)
      ?? RecordRow(
        new: change.record, kind: change.kind, aggregate: change.aggregate,
        scope: db.scope(making: change.scope).rid)
    row.current = apply(change, to: try row.decoded()).state.encoded()
    if row.rid == 0 { _ = try db.insert(row) } else { try db.update(row) }
  }
}

/// Texts with parts that repeat themselves, cut short: `(eHh4*20000)` stands for twenty thousand times `eHh4`. So the
/// vectors of large states stay small.
enum Runs {
  private static let (unit, least) = (4, 16)

  static func packed(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var made: [UInt8] = []
    var at = 0
    while at < bytes.count {
      let end = min(at + unit, bytes.count)
      var next = end
      while next + unit <= bytes.count, bytes[next..<next + unit] == bytes[at..<end] { next += unit }
      let count = (next - at) / unit
      if end - at == unit, count >= least {
        made += Array("(".utf8) + bytes[at..<end] + Array("*\(count))".utf8)
        at = next
      } else {
        made.append(bytes[at])
        at += 1
      }
    }
    return String(decoding: made, as: UTF8.self)
  }

  static func unpacked(_ text: String) -> String {
    var made = ""
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "("), let close = rest[open...].firstIndex(of: ")") {
      let parts = rest[rest.index(after: open)..<close].split(separator: "*")
      guard parts.count == 2, let count = Int(parts[1]) else { break }
      made += rest[..<open] + String(repeating: String(parts[0]), count: count)
      rest = rest[rest.index(after: close)...]
    }
    return made + rest
  }
}

extension JSONText {
  /// Every text in it, changed.
  func mappingTexts(_ change: (String) -> String) -> JSONText {
    switch self {
    case .text(let text): .text(change(text))
    case .object(let members): .object(members.mapValues { $0.mappingTexts(change) })
    case .array(let elements): .array(elements.map { $0.mappingTexts(change) })
    case .number, .flag: self
    }
  }
}
