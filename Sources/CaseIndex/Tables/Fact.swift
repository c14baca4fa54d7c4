package import Complaints
package import RecordStore
import Versioning

/// One thing that reports count of a case: the column that holds it, how it is computed, and where it is read from. This
/// is all that is said of it anywhere: tables, writing and reading go by `Fact.all`. A class, so that a scan finds one among
/// others by what it is, not by its name, two hundred thousand times.
package final class Fact: Sendable {
  /// What a fact is computed from.
  package struct Source {
    package let branch: String
    package let file: CaseFile
    package let facts: CaseFacts
  }

  /// The column of `facts`.
  package let name: String
  /// SQL: the type, what else holds for it, what stands there until it is written.
  let declaration: String
  /// Only work on a case brings it: an import, which writes a hundred thousand cases, leaves it out.
  let isOfWork: Bool
  /// Few cases have more than none of it, and those are looked for: an index of theirs alone.
  let isRare: Bool
  let value: @Sendable (Source) -> SQLValue
  /// Where it stands among the moments that deadlines are reckoned from.
  let moment: Moment?

  /// Moments in milliseconds since 1970.
  struct Moment: Sendable {
    let read: @Sendable (CaseMoments) -> Int64?
    let write: @Sendable (inout CaseMoments, Int64?) -> Void
  }

  package convenience init(
    _ name: String, _ declaration: String, isOfWork: Bool = false,
    _ value: @escaping @Sendable (Source) -> SQLValue
  ) {
    self.init(name, declaration, isOfWork: isOfWork, moment: nil, value)
  }

  private init(
    _ name: String, _ declaration: String, isOfWork: Bool, isRare: Bool = false, moment: Moment?,
    _ value: @escaping @Sendable (Source) -> SQLValue
  ) {
    self.name = name
    self.declaration = declaration
    self.isOfWork = isOfWork
    self.isRare = isRare
    self.moment = moment
    self.value = value
  }

  /// A field of the case.
  private static func field(_ name: String, _ field: FieldDefinition) -> Fact {
    Fact(name, "TEXT") { source in
      if case .text(let text) = source.file.root.value(field) { .text(text) } else { .null }
    }
  }

  private static func count(
    _ name: String, isRare: Bool = false, _ value: @escaping @Sendable (CaseFacts) -> Int
  ) -> Fact {
    Fact(name, "INTEGER NOT NULL DEFAULT 0", isOfWork: true, isRare: isRare, moment: nil) {
      .integer(Int64(value($0.facts)))
    }
  }

  /// A moment that deadlines are reckoned from.
  private static func moment(
    _ name: String, isOfWork: Bool = true, read: @escaping @Sendable (CaseMoments) -> Int64?,
    write: @escaping @Sendable (inout CaseMoments, Int64?) -> Void
  ) -> Fact {
    Fact(name, "INTEGER", isOfWork: isOfWork, moment: Moment(read: read, write: write)) {
      .integer($0.facts.moments.flatMap(read))
    }
  }
}

extension Fact {
  package static let branch = Fact("branch", "TEXT NOT NULL") { .text($0.branch) }
  /// Days since 1970 on the clock of whoever logged the case.
  package static let day = Fact("day", "INTEGER NOT NULL") { .integer(Int64($0.facts.day)) }
  package static let problemClass = field("problem_class", CaseField.problemClass)
  package static let status = field("status", CaseField.status)
  package static let severity = field("severity", CaseField.severity)
  /// Nil: only the day is known.
  package static let logged = Fact("logged", "INTEGER") { .integer($0.logged?.milliseconds) }
  /// Minutes east of UTC.
  package static let zone = Fact("zone", "INTEGER") { .integer($0.logged.map { Int64($0.offsetMinutes) }) }
  package static let closedDay = Fact("closed_day", "INTEGER") {
    .integer($0.facts.closedDay.map(Int64.init))
  }
  package static let closed = Fact("closed", "INTEGER") { .integer($0.facts.closed) }
  package static let escalations = Fact("escalations", "INTEGER NOT NULL DEFAULT 0") {
    .integer(Int64($0.facts.escalations))
  }
  package static let reopenings = count("reopenings", \.reopenings)
  package static let callBacks = count("call_backs", \.callBacks)
  package static let ownCallBack = count("own_call_back") { $0.isOwnCallBack ? 1 : 0 }
  /// 1 to 5.
  package static let satisfaction = Fact("satisfaction", "INTEGER", isOfWork: true) {
    .integer($0.facts.satisfaction.map(Int64.init))
  }
  /// 1 to 5: what was said at the first call-back.
  package static let firstSatisfaction = Fact("first_satisfaction", "INTEGER", isOfWork: true) {
    .integer($0.facts.firstSatisfaction.map(Int64.init))
  }
  /// Of the option chosen, in minor units: `12800 CNY;500 USD`.
  package static let cost = Fact("cost", "TEXT", isOfWork: true) { .text($0.facts.storedCost) }
  /// As it was written: a day, or RFC 3339 with offset.
  package static let heldUntil = Fact("held_until", "TEXT", isOfWork: true) {
    .text($0.facts.moments?.heldUntil?.stored)
  }
  package static let responded = moment(
    "responded", read: \.responded, write: { $0.responded = $1 })
  package static let lastProgress = moment(
    "last_progress", read: \.lastProgress, write: { $0.lastProgress = $1 })
  package static let lastStep = moment("last_step", read: \.lastStep, write: { $0.lastStep = $1 })
  package static let lastResolved = moment(
    "last_resolved", read: \.lastResolved, write: { $0.lastResolved = $1 })
  package static let followedUp30 = moment(
    "followed_up_30", read: \.followedUp30, write: { $0.followedUp30 = $1 })

