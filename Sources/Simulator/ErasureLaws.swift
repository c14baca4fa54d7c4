import Complaints
import GRDB
import HeadOffice
import RecordStore
import Versioning

/// Law 10, on every disk: an acknowledgement means that a scan of raw bytes finds nothing.
extension World {
  /// What lost its personal values in a store's own log before anybody took it. (What head office has taken is told
  /// by its log.)
  func emptied(_ db: Database, at place: String) throws -> Set<DeedID> {
    guard repertoire.contains(.erasures) else { return [] }
    var emptied = oracle.emptied
    for row in try db.rows("SELECT encoded FROM changes WHERE status \(ChangeSet.notAccepted)") {
      guard let change = row.bytes(0).flatMap({ try? Change(decoding: $0) }),
        let id = oracle.deed(salt: change.salt)
      else { continue }
      if oracle.emptied(by: change) != nil {
        try oracle.mayBeEmpty(id, at: place)
        emptied.insert(id)
      } else {
        emptied.remove(id)
      }
    }
    return emptied
  }

  /// Takes what a change that head office has means for erasures into the oracle.
  func noteErasure(_ change: Change, _ id: DeedID) throws {
    if change.kind == .erasure,
      case .text(let hash)? = change.write(to: FieldID(ErasureField.customer.number))?.value
    {
      for customer in customers(by: [hash]) {
        oracle.erase(customer: customer, until: change.times.stamp.milliseconds)
      }
    }
    if change.times.quality == .untrusted { oracle.due.untrusted.insert(id) }
    guard !oracle.erasedCustomers.isEmpty else { return }
    let named = change.write(to: FieldID(CaseField.customerID.number))?.value ?? .none
    try oracle.owe(id, isWhole: named != .none) { try isErasedAtOffice(change.record) }
  }

  /// What head office could not go on with for its disk may be corrected before it can.
  func noteStalledErasures() throws {
    guard repertoire.contains(.erasures) else { return }
    try readOfficeLog()
    oracle.due.owed = try oracle.due.owed.filter { try isErasedAtOffice($0) }
  }

  /// The customers whose ids have these hashes.
  private func customers(by hashes: Set<String>) -> Set<String> {
    Set(
      (0..<3).map { "K\($0)" }.filter {
        hashes.contains(hexadecimal(CustomerHash.of($0, headOffice: office.store.id)))
      })
  }

  func isErasedAtOffice(_ record: RecordID) throws -> Bool {
    try office.store.pool.read { try $0.record(record)?.state?.first == 2 }
  }

  /// Holds the files of a device that has said in this sync that erasures are done against what it says.
  /// - Parameters:
  ///   - deeds: how many there were when the sync began: what is written meanwhile comes late.
  ///   - beside: how many of its drafts and kept texts.
  func checkAcknowledgements(of index: Int, deeds: Int, beside: Int) throws {
    guard repertoire.contains(.erasures) else { return }
    let (done, records) = try acknowledged(by: index)
    // Of one that was done before, more may have come since.
    let isNew = devices[index].acknowledged != done
    let fresh = done.subtracting(devices[index].acknowledged)
    devices[index].acknowledged = done
    guard isNew, !done.isEmpty else { return }
    try scan(index, Set(records.values.joined()), deeds: deeds)
    // But what somebody leaves beside the store once it is done is his own doing, also before it can be said.
    for erasure in fresh.sorted() {
      try scanBeside(
        index, Set(records[erasure] ?? []), customers: erasedCustomers([erasure]),
        first: devices[index].erasedSince[erasure]?.beside ?? beside)
    }
  }

