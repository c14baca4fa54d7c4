import Complaints
import Versioning

/// The cases that erasures take, by the order in which head office took what was done.
struct DueErasures: Sendable {
  /// They named a customer when he was erased, or have done so since: nothing personal is left of them, whatever they
  /// say later.
  var owed: Set<RecordID> = []
  /// The same, but for those of which an erasure could not be gone on with: somebody else may be named by then.
  var allowed: Set<RecordID> = []
  /// Head office was restored: it may erase what it holds again of what was corrected since.
  var isUncertain = false
  /// Those that named a customer when his erasure was asked for. They are owed if they do so when head office comes to
  /// it, at the end of what it took together.
  var asked: [RecordID: Set<String>] = [:]
  /// The moment up to which each customer is erased: the stamp of the last wish.
  var until: [String: Int64] = [:]
  /// Deeds that a clock stamped which nobody trusts: an erasure may take them for earlier ones.
  var untrusted: Set<DeedID> = []
}

/// Whether an erasure takes what a deed says of a customer.
enum Reach {
  case takes, mayTake, leaves
}

/// Law 10's oracle: what must be empty, and what may be.
extension Oracle {
  /// Whether an erasure takes what a field of a kind holds; a field that this version does not know may name somebody.
  func isPersonal(_ field: FieldID, of kind: RecordKind) -> Bool {
    Schema.field(kind, number: field.number)?.personal ?? true
  }

  /// The deed of a change that is without a personal value which it wrote; nil: it is whole.
  func emptied(by change: Change) -> DeedID? {
    guard let id = deed(salt: change.salt) else { return nil }
    let isEmptied = deeds[id].writes.contains { field, write in
      isPersonal(field, of: change.kind) && write.value != .none
        && change.write(to: field)?.value == Value.none
    }
    return isEmptied ? id : nil
  }

  // MARK: What erasures take

  /// Head office was asked to erase a customer: that takes the cases that name him now, and did by then.
  mutating func erase(customer: String, until: Int64) {
    erasedCustomers.insert(customer)
    due.until[customer] = max(due.until[customer] ?? .min, until)
    for (record, among) in standing where names(customer, record, among) != .leaves {
      // After a restoration a correction may have come with a state, which stands in no log.
      if !due.isUncertain, names(customer, record, among) == .takes {
        due.asked[record, default: []].insert(customer)
      }
      due.allowed.insert(record)
    }
    if due.isUncertain { due.allowed.formUnion(naming(erasedCustomers)) }
  }

  /// Head office has come to what it was asked to erase.
  mutating func carryOutErasures() {
    for (record, customers) in due.asked {
      if customers.contains(where: { names($0, record, standing[record] ?? []) == .takes }) {
        due.owed.insert(record)
      }
    }
    due.asked = [:]
  }

  /// Head office has taken a change that names a customer who was erased: that takes its case.
  /// - Parameters:
  ///   - isWhole: it came with his id.
  ///   - isErased: that is done by now.
  mutating func owe(_ id: DeedID, isWhole: Bool, isErased: () throws -> Bool) rethrows {
    guard let customer = customer(of: id), erasedCustomers.contains(customer) else { return }
    let record = deeds[id].aggregate
    let reach = reach(of: customer, id)
    // Somebody else has the id by now.
    guard reach != .leaves else { return }
    due.allowed.insert(record)
    if try isErased() {
      due.owed.insert(record)
    } else if isWhole, reach == .takes {
      due.asked[record, default: []].insert(customer)
    }
  }

  /// Head office was restored: it holds again what was corrected since, and erases by that.
  mutating func loseCertainty() {
    due.isUncertain = true
    due.allowed.formUnion(naming(erasedCustomers))
  }

  private func customer(of id: DeedID) -> String? {
    guard deeds[id].kind == .case,
      case .text(let customer)? = deeds[id].writes[FieldID(CaseField.customerID.number)]?.value
    else { return nil }
    return customer
  }

  private func names(_ customer: String, _ record: RecordID, _ among: Set<DeedID>) -> Reach {
    let found = heads(of: FieldID(CaseField.customerID.number), among: among).filter {
      !emptied.contains($0) && self.customer(of: $0) == customer
    }.map { reach(of: customer, $0) }
    return found.contains(.takes) ? .takes : found.contains(.mayTake) ? .mayTake : .leaves
  }

