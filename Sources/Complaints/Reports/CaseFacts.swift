import Versioning
package import Zones

/// What reports count of one case beside its fields: kept in a row of its own, so that no report reads cases.
package struct CaseFacts: Sendable, Equatable {
  /// Nil for a case without any version.
  package var moments: CaseMoments?
  /// The day on which it was logged, by the clock of whoever logged it: days since 1970.
  package var day: Int
  /// Only the day is known, as in imported files.
  package var isDayOnly: Bool
  /// The day and, where it is known, the time when it was closed.
  package var closedDay: Int?
  package var closed: Int64?
  package var escalations: Int
  package var reopenings: Int
  package var callBacks: Int
  /// 1 to 5: what was said last at a call-back, else in a survey.
  package var satisfaction: Int?
  /// 1 to 5: what was said first at a call-back.
  package var firstSatisfaction: Int?
  /// Whoever handled it asked, the last time.
  package var isOwnCallBack: Bool
  /// What the option costs that the customer chose last, by currency.
  package var cost: [Money]
  package var rootCause: String?
  /// What was promised to the customer.
  package var commitments: Int
  /// What somebody owes somebody because of it, and how much of that is still to be done.
  package var tasks: Int
  package var openTasks: Int
  /// Escalations that nothing has ended.
  package var openEscalations: Int
  /// What the customer answered last, at whichever call-back that was: nil where nobody asked.
  package var cameBack, boughtAgain: Bool?
  /// 0 to 10.
  package var recommends: Int?
  /// Call-backs at which the customer named somebody whom he had brought.
  package var referrals = 0

  /// - Parameter zone: of whoever looks, for cases that say no time.
  package init(_ file: CaseFile, zone: Zone) {
    moments = CaseMoments(file, zone: zone)
    let logged = file.root.date(CaseField.loggedAt)
    switch logged {
    case .day(let date):
      // A day that was still to come when it was written counts as a time of it does.
      let latest = moments?.logged.date.daysSinceEpoch ?? date.daysSinceEpoch
      (day, isDayOnly) = (min(date.daysSinceEpoch, latest), true)
    // Files have older cases than deadlines count from: they are reported where lists show them.
    case .time(let time) where file.isImported && time.milliseconds < PlausibleTime.first:
      (day, isDayOnly) = (time.date.daysSinceEpoch, false)
    default:
      (day, isDayOnly) = (moments?.logged.date.daysSinceEpoch ?? 0, false)
    }
    let closing = file.root.date(CaseField.closedAt)
    switch closing {
    case .day(let date): closedDay = date.daysSinceEpoch
    case .time(let time): (closedDay, closed) = (time.date.daysSinceEpoch, time.milliseconds)
    case nil: break
    }
    rootCause = file.root.text(CaseField.rootCause)
    escalations = file.root.flag(CaseField.escalated) ? 1 : 0
    (reopenings, callBacks, isOwnCallBack, cost) = (0, 0, false, [])
    (commitments, tasks, openTasks, openEscalations) = (0, 0, 0, 0)
    guard file.hasRecords else { return }
    escalations = max(
      escalations, file.records(.escalation).count { $0.text(EscalationField.ends) == nil })
    reopenings = file.steps(to: .reopened).count
    commitments = file.commitments.count
    openEscalations = file.openEscalations.count
    let owed = file.tasks
    (tasks, openTasks) = (owed.count, owed.count(where: \.isOpen))
    let calls = file.records(.callBack)
    callBacks = calls.count
    if let last = calls.last(where: { $0.text(CallBackField.satisfaction) != nil }) {
      satisfaction = last.text(CallBackField.satisfaction).flatMap { Int($0) }
      firstSatisfaction = calls.lazy.compactMap { $0.text(CallBackField.satisfaction) }.first.flatMap {
        Int($0)
      }
    } else {
      let answers = file.records(.survey).sorted { ($0.made?.at ?? 0, $0.id) < ($1.made?.at ?? 0, $1.id) }
      satisfaction = answers.lazy.reversed().compactMap { $0.text(SurveyField.satisfaction) }.first.flatMap {
        Int($0)
      }
    }
    cameBack = calls.lazy.reversed().compactMap { $0.answer(CallBackField.cameBack) }.first
    boughtAgain = calls.lazy.reversed().compactMap { $0.answer(CallBackField.boughtAgain) }.first
    recommends = calls.lazy.reversed().compactMap { $0.text(CallBackField.recommends) }.first.flatMap {
      Int($0)
    }
    referrals = calls.count { $0.text(CallBackField.referred) != nil }
    isOwnCallBack = calls.last?.flag(CallBackField.byHandler) ?? false
    cost = file.consent?.option.cost ?? []
    if let last = file.records(.review).last(where: { $0.text(ReviewField.rootCause) != nil }) {
      rootCause = last.text(ReviewField.rootCause)
    }
    if closing == nil, let status = file.status, status.isClosed,
      let last = file.steps(to: status).compactMap({ $0.made?.at }).max()
    {
      closed = last
      closedDay = LocalTime(milliseconds: last, zone: zone.place(of: moments?.logged)).date.daysSinceEpoch
    }
  }

  /// Milliseconds from one to the other; whole days where either is only a day.
  package static func span(day: Int, logged: Int64?, closedDay: Int, closed: Int64?) -> Int64 {
    if let logged, let closed { return max(closed &- logged, 0) }
    return Int64(max(closedDay &- day, 0)) &* 86_400_000
  }

  /// What is kept of the cost: `12800 CNY;500 USD`.
  package var storedCost: String? {
    cost.isEmpty ? nil : cost.map(\.stored).joined(separator: ";")
  }

  package static func cost(stored text: String) -> [Money] {
    text.split(separator: ";").compactMap { Money(stored: String($0)) }
  }
}

extension Zone {
  /// The clocks of the place that a case was logged at, where days are told of it: with a summer time if it has ours.
  /// - Parameter logged: nil: nobody knows; by ours.
  package func place(of logged: LocalTime?) -> Zone {
    guard let logged, offsetMinutes(at: logged.milliseconds) != logged.offsetMinutes else { return self }
    return .fixed(logged.offsetMinutes)
  }
}
