package import Versioning

/// Which fields an erasure empties.
package enum PersonalFields {
  /// The personal fields of the record's kind, and all that this version does not know: a newer one may
  /// have them for what a person wrote. Ascending.
  package static func numbers(in state: RecordState, ofSubject: Bool = false) -> [UInt32] {
    numbers(of: state.kind, present: state.fields.map(\.field.number), ofSubject: ofSubject)
  }

  /// Whether an erasure takes anything out of a record.
  package static func stand(in state: RecordState) -> Bool {
    var emptied = state
    emptied.erase(numbers(in: state))
    return state.fields.contains { $0.heads.map(\.value) != emptied[$0.field]?.heads.map(\.value) }
  }

  /// - Parameter ofSubject: whoever is erased is whom the record is about, and not somebody whom it names.
  package static func numbers(
    of kind: RecordKind, present: some Sequence<UInt32>, ofSubject: Bool = false
  ) -> [UInt32] {
    let known = Schema.fields(of: kind).filter(\.personal).map(\.number)
    let unknown = present.filter { Schema.field(kind, number: $0) == nil }
    let employee = ofSubject ? kind.namesOfSubject.map(\.number) : []
    return Set(known + unknown + employee).sorted()
  }
}

/// Where a case belongs, as its transfers say.
extension RecordState {
  /// The branch code that all heads of the transfer field agree on; nil where it was never transferred, or
  /// where two transfers did not see each other: those move nothing until somebody decides.
  package var assignedBranch: String? {
    guard let heads = self[FieldID(CaseField.branch.number)]?.heads, let first = heads.first,
      heads.allSatisfy({ $0.value == first.value }), case .text(let code) = first.value
    else { return nil }
    return code
  }
}
