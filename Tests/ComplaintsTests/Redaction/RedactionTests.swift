import Language
import TestSupport
import Testing

@testable import Complaints

/// What is taken out of a text before it is published.
@Suite("Redaction") struct RedactionTests {
  private func known(_ values: (FieldDefinition, String)...) -> KnownPersonal {
    var known = KnownPersonal()
    for (field, text) in values { known.add(text, of: field) }
    return known
  }

  /// What goes of a text, as it was typed, with the rule.
  private func found(_ text: String, _ known: KnownPersonal = KnownPersonal()) -> [String] {
    Redaction(known).findings(in: text).map { "\($0.rule) \($0.text)" }
  }

  private func redacted(_ text: String, _ known: KnownPersonal = KnownPersonal()) -> String {
    let redaction = Redaction(known)
    return redaction.redacted(text, redaction.findings(in: text), .en)
  }

  @Test func `phones go however their digits are written and grouped`() {
    for phone in [
      "13800138000", "138-0013-8000", "1 3 8 0 0 1 3 8 0 0 0", "一三八零零一三八零零零", "幺三八〇〇一三八〇〇〇",
      "１３８００１３８０００", "+86 138 0013 8000", "021-62345678", "(021) 6234 5678",
    ] {
      let text = redacted("请打\(phone)找我")
      #expect(text.hasPrefix("请打") && text.hasSuffix("找我"), "\(text)")
      let digits = text.filter { $0.spokenDigit != nil }
      #expect(digits.isEmpty, "\(text)")
    }
  }

  @Test func `dates, amounts and small numbers stay`() {
    for text in [
      "2026年11月22日到店，等了 25 分钟", "on 2026-11-22 we paid", "赔了 1280000 元", "the fix cost $1280000",
      "3 working days of silence", "2号桌的客人", "坐标第 3 号窗口", "20261122 入库",
    ] {
      #expect(found(text).isEmpty, "\(found(text))")
    }
  }

  @Test func `identity and card numbers are told by their check digits, any other long number goes as one`() {
    #expect(found("身份证11010519491231002X。") == ["identity 11010519491231002X"])
    #expect(found("card 4111 1111 1111 1111") == ["card 4111 1111 1111 1111"])
    #expect(found("no 4111111111111112") == ["number 4111111111111112"])
    #expect(PersonalText.isLuhn("4111111111111111") && !PersonalText.isLuhn("4111111111111112"))
    #expect(!PersonalText.isIdentity("110105194912310021"))
  }