  /// By the stamps with which head office has the deed: who is given the id after the erasure is somebody else.
  func reach(of customer: String, _ id: DeedID) -> Reach {
    guard let until = due.until[customer] else { return .leaves }
    guard let stamps = acceptedStamps[id], !stamps.isEmpty else { return .mayTake }
    if stamps.allSatisfy({ $0.milliseconds <= until }) { return .takes }
    let isLater = stamps.allSatisfy { $0.milliseconds > until }
    return isLater && !due.untrusted.contains(id) ? .leaves : .mayTake
  }

  /// Whether an erasure takes a case. Of one that head office never had, by whatever it says.
  func isDue(_ aggregate: RecordID) -> Bool {
    due.allowed.contains(aggregate)
      || standing[aggregate] == nil && naming(erasedCustomers).contains(aggregate)
  }

  /// Whether an erasure takes a record: with its case; or with a signal that became such a case, a manuscript that was made
  /// of it, what was said to have helped in it.
  func isDue(_ record: RecordID, in aggregate: RecordID, kind: RecordKind) -> Bool {
    if kind != .signal, isDue(aggregate) { return true }
    return deeds.contains { deed in
      (deed.record == aggregate || deed.record == record)
        && deed.writes.contains { field, write in
          Oracle.linkedCase(deed.kind, field, write.value).map { isDue($0) } ?? false
        }
    }
  }

  /// The case that a field of a record which hangs on none names.
  static func linkedCase(_ kind: RecordKind, _ field: FieldID, _ value: Value) -> RecordID? {
    switch (kind, value) {
    case (.signal, .flag(true)) where field.number == SignalField.cases.number,
      (.manuscript, .flag(true)) where field.number == ManuscriptField.cases.number:
      return field.element.flatMap { RecordID(text: $0) }
    case (.helpful, .text(let id)) where field.number == HelpfulField.complaint.number,
      (.link, .text(let id)) where field.number == LinkField.other.number:
      return RecordID(text: id)
    default: return nil
    }
  }

  /// Nobody's words go but those about an erased customer: of his case, of a signal that became one, or where the
  /// change itself names him and head office did not take it.
  func mayBeEmpty(_ id: DeedID, at place: String) throws {
    let deed = deeds[id]
    let isOfHim = customer(of: id).map(erasedCustomers.contains) ?? false
    guard isOfHim || isDue(deed.record, in: deed.aggregate, kind: deed.kind) else {
      throw Violation(.nothingIsLost, "\(place) has emptied \(describe(id)), whose customer nobody erased")
    }
  }

  /// No field of a record is erased but a personal one, and only where an erasure takes the record.
  func mayBeErased(_ fields: Set<UInt32>, of stored: StoredRecord, at place: String) throws {
    guard !fields.isEmpty else { return }
    guard isDue(stored.record, in: stored.aggregate, kind: stored.kind) else {
      throw Violation(
        .nothingIsLost, "\(place) has erased fields of \(stored.record), whose customer nobody erased")
    }
    if let field = fields.sorted().first(where: { !isPersonal(FieldID($0), of: stored.kind) }) {
      throw Violation(
        .nothingIsLost, "\(place) has erased field \(field) of \(stored.record), which names nobody")
    }
  }

  /// The cases that ever named one of some customers.
  func naming(_ customers: Set<String>) -> Set<RecordID> {
    guard !customers.isEmpty else { return [] }
    return Set(
      deeds.indices.filter { customer(of: $0).map(customers.contains) ?? false }.map { deeds[$0].aggregate })
  }

  /// The words that stand nowhere else, of what was written about some cases or in some records: those that an
  /// erasure takes. What was published of the text that somebody confirmed stays.
  /// - Parameter count: of so many first deeds.
  func words(about records: Set<RecordID>, ofFirst count: Int) -> Set<String> {
    var words: Set<String> = []
    for deed in deeds.prefix(count) where records.contains(deed.aggregate) || records.contains(deed.record) {
      for (field, write) in deed.writes where isPersonal(field, of: deed.kind) {
        if let word = Texts.ownWord(of: write.value) { words.insert(word) }
      }
    }
    guard !words.isEmpty else { return [] }
    for deed in deeds where deed.kind == .article || deed.kind == .study {
      for write in deed.writes.values { if let word = Texts.ownWord(of: write.value) { words.remove(word) } }
    }
    return words
  }
}
