import Complaints
import RecordStore
import Versioning

/// What holds once faults have stopped and everybody has synced: the laws, one by one.
struct EndLaws {
  let oracle: Oracle
  let office: OfficeFacts
  /// What head office holds, as the oracle reads it. (Reading it held every state against law 1 to 3.)
  let officeHeld: Holding
  let replicas: [ReplicaFacts]

  func check(random: inout Seeded) throws {
    try nothingIsLost()
    try exactlyOnce()
    try clocksDoLittleHarm()
    try orderDoesNotMatter(random: &random)
    try everybodyHoldsTheSame()
    try nobodyHoldsForeign()
    try unknownIsKept()
    try bothCanProveAgreement()
    try comesToRest()
  }

  /// Law 1: what a command reported as saved is at head office, whole and unaltered, and in the state that
  /// everybody shares. (Where it stands there, as value, head or history, is held against the oracle when
  /// the state is read.)
  func nothingIsLost() throws {
    let contents = office.log.reduce(into: [UInt64: ContentHash]()) { $0[$1.change.salt] = $1.hash }
    for deed in oracle.deeds where !deed.isForfeited {
      guard contents[deed.salt] != nil else {
        throw Violation(.nothingIsLost, "head office does not have \(oracle.describe(deed.id))")
      }
      guard officeHeld.records[deed.record]?.deeds.contains(deed.id) ?? false else {
        throw Violation(.nothingIsLost, "head office's state is without \(oracle.describe(deed.id))")
      }
    }
    for logged in office.log {
      guard ContentHash(content: logged.change.encodedContent()) == logged.hash else {
        throw Violation(.nothingIsLost, "the content of \(logged.dot) is not what its hash says")
      }
    }
  }

  /// Law 6: numbers without gaps, each once; the number and the running hash that head office answers with
  /// are those of its log; each replica's own log agrees.
  func exactlyOnce() throws {
    var logs: [ReplicaID: [OfficeFacts.Logged]] = [:]
    for logged in office.log { logs[logged.dot.replica, default: []].append(logged) }
    for account in office.accounts {
      let log = (logs[account.replica] ?? []).sorted { $0.dot.number < $1.dot.number }
      guard log.map(\.dot.number) == Array(1..<(account.covered + 1)) else {
        throw Violation(
          .exactlyOnce,
          "\(account.replica): head office covers \(account.covered), has \(log.map(\.dot.number))")
      }
      let chain = log.reduce(ContentHash.chainStart) { $0.chained($1.hash) }
      guard chain.bytes == account.chain else {
        throw Violation(.exactlyOnce, "\(account.replica): the running hash is not that of the log")
      }
    }
    if let twice = Dictionary(grouping: office.log, by: \.change.salt).values.first(where: { $0.count > 1 }) {
      throw Violation(.exactlyOnce, "\(twice[0].dot) and \(twice[1].dot) are one act, taken twice")
    }
    for replica in replicas {
      let there = (logs[replica.replica] ?? []).reduce(into: [:]) { $0[$1.dot.number] = $1.hash }
      for own in replica.log where there[own.number] != own.hash {
        throw Violation(
          .exactlyOnce, "\(replica.place): its change \(own.number) is another one at head office")
      }
    }
  }

  /// Law 5: no stamp lay further ahead of head office's clock than the tolerance when it came; none lies
  /// below a stamp that its author had seen; each replica's own order is kept.
  func clocksDoLittleHarm() throws {
    var stamps: [DeedID: HybridTime] = [:]
    for logged in office.log {
      if let id = oracle.deed(salt: logged.change.salt) { stamps[id] = logged.change.times.stamp }
      guard logged.change.times.stamp.milliseconds <= logged.receivedAt + 120_000 else {
        throw Violation(.clocksDoLittleHarm, "\(logged.dot) came with a stamp from the future")
      }
    }
    for deed in oracle.deeds {
      guard let stamp = stamps[deed.id] else { continue }
      let seen = deed.writes.values.reduce(into: Set<DeedID>()) { $0.formUnion($1.replaces) }
      for older in seen where stamps[older].map({ $0 >= stamp }) ?? false {
        throw Violation(
          .clocksDoLittleHarm,
          "\(oracle.describe(deed.id)) has a lower stamp than \(oracle.describe(older)), which it saw")
      }
    }
    let byReplica = Dictionary(grouping: office.log, by: \.dot.replica)
    for log in byReplica.values {
      let ordered = log.sorted { $0.dot.number < $1.dot.number }
      for (a, b) in zip(ordered, ordered.dropFirst()) where a.change.times.stamp >= b.change.times.stamp {
        throw Violation(.clocksDoLittleHarm, "the stamps of \(a.dot) and \(b.dot) are out of order")
      }
    }
  }

