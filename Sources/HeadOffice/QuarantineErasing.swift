import Complaints
import GRDB
import RecordStore
import Versioning

/// Erasure reaches what head office could not take: what stands in quarantine when it is done, and what comes into
/// it afterwards. A change that can be read loses its personal values, one that cannot all of its bytes.
extension Erasures {
  /// - Parameters:
  ///   - erased: records and cases that were erased.
  ///   - words: the erased texts: an unreadable change that holds one of them is about the customer.
  func stripQuarantine(
    _ erased: Set<RecordID>, _ traces: CustomerTraces, _ words: Set<[UInt8]>, _ erasure: RecordID
  ) throws {
    let held = try db.quarantined()
    guard !held.isEmpty else { return }
    var erased = erased
    // A case that never came out of the quarantine is known by what it says itself.
    for change in held {
      guard let decoded = try? Change(decoding: change.encoded), decoded.names(traces),
        try db.record(decoded.record) == nil
      else { continue }
      erased.insert(decoded.aggregate)
      try db.noteErased(
        decoded.aggregate, PersonalFields.numbers(of: decoded.kind, present: []), by: erasure)
    }
    for change in held {
      guard let decoded = try? Change(decoding: change.encoded) else {
        let isAbout =
          change.aggregate.map(erased.contains) ?? false
          || words.contains(where: { change.encoded.contains($0) })
        if isAbout, change.encoded != [0] { try db.keep([0], of: change) }
        continue
      }
      let isAbout =
        erased.contains(decoded.aggregate) || decoded.names(traces) || decoded.isSignal(of: erased, traces)
      if isAbout, let stripped = decoded.withoutPersonal { try db.keep(stripped.encoded(), of: change) }
    }
  }
}

extension Push {
  /// What of a refused group may be kept: changes of cases that were erased, and cases of customers who were, come
  /// into the quarantine without what is personal in them.
  func quarantinable(_ group: [PushSequence.Item]) throws -> [[UInt8]] {
    for item in group {
      guard let change = try? Change(decoding: item.encoded), change.kind == .case,
        let id = change.customerID,
        let erasure = try db.erasure(ofCustomer: CustomerHash.of(id, headOffice: headOffice)),
        try db.record(change.record) == nil
      else { continue }
      try db.noteErased(change.record, PersonalFields.numbers(of: .case, present: []), by: erasure)
    }
    return try group.map { item in
      guard let change = try? Change(decoding: item.encoded) else {
        let isOfErased = try item.envelope.map { try isErased($0.aggregate) } ?? false
        return isOfErased ? [0] : item.encoded
      }
      let customer = try change.customerID.flatMap {
        try db.erasure(ofCustomer: CustomerHash.of($0, headOffice: headOffice))
      }
      let cases = change.casesOfSignal
      let isAbout =
        try customer != nil || isErased(change.aggregate) || cases.contains { try isErased($0) }
      return isAbout ? change.withoutPersonal?.encoded() ?? item.encoded : item.encoded
    }
  }

  /// Whether a case's personal data was erased, also where the case never came out of the quarantine.
  func isErased(_ id: RecordID) throws -> Bool {
    try batch.isErased(id) || db.erasure(of: id) != nil
  }
}

extension Database {
  /// Replaces what is kept of a quarantined change. Its hash stays: it is that of what was sent.
  fileprivate func keep(_ encoded: [UInt8], of change: QuarantinedChange) throws {
    try run(
      "UPDATE quarantine SET encoded = ?, stripped = 1 WHERE replica = ? AND number = ?",
      values: [.blob(encoded), .integer(change.replica), .number(change.number)])
  }
}

extension Change {
  /// Without its values of personal fields; nil where it has none.
  var withoutPersonal: Change? {
    erasing(Set(PersonalFields.numbers(of: kind, present: writes.map(\.field.number))))
  }

  /// The customer id that it gives a case.
  var customerID: String? {
    guard kind == .case, case .text(let id)? = write(to: FieldID(CaseField.customerID.number))?.value else {
      return nil
    }
    return id
  }

  /// The cases that it says a signal became.
  var casesOfSignal: [RecordID] {
    guard kind == .signal else { return [] }
    return writes.filter { $0.field.number == SignalField.cases.number && $0.value == .flag(true) }
      .compactMap { $0.field.element.flatMap { RecordID(text: $0) } }
  }

  fileprivate func names(_ traces: CustomerTraces) -> Bool { customerID.map(traces.isHashed) ?? false }

  fileprivate func isSignal(of erased: Set<RecordID>, _ traces: CustomerTraces) -> Bool {
    guard kind == .signal else { return false }
    if casesOfSignal.contains(where: erased.contains) { return true }
    guard case .text(let text)? = write(to: FieldID(SignalField.text.number))?.value else { return false }
    return traces.areNamed(in: text)
  }
}
