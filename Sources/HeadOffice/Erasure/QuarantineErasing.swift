import Complaints
import GRDB
import RecordStore
import Versioning

/// Erasure reaches what head office could not take: what stands in quarantine when it is done, and what comes into
/// it afterwards. A change that can be read loses its personal values, one that cannot all of its bytes.
extension Erasures {
  /// What one erasure looks for in the quarantine.
  struct Sought {
    let erasure: RecordID
    /// Records and cases that were erased.
    let records: Set<RecordID>
    let traces: CustomerTraces
    /// The erased texts that tell of whom they are: an unreadable change that holds one of them is about the customer.
    let words: Set<[UInt8]>

    func union(_ other: Sought) -> Sought {
      var traces = traces
      traces.formUnion(other.traces)
      return Sought(
        erasure: erasure, records: records.union(other.records), traces: traces,
        words: words.union(other.words))
    }
  }

  /// A change in quarantine, and what can be read of it.
  private struct Held {
    let change: QuarantinedChange
    let decoded: Change?

    init(_ change: QuarantinedChange) {
      self.change = change
      decoded = try? Change(decoding: change.encoded)
    }
  }

  /// Goes through the quarantine for all that is sought, a page at a time: however much stands there, a page is held.
  func stripQuarantine(_ sought: [Sought]) throws {
    guard !sought.isEmpty else { return }
    // A case that never came out of the quarantine is known by what it says itself, of whoever sent it.
    try eachHeld { held in
      guard let decoded = held.decoded, decoded.isOfSubjectItself,
        let named = sought.first(where: { decoded.names($0.traces) }), try db.record(decoded.record) == nil
      else { return }
      try db.noteErasedHeld(decoded.record, of: held.change.replica, by: named.erasure)
    }
    let marks = try sought.map { try db.erasedHeld(by: $0.erasure) }
    try eachHeld { held in
      let change = held.change
      let isAbout = zip(sought, marks).contains { sought, marks in
        let cases = marks[change.replica].map(sought.records.union) ?? sought.records
        guard let decoded = held.decoded else {
          return change.aggregate.map(cases.contains) ?? false
            || sought.words.contains { change.encoded.contains($0) }
        }
        return cases.contains(decoded.aggregate) || decoded.names(sought.traces)
          || decoded.isAbout(cases, sought.traces)
      }
      guard isAbout else { return }
      // Of a change that cannot be read nothing is left.
      let left =
        held.decoded.map { decoded in
          decoded.withoutPersonal(ofSubject: sought.contains { decoded.names($0.traces) })?.encoded()
        } ?? [0]
      if let left, left != change.encoded { try keep(left, of: change) }
    }
  }

  private func eachHeld(_ body: (Held) throws -> Void) throws {
    var last: (replica: Int64, number: UInt64)?
    repeat {
      let page = try db.quarantined(after: last)
      for change in page { try body(Held(change)) }
      last = page.last.map { ($0.replica, $0.number) }
    } while last != nil
  }

  /// Replaces what is kept of a quarantined change. Its hash stays: it is that of what was sent.
  private func keep(_ encoded: [UInt8], of change: QuarantinedChange) throws {
    try db.run(
      "UPDATE quarantine SET encoded = ?, stripped = 1 WHERE replica = ? AND number = ?",
      values: [.blob(encoded), .integer(change.replica), .number(change.number)])
  }

  /// Whether an erased text tells of whom it is wherever it stands, also among bytes that nobody can read: what the
  /// customer is known by, or more than a few words. A short name is that of many.
  static func tells(_ text: String, of field: FieldID, _ kind: RecordKind) -> Bool {
    if text.utf8.count >= 20 { return true }
    guard kind == .case,
      let known = CustomerTraces.fieldsOfCustomer.first(where: { $0.number == field.number })
    else { return false }
    // A few letters or digits stand in many a change: a branch's code, for one, or a part of somebody else's number.
    guard known == CaseField.customerName else {
      guard text.utf8.count >= 6 else { return false }
      if text.contains("@") { return true }
      let id = text.foldedCode
      if known == CaseField.customerID, NamedInText.isWeak(id) { return false }
      let isNumber = id.allSatisfy { $0.isNumber || "+-()./".contains($0) }
      if known != CaseField.customerID, isNumber {
        return PhoneNumber.lines(text).contains { PhoneNumber.identifies($0.digits) }
      }
      return text.utf8.count { (0x30...0x39).contains($0) } >= 2
    }
    return text.count >= (text.utf8.count == text.count ? 8 : 3)
  }
}

