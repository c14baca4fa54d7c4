package import Versioning

/// Which cases are one complaint, and which of them stands for it.
///
/// Whoever merges a case into another says one thing: this is that. What many said without sight of each other is taken
/// together: all that is joined by such words, in whatever direction, is one group (a set of edges has one set of
/// connected components, whatever the order in which they came). So chains and circles are no special cases, and
/// taking back what was said divides a group again where nothing else joins it.
///
/// For a group stands the case of which nobody said that it is another's duplicate; of several, the one with the lowest
/// id, which no edit changes. Deleted ones stand for nothing: where all others are duplicates (of each other, of what was
/// deleted, of themselves or of nothing, which no command makes), the lowest of those that remain.
package struct MergeGroups: Sendable {
  /// That a case is the same complaint as another.
  package struct Claim: Hashable, Sendable {
    package let duplicate: RecordID
    /// Nil: nobody said of which.
    package let original: RecordID?

    package init(_ duplicate: RecordID, of original: RecordID?) {
      (self.duplicate, self.original) = (duplicate, original)
    }
  }

  package struct Group: Hashable, Sendable {
    /// The lowest id first.
    package let members: [RecordID]
    /// Nil: all of them were deleted.
    package let survivor: RecordID?

    package init(members: [RecordID], survivor: RecordID?) {
      (self.members, self.survivor) = (members, survivor)
    }

    package var duplicates: [RecordID] { members.filter { $0 != survivor } }
  }

  /// In the order of their first members.
  package let groups: [Group]
  private let places: [RecordID: Int]
  private let originals: [RecordID: Set<RecordID>]

  /// - Parameter isDeleted: whether a case is known to be deleted. One that is not here is not.
  package init(
    _ claims: some Sequence<Claim>, isDeleted: (RecordID) throws -> Bool = { _ in false }
  ) rethrows {
    var forest = Forest()
    var originals: [RecordID: Set<RecordID>] = [:]
    var claimed: Set<RecordID> = []
    for claim in claims {
      claimed.insert(claim.duplicate)
      forest.join(claim.duplicate, claim.original ?? claim.duplicate)
      if let original = claim.original { originals[claim.duplicate, default: []].insert(original) }
    }
    let groups = try forest.components.map { members in
      let left = try members.filter { try !isDeleted($0) }
      return Group(members: members, survivor: left.first { !claimed.contains($0) } ?? left.first)
    }
    self.groups = groups
    self.originals = originals
    places = Dictionary(
      groups.enumerated().flatMap { place, group in group.members.map { ($0, place) } }
    ) { first, _ in first }
  }

  /// Nil: it is in none.
  package subscript(_ id: RecordID) -> Group? { places[id].map { groups[$0] } }

  /// What a case was said to be, up to where that ends: itself first, each once, the nearest first.
  package func originals(of id: RecordID) -> [RecordID] {
    Self.reached(from: id, by: originals)
  }

  private static func reached(
    from id: RecordID, by edges: [RecordID: Set<RecordID>]
  ) -> [RecordID] {
    var (reached, next): ([RecordID], [RecordID]) = ([id], [id])
    var known: Set = [id]
    while !next.isEmpty {
      next = next.flatMap { (edges[$0] ?? []).sorted() }.filter { known.insert($0).inserted }
      reached += next
    }
    return reached
  }

  /// The cases that are duplicates of one another with this one, itself first; empty where it is in no such circle.
  package func circle(of id: RecordID) -> [RecordID] {
    guard originals.contains(where: { $0.value.contains(id) }) else { return [] }
    // Those that lead back to it, found from its end: each case is looked at once, however long the circle is.
    var duplicates: [RecordID: Set<RecordID>] = [:]
    for (duplicate, found) in originals {
      for original in found { duplicates[original, default: []].insert(duplicate) }
    }
    let leadBack = Set(Self.reached(from: id, by: duplicates))
    let circle = originals(of: id).filter { $0 != id && leadBack.contains($0) }
    return circle.isEmpty && originals[id]?.contains(id) != true ? [] : [id] + circle
  }
}

/// Disjoint sets (B. A. Galler, M. J. Fischer, "An improved equivalence algorithm", 1964), each under its lowest id.
private struct Forest {
  private var parents: [RecordID: RecordID] = [:]

  mutating func join(_ one: RecordID, _ other: RecordID) {
    let (a, b) = (top(of: one), top(of: other))
    guard a != b else { return }
    parents[max(a, b)] = min(a, b)
  }

  private mutating func top(of id: RecordID) -> RecordID {
    var top = id
    while let next = parents[top], next != top { top = next }
    var here = id
    while here != top {
      let next = parents[here] ?? top
      parents[here] = top
      here = next
    }
    if parents[top] == nil { parents[top] = top }
    return top
  }

  var components: [[RecordID]] {
    mutating get {
      var found: [RecordID: [RecordID]] = [:]
      for id in parents.keys.sorted() { found[top(of: id), default: []].append(id) }
      return found.values.sorted { $0[0] < $1[0] }
    }
  }
}
