import CaseIndex
package import Complaints
package import RecordStore
package import Versioning

/// What a case has to do with another one: said by a record of the case that is spoken of, and taken back by ending that.
/// Nothing of either case is copied or changed.
extension WriteSession {
  /// - Returns: the record; nil: that is said already.
  /// - Throws: `WriteRefusal`: cases of two branches are linked by head office, and nobody makes a circle of duplicates in
  ///   sight of the rest of it.
  @discardableResult
  package mutating func link(
    _ row: RecordRow, _ kind: LinkKind, _ other: RecordRow, reason: Value = .none
  ) throws -> RecordID? {
    try requireEditing()
    try requirePresent(other)
    try requireLinking(row, other)
    let isSaid = try reader.links(of: row.id).contains {
      $0.link.kind == kind && $0.other == other.id && (kind.isMutual || !$0.isBack)
    }
    guard !isSaid else { return nil }
    if kind == .duplicateOf { try requireOther(other.id, than: row) }
    return try append(
      .link, to: row,
      [
        FieldEdit(FieldID(LinkField.kind.number), .text(kind.rawValue)),
        FieldEdit(FieldID(LinkField.other.number), .text(other.id.description)),
        FieldEdit(FieldID(LinkField.reason.number), reason),
      ])
  }

  /// Cases of two branches are linked by head office, and it takes that back.
  /// - Parameter other: nil: it is not here.
  private func requireLinking(_ row: RecordRow, _ other: RecordRow?) throws {
    guard row.scope == other?.scope || identity.role.seesEveryBranch(enrolledAt: identity.branch) else {
      throw WriteRefusal.notAllowed(role: identity.acting, needs: [.headOffice, .admin])
    }
  }

  /// Ends links: several may say the same, by people who did not see what the other said.
  /// - Throws: `WriteRefusal` where whoever does it could not make such a link.
  package mutating func end(_ links: [CaseLink], reason: Value = .none) throws {
    try requireEditing()
    for link in links {
      guard let record = try db.record(link.record.id), let root = try db.record(record.aggregate) else {
        continue
      }
      try requirePresent(root)
      try requireLinking(root, db.record(link.other))
      try edit(
        record,
        [FieldEdit(FieldID(LinkField.ended.number), .flag(true))]
          + (reason == .none ? [] : [FieldEdit(FieldID(LinkField.endedBecause.number), reason)]))
    }
    try endGroup()
  }
}