  package static let stopped = moment(
    "stopped", isOfWork: false, read: \.stopped, write: { $0.stopped = $1 })
  /// How many promises were made to the customer.
  package static let commitments = count("commitments", \.commitments)
  /// How many tasks there are, and how many of them somebody still has to do something for.
  package static let tasks = count("tasks", isRare: true, \.tasks)
  package static let openTasks = count("open_tasks", isRare: true, \.openTasks)
  package static let openEscalations = count("open_escalations", isRare: true, \.openEscalations)
  /// What the customer said last of coming back and buying again: 1, 0, or null where nobody asked.
  package static let cameBack = answer("came_back", \.cameBack)
  package static let boughtAgain = answer("bought_again", \.boughtAgain)
  /// 0 to 10.
  package static let recommends = Fact("recommends", "INTEGER", isOfWork: true) {
    .integer($0.facts.recommends.map(Int64.init))
  }
  package static let referrals = count("referrals", \.referrals)

  private static func answer(_ name: String, _ value: @escaping @Sendable (CaseFacts) -> Bool?) -> Fact {
    Fact(name, "INTEGER", isOfWork: true) { .integer(value($0.facts).map { $0 ? 1 : 0 }) }
  }

  /// 1: somebody is, or was, in danger.
  package static let emergency = Fact(
    "emergency", "INTEGER NOT NULL DEFAULT 0", isOfWork: false, isRare: true, moment: nil
  ) { .integer($0.file.root.flag(CaseField.emergency) ? 1 : 0) }

  /// 1: it was closed as the same complaint as another case, or merged into one.
  static let duplicate = Fact(
    "duplicate", "INTEGER NOT NULL DEFAULT 0", isOfWork: false, isRare: true, moment: nil
  ) { .integer($0.file.isDuplicate ? 1 : 0) }

  /// The id of the case that it was closed as a duplicate of.
  static let duplicateOf = field("duplicate_of", CaseField.duplicateOf)

  /// The row of the case's record, by which facts are told apart.
  static let rid = Fact("rid", "INTEGER PRIMARY KEY") { _ in .null }

  /// All of them. What is added here is in the table of every store from its next opening on, filled, and can be read.
  package static let all: [Fact] = [
    branch, day, status, severity,
    field("type", CaseField.type), problemClass,
    field("channel", CaseField.channel), field("product", CaseField.product),
    field("source", CaseField.source), field("responsibility", CaseField.responsibility),
    field("cause_area", CaseField.causeArea),
    Fact("root_cause", "TEXT") { .text($0.facts.rootCause) },
    field("handler", CaseField.handler), field("emotion", CaseField.emotionBefore),
    logged, zone, closedDay, closed,
    escalations, reopenings, callBacks, ownCallBack, satisfaction, firstSatisfaction, cost,
    responded,
    moment("informed", read: \.informed, write: { $0.informed = $1 }),
    moment("proposed", read: \.proposed, write: { $0.proposed = $1 }),
    lastProgress, lastStep, heldUntil,
    moment("last_reopened", read: \.lastReopened, write: { $0.lastReopened = $1 }),
    moment("resolved", read: \.resolved, write: { $0.resolved = $1 }),
    lastResolved,
    moment("called_back", read: \.calledBack, write: { $0.calledBack = $1 }),
    moment("followed_up_7", read: \.followedUp7, write: { $0.followedUp7 = $1 }),
    followedUp30,
    moment("last_confirmed", read: \.lastConfirmed, write: { $0.lastConfirmed = $1 }),
    moment("reviewed", read: \.reviewed, write: { $0.reviewed = $1 }),
    stopped, commitments, tasks, openTasks, openEscalations, emergency, field("supplier", CaseField.supplier),
    cameBack, boughtAgain, recommends, referrals,
    duplicate, duplicateOf,
    field("urgency", CaseField.urgency), field("complexity", CaseField.complexity),
    // A set: its members in their order, with spaces between.
    Fact("impact", "TEXT") { source in
      let members = source.file.root.state.elements(of: CaseField.impact.number)
        .filter { $0.value == .flag(true) }.compactMap(\.field.element).sorted()
      return members.isEmpty ? .null : .text(members.joined(separator: " "))
    },
  ]
}

extension Fact.Source {
  fileprivate var logged: LocalTime? { facts.isDayOnly ? nil : facts.moments?.logged }
}
