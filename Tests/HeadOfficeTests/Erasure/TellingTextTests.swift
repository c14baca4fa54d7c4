import Complaints
import Testing
import Versioning

@testable import HeadOffice

/// Which erased texts tell of whom they are, wherever they stand.
@Suite struct TellingTextTests {
  @Test(arguments: [
    (CaseField.title, "cold soup, cold soup", true), (CaseField.title, "cold soup, cold sou", false),
    (CaseField.phone, "138-0013-8000", true), (CaseField.phone, "6000 0001", true),
    (CaseField.phone, "138-12", false), (CaseField.phone, "13812", false),
    (CaseField.phone, "00000000", false),
    (CaseField.customerID, "202611", false), (CaseField.customerID, "20261120", false),
    (CaseField.customerID, "2026112", true), (CaseField.contact, "wx_li88", true),
    (CaseField.contact, "a@b.cn", true),
    (CaseField.contact, "a@b.c", false), (CaseField.customerID, "K-1077", true),
    (CaseField.customerID, "shanghai1", false), (CaseField.customerName, "wang fang", true),
    (CaseField.customerName, "wang fa", false), (CaseField.customerName, "王小芳", true),
    (CaseField.customerName, "王芳", false),
  ])
  func `what a customer is known by tells of him, and so do more than a few words`(
    field: FieldDefinition, text: String, tells: Bool
  ) {
    #expect(Erasures.tells(text, of: FieldID(field.number), .case) == tells)
    #expect(Erasures.tells(text, of: FieldID(field.number), .note) == (text.utf8.count >= 20))
  }
}
