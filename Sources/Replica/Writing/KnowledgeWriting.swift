import CaseIndex
package import Complaints
import RecordStore
package import Versioning

/// Why something of the knowledge base is not done.
package enum KnowledgeRefusal: Error, Hashable {
  /// Ids of fields of a manuscript.
  case incomplete([String])
  /// It is published: what is changed there is another manuscript's, or head office's to change.
  case isPublished(key: String?)
  /// It was handed in already.
  case isSubmitted
  /// What is published is neither handed in nor sent back.
  case isNoManuscript(key: String)
  /// What nobody published yet has no key: nothing is said of it.
  case isNotPublished
  /// A case that it was made of says it of somebody: by the ids of fields of a manuscript.
  case namesSomebody([Named])

  package struct Named: Hashable, Sendable {
    package let field: String
    package let text: String
  }
}

/// Articles and studies: written in a branch's own scope, published by head office as records of their own. So the history of
/// a manuscript, with all that somebody thought better of, never leaves the branch.
extension WriteSession {
  /// Begins a manuscript, in the branch's own scope.
  /// - Parameter id: nil: a fresh one.
  package mutating func newManuscript(
    _ form: KnowledgeForm, _ edits: [FieldEdit], of cases: [RecordID] = [], id: RecordID? = nil
  ) throws -> RecordID {
    try requireEditing()
    let id = id ?? newRecordID()
    create(
      id, kind: .manuscript,
      [FieldEdit(FieldID(ManuscriptField.form.number), .text(form.rawValue))]
        + edits.filter { $0.value != .none }
        + cases.map { FieldEdit(FieldID(ManuscriptField.cases.number, $0.description), .flag(true)) })
    try endGroup()
    return id
  }

  /// Changes a manuscript, or, at head office, what is published.
  /// - Parameter edits: of fields of a manuscript.
  /// - Returns: whether anything changed.
  @discardableResult
  package mutating func edit(_ item: KnowledgeItem, _ edits: [FieldEdit]) throws -> Bool {
    guard item.isPublished else {
      try requireEditing()
      guard item.published == nil else { throw KnowledgeRefusal.isPublished(key: try key(of: item)) }
      let changed = try edit(try row(of: item), edits)
      try endGroup()
      return changed
    }
    let own = edits.compactMap { edit -> FieldEdit? in
      guard let field = Schema.field(.manuscript, number: edit.field.number).flatMap(item.field) else {
        return nil
      }
      return FieldEdit(FieldID(field.number, edit.field.element), edit.value)
    }
    let sources = try reader.cases(behind: item)
    try requireNobodyNamed(
      edits.compactMap { edit in
        guard let field = Schema.field(.manuscript, number: edit.field.number) else { return nil }
        if case .text(let text) = edit.value { return (field, text) }
        return edit.field.element.map { (field, $0) }
      }, of: sources)
    return try publish(
      item.form.kind, item.name,
      own.filter { (item.record.state[$0.field]?.value ?? .none) != $0.value })
  }

  /// Hands a manuscript in: head office publishes it or sends it back.
  package mutating func submit(_ item: KnowledgeItem) throws {
    try requireEditing()
    guard !item.isPublished else { throw KnowledgeRefusal.isNoManuscript(key: item.name) }
    guard item.published == nil else { throw KnowledgeRefusal.isPublished(key: try key(of: item)) }
    guard item.stage != .submitted else { throw KnowledgeRefusal.isSubmitted }
    try requireWhole(item)
    try edit(
      try row(of: item),
      [
        FieldEdit(FieldID(ManuscriptField.submittedBy.number), .text(author.name)),
        FieldEdit(FieldID(ManuscriptField.submittedAt.number), .text(now.rfc3339)),
        FieldEdit(FieldID(ManuscriptField.returned.number), .none),
      ])
    try endGroup()
  }

  /// Says why a manuscript is not published as it is.
  package mutating func sendBack(_ item: KnowledgeItem, because reason: Value) throws {
    try requirePublishing()
    guard !item.isPublished else { throw KnowledgeRefusal.isNoManuscript(key: item.name) }
    guard item.published == nil else { throw KnowledgeRefusal.isPublished(key: try key(of: item)) }
    try edit(try row(of: item), [FieldEdit(FieldID(ManuscriptField.returned.number), reason)])
    try endGroup()
  }

