import Testing

@testable import Simulator

/// What seeds draw: rare things have to come up, and what came to them later moves nothing in them.
@Suite("What a seed draws")
struct DrawingTests {
  private static let scenarios = (UInt64(1)...400).map {
    Scenario(seed: $0, steps: 60, repertoire: .everything)
  }

  @Test func `in a third of the seeds head office works in parts`() {
    let cut = Self.scenarios.filter { $0.lookTakes > 0 }
    #expect((100...170).contains(cut.count))
    #expect(Set(cut.map(\.lookTakes)).count == 3)
    let clock = WorkClock(step: 16_000_000)
    let first = clock.now()
    #expect(clock.now() - first == 16_000_000)
    #expect(WorkClock(step: 0).now() == 0)
  }

  @Test func `an administrator answers for changes, and strangers come`() {
    let steps = [Repertoire.roles, .hostile].flatMap { repertoire in
      (UInt64(1)...400).flatMap { seed in
        Scenario(seed: seed, steps: 60, repertoire: repertoire).events.map(\.step)
      }
    }
    let warrants = steps.count { if case .office(.warrant) = $0 { true } else { false } }
    let strangers = steps.count { if case .stranger = $0 { true } else { false } }
    let hostiles = steps.count { if case .hostile = $0 { true } else { false } }
    #expect(warrants > 50)
    #expect(strangers > 200 && hostiles > 200)
  }

  @Test
  func `a seed is what it was: by its shape and the bytes of an answer kept failures are played again`() {
    let worlds = [13, 22, 33, 88, 94, 140, 194].map { (seed: UInt64) in
      let scenario = Scenario(seed: seed, steps: 60, repertoire: .everything)
      return [scenario.shape.index, scenario.pageBytes]
    }
    #expect(worlds == [[2, 0], [11, 0], [9, 254], [7, 0], [16, 0], [11, 1281], [23, 1027]])
  }
}
