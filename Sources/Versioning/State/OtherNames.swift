/// A number that was given twice, and what its two changes are called from then on.
///
/// A dot names one change. Where a replica and head office are both put back from backups, numbers that others have seen
/// are given again, and nobody notices: then two changes have one dot. The one that head office has keeps it; the other
/// goes by a name that is made of the dot, the same at everybody who holds it.
extension Dot {
  /// In the layout of UUID version 8 (RFC 9562, section 5.8): the first bytes of SHA-256 over the dot and the content
  /// hash of the change that has it. The number stays.
  /// - Parameter holder: empty where that hash is not known.
  package func otherName(than holder: [UInt8]) -> Dot {
    var bytes = Array("casebook number used twice".utf8)
    replica.append(to: &bytes)
    bytes.append(fixed64: number)
    bytes += holder
    var id = Array(ContentHash(content: bytes).bytes.prefix(16))
    id[6] = id[6] & 0x0F | 0x80
    id[8] = id[8] & 0x3F | 0x80
    return Dot(ReplicaID(bytes: id) ?? replica, number)
  }
}

extension RecordState {
  /// The changes of which this state says something else than another one, in one field: a change is never another,
  /// whatever its stamp. Where it was erased it says nothing.
  package func contradicted(by other: RecordState, but erased: Set<UInt32>) -> Set<Dot> {
    var dots: Set<Dot> = []
    for field in fields {
      guard let theirs = other[field.field]?.heads else { continue }
      for head in field.heads {
        guard let same = theirs.first(where: { $0.dot == head.dot }) else { continue }
        let isErased =
          (head.value == .none || same.value == .none) && erased.contains(field.field.number)
        if same.value != head.value && !isErased || same.version.author != head.version.author {
          dots.insert(head.dot)
        }
      }
    }
    return dots
  }

  /// The same state, but that what is empty here and not in another state, under one dot, is as it is there: that it was
  /// erased is told by what was asked for, and by nobody's empty value.
  package func filled(by other: RecordState) -> RecordState {
    var result = self
    result.fields = fields.map { field in
      let theirs = other[field.field]?.heads ?? []
      let heads = field.heads.map { head in
        head.value == .none ? theirs.first { $0.dot == head.dot } ?? head : head
      }
      return FieldState(field: field.field, heads: heads, unmet: field.unmet)
    }
    return result
  }

  /// Whether all that another state says is in this one: the changes that are applied there, and each of them as it is
  /// there.
  package func has(allOf other: RecordState) -> Bool {
    join(self, other)?.encoded() == encoded()
      && other.contradicted(by: self, but: Set(erased).union(other.erased)).isEmpty
  }

  /// The same state with other names for some of its dots. What a deletion saw is part of its value and stays.
  /// - Parameter names: for dots; what they become must be none that the state has.
  package func renaming(_ names: [Dot: Dot]) -> RecordState {
    func name(_ dot: Dot) -> Dot { names[dot] ?? dot }
    var result = self
    result.applied = DotSet()
    for dot in applied.dots { result.applied.insert(name(dot)) }
    result.fields = fields.map { field in
      FieldState(
        field: field.field,
        heads: field.heads.map { Head(version: $0.version.renamed(to: name($0.dot)), value: $0.value) }
          .sorted { $0.dot < $1.dot },
        unmet: field.unmet.map(name).sorted())
    }
    return result
  }
}

extension Version {
  fileprivate func renamed(to dot: Dot) -> Version {
    Version(dot: dot, author: author, time: time, wall: wall, quality: quality)
  }
}

extension DotSet {
  /// The highest number of a replica in it; nil where it has none.
  package func last(of replica: ReplicaID) -> UInt64? {
    entries.first { $0.replica == replica }?.numbers.last
  }
}
