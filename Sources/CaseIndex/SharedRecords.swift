package import Complaints
package import GRDB
package import RecordStore
package import Versioning

extension CaseReading {
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

  /// The terms of every vocabulary: those built in, with what head office made of them, and its own.
  package func terms() throws -> Terms { try db.terms() }

  /// In the order of their keys; of one key, what stands over the other last.
  package func sharedRecords(_ kind: RecordKind) throws -> [RecordState] { try db.sharedStates(kind) }

  /// What a shared record is called in lists: its key. Nil for any other record.
  package func sharedName(_ row: RecordRow) throws -> String? {
    guard SharedRecord.kinds.contains(row.kind), let state = try row.decoded() else { return nil }
    return SharedRecord(state).key
  }
}

extension RecordState {
  /// Two devices of two versions may have published under one key: the id that is kept for it stands over the other.
  fileprivate var standing: Int { record.isReserved ? 1 : 0 }
}

extension Database {
  /// The terms of every vocabulary as they are today. Of a store without any it is one look into an index.
  package func terms() throws -> Terms {
    let states = try sharedStates(.term)
    return states.isEmpty ? .builtIn : Terms(states)
  }

  /// In the order of their keys; of one key, what stands over the other last.
  func sharedStates(_ kind: RecordKind) throws -> [RecordState] {
    try sharedRecords(kind).compactMap { try $0.decoded() }
      .map { (key: SharedRecord($0).key ?? "", state: $0) }
      .sorted { ($0.key, $0.state.standing) < ($1.key, $1.state.standing) }.map(\.state)
  }

  /// The records of a key, as published, the one that stands over the other last.
  func allPublished(_ kind: RecordKind, _ key: String) throws -> [RecordRow] {
    let former = RecordID.formerlyReserved("\(kind.id) \(key)")
    let ids = [former, SharedRecord.id(kind, key)]
    let shared = try scope(RecordTables.sharedScope)?.rid
    return try Set(ids).sorted { ids.firstIndex(of: $0) ?? 0 < ids.firstIndex(of: $1) ?? 0 }
      .compactMap { try record($0) }.filter { $0.kind == kind && $0.scope == shared }
  }

  /// The record that a further edit of a key goes to. Under its former id anybody may stand in the way of one that head
  /// office does not have.
  package func published(_ kind: RecordKind, _ key: String) throws -> RecordRow? {
    try allPublished(kind, key).last { $0.id == SharedRecord.id(kind, key) || $0.state != nil }
  }
}
