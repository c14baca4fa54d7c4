package import Zones

extension Deadline {
  /// By when somebody is to look after what was noticed before anybody complained. Nil where nobody said by when; whether
  /// anything is still to be done says the signal.
  package init?(signal: LoopRecord, zone: Zone) {
    guard let date = signal.date(SignalField.due) else { return nil }
    let due = date.end(in: zone)
    self.init(
      kind: .task,
      owed: Owed(
        record: signal.id, what: signal.text(SignalField.text), owner: signal.text(SignalField.owner)),
      began: min(signal.made?.at ?? due, due), due: due, met: nil, stopped: nil, zone: zone, reasons: [])
  }
}
