package import Complaints
import GRDB
import RecordStore
package import Versioning

/// One customer over all cases and channels that are here (domain.md, section 11: told by customer id, phone or e-mail,
/// never by name alone).
package struct CustomerPage: Sendable {
  /// By what cases are found: as it is compared.
  package struct Contacts: Sendable, Equatable {
    package var ids: Set<String> = []
    /// A switchboard is as many people as it has extensions.
    package var phones: Set<PhoneNumber.Line> = []
    package var emails: Set<String> = []

    package init() {}
    package var isEmpty: Bool { ids.isEmpty && phones.isEmpty && emails.isEmpty }

    mutating func formUnion(_ other: Self) {
      ids.formUnion(other.ids)
      phones.formUnion(other.phones)
      emails.formUnion(other.emails)
    }

    /// Whether nothing is in both; a number with the code of its country is also the one without it.
    func isDisjoint(with other: Self) -> Bool {
      ids.isDisjoint(with: other.ids) && emails.isDisjoint(with: other.emails)
        && !phones.contains { mine in
          other.phones.contains {
            mine.extension == $0.extension && PhoneNumber.areSame(mine.digits, $0.digits)
          }
        }
    }
  }

  /// A case, and how it ended.
  package struct Visit: Sendable {
    package let summary: CaseSummary
    package let channel: String?
    package let problemClass: String?
    /// The option that the customer chose last.
    package let option: CaseOption?
    /// 1 to 5: what was said last.
    package let satisfaction: Int?
    package let isOpen: Bool
    /// The same complaint as another.
    package let isDuplicate: Bool
    package let reopenings: Int
    package let commitments: (kept: Int, broken: Int)
  }

  /// Newest first.
  package let visits: [Visit]
  /// What his cases call him; other cases with such a name alone are not his.
  package let names: [String]
  package let customerIDs, phones, emails: [String]
  package let preferences: [String]
  package let segments: [String]
  /// What was granted and can be used, was used, or has run out; what ends first stands first.
  package let benefits: [CaseTask]
  /// Calls to him that somebody owes, or that were made; the newest first.
  package let calls: [CaseTask]
  /// When he was last heard of, or was told anything: milliseconds since 1970. See `CaseFile.lastContact`.
  package let lastContact: Int64
  /// Cases that have no customer id.
  package let withoutID: [String]

  /// What it cost so far, by currency.
  package var cost: [Money] { counted.compactMap(\.option).flatMap(\.cost).byCurrency }

  /// A duplicate is told with the case that it duplicates, and counts with that.
  package var counted: [Visit] { visits.filter { !$0.isDuplicate } }
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

  /// What somebody typed: a phone number, an e-mail address or a customer id.
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
    return contacts
  }

  private func lines(_ text: String) -> Set<PhoneNumber.Line> {
    Set(PhoneNumber.lines(text).filter { PhoneNumber.identifies($0.digits) })
  }

  /// The cases with a phone number or e-mail address of some cases that have no customer id at all: they are left where
  /// whatever is asked goes by the id.
  package func unnumbered(like cases: [RecordState]) throws -> [String] {
    var contacts = CustomerPage.Contacts()
    for state in cases {
      let own = self.contacts(of: state)
      contacts.phones.formUnion(own.phones)
      contacts.emails.formUnion(own.emails)
    }
    let known = Set(cases.map(\.record))
    guard let page = try customerPage(contacts) else { return [] }
    let without = Set(page.withoutID)
    return page.visits.filter { !known.contains($0.summary.id) && without.contains($0.summary.number) }
      .map(\.summary.number).sorted()
  }

  /// The page of whoever these contacts are; nil where no case has one of them.
  /// - Parameter most: nil as well where more cases have one: so many are read whole.
  package func customerPage(_ contacts: CustomerPage.Contacts, most: Int = .max) throws -> CustomerPage? {
    var contacts = contacts
    // A case brings its other contacts in, wherever one began to look.
    while true {
      var (more, rids) = (contacts, Set<Int64>())
      let all = try rows(of: contacts)
      guard all.count <= most else { return nil }
      for rid in all {
        guard let row = try db.record(rid: rid), let state = try row.decoded() else { continue }
        let own = self.contacts(of: state)
        guard !own.isDisjoint(with: contacts) else { continue }
        rids.insert(rid)
        more.formUnion(own)
      }
      guard more != contacts else { return try page(rids) }
      contacts = more
    }
  }

  /// The customer ids of cases with one of these contacts that several people share.
  package func customersSharing(_ contacts: CustomerPage.Contacts) throws -> [String] {
    var ids: [String] = []
    for rid in try rows(of: contacts).sorted() {
      guard let row = try db.record(rid: rid), let state = try row.decoded() else { continue }
      let record = LoopRecord(state)
      guard record.flag(CaseField.contactShared), let id = record.text(CaseField.customerID),
        !ids.contains(where: { Spelling.Kind.customer.folded($0) == Spelling.Kind.customer.folded(id) })
      else { continue }
      ids.append(id)
    }
    return ids
  }

  /// - Parameter limit: of each contact so many at most, the newest; nil: all.
  func rows(of contacts: CustomerPage.Contacts, limit: Int? = nil) throws -> Set<Int64> {
    let limit = SQLValue.integer(Int64(limit ?? -1))
    var rids: Set<Int64> = []
    for (kind, folded) in contacts.ids.map({ (Spelling.Kind.customer, $0) })
      + contacts.emails.map({ (Spelling.Kind.email, $0) })
    {
      rids.formUnion(
        try db.map(
          "SELECT rid FROM spellings WHERE kind = ? AND folded = ? ORDER BY rid DESC LIMIT ?",
          values: [.text(kind.rawValue), .text(folded), limit]
        ) { $0.integer(0) })
    }
    for line in contacts.phones {
      let found = try db.map(
        "SELECT rid, digits FROM phones WHERE reversed = ? AND extension = ? ORDER BY rid DESC LIMIT ?",
        values: [.text(reversed(PhoneNumber.local(line.digits))), .text(line.extension), limit]
      ) { (rid: $0.integer(0), digits: $0.text(1) ?? "") }
      rids.formUnion(found.filter { PhoneNumber.areSame($0.digits, line.digits) }.map(\.rid))
    }
    return rids
  }

  /// A case as its customer's page and whoever looks for ones like it read it.
  func visit(_ summary: CaseSummary, _ file: CaseFile) throws -> CustomerPage.Visit {
    let facts = CaseFacts(file, zone: zone)
    let now = try now.milliseconds
    // By the clocks of the branch, as `due` and reports have it.
    let place = try rules(for: file, branch: summary.branch).calendar.zone ?? zone
    let outcomes = file.commitments.compactMap { OwedRecord($0) }.compactMap {
      OwedOutcome.of($0, stopped: file.closedEarly, zone: place, now: now)?.outcome
    }
    return CustomerPage.Visit(
      summary: summary, channel: file.root.text(CaseField.channel),
      problemClass: file.root.text(CaseField.problemClass), option: file.consent?.option,
      satisfaction: facts.satisfaction,
      isOpen: (file.status.map { !$0.isClosed } ?? true) && file.mergedAt == nil,
      isDuplicate: file.isDuplicate, reopenings: facts.reopenings,
      commitments: (
        outcomes.count { $0 == .kept }, outcomes.count { $0 == .late || $0 == .overdue }
      ))
  }

  private func page(_ rids: Set<Int64>) throws -> CustomerPage? {
    var visits: [CustomerPage.Visit] = []
    var (names, ids, phones, emails): ([String], [String], [String], [String]) = ([], [], [], [])
    var (preferences, segments): ([String], [String]) = ([], [])
    var withoutID: [String] = []
    var (benefits, calls): ([CaseTask], [CaseTask]) = ([], [])
    var lastContact: Int64 = 0
    func add(_ text: String?, to list: inout [String]) {
      if let text, !list.contains(where: { $0.folded == text.folded }) { list.append(text) }
    }
    for rid in rids.sorted(by: >) {
      guard let row = try db.record(rid: rid), let summary = try summary(rid: rid),
        let file = try caseFile(row),
        try db.value("SELECT visible FROM cases WHERE rid = ?", [rid]) ?? 0 == 1
      else { continue }
      let root = file.root
      add(root.text(CaseField.customerName), to: &names)
      add(root.text(CaseField.customerID), to: &ids)
      add(root.text(CaseField.phone), to: &phones)
      add(root.text(CaseField.email), to: &emails)
      add(root.text(CaseField.preferences), to: &preferences)
      for segment in root.state.elements(of: CaseField.segment.number) where segment.value == .flag(true) {
        add(segment.field.element, to: &segments)
      }
      if root.text(CaseField.customerID) == nil { withoutID.append(summary.number) }
      lastContact = max(lastContact, file.lastContact(in: zone) ?? 0)
      for (at, task) in file.tasks.enumerated() where task.isBenefit || task.purpose == "call" {
        let found = CaseTask(summary: summary, task: task, place: at + 1, deadline: nil)
        if task.isBenefit { benefits.append(found) } else { calls.append(found) }
      }
      visits.append(try visit(summary, file))
    }
    guard !visits.isEmpty else { return nil }
    return CustomerPage(
      visits: visits.sorted { ($0.summary.loggedAt, $0.summary.rid) > ($1.summary.loggedAt, $1.summary.rid) },
      names: names, customerIDs: ids, phones: phones, emails: emails, preferences: preferences,
      segments: segments,
      benefits: benefits.sorted {
        ($0.task.due?.end(in: zone) ?? .max, $0.task.record.id) < (
          $1.task.due?.end(in: zone) ?? .max, $1.task.record.id
        )
      },
      calls: calls.sorted { ($0.task.record.made?.at ?? 0) > ($1.task.record.made?.at ?? 0) },
      lastContact: lastContact, withoutID: withoutID.sorted())
  }

  /// The customers of some cases, each once, with those of their cases that were asked for; in the order of the cases.
  /// - Returns: with the cases that say nothing by which anybody could be reached.
  package func customers(of cases: [CaseSummary]) throws -> (
    pages: [(page: CustomerPage, cases: [CaseSummary])], unknown: [CaseSummary]
  ) {
    var pages: [(page: CustomerPage, cases: [CaseSummary])] = []
    var unknown: [CaseSummary] = []
    var places: [Int64: Int] = [:]
    for summary in cases {
      if let place = places[summary.rid] {
        pages[place].cases.append(summary)
        continue
      }
      guard let row = try db.record(rid: summary.rid), let state = try row.decoded(),
        let page = try customerPage(contacts(of: state))
      else {
        unknown.append(summary)
        continue
      }
      for visit in page.visits { places[visit.summary.rid] = pages.count }
      pages.append((page, [summary]))
    }
    return (pages, unknown)
  }

  /// The cases of whoever was typed: by an id, a phone number, an e-mail address or a whole name, however it is spelt.
  package func cases(ofCustomer typed: String) throws -> [Int64] {
    var contacts = try contacts(typed: typed)
    // What was asked for is looked for, also where it tells nobody from others.
    if let id = Spelling.Kind.customer.folded(typed) { contacts.ids.insert(id) }
    let name = typed.folded
    let named = try db.map(
      "SELECT rid, customer_name FROM cases WHERE visible = 1 AND customer_name IS NOT NULL", values: []
    ) { row in (rid: row.integer(0), name: row.text(1) ?? "") }
    return try rows(of: contacts).union(named.filter { $0.name.folded == name }.map(\.rid)).sorted()
  }

  /// Customers with a case whose customer's name has some text in it, each once; those with the newest case first. Cases
  /// without a contact are left out: a name alone tells nobody.
  /// - Parameter limit: at most so many; nil: all.
  package func customers(named text: String, limit: Int?) throws -> [CustomerPage] {
    let folded = text.folded
    let rids = try db.map(
      "SELECT rid, customer_name FROM cases WHERE visible = 1 AND customer_name IS NOT NULL ORDER BY rid DESC",
      values: []
    ) { row in (rid: row.integer(0), name: row.text(1) ?? "") }
    var pages: [CustomerPage] = []
    var seen: Set<Int64> = []
    for (rid, name) in rids where name.folded.contains(folded) && !seen.contains(rid) {
      if let limit, pages.count >= limit { break }
      guard let row = try db.record(rid: rid), let state = try row.decoded() else { continue }
      guard let page = try customerPage(contacts(of: state)) else { continue }
      seen.formUnion(page.visits.map(\.summary.rid))
      pages.append(page)
    }
    return pages
  }
}