extension Push {
  /// What of a refused group may be kept: changes of cases that were erased, and cases of customers who were, come
  /// into the quarantine without what is personal in them.
  func quarantinable(_ group: [PushSequence.Item]) throws -> [[UInt8]] {
    for item in group {
      guard let change = try? Change(decoding: item.encoded), change.isOfSubjectItself,
        let id = change.subject,
        let erasure = try erasure(of: id, change),
        try db.record(change.record) == nil
      else { continue }
      try db.noteErasedHeld(change.record, of: origin, by: erasure)
    }
    return try group.map { item in
      guard let change = try? Change(decoding: item.encoded) else {
        let isOfErased = try item.envelope.map { try isErased($0.aggregate) } ?? false
        return isOfErased ? [0] : item.encoded
      }
      let customer = try change.subject.flatMap { try erasure(of: $0, change) }
      let cases = change.linkedCases
      let isAbout =
        try customer != nil || isErased(change.aggregate) || cases.contains { try isErased($0) }
      guard isAbout else { return item.encoded }
      return change.withoutPersonal(ofSubject: customer != nil)?.encoded() ?? item.encoded
    }
  }

  /// The erasure of whom a change says that its record is about.
  func erasure(of subject: String, _ change: Change) throws -> RecordID? {
    try db.erasure(
      ofCustomer: CustomerHash.all(subject, headOffice: headOffice), writtenAt: change.times.stamp,
      change.times.quality, by: origin)
  }

  /// Whether a case's personal data was erased, also where the case never came out of the quarantine: then for the
  /// store that sent it.
  func isErased(_ id: RecordID) throws -> Bool {
    if try batch.isErased(id) || db.erasure(of: id) != nil { return true }
    // A record that is here is what it is, whoever was refused one of the same id.
    return try batch.place(of: id) == nil && db.erasure(ofHeld: id, sentBy: origin) != nil
  }
}

/// Cases of erased customers that never came out of the quarantine. Only the store that sent one has it: what it says
/// of an id says nothing of a record that somebody else makes under it.
extension Database {
  func noteErasedHeld(_ record: RecordID, of replica: Int64, by erasure: RecordID) throws {
    try run(
      "INSERT OR REPLACE INTO erased_held (record, replica, erasure) VALUES (?, ?, ?)",
      values: [.id(record), .integer(replica), .id(erasure)])
  }

  /// The erasure that took the personal data of a case which one store sent, under whichever of its ids.
  func erasure(ofHeld record: RecordID, sentBy replica: Int64) throws -> RecordID? {
    let marks = try map("SELECT replica, erasure FROM erased_held WHERE record = ?", values: [.id(record)]) {
      (replica: $0.integer(0), erasure: $0.identifier(1))
    }
    guard !marks.isEmpty else { return nil }
    let kin = Set(try family(of: replica).map(\.rid))
    return marks.first { kin.contains($0.replica) }?.erasure
  }

  /// The cases that an erasure found in quarantine, by all replicas of the store that sent each.
  fileprivate func erasedHeld(by erasure: RecordID) throws -> [Int64: Set<RecordID>] {
    var cases: [Int64: Set<RecordID>] = [:]
    let marks = try map("SELECT record, replica FROM erased_held WHERE erasure = ?", values: [.id(erasure)]) {
      (record: $0.identifier(0), replica: $0.integer(1))
    }
    for (replica, marks) in Dictionary(grouping: marks, by: \.replica) {
      for kin in try family(of: replica) { cases[kin.rid, default: []].formUnion(marks.compactMap(\.record)) }
    }
    return cases
  }

  /// They came out of it: what is erased is the record from now on.
  func endErasedHeld(_ record: RecordID) throws {
    try run("DELETE FROM erased_held WHERE record = ?", values: [.id(record)])
  }
}

extension Change {
  /// Without its values of personal fields; nil where it has none.
  /// - Parameter ofSubject: whoever was erased is whom its record is about.
  func withoutPersonal(ofSubject: Bool) -> Change? {
    erasing(
      Set(PersonalFields.numbers(of: kind, present: writes.map(\.field.number), ofSubject: ofSubject)))
  }

  /// It is of a case, or of what was said of an employee, itself: no record may say that it is a case under another one.
  var isOfSubjectItself: Bool { kind.subjectField != nil && record == aggregate }

  fileprivate func names(_ traces: CustomerTraces) -> Bool {
    subject.map { traces.isHashed($0, by: times.stamp, times.quality) } ?? false
  }

  /// Whether a signal became one of the cases, or what was said of an employee belongs to one, or names the customer.
  fileprivate func isAbout(_ erased: Set<RecordID>, _ traces: CustomerTraces) -> Bool {
    if linkedCases.contains(where: erased.contains) { return true }
    return kind.textsThatName.contains { field in
      guard case .text(let text)? = write(to: FieldID(field.number))?.value else { return false }
      return traces.areNamed(in: text)
    }
  }
}
