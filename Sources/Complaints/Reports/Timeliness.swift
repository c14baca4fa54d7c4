package import Language

/// How the deadlines of one kind ended.
package struct Timeliness: Sendable, Equatable {
  package var inTime = 0
  /// Done, but late; or closed after it was due.
  package var late = 0
  /// Not done yet, and late already.
  package var overdue = 0
  /// Not done yet, and not due.
  package var running = 0
  /// The case is closed and nothing says that it was done: imported from elsewhere, mostly, or closed before it was
  /// due. To close a case is no answer to anybody.
  package var unrecorded = 0

  package init() {}

  /// Those of which it can be said whether they were in time. The share that was is of these, wherever it is shown.
  package var judged: Int { inTime + late + overdue }

  /// Of several kinds together.
  package init(adding all: some Sequence<Timeliness>) {
    for one in all {
      inTime += one.inTime
      late += one.late
      overdue += one.overdue
      running += one.running
      unrecorded += one.unrecorded
    }
  }

  /// - Parameter isUnrecorded: the case is closed, and nothing says what was done.
  package mutating func count(_ deadline: Deadline, isUnrecorded: Bool, now: Int64) {
    let isBreached = deadline.isBreached(at: now)
    if deadline.isOver, isBreached {
      late += 1
    } else if deadline.met != nil {
      inTime += 1
    } else if isUnrecorded || deadline.stopped != nil {
      unrecorded += 1
    } else if isBreached {
      overdue += 1
    } else {
      running += 1
    }
  }
}

/// A step whose time since logging is reported.
package enum ReportedStep: String, Sendable, CaseIterable {
  case responded, proposed, resolved
  case calledBack = "called_back"
  case reviewed, closed

  package var label: Label {
    switch self {
    case .responded: Label(DeadlineKindMessage.firstResponse)
    case .proposed: Label(en: "Options proposed", zhHans: "提出方案")
    case .resolved: Label(DeadlineMessage.resolved)
    case .calledBack: Label(en: "Called back", zhHans: "回访")
    case .reviewed: Label(en: "Reviewed", zhHans: "复盘")
    case .closed: Label(en: "Closed", zhHans: "结案")
    }
  }
}
