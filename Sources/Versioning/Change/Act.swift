/// One act of a person, whatever it is numbered: two copies of one store may bring the same one under two
/// dots.
extension Change {
  /// Whether two changes are the same act: the same salt, record, kind and author, and the same writes but for
  /// the dots in them and for values that an erasure has taken from one of both.
  package func isSameAct(as other: Change) -> Bool {
    salt == other.salt && record == other.record && kind == other.kind && aggregate == other.aggregate
      && author == other.author && writes.count == other.writes.count
      && zip(writes, other.writes).allSatisfy { $0.isSameAct(as: $1) }
  }
}

extension FieldWrite {
  fileprivate func isSameAct(as other: FieldWrite) -> Bool {
    guard field == other.field else { return false }
    switch (value, other.value) {
    case (.none, _), (_, .none): return true
    // What a deletion saw goes by other dots in a copy.
    case (.sight(let own), .sight(let others)): return own.count == others.count
    default: return value.means(other.value)
    }
  }
}
