import Testing

@testable import Complaints

/// Which texts an erasure takes for naming a customer, and which are somebody else's.
struct NamedInTextTests {
  private func isNamed(_ field: FieldDefinition, _ typed: String, in text: String) -> Bool {
    var traces = CustomerTraces()
    traces.add(typed, of: field)
    return traces.areNamed(in: text)
  }

  @Test(arguments: [
    ("120", "customer 120 sighed"), ("120", "会员号：120 不满"), ("120", "客户120很生气"),
    ("120", "customer number: 120"),
    ("2026", "Customer no. 2026 left"), ("2026", "customer_id=2026"), ("C-1027", "Ｃ－１０２７ sighed"),
    ("12345679", "12345679 left"), ("A12", "member A12 sighed"), ("20261120", "顾客20261120又来了"),
  ])
  func `an id names its customer, a few digits behind a word that says so`(id: String, text: String) {
    #expect(isNamed(CaseField.customerID, id, in: text))
  }

  @Test(arguments: [
    ("120", "Guest at table 120 sighed"), ("120", "We called 120 …"), ("120", "退给顾客 120 元"),
    ("120", "customer 1200 sighed"), ("120", "The customer waited 120 minutes"), ("120", "casino 120"),
    ("2026", "seen on 2026-11-20"), ("20261120", "seen on 20261120"), ("C-1027", "C-10275 sighed"),
    ("12345679", "12345679-8 left"), ("A12", "table A12"), ("VIP", "a VIP left"), ("guest", "a guest sighed"),
    ("guest", "customer guest"),
  ])
  func `a number or a short word names nobody by itself`(id: String, text: String) {
    #expect(!isNamed(CaseField.customerID, id, in: text))
  }

  @Test(arguments: [
    ("021-6000 1234-802", "call 021-60001234 转 802 now"), ("13800138000", "20 13800138000 3 times"),
    ("+86 138 0013 8000", "请打138-0013-8000联系"), ("021-60000001", "座机（021）6000 0001"),
    ("+852 9123 4567", "他说 9123 4567"), ("030/123456", "from +49 30 123456."),
  ])
  func `a number names its customer where the whole of it stands`(phone: String, text: String) {
    #expect(isNamed(CaseField.phone, phone, in: text))
  }

  @Test(arguments: [
    ("021-6000 0000-801", "call 021-6000 1234-802"), ("021-6000 0000-801", "call 021-6000 0000"),
    ("021-60000000", "021-60000000 ext. 802"), ("60000001", "138 6000 0001"), ("60000001", "13860000001"),
    ("021-60000001", "0571-60000001"), ("+65 9123 4567", "+852 9123 4567"),
    ("13800138000", "+1 380 013 8000"),
  ])
  func `a part of a number, or another extension, is somebody else's`(phone: String, text: String) {
    #expect(!isNamed(CaseField.phone, phone, in: text))
    var one = CustomerTraces()
    var other = CustomerTraces()
    one.add(phone, of: CaseField.phone)
    other.add(text, of: CaseField.phone)
    #expect(!one.areSame(as: other))
  }

  @Test(arguments: [
    (CaseField.email, "li@x.com", "call li@x.com now", true),
    (CaseField.email, "li@x.com", "a.li@x.com", false),
    (CaseField.email, "li@x.com", "ali@x.com", false), (CaseField.email, "li@x.com", "li@x.com.cn", false),
    (CaseField.email, "a@b.com/c@d.com", "Mail c@d.com.", true),
    (CaseField.contact, "微信 wx_li88", "微信wx_li88，", true), (CaseField.contact, "wx_li88", "wx_li881", false),
    (CaseField.contact, "微信联系", "她要求微信联系", false), (CaseField.contact, "WeChat", "asked on WeChat", false),
    (CaseField.phone, "021-60000001 ext. 12", "see ext. 5", false),
    (CaseField.phone, "021-60000001 转 801", "请转 801", false),
    (CaseField.customerName, "王芳", "客人王芳叹气", true), (CaseField.customerName, "王", "王女士叹气", false),
    (CaseField.customerName, "王女士", "王女士叹气", false), (CaseField.customerName, "女士", "一位女士", false),
    (CaseField.customerName, "Li", "Li sighed", false),
    (CaseField.customerName, "Mr Li", "Mr Li sighed", false),
    (CaseField.customerName, "Bø", "Bø sighed", false),
    (CaseField.customerName, "Zhao Qian", "zhao\nqian left", true),
    (CaseField.customerName, "Åsen", "Åsens Hotel", false),
  ])
  func `an address or a name is told as a whole, and one that many have tells nobody`(
    field: FieldDefinition, typed: String, text: String, isNamed expected: Bool
  ) {
    #expect(isNamed(field, typed, in: text) == expected)
  }
}
