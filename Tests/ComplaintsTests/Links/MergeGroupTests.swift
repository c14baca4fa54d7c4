import TestSupport
import Testing
import Versioning

@testable import Complaints

@Suite("Which cases are one complaint")
struct MergeGroupTests {
  private static func id(_ number: Int) -> RecordID { RecordID(high: 1, low: UInt64(number)) }

  private static func groups(_ said: [(Int, Int?)], deleted: Set<Int> = []) -> MergeGroups {
    MergeGroups(said.map { MergeGroups.Claim(id($0), of: $1.map(id)) }) { deleted.map(id).contains($0) }
  }

  private static func survivors(_ said: [(Int, Int?)], deleted: Set<Int> = []) -> [RecordID?] {
    groups(said, deleted: deleted).groups.map(\.survivor)
  }

  @Test func `what was merged stands for nothing, and what it was merged into for all of it`() {
    let groups = Self.groups([(1, 2), (3, 2), (5, 4)])
    #expect(groups.groups.map(\.members) == [[1, 2, 3].map(Self.id), [4, 5].map(Self.id)])
    #expect(groups.groups.map(\.survivor) == [Self.id(2), Self.id(4)])
    #expect(groups[Self.id(3)]?.duplicates == [Self.id(1), Self.id(3)])
    #expect(groups[Self.id(9)] == nil)
  }

  @Test func `a chain is one group under its end, a circle one under its lowest id`() {
    #expect(Self.survivors([(1, 2), (2, 3), (3, 4)]) == [Self.id(4)])
    #expect(Self.survivors([(3, 2), (2, 5), (5, 3)]) == [Self.id(2)])
    // Something that leads into a circle, and a circle that leads to a case which is nobody's duplicate.
    #expect(Self.survivors([(1, 3), (3, 2), (2, 3)]) == [Self.id(1)])
    #expect(Self.survivors([(1, 2), (2, 1), (2, 7)]) == [Self.id(7)])
    #expect(Self.survivors([(6, 6)]) == [Self.id(6)])
  }

  @Test func `merged into two cases by two people, all three are one: the lower of the two stands for them`()
  {
    let groups = Self.groups([(1, 8), (1, 5)])
    #expect(groups.groups.map(\.members) == [[1, 5, 8].map(Self.id)])
    #expect(groups.groups.map(\.survivor) == [Self.id(5)])
    #expect(Self.survivors([(1, 8), (1, 5)], deleted: [5]) == [Self.id(8)])
  }

  @Test func `taking back one of several words divides a group where nothing else joins it`() {
    let chain = [(1, 2), (2, 3), (3, 4)] as [(Int, Int?)]
    #expect(
      Self.groups([chain[0], chain[2]]).groups.map(\.members) == [[1, 2].map(Self.id), [3, 4].map(Self.id)])
    #expect(Self.survivors([chain[0], chain[2]]) == [Self.id(2), Self.id(4)])
    // Said twice, and taken back once: it is still said.
    #expect(Self.survivors(chain + [chain[1]]) == [Self.id(4)])
    // A circle without one of its words is a chain.
    #expect(Self.survivors([(3, 2), (2, 5)]) == [Self.id(5)])
  }

  @Test func `for what was deleted, or for nothing that was named, the lowest that remains stands`() {
    #expect(Self.survivors([(3, 1), (2, 1)], deleted: [1]) == [Self.id(2)])
    #expect(Self.survivors([(3, 1), (2, 1)], deleted: [1, 2]) == [Self.id(3)])
    #expect(Self.survivors([(3, 1)], deleted: [1, 3]) == [nil])
    #expect(Self.survivors([(3, nil)]) == [Self.id(3)])
    #expect(Self.survivors([(4, 3), (3, nil)]) == [Self.id(3)])
    // Closed as a duplicate of something, and merged by somebody who knew of what.
    #expect(Self.survivors([(3, nil), (3, 7)]) == [Self.id(7)])
    #expect(Self.survivors([(3, nil), (3, 7)], deleted: [7]) == [Self.id(3)])
  }

  @Test func `who is a duplicate of whom is told along the way, circles and all`() {
    let groups = Self.groups([(1, 2), (2, 3), (3, 4), (4, 2)])
    #expect(groups.originals(of: Self.id(1)) == [1, 2, 3, 4].map(Self.id))
    #expect(groups.circle(of: Self.id(3)) == [3, 4, 2].map(Self.id))
    #expect(groups.circle(of: Self.id(1)).isEmpty)
    #expect(Self.groups([(6, 6)]).circle(of: Self.id(6)) == [Self.id(6)])
  }

  @Test(.timeLimit(.minutes(1)))
  func `a circle of ten thousand is told at once: each case is looked at once`() {
    let count = 10_000
    let groups = Self.groups((1...count).map { ($0, $0 % count + 1) })
    #expect(groups.circle(of: Self.id(7)).count == count)
  }

  @Test func `the same words in any order make the same groups, and each case is in one of them`() {
    var random = SeededGenerator(seed: 26)
    for _ in 0..<300 {
      let cases = 2 + random.below(7)
      let said = (0..<random.below(9)).map { _ -> (Int, Int?) in
        (1 + random.below(cases), random.chance(9, in: 10) ? 1 + random.below(cases) : nil)
      }
      let deleted = Set((1...cases).filter { _ in random.chance(1, in: 4) })
      let groups = Self.groups(said, deleted: deleted)
      for _ in 0..<5 {
        let again = Self.groups(said.shuffled(using: &random) + said.prefix(1), deleted: deleted)
        #expect(again.groups == groups.groups, "\(said)")
      }
      let members = groups.groups.flatMap(\.members)
      #expect(Set(members).count == members.count)
      #expect(Set(members) == Set(said.flatMap { [$0, $1].compactMap(\.self) }.map(Self.id)))
      for group in groups.groups {
        #expect(
          group.survivor == nil
            ? group.members.allSatisfy(deleted.map(Self.id).contains)
            : group.members.contains { $0 == group.survivor && !deleted.map(Self.id).contains($0) })
      }
      // Whatever joins two cases keeps them together.
      for (one, other) in said {
        guard let other else { continue }
        #expect(groups[Self.id(one)] == groups[Self.id(other)])
      }
    }
  }

  @Test func `whoever sees only some of the words never divides what these join`() {
    var random = SeededGenerator(seed: 27)
    for _ in 0..<200 {
      let said = (0..<8).map { _ -> (Int, Int?) in (1 + random.below(7), 1 + random.below(7)) }
      let all = Self.groups(said)
      for group in Self.groups(Array(said.prefix(random.below(8)))).groups {
        #expect(Set(group.members.map { all[$0] }).count == 1)
      }
    }
  }
}
