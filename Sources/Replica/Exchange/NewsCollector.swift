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
      default: add(row, .changed)
      }
    }
    let before = Set(old?.conflictedFields.map(\.field) ?? [])
    if new.conflictedFields.contains(where: { !before.contains($0.field) }) { add(row, .conflict) }
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
  }

  func write(to db: Database) throws {
    for line in lines {
      // A new case is told as such: its parts are no news of their own.
      if line.what == .changed, known.contains(Line(aggregate: line.aggregate, what: .new, record: nil)) {
        continue
      }
      try db.run(
        "INSERT INTO news (aggregate, what, record, at) VALUES (?, ?, ?, ?)",
        values: [.id(line.aggregate), .text(line.what.rawValue), .blob(line.record?.bytes), .integer(at)])
    }
  }
}
