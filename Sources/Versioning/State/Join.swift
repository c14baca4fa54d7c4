/// The law of joining: the state of the union of two sets of applied changes (and of erased fields), from
/// the two states alone. So head office can take over what only a replica still holds.
///
///     join(state(X), state(Y)) == state(X ∪ Y)
///
/// A version is a head of the union if and only if no change of either set stands against it. Where it was
/// applied, a state shows that by its head; where it was not, by the absence of an unmet dot.
///
/// The law presumes that a dot names one change. Should the two differ in a version with the same dot (it
/// was re-stamped after head office lost it; or a clone went unnoticed), the greater one is taken, so that
/// everybody who joins the same states gets the same bytes.
///
/// - Returns: nil for states of two records, or of one that is said to be of two kinds or aggregates.
package func join(_ a: RecordState, _ b: RecordState) -> RecordState? {
  guard a.record == b.record, a.kind == b.kind, a.aggregate == b.aggregate else { return nil }
  var result = a
  result.applied.formUnion(b.applied)
  result.fields = []
  result.fields.reserveCapacity(max(a.fields.count, b.fields.count))
  var (x, y) = (a.fields[...], b.fields[...])
  // Both ascend by field.
  while let field = [x.first?.field, y.first?.field].compactMap({ $0 }).min() {
    let one = x.first?.field == field ? x.removeFirst() : FieldState(field: field, heads: [], unmet: [])
    let other = y.first?.field == field ? y.removeFirst() : FieldState(field: field, heads: [], unmet: [])
    let heads = one.heads(joining: other, with: b.applied) + other.heads(surviving: one, with: a.applied)
    let unmet = Set(one.unmet).union(other.unmet).filter { !result.applied.contains($0) }
    guard !heads.isEmpty || !unmet.isEmpty else { continue }
    result.fields.append(
      FieldState(field: field, heads: heads.sorted { $0.dot < $1.dot }, unmet: unmet.sorted()))
  }
  // Strips what either had erased from the heads of the other, too.
  result.erase(b.erased)
  return result
}

extension FieldState {
  /// The own heads that stand beside the other's changes; of those that both have, the greater version.
  fileprivate func heads(joining other: FieldState, with applied: DotSet) -> [Head] {
    heads.compactMap { head in
      guard let same = other.heads.first(where: { $0.dot == head.dot }) else {
        return other.replaces(head.dot, with: applied) ? nil : head
      }
      return head.isAbove(same) ? head : same
    }
  }

  /// The own heads that the other does not have, and that stand beside its changes.
  fileprivate func heads(surviving other: FieldState, with applied: DotSet) -> [Head] {
    heads.filter { head in
      !other.heads.contains { $0.dot == head.dot } && !other.replaces(head.dot, with: applied)
    }
  }

  /// Of a version that is no head here: whether that is because a change here replaced it (rather than that
  /// it never came).
  private func replaces(_ dot: Dot, with applied: DotSet) -> Bool {
    applied.contains(dot) || unmet.contains(dot)
  }
}

extension Head {
  /// Decides between two versions with one dot: by stamp, then wall clock, quality, author and the value's
  /// bytes. Which one it is means nothing, only that it is the same everywhere.
  fileprivate func isAbove(_ other: Head) -> Bool {
    let (mine, theirs) = (version, other.version)
    if mine.time != theirs.time { return mine.time > theirs.time }
    if mine.wall != theirs.wall { return mine.wall > theirs.wall }
    if mine.quality != theirs.quality { return mine.quality.rawValue > theirs.quality.rawValue }
    if mine.author != theirs.author { return mine.author > theirs.author }
    return value != other.value && other.value.comparable.lexicographicallyPrecedes(value.comparable)
  }
}

extension Value {
  /// Bytes that differ where the values differ: the encoding, with replicas spelt out.
  fileprivate var comparable: [UInt8] {
    guard case .sight(let dots) = self else {
      var out: [UInt8] = []
      out.append(value: self) { _ in 0 }
      return out
    }
    var out = [UInt8(truncatingIfNeeded: ValueType.sight)]
    for dot in dots {
      dot.replica.append(to: &out)
      out.append(fixed64: dot.number)
    }
    return out
  }
}

extension DotSet {
  fileprivate mutating func formUnion(_ other: DotSet) {
    var merged: [Entry] = []
    var (x, y) = (entries[...], other.entries[...])
    while let one = x.first, let next = y.first {
      if one.replica < next.replica {
        merged.append(x.removeFirst())
      } else if next.replica < one.replica {
        merged.append(y.removeFirst())
      } else {
        merged.append(
          Entry(replica: one.replica, numbers: Set(one.numbers).union(next.numbers).sorted()))
        (x, y) = (x.dropFirst(), y.dropFirst())
      }
    }
    entries = merged + x + y
  }
}
