package import Language

/// What a case is held to: the deadlines of the domain (domain.md, section 5), and what is owed by a date.
package enum DeadlineKind: String, Sendable, CaseIterable {
  case firstResponse = "first_response"
  case preliminaryAnswer = "preliminary_answer"
  case progressReport = "progress_report"
  case resolve
  case callBack = "call_back"
  case followUp7 = "follow_up_7"
  case followUp30 = "follow_up_30"
  case review
  /// Each has the date that the customer was given.
  case commitment
  /// Each has the date by which it was asked for.
  case task
  /// When whoever a case was escalated to was to answer.
  case escalation

  /// Those whose term a policy says.
  package static let ofPolicy = allCases.filter { ![.commitment, .task, .escalation].contains($0) }

  /// Owed between people: no customer was told, and no case is late by it.
  package var isInternal: Bool { self == .task || self == .escalation }

  package var label: Label {
    switch self {
    case .firstResponse: Label(DeadlineKindMessage.firstResponse)
    case .preliminaryAnswer: Label(en: "Preliminary answer", zhHans: "初步答复")
    case .progressReport: Label(DomainMessage.progressReport)
    case .resolve: Label(en: "Resolution", zhHans: "解决")
    case .callBack: Label(DomainMessage.callBack)
    case .followUp7: Label(en: "Follow-up after 7 days", zhHans: "7 天跟踪")
    case .followUp30: Label(en: "Follow-up after 30 days", zhHans: "30 天跟踪")
    case .review: Label(DomainMessage.review)
    case .commitment: Label(DomainMessage.commitment)
    case .task: Label(DomainMessage.task)
    case .escalation: Label(DomainMessage.escalation)
    }
  }
}

/// By when something is due.
package enum DeadlineTerm: Sendable, Hashable {
  /// By the wall clock, day and night.
  case minutes(Int)
  /// Until the branch closes that day; logged after that, the next working day.
  case endOfDay
  /// Until the branch closes on the so many-th working day after the day on which it began.
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
      Label(DeadlineKindMessage.days(count / 24 / 60))
    case .minutes(let count) where count % 60 == 0 && count > 0:
      Label(MeasureMessage.hours(count / 60))
    case .minutes(let count): Label(MeasureMessage.minutes(count))
    case .endOfDay: Label(en: "end of the day", zhHans: "当天营业结束前")
    case .workingDays(let days): Label(DeadlineKindMessage.workingDays(days))
    }
  }
}

enum DeadlineKindMessage: Message {
  case days(Int)
  case firstResponse
  case workingDays(Int)

  var label: Label {
    switch self {
    case .days(let count):
      Label(en: "\(count.grouped) days", zhHans: "\(count.grouped) 天")
    case .firstResponse:
      Label(en: "First response", zhHans: "首次响应")
    case .workingDays(let days):
      Label(en: "\(days.of("working day", "working days"))", zhHans: "\(days.grouped) 个工作日")
    }
  }
}
