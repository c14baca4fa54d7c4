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
  /// What devices hold that never come back.
  let gone: Set<DeedID>
  let isOfficeRestored: Bool
  /// A device's store was copied, or an older copy was put in its place.
  let hasCopies: Bool
  /// The replicas of hostile devices: what they say of themselves is held against no law.
  let hostile: Set<ReplicaID>

  func check(random: inout Seeded) throws {
    try nothingIsLost()
    try exactlyOnce()
    try oneBadChangeStopsNobody()
    try clocksDoLittleHarm()
    try orderDoesNotMatter(random: &random)
    try everybodyHoldsTheSame()
    try nobodyHoldsForeign()
    try knowledgeIsEachOnes()
    try noticesAreAcknowledged()
    try unknownIsKept()
    try bothCanProveAgreement()
    try comesToRest()
  }

  /// Law 1: what a command reported as saved is at head office, whole and unaltered, and in the state that
  /// everybody shares. (Where it stands there, as value, head or history, is held against the oracle when
  /// the state is read.)
  func nothingIsLost() throws {
    let logged = Set(office.log.map(\.change.salt))
    let quarantined = Set(office.quarantine.compactMap(\.salt))
    let held = replicas.reduce(into: Set<DeedID>()) { held, replica in
      held.formUnion(replica.held.own.values)
      for record in replica.held.records.values { held.formUnion(record.deeds) }
    }
    for deed in oracle.deeds where !deed.isForfeited && !deed.isDiscarded {
      if quarantined.contains(deed.salt) || (deed.isForged && !logged.contains(deed.salt)) { continue }
      // Where head office was restored, others may have brought it, in what the change became part of.
      guard logged.contains(deed.salt) || isOfficeRestored else {
        if gone.contains(deed.id), !held.contains(deed.id) { continue }
        throw Violation(.nothingIsLost, "head office does not have \(oracle.describe(deed.id))")
      }
      guard officeHeld.records[deed.record]?.deeds.contains(deed.id) ?? false else {
        if gone.contains(deed.id), !held.contains(deed.id) { continue }
        if replicas.contains(where: { isTold(deed, at: $0) }) || isLostPublication(deed.id) { continue }
        throw Violation(.nothingIsLost, "head office's state is without \(oracle.describe(deed.id))")
      }
    }
    for logged in office.log { try isUnaltered(logged.change, logged.hash) }
    for entry in office.quarantine { if let change = entry.change { try isUnaltered(change, entry.hash) } }
  }

  /// Whether a replica has a deed whose author is gone, and tells it with every sync: it came to a case which a transfer
  /// had given away that head office lost and refuses now. It is taken as soon as somebody gives the case there again.
  private func isTold(_ deed: Deed, at replica: ReplicaFacts) -> Bool {
    let quarantined = Set(office.quarantine.compactMap(\.salt))
    let kept = replica.beside.union(replica.held.records.values.flatMap(\.deeds))
    return replica.unrepaired.contains(deed.record) && kept.contains(deed.id)
      && kept.contains { id in
        let transfer = oracle.deeds[id]
        return transfer.record == deed.aggregate
          && transfer.writes[FieldID(CaseField.branch.number)] != nil
          && (quarantined.contains(transfer.salt) || transfer.isDiscarded)
      }
  }

  /// A content hash survives an erasure: it is that of what was sent. That may have been without what was erased.
  private func isUnaltered(_ change: Change, _ hash: ContentHash) throws {
    let contents = [change] + [oracle.unerased(change)].compactMap { $0 }
    guard contents.contains(where: { ContentHash(content: $0.encodedContent()) == hash }) else {
      throw Violation(.nothingIsLost, "the content of \(change.dot) is not what its hash says")
    }
  }

  /// Law 7: what is in quarantine deserves its reason, and what only waits has something to wait for. What stands in its
  /// record is not there as well.
  func oneBadChangeStopsNobody() throws {
    for entry in office.quarantine {
      try isNotTaken(entry)
      guard entry.reason == Verdict.Reason.waiting.rawValue else {
        guard oracle.mayStand(entry, isOfficeRestored: isOfficeRestored) else {
          throw Violation(.oneBadChangeStopsNobody, "\(entry.dot) is in quarantine: \(entry.reason)")
        }
        continue
      }
      guard oracle.isHeld(entry, in: office.quarantine) else {
        throw Violation(.oneBadChangeStopsNobody, "\(entry.dot) waits for nothing")
      }
    }
  }

  /// An offer may bring what is in quarantine, and whoever sends again what an offer has brought is no less who wrote it.
  private func isNotTaken(_ entry: OfficeFacts.Quarantined) throws {
    guard let change = entry.change, let id = oracle.deed(salt: change.salt), !oracle.deeds[id].isForged,
      !(isOfficeRestored && hasCopies && oracle.isSaidTwice(oracle.deeds[id])),
      officeHeld.records[change.record]?.deeds.contains(id) ?? false
    else { return }
    throw Violation(
      .oneBadChangeStopsNobody, "\(entry.dot) is in quarantine (\(entry.reason)) and in its record as well")
  }

  /// Law 6: numbers without gaps, each once; the number and the running hash that head office answers with
  /// are those of its log; each replica's own log agrees.
  func exactlyOnce() throws {
    var known: [ReplicaID: [UInt64: ContentHash]] = [:]
    for logged in office.log { known[logged.dot.replica, default: [:]][logged.dot.number] = logged.hash }
    for held in office.quarantine { known[held.dot.replica, default: [:]][held.dot.number] = held.hash }
    for (dot, hash) in office.discarded { known[dot.replica, default: [:]][dot.number] = hash }
    for account in office.accounts {
      var chain = ContentHash.chainStart
      let log = known[account.replica] ?? [:]
      for number in 0..<account.covered {
        guard let hash = log[number + 1] else {
          throw Violation(
            .exactlyOnce, "\(account.replica): head office covers \(account.covered), lacks \(number + 1)")
        }
        chain = chain.chained(hash)
      }
      guard chain.bytes == account.chain else {
        throw Violation(.exactlyOnce, "\(account.replica): the running hash is not that of the log")
      }
      guard isOfficeRestored || log.keys.allSatisfy({ $0 <= account.covered }) else {
        throw Violation(.exactlyOnce, "\(account.replica): head office has more than it covers")
      }
    }
    // Where head office was restored, it may have lost what told it that two copies bring the same.
    let acts = Dictionary(grouping: office.log, by: \.change.salt).values
    if !(isOfficeRestored && hasCopies), let twice = acts.first(where: { $0.count > 1 }) {
      throw Violation(.exactlyOnce, "\(twice[0].dot) and \(twice[1].dot) are one act, taken twice")
    }
    for replica in replicas {
      let there = known[replica.replica] ?? [:]
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
    for deed in oracle.deeds where !deed.isForged {
      guard let stamp = stamps[deed.id] else { continue }
      let seen = deed.writes.values.reduce(into: Set<DeedID>()) { $0.formUnion($1.replaces) }
      for older in seen
      where stamps[older].map({ $0 >= stamp }) ?? false {
        throw Violation(
          .clocksDoLittleHarm,
          "\(oracle.describe(deed.id)) has a lower stamp than \(oracle.describe(older)), which it saw")
      }
    }
    try laterWins(stamps)
    let byReplica = Dictionary(
      grouping: office.log.filter { !hostile.contains($0.dot.replica) }, by: \.dot.replica)
    for log in byReplica.values {
      let ordered = log.sorted { $0.dot.number < $1.dot.number }
      for (a, b) in zip(ordered, ordered.dropFirst())
      where a.change.times.stamp >= b.change.times.stamp {
        throw Violation(.clocksDoLittleHarm, "the stamps of \(a.dot) and \(b.dot) are out of order")
      }
    }
  }

  /// Law 5: where a machine's monotonic clock had been measured against head office's, a stamp is the true time
  /// within the margin, unless its author had seen a higher one. So of two such concurrent writes the later
  /// one wins, whatever the wall clocks showed.
  private func laterWins(_ stamps: [DeedID: HybridTime], margin: Int64 = 10_000) throws {
    for deed in oracle.deeds where deed.isCovered {
      guard let stamp = stamps[deed.id]?.milliseconds else { continue }
      guard stamp >= deed.madeAt - margin else {
        throw Violation(
          .clocksDoLittleHarm,
          "\(oracle.describe(deed.id)) was made \(deed.madeAt - stamp) ms after its stamp, on a measured clock"
        )
      }
      guard stamp <= max(deed.madeAt, deed.seenStamp) + margin else {
        throw Violation(
          .clocksDoLittleHarm,
          "\(oracle.describe(deed.id)) was made \(stamp - deed.madeAt) ms before its stamp, on a measured clock"
        )
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
      guard let held = officeHeld.records[record.record], let sum = sums[record.record] else { continue }
      // Of what was brought as states after a restoration there are no changes.
      if isOfficeRestored, let dots = record.state.flatMap({ try? RecordState(decoding: $0) })?.applied.dots,
        Set(dots).isStrictSuperset(of: sum.applied.dots)
      {
        continue
      }
      sums[record.record]?.erase(held.erased)
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
      // What is in quarantine is shown by its author only.
      let records = replica.records.filter { $0.state != nil && !isRefused($0.record, at: replica) }
      guard records.map(\.record) == expected.map(\.record) else {
        throw Violation(
          .bothCanProveAgreement,
          "\(replica.place) holds \(records.count) records, head office \(expected.count) of its scopes"
        )
      }
      for (mine, theirs) in zip(records, expected) {
        guard mine.state == theirs.state, mine.scope == theirs.scope, mine.position == theirs.position,
          mine.number == theirs.number
        else {
          throw Violation(.bothCanProveAgreement, "\(replica.place) and head office differ in \(mine.record)")
        }
      }
    }
  }

  /// Whether a record that a replica holds is not at head office, or not in a scope of its, because all that makes it, or
  /// the transfer that brought its case there, stands in quarantine: it was taken before head office was restored, and is
  /// told until somebody decides. (The transfer: by a device at HQ that saw every branch then, and does not any more.)
  /// Where the transfer was dropped it is told still, until somebody gives the case there again: nobody but who holds it
  /// can know what others had written to it by then, which head office lost.
  private func isRefused(_ record: RecordID, at replica: ReplicaFacts) -> Bool {
    guard replica.unrepaired.contains(record), let held = replica.held.records[record] else { return false }
    let quarantined = Set(office.quarantine.compactMap(\.salt))
    func isHeld(_ id: DeedID) -> Bool { quarantined.contains(oracle.deeds[id].salt) }
    if !held.deeds.isEmpty, held.deeds.allSatisfy(isHeld) { return true }
    if held.scope == "shared", officeHeld.records[record] == nil {
      return held.deeds.allSatisfy { isLostPublication($0) || isDeclined($0) }
    }
    guard let there = officeHeld.records[held.aggregate], !replica.mayHold(there.scope) else { return false }
    func isTransfer(_ id: DeedID) -> Bool {
      oracle.deeds[id].writes[FieldID(CaseField.branch.number)]?.value == .text(replica.branch)
    }
    let transfers = replica.held.records[held.aggregate]?.deeds.filter(isTransfer) ?? []
    let dropped = transfers.filter { oracle.deeds[$0].isDiscarded }.max()
    let isGivenAgain = dropped.map { last in there.deeds.contains { $0 > last && isTransfer($0) } } ?? false
    return transfers.contains(where: isHeld) || dropped != nil && !isGivenAgain
  }

  /// Law 8: no replica holds a record of another branch's scope.
  func nobodyHoldsForeign() throws {
    for replica in replicas {
      if let foreign = replica.records.first(where: { !replica.mayHold($0.scope) }) {
        throw Violation(.nobodyHoldsForeign, "\(replica.place) holds \(foreign.record) of \(foreign.scope)")
      }
    }
    // And each case is where the order of transfers has brought it.
    for record in office.records where !isOfficeRestored || !oracle.hasMoved(record.aggregate) {
      if let place = oracle.places[record.aggregate], place.scope != record.scope {
        throw Violation(
          .nobodyHoldsForeign,
          "head office has \(record.record) in \(record.scope); it belongs to \(place.scope)")
      }
    }
  }

  /// Law 9: what this version's schema does not know is where it was written, and everywhere the same.
  func unknownIsKept() throws {
    for deed in oracle.deeds where officeHeld.records[deed.record]?.deeds.contains(deed.id) ?? false {
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
    func check(
      _ scopes: [ScopeRow], _ records: [StoredRecord], at place: String, but isTold: (RecordID) -> Bool
    ) throws -> [String: [UInt8]] {
      var digests: [String: [UInt8]] = [:]
      for scope in scopes {
        var digest = ScopeDigest()
        let held = records.filter { $0.scope == scope.code && $0.state != nil }
        for record in held { digest.add(record: record.record, state: record.state ?? []) }
        guard digest == scope.digest, Int(scope.records) == held.count else {
          throw Violation(
            .bothCanProveAgreement, "\(place): the digest of \(scope.code) is not that of what it holds")
        }
        // What is told to differ is left out.
        for record in held where isTold(record.record) {
          digest.remove(record: record.record, state: record.state ?? [])
        }
        digests[scope.code] = digest.bytes
      }
      return digests
    }
    let theirs = try check(office.scopes, office.records, at: "head office", but: { _ in false })
    for replica in replicas {
      let ours = try check(
        replica.scopes, replica.records, at: replica.place, but: { isRefused($0, at: replica) })
      for (code, digest) in ours where theirs[code] != digest {
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
      let open = replica.records.first { $0.current != nil && !replica.quarantined.contains($0.record) }
      if let open {
        throw Violation(.comesToRest, "\(replica.place) still shows its own version of \(open.record)")
      }
    }
  }
}
