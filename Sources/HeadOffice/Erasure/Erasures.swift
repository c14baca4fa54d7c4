import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import SyncProtocol
import Versioning

/// What is to be erased.
enum Erasing: Sendable {
  /// Every case whose customer id has this hash and was written until then (milliseconds since 1970): begun here,
  /// carried out by `goOn`. Who has the id later is somebody else.
  case customer([UInt8], erasure: RecordID, until: Int64)
  /// One case: it names a customer who was erased before.
  case record(RecordID, erasure: RecordID)
  /// One record: it is of a case that was erased by what head office has lost. Its state says so, and not by which.
  case marked(RecordID)

  var isOfRecord: Bool { if case .customer = self { false } else { true } }
}

/// Takes personal data out of everything that `HeadOfficeTables.texts` registers. Outranks every write: what is
/// erased once stays so, whatever comes later. The cases themselves stay.
///
/// PIPL art. 47; GDPR art. 17.
struct Erasures {
  let db: Database
  private let now: Int64
  private var batch: RecordBatch
  /// What the quarantine is to be gone through for, of each erasure.
  private var sought: [RecordID: Sought] = [:]

  init(db: Database, now: Int64) throws {
    self.db = db
    self.now = now
    batch = try RecordBatch(db)
  }

  mutating func perform(_ erasing: Erasing) throws {
    switch erasing {
    case .customer(let customer, let erasure, let until):
      try db.run(
        "INSERT OR IGNORE INTO erasures (id, at, customer, until) VALUES (?, ?, ?, ?)",
        values: [.id(erasure), .integer(now), .blob(customer), .integer(until)])
      try db.run(
        "INSERT OR IGNORE INTO erasing (erasure, record) SELECT ?, record FROM customers WHERE hash = ?",
        values: [.id(erasure), .blob(customer)])
      try db.audit("customer erased", "\(erasure)", at: now)
      guard let headOffice = try db.headOfficeID() else { return }
      // What names the customer and belongs to no case of theirs.
      seek(
        Sought(
          erasure: erasure, records: [],
          traces: CustomerTraces(hash: customer, headOffice: headOffice, until: until), words: []))
    case .record(let record, let erasure):
      // Alone: whoever sends it writes what he likes into it, and that is no trace of anybody in what others wrote.
      try erase(record, erasure, nil)
      try db.run("DELETE FROM customers WHERE record = ?", values: [.id(record)])
      try db.endErasedHeld(record)
      // The signals that became it are looked for by `goOn`.
      try db.run(
        "INSERT OR IGNORE INTO erasing (erasure, record) VALUES (?, ?)", values: [.id(erasure), .id(record)])
      try db.askAgain(erasure)
    case .marked(let record):
      var words: Set<[UInt8]> = []
      for id in try members(of: record) { _ = try strip(id, nil, &words) }
    }
  }

  /// Goes on with erasures that were begun, by at least one case or one signal, until the time is up. What is left of
  /// them stands in `erasing`: a crash forgets nothing, and no device is asked before the whole is done.
  /// - Returns: how many of both it looked at.
  @discardableResult
  mutating func goOn(until budget: WorkBudget) throws -> Int {
    var count = 0
    guard let headOffice = try db.headOfficeID() else { return count }
    repeat {
      guard let due = try db.nextToErase() else { return count }
      count += due.records.count
      var traces = CustomerTraces(hash: due.customer, headOffice: headOffice, until: due.until)
      var cases: [RecordID] = []
      var done: [RecordID] = []
      for record in due.records {
        let state = try batch.find(record)?.state
        if let state, let field = state.kind.subjectField, state.erased.contains(field.number) {
          done.append(record)
        } else if let state, names(traces, state) {
          cases.append(record)
        } else {
          try db.endErasing(record, due.erasure)
        }
      }
      for record in cases { if let state = try batch.find(record)?.state { traces.add(state) } }
      // They come before the cases: it is these that say whom to look for.
      let group = cases + done
      let swept = try eraseSignals(of: group, due, traces, until: budget)
      count += swept.count
      guard swept.isWhole else {
        for record in group { try db.noteLooked(record, due.erasure, through: swept.through) }
        return count
      }
      for record in done { try db.endErasing(record, due.erasure) }
      for (at, record) in cases.enumerated() {
        guard at == 0 || !budget.isSpent else {
          for left in cases[at...] { try db.noteLooked(left, due.erasure, through: swept.through) }
          return count
        }
        try db.endErasing(record, due.erasure)
        try db.run("DELETE FROM customers WHERE record = ?", values: [.id(record)])
        try erase(record, due.erasure, traces)
      }
    } while !budget.isSpent
    return count
  }

  /// Whether a case is the customer's, or what was said of an employee his. The index knows every id that the case ever
  /// had; a corrected one is somebody else's.
  private func names(_ traces: CustomerTraces, _ state: RecordState) -> Bool {
    state.subjects.contains { traces.isHashed($0.id, by: $0.head.version.time, $0.head.version.quality) }
  }

