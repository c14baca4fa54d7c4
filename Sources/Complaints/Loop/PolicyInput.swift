import Language

/// Why a typed limit or deadline could not be read.
package enum PolicyInputError: Error, Hashable, Sendable {
  /// Not `WHO/SEVERITY=VALUE`.
  case shape
  case unknownRole(String)
  case unknownDeadline(String)
  case unknownSeverity(String)
  case notAnAmount(String)
  case notATerm(String)
  /// Not `CLASS=STEP,STEP`.
  case laneShape
  case unknownClass(String)
  case unknownLaneStep(String)
}

extension Policy {
  /// `duty_manager/moderate=2000`, `值班经理/一般=2000元`, `branch_staff/minor=none`. Without a severity: all
  /// three of them.
  package mutating func setLimit(typed: String) throws(PolicyInputError) {
    let (name, severities, value) = try Self.parts(typed) { Role(typed: $0) != nil }
    guard let role = Role(typed: name), Role.spending.contains(role) else { throw .unknownRole(name) }
    let limit: Limit
    if Self.noneWords.contains(value.lowercased()) {
      limit = .none
    } else if Self.unlimitedWords.contains(value.lowercased()) {
      limit = .unlimited
    } else if let money = try? Money(typed: value) {
      limit = .upTo(money)
    } else {
      throw .notAnAmount(value)
    }
    for severity in severities { set(limit, role, severity) }
  }

  /// `resolve/minor=2h`, `解决/轻微=当天`, `review=2 working days`, `follow_up_30/severe=off`.
  package mutating func setTerm(typed: String) throws(PolicyInputError) {
    let (name, severities, value) = try Self.parts(typed) { DeadlineKind(typed: $0) != nil }
    guard let kind = DeadlineKind(typed: name), DeadlineKind.ofPolicy.contains(kind) else {
      throw .unknownDeadline(name)
    }
    let isOff = Self.offWords.contains(value.lowercased())
    let term = isOff ? nil : DeadlineTerm(typed: value)
    guard isOff || term != nil else { throw .notATerm(value) }
    for severity in severities { set(term, kind, severity) }
  }

  /// `process_efficiency=approval,contact`, `流程=审批、对接人与承诺`, `product_quality=none`.
  /// - Parameter classes: as head office has them.
  package mutating func setLane(typed: String, classes: Vocabulary) throws(PolicyInputError) {
    let text = typed.foldedToASCII
    guard let equals = text.firstIndex(of: "=") else { throw .laneShape }
    let name = String(text[..<equals]).trimmed
    let steps = text[text.index(after: equals)...].split { ",、+".contains($0) }
      .map { String($0).trimmed }.filter { !$0.isEmpty }
    guard !name.isEmpty, !steps.isEmpty else { throw .laneShape }
    guard case .term(let problemClass) = classes.match(name) else { throw .unknownClass(name) }
    var lane: Set<FastLaneStep> = []
    if steps.count > 1 || !Self.offWords.contains(steps[0].lowercased()) {
      for step in steps {
        guard case .term(let term) = Vocabulary.fastLaneStep.match(step),
          let known = FastLaneStep(rawValue: term.id)
        else { throw .unknownLaneStep(step) }
        lane.insert(known)
      }
    }
    set(lane, class: problemClass.id)
  }

  /// The severity stands behind the last slash: a name may have one itself (`值班经理/主管`).
  private static func parts(
    _ typed: String, isName: (String) -> Bool
  ) throws(PolicyInputError) -> (name: String, severities: [Severity], value: String) {
    let text = typed.foldedToASCII
    guard let equals = text.firstIndex(of: "=") else { throw .shape }
    let place = text[..<equals]
    let value = String(text[text.index(after: equals)...]).trimmed
    guard !value.isEmpty else { throw .shape }
    let whole = String(place).trimmed
    guard let slash = place.lastIndex(of: "/"), !isName(whole) else {
      return (whole, Severity.allCases, value)
    }
    let name = String(place[..<slash]).trimmed
    let typedSeverity = String(place[place.index(after: slash)...]).trimmed
    guard case .term(let term) = Vocabulary.severity.match(typedSeverity),
      let severity = Severity(rawValue: term.id)
    else { throw .unknownSeverity(typedSeverity) }
    return (name, [severity], value)
  }

  private static let noneWords: Set<String> = ["none", "approval", "无", "须审批", "需审批"]
  private static let unlimitedWords: Set<String> = ["unlimited", "不限", "无限"]
  private static let offWords: Set<String> = [off, "none", "无", "不限时", "不计", "停用"]
}

extension DeadlineKind {
  /// By its identifier, a label, or the beginning of either.
  package init?(typed: String) {
    guard case .term(let term) = Vocabulary.deadline.match(typed) else { return nil }
    self.init(rawValue: term.id)
  }
}

extension Vocabulary {
  package static let deadline = Vocabulary(
    "clock", Label(DomainMessage.deadline),
    DeadlineKind.allCases.map { Term($0.rawValue, $0.label) })
}

extension DeadlineTerm {
  /// `90`, `90 min`, `2h`, `2 小时`, `3 days` (of 24 hours), `eod`, `当天`, `3wd`, `3 个工作日`.
  package init?(typed text: String) {
    let folded = text.foldedToASCII.trimmed.lowercased()
    if ["eod", "end of day", "end of the day", "当天", "当日", "当天营业结束前", "当天打烊前"].contains(folded) {
      self = .endOfDay
      return
    }
    let digits = folded.prefix { $0.isASCII && $0.isNumber }
    guard let count = Int(digits) else { return nil }
    let stored: String
    switch String(folded.dropFirst(digits.count)).trimmed {
    case "", "m", "min", "minute", "minutes", "分", "分钟": stored = "m\(count)"
    case "h", "hour", "hours", "时", "小时", "个小时":
      stored = "m\(count.multipliedReportingOverflow(by: 60).partialValue)"
    case "d", "day", "days", "天": stored = "m\(count.multipliedReportingOverflow(by: 1440).partialValue)"
    case "wd", "working day", "working days", "工作日", "个工作日": stored = "wd\(count)"
    default: return nil
    }
    // Its limits are those of what is stored.
    guard count <= 5_256_000 else { return nil }
    self.init(stored: stored)
  }
}
