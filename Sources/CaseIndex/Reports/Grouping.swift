import Complaints
import RecordStore

/// Tells which group a row of `facts` belongs to. Each text of an axis is looked up once a row and has a small
/// number from then on.
struct Grouping {
  let axes: [ReportAxis]
  /// Of each group, in the order in which they were met.
  private(set) var keys: [[String?]] = []
  private let columns: [Int32]
  private var texts: [[String?: Int]]
  private var times: [[Int64: Int]]
  private var names: [[String?]]
  /// Of each axis: the group so far and the next number, to the next group; and back.
  private var chains: [[UInt64: Int]]
  private var links: [[UInt64]]

  /// - Parameter columns: where each axis stands in the rows; times stand as their day.
  init(_ axes: [ReportAxis], columns: [Int32]) {
    self.axes = axes
    self.columns = columns
    texts = axes.map { _ in [:] }
    times = axes.map { _ in [:] }
    names = axes.map { _ in [] }
    chains = axes.map { _ in [:] }
    links = axes.map { _ in [] }
    if axes.isEmpty { keys = [[]] }
  }

  mutating func place(of row: SQLRow) -> Int {
    var group = 0
    for at in axes.indices {
      let number = axes[at].isTime ? time(row.integer(columns[at]), at) : text(row.text(columns[at]), at)
      if axes.count == 1 {
        if number == keys.count { keys.append([names[at][number]]) }
        return number
      }
      let link = UInt64(group) << 32 | UInt64(number)
      if let known = chains[at][link] {
        group = known
        continue
      }
      links[at].append(link)
      chains[at][link] = links[at].count - 1
      if at == axes.count - 1 { keys.append(key(of: links[at].count - 1)) }
      group = links[at].count - 1
    }
    return group
  }

  /// The names that lead to a group of all axes.
  private func key(of group: Int) -> [String?] {
    var (group, found) = (group, [String?](repeating: nil, count: axes.count))
    for at in axes.indices.reversed() {
      let link = links[at][group]
      found[at] = names[at][Int(link & 0xFFFF_FFFF)]
      group = Int(link >> 32)
    }
    return found
  }

  private mutating func text(_ text: String?, _ at: Int) -> Int {
    if let known = texts[at][text] { return known }
    names[at].append(text)
    texts[at][text] = names[at].count - 1
    return names[at].count - 1
  }

  private mutating func time(_ day: Int64, _ at: Int) -> Int {
    if let known = times[at][day] { return known }
    let number = text(axes[at].name(ofDay: Int(day)), at)
    times[at][day] = number
    return number
  }
}

extension ReportAxis {
  /// The column of `facts`.
  var column: String {
    switch self {
    case .branch: "branch"
    case .problemClass: "problem_class"
    case .cause: "cause_area"
    case .emotion: "emotion"
    case .day, .week, .month, .year: "day"
    default: rawValue
    }
  }

  /// The day, the Monday of its week, its month or year.
  fileprivate func name(ofDay day: Int) -> String {
    let date = CivilDate(daysSinceEpoch: self == .week ? ReportWeek.monday(ReportWeek.of(day: day)) : day)
    return switch self {
    case .month: String(date.description.prefix(7))
    case .year: String(date.description.prefix(4))
    default: date.description
    }
  }
}
