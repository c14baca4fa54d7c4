package import Zones

extension Deadline {
  /// By when a branch is to say that it has read a notice. Nil where nobody has to.
  package init?(_ notice: Notice, zone: Zone) {
    guard let date = notice.acknowledgeBy else { return nil }
    let due = date.end(in: zone)
    self.init(
      kind: .task, owed: Owed(record: notice.id, what: notice.title ?? notice.key, owner: nil),
      began: min(notice.record.made?.at ?? due, due), due: due, met: nil, stopped: nil, zone: zone,
      reasons: [])
  }
}