  /// Goes on through the signals of all branches, and what is said of employees: those that became one of the cases, or
  /// belong to one, or whose texts name the customer, are of him.
  /// - Returns: up to which it came, whether that is the last, and how many it looked at.
  private mutating func eraseSignals(
    of cases: [RecordID], _ due: DueErasing, _ traces: CustomerTraces, until budget: WorkBudget
  ) throws -> (through: Int64, isWhole: Bool, count: Int) {
    guard !cases.isEmpty else { return (due.looked, true, 0) }
    let ids = Set(cases)
    var words: Set<[UInt8]> = []
    var found: [RecordID] = []
    var (through, count, isWhole) = (due.looked, 0, true)
    for rid in try db.signals(after: due.looked) {
      guard count == 0 || !budget.isSpent else {
        isWhole = false
        break
      }
      (through, count) = (rid, count + 1)
      guard let row = try db.record(rid: rid), let state = try row.decoded() else { continue }
      guard try traces.reach(state, of: ids, saying: texts(of: row.id, state)) else { continue }
      for id in try members(of: row.id) {
        found.append(id)
        if let fields = try strip(id, due.erasure, &words) { try db.noteErased(id, fields, by: due.erasure) }
      }
    }
    if !found.isEmpty {
      seek(Sought(erasure: due.erasure, records: Set(found), traces: traces, words: words))
    }
    return (through, isWhole, count)
  }

  /// What was noticed, in every version of it: who was named once and is not any more stands in the log still.
  private func texts(of signal: RecordID, _ state: RecordState) throws -> [Value] {
    let fields = state.kind.textsThatName.map { FieldID($0.number) }
    var values = fields.flatMap { state[$0]?.heads.map(\.value) ?? [] }
    if state.applied.dots.count > 1 {
      try db.eachEncodedChange(of: signal) { encoded in
        let change = try? Change(decoding: encoded)
        values += fields.compactMap { change?.write(to: $0)?.value }
        return true
      }
    }
    return values
  }

  /// Adds to what the quarantine is gone through for.
  mutating func seek(_ more: Sought) {
    sought[more.erasure] = sought[more.erasure].map { $0.union(more) } ?? more
  }

  mutating func write(random: () -> UInt64) throws -> Set<String> {
    try stripQuarantine(sought.values.sorted { $0.erasure < $1.erasure })
    sought = [:]
    try db.setMeta(.scrubPending, 1)
    try db.setMeta(.copiesPending, (try db.meta(.copiesPending) ?? 0) + 1)
    try db.setMeta(.ledgerPending, (try db.meta(.ledgerPending) ?? 0) + 1)
    return try batch.write(random: random)
  }

  /// Takes a case and all that belongs to it.
  /// - Parameter known: what is known of the customer, by whom others' texts are looked through; nil: they are not.
  private mutating func erase(_ aggregate: RecordID, _ erasure: RecordID, _ known: CustomerTraces?) throws {
    let members = try members(of: aggregate)
    var words: Set<[UInt8]> = []
    for id in members {
      if let fields = try strip(id, erasure, &words) { try db.noteErased(id, fields, by: erasure) }
    }
    seek(
      Sought(
        erasure: erasure, records: Set(members), traces: known ?? CustomerTraces(),
        words: known == nil ? [] : words))
  }

  /// A record with what hangs on it: what was decided of a conflict repeats what it said.
  private func members(of record: RecordID) throws -> [RecordID] {
    [record] + (try db.children(of: record).map(\.id))
  }

  /// - Parameter words: what it said is added to these.
  /// - Returns: what is erased of it now; nil where it is not here.
  private mutating func strip(
    _ id: RecordID, _ erasure: RecordID?, _ words: inout Set<[UInt8]>
  ) throws -> [UInt32]? {
    guard var touched = try batch.find(id), var state = touched.state else { return nil }
    let fields = PersonalFields.numbers(in: state, ofSubject: try isOfSubject(state, erasure))
    for field in state.fields where fields.contains(field.field.number) {
      for head in field.heads {
        if case .text(let text) = head.value, Self.tells(text, of: field.field, state.kind) {
          words.insert(Array(text.utf8))
        }
      }
    }
    for table in HeadOfficeTables.texts.tables.values {
      for way in Set(table.values) {
        switch way {
        case .state:
          state.erase(fields)
          touched.state = state
          batch.put(touched)
        case .change:
          try db.stripChanges(of: id, Set(fields).union(state.erased))
        // Once for everything that is erased together: `write`.
        case .heldChange: continue
        // A branch's alone, and written there with its states.
        case .shown, .derived, .index: continue
        case .none: continue
        }
      }
    }
    return state.erased
  }

  /// Whether an erasure is of the employee whom a record is about, and not of a customer whom it names.
  private func isOfSubject(_ state: RecordState, _ erasure: RecordID?) throws -> Bool {
    guard !state.kind.namesOfSubject.isEmpty, let erasure, let headOffice = try db.headOfficeID() else {
      return false
    }
    return try state.subjects.contains {
      try CustomerHash.all($0.id, headOffice: headOffice).contains { try db.hasErasure(erasure, of: $0) }
    }
  }
}
