import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import RecordStore
import Replica

/// `casebook customer …`
struct CustomerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "customer",
    abstract: text(CustomerMessage.abstract),
    discussion: text(CustomerMessage.discussion),
    subcommands: [
      CustomerShow.self, CustomerFind.self, CustomerList.self, CustomerLink.self, CustomerUnlink.self,
      BenefitCommand.self, CustomerErase.self,
    ],
    defaultSubcommand: CustomerShow.self)
}

extension Context {
  /// The page of whoever a phone number, e-mail address, name in a chat, customer id or case names; nil: nobody.
  /// - Parameter isErasing: deleted cases too, and a case that says nothing of whose it is.
  func customerPage(_ typed: String, _ reader: ReplicaReader, isErasing: Bool = false) throws
    -> CustomerPage?
  {
    let named = try reader.contacts(typed: typed)
    if let page = try reader.customerPage(named, withDeleted: isErasing) {
      try tellCase(typed, beside: page, reader)
      return page
    }
    let sharing = try reader.customersSharing(named)
    guard sharing.isEmpty else {
      throw CommandFailure(
        "contact_shared", .usage, Label(CustomerMessage.shared(typed, sharing)),
        hint: Label(CustomerMessage.sharedHint(sharing[0])))
    }
    let row: RecordRow
    do { row = try resolveCase(reader, typed) } catch let failure as CommandFailure
      where failure.exit == .notFound
    { return nil }
    if isErasing { return try reader.customerPage(of: row, withDeleted: true) }
    guard let state = try row.decoded() else { return nil }
    let contacts = reader.contactsAndAccounts(of: state)
    guard !contacts.isEmpty else {
      throw CommandFailure(
        "no_contact", .notFound, Label(CustomerMessage.noContact(try reader.number(of: row))),
        hint: Label(CustomerMessage.noContactHint(try reader.number(of: row))))
    }
    return try reader.customerPage(contacts)
  }

  /// What is a customer's id may be the end of a case's number as well, of somebody else: the id goes first, and that is
  /// told.
  private func tellCase(_ typed: String, beside page: CustomerPage, _ reader: ReplicaReader) throws {
    switch CaseReference.classify(typed) {
    case .number, .partial(suffix: _?, idPrefix: _): break
    default: return
    }
    guard case .found(let row) = try reader.resolve(typed),
      !page.visits.contains(where: { $0.summary.rid == row.rid })
    else { return }
    errAfterwards(Label(CustomerMessage.caseToo(typed, number: try reader.number(of: row))))
  }

  func json(_ visit: CustomerPage.Visit) -> JSON {
    [
      "case": .string(visit.summary.number), "branch": .string(visit.summary.branch),
      "logged_at": .string(visit.summary.loggedAt), "status": .optional(visit.summary.status),
      "summary": .optional(visit.summary.summary), "severity": .optional(visit.summary.severity),
      "channel": .optional(visit.channel), "problem_class": .optional(visit.problemClass),
      "open": .bool(visit.isOpen), "option": .optional(visit.option?.title),
      "remedies": .strings(visit.option?.remedies.map(\.kind) ?? []),
      "cost": .array(
        visit.option?.cost.map { ["currency": .string($0.currency), "minor": .integer($0.minorUnits)] } ?? []),
      "satisfaction": .optional(visit.satisfaction.map(Int64.init)),
      "reopenings": .integer(Int64(visit.reopenings)),
      "came_back": visit.cameBack.map { .bool($0) } ?? .null,
      "bought_again": visit.boughtAgain.map { .bool($0) } ?? .null,
      "recommends": .optional(visit.recommends.map(Int64.init)),
      "referrals": .integer(Int64(visit.referrals)),
      "commitments_kept": .integer(Int64(visit.commitments.kept)),
      "commitments_broken": .integer(Int64(visit.commitments.broken)),
    ]
  }

