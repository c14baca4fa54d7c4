import CaseIndex
package import Complaints
import GRDB
import RecordStore
import Versioning

extension WriteSession {
  /// Makes a rule or changes it. Branches have it with their next exchange.
  /// - Returns: whether anything changed.
  package mutating func publish(_ rule: WordingRule?, _ key: String, _ edits: [FieldEdit]) throws -> Bool {
    try publish(.wordingRule, key, edits.filter { rule?.value($0.field) ?? .none != $0.value })
  }

  /// The same for a phrase.
  package mutating func publish(_ phrase: Phrase?, _ key: String, _ edits: [FieldEdit]) throws -> Bool {
    try publish(.phrase, key, edits.filter { phrase?.value($0.field) ?? .none != $0.value })
  }

  /// Adds a term to a vocabulary, or changes it.
  /// - Parameter term: as it is today; nil: it is new.
  package mutating func publish(
    _ term: Term?, _ key: TermKey, in vocabulary: Vocabulary, _ edits: [FieldEdit]
  ) throws -> Bool {
    try publish(
      .term, key.text, edits.filter { term?.value($0.field, in: vocabulary) ?? .none != $0.value })
  }

  func requirePublishing() throws {
    guard identity.acting.settlesConflictsOfAnyBranch, identity.branch == .headOffice else {
      throw WriteRefusal.notAllowed(role: identity.acting, needs: [.headOffice, .admin])
    }
    guard identity.headOffice != nil else { throw WriteRefusal.notEnrolled }
  }

  /// Only what is changed is written: two devices that change different fields of a record that is built in
  /// leave no conflict.
  mutating func publish(_ kind: RecordKind, _ key: String, _ edits: [FieldEdit]) throws -> Bool {
    try requirePublishing()
    guard !edits.isEmpty else { return false }
    if let row = try db.published(kind, key) {
      let state = try row.decoded()
      // Not `edit`: what is removed from a set may stand only in what is built in.
      try put(
        row,
        edits.map { edit in
          let field = state?[edit.field]
          let base = field.map { $0.base(replacing: $0.value) } ?? []
          return FieldWrite(
            edit.field, edit.value, base: try carried(base, edit.field, writing: edit.value, of: row))
        })
    } else {
      create(
        SharedRecord.id(kind, key), kind: kind, scope: RecordTables.sharedScope,
        [FieldEdit(FieldID(SharedField.key.number), .text(key))] + edits)
    }
    try endGroup()
    return true
  }
}
