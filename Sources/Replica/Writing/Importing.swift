package import Complaints
package import RecordStore
package import Versioning

/// Which record a row of an imported file is.
package enum ImportedRecord {
  /// The id of the case that a row makes: the same on every device of a branch, so that two of them that
  /// import the same file make one case.
  ///
  /// The first 16 bytes of SHA-256 over the words `casebook import`, the branch, the source and the row's
  /// key, each after its length in bytes (4 bytes, big-endian), in the layout of a UUID of version 8
  /// (RFC 9562, section 5.8).
  package static func id(branch: BranchCode, source: String, key: String) -> RecordID {
    var content: [UInt8] = []
    for part in ["casebook import", branch.rawValue, source, key] {
      let bytes = Array(part.utf8)
      withUnsafeBytes(of: UInt32(truncatingIfNeeded: bytes.count).bigEndian) {
        content.append(contentsOf: $0)
      }
      content += bytes
    }
    let hash = ContentHash(content: content).bytes
    let (high, low) = (word(hash[0..<8]), word(hash[8..<16]))
    return RecordID(
      high: high & 0xFFFF_FFFF_FFFF_0FFF | 0x8000, low: low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000)
  }

  /// The id of the note that the rule with this number (from 0) makes of a row. U+001E stands in no key: cells
  /// are joined by U+001F, and their ends are trimmed.
  package static func noteID(branch: BranchCode, source: String, key: String, rule: Int) -> RecordID {
    id(branch: branch, source: source, key: "\(key)\u{1E}note \(rule)")
  }

  /// The id of the same note with another text than it had first.
  package static func laterNoteID(
    branch: BranchCode, source: String, key: String, rule: Int, text: String
  ) -> RecordID {
    id(branch: branch, source: source, key: "\(key)\u{1E}note \(rule)\u{1E}\(text)")
  }

  private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
}

extension ReplicaReader {
  /// Whether a record is here, deleted ones included.
  package func holds(_ record: RecordID) throws -> Bool {
    try db.first("SELECT 1 FROM records WHERE id = ?", values: [.id(record)]) { _ in true } ?? false
  }

  /// Whether any record is or was here whose id was made of a row of a file: those have the version 8 of a UUID.
  package func holdsImports() throws -> Bool {
    try db.first(
      """
      SELECT 1 FROM (SELECT id FROM records UNION ALL SELECT record FROM stubs)
      WHERE substr(id, 7, 1) BETWEEN x'80' AND x'8F' LIMIT 1
      """
    ) { _ in true } ?? false
  }

  /// Whether a case was here and was transferred away.
  package func hasLeft(_ record: RecordID) throws -> Bool {
    try db.first("SELECT 1 FROM stubs WHERE record = ?", values: [.id(record)]) { _ in true } ?? false
  }

  /// - Throws: `WriteRefusal.notAllowed` where the device may not write cases.
  package func requireEditing() throws {
    guard identity.acting.mayEdit else {
      throw WriteRefusal.notAllowed(role: identity.acting, needs: Role.allCases.filter(\.mayEdit))
    }
  }
}

/// A note that a row of a file makes.
package struct ImportedNote: Sendable {
  package let id: RecordID
  /// Of the same note where the first is taken by another text.
  package let laterID: RecordID
  package let text: Value

  package init(id: RecordID, laterID: RecordID, text: Value) {
    self.id = id
    self.laterID = laterID
    self.text = text
  }
}

/// What a row of a file says otherwise than the case that was made of it.
package struct ImportDifference: Sendable {
  package struct Field: Sendable {
    package let edit: FieldEdit
    package let definition: FieldDefinition
    /// What the case holds.
    package let here: Value
    /// Somebody has to decide first between two values.
    package let isConflicted: Bool
  }

  package let row: RecordRow
  package let number: String
  package let fields: [Field]
  /// Notes that the case has not.
  package let notes: [FieldNote]

  package typealias FieldNote = (id: RecordID, text: Value)
}

extension ReplicaReader {
  /// What a row says otherwise than its case; nil where it says nothing new. A value that the file said before and
  /// that people here have changed since is nothing new: the file has not changed.
  ///
  /// A status is never different: it changes by steps, and a file cannot take them.
  package func difference(
    _ record: RecordID, _ edits: [FieldEdit], notes: [ImportedNote]
  ) throws -> ImportDifference? {
    guard let row = try db.record(record), try deletion(of: row).isVisible, let state = try row.decoded()
    else {
      return nil
    }
    var fields: [ImportDifference.Field] = []
    var said: [FieldID: Value]?
    for edit in edits where edit.value != .none {
      guard let definition = Schema.field(.case, number: edit.field.number), definition != CaseField.status,
        definition.type != .system
      else { continue }
      let field = state[edit.field]
      let here = field?.value ?? .none
      guard !ReplicaReader.isSame(here, edit.value, definition) else { continue }
      if said == nil { said = try saidByFile(record) }
      if let before = said?[edit.field], ReplicaReader.isSame(before, edit.value, definition) { continue }
      fields.append(
        ImportDifference.Field(
          edit: edit, definition: definition, here: here, isConflicted: field?.isConflicted ?? false))
    }
    let missing = try notes.compactMap { note -> ImportDifference.FieldNote? in
      guard let held = try db.record(note.id) else { return (note.id, note.text) }
      guard let text = try held.decoded()?.value(FieldID(NoteField.text.number)), text != .none else {
        return nil
      }
      return try text.means(note.text) || holds(note.laterID) ? nil : (note.laterID, note.text)
    }
    guard !fields.isEmpty || !missing.isEmpty else { return nil }
    return ImportDifference(row: row, number: try number(of: row), fields: fields, notes: missing)
  }

