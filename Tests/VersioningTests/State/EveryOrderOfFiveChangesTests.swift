import TestSupport
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
    var orders = EveryOrder()
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
      try orders.check(history)
    }
  }

  @Test func `four changes: each order gives the same bytes, whatever the values are`() throws {
    let histories = Self.histories
    #expect(histories.count == 8136)
    var orders = EveryOrder()
    for history in histories { try orders.check(history) }
    // Sights that lead to the same bases make the same changes.
    #expect(orders.histories == 6060)
  }

  @Test func `five changes: each order of each pattern of bases gives the same bytes`() throws {
    var orders = EveryOrder()
    // Values are equal or not, their names do not count: the first one is 甲. The last one replaces nothing.
    for history in Self.histories where history.entries[0].value == 0 {
      for longer in history.extended(alphabet: 2, last: 0..<1) { try orders.check(longer.withoutValues) }
    }
    #expect(orders.histories == 3972)
  }
}

/// Walks through all sets of a history's changes, from the empty one up. The state of a set must be the
/// same bytes whichever of its changes comes last, and a repeated change must change nothing: so, by
/// induction, every order of the set, with any repetitions, gives these bytes. And they must be what the law
/// says of the set. Sets that were looked at in another history are not looked at again.
private struct EveryOrder {
  private var known: [[UInt32]: (state: RecordState, bytes: [UInt8])] = [:]
  /// How many different histories were looked at.
  private(set) var histories = 0

  mutating func check(_ history: History) throws {
    let keys = history.entries.map(\.key)
    guard known[keys] == nil else { return }
    histories += 1
    let changes = history.changes
    for set in 1..<(1 << changes.count) {
      let members = changes.indices.filter { set >> $0 & 1 == 1 }
      let key = members.map { keys[$0] }
      guard known[key] == nil else { continue }
      var found: (state: RecordState, bytes: [UInt8])?
      for last in members {
        let before = known[members.filter { $0 != last }.map { keys[$0] }]?.state
        guard (before == nil) == (members.count == 1) else { throw Failure("a set was left out") }
        let state = apply(changes[last], to: before).state
        let bytes = state.encoded()
        guard found == nil || found?.bytes == bytes else { throw Failure("the order counts: \(history)") }
        let (repeated, verdict) = apply(changes[last], to: state)
        guard verdict == .duplicate, repeated.encoded() == bytes else {
          throw Failure("a repeated change counts: \(history)")
        }
        found = (state, bytes)
      }
      if let found { try checkLaw(found.state, members.map { changes[$0] }) }
      known[key] = found
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
