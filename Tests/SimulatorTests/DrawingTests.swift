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
  func `with office two devices write of one person and two of head office publish; without it nobody does`()
  {
    func isOfOffice(_ act: Act) -> Bool {
      switch act {
      case .person, .editPerson, .task, .publish: true
      default: false
      }
    }
    func acts(_ scenario: Scenario) -> [(device: Int, act: Act)] {
      scenario.events.compactMap { event in
        if case .act(let device, let act) = event.step, isOfOffice(act) { (device, act) } else { nil }
      }
    }
    #expect(Self.scenarios.allSatisfy { acts($0).isEmpty })
    let drawn = (UInt64(1)...200).map { Scenario(seed: $0, steps: 60, repertoire: [.standard, .office]) }
    let sharing = drawn.count { scenario in
      var devices: [Int: Set<Int>] = [:]
      for (device, act) in acts(scenario) {
        if case .editPerson(let person, _) = act { devices[person, default: []].insert(device) }
      }
      return devices.values.contains { $0.count > 1 }
    }
    let publishing = drawn.count { scenario in
      let devices = acts(scenario).compactMap { device, act in
        if case .publish = act, scenario.shape.members[device].branch == "HQ" { device } else { nil }
      }
      return Set(devices).count > 1
    }
    let owing = drawn.count { scenario in
      acts(scenario).contains { if case .task(_, .add) = $0.act { true } else { false } }
    }
    #expect(sharing > 20 && publishing > 10 && owing > 100)
  }

  @Test func `with links cases are merged, both ways at once too, and taken apart; without it nobody does`() {
    func links(_ scenario: Scenario) -> [[Int]] {
      scenario.events.compactMap { event in
        switch event.step {
        case .act(_, .link(let label, let other, _)): [label, other]
        case .act(_, .unlink(let label)): [label]
        default: nil
        }
      }
    }
    #expect(Self.scenarios.allSatisfy { links($0).isEmpty })
    let drawn = (UInt64(1)...200).map { Scenario(seed: $0, steps: 60, repertoire: [.standard, .links]) }
    let circles = drawn.count { scenario in
      let all = Set(links(scenario))
      return all.contains { $0.count == 2 && all.contains($0.reversed()) }
    }
    let merging = drawn.count { links($0).contains { $0.count == 2 } }
    let parting = drawn.count { links($0).contains { $0.count == 1 } }
    #expect(merging > 50 && parting > 100 && circles > 15, "\(merging) \(parting) \(circles)")
    let hostile = (UInt64(1)...200).flatMap { seed in
      Scenario(seed: seed, steps: 60, repertoire: [.hostile, .links]).events.map(\.step)
    }
    #expect(
      hostile.count { step in
        switch step {
        case .hostile(_, .link), .stranger(_, .link): true
        default: false
        }
      } > 50)
  }

  @Test
  func `with knowledge two write one manuscript, head office publishes, branches say whether it helped`() {
    func acts(_ scenario: Scenario) -> [(device: Int, act: Act)] {
      scenario.events.compactMap { event in
        guard case .act(let device, let act) = event.step else { return nil }
        return switch act {
        case .manuscript, .knowledge, .published, .course, .attendance: (device, act)
        default: nil
        }
      }
    }
    #expect(Self.scenarios.allSatisfy { acts($0).isEmpty })
    let drawn = (UInt64(1)...200).map { Scenario(seed: $0, steps: 60, repertoire: [.standard, .knowledge]) }
    let sharing = drawn.count { scenario in
      var devices: [Int: Set<Int>] = [:]
      for (device, act) in acts(scenario) {
        if case .knowledge(let manuscript, .text) = act { devices[manuscript, default: []].insert(device) }
      }
      return devices.values.contains { $0.count > 1 }
    }
    let publishing = drawn.count { scenario in
      acts(scenario).contains { device, act in
        if case .knowledge(_, .publish) = act { scenario.shape.members[device].branch == "HQ" } else { false }
      }
    }
    let helped = drawn.count { scenario in
      acts(scenario).contains { if case .published(_, .helpful) = $0.act { true } else { false } }
    }
    let taught = drawn.count { scenario in
      acts(scenario).contains { device, act in
        if case .course = act { scenario.shape.members[device].branch == "HQ" } else { false }
      }
    }
    let learnt = drawn.count { acts($0).contains { if case .attendance = $0.act { true } else { false } } }
    #expect(sharing > 10 && publishing > 20 && helped > 20 && taught > 20 && learnt > 20)
  }

  @Test func `with knowledge head office tells branches what to do, changes it, and branches acknowledge`() {
    func works(_ scenario: Scenario) -> [NoticeWork] {
      scenario.events.compactMap { event in
        if case .act(_, .notice(_, let work)) = event.step { work } else { nil }
      }
    }
    #expect(Self.scenarios.allSatisfy { works($0).isEmpty })
    let drawn = (UInt64(1)...200).map { Scenario(seed: $0, steps: 60, repertoire: [.standard, .knowledge]) }
    let changing = drawn.count { scenario in
      works(scenario).count { if case .publish = $0 { true } else { false } } > 1
    }
    let acknowledging = drawn.count { works($0).contains(.acknowledge) }
    #expect(changing > 20 && acknowledging > 40, "\(changing) \(acknowledging)")
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
