package import Zones

extension Deadline {
  /// When somebody is to look again at what was said of an employee: a task of whoever wrote it. It names of whom it is, and
  /// nothing of what was said. Nil where nobody is to, or it was looked at or taken back.
  package init?(_ remark: Remark, zone: Zone) {
    guard remark.isOpen, let date = remark.due else { return nil }
    let due = date.end(in: zone)
    let made = remark.record.made
    self.init(
      kind: .task,
      owed: Owed(
        record: remark.id, what: remark.employee, owner: made?.author.name, isLookedAtAgain: true),
      began: min(made?.at ?? due, due), due: due, met: nil, stopped: nil, zone: zone, reasons: [])
  }
}

extension Deadline {
  /// By when somebody is to have learnt something: theirs to do. Nil where they owe nothing, or at no time.
  package init?(_ standing: TrainingStanding, zone: Zone) {
    guard standing.isOwed, let due = standing.dueAt else { return nil }
    self.init(
      kind: .task,
      owed: Owed(
        record: standing.course.id, what: standing.course.title ?? standing.course.key,
        owner: standing.trainee.name),
      began: min(standing.course.since, due), due: due, met: nil, stopped: nil, zone: zone,
      reasons: [])
  }
}
