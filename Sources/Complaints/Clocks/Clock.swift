package import Messages

/// A deadline that a case is held to (domain: clocks).
package enum Clock: String, Sendable, CaseIterable {
  case firstResponse = "first_response"
  case preliminaryAnswer = "preliminary_answer"
  case progressReport = "progress_report"
  case resolve
  case callBack = "call_back"
  case followUp7 = "follow_up_7"
  case followUp30 = "follow_up_30"
  case review

  package var label: Label {
    switch self {
    case .firstResponse: Label(.clockFirstResponse)
    case .preliminaryAnswer: Label(.clockPreliminaryAnswer)
    case .progressReport: Label(.commonProgressReport)
    case .resolve: Label(.clockResolution)
    case .callBack: Label(.commonCallBack)
    case .followUp7: Label(.clockFollowUpAfter7Days)
    case .followUp30: Label(.clockFollowUpAfter30Days)
    case .review: Label(.commonReview)
    }
  }
}

/// How long a clock runs.
package enum ClockTerm: Sendable, Hashable {
  /// By the wall clock, day and night.
  case minutes(Int)
  /// Until the branch closes that day; logged after that, the next working day.
  case endOfDay
  /// Until the branch closes on the so many-th working day after the day that the clock began.
  case workingDays(Int)

  /// What a policy record holds: `m90`, `eod`, `wd3`.
  package var stored: String {
    switch self {
    case .minutes(let count): "m\(count)"
    case .endOfDay: "eod"
    case .workingDays(let days): "wd\(days)"
    }
  }

  /// Reads what a policy record holds; nil for anything else, or for more than ten years.
  package init?(stored text: String) {
    if text == "eod" {
      self = .endOfDay
    } else if text.hasPrefix("m"), let count = Int(text.dropFirst()), (0...5_256_000).contains(count) {
      self = .minutes(count)
    } else if text.hasPrefix("wd"), let days = Int(text.dropFirst(2)), (0...3650).contains(days) {
      self = .workingDays(days)
    } else {
      return nil
    }
  }

  package var label: Label {
    switch self {
    case .minutes(let count) where count % (24 * 60) == 0 && count > 3 * 24 * 60:
      Label(.clockDays, ["count": .number(count / 24 / 60)])
    case .minutes(let count) where count % 60 == 0 && count > 0:
      Label(.clockHComma, ["count": .number(count / 60)])
    case .minutes(let count): Label(.clockMin, ["count": .number(count)])
    case .endOfDay: Label(.clockEndOfTheDay)
    case .workingDays(let days): Label(.clockWorkingDays, ["days": .number(days)])
    }
  }
}
