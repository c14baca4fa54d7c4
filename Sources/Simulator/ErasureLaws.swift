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
    for row in try db.rows("SELECT encoded FROM changes WHERE status IN (0, 1, 4, 5)") {
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

  func isErasedAtOffice(_ record: RecordID) throws -> Bool {
    try office.store.pool.read { try $0.record(record)?.state?.first == 2 }
  }

  /// Holds the files of a device that has said in this sync that erasures are done against what it says.
  /// - Parameters:
  ///   - deeds: how many there were when the sync began: what is written meanwhile comes late.
  ///   - beside: how many of its drafts and kept texts.
  func checkAcknowledgements(of index: Int, deeds: Int, beside: Int) throws {
    guard repertoire.contains(.erasures) else { return }
    let replica = try devices[index].identity().replica
    let (done, records) = try office.store.pool.read { db in
      try (
        db.rows(
          """
          SELECT a.erasure FROM erasure_acks a JOIN replicas r ON r.rid = a.replica WHERE r.id = ?
          """, [replica.data]
        ).compactMap { $0.identifier(0) },
        db.rows(
          """
          SELECT x.record FROM erased x JOIN erasure_acks a ON a.erasure = x.erasure
          JOIN replicas r ON r.rid = a.replica WHERE r.id = ?
          """, [replica.data]
        ).compactMap { $0.identifier(0) }
      )
    }
    let isNew = !devices[index].acknowledged.isSuperset(of: done)
    devices[index].acknowledged = Set(done)
    guard isNew, !done.isEmpty else { return }
    let about = Set(records)
    let words = oracle.words(about: about, ofFirst: deeds)
    try scan(devices[index].home, of: devices[index].name, for: words)
    let customers = erasedCustomers(done)
    for left in devices[index].beside.prefix(beside) {
      let isErased =
        left.customer.map(customers.contains) ?? left.record.map(about.contains) ?? false
      guard isErased else { continue }
      try scan(devices[index].home, of: devices[index].name, for: [left.word])
    }
    try scanOffice(for: words)
  }

  /// Once everybody has synced, nothing that a customer who was erased could be known by is in any state, log or
  /// file.
  func checkErasures(_ facts: OfficeFacts) throws {
    guard repertoire.contains(.erasures) else { return }
    noteErasures(facts.log.map(\.change))
    let erased = oracle.erasedCustomers
    guard !erased.isEmpty else { return }
    let field = FieldID(CaseField.customerID.number)
    var gone: Set<RecordID> = []
    for held in officeHeld.records.values {
      guard let root = officeHeld.records[held.aggregate] else { continue }
      let names = (root.expected[field]?.heads ?? []).contains { head in
        if case .text(let id)? = oracle.deeds[head].writes[field]?.value {
          return erased.contains(id) && !root.emptied.contains(head)
        }
        return false
      }
      if names { gone.insert(held.aggregate) }
    }
    for held in officeHeld.records.values {
      let personal = Set(Schema.fields(of: held.kind).filter(\.personal).map(\.number))
      let isOfGone =
        gone.contains(held.aggregate)
        || held.kind == .signal
          && held.expected.contains { field, expected in
            field.number == SignalField.cases.number && expected.value == .flag(true)
              && field.element.flatMap { RecordID(text: $0) }.map(gone.contains) ?? false
          }
      guard isOfGone else { continue }
      gone.insert(held.record)
      guard held.erased.isSuperset(of: personal) else {
        throw Violation(.erasedIsGone, "head office still has personal fields of \(held.record)")
      }
    }
    // Those that never were taken, too.
    for record in oracle.naming(erased) where officeHeld.records[record] == nil { gone.insert(record) }
    let words = oracle.words(about: gone, ofFirst: oracle.deeds.count)
    for device in devices where !device.isGone { try scan(device.home, of: device.name, for: words) }
    try scanOffice(for: words)
  }

  /// Takes erasures that head office was asked for into the oracle.
  func noteErasures(_ changes: some Sequence<Change>) {
    for change in changes where change.kind == .erasure {
      if case .text(let hash)? = change.write(to: FieldID(ErasureField.customer.number))?.value {
        for id in (0..<3).map({ "K\($0)" })
        where hash == hexadecimal(CustomerHash.of(id, headOffice: office.store.id)) {
          oracle.erasedCustomers.insert(id)
        }
      }
    }
  }

  private func erasedCustomers(_ erasures: [RecordID]) -> Set<String> {
    let hashes = erasures.compactMap { id -> String? in
      let deed = oracle.deeds.first { $0.record == id }
      if case .text(let hash)? = deed?.writes[FieldID(ErasureField.customer.number)]?.value { return hash }
      return nil
    }
    return Set(
      (0..<3).map { "K\($0)" }.filter {
        hashes.contains(hexadecimal(CustomerHash.of($0, headOffice: office.store.id)))
      })
  }

  /// Head office does by a timer what it cannot do at once: then its folder is looked at as a whole.
  private func scanOffice(for words: Set<String>) throws {
    do {
      guard try office.service.finishErasures().isEmpty else { return }
    } catch {
      guard office.crash.isDead || office.isFull else {
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
