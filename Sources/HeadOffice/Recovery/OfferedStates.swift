import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// States of an offer: where they belong, and what of them may come.
extension Offer {
  mutating func admit(_ offered: OfferedState, scope code: String) throws -> Bool {
    guard offered.state.count <= Limits.stateBytes,
      var state = try? RecordState(decoding: [UInt8](offered.state)), try isPlausible(state)
    else {
      return false
    }
    if state.record != state.aggregate, let root = try batch.place(of: state.aggregate)?.kind,
      state.kind.isMisplaced(under: root)
    {
      return false
    }
    let rights = OfferRights(db: db, device: device)
    guard var touched = try batch.find(state.record) else {
      guard try !letGo(of: state, in: code, rights), try mayBring(state, rights, scope: code, known: nil)
      else {
        return false
      }
      guard let scope = try batch.rid(of: code), let place = try place(of: state, in: code, scope) else {
        return false
      }
      var row = RecordRow(new: state.record, kind: state.kind, aggregate: state.aggregate, scope: scope)
      row.number = offered.number(of: state)
      if try batch.isErased(state.aggregate) || db.erasure(of: state.aggregate) != nil {
        state.erase(PersonalFields.numbers(in: state))
      }
      batch.put(RecordBatch.Touched(row: row, state: state, isNew: true, scope: place))
      told.insert(state.aggregate)
      brought += state.applied.dots
      try departFromAuthors(of: state, in: place, beside: nil)
      try noteErasedBefore(state)
      try noteCustomer(state)
      try noteErasure(state)
      try noteErasedCases(of: state)
      return true
    }
    guard let known = touched.state, let joined = join(known, state.filled(by: known)) else { return false }
    let isElsewhere = touched.scope != code && !device.seesEveryBranch
    if isElsewhere {
      let isRoot = state.aggregate == state.record
      let root = isRoot ? joined : try batch.find(state.aggregate)?.state
      guard try wasHere(state.aggregate, root, in: code) else { return false }
      // One that never was here by what head office knows came by a transfer which was lost, and not by its own word.
      let hasLeft = try batch.rid(of: code).map { try db.hasDeparted(state.aggregate, from: $0) } ?? false
      guard try hasLeft || !isRoot || rights.wasGivenAway(state, to: code, known: known) else { return false }
    }
    guard try mayBring(state, rights, scope: code, known: known) else { return false }
    // It is kept where it is: whoever offered it holds it where it is no more.
    if isElsewhere { batch.depart(state.record, from: code) }
    let encoded = joined.encoded()
    guard encoded != touched.row.state, encoded.count <= Limits.stateBytes else { return false }
    touched.state = joined
    if touched.row.number == nil { touched.row.number = offered.number(of: state) }
    batch.put(touched)
    told.insert(joined.aggregate)
    brought += state.applied.dots.filter { !known.applied.contains($0) }
    try departFromAuthors(of: state, in: touched.scope, beside: known)
    if joined.erased != known.erased {
      try db.stripChanges(of: state.record, Set(joined.erased))
      try db.setMeta(.scrubPending, 1)
    }
    try noteCustomer(joined)
    try noteErasedCases(of: joined)
    return true
  }

  /// Who wrote to what comes back had it. Where it is not in their branch, they are told so as of any departure: what they
  /// push again, and wrote before they heard that it had left, follows it. (That it had left before, and they heard that,
  /// says nothing: it had come back to them.) What is said of an employee they had among those who lead their branch: its
  /// staff hears nothing of it.
  mutating func departFromAuthors(of state: RecordState, in place: String, beside known: RecordState?) throws
  {
    func home(_ branch: String) -> String {
      guard Scope(place)?.isOfManagers == true, let code = BranchCode(branch) else { return branch }
      return Scope.managers(of: code).code
    }
    var last: [ReplicaID: UInt64] = [:]
    for dot in state.applied.dots where !(known?.applied.contains(dot) ?? false) {
      last[dot.replica] = max(last[dot.replica] ?? 0, dot.number)
    }
    last[device.replica] = nil
    var codes: [String: [(device: Int64, number: UInt64)]] = [:]
    for (replica, number) in last {
      let author = try authors[replica] ?? db.device(replica)
      authors[replica] = .some(author)
      if let author, !author.seesEveryBranch {
        codes[home(author.branch.rawValue), default: []].append((author.rid, number))
      }
    }
    for version in state.headVersions {
      if case .some(.none) = authors[version.dot.replica] {
        codes[home(version.author.branch), default: []] += []
      }
    }
    let hasRoot = try batch.find(state.aggregate) != nil
    let ids: Set<RecordID> = hasRoot ? [state.record, state.aggregate] : [state.record]
    for (code, writers) in codes
    where ![sharedScope, BranchCode.headOffice.rawValue].contains(code) && code != place {
      guard let scope = try batch.rid(of: code) else { continue }
      for id in ids {
        let isTold = try writers.contains { writer in
          try db.followed(id, from: scope, device: writer.device, number: writer.number) == nil
        }
        if try isTold || !db.hasDeparted(id, from: scope) { batch.depart(id, from: code) }
      }
    }
  }

