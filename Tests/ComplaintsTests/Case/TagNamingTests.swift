import Testing
import Versioning

@testable import Complaints

/// A tag cannot be erased: it names no customer.
@Suite struct TagNamingTests {
  private let now = LocalClock(milliseconds: CaseUnderTest.morning, zone: .fixed(480))

  private func draft(_ tags: String, _ customer: [(id: String, text: String)]) throws -> CaseInput {
    try CaseInput.newCase(
      [(id: "channel", text: "phone"), (id: "narrative", text: "汤凉"), (id: "tags", text: tags)] + customer,
      now: now)
  }

  @Test(arguments: [
    ("王芳", "customer_name", "王 芳"), ("投诉人王芳", "customer_name", "王芳"),
    ("13800138000", "phone", "138 0013 8000"),
    ("Li@x.com", "email", "li@x.com"), ("会员C-102733", "customer_id", "c-102733"),
  ])
  func `a tag that says who the customer is is refused, however it is spelt`(
    tag: String, field: String, text: String
  ) {
    #expect(throws: FieldError(CaseField.tags, typed: tag, .namesCustomer)) {
      try draft("vip, " + tag, [(id: field, text: text)])
    }
  }

  @Test func `what names nobody, or somebody else, is a tag`() throws {
    for tag in ["vip", "纸箱", "李娜", "110"] {
      let draft = try draft(tag, [(id: "customer_name", text: "王芳"), (id: "phone", text: "13800138000")])
      #expect(draft[FieldID(CaseField.tags.number, tag)] == .flag(true))
    }
    _ = try draft("王芳", [])
  }

  @Test func `a case that is here is asked whose it is, and a tag that is taken away is nobody's`() throws {
    var found = CaseUnderTest([(CaseField.customerName, "王芳")])
    found.set([(CaseField.title, "汤")])
    let added = try CaseInput([(id: "tags", text: "+王芳")], now: now)
    #expect(throws: FieldError.self) { try added.requireTagsNameNobody(in: found.root) }
    try added.requireTagsNameNobody()
    try CaseInput([(id: "tags", text: "-王芳")], now: now).requireTagsNameNobody(in: found.root)
  }
}
