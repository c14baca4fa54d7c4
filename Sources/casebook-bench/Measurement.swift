import Glibc
import Interchange
import Terminal

/// Seconds on a clock that only goes forward.
func seconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// How long something takes, in seconds.
func timed(_ body: () throws -> Void) rethrows -> Double {
  let start = seconds()
  try body()
  return seconds() - start
}

/// The middle one of some figures: one slow run does not count. Zero where there are none.
func median(_ figures: [Double]) -> Double {
  let sorted = figures.sorted()
  guard !sorted.isEmpty else { return 0 }
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/// Runs two things in turn, A B A B …, so that a machine's bad minute hits both.
/// - Returns: the median seconds of each. The first run of each only warms up.
func alternating(_ rounds: Int, _ a: () throws -> Double, _ b: () throws -> Double) rethrows -> (
  Double, Double
) {
  var figures: (a: [Double], b: [Double]) = ([], [])
  for round in 0...rounds {
    let (one, other) = (try a(), try b())
    guard round > 0 else { continue }
    figures.a.append(one)
    figures.b.append(other)
  }
  return (median(figures.a), median(figures.b))
}

/// One measured figure with its goal and the floor it is compared with.
struct Measurement {
  enum Unit {
    case milliseconds, seconds, perSecond, bytes, count, times

    func text(_ value: Double) -> String {
      switch self {
      case .milliseconds: fixed(value, value < 10 ? 2 : 1) + " ms"
      case .seconds: fixed(value, 2) + " s"
      case .perSecond: fixed(value, 0) + "/s"
      case .bytes: fixed(value, 0) + " B"
      case .count: fixed(value, 0)
      case .times: fixed(value, 2) + "×"
      }
    }
  }

  enum Goal {
    /// The figure is at most so many times the floor.
    case within(Double)
    /// The figure is at least this part of the floor.
    case atLeast(Double)
    /// The figure itself is at most this.
    case atMost(Double)
    /// Told, not judged.
    case none
  }

  let name: String
  let unit: Unit
  let figure: Double
  /// In the figure's unit; nil where it is compared with nothing.
  let floor: Double?
  let goal: Goal
  var detail = ""

  var ratio: Double? { floor.flatMap { $0 > 0 ? figure / $0 : nil } }

  /// Nil where there is no goal.
  var isMet: Bool? {
    switch goal {
    case .within(let limit): ratio.map { $0 <= limit }
    case .atLeast(let part): ratio.map { $0 >= part }
    case .atMost(let limit): figure <= limit
    case .none: nil
    }
  }

  var goalText: String {
    switch goal {
    case .within(let limit): "≤ \(fixed(limit, 1))× floor"
    case .atLeast(let part): "≥ \(fixed(part * 100, 0)) % of floor"
    case .atMost(let limit): "≤ \(unit.text(limit))"
    case .none: "–"
    }
  }

  var json: JSON {
    [
      "name": .string(name), "figure": .double(figure), "unit": .string("\(unit)"),
      "floor": floor.map(JSON.double) ?? .null, "ratio": ratio.map(JSON.double) ?? .null,
      "goal": .string(goalText), "met": isMet.map(JSON.bool) ?? .null, "detail": .string(detail),
    ]
  }
}

/// A table of measurements, one line each.
func table(_ measurements: [Measurement]) -> [String] {
  var table = Table([
    Column("Measurement"), Column("Goal"), Column("Figure", alignment: .right),
    Column("Floor", alignment: .right),
    Column("Ratio", alignment: .right), Column("Met"), Column("Detail"),
  ])
  for one in measurements {
    table.add([
      Cell(one.name), Cell(one.goalText), Cell(one.unit.text(one.figure)),
      Cell(one.floor.map(one.unit.text) ?? "–"),
      Cell(one.ratio.map { fixed($0, 2) } ?? "–"), Cell(one.isMet.map { $0 ? "yes" : "NO" } ?? "–"),
      Cell(one.detail),
    ])
  }
  return table.lines(width: 200, style: .none)
}

/// A number with so many decimals.
func fixed(_ value: Double, _ decimals: Int) -> String {
  guard value.isFinite, abs(value) < 1e15 else { return "–" }
  var scale = 1.0
  for _ in 0..<decimals { scale *= 10 }
  let scaled = Int64((abs(value) * scale).rounded())
  let sign = value < 0 && scaled > 0 ? "-" : ""
  let digits = String(scaled)
  guard decimals > 0 else { return sign + digits }
  let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
  return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
}
