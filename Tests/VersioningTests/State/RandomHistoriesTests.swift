import TestSupport
import Testing

@testable import Versioning

/// Branches that work and sync at random, on clocks that are years off, against an oracle that knows who
/// truly saw what. A failure names its seed.
@Suite struct RandomHistoriesTests {
  private func run(seeds: Range<UInt64>, _ body: (UInt64) throws -> Void) {
    for seed in seeds {
      do { try body(seed) } catch {
        Issue.record("seed \(seed): \(error)")
        return
      }
    }
  }

  /// Lets the branches work, and brings all that was made to head office in the end.
  private func played(seed: UInt64, checking: Bool) throws -> Branches {
    var branches = Branches(seed: seed)
    for _ in 0..<(6 + branches.generator.below(20)) {
      let at = branches.generator.below(branches.replicas.count)
      if branches.generator.chance(3, in: 5) {
        try branches.edit(at: at)
        if checking { try branches.check(branches.state(of: at), holding: branches.replicas[at].held) }
      } else {
        try branches.sync(at: at)
        if checking { try branches.check(branches.office, holding: branches.officeHolds) }
      }
    }
    for at in branches.replicas.indices {
      while !branches.replicas[at].pending.isEmpty { try branches.sync(at: at) }
    }
    return branches
  }

  @Test func `a conflict is flagged if and only if two values were written without sight and differ`() throws
  {
    var flagged = 0
    var slower = 0
    run(seeds: 0..<1500) { seed in
      let branches = try played(seed: seed, checking: true)
      try branches.check(branches.office, holding: branches.officeHolds)
      if !(branches.office?.conflictedFields.isEmpty ?? true) { flagged += 1 }
      slower += branches.made.filter { replacesHigherStamp($0.change, among: branches) }.count
    }
    // The histories are worth something: many end in a conflict, and many replace what has a higher stamp.
    #expect(flagged > 400)
    #expect(slower > 400)
  }

  private func replacesHigherStamp(_ change: Change, among branches: Branches) -> Bool {
    let base = change.writes.flatMap(\.base)
    return branches.made.contains { base.contains($0.change.dot) && $0.change.stamp > change.stamp }
  }

  @Test func `any order in which nothing comes before what it saw gives the oracle's verdict at each step`() {
    run(seeds: 10_000..<10_500) { seed in
      var branches = try played(seed: seed, checking: false)
      var waiting = branches.made
      var state: RecordState?
      var held: UInt64 = 0
      while !waiting.isEmpty {
        let ready = waiting.indices.filter { at in
          branches.oracle.events[waiting[at].bit.trailingZeroBitCount].sight & ~held == 0
        }
        let (change, bit) = waiting.remove(at: ready[branches.generator.below(ready.count)])
        let wanted = branches.oracle.verdict(on: bit, in: held)
        let (next, verdict) = apply(change, to: state)
        guard verdict == wanted else { throw Failure("\(change.dot) is \(wanted), not \(verdict)") }
        (state, held) = (next, held | bit)
        try branches.check(state, holding: held)
      }
      guard state?.encoded() == branches.office?.encoded() else {
        throw Failure("other bytes than head office")
      }
    }
  }

  @Test func `any order whatever, with repeats, ends in the bytes of head office`() {
    run(seeds: 20_000..<20_500) { seed in
      var branches = try played(seed: seed, checking: false)
      let wanted = branches.office?.encoded()
      for _ in 0..<4 {
        var order = branches.made + branches.made.filter { _ in branches.generator.chance(1, in: 3) }
        order.shuffle(using: &branches.generator)
        var state: RecordState?
        for (change, _) in order { state = apply(change, to: state).state }
        guard state?.encoded() == wanted else { throw Failure("the order counts") }
      }
    }
  }

  @Test func `a state that is stored and read back between any two changes goes on the same`() {
    run(seeds: 30_000..<30_200) { seed in
      let branches = try played(seed: seed, checking: false)
      var state: RecordState?
      var stored: RecordState?
      for (change, _) in branches.made.reversed() {
        state = apply(change, to: state).state
        let next = apply(change, to: stored).state.encoded()
        guard next == state?.encoded() else { throw Failure("reading back changed something") }
        stored = try RecordState(decoding: next)
      }
    }
  }
}
