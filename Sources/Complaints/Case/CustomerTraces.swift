package import Versioning

/// What tells that something is about a certain customer: what his cases say of him, each in the one form in which
/// it is compared. Made before an erasure empties the cases; it finds drafts, kept texts and signals, which name
/// nobody by a case.
package struct CustomerTraces: Sendable {
  package private(set) var customerIDs: Set<String> = []
  /// The same as they were typed: a hash is of that.
  private var typedIDs: Set<String> = []
  /// Those that can tell who somebody is. Behind a switchboard each extension is somebody else's.
  package private(set) var phones: Set<PhoneNumber.Line> = []
  /// Addresses, account names: without spaces, folded, in small letters.
  package private(set) var accounts: Set<String> = []
  package private(set) var names: Set<String> = []
  /// `CustomerHash`es, where only those are known, with the head office that they are of.
  private var hashes: [[UInt8]: Int64] = [:]
  private var headOffice: Identifier?

  package init() {}

  /// A customer of whom only the hash is known.
  package init(hash: [UInt8], headOffice: Identifier, until: Int64 = .max) {
    add(hash: hash, headOffice: headOffice, until: until)
  }

  package var isEmpty: Bool {
    customerIDs.isEmpty && phones.isEmpty && accounts.isEmpty && names.isEmpty && hashes.isEmpty
  }

  /// Adds a customer of whom only the hash is known.
  /// - Parameter until: what was written later is of somebody else, who has the id now. Milliseconds since 1970.
  package mutating func add(hash: [UInt8], headOffice: Identifier, until: Int64 = .max) {
    hashes[hash] = max(hashes[hash] ?? .min, until)
    self.headOffice = headOffice
  }

  /// Adds all that is known of another customer.
  package mutating func formUnion(_ other: CustomerTraces) {
    customerIDs.formUnion(other.customerIDs)
    typedIDs.formUnion(other.typedIDs)
    phones.formUnion(other.phones)
    accounts.formUnion(other.accounts)
    names.formUnion(other.names)
    hashes.merge(other.hashes, uniquingKeysWith: max)
    headOffice = headOffice ?? other.headOffice
  }

  package mutating func add(customerID: String) {
    guard !Self.plain(customerID).isEmpty else { return }
    customerIDs.insert(Self.plain(customerID))
    typedIDs.insert(customerID)
  }

  /// Adds what a case says of its customer, in every version that is open.
  package mutating func add(_ state: RecordState) {
    guard state.kind == .case else { return }
    for (field, _) in Self.fields {
      for head in state[FieldID(field.number)]?.heads ?? [] {
        if case .text(let text) = head.value { add(text, of: field) }
      }
    }
  }

  /// Adds what was typed into one field of a case. Others than those of the customer tell nothing.
  package mutating func add(_ text: String, of field: FieldDefinition) {
    guard let kind = Self.fields.first(where: { $0.0 == field })?.1 else { return }
    switch kind {
    case .customerID: add(customerID: text)
    case .name: if let name = NamedInText.name(text) { names.insert(name) }
    case .contact:
      // What many give who give none tells nobody.
      phones.formUnion(PhoneNumber.lines(text).filter { PhoneNumber.identifies($0.digits) })
      accounts.formUnion(text.foldedAddresses.filter { $0.contains("@") && CustomerName.identifies($0) })
      accounts.formUnion(Self.accounts(in: text))
    }
  }

  /// Whether something that was typed field by field is about the customer: one of its contact fields holds one of
  /// his, whichever of them it is, or its customer is he by id or by name.
  package func areSame(as other: CustomerTraces) -> Bool {
    !customerIDs.isDisjoint(with: other.customerIDs) || shares(other.phones)
      || !accounts.isDisjoint(with: other.accounts) || !names.isDisjoint(with: other.names)
      || other.typedIDs.contains { isHashed($0) }
  }

  /// Whether a customer id is one of those that only their hash tells, whenever it was written.
  package func isHashed(_ customerID: String) -> Bool { isHashed(customerID, writtenAt: .min) }

  /// The same of an id that was written then. A clock that nobody trusts says nothing of when that was.
  package func isHashed(_ customerID: String, by time: HybridTime, _ quality: ClockQuality) -> Bool {
    isHashed(customerID, writtenAt: quality == .untrusted ? .min : time.milliseconds)
  }

  private func isHashed(_ customerID: String, writtenAt: Int64) -> Bool {
    guard let headOffice, !hashes.isEmpty else { return false }
    return CustomerHash.all(customerID, headOffice: headOffice).contains { hash in
      hashes[hash].map { writtenAt <= $0 } ?? false
    }
  }

  /// Whether one of these lines is his: the whole number with its extension, with the code of its country or without.
  private func shares(_ lines: Set<PhoneNumber.Line>) -> Bool {
    lines.contains { line in
      phones.contains { $0.extension == line.extension && PhoneNumber.areSame($0.digits, line.digits) }
    }
  }

  /// Whether a text names the customer: by a whole phone number in whatever spelling, an address or account, an id or
  /// the whole name. What may be anybody's names nobody (`NamedInText`).
  package func areNamed(in text: String) -> Bool {
    guard !isEmpty else { return false }
    if !phones.isEmpty, shares(PhoneNumber.mentioned(in: text)) { return true }
    guard !accounts.isEmpty || !names.isEmpty || !customerIDs.isEmpty else { return false }
    let named = NamedInText(text)
    return accounts.contains(where: named.holds(account:)) || names.contains(where: named.holds(name:))
      || customerIDs.contains(where: named.holds(customerID:))
  }

  /// The names of accounts that a contact holds: words, or the whole of it.
  package static func accounts(in text: String) -> Set<String> {
    var accounts: Set<String> = []
    let words = text.split(whereSeparator: { $0.isWhitespace || ",;:，；：、<>".contains($0) })
    for word in words + [text[...]] {
      let account = plain(String(word))
      let isWhole = word.endIndex == text.endIndex && word.startIndex == text.startIndex
      guard account.count >= shortestAccount, isAccount(account, isWhole: isWhole),
        CustomerName.identifies(account)
      else { continue }
      accounts.insert(account)
    }
    return accounts
  }

  // MARK: Forms

  private enum Kind { case customerID, name, contact }

  private static var fields: [(FieldDefinition, Kind)] {
    [
      (CaseField.customerID, .customerID), (CaseField.customerName, .name), (CaseField.phone, .contact),
      (CaseField.email, .contact), (CaseField.contact, .contact),
    ]
  }

  /// The fields of a case by which its customer is found.
  package static var fieldsOfCustomer: [FieldDefinition] { fields.map(\.0) }

  private static let shortestAccount = 4

  /// Whether somebody's account is called so. A phone number is one by its digits, an extension is of any switchboard, and
  /// what the account is at (`WeChat`) or when to call is anybody's.
  private static func isAccount(_ account: String, isWhole: Bool) -> Bool {
    if account.contains("@") { return true }
    guard account.unicodeScalars.contains(where: \.isASCIILetter) else { return false }
    let mark = ["ext.", "ext", "x"].first { account.hasPrefix($0) } ?? ""
    guard !account.dropFirst(mark.count).allSatisfy({ $0.isNumber || "+-().:".contains($0) }) else {
      return false
    }
    if account.contains(where: \.isNumber) || account.dropFirst().dropLast().contains(where: "._-".contains) {
      return true
    }
    let media = ["wechat", "weixin", "whatsapp", "telegram", "facebook", "instagram"]
    return isWhole && account.count >= 6 && !media.contains(account)
  }

  private static func plain(_ text: String) -> String {
    text.foldedCode
  }
}
