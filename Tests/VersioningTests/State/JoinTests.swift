import TestSupport
import Testing

@testable import Versioning

/// The law of joining: `join(state(X), state(Y)) == state(X ∪ Y)`, byte for byte.
@Suite struct JoinTests {
  private static let empty = RecordState(record: someRecord, kind: caseKind, aggregate: someRecord)

  /// The state of each subset of a history, by the mask of its changes.
  private func states(_ changes: [Change]) -> [RecordState] {
    (0..<(1 << changes.count)).map { set in
      changes.indices.filter { set >> $0 & 1 == 1 }
        .reduce(Self.empty) { apply(changes[$1], to: $0).state }
    }
  }

  /// - Parameter eachOrder: whether to join every two in both orders, and each with itself.
  private func check(_ states: [RecordState], erasing: [(Bool, Bool)], eachOrder: Bool = true) throws {
    let erased = states.map { state in
      var state = state
      state.erase([title.number])
      return state
    }
    let (plainBytes, erasedBytes) = (states.map { $0.encoded() }, erased.map { $0.encoded() })
    for (first, second) in erasing {
      for x in states.indices {
        for y in states.indices where eachOrder || y > x {
          let joined = join(first ? erased[x] : states[x], second ? erased[y] : states[y])
          guard joined?.encoded() == (first || second ? erasedBytes : plainBytes)[x | y] else {
            throw Failure("\(states[x]) and \(states[y]) gave \(String(describing: joined))")
          }
        }
      }
    }
  }

  @Test func `a state has all of another where each change is in it as it is there`() throws {
    let one = try state([titled(dot(1, 1), at: 0, "甲")])
    let more = try state([titled(dot(1, 1), at: 0, "甲"), titled(dot(1, 2), at: 5, "乙", base: [dot(1, 1)])])
    #expect(more.has(allOf: one) && more.has(allOf: more) && !one.has(allOf: more))
    let other = try state([titled(dot(1, 1), at: 0, "丙")])
    #expect(!one.has(allOf: other) && !other.has(allOf: one), "another value under one name")
    var erased = one
    erased.erase([title.number])
    #expect(erased.has(allOf: one), "what was erased was there")
  }

  @Test
  func `any two subsets of any three changes join to their union, also where one of the two was erased`()
    throws
  {
    let both = [(false, false), (true, false)]
    var looked: Set<[UInt32]> = []
    for history in History.all(of: 3, alphabet: 2) where looked.insert(history.entries.map(\.key)).inserted {
      try check(states(history.changes), erasing: both)
    }
    #expect(looked.count > 300)
  }

  @Test func `any two subsets of any four changes join to their union`() throws {
    // Values count for nothing in which versions are heads: one for each pattern of bases.
    let patterns = Set(
      History.all(of: 3, alphabet: 2).filter { $0.entries[0].value == 0 }
        .flatMap { $0.extended(alphabet: 2, last: 0..<1) }.map(\.withoutValues))
    var looked: Set<[UInt32]> = []
    for history in patterns where looked.insert(history.entries.map(\.key)).inserted {
      try check(states(history.changes), erasing: [(false, false)], eachOrder: false)
    }
    #expect(looked.count > 300)
  }

  @Test func `changes of all shapes in three parts, some erased, join to one state whatever the grouping`()
    throws
  {
    for seed in 0..<400 as Range<UInt64> {
      var random = RandomChanges(seed: seed)
      var changes: [Change] = []
      for _ in 0..<9 { changes.append(random.next()) }
      let base = RecordState(
        record: changes[0].record, kind: changes[0].kind, aggregate: changes[0].aggregate)
      var whole = base
      var parts = [base, base, base]
      for change in changes.shuffled(using: &random.generator) {
        whole = apply(change, to: whole).state
        let mask = 1 + random.generator.below(7)
        for at in 0..<3 where mask >> at & 1 == 1 { parts[at] = apply(change, to: parts[at]).state }
      }
      for at in 0..<3 where random.generator.chance(1, in: 2) {
        let numbers = (0..<random.generator.below(3)).map { _ in UInt32(random.generator.below(8)) }
        parts[at].erase(numbers)
        whole.erase(numbers)
      }
      let wanted = whole.encoded()
      for order in permutations([0, 1, 2]) {
        let (a, b, c) = (parts[order[0]], parts[order[1]], parts[order[2]])
        guard let left = join(a, b).flatMap({ join($0, c) }), let right = join(b, c).flatMap({ join(a, $0) }),
          let twice = join(left, a)
        else { throw Failure("seed \(seed): not joined") }
        guard [left, right, twice].allSatisfy({ $0.encoded() == wanted }) else {
          throw Failure("seed \(seed): \(left) and \(right) are not \(whole)")
        }
      }
      // What was joined is a state like any other.
      #expect(try RecordState(decoding: wanted).encoded() == wanted)
    }
  }

  @Test func `states of different things are not joined`() {
    let a = Self.empty
    #expect(join(a, RecordState(record: otherRecord, kind: caseKind, aggregate: someRecord)) == nil)
    #expect(join(a, RecordState(record: someRecord, kind: noteKind, aggregate: someRecord)) == nil)
    #expect(join(a, RecordState(record: someRecord, kind: caseKind, aggregate: otherRecord)) == nil)
  }

  @Test func `head office was restored: what it lost comes back from the branch, what it got since stays`()
    throws
  {
    let logged = titled(dot(1, 1), at: 0, "甲")
    let edited = titled(dot(1, 2), at: 10, "乙", base: [dot(1, 1)])
    let elsewhere = titled(dot(2, 1), at: 5, "丙", base: [dot(1, 1)])
    let branch = try state([logged, edited])
    let office = try state([logged, elsewhere])
    let joined = try #require(join(office, branch))
    #expect(joined.encoded() == (try state([logged, elsewhere, edited]).encoded()))
    #expect(joined[title]?.isConflicted == true)
  }

  @Test func `two versions of one dot: everybody takes the same one`() throws {
    var samples = (0..<4).map { titled(dot(1, 1), at: Int64($0 / 2), "甲") }
    samples[1].times.quality = .exact
    samples[3].times.wall += 1
    samples.append(titled(dot(1, 1), at: 0, "乙"))
    samples.append(change(dot(1, 1), at: 0, [FieldWrite(title, .sight([dot(1, 1)]))]))
    samples.append(change(dot(1, 1), at: 0, [FieldWrite(title, .sight([dot(2, 1)]))]))
    let states = try samples.map { try state([$0]) }
    for (a, b) in states.flatMap({ a in states.map { (a, $0) } }) {
      let joined = try #require(join(a, b))
      #expect(joined.encoded() == join(b, a)?.encoded())
      #expect(join(joined, a)?.encoded() == joined.encoded())
      for c in states {
        let left = try #require(join(joined, c))
        #expect(left.encoded() == join(a, try #require(join(b, c)))?.encoded())
      }
    }
  }
}
