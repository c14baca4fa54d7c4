@testable import Versioning

/// One change of a history on a single field. Its place among the 15 dots that three replicas with up to
/// five changes each can have is `replica * 5 + (number - 1)`; sets of dots are masks of such places.
struct Entry: Hashable {
  let place: Int
  let value: Int
  /// What its author's replica held: its own earlier changes, and with each change all that this one saw.
  let sight: UInt16
  let base: UInt16

  /// All that goes into the change.
  var key: UInt32 { UInt32(base) << 6 | UInt32(value) << 4 | UInt32(place) }
}

/// A history that three replicas can make on one field. Entries ascend by place, so histories that differ
/// only in the order in which unrelated changes were made are equal.
struct History: Hashable {
  var entries: [Entry] = []

  static let replicas = 3
  static let longest = 5

  /// The heads in the eyes of a replica that holds these: versions in no held change's base.
  private func heads(in sight: UInt16) -> [Entry] {
    var replaced: UInt16 = 0
    for entry in entries where sight >> entry.place & 1 == 1 { replaced |= entry.base }
    return entries.filter { (sight & ~replaced) >> $0.place & 1 == 1 }
  }

  /// All histories with one change more: any author, any downward-closed sight with the author's own
  /// changes in it, any value of the alphabet. The base is all heads with one value (the clocks may show
  /// any of them to the author), or, as a decision, all heads.
  ///
  /// - Parameter last: the values of the added change, where not all are wanted.
  func extended(alphabet: Int, last: Range<Int>? = nil) -> [History] {
    var out: [History] = []
    for author in 0..<Self.replicas {
      let own = entries.filter { $0.place / Self.longest == author }
      let needed = own.reduce(0 as UInt16) { $0 | 1 << $1.place | $1.sight }
      let optional = entries.filter { needed >> $0.place & 1 == 0 }
      for choice in 0..<(1 << optional.count) {
        var sight = needed
        for (bit, entry) in optional.enumerated() where choice >> bit & 1 == 1 { sight |= 1 << entry.place }
        let isClosed = entries.allSatisfy { sight >> $0.place & 1 == 0 || $0.sight & ~sight == 0 }
        guard isClosed else { continue }
        let heads = heads(in: sight)
        var bases: Set<UInt16> = [heads.reduce(0) { $0 | 1 << $1.place }]
        for value in 0..<alphabet {
          let same = heads.filter { $0.value == value }
          if !same.isEmpty { bases.insert(same.reduce(0) { $0 | 1 << $1.place }) }
        }
        let place = author * Self.longest + own.count
        for base in bases.sorted() {
          for value in last ?? 0..<alphabet {
            var longer = entries
            let entry = Entry(place: place, value: value, sight: sight, base: base)
            longer.insert(entry, at: longer.firstIndex { $0.place > place } ?? longer.count)
            out.append(History(entries: longer))
          }
        }
      }
    }
    return out
  }

  /// Every history of exactly this many changes.
  static func all(of count: Int, alphabet: Int) -> Set<History> {
    var level: Set<History> = [History()]
    for _ in 0..<count { level = Set(level.flatMap { $0.extended(alphabet: alphabet) }) }
    return level
  }

  static func dot(at place: Int) -> Dot {
    Dot(replica(place / longest + 1), UInt64(place % longest + 1))
  }

  /// The changes, ascending by dot. Stamps have nothing to do with the order of making: the law must not
  /// need that they have.
  var changes: [Change] {
    entries.map { entry in
      let base = (0..<15).filter { entry.base >> $0 & 1 == 1 }.map(Self.dot(at:))
      let scattered = Int64(entry.place * 7 % 15)
      return change(
        Self.dot(at: entry.place), at: scattered,
        [FieldWrite(title, .text(["甲", "乙", "丙"][entry.value]), base: base)])
    }
  }

  /// The same dots and bases with one value for all. `apply` looks at nothing else to find the heads; values
  /// count for the verdict only.
  var withoutValues: History {
    History(entries: entries.map { Entry(place: $0.place, value: 0, sight: $0.sight, base: $0.base) })
  }
}
