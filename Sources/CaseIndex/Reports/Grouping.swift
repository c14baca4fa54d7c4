import Complaints
import RecordStore

/// Tells which group a row of `facts` belongs to. Each text of an axis is looked up once a row and has a small
/// number from then on; spellings of one text have one number, and so has all that a term is called.
struct Grouping {
  let axes: [ReportAxis]
  /// The numbers of each group's texts, in the order in which groups were met.
  private var members: [[Int]] = []
  /// The groups of which something is counted, in the order in which that was met first; and back.
  private var counted: [Int] = []
  private var countedPlaces: [Int?] = []
  private let columns: [Int32]
  private var texts: [[String?: Int]]
  private var times: [[Int64: Int]]
  /// The spellings of each text, with how often they were met.
  private var spellings: [[[String?: Int]]]
  /// What a text is compared by, and its number.
  private var folded: [[String?: Int]]
  /// Of what people write freely: the terms by their names, and the ids of those that were met, by their numbers.
  private let terms: [TermNames?]
  private var named: [[Int: String]]
  /// Of each axis: the group so far and the next number, to the next group; and back.
  private var chains: [[UInt64: Int]]
  private var links: [[UInt64]]

  /// - Parameters:
  ///   - columns: where each axis stands in the rows; times stand as their day.
  ///   - terms: as they are today.
  init(_ axes: [ReportAxis], columns: [Int32], terms: Terms) {
    self.axes = axes
    self.columns = columns
    texts = axes.map { _ in [:] }
    times = axes.map { _ in [:] }
    spellings = axes.map { _ in [] }
    folded = axes.map { _ in [:] }
    // An id stays its own, also where nobody here knows it.
    self.terms = axes.map { axis in axis.isFreeText ? axis.vocabulary.map { TermNames(terms[$0]) } : nil }
    named = axes.map { _ in [:] }
    chains = axes.map { _ in [:] }
    links = axes.map { _ in [] }
    if axes.isEmpty { members = [[]] }
  }

  /// Of each group that is counted: the ids of its terms; other texts as most cases spell them.
  var keys: [[String?]] {
    let names = spellings.enumerated().map { at, axis in
      axis.enumerated().map { number, found -> String? in
        if let term = named[at][number] { return term }
        return found.max { a, b in a.value != b.value ? a.value < b.value : (a.key ?? "") > (b.key ?? "") }?
          .key
          ?? nil
      }
    }
    return counted.map { members[$0] }.map { member in
      member.enumerated().map { names[$0.offset][$0.element] }
    }
  }

  /// Where a group stands among those that are counted.
  /// - Parameter group: see `group(of:)`.
  mutating func place(counting group: Int) -> Int {
    while countedPlaces.count <= group { countedPlaces.append(nil) }
    if let known = countedPlaces[group] { return known }
    countedPlaces[group] = counted.count
    counted.append(group)
    return counted.count - 1
  }

  /// Meets a row: how it spells its texts counts for how they are called, whether anything of it is counted or not.
  mutating func group(of row: SQLRow) -> Int {
    var group = 0
    for at in axes.indices {
      let number = axes[at].isTime ? time(row.integer(columns[at]), at) : text(row.text(columns[at]), at)
      if axes.count == 1 {
        if number == members.count { members.append([number]) }
        return number
      }
      let link = UInt64(group) << 32 | UInt64(number)
      if let known = chains[at][link] {
        group = known
        continue
      }
      links[at].append(link)
      chains[at][link] = links[at].count - 1
      if at == axes.count - 1 { members.append(member(of: links[at].count - 1)) }
      group = links[at].count - 1
    }
    return group
  }

  /// The numbers that lead to a group of all axes.
  private func member(of group: Int) -> [Int] {
    var (group, found) = (group, [Int](repeating: 0, count: axes.count))
    for at in axes.indices.reversed() {
      let link = links[at][group]
      found[at] = Int(link & 0xFFFF_FFFF)
      group = Int(link >> 32)
    }
    return found
  }

  private mutating func text(_ text: String?, _ at: Int) -> Int {
    let number = texts[at][text] ?? self.number(of: text, at)
    // Others never have two spellings.
    if axes[at].isFreeText { spellings[at][number][text, default: 0] += 1 }
    return number
  }

  private mutating func number(of text: String?, _ at: Int) -> Int {
    // What is only white space or signs that are not seen is nobody's name.
    let written = axes[at].isFreeText ? text.map(axes[at].folded).flatMap { $0.isEmpty ? nil : $0 } : text
    let term = text.flatMap { terms[at]?[$0] }
    let compared = term?.id ?? written
    let number = folded[at][compared] ?? spellings[at].count
    if let term { named[at][number] = term.id }
    if number == spellings[at].count { spellings[at].append([:]) }
    folded[at][compared] = number
    texts[at][text] = number
    spellings[at][number][text] = 0
    return number
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
