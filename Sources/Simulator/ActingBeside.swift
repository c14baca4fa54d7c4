import Glibc
import Replica
import Versioning

/// What people leave beside a store, in files of the product.
extension Acting {
  mutating func beginDraft(_ customer: Int) throws -> Done? {
    let id = try store.read { $0.surroundings }.generatedRecordID()
    let draft = OpenDraft(id, at: 0, in: DraftFolder(beside: store.path))
    let word = Texts.own(event)
    try draft.add(.answer(field: "customer_id", text: "K\(customer % 3)"))
    try draft.add(.answer(field: "narrative", text: word))
    left = SimulatedDevice.Beside(customer: "K\(customer % 3)", record: nil, word: word)
    return Done(text: "began a draft")
  }

  mutating func keepText(_ label: Int) throws -> Done? {
    guard let record = labels.cases[label], held.records[record] != nil else { return nil }
    let folder = store.path.dropLast(SimulatedDevice.storeName.utf8.count)
    let path = "\(folder)\(HomeFiles.keptTextPrefix(of: record))\(event).txt"
    let word = Texts.own(event)
    guard let file = fopen(path, "w") else { throw SimulatorFailure("cannot write \(path)") }
    defer { fclose(file) }
    guard fputs(word, file) >= 0 else { throw SimulatorFailure("cannot write \(path)") }
    left = SimulatedDevice.Beside(customer: nil, record: record, word: word)
    return Done(text: "left a text")
  }
}
