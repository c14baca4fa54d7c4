package import Complaints
import RecordStore
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

  private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
}

extension ReplicaReader {
  /// Whether a record is here, deleted ones included.
  package func holds(_ record: RecordID) throws -> Bool {
    try db.first("SELECT 1 FROM records WHERE id = ?", values: [.id(record)]) { _ in true } ?? false
  }

  /// Whether a case was here and was transferred away.
  package func hasLeft(_ record: RecordID) throws -> Bool {
    try db.first("SELECT 1 FROM stubs WHERE record = ?", values: [.id(record)]) { _ in true } ?? false
  }

  /// - Throws: `WriteRefusal.notAllowed` where the device may not write cases.
  package func requireEditing() throws {
    guard identity.role.mayEdit else {
      throw WriteRefusal.notAllowed(role: identity.role, needs: Role.allCases.filter(\.mayEdit))
    }
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
    _ draft: CaseInput, id: RecordID, notes: [(id: RecordID, text: Value)] = [], from source: String
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
}
