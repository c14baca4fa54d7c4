/// How often something was complained of, week by week.
package struct WeekSeries: Sendable, Equatable {
  /// What it is of, by axis; nil: not set.
  package let key: [String?]
  /// The week (Mondays since that of 1969-12-29) in which its branch began to log cases. A week without a case
  /// after that counts as a week of none.
  package let first: Int
  /// From the first week on.
  package let counts: [Int]

  package init(key: [String?], first: Int, counts: [Int]) {
    self.key = key
    self.first = first
    self.counts = counts
  }
}

/// A week in which something was complained of more often than its own history explains.
package struct Spike: Sendable, Equatable {
  package let key: [String?]
  package let week: Int
  package let count: Int
  /// Of a usual week.
  package let expected: Double
  /// The chance of a count as high as this by itself.
  package let chance: Double

  package init(key: [String?], week: Int, count: Int, expected: Double, chance: Double) {
    self.key = key
    self.week = week
    self.count = count
    self.expected = expected
    self.chance = chance
  }
}

/// Finds weeks that stand out from the history of the same class, product and branch.
///
/// A week is held against a window of up to 52 weeks that ends two weeks before it (the guard band of EARS C2:
/// Hutwagner, Thompson, Seeman, Treadwell 2003, so that a rise does not hide itself). The expected count is the
/// window's mean, its spread a quasi-Poisson dispersion (Farrington, Andrews, Beale, Catchpole 1996), widened for
/// the mean being estimated; the tail is a negative binomial one (Noufaily et al. 2013). The dispersion is the
/// series' own or that of all series of that week together, whichever is larger: with a few cases a year nobody
/// can know that they come in batches. Many series are tested at once: a false discovery rate of 5 % is kept for
/// each week by the procedure of Benjamini and Hochberg (1995). Fewer than 5 cases are never a spike.
package struct SpikeSearch: Sendable {
  package var window = 52
  package var guardBand = 2
  /// As far back as a week is held against.
  package var weeksBack: Int { window + guardBand }
  /// Weeks of history without which a series is not tested.
  package var leastHistory = 8
  package var leastCount = 5
  package var falseShare = 0.05

  package init() {}

  package struct Findings: Sendable, Equatable {
    /// In the order of weeks, the least likely of a week first.
    package var spikes: [Spike] = []
    package var tests = 0
    /// Counts of series that have too short a history yet.
    package var untested = 0
  }

  /// - Parameter weeks: those to test; what came before them is history.
  package func find(in series: [WeekSeries], weeks: Range<Int>) -> Findings {
    let sums = series.map { RunningSums($0.counts) }
    var findings = Findings()
    for week in weeks {
      var tested: [(index: Int, count: Int, mean: Double, variance: Double, weeks: Double)] = []
      for (index, one) in series.enumerated() {
        let at = week - one.first
        guard at >= 0 else { continue }
        let count = at < one.counts.count ? one.counts[at] : 0
        let end = at - guardBand
        let start = max(end - window, 0)
        guard end - start >= leastHistory else {
          if count > 0 { findings.untested += 1 }
          continue
        }
        let (sum, squares) = sums[index].between(start, end)
        // Nothing then and nothing now: no test.
        guard sum > 0 || count > 0 else { continue }
        let weeks = Double(end - start)
        // Half a case more: a mean of 0 would make any case a miracle.
        let mean = (Double(sum) + 0.5) / weeks
        let variance = (Double(squares) - Double(sum) * Double(sum) / weeks) / (weeks - 1)
        tested.append((index, count, mean, variance, weeks))
      }
      findings.tests += tested.count
      let means = tested.reduce(0) { $0 + $1.mean }
      let common = means > 0 ? tested.reduce(0) { $0 + $1.variance } / means : 1
      let chances = tested.map { test in
        let dispersion = max(1, common, test.variance / test.mean) * (1 + 1 / test.weeks)
        return upperTail(count: test.count, mean: test.mean, dispersion: dispersion)
      }
      guard let limit = largestBelieved(chances, share: falseShare) else { continue }
      findings.spikes += zip(tested, chances).filter { $1 <= limit && $0.count >= leastCount }
        .sorted { ($0.1, $0.0.index) < ($1.1, $1.0.index) }.map { test, chance in
          Spike(
            key: series[test.index].key, week: week, count: test.count, expected: test.mean, chance: chance)
        }
    }
    return findings
  }
}

/// Sums of counts and of their squares over any stretch of weeks.
private struct RunningSums {
  private var sums = [0]
  private var squares = [0]

  init(_ counts: [Int]) {
    sums.reserveCapacity(counts.count + 1)
    squares.reserveCapacity(counts.count + 1)
    for count in counts {
      sums.append(sums[sums.count - 1] + count)
      squares.append(squares[squares.count - 1] + count * count)
    }
  }

  /// Weeks after the last count are weeks of none.
  func between(_ start: Int, _ end: Int) -> (sum: Int, squares: Int) {
    let (start, end) = (min(start, sums.count - 1), min(end, sums.count - 1))
    return (sums[end] - sums[start], squares[end] - squares[start])
  }
}