  @Test func `a family name with a title is a name; what only looks like one is not`() {
    #expect(
      found("李经理和王女士说，请王芳女士找欧阳先生")
        == ["title 李经理", "title 王女士", "title 王芳女士", "title 欧阳先生"])
    #expect(found("Mr. Smith and Dr Jane Jones said") == ["title Mr. Smith", "title Dr Jane Jones"])
    #expect(found("小王道歉了") == ["title 小王"])
    for text in ["周总是迟到", "高总价的套餐", "最小高度", "the doctor said", "老师说得对", "miss the bus"] {
      #expect(found(text).isEmpty, "\(found(text))")
    }
  }

  @Test func `addresses go as a whole, rooms too; a table and a shop's road stay`() {
    #expect(found("家住长宁路 88 弄 12 号 502 室，很急") == ["address 长宁路 88 弄 12 号 502 室"])
    #expect(found("寄到3号楼502室") == ["address 3号楼502室"])
    #expect(found("from 12 Park Road, Flat 3; then") == ["address 12 Park Road, Flat 3"])
    #expect(found("邮编 200050") == ["address 200050"])
    #expect(found("长宁路门店的空调").isEmpty && found("2号桌，5 号窗").isEmpty)
  }

  @Test func `mail, accounts, plates, orders and cases go by their form or the words beside them`() {
    #expect(found("write zhang.wei+a@mail.example.com.") == ["email zhang.wei+a@mail.example.com"])
    #expect(found("加微信号：wfang-2020，QQ 12345678") == ["account wfang-2020", "account 12345678"])
    #expect(found("WeChat id wfang_2020") == ["account wfang_2020"])
    #expect(found("车牌沪A·12345") == ["plate 沪A·12345"])
    #expect(found("订单号：AB-1234，order CD-5678") == ["number AB-1234", "number CD-5678"])
    #expect(found("像 SH01-KT-20261122-007 那单") == ["number SH01-KT-20261122-007"])
    #expect(found("@zhang_wei 转发") == ["account @zhang_wei"])
  }

  @Test func `a date of birth is one by the words beside it`() {
    #expect(found("born 3 May 1985 in") == ["birth 3 May 1985"])
    #expect(found("他1985年5月3日生") == ["birth 1985年5月3日"])
    #expect(found("生日 1990-01-02") == ["birth 1990-01-02"])
    #expect(found("2026年生产的").isEmpty)
  }

  @Test func `forms that people write without thinking go too`() {
    for (text, expected) in [
      ("陳先生和張經理", ["title 陳先生", "title 張經理"]), ("歐陽女士", ["title 歐陽女士"]),
      ("Mr.Smith and mr jones said", ["title Mr.Smith", "title mr jones"]),
      ("13900139000万女士", ["phone 13900139000", "title 万女士"]), ("打021-20111228", ["phone 021-20111228"]),
      ("passport E12345678", ["number E12345678"]),
      ("DE89 3704 0044 0532 0130 00", ["number DE89 3704 0044 0532 0130 00"]),
      ("plate AB12 CDE parked", ["plate AB12 CDE"]), ("八五年五月三日生", ["birth 八五年五月三日"]),
      ("生日五月三号", ["birth 五月三号"]), ("born on the 3rd of May 1985", ["birth 3rd of May 1985"]),
    ] {
      #expect(found(text) == expected, "\(found(text))")
    }
  }

  @Test func `a known number goes whatever stands between its digits`() {
    let known = known((CaseField.phone, "13800138000"))
    #expect(redacted("欧阳（小明）来电", self.known((CaseField.customerName, "欧阳小明"))) == "[name]）来电")
    for text in ["138，0013，8000", "138、0013、8000", "一三八，零零一三，八零零零", "138 / 0013 / 8000"] {
      #expect(!redacted("请打\(text)找我", known).contains { $0.spokenDigit != nil }, "\(redacted(text, known))")
    }
  }

  @Test func `what the case says of somebody goes in any spelling, and cannot be left`() {
    let known = known(
      (CaseField.customerName, "王小芳"), (CaseField.phone, "138-0013-8000"),
      (CaseField.orderReference, "KH-77-Q"), (CaseField.contact, "微信 wangxf_88"),
      (CaseField.handler, "Zhang Wei"), (CaseField.narrative, "住在幸福里 3 弄 5 号"))
    for text in [
      "王 小 芳来电", "王小芳", "zhang  wei wrote", "ZHANG WEI", "一三八00一三八000", "kh77q", "ＫＨ－７７－Ｑ", "WangXF88",
      "幸福里3弄5号",
    ] {
      let findings = Redaction(known).findings(in: text)
      let isFound = findings.contains { $0.isKnown }
      #expect(isFound, "\(text)")
      #expect(Redaction(known).remains(in: redacted(text, known)).isEmpty, "\(text)")
    }
    // Part of a name is a word as well: a person says.
    let part = Redaction(known).findings(in: "Wei said we will weigh it")
    #expect(part.map(\.text) == ["Wei"] && part.map(\.isKnown) == [false])
    #expect(Redaction(known).remains(in: "Zhang Weiss; the order KH-77-Q2").isEmpty)
  }

  @Test func `whoever is called as the placeholder is not named by it`() {
    let known = known((CaseField.customerName, "name"), (CaseField.handler, "姓名"))
    let text = redacted("Mr Smith met name", known)
    #expect(Redaction(known).remains(in: text).isEmpty && !text.contains("name"), "\(text)")
  }

  /// Values and texts drawn at random, each value spelt at random among other words.
  @Test func `after redaction nothing that the case is known to say stands in the text`() {
    var random = SeededGenerator(seed: 20_261_130)
    let words = [
      "客人", "说", "，", "the", " ", "soup", "2026-11-22", "12", "号", "\n", "电话", "-", "[", "〔", "@", "王",
      "order",
    ]
    let han = Array("王小芳李娜张伟赵倩孙丽欧阳明")
    let latin = Array("abcdefghijkXYZ")
    for _ in 0..<400 {
      func draw(_ from: [Character], _ count: Int) -> String {
        String((0..<count).compactMap { _ in from.randomElement(using: &random) })
      }
      let name = Bool.random(using: &random) ? draw(han, 3) : draw(latin, 4) + " " + draw(latin, 3)
      let phone = "13" + draw(Array("0123456789"), 9)
      let code = draw(latin, 2) + "-" + draw(Array("123456789"), 5)
      let known = known(
        (CaseField.customerName, name), (CaseField.phone, phone), (CaseField.orderReference, code))
      func spelt(_ value: String) -> String {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: value.uppercased()
        case 1: value.map { String($0) }.joined(separator: " ")
        case 2:
          String(
            value.map {
              $0.isASCIIDigit ? Character("零一二三四五六七八九".map { String($0) }[Int(String($0)) ?? 0]) : $0
            })
        default: value
        }
      }
      var text = ""
      for _ in 0..<12 {
        text += words.randomElement(using: &random) ?? ""
        if Int.random(in: 0..<3, using: &random) == 0 {
          text += spelt([name, phone, code].randomElement(using: &random) ?? name)
        }
      }
      let left = Redaction(known).remains(in: redacted(text, known))
      #expect(left.isEmpty, "\(left.map(\.text)) of \(text)")
    }
  }

  @Test func `a person undoes one removal, and the others go`() {
    let redaction = Redaction(KnownPersonal())
    let text = "王女士和李先生都来了"
    let findings = redaction.findings(in: text)
    #expect(redaction.redacted(text, [findings[1]], .zhHans) == "王女士和〔姓名〕都来了")
    #expect(redaction.redacted(text, findings, .en) == "[name]和[name]都来了")
  }

  @Test func `each rule has its words and its placeholder in both languages`() {
    #expect(Set(RedactionRule.allCases.map(\.placeholder.en)).count == RedactionRule.allCases.count)
    for rule in RedactionRule.allCases {
      #expect(!rule.label.en.isEmpty && !rule.label.zhHans.isEmpty, "\(rule)")
    }
  }
}
