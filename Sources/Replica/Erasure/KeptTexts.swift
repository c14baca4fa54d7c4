import Complaints
import GRDB
import RecordStore
import Versioning

/// Texts that an editor kept of cases that have left: nothing in the store tells whose they are any more, and where head
/// office was put back from before the case came here, it cannot name it to this replica.
extension Absorber {
  /// Notes of a case that leaves what is to be known of it when an erasure comes. What was kept of an erased one goes with
  /// it.
  mutating func noteLeaving(_ row: RecordRow) throws {
    guard row.kind == .case else { return }
    guard row.state?.first != 2 else {
      erased.cases.insert(row.id)
      return
    }
    let heads = try row.decoded()?[FieldID(CaseField.customerID.number)]?.heads ?? []
    departed[row.id] = Set(heads.compactMap { if case .text(let id) = $0.value { id } else { nil } })
  }
}

extension ReplicaStore {
  /// Remembers the customers, by their hashes, of cases that have just left and of which a text lies beside the store.
  func noteKeptTexts(_ departed: [RecordID: Set<String>], _ db: Database) throws {
    guard !departed.isEmpty, let headOffice = try db.identity().headOffice?.id else { return }
    let kept = HomeFiles(beside: path).casesOfKeptTexts().intersection(departed.keys)
    guard !kept.isEmpty else { return }
    var known = try db.customersOfKeptTexts()
    for id in kept {
      known[id] = Set(
        (departed[id] ?? []).flatMap { CustomerHash.all($0, headOffice: headOffice) }.map(hexadecimal))
    }
    try db.setCustomersOfKeptTexts(known)
  }

  /// The cases that have left whose customers are to be erased, and of which a text was kept.
  func departedCases(of orders: [ErasureOrder], _ db: Database) throws -> Set<RecordID> {
    let known = try db.customersOfKeptTexts()
    guard !known.isEmpty else { return [] }
    // One that came back tells itself whose it is; and what is not there any more needs nobody to tell.
    let kept = HomeFiles(beside: path).casesOfKeptTexts()
    let left = try known.filter { try kept.contains($0.key) && db.record($0.key) == nil }
    if left.count < known.count { try db.setCustomersOfKeptTexts(left) }
    let customers = Set(orders.flatMap(\.hashes).map(hexadecimal))
    return Set(left.filter { !$0.value.isDisjoint(with: customers) }.keys)
  }
}

extension Database {
  fileprivate func customersOfKeptTexts() throws -> [RecordID: Set<String>] {
    var known: [RecordID: Set<String>] = [:]
    for line in try meta(.keptOfDeparted)?.split(separator: "\n") ?? [] {
      let words = line.split(separator: " ").map(String.init)
      if let id = words.first.flatMap({ RecordID(text: $0) }) { known[id] = Set(words.dropFirst()) }
    }
    return known
  }

  fileprivate func setCustomersOfKeptTexts(_ known: [RecordID: Set<String>]) throws {
    let lines = known.sorted { $0.key < $1.key }.map { id, customers in
      (["\(id)"] + customers.sorted()).joined(separator: " ")
    }
    try setMeta(.keptOfDeparted, lines.isEmpty ? nil : lines.joined(separator: "\n"))
  }
}

extension MetaKey<String> {
  /// The cases that have left while a text of them lay beside the store, by lines: the case, and its customers' hashes.
  fileprivate static var keptOfDeparted: MetaKey<String> { MetaKey("kept_of_departed") }
}
