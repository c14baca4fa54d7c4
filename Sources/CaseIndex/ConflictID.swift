import Complaints
package import Versioning

/// The id of a conflict: `PLACE-HEADS`, ten and six hexadecimal digits. The first part stands for the
/// record and field and stays, the second for the set of heads: a decision on heads that have changed
/// meanwhile is noticed.
package struct ConflictID: Hashable, Sendable, CustomStringConvertible {
  package let place: String
  package let heads: String

  package init(record: RecordID, field: FieldID, heads: some Sequence<Dot>) {
    var bytes = record.bytes
    bytes += "\(field.number)".utf8
    if let element = field.element { bytes += "/\(element)".utf8 }
    place = hexadecimal(ContentHash(content: bytes).bytes.prefix(5))
    let dots = heads.sorted().flatMap { Array("\($0)\n".utf8) }
    self.heads = hexadecimal(ContentHash(content: dots).bytes.prefix(3))
  }

  package init(place: String, heads: String) {
    self.place = place
    self.heads = heads
  }

  package var description: String { "\(place)-\(heads)" }
}

/// A conflict's id as somebody typed it: whole, or the beginning of one.
package struct TypedConflictID: Sendable {
  package let place: String
  /// Of the heads that its author was shown; nil where nothing of it was typed.
  package let heads: String?

  /// - Returns: nil for what no id begins with.
  package init?(_ text: String) {
    let parts = text.folded.split(separator: "-", maxSplits: 1).map(String.init)
    guard let place = parts.first, place.allSatisfy(\.isHexDigit) else { return nil }
    self.place = place
    heads = parts.count > 1 ? parts[1] : nil
  }

  /// Whether the heads are those that its author was shown, as far as they were typed.
  package func hasHeads(of id: ConflictID) -> Bool { heads.map { id.heads.hasPrefix($0) } ?? true }
}

/// What sort of conflict.
package enum ConflictKind: String, Sendable {
  case field, deletion, rule
}
