package import Complaints
import GRDB
import RecordStore
import Versioning

extension ReplicaReader {
  /// The rules of the wording check: those built in, with what head office made of them, and its own.
  package func wordingRules() throws -> [WordingRule] {
    var rules = WordingRule.builtIn
    for state in try sharedRecords(.wordingRule) {
      let place = rules.firstIndex { $0.id == SharedRecord(state).key }
      guard let rule = WordingRule(state, over: place.map { rules[$0] }) else { continue }
      if let place { rules[place] = rule } else { rules.append(rule) }
    }
    return rules
  }

  /// The phrases built in, with what head office made of them, and its own.
  package func phrases() throws -> Phrases {
    var phrases = Dictionary(Phrases.builtIn.all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for state in try sharedRecords(.phrase) {
      guard let key = SharedRecord(state).key, let phrase = Phrase(state, over: phrases[key]) else {
        continue
      }
      phrases[key] = phrase
    }
    return Phrases(Array(phrases.values))
  }

  /// In the order of their keys.
  func sharedRecords(_ kind: RecordKind) throws -> [RecordState] {
    try db.sharedRecords(kind).compactMap { try $0.decoded() }
      .sorted { (SharedRecord($0).key ?? "") < (SharedRecord($1).key ?? "") }
  }

  /// What a shared record is called in lists: its key. Nil for any other record.
  func sharedName(_ row: RecordRow) throws -> String? {
    guard SharedRecord.kinds.contains(row.kind), let state = try row.decoded() else { return nil }
    return SharedRecord(state).key
  }
}

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

  /// Only what is changed is written: two devices that change different fields of a record that is built in
  /// leave no conflict.
  mutating func publish(_ kind: RecordKind, _ key: String, _ edits: [FieldEdit]) throws -> Bool {
    guard identity.role.settlesConflictsOfAnyBranch, identity.branch == .headOffice else {
      throw WriteRefusal.notAllowed(role: identity.role, needs: [.headOffice, .admin])
    }
    guard identity.headOffice != nil else { throw WriteRefusal.notEnrolled }
    guard !edits.isEmpty else { return false }
    let record = SharedRecord.id(kind, key)
    if let row = try db.record(record) {
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
        record, kind: kind, scope: RecordTables.sharedScope,
        [FieldEdit(FieldID(SharedField.key.number), .text(key))] + edits)
    }
    try endGroup()
    return true
  }
}
