import Complaints
import Interchange
import Language

/// One value of a report: for people by language, for programs as it is.
enum ReportValue {
  /// A text, and the identifier that it stands for.
  case name(String, id: String?)
  case count(Int)
  /// A part of a whole; nothing where there is no whole.
  case share(Int, of: Int)
  /// Milliseconds.
  case span(Int64?)
  /// In minor units. Programs get the number alone: its currency has a column of its own.
  case amount(Money?)
  case amounts([Money])
  /// Tenths.
  case tenths(Int?)
  case number(Double)
  /// A chance, as small as it may be.
  case chance(Double)
}

struct ReportColumn {
  let id: String
  let label: Label
  /// In which order columns are left out of a narrow window; nil: never.
  var givesWay: Int?
  var isText = false
}

/// A table of a report, with a bar for each row.
struct ReportPart {
  let id: String
  let title: Label
  var columns: [ReportColumn]
  var rows: [[ReportValue]] = []
  /// The length of each row's bar, of the longest.
  var bars: [Double] = []
  /// The last rows are the interesting ones: times.
  var isChronological = false

  /// Nobody filled in what it counts by.
  var saysNothing: Bool {
    guard rows.count == 1, columns.first?.isText ?? false, case .name(_, let id) = rows[0][0] else {
      return false
    }
    return id == nil
  }

  init(_ id: String, _ title: Label, _ columns: [ReportColumn]) {
    self.id = id
    self.title = title
    self.columns = columns
  }

  mutating func add(_ row: [ReportValue], bar: Double = 0) {
    rows.append(row)
    bars.append(bar)
  }
}

/// What a report says, before it is drawn.
struct FinishedReport {
  let id: String
  let title: Label
  let filter: ReportFilter
  var parts: [ReportPart]
  /// Lines below it for people.
  var notes: [Label] = []
  /// More for programs.
  var members: [(String, JSON)] = []
}

extension ReportValue {
  var json: JSON {
    switch self {
    case .name(_, let id): .optional(id)
    case .count(let count): .integer(Int64(count))
    case .share(let part, let whole): whole > 0 ? .double(rounded(part, whole)) : .null
    case .span(let span): .optional(span)
    case .amount(let money): .optional(money?.minorUnits)
    case .amounts(let all):
      .array(all.map { ["currency": .string($0.currency), "minor": .integer($0.minorUnits)] })
    case .tenths(let tenths): tenths.map { .double(Double($0) / 10) } ?? .null
    case .number(let number): .double((number * 100).rounded() / 100)
    case .chance(let chance): .double(chance)
    }
  }

  /// A cell of a file.
  var csv: String {
    switch self {
    case .amounts(let all): all.map(\.stored).joined(separator: ";")
    default:
      switch json {
      case .string(let text): text
      case .integer(let number): String(number)
      case .double(let number): "\(number)"
      default: ""
      }
    }
  }

  private func rounded(_ part: Int, _ whole: Int) -> Double {
    (Double(part) * 10_000 / Double(whole)).rounded() / 10_000
  }

  func text(_ context: Context) -> String {
    switch self {
    case .name(let text, _): text
    case .count(let count): count.grouped
    case .share(let part, let whole): whole > 0 ? Self.percent(part, whole) : "–"
    case .span(let span): span.map { context.span($0) } ?? "–"
    case .amount(let money): money?.text ?? "–"
    case .amounts(let all): all.isEmpty ? "–" : all.map(\.text).joined(separator: " + ")
    case .tenths(let tenths): tenths.map { "\($0 / 10).\($0 % 10)" } ?? "–"
    case .number(let number): "\((number * 10).rounded() / 10)"
    case .chance(let chance): Self.power(chance)
    }
  }

  /// `12.3%`, from whole numbers; such that cannot be told in so many digits are shortened alike.
  static func percent(_ part: Int, _ whole: Int) -> String {
    // 2,000 times the one, and the other beside it, have to fit.
    let room = min(part.magnitude.leadingZeroBitCount, whole.magnitude.leadingZeroBitCount)
    let shift = max(0, 13 - room)
    let (part, whole) = (part >> shift, whole >> shift)
    guard whole > 0 else { return "–" }
    let rounded = (part * 2000 + whole) / (2 * whole)
    return "\(rounded / 10).\(rounded % 10)%"
  }

  /// `0.0012`, `1e-9`: as many digits as mean something.
  private static func power(_ chance: Double) -> String {
    if chance >= 0.0001 { return "\((chance * 10_000).rounded() / 10_000)" }
    guard chance > 0 else { return "<1e-300" }
    var (exponent, left) = (0, chance)
    while left < 1, exponent < 310 {
      left *= 10
      exponent += 1
    }
    return "\(Int(left))e-\(exponent)"
  }
}
