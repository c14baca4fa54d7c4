package import Versioning

extension CaseInput {
  /// Refuses a tag that says who the customer is. An erasure takes values, and a tag is the name of a field of its own: what
  /// stands in one stays in the case and in its history for ever.
  /// - Parameter state: of the case, where there is one.
  package func requireTagsNameNobody(in state: RecordState? = nil) throws(FieldError) {
    let added = edits.compactMap { edit in
      edit.field.number == CaseField.tags.number && edit.value == .flag(true) ? edit.field.element : nil
    }
    guard !added.isEmpty else { return }
    var customer = CustomerTraces()
    if let state { customer.add(state) }
    for field in CustomerTraces.fieldsOfCustomer {
      if case .text(let text)? = self[field] { customer.add(text, of: field) }
    }
    for tag in added where customer.areNamed(in: tag) {
      throw FieldError(CaseField.tags, typed: tag, .namesCustomer)
    }
  }
}
