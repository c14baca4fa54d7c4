import Complaints
import FoundationEssentials
import GRDB
import RecordStore
import Versioning

/// Notes what others did, one line for each case and thing done, while a response is taken in.
struct NewsCollector {
  let identity: ReplicaIdentity
  let at: Int64
  private var lines: [Line] = []
  private var known: Set<Line> = []
  /// Aggregates of which more is said than that they were changed; those of which the step at least is.
  private var told: Set<RecordID> = []
  private var steps: Set<RecordID> = []
  /// Records that are told where nothing else is, and those that are told in any case.
  private var minor: Set<RecordID> = []
  private var grave: Set<RecordID> = []
  /// Cases that somebody else handles now: told where no step and nothing else of them is.
  private var handed: Set<RecordID> = []

  private struct Line: Hashable {
    let aggregate: RecordID
    let what: NewsEntry.What
    let record: RecordID?
  }

  init(identity: ReplicaIdentity, at: Int64) {
    self.identity = identity
    self.at = at
  }

  mutating func note(_ row: RecordRow, old: RecordState?, new: RecordState) {
    let isByOthers = new.headVersions.contains {
      $0.dot.replica != identity.replica && !(old?.applied.contains($0.dot) ?? false)
    }
    if isByOthers {
      switch row.kind {
      case .case where old == nil: add(row, .new)
      case .decision:
        let overruled = new.elements(of: DecisionField.rejectedBranch.number).contains {
          $0.value == .text(identity.branch.rawValue)
        }
        add(row, overruled ? .overruled : .settled, record: row.id)
      case .approval: add(row, .approval, record: row.id)
      // What was over when it came is no news of its own.
      case .task where old != nil || OwedRecord(LoopRecord(new))?.isOpen ?? false:
        add(row, .task, record: row.id)
      case .task: add(row, .changed)
      // That a colleague has read something is no news.
      case .attendance: break
      default: tell(row, old: old, new: new)
      }
    }
    let before = Set(old?.conflictedFields.map(\.field) ?? [])
    if new.conflictedFields.contains(where: { !before.contains($0.field) }) { add(row, .conflict) }
  }

  /// What is its own aggregate is new or changed; of a case, which of its records was written says what happened.
  private mutating func tell(_ row: RecordRow, old: RecordState?, new: RecordState) {
    let isEmergency = LoopRecord(new).flag(CaseField.emergency)
    if row.kind == .case, isEmergency, !(old.map { LoopRecord($0).flag(CaseField.emergency) } ?? false) {
      add(row, .changed, record: row.id)
    } else if row.kind == .case, !isEmergency, let old, let name = LoopRecord(new).text(CaseField.handler),
      name != LoopRecord(old).text(CaseField.handler)
    {
      handed.insert(row.id)
      add(row, .changed, record: row.id)
    } else if row.kind.standsAlone ?? true {
      add(row, old == nil ? .new : .changed)
    } else {
      if Self.minor.contains(row.kind) { minor.insert(row.id) }
      if Self.isGrave(LoopRecord(new)) { grave.insert(row.id) }
      add(row, .changed, record: row.id)
    }
  }

  /// What comes with other records of the same step: it is told where those are not.
  private static let minor: Set<RecordKind> = [.step, .need]

  /// Told even of a case that is new here: that it went up, and that the customer is about to leave.
  private static func isGrave(_ record: LoopRecord) -> Bool {
    switch record.state.kind {
    case .escalation: record.text(EscalationField.ends) == nil
    case .note: record.text(NoteField.kind) == "leaving"
    default: false
    }
  }

  mutating func noteQuarantine(_ aggregate: RecordID, record: RecordID) {
    add(aggregate, .quarantined, record: record)
  }

  mutating func noteStripped(_ aggregate: RecordID, record: RecordID) {
    add(aggregate, .stripped, record: record)
  }

  mutating func noteDeparture(_ aggregate: RecordID) { add(aggregate, .departed) }

  private mutating func add(_ row: RecordRow, _ what: NewsEntry.What, record: RecordID? = nil) {
    add(row.aggregate, what, record: record)
  }

  private mutating func add(_ aggregate: RecordID, _ what: NewsEntry.What, record: RecordID? = nil) {
    let line = Line(aggregate: aggregate, what: what, record: record)
    if known.insert(line).inserted { lines.append(line) }
    guard let record, ![.quarantined, .stripped].contains(what), !handed.contains(record) else { return }
    if minor.contains(record) { steps.insert(aggregate) } else { told.insert(aggregate) }
  }

  /// A new case is told as such: its parts are no news of their own, but for what is grave. And that something was changed
  /// is told where nobody can say what.
  private func isTold(_ line: Line) -> Bool {
    guard line.what == .changed else { return true }
    if known.contains(Line(aggregate: line.aggregate, what: .new, record: nil)) {
      return line.record.map(grave.contains) ?? false
    }
    if line.record.map(handed.contains) ?? false {
      return !told.contains(line.aggregate) && !steps.contains(line.aggregate)
    }
    if told.contains(line.aggregate) { return line.record.map { !minor.contains($0) } ?? false }
    // What was done beside says more than that something was.
    return line.record != nil || !steps.contains(line.aggregate)
  }

  func write(to db: Database) throws {
    for line in lines where isTold(line) {
      try db.run(
        "INSERT INTO news (aggregate, what, record, at) VALUES (?, ?, ?, ?)",
        values: [.id(line.aggregate), .text(line.what.rawValue), .blob(line.record?.bytes), .integer(at)])
    }
  }
}
