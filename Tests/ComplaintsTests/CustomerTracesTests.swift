import Testing

@testable import Complaints

/// What tells that two things are about one customer.
struct CustomerTracesTests {
  private func traces(_ fields: [(FieldDefinition, String)]) -> CustomerTraces {
    var traces = CustomerTraces()
    for (field, text) in fields { traces.add(text, of: field) }
    return traces
  }

  @Test func `one trace in common is enough, in whatever spelling, and none is not`() {
    let whole = traces([
      (CaseField.customerID, "M-1001"), (CaseField.phone, "138 0013 8000"),
      (CaseField.email, "wang@example.com"), (CaseField.customerName, "王建国"),
    ])
    for same in [
      (CaseField.customerID, "m-1001"), (CaseField.phone, "+86 13800138000"),
      (CaseField.email, "WANG@example.com"), (CaseField.customerName, "王建国"),
    ] {
      #expect(whole.areSame(as: traces([same])), "\(same.1)")
    }
    let other = traces([
      (CaseField.customerID, "M-1002"), (CaseField.phone, "139 0013 9000"),
      (CaseField.email, "li@example.com"), (CaseField.customerName, "李建国"),
    ])
    #expect(!whole.areSame(as: other) && !whole.areSame(as: CustomerTraces()))
  }

  @Test func `what many give who give none makes nobody the same`() {
    for nobody in ["00000000000", "13000000000", "12345678"] {
      #expect(traces([(CaseField.phone, nobody)]).phones.isEmpty, "\(nobody)")
    }
    #expect(traces([(CaseField.phone, "13800138000")]).phones == ["13800138000"])
  }

  @Test func `what is no field of the customer tells nothing`() {
    #expect(traces([(CaseField.place, "13800138000"), (CaseField.title, "王建国")]).isEmpty)
  }
}
