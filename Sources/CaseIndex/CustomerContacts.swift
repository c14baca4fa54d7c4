import Complaints
import GRDB
package import RecordStore
package import Versioning

/// A case that says who the customer is, and has no customer id.
package struct UnnumberedCase: Sendable {
  package let id: RecordID
  package let number: String
  package let isDeleted: Bool

  package init(id: RecordID, number: String, isDeleted: Bool) {
    (self.id, self.number, self.isDeleted) = (id, number, isDeleted)
  }
}

extension CaseReading {
  /// What a case says of whose it is.
  package func contacts(of state: RecordState) -> CustomerPage.Contacts {
    var contacts = CustomerPage.Contacts()
    let record = LoopRecord(state)
    // What many give who give none (n/a, 00000000) tells nobody.
    if let id = record.text(CaseField.customerID), CustomerName.identifies(id) {
      contacts.ids = Set([Spelling.Kind.customer.folded(id)].compactMap(\.self))
    }
    // What several people use tells none of them.
    guard !record.flag(CaseField.contactShared) else { return contacts }
    if let email = record.text(CaseField.email) {
      contacts.emails = Set(Spelling.Kind.email.all(email).filter(CustomerName.identifies))
    }
    contacts.phones = record.text(CaseField.phone).map(lines) ?? []
    return contacts
  }

  /// The names in a chat by which a case's customer can be asked for. They tell whoever types one; by themselves they make no
  /// two cases one customer's: what people call themselves, others do too.
  package func accounts(of state: RecordState) -> Set<String> {
    let record = LoopRecord(state)
    guard !record.flag(CaseField.contactShared), let contact = record.text(CaseField.contact) else {
      return []
    }
    return CustomerTraces.accounts(in: contact)
  }

  /// The same of a case that says nothing else of whose it is.
  package func contactsAndAccounts(of state: RecordState) -> CustomerPage.Contacts {
    var contacts = contacts(of: state)
    if contacts.isEmpty { contacts.accounts = accounts(of: state) }
    return contacts
  }

  /// What somebody typed: a phone number, an e-mail address, a customer id or a name in a chat.
  package func contacts(typed text: String) throws -> CustomerPage.Contacts {
    var contacts = CustomerPage.Contacts()
    if text.contains("@") || text.contains("＠") {
      contacts.emails = Set(Spelling.Kind.email.all(text))
      return contacts
    }
    if CustomerName.identifies(text), let id = Spelling.Kind.customer.folded(text) { contacts.ids = [id] }
    for line in lines(text) {
      for digits in try db.phones(meant: line.digits) where PhoneNumber.identifies(digits) {
        contacts.phones.insert(PhoneNumber.Line(digits: digits, extension: line.extension))
      }
    }
    // A customer id that is one goes first: what others call themselves is nobody's to choose.
    if contacts.phones.isEmpty, try rows(of: contacts).isEmpty {
      contacts.accounts = CustomerTraces.accounts(in: text)
    }
    return contacts
  }

  private func lines(_ text: String) -> Set<PhoneNumber.Line> {
    Set(PhoneNumber.lines(text).filter { PhoneNumber.identifies($0.digits) })
  }

  /// The cases whose other contact holds a name in a chat: one of its words, or the whole of it.
  func rows(ofAccount account: String, limit: SQLValue) throws -> [Int64] {
    try db.map(
      "SELECT rid FROM spellings WHERE kind = ? AND instr(folded, ?) > 0 ORDER BY rid DESC LIMIT ?",
      values: [.text(Spelling.Kind.contact.rawValue), .text(account), limit]
    ) { $0.integer(0) }
  }

  /// The cases with a phone number, e-mail address or name in a chat of some cases that have no customer id at all, deleted
  /// ones among them: they are left where whatever is asked goes by the id.
  package func unnumbered(like cases: [RecordState]) throws -> [UnnumberedCase] {
    var contacts = CustomerPage.Contacts()
    for state in cases {
      let own = self.contacts(of: state)
      contacts.phones.formUnion(own.phones)
      contacts.emails.formUnion(own.emails)
      contacts.accounts.formUnion(accounts(of: state))
    }
    let known = Set(cases.map(\.record))
    guard let page = try customerPage(contacts, withDeleted: true) else { return [] }
    let (without, deleted) = (Set(page.withoutID), Set(page.deleted))
    return page.visits.map(\.summary).filter { !known.contains($0.id) && without.contains($0.number) }
      .map { UnnumberedCase(id: $0.id, number: $0.number, isDeleted: deleted.contains($0.number)) }
      .sorted { $0.number < $1.number }
  }