  /// What made a record was dropped: it comes back with nothing, and whoever holds it lets go of it.
  mutating func letGo(of state: RecordState, in code: String, _ rights: OfferRights) throws -> Bool {
    guard try rights.wasDropped(state) else { return false }
    if let scope = try batch.rid(of: code), try !db.hasDeparted(state.record, from: scope) {
      batch.depart(state.record, from: code)
    }
    return true
  }

  /// Whether it may come as it is. Where a number was given twice, it is told how the other change goes.
  mutating func mayBring(
    _ state: RecordState, _ rights: OfferRights, scope: String, known: RecordState?
  ) throws -> Bool {
    switch try rights.bringing(state, scope: scope, known: known) {
    case .allowed: return true
    case .refused: return false
    case .usedTwice(let dots):
      for dot in dots.sorted() {
        var entry = UsedTwice()
        entry.record = state.record.data
        entry.replica = dot.replica.data
        entry.number = dot.number
        entry.other = try db.otherName(of: dot).replica.data
        usedTwice.append(entry)
      }
      return false
    }
  }

  /// Where a record that head office lacks belongs: a child where its case is, also where that has left the
  /// scope meanwhile or is about to come there, as it then does too. Nil where the case never was there.
  mutating func place(of state: RecordState, in code: String, _ scope: Int64) throws -> String? {
    guard state.aggregate != state.record, let root = try batch.find(state.aggregate), root.scope != code
    else { return code }
    return try wasHere(state.aggregate, root.state, in: code) ? root.scope : nil
  }

  /// Whether the device can have held a case in a scope that is not the case's by what head office knows: the
  /// case left there, or its transfers, the offered ones with them, name that branch. (Those that agree on it
  /// bring the case there; of two that do not, one may be what head office lost. So may one that came again and moved
  /// nothing, because another had come before.)
  mutating func wasHere(_ aggregate: RecordID, _ root: RecordState?, in code: String) throws -> Bool {
    if device.seesEveryBranch { return true }
    let transfers = root?[FieldID(CaseField.branch.number)]?.heads ?? []
    if transfers.contains(where: { $0.value == .text(code) }) { return true }
    guard let scope = try batch.rid(of: code) else { return false }
    return try db.hasDeparted(aggregate, from: scope) || db.hasTransfer(of: aggregate, to: code)
  }

  /// Head office never let in a stamp from the future: a state that has one is not from here.
  /// Which stamps were refused is remembered: an erasure that is asked for meanwhile means what has them, too.
  func isPlausible(_ state: RecordState) throws -> Bool {
    let latest = state.headVersions.map(\.time.milliseconds).max() ?? now
    guard latest > now + Limits.clockTolerance else { return true }
    try db.run(
      "UPDATE devices SET ahead = max(coalesce(ahead, 0), ?) WHERE replica = ?",
      values: [.integer(latest), .integer(device.rid)])
    return false
  }

  /// The highest stamp that was refused so of this device, in milliseconds since 1970.
  private func ahead() throws -> Int64 {
    try db.first("SELECT coalesce(ahead, 0) FROM devices WHERE replica = ?", values: [.integer(device.rid)]) {
      $0.integer(0)
    } ?? 0
  }

  mutating func noteCustomer(_ state: RecordState) throws {
    guard let id = try db.headOfficeID() else { return }
    for (customer, head) in state.subjects {
      let hashes = CustomerHash.all(customer, headOffice: id)
      try db.noteCustomer(hashes, of: state.record)
      let time = head.version.time
      // It was offered before, when its stamp lay in the future: no clock tells whether the erasure came after it.
      let quality = try time.milliseconds <= ahead() ? .untrusted : head.version.quality
      let erasure = try db.erasure(ofCustomer: hashes, writtenAt: time, quality, by: device.rid)
      if let erasure {
        toErase.append(.record(state.record, erasure: erasure))
      }
    }
  }

  /// What the ledger names is erased with all that belongs to it, and asked for again.
  mutating func noteErasedBefore(_ state: RecordState) throws {
    guard state.record == state.aggregate, let erasure = try db.erasure(of: state.record) else { return }
    toErase.append(.record(state.record, erasure: erasure))
  }

  /// A signal that became an erased case is of its customer.
  mutating func noteErasedCases(of state: RecordState) throws {
    for id in state.linkedCases where try batch.isErased(id) || db.erasure(of: id) != nil {
      let erasure = try db.erasure(of: id)
      return toErase.append(erasure.map { .record(state.record, erasure: $0) } ?? .marked(state.record))
    }
  }

  /// An erasure that head office lost, and its ledger too, is asked for again.
  mutating func noteErasure(_ state: RecordState) throws {
    guard state.kind == .erasure, try !db.hasErasure(state.record),
      case .text(let digits) = state.value(FieldID(ErasureField.customer.number)),
      let customer = ContentHash(text: digits)?.bytes
    else { return }
    let until = state.headVersions.map(\.time.milliseconds).max() ?? now
    toErase.append(.customer(customer, erasure: state.record, until: until))
  }
}