  /// Two moments are the same whatever the offset they are written with, and two numbers that programs gave whichever way
  /// they are spelt.
  private static func isSame(_ a: Value, _ b: Value, _ definition: FieldDefinition) -> Bool {
    if a.means(b) { return true }
    if [CaseField.externalID, CaseField.orderReference, CaseField.customerID].contains(definition),
      case .text(let one) = a, case .text(let other) = b
    {
      return one.foldedKey == other.foldedKey
    }
    if definition.type == .phone, case .text(let one) = a, case .text(let other) = b {
      let (ours, theirs) = (PhoneNumber.lines(one), PhoneNumber.lines(other))
      return !ours.isEmpty && ours.count == theirs.count
        && zip(ours, theirs).allSatisfy {
          PhoneNumber.areSame($0.digits, $1.digits) && $0.extension == $1.extension
        }
    }
    guard definition.type == .date, case .text(let first) = a, case .text(let second) = b,
      case .time(let one)? = DateText(stored: first), case .time(let other)? = DateText(stored: second)
    else { return false }
    return one.milliseconds == other.milliseconds
  }

  /// What a file last set the fields of a case to, as far as this store made the changes: those that name the source.
  private func saidByFile(_ record: RecordID) throws -> [FieldID: Value] {
    var said: [FieldID: Value] = [:]
    for row in try db.changes(of: record) {
      guard let change = try? row.decoded(),
        change.writes.contains(where: { $0.field == FieldID(CaseField.importSource.number) })
      else { continue }
      for write in change.writes { said[write.field] = write.value }
    }
    return said
  }
}

extension WriteSession {
  /// Logs a case from a row of a file, as a group of its own. A case that is here already stays as it is,
  /// edited, deleted or not.
  ///
  /// Nothing is filled in from this device's clock: two devices that import the same row write equal values
  /// and so make no conflict. The number is of the device; a case that two devices imported has both.
  /// - Parameter notes: what the row says was answered or done.
  /// - Returns: whether it was new.
  package mutating func importCase(
    _ draft: CaseInput, id: RecordID, notes: [ImportedNote] = [], from source: String
  ) throws -> Bool {
    try requireEditing()
    guard try !reader.holds(id), try !reader.hasLeft(id) else { return false }
    var draft = draft
    draft.add(try nextNumber())
    var edits = draft.edits.filter { $0.value != .none }
    func fill(_ field: FieldDefinition, _ text: String) {
      guard !edits.contains(where: { $0.field == FieldID(field.number) }) else { return }
      edits.append(FieldEdit(FieldID(field.number), .text(text)))
    }
    fill(CaseField.status, CaseStatus.received.rawValue)
    fill(CaseField.importSource, source)
    create(id, kind: .case, isFromFile: true, edits)
    for note in notes {
      create(note.id, kind: .note, aggregate: id, [FieldEdit(FieldID(NoteField.text.number), note.text)])
    }
    try endGroup()
    return true
  }
  /// Gives a case what a row of a file says otherwise: an ordinary edit that saw what the case held, and the notes that
  /// are missing. It names the source again, so that a later import knows what the file said.
  package mutating func updateCase(_ difference: ImportDifference, from source: String) throws {
    try requireEditing()
    try requirePresent(difference.row)
    let edits = difference.fields.map(\.edit)
    if !edits.isEmpty, let state = try difference.row.decoded() {
      let mark = FieldID(CaseField.importSource.number)
      let named = edits.contains { $0.field == mark }
      let all = named ? edits : edits + [FieldEdit(mark, state[mark]?.value ?? .text(source))]
      try put(
        difference.row,
        all.map { edit in
          let field = state[edit.field]
          let base = field?.base(replacing: field?.value ?? .none) ?? []
          return FieldWrite(
            edit.field, edit.value,
            base: try carried(base, edit.field, writing: edit.value, of: difference.row))
        })
    }
    for note in difference.notes {
      create(
        note.id, kind: .note, aggregate: difference.row.id, scope: try scopeCode(difference.row.scope),
        [FieldEdit(FieldID(NoteField.text.number), note.text)])
    }
    try endGroup()
  }
}
