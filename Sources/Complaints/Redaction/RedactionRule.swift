package import Language

/// What is looked for in a text that is to be published: each rule by which something personal is found, as people read it in
/// `casebook promote --rules` and in the manual.
package enum RedactionRule: String, CaseIterable, Sendable {
  case known
  case title
  case phone
  case email
  case address
  case identity
  case card
  case number
  case plate
  case account
  case birth

  /// What it finds.
  package var label: Label {
    switch self {
    case .known: Label(RedactionMessage.known)
    case .title: Label(RedactionMessage.title)
    case .phone: Label(RedactionMessage.phone)
    case .email: Label(RedactionMessage.email)
    case .address: Label(RedactionMessage.address)
    case .identity: Label(RedactionMessage.identity)
    case .card: Label(RedactionMessage.card)
    case .number: Label(RedactionMessage.number)
    case .plate: Label(RedactionMessage.plate)
    case .account: Label(RedactionMessage.account)
    case .birth: Label(RedactionMessage.birth)
    }
  }

  /// What stands in its place.
  package var placeholder: Label {
    switch self {
    case .known: Label(en: "[removed]", zhHans: "〔略〕")
    case .title: Label(en: "[name]", zhHans: "〔姓名〕")
    case .phone: Label(en: "[phone]", zhHans: "〔电话〕")
    case .email: Label(en: "[e-mail]", zhHans: "〔邮箱〕")
    case .address: Label(en: "[address]", zhHans: "〔地址〕")
    case .identity: Label(en: "[identity number]", zhHans: "〔证件号〕")
    case .card: Label(en: "[card number]", zhHans: "〔卡号〕")
    case .number: Label(en: "[number]", zhHans: "〔号码〕")
    case .plate: Label(en: "[plate]", zhHans: "〔车牌〕")
    case .account: Label(en: "[account]", zhHans: "〔账号〕")
    case .birth: Label(en: "[date of birth]", zhHans: "〔出生日期〕")
    }
  }
}

enum RedactionMessage: Message {
  case account
  case address
  case birth
  case card
  case email
  case identity
  case known
  case number
  case phone
  case plate
  case title

  var label: Label {
    switch self {
    case .known:
      Label(
        en:
          "what the case says of its customer, whoever it names of the staff, and everybody who works at the branch",
        zhHans: "工单中客户的各项信息、经办等员工姓名，以及本门店所有人员的姓名和别名")
    case .title:
      Label(
        en: "a family name with a title: Mr Smith, Dr. Jones, 王女士, 李经理, 小王",
        zhHans: "姓氏加称呼：王女士、李芳经理、小王、Mr Smith")
    case .phone:
      Label(
        en: "phone numbers, in digits of any kind, grouped or not: 138-0013-8000, 一三八零零…",
        zhHans: "电话号码，不论哪种数字、怎样分段：138-0013-8000、一三八零零……")
    case .email: Label(en: "e-mail addresses", zhHans: "邮箱地址")
    case .address:
      Label(
        en: "postal addresses: a number with a road, a lane or a room; 12 Park Road, Flat 3",
        zhHans: "通信地址：路、街、弄、号、栋、室等加号码，12 Park Road")
    case .identity: Label(en: "identity numbers of 18 characters", zhHans: "18 位身份证号")
    case .card: Label(en: "card numbers of 13 to 19 digits (Luhn)", zhHans: "13 至 19 位卡号（校验位相符）")
    case .number:
      Label(
        en: "order, tracking, membership and case numbers, and any number of seven digits or more",
        zhHans: "订单号、运单号、会员号、工单号，以及七位以上的数字")
    case .plate: Label(en: "number plates: 沪A·12345, plate AB12 CDE", zhHans: "车牌号：沪A·12345")
    case .account:
      Label(
        en: "accounts: WeChat, QQ, Weibo and what begins with @", zhHans: "微信号、QQ 号、微博等账号，以及 @ 开头的名称")
    case .birth: Label(en: "dates of birth: born on 3 May 1985", zhHans: "出生日期：1985年5月3日生")
    }
  }
}