  /// Law 4: the changes of head office's log, in another order and with repeats, give the same bytes.
  func orderDoesNotMatter(random: inout Seeded) throws {
    var sums: [RecordID: RecordState] = [:]
    var changes = office.log.map(\.change)
    changes += changes.filter { _ in random.chance(10) }
    changes.shuffle(using: &random)
    for change in changes { sums[change.record] = apply(change, to: sums[change.record]).state }
    for record in office.records {
      guard sums[record.record]?.encoded() == record.state else {
        throw Violation(
          .orderDoesNotMatter, "the changes of \(record.record) add up to another state in another order")
      }
    }
  }

  /// Laws 4 and 12: everybody who holds a scope holds the same bytes of it, and the case numbers with them.
  func everybodyHoldsTheSame() throws {
    for replica in replicas {
      let expected = office.records.filter { replica.mayHold($0.scope) }
      guard replica.records.map(\.record) == expected.map(\.record) else {
        throw Violation(
          .bothCanProveAgreement,
          "\(replica.place) holds \(replica.records.count) records, head office \(expected.count) of its scopes"
        )
      }
      for (mine, theirs) in zip(replica.records, expected) {
        guard mine.state == theirs.state, mine.scope == theirs.scope, mine.position == theirs.position,
          mine.number == theirs.number
        else {
          throw Violation(.bothCanProveAgreement, "\(replica.place) and head office differ in \(mine.record)")
        }
      }
    }
  }

  /// Law 8: no replica holds a record of another branch's scope.
  func nobodyHoldsForeign() throws {
    for replica in replicas {
      if let foreign = replica.records.first(where: { !replica.mayHold($0.scope) }) {
        throw Violation(.nobodyHoldsForeign, "\(replica.place) holds \(foreign.record) of \(foreign.scope)")
      }
    }
  }

  /// Law 9: what this version's schema does not know is where it was written, and everywhere the same.
  func unknownIsKept() throws {
    for deed in oracle.deeds where !deed.isForfeited {
      let isKnownKind = Schema.kinds.contains(deed.kind)
      for field in deed.writes.keys where !isKnownKind || Schema.field(deed.kind, number: field.number) == nil
      {
        guard officeHeld.records[deed.record]?.expected[field]?.heads.isEmpty == false else {
          throw Violation(.unknownIsKept, "head office has dropped \(oracle.describe(deed.id))")
        }
      }
    }
  }

  /// Law 12: the digest that a side keeps as records come and go is that of what it holds, and both sides'
  /// are equal.
  func bothCanProveAgreement() throws {
    func check(_ scopes: [ScopeRow], _ records: [StoredRecord], at place: String) throws -> [String: [UInt8]]
    {
      var digests: [String: [UInt8]] = [:]
      for scope in scopes {
        var digest = ScopeDigest()
        let held = records.filter { $0.scope == scope.code && $0.state != nil }
        for record in held { digest.add(record: record.record, state: record.state ?? []) }
        guard digest == scope.digest, Int(scope.records) == held.count else {
          throw Violation(
            .bothCanProveAgreement, "\(place): the digest of \(scope.code) is not that of what it holds")
        }
        digests[scope.code] = digest.bytes
      }
      return digests
    }
    let theirs = try check(office.scopes, office.records, at: "head office")
    for replica in replicas {
      for (code, digest) in try check(replica.scopes, replica.records, at: replica.place)
      where theirs[code] != digest {
        throw Violation(
          .bothCanProveAgreement, "\(replica.place): the digest of \(code) is not head office's")
      }
    }
  }

  /// Liveness: nothing is pending anywhere, and nothing is shown that head office did not send.
  func comesToRest() throws {
    for replica in replicas {
      guard replica.pending == 0, replica.waiting == 0 else {
        throw Violation(
          .comesToRest, "\(replica.place) still has \(replica.pending) pending, \(replica.waiting) waiting")
      }
      if let open = replica.records.first(where: { $0.current != nil }) {
        throw Violation(.comesToRest, "\(replica.place) still shows its own version of \(open.record)")
      }
    }
  }
}