  /// The same where head office was told by a file: each erasure by what there was when an answer made it be done.
  func checkAcknowledgementsByFile(of index: Int) throws {
    guard repertoire.contains(.erasures) else { return }
    let (done, records) = try acknowledged(by: index)
    let fresh = done.subtracting(devices[index].acknowledged)
    devices[index].acknowledged = done
    for erasure in fresh {
      guard let since = devices[index].erasedSince[erasure] else { continue }
      let about = Set(records[erasure] ?? [])
      try scan(index, about, deeds: since.deeds)
      try scanBeside(index, about, customers: erasedCustomers([erasure]), first: since.beside)
    }
  }

  /// The erasures that a device's store ever said to be done.
  func saidErasures(of index: Int) throws -> Set<RecordID> {
    try devices[index].store.queue.inDatabase { db in
      Set(try db.rows("SELECT id FROM erasures_done WHERE told = 1").compactMap { $0.identifier(0) })
    }
  }

  /// Notes which erasures a device has done and not said: an answer in a file made it do them, or the request that was to
  /// say so never arrived.
  func noteErasures(of index: Int, deeds: Int, beside: Int) throws {
    guard repertoire.contains(.erasures) else { return }
    let (done, untold) = try devices[index].store.queue.inDatabase { db in
      let rows = try db.rows("SELECT id, told FROM erasures_done")
      return (
        Set(rows.compactMap { $0.identifier(0) }),
        rows.filter { $0[1] as Int == 0 }.compactMap { $0.identifier(0) }
      )
    }
    // One that was put back is to do them again.
    let known = devices[index].erasedSince.filter { done.contains($0.key) }
    devices[index].erasedSince = known
    for erasure in untold where known[erasure] == nil {
      devices[index].erasedSince[erasure] = (deeds, beside)
    }
  }

  /// A head office that was put back knows again what devices had said by then: nobody says it now.
  func noteOldAcknowledgements() throws {
    guard repertoire.contains(.erasures) else { return }
    for index in devices.indices where !devices[index].isDead {
      devices[index].acknowledged = try acknowledged(by: index).done
    }
  }

  /// The erasures that a device has said to be done, and of which records they are.
  private func acknowledged(by index: Int) throws -> (done: Set<RecordID>, records: [RecordID: [RecordID]]) {
    let replica = try devices[index].identity().replica
    return try office.store.pool.read { db in
      let done = try db.rows(
        "SELECT a.erasure FROM erasure_acks a JOIN replicas r ON r.rid = a.replica WHERE r.id = ? AND a.again = 0",
        [replica.data]
      ).compactMap { $0.identifier(0) }
      let records = try done.map { erasure in
        try db.rows("SELECT record FROM erased WHERE erasure = ?", [erasure.data])
          .compactMap { $0.identifier(0) }
      }
      return (Set(done), Dictionary(uniqueKeysWithValues: zip(done, records)))
    }
  }

  private func scan(_ index: Int, _ about: Set<RecordID>, deeds: Int) throws {
    let words = oracle.words(about: about, ofFirst: deeds)
    try scan(devices[index].home, of: devices[index].name, for: words)
    try scanOffice(for: words, isAtRest: false)
  }

  private func scanBeside(
    _ index: Int, _ about: Set<RecordID>, customers: Set<String>, first count: Int
  ) throws {
    for left in devices[index].beside.prefix(count) {
      let isErased =
        left.customer.map(customers.contains) ?? left.record.map(about.contains) ?? false
      guard isErased else { continue }
      try scan(devices[index].home, of: devices[index].name, for: [left.word])
    }
  }

