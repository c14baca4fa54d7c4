import Testing
import Versioning

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
    #expect(traces([(CaseField.phone, "13800138000")]).phones == [PhoneNumber.Line(digits: "13800138000")])
  }

  @Test func `all spellings of an id have one hash; one that was typed otherwise has a second, of that`() {
    let office = Identifier(high: 1, low: 2)
    let spellings = ["m-1001", "M-1001", "Ｍ－１００１"].map { CustomerHash.all($0, headOffice: office) }
    let shared = Set(spellings.map { $0[0] })
    #expect(shared == [CustomerHash.of("M-1001", headOffice: office)])
    for hashes in spellings { #expect(Set(hashes).count == hashes.count) }
    #expect(spellings.contains { $0.count == 2 })
    let folded = "M-1001".foldedCode
    #expect(CustomerHash.all(folded, headOffice: office).count == 1, "typed as it is compared")
  }

  @Test func `an erasure empties what is personal, and what this version does not know`() {
    let numbers = PersonalFields.numbers(of: .case, present: [CaseField.status.number, 99_999])
    #expect(numbers.contains(CaseField.customerName.number) && numbers.contains(99_999))
    #expect(!numbers.contains(CaseField.status.number) && numbers == numbers.sorted())
  }

  @Test func `what is no field of the customer tells nothing`() {
    #expect(traces([(CaseField.place, "13800138000"), (CaseField.title, "王建国")]).isEmpty)
  }
}