  /// Publishes what a manuscript says now: nothing of what it said before goes along. Every branch has it with its next
  /// exchange.
  /// - Parameter typed: the key under which it stands, also one that is published already; nil: its own.
  /// - Returns: the key.
  package mutating func publish(_ item: KnowledgeItem, as typed: String?) throws -> String {
    try requirePublishing()
    guard !item.isPublished else { throw KnowledgeRefusal.isNoManuscript(key: item.name) }
    let before = try key(of: item)
    guard before == nil || before == typed else { throw KnowledgeRefusal.isPublished(key: before) }
    let key = typed ?? item.ownKey
    let kind = item.form.kind
    // What takes the place of something names nobody of its cases either, nor does its key.
    let replaced = try reader.manuscripts(item.form).filter { $0.published == SharedRecord.id(kind, key) }
      .flatMap(\.cases)
    try requireWhole(item, with: replaced)
    try requireNobodyNamed([(SharedField.key, key)], of: item.cases + replaced)
    let current = try db.published(kind, key)?.decoded()
    var edits = item.handingOver(to: current)
    if current.map({ LoopRecord($0).flag(KnowledgeField.retired) }) ?? false {
      edits.append(FieldEdit(FieldID(KnowledgeField.retired.number), .none))
    }
    if !edits.isEmpty || current == nil {
      let approval = [
        FieldEdit(FieldID(KnowledgeField.approvedBy.number), .text(author.name)),
        FieldEdit(FieldID(KnowledgeField.approvedAt.number), .text(now.rfc3339)),
      ]
      _ = try publish(
        kind, key, edits + approval.filter { (current?[$0.field]?.value ?? .none) != $0.value })
    }
    try edit(
      try row(of: item),
      [
        FieldEdit(
          FieldID(ManuscriptField.published.number), .text(SharedRecord.id(kind, key).description))
      ])
    try endGroup()
    return key
  }

  /// Takes what is published out of use, or puts it back.
  package mutating func retire(_ item: KnowledgeItem, undo: Bool) throws -> Bool {
    guard item.isPublished else { throw KnowledgeRefusal.isNotPublished }
    let edit = FieldEdit(FieldID(KnowledgeField.retired.number), undo ? .none : .flag(true))
    let stands = item.record.flag(KnowledgeField.retired)
    return try publish(item.form.kind, item.name, stands == !undo ? [] : [edit])
  }

  /// Says whether something helped: a record of the branch's own, so that of two who say it at once neither is lost.
  /// - Parameter id: nil: a fresh one.
  package mutating func say(
    _ helped: Bool, of item: KnowledgeItem, in complaint: RecordID?, comment: Value, id: RecordID? = nil
  ) throws -> RecordID {
    try requireEditing()
    guard item.isPublished else { throw KnowledgeRefusal.isNotPublished }
    let id = id ?? newRecordID()
    var edits = [
      FieldEdit(FieldID(HelpfulField.of.number), .text(item.id.description)),
      FieldEdit(FieldID(HelpfulField.helped.number), .flag(helped)),
    ]
    if let complaint {
      edits.append(FieldEdit(FieldID(HelpfulField.complaint.number), .text(complaint.description)))
    }
    if comment != .none { edits.append(FieldEdit(FieldID(HelpfulField.comment.number), comment)) }
    create(id, kind: .helpful, edits)
    try endGroup()
    return id
  }

  /// It says all that it has to, and nothing that a case it was made of says of somebody.
  private func requireWhole(_ item: KnowledgeItem, with more: [RecordID] = []) throws {
    let missing = item.missing.map(\.id)
    guard missing.isEmpty else { throw KnowledgeRefusal.incomplete(missing) }
    try requireNobodyNamed(
      item.form.content.flatMap { field in
        field.isSet ? item.elements(field).map { (field, $0) } : item.text(field).map { [(field, $0)] } ?? []
      }, of: item.cases + more)
  }

  /// - Throws: `KnowledgeRefusal.namesSomebody`.
  package func requireNobodyNamed(_ texts: [(FieldDefinition, String)], of cases: [RecordID]) throws {
    let redactions = try reader.knownPersonal(of: cases).map(Redaction.init)
    let named = texts.filter { field, _ in [.text, .longText, .words].contains(field.type) }
      .flatMap { field, text in
        redactions.flatMap { $0.remains(in: text) }.map {
          KnowledgeRefusal.Named(field: field.id, text: $0.text)
        }
      }
    guard named.isEmpty else { throw KnowledgeRefusal.namesSomebody(named) }
  }

  /// What a manuscript was published as.
  private func key(of item: KnowledgeItem) throws -> String? {
    try item.published.flatMap { try db.record($0)?.decoded() }.flatMap { SharedRecord($0).key }
  }

  private func row(of item: KnowledgeItem) throws -> RecordRow {
    guard let row = try db.record(item.id) else { throw StoreError.damaged(detail: "record \(item.id)") }
    return row
  }
}
