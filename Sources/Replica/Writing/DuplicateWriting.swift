import CaseIndex
import Complaints
package import RecordStore
package import Versioning

/// What a case may be said to repeat, whichever command says it: a complaint that counts nowhere would be lost.
extension WriteSession {
  /// - Throws: `WriteRefusal` where edits make a case a duplicate of itself, or of one that repeats it, or take from a
  ///   closed duplicate what it repeats.
  func requireOriginal(_ edits: [FieldEdit], of row: RecordRow) throws {
    guard row.kind == .case,
      let edit = edits.last(where: { $0.field == FieldID(CaseField.duplicateOf.number) })
    else { return }
    guard case .text(let text) = edit.value, let original = RecordID(text: text) else {
      guard let file = try states.of(row).map({ LoopRecord($0) }),
        file.text(CaseField.status) == CaseStatus.duplicate.rawValue, file.text(CaseField.duplicateOf) != nil
      else { return }
      throw WriteRefusal.duplicateOfNothing(number: try reader.number(of: row))
    }
    try requireOther(original, than: row)
  }

  /// - Throws: `WriteRefusal` where what a case is to repeat is the case itself, or repeats it.
  package func requireOther(_ original: RecordID, than row: RecordRow) throws {
    guard try reader.isDuplicate(original, of: row.id) else { return }
    let there = try db.record(original).map { try reader.number(of: $0) }
    throw WriteRefusal.duplicateRing(
      number: try reader.number(of: row), original: there ?? original.description)
  }
}