  /// The page of whoever a case is of, also where it says nothing that tells them from others: then of the case alone.
  package func customerPage(of row: RecordRow, withDeleted: Bool) throws -> CustomerPage? {
    guard let state = try row.decoded() else { return nil }
    let contacts = contactsAndAccounts(of: state)
    return contacts.isEmpty
      ? try page([row.rid], withDeleted: withDeleted) : try customerPage(contacts, withDeleted: withDeleted)
  }

  /// A customer id that no case here has, made of a case's number: that, or with a number behind it.
  /// - Parameter cases: which may have it already: they are to get it.
  package func freshCustomerID(for number: String, in cases: Set<Int64> = []) throws -> String {
    for at in 1... {
      let id = "C-\(number)" + (at == 1 ? "" : "-\(at)")
      let known = try customer(id).cases.compactMap { try db.record($0.record)?.rid }
      if Set(known).isSubset(of: cases) { return id }
    }
    return "C-\(number)"
  }

  // MARK: By what was typed of them

  /// Customers whom a text may mean, each once: by phone number, e-mail address, customer id or other contact; then those with
  /// a case whose customer's name or other contact has it in it, the newest case first. Cases without a contact are left out:
  /// a name alone tells nobody.
  /// - Parameter limit: at most so many; nil: all.
  package func customers(named text: String, limit: Int?) throws -> [CustomerPage] {
    let folded = text.folded
    var pages: [CustomerPage] = []
    var seen: Set<Int64> = []
    func isFull() -> Bool { limit.map { pages.count >= $0 } ?? false }
    func add(_ page: CustomerPage?) {
      guard let page, !isFull(), page.visits.allSatisfy({ !seen.contains($0.summary.rid) }) else { return }
      seen.formUnion(page.visits.map(\.summary.rid))
      pages.append(page)
    }
    add(try customerPage(try contacts(typed: text)))
    let named = try db.map(
      "SELECT rid, customer_name FROM cases WHERE visible = 1 AND customer_name IS NOT NULL ORDER BY rid DESC",
      values: []
    ) { row in (rid: row.integer(0), name: row.text(1) ?? "") }.filter { $0.name.folded.contains(folded) }
    let reached =
      try Spelling.Kind.contact.folded(text).map { typed in
        try db.map(
          "SELECT rid FROM spellings WHERE kind = ? AND instr(folded, ?) > 0 ORDER BY rid DESC",
          values: [.text(Spelling.Kind.contact.rawValue), .text(typed)]
        ) { $0.integer(0) }
      } ?? []
    for rid in named.map(\.rid) + reached where !seen.contains(rid) {
      guard !isFull() else { break }
      guard let row = try db.record(rid: rid), let state = try row.decoded() else { continue }
      add(try customerPage(contactsAndAccounts(of: state)))
    }
    return pages
  }

  /// Customers whose name is just that, deleted cases among theirs; a case that says nothing but the name is one by itself.
  package func customers(called name: String) throws -> [CustomerPage] {
    let folded = name.folded
    let rids = try db.map(
      "SELECT rid, customer_name FROM cases WHERE customer_name IS NOT NULL ORDER BY rid DESC", values: []
    ) { row in (rid: row.integer(0), name: row.text(1) ?? "") }.filter { $0.name.folded == folded }.map(\.rid)
    var pages: [CustomerPage] = []
    var seen: Set<Int64> = []
    for rid in rids where !seen.contains(rid) {
      guard let row = try db.record(rid: rid), let page = try customerPage(of: row, withDeleted: true)
      else { continue }
      seen.formUnion(page.visits.map(\.summary.rid))
      pages.append(page)
    }
    return pages
  }
}
