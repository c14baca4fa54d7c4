import Complaints
import RecordStore
import Versioning

/// What may lie on disks once a run has come to rest.
extension World {
  /// Law 8, on the disk: no file of a replica has a byte of a case that is in another branch's scope, but
  /// for what the replica itself wrote about it while it was here.
  func checkFiles(of device: Device) throws {
    guard !device.seesEverything else { return }
    let known = Set(device.held.records.keys)
    let own = Set(device.held.own.values)
    let departed = Set(own.map { oracle.deeds[$0].aggregate }).subtracting(known)
    let mine = own.flatMap { texts(of: $0) }.joined()
    for bytes in try StoreFiles.bytes(device.store.path) {
      for label in Texts.labels(in: bytes) {
        guard let record = labels.cases[label], !known.contains(record) else { continue }
        guard departed.contains(record) else {
          throw Violation(.nobodyHoldsForeign, "the file of \(device.name) has bytes of case ⟦\(label)⟧")
        }
        for deed in oracle.deeds where deed.aggregate == record && !own.contains(deed.id) {
          for text in texts(of: deed.id) where Texts.isOwn(text) && !mine.contains(text) {
            guard !Texts.contains(text, in: bytes) else {
              throw Violation(
                .nobodyHoldsForeign,
                "the file of \(device.name) still has \(text) of \(oracle.describe(deed.id)), a case that left"
              )
            }
          }
        }
      }
    }
  }

  private func texts(of id: DeedID) -> [String] {
    oracle.deeds[id].writes.values.compactMap { if case .text(let text) = $0.value { text } else { nil } }
  }

  /// Law 10: once everybody has synced, nothing that a customer who was erased could be known by is in any
  /// state, log or file.
  func checkErasures(_ facts: OfficeFacts) throws {
    guard repertoire.contains(.erasures) else { return }
    let erased = try erasedCustomers(facts)
    guard !erased.isEmpty else { return }
    let field = FieldID(CaseField.customerID.number)
    var gone: Set<String> = []
    var kept: Set<String> = []
    for held in officeHeld.records.values {
      guard let root = officeHeld.records[held.aggregate] else { continue }
      let names = (root.expected[field]?.heads ?? []).contains { head in
        if case .text(let id)? = oracle.deeds[head].writes[field]?.value { return erased.contains(id) }
        return false
      }
      let personal = Set(Schema.fields(of: held.kind).filter(\.personal).map(\.number))
      if names, !held.erased.isSuperset(of: personal) {
        throw Violation(.erasedIsGone, "head office still has personal fields of \(held.record)")
      }
      for id in held.deeds {
        for (field, write) in oracle.deeds[id].writes {
          guard case .text(let text) = write.value, text.utf8.count > 8 else { continue }
          if held.erased.contains(field.number) { gone.insert(text) } else { kept.insert(text) }
        }
      }
    }
    let words = gone.subtracting(kept).sorted()
    try scan(office.store.path, of: "head office", for: words)
    for device in devices where !device.isGone { try scan(device.store.path, of: device.name, for: words) }
  }

  private func erasedCustomers(_ facts: OfficeFacts) throws -> Set<String> {
    var hashes: Set<String> = []
    for logged in facts.log where logged.change.kind == .erasure {
      if case .text(let hash)? = logged.change.write(to: FieldID(ErasureField.customer.number))?.value {
        hashes.insert(hash)
      }
    }
    return Set(
      (0..<3).map { "K\($0)" }.filter { id in
        hashes.contains(hexadecimal(CustomerHash.of(id, headOffice: office.store.id)))
      })
  }

  private func scan(_ path: String, of place: String, for words: [String]) throws {
    for (at, bytes) in try StoreFiles.bytes(path).enumerated() {
      for text in words {
        // An index may leave out what a word shares with its neighbour.
        let marks = [text] + (Texts.isOwn(text) ? [String(text.suffix(11))] : [])
        if let mark = marks.first(where: { Texts.contains($0, in: bytes) }) {
          throw Violation(
            .erasedIsGone,
            "\(at == 0 ? "the file" : "the log") of \(place) still has \(mark), which was erased")
        }
      }
    }
  }
}