  /// What was done about a case, and how it ended: `Voucher 30.00 CNY, satisfied 4`.
  func outcome(of visit: CustomerPage.Visit) -> String {
    var parts = (visit.option?.remedies ?? []).map { kind, amount in
      terms[.remedy].text(kind, language) + (amount.map { " " + $0.text } ?? "")
    }
    if let satisfaction = visit.satisfaction {
      parts.append(text(CustomerMessage.satisfaction(satisfaction)))
    }
    if visit.commitments.broken > 0 {
      parts.append(text(CustomerMessage.broken(visit.commitments.broken)))
    }
    if visit.reopenings > 0 { parts.append(text(CustomerMessage.reopened(visit.reopenings))) }
    return parts.joined(separator: text(PunctuationMessage.comma))
  }
}

enum CustomerMessage: Message {
  case abstract
  case broken(Int)
  case caseToo(String, number: String)
  case discussion
  case noContact(String)
  case noContactHint(String)
  case reopened(Int)
  case satisfaction(Int)
  case shared(String, [String])
  case sharedHint(String)
  case unknown(String)
  case unknownHint
  case whoHelp

  var label: Label {
    switch self {
    case .abstract: Label(en: "One customer over all cases and channels.", zhHans: "客户：跨工单、跨渠道查看同一位客户。")
    case .broken(let count):
      Label(
        en: "\(count.of("commitment", "commitments")) broken", zhHans: "\(count.grouped) 项承诺未按时兑现")
    case .caseToo(let typed, let number):
      Label(
        en:
          "“\(typed)” was taken for the customer's; it also names case \(number), of somebody else: casebook customer show \(number)",
        zhHans: "“\(typed)”按这位客户查找；它也是工单 \(number)（另一位客户）的编号：casebook customer show \(number)")
    case .discussion:
      Label(
        en: """
          casebook customer show 13800138000
          casebook customer show C-1027
          casebook customer show chen_88         by WeChat or another account
          casebook customer show 7               whoever case 7 is of
          casebook customer find 王
          casebook customer list --batch 12      whom a bad batch reached: to call
          casebook customer link 13800138000 7   case 7 is of this customer too
          casebook customer unlink 7             it is another's, with the same phone
          casebook customer benefit 13800138000  what was granted, and until when

          A customer is told by customer id, phone or e-mail, however they are spelt, and
          never by name alone.
          """,
        zhHans: """
          casebook customer show 13800138000
          casebook customer show C-1027
          casebook customer show chen_88         按微信等账号
          casebook customer show 7               工单 7 的客户
          casebook customer find 王
          casebook customer list --batch 12      某批次涉及的客户，逐一致电
          casebook customer link 13800138000 7   工单 7 也是此客户的
          casebook customer unlink 7             同一电话，但不是同一位客户
          casebook customer benefit 13800138000  查看权益和有效期

          按客户编号、电话或邮箱认人，写法不同也算同一人；只有姓名相同不算。
          """)
    case .noContact(let number):
      Label(
        en:
          "\(number) says nothing that tells its customer from others: no customer id, phone, e-mail or account.",
        zhHans: "工单 \(number) 没有客户编号、电话、邮箱，也没有能认人的其他联系方式。")
    case .noContactHint(let number):
      Label(
        en: "Add one: casebook edit \(number) --phone …", zhHans: "请补充：casebook edit \(number) --phone …")
    case .reopened(let count):
      Label(en: "reopened \(count.grouped)×", zhHans: "重开 \(count.grouped) 次")
    case .satisfaction(let mark):
      Label(en: "satisfied \(mark)/5", zhHans: "满意度 \(mark)/5")
    case .shared(let typed, let ids):
      Label(
        en: "Several people use “\(typed)”: \(ids.joined(separator: ", ")).",
        zhHans: "“\(typed)”为多人共用：\(ids.joined(separator: "、"))。")
    case .sharedHint(let id):
      Label(
        en: "By customer id: casebook customer show \(id)", zhHans: "请按客户编号查看：casebook customer show \(id)")
    case .unknown(let typed):
      Label(en: "No case here is of “\(typed)”.", zhHans: "本机没有“\(typed)”的工单。")
    case .unknownHint:
      Label(en: "By name: casebook customer find <name>", zhHans: "按姓名查找：casebook customer find <姓名>")
    case .whoHelp:
      Label(
        en: "A phone number, an e-mail address, an account (WeChat …), a customer id, or a case.",
        zhHans: "电话、邮箱、微信等账号、客户编号或工单。")
    }
  }
}
