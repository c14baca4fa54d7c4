package import Complaints
import GRDB
import RecordStore
package import Versioning

extension CaseReading {
  /// What head office published, by key; what was retired too.
  package func publishedKnowledge(_ form: KnowledgeForm) throws -> [KnowledgeItem] {
    var items: [String: KnowledgeItem] = [:]
    for state in try sharedRecords(form.kind) {
      guard let item = KnowledgeItem(state, scope: RecordTables.sharedScope) else { continue }
      items[item.name] = item
    }
    return items.values.sorted { $0.name < $1.name }
  }

  /// The manuscripts that are here, the newest first; nil: of both forms.
  package func manuscripts(_ form: KnowledgeForm? = nil) throws -> [KnowledgeItem] {
    try branchStates(.manuscript).compactMap { KnowledgeItem($0.state, scope: $0.scope) }
      .filter { form == nil || $0.form == form }.sorted { $0.id > $1.id }
  }

  /// How often each of what was published helped, by what is here: at a branch its own word, at head office everybody's.
  package func helpfulCounts() throws -> [RecordID: HelpfulCount] {
    HelpfulCount.counts(try branchStates(.helpful))
  }

  /// What fits a case best of all that is published.
  package func knowledge(for clues: KnowledgeClues, limit: Int = 3) throws -> [KnowledgeMatch] {
    let items = try KnowledgeForm.allCases.flatMap(publishedKnowledge)
    guard !items.isEmpty else { return [] }
    return KnowledgeMatch.best(for: clues, of: items, helped: try helpfulCounts(), limit: limit)
  }

  /// What was written of some cases, published or not: an erasure leaves what is published as it is, and somebody has to look
  /// at it.
  package func manuscripts(of cases: Set<RecordID>) throws -> [KnowledgeItem] {
    guard !cases.isEmpty else { return [] }
    return try manuscripts().filter { !cases.isDisjoint(with: $0.cases) }
  }

  /// What some cases say of people, of those that are here: none of it is published.
  package func knownPersonal(of cases: [RecordID]) throws -> [KnownPersonal] {
    try cases.compactMap { try db.record($0) }.compactMap { row in
      guard row.isCase, let file = try caseFile(row), let branch = try db.scopeCode(row.scope) else {
        return nil
      }
      return KnownPersonal(file, people: try people(of: branch))
    }
  }

  /// The cases that something was made of: its own, and those of whatever was published under its key, as far as that is
  /// known here.
  package func cases(behind item: KnowledgeItem) throws -> [RecordID] {
    let published = item.isPublished ? item.id : item.published
    let others = try published.map { id in try manuscripts(item.form).filter { $0.published == id } } ?? []
    return Set((item.cases + others.flatMap(\.cases))).sorted()
  }

  /// The keys of what was published of some cases, or names the customer: an erasure leaves it as it is. What is no article
  /// and no study stands with its kind.
  package func publishedKeys(of cases: Set<RecordID>, naming traces: CustomerTraces) throws -> [String] {
    let keys = try manuscripts(of: cases).compactMap { item in
      try item.published.flatMap { try db.record($0)?.decoded() }.flatMap { SharedRecord($0).key }
    }
    let named = try KnowledgeForm.allCases.flatMap(publishedKnowledge).filter { item in
      let texts = item.form.content.flatMap {
        $0.isSet ? item.elements($0) : [item.text($0)].compactMap(\.self)
      }
      return traces.areNamed(in: texts.joined(separator: "\n"))
    }
    let others = try SharedRecord.kinds.filter { $0 != .article && $0 != .study }.flatMap { kind in
      try sharedRecords(kind).compactMap { state -> String? in
        let texts = state.fields.flatMap { field in
          field.heads.compactMap { if case .text(let text) = $0.value { text } else { nil } }
            + [field.field.element].compactMap(\.self)
        }
        guard traces.areNamed(in: texts.joined(separator: "\n")) else { return nil }
        return SharedRecord(state).key.map { "\(kind.id) \($0)" }
      }
    }
    return Set(keys + named.map(\.name) + others).sorted()
  }

  /// Records of a kind that stands in the scopes of branches, with the codes of these.
  func branchStates(_ kind: RecordKind) throws -> [(state: RecordState, scope: String)] {
    let scopes = Dictionary(
      try db.scopes().map { ($0.rid, $0.code) }, uniquingKeysWith: { first, _ in first })
    return try db.records(of: kind).compactMap { row in
      guard let scope = scopes[row.scope] else { return nil }
      return try row.decoded().map { ($0, scope) }
    }
  }
}
