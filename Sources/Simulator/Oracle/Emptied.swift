import Complaints
import Versioning

/// Law 10's oracle: what must be empty, and what may be.
extension Oracle {
  /// Whether an erasure takes what a field of a kind holds; a field that this version does not know may name somebody.
  func isPersonal(_ field: FieldID, of kind: RecordKind) -> Bool {
    Schema.field(kind, number: field.number)?.personal ?? true
  }

  /// The deed of a change that is without a personal value which it wrote; nil: it is whole.
  func emptied(by change: Change) -> DeedID? {
    guard let id = deed(salt: change.salt) else { return nil }
    let isEmptied = deeds[id].writes.contains { field, write in
      isPersonal(field, of: change.kind) && write.value != .none
        && change.write(to: field)?.value == Value.none
    }
    return isEmptied ? id : nil
  }

  /// Nobody's words go but those about an erased customer: in a case that ever named him, or in a signal.
  func mayBeEmpty(_ id: DeedID, at place: String) throws {
    let deed = deeds[id]
    guard deed.kind != .signal, !naming(erasedCustomers).contains(deed.aggregate) else { return }
    throw Violation(.nothingIsLost, "\(place) has emptied \(describe(id)), whose customer nobody erased")
  }

  /// The cases that ever named one of some customers.
  func naming(_ customers: Set<String>) -> Set<RecordID> {
    let field = FieldID(CaseField.customerID.number)
    return Set(
      deeds.filter { deed in
        guard deed.kind == .case, case .text(let id)? = deed.writes[field]?.value else { return false }
        return customers.contains(id)
      }.map(\.aggregate))
  }

  /// The words that stand nowhere else, of what was written about some cases or in some records: those that an
  /// erasure takes.
  /// - Parameter count: of so many first deeds.
  func words(about records: Set<RecordID>, ofFirst count: Int) -> Set<String> {
    var words: Set<String> = []
    for deed in deeds.prefix(count) where records.contains(deed.aggregate) || records.contains(deed.record) {
      for (field, write) in deed.writes where isPersonal(field, of: deed.kind) {
        if case .text(let text) = write.value, Texts.isOwn(text), let word = text.split(separator: " ").last {
          words.insert(String(word))
        }
      }
    }
    return words
  }
}
