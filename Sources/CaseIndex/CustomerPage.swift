package import Complaints
import GRDB
import RecordStore
import Versioning

/// One customer over all cases and channels that are here (domain.md, section 11: told by customer id, phone or e-mail,
/// never by name alone).
package struct CustomerPage: Sendable {
  /// By what cases are found: as it is compared.
  package struct Contacts: Sendable, Equatable {
    package var ids: Set<String> = []
    /// A switchboard is as many people as it has extensions.
    package var phones: Set<PhoneNumber.Line> = []
    package var emails: Set<String> = []
    /// Names in a chat, as somebody typed one: a case brings no others in by them (`accounts(of:)`).
    package var accounts: Set<String> = []

    package init() {}
    package var isEmpty: Bool {
      ids.isEmpty && phones.isEmpty && emails.isEmpty && accounts.isEmpty
    }

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
    /// What the customer answered last about coming back and buying again; nil: nobody asked.
    package let cameBack, boughtAgain: Bool?
    /// 0 to 10: how likely to recommend.
    package let recommends: Int?
    /// How often somebody was named whom the customer brought.
    package let referrals: Int
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
  /// Those of the cases that were deleted, where they were asked for.
  package let deleted: [String]

  /// What it cost so far, by currency.
  package var cost: [Money] { counted.compactMap(\.option).flatMap(\.cost).byCurrency }

  /// A duplicate is told with the case that it duplicates, and counts with that.
  package var counted: [Visit] { visits.filter { !$0.isDuplicate } }
}

extension CaseReading {
  /// The page of whoever these contacts are; nil where no case has one of them.
  /// - Parameters:
  ///   - most: nil as well where more cases have one: so many are read whole.
  ///   - withDeleted: deleted cases too: an erasure reaches them, and a restoration must bring nothing back.
  package func customerPage(
    _ contacts: CustomerPage.Contacts, most: Int = .max, withDeleted: Bool = false
  ) throws -> CustomerPage? {
    var contacts = contacts
    // A case brings its other contacts in, wherever one began to look.
    while true {
      var (more, rids) = (contacts, Set<Int64>())
      let all = try rows(of: contacts)
      guard all.count <= most else { return nil }
      for rid in all {
        guard let row = try db.record(rid: rid), let state = try row.decoded() else { continue }
        let own = self.contacts(of: state)
        guard !own.isDisjoint(with: contacts) || !accounts(of: state).isDisjoint(with: contacts.accounts)
        else { continue }
        rids.insert(rid)
        more.formUnion(own)
      }
      guard more != contacts else { return try page(rids, withDeleted: withDeleted) }
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
    for account in contacts.accounts {
      rids.formUnion(try rows(ofAccount: account, limit: limit))
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
      ),
      cameBack: facts.cameBack, boughtAgain: facts.boughtAgain, recommends: facts.recommends,
      referrals: facts.referrals)
  }

  /// - Parameter withDeleted: see `customerPage`.
  func page(_ rids: Set<Int64>, withDeleted: Bool) throws -> CustomerPage? {
    var visits: [CustomerPage.Visit] = []
    var (names, ids, phones, emails): ([String], [String], [String], [String]) = ([], [], [], [])
    var (preferences, segments): ([String], [String]) = ([], [])
    var (withoutID, deleted): ([String], [String]) = ([], [])
    var (benefits, calls): ([CaseTask], [CaseTask]) = ([], [])
    var lastContact: Int64 = 0
    func add(_ text: String?, to list: inout [String]) {
      if let text, !list.contains(where: { $0.folded == text.folded }) { list.append(text) }
    }
    for rid in rids.sorted(by: >) {
      guard let row = try db.record(rid: rid), let summary = try summary(rid: rid),
        let file = try caseFile(row)
      else { continue }
      if try db.value("SELECT visible FROM cases WHERE rid = ?", [rid]) ?? 0 == 0 {
        guard withDeleted else { continue }
        deleted.append(summary.number)
      }
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
      lastContact: lastContact, withoutID: withoutID.sorted(), deleted: deleted.sorted())
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
}