  /// Once everybody has synced, nothing that a customer who was erased could be known by is in any state, log or
  /// file.
  func checkErasures(_ facts: OfficeFacts) throws {
    guard repertoire.contains(.erasures) else { return }
    let erased = oracle.erasedCustomers
    guard !erased.isEmpty else { return }
    let field = FieldID(CaseField.customerID.number)
    // Those that have another customer by now, too.
    var gone = oracle.due.owed.filter { officeHeld.records[$0] != nil }
    for held in officeHeld.records.values {
      guard let root = officeHeld.records[held.aggregate] else { continue }
      let names = (root.expected[field]?.heads ?? []).contains { head in
        if case .text(let id)? = oracle.deeds[head].writes[field]?.value {
          return erased.contains(id) && !root.emptied.contains(head) && oracle.reach(of: id, head) == .takes
        }
        return false
      }
      if names { gone.insert(held.aggregate) }
    }
    // What hangs on no case and names one goes with it, and so does a link that goes to one.
    for held in officeHeld.records.values where held.record == held.aggregate || held.kind == .link {
      let isLinked = held.expected.contains { field, expected in
        Oracle.linkedCase(held.kind, field, expected.value).map(gone.contains) ?? false
      }
      if isLinked { gone.insert(held.record) }
    }
    for held in officeHeld.records.values where gone.contains(held.aggregate) || gone.contains(held.record) {
      let personal = Set(Schema.fields(of: held.kind).filter(\.personal).map(\.number))
      gone.insert(held.record)
      // What its author's store had emptied before, and head office lost and got again, names nobody.
      let isEmpty = held.expected.allSatisfy { field, expected in
        !personal.contains(field.number) || held.emptied.isSuperset(of: expected.heads)
      }
      guard held.erased.isSuperset(of: personal) || isOfficeRestored && isEmpty else {
        throw Violation(.erasedIsGone, "head office still has personal fields of \(held.record)")
      }
    }
    // Those that never were taken, too.
    let wishes = oracle.deeds.filter { $0.kind == .erasure }
    for record in oracle.naming(erased) where officeHeld.records[record] == nil {
      // Long before somebody wished for the last erasure, whatever the clocks say.
      let deeds = oracle.deeds.filter { $0.aggregate == record }
      let isEarlier = deeds.allSatisfy { deed in wishes.allSatisfy { deed.madeAt + 600_000 < $0.madeAt } }
      if isEarlier { gone.insert(record) }
    }
    let words = oracle.words(about: gone, ofFirst: oracle.deeds.count)
    for device in devices where !device.isGone { try scan(device.home, of: device.name, for: words) }
    try scanOffice(for: words, isAtRest: true)
  }

  private func erasedCustomers(_ erasures: Set<RecordID>) -> Set<String> {
    customers(
      by: Set(
        erasures.compactMap { id -> String? in
          let deed = oracle.deeds.first { $0.record == id }
          if case .text(let hash)? = deed?.writes[FieldID(ErasureField.customer.number)]?.value {
            return hash
          }
          return nil
        }))
  }

  /// Head office does by a timer what it cannot do at once: then its folder is looked at as a whole. Only its faults
  /// may keep it from that, and at rest there are none.
  private func scanOffice(for words: Set<String>, isAtRest: Bool) throws {
    do {
      let left = try office.service.finishErasures()
      guard left.isEmpty else {
        guard !isAtRest, office.crash.isDead || office.isFull else {
          throw Violation(.erasedIsGone, "head office leaves erasures unfinished: \(left)")
        }
        if office.crash.isDead { try office.restart() }
        return
      }
    } catch let violation as Violation {
      throw violation
    } catch {
      guard !isAtRest, office.crash.isDead || office.isFull else {
        throw Violation(.nothingUnexpected, "head office cannot finish its erasures: \(error)")
      }
      if office.crash.isDead { try office.restart() }
      return
    }
    try scan(office.home, of: "head office", for: words)
  }

  private func scan(_ home: String, of place: String, for words: Set<String>) throws {
    guard !words.isEmpty else { return }
    for (name, bytes) in try StoreFiles.home(home) {
      for word in words.sorted() {
        // An index may leave out what a word shares with its neighbour.
        let marks = [word, String(word.suffix(11))]
        if let mark = marks.first(where: { Texts.contains($0, in: bytes) }) {
          throw Violation(.erasedIsGone, "\(name) of \(place) still has \(mark), which was erased")
        }
      }
    }
  }
}
