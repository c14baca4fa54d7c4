package import Versioning

/// What tells that something is about a certain customer: what his cases say of him, each in the one form in which
/// it is compared. Made before an erasure empties the cases; it finds drafts, kept texts and signals, which name
/// nobody by a case.
package struct CustomerTraces: Sendable {
  package private(set) var customerIDs: Set<String> = []
  /// The same as they were typed: a hash is of that.
  private var typedIDs: Set<String> = []
  /// `PhoneNumber.local` of those that can tell who somebody is.
  package private(set) var phones: Set<String> = []
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
    case .name: if let name = Self.name(text) { names.insert(name) }
    case .contact:
      // What many give who give none tells nobody.
      phones.formUnion(PhoneNumber.all(text).filter(PhoneNumber.identifies).map(PhoneNumber.local))
      let words = text.split(whereSeparator: { $0.isWhitespace || ",;:，；：、<>".contains($0) })
      for word in words + [text[...]] {
        let account = Self.plain(String(word))
        // A phone number is one by its digits; a word alone may be what the account is at (`WeChat`).
        let isNumber = account.allSatisfy { $0.isNumber || "+-().".contains($0) }
        let isTelling =
          word.endIndex == text.endIndex && word.startIndex == text.startIndex
          || account.contains { $0.isNumber || "@._-".contains($0) }
        guard account.count >= Self.shortestAccount, !isNumber, isTelling, CustomerName.identifies(account)
        else { continue }
        accounts.insert(account)
      }
    }
  }

  /// Whether something that was typed field by field is about the customer: one of its contact fields holds one of
  /// his, whichever of them it is, or its customer is he by id or by name.
  package func areSame(as other: CustomerTraces) -> Bool {
    !customerIDs.isDisjoint(with: other.customerIDs) || !phones.isDisjoint(with: other.phones)
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

  /// Whether a text names the customer: by a phone number in whatever spelling, an address or account, an id or the
  /// whole name. A name of one Chinese character or fewer than four letters finds nothing: it would find everybody.
  package func areNamed(in text: String) -> Bool {
    guard !isEmpty else { return false }
    let folded = text.folded
    if !phones.isEmpty {
      let digits = Self.runsOfDigits(in: folded)
      if phones.contains(where: { phone in digits.contains { $0.hasSuffix(phone) || $0.hasPrefix(phone) } }) {
        return true
      }
    }
    let plain = Self.plain(folded)
    if accounts.contains(where: { plain.contains($0) }) { return true }
    // However the words of a name are set apart there: by several spaces, by the end of a line.
    return names.union(customerIDs.filter { $0.count >= 3 }).contains { Self.stands($0, in: folded) }
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

  private static func plain(_ text: String) -> String {
    text.foldedCode
  }

  private static func name(_ text: String) -> String? {
    let name = text.folded
    return name.count >= (name.utf8.count == name.count ? 4 : 2) ? name : nil
  }

  /// Digits that belong together, without what groups them: `138-0013 8000`.
  private static func runsOfDigits(in text: String) -> [String] {
    var runs: [String] = []
    var run = ""
    var gap = 0
    for scalar in text.unicodeScalars {
      if scalar.isASCIIDigit {
        run.unicodeScalars.append(scalar)
        gap = 0
      } else if !run.isEmpty, gap == 0, "- ().".unicodeScalars.contains(scalar) {
        gap = 1
      } else if !run.isEmpty {
        runs.append(run)
        run = ""
        gap = 0
      }
    }
    if !run.isEmpty { runs.append(run) }
    return runs
  }

  /// Whether a word or name stands in a text as a whole: Latin letters and digits beside it make it another one.
  private static func stands(_ name: String, in text: String) -> Bool {
    var rest = text[...]
    while let found = rest.firstRange(of: name) {
      let before = found.lowerBound == text.startIndex ? nil : text[text.index(before: found.lowerBound)]
      let after = found.upperBound == text.endIndex ? nil : text[found.upperBound]
      if !touches(before, name.first), !touches(after, name.last) { return true }
      rest = rest[found.upperBound...]
    }
    return false
  }

  private static func touches(_ neighbour: Character?, _ edge: Character?) -> Bool {
    guard let neighbour, let edge, edge.isASCII else { return false }
    return neighbour.isASCII && (neighbour.isLetter || neighbour.isNumber)
  }
}
