package import Complaints
import RecordStore
package import Versioning

/// What the cases of a search are narrowed to. Nil, or empty: to nothing.
package struct SearchSelection: Sendable {
  package enum Condition: Sendable {
    case fits(CaseFilter)
    /// A record of this kind hangs on it.
    case has(RecordKind)
    /// The field says something.
    case says(FieldDefinition)

    fileprivate var isOfRecord: Bool { if case .says = self { true } else { false } }
  }

  /// Of each group one has to hold.
  package var groups: [[Condition]] = []
  /// Of these none may.
  package var excluded: [Condition] = []
  /// What kinds of things are looked for; nil: all.
  package var kinds: Set<RecordKind>?
  package var excludedKinds: Set<RecordKind> = []
  /// What kinds of articles, terms of `Vocabulary.articleKind`, and nothing but articles; nil: whatever there is.
  package var forms: Set<String>?
  package var excludedForms: Set<String> = []

  package init() {}

  /// Whether only cases can meet it.
  var isOfCases: Bool { !groups.isEmpty || !excluded.isEmpty }

  /// Whether some of it only the records themselves can tell.
  var asksRecords: Bool { (groups.joined() + excluded).contains(where: \.isOfRecord) }

  func takes(_ kind: RecordKind) -> Bool {
    (kinds?.contains(kind) ?? true) && !excludedKinds.contains(kind) && (kind == .case || !isOfCases)
      && (forms == nil || kind == .article)
  }

  /// Whether an article is of a kind that is looked for.
  func takes(_ article: RecordState) -> Bool {
    let form = LoopRecord(article).text(ArticleField.kind)
    return forms.map { form.map($0.contains) ?? false } ?? true
      && !(form.map(excludedForms.contains) ?? false)
  }
}

extension CaseReading {
  /// A condition in SQL of a case `c` with its record `root`; nil for one that only the record itself can tell.
  private func sql(_ condition: SearchSelection.Condition) throws -> (
    text: String, values: [(any ColumnValue)?]
  )? {
    switch condition {
    case .fits(let filter):
      let (text, values) = try selection(filter)
      return ("(\(text))", values)
    case .has(let kind):
      return (
        "EXISTS (SELECT 1 FROM records k WHERE k.aggregate = root.id AND k.kind = ?)",
        [Int64(kind.rawValue)]
      )
    case .says: return nil
    }
  }

  /// All that SQL can tell of it. A group with something else in it is left to `meets`.
  func conditions(_ selection: SearchSelection) throws -> (text: String, values: [(any ColumnValue)?]) {
    var texts: [String] = []
    var values: [(any ColumnValue)?] = []
    for group in selection.groups {
      let all = try group.map(sql)
      guard all.allSatisfy({ $0 != nil }) else { continue }
      texts.append("(" + all.compactMap { $0?.text }.joined(separator: " OR ") + ")")
      values += all.flatMap { $0?.values ?? [] }
    }
    for condition in selection.excluded {
      guard let (text, own) = try sql(condition) else { continue }
      texts.append("NOT coalesce(\(text), 0)")
      values += own
    }
    return (texts.isEmpty ? "1" : texts.joined(separator: " AND "), values)
  }

  /// What SQL cannot tell: whether fields say something.
  func meets(_ selection: SearchSelection, rid: Int64) throws -> Bool {
    let groups = selection.groups.filter { $0.contains(where: \.isOfRecord) }
    let excluded = selection.excluded.filter(\.isOfRecord)
    guard !groups.isEmpty || !excluded.isEmpty else { return true }
    guard let state = try db.record(rid: rid)?.decoded() else { return false }
    func holds(_ condition: SearchSelection.Condition) throws -> Bool {
      guard case .says(let field) = condition else {
        guard let (text, values) = try sql(condition) else { return false }
        return try db.value(
          "SELECT coalesce(\(text), 0) FROM cases c JOIN records root ON root.rid = c.rid WHERE c.rid = ?",
          values + [rid]) ?? false
      }
      if field.isSet {
        return state.elements(of: field.number).contains { $0.value == .flag(true) }
      }
      let value = state.value(FieldID(field.number))
      return value != .none && value != .flag(false)
    }
    return try groups.allSatisfy { try $0.contains(where: holds) } && !excluded.contains(where: holds)
  }
}
