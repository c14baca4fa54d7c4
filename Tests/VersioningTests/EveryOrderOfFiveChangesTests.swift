import Testing

@testable import Versioning

/// Every history of up to five changes that three replicas can make on one field, in every order, whether
/// or not the order respects who saw what.
@Suite struct EveryOrderOfFiveChangesTests {
  /// All of four changes with two different values.
  private static let histories = History.all(of: 4, alphabet: 2)

  @Test(arguments: [(1, 6), (2, 48), (3, 536)])
  func `up to three changes: each order and each repetition gives the same bytes`(
    count: Int, expected: Int
  ) throws {
    let histories = History.all(of: count, alphabet: 2)
    #expect(histories.count == expected)
    for history in histories {
      let changes = history.changes
      let wanted = try state(changes).encoded()
      for order in permutations(changes) {
        var result: RecordState?
        for change in order {
          result = apply(change, to: result).state
          let (again, verdict) = apply(change, to: result)
          guard verdict == .duplicate else { throw Failure("a repeated change was \(verdict): \(history)") }
          result = again
        }
        for change in order { result = apply(change, to: result).state }
        guard result?.encoded() == wanted else { throw Failure("the order counts: \(history)") }
      }
      try checkEveryOrder(of: changes)
    }
  }

  @Test func `four changes: each order gives the same bytes, whatever the values are`() throws {
    let histories = Self.histories
    #expect(histories.count == 8136)
    // Sights that lead to the same bases and values make the same changes.
    for changes in Dictionary(grouping: histories, by: { $0.shape + $0.entries.map { UInt16($0.value) } }) {
      try checkEveryOrder(of: changes.value[0].changes)
    }
  }

  @Test func `five changes: each order of each pattern of bases gives the same bytes`() throws {
    var shapes: [[UInt16]: History] = [:]
    for history in Self.histories {
      for longer in history.extended(alphabet: 2) { shapes[longer.shape] = longer }
    }
    #expect(shapes.count == 3972)
    for history in shapes.values { try checkEveryOrder(of: history.changes) }
  }

  /// Walks through all sets of the changes, from the empty one up. The state of a set must be the same
  /// bytes whichever of its changes comes last, and a repeated change must change nothing: so, by
  /// induction, every order of the set, with any repetitions, gives these bytes. And they must be what the
  /// law says of the set.
  private func checkEveryOrder(of changes: [Change]) throws {
    var states: [(state: RecordState, bytes: [UInt8])?] = [nil]
    for set in 1..<(1 << changes.count) {
      var known: (state: RecordState, bytes: [UInt8])?
      for last in changes.indices where set >> last & 1 == 1 {
        let (state, _) = apply(changes[last], to: states[set & ~(1 << last)]?.state)
        let bytes = state.encoded()
        if let known {
          guard known.bytes == bytes else { throw Failure("the order counts: \(changes)") }
        } else {
          known = (state, bytes)
        }
        guard apply(changes[last], to: state).verdict == .duplicate else {
          throw Failure("a repeated change is not told: \(changes)")
        }
      }
      if let known {
        try checkLaw(known.state, changes.indices.filter { set >> $0 & 1 == 1 }.map { changes[$0] })
      }
      states.append(known)
    }
  }

  /// The heads are all versions that stand in no applied change's base.
  private func checkLaw(_ state: RecordState, _ changes: [Change]) throws {
    var named: Set<Dot> = []
    for change in changes { for write in change.writes { named.formUnion(write.base) } }
    let dots = changes.map(\.dot)
    guard state.fields.count == 1, state.fields[0].heads.map(\.dot) == dots.filter({ !named.contains($0) }),
      state.fields[0].unmet == named.subtracting(dots).sorted(), state.applied.dots == dots
    else { throw Failure("not what the law says: \(changes) gave \(state)") }
  }
}

struct Failure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
