import Testing

@testable import Complaints

/// Which weeks stand out. Random series come from a generator with a seed: the same ones in every run.
@Suite struct SpikeTests {
  /// SplitMix64 (Steele, Lea, Flood 2014).
  private struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }

    /// By Knuth's product of uniforms; means of a dozen at most.
    mutating func poisson(_ mean: Double) -> Int {
      let least = Self.exponential(-mean)
      var (left, count) = (Double.random(in: 0..<1, using: &self), 0)
      while left > least {
        left *= Double.random(in: 0..<1, using: &self)
        count += 1
      }
      return count
    }

    private static func exponential(_ x: Double) -> Double {
      var (term, sum) = (1.0, 1.0)
      for i in 1..<200 {
        term *= x / Double(i)
        sum += term
      }
      return sum
    }
  }

  private func find(_ counts: [[Int]], weeks: Range<Int>? = nil) -> SpikeSearch.Findings {
    let series = counts.enumerated().map { WeekSeries(key: ["\($0)"], first: 0, counts: $1) }
    return SpikeSearch().find(in: series, weeks: weeks ?? 0..<(counts.map(\.count).max() ?? 0))
  }

  @Test func `a carton that got thinner is found in the week in which parcels begin to break`() throws {
    var generator = Seeded(state: 7)
    var all = (0..<30).map { _ in (0..<80).map { _ in generator.poisson(3) } }
    for week in 70..<80 { all[4][week] += 15 }
    let found = find(all)
    let first = try #require(found.spikes.first { $0.key == ["4"] })
    #expect(first.week == 70 && first.count >= 15 && first.expected < 5 && first.chance < 1e-4)
    #expect(found.spikes.filter { $0.week == 70 }.map(\.key) == [["4"]], "and nothing else")
    #expect(find(all) == found, "the same every time")
  }

  @Test func `where every series swings widely, a high week is no miracle`() {
    let calm = [Int](repeating: 1, count: 79) + [9]
    let quiet = (0..<9).map { _ in [Int](repeating: 1, count: 80) }
    let wild = (0..<9).map { _ in (0..<80).map { $0 % 4 == 0 ? 40 : 0 } }
    #expect(find([calm] + quiet, weeks: 79..<80).spikes.map(\.key) == [["0"]])
    #expect(find([calm] + wild, weeks: 79..<80).spikes.isEmpty)
  }

  @Test func `constant series never stand out`() {
    for level in [0, 1, 4, 5, 40, 1000] {
      #expect(find([[Int](repeating: level, count: 120)]).spikes.isEmpty)
    }
  }

  @Test func `where nothing is the matter, at most about one week in twenty shows something`() {
    var generator = Seeded(state: 11)
    let steady = (0..<150).map { at in
      (0..<160).map { _ in generator.poisson(Double(at % 12) / 2 + 0.2) }
    }
    let noisy = find(steady)
    #expect(noisy.tests > 15_000)
    #expect(Set(noisy.spikes.map(\.week)).count <= 12, "5 % of 150 weeks are 7.5")
    // A wave of a year, between two fifths and eight fifths of the mean, by a triangle.
    let seasonal = (0..<150).map { at in
      (0..<210).map { week in
        let phase = (week + at * 7) % 52
        let wave = Double(phase < 26 ? phase : 52 - phase) / 26
        return generator.poisson((Double(at % 12) / 2 + 1) * (0.4 + 1.2 * wave))
      }
    }
    let found = find(seasonal)
    #expect(Set(found.spikes.map(\.week)).count <= 14, "5 % of 200 weeks are 10")
  }

  @Test func `nothing before: five cases at once stand out, four never do`() {
    let quiet = [Int](repeating: 0, count: 60)
    #expect(find([quiet]).tests == 0)
    #expect(find([quiet + [4]]).spikes.isEmpty)
    let found = find([quiet + [5]])
    #expect(found.spikes.map(\.count) == [5] && found.tests == 1)
  }

  @Test func `a history of less than eight weeks is not tested, and said to be untested`() {
    let found = find([[1, 2, 1, 2, 1, 2, 1, 50]])
    #expect(found.tests == 0 && found.untested == 8 && found.spikes.isEmpty)
    // Week 10 has weeks 0 to 7 behind it, and two more between.
    let longer = find([[1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 50]])
    #expect(longer.tests == 1 && longer.untested == 10 && longer.spikes.map(\.week) == [10])
  }

  @Test func `a rise does not hide itself: the two weeks before are no history`() {
    let counts = [Int](repeating: 2, count: 40) + [20, 20, 20]
    #expect(find([counts]).spikes.map(\.week) == [40, 41, 42])
  }

  @Test func `a series that comes in batches needs more than one that does not`() {
    let batches = (0..<60).map { $0 % 6 == 0 ? 12 : 0 }
    #expect(find([batches + [10]], weeks: 60..<61).spikes.isEmpty)
    #expect(find([[Int](repeating: 2, count: 60) + [10]], weeks: 60..<61).spikes.count == 1)
  }

  @Test func `weeks after the last case are weeks of none`() {
    let series = WeekSeries(key: [nil], first: 5, counts: [3, 3, 3, 3, 3, 3, 3, 3])
    let found = SpikeSearch().find(in: [series], weeks: 5..<40)
    #expect(found.spikes.isEmpty && found.tests == 25)
  }

  @Test func `tails agree with those of other programs`() {
    // scipy 1.17: nbinom.sf(count - 1, mean / (d - 1), 1 / d), poisson.sf(count - 1, mean).
    let known: [(Int, Double, Double, Double)] = [
      (3, 1, 1, 0.08030139707139418), (30, 5, 1, 2.817517615577943e-14), (4, 10, 1, 0.9896639493240743),
      (1, 2, 1.5, 0.8024691358024691), (12, 2, 1.5, 0.000285108823968265), (5, 8, 3, 0.7413504039018443),
      (40, 3, 2, 2.0554580260068178e-10), (1000, 400, 10, 1.7593947823523682e-12),
    ]
    for (count, mean, dispersion, expected) in known {
      let found = upperTail(count: count, mean: mean, dispersion: dispersion)
      #expect(abs(found / expected - 1) < 1e-9, "\(count) of \(mean), \(dispersion): \(found)")
    }
    #expect(upperTail(count: 0, mean: 3, dispersion: 2) == 1)
    #expect(upperTail(count: 1, mean: 0, dispersion: 2) == 0)
  }

  @Test func `many tests: those of the paper of 1995`() {
    let values = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
      0.7590, 1,
    ]
    #expect(largestBelieved(values.reversed(), share: 0.05) == 0.0095)
    #expect(largestBelieved([0.06, 0.9], share: 0.05) == nil && largestBelieved([], share: 0.05) == nil)
  }
}
