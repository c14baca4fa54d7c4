@testable import Versioning

/// Keeps all that ever happened and what each author's replica truly held. It knows no bases and no heads,
/// and shares no code with `apply`.
struct Oracle {
  struct Event {
    let dot: Dot
    let time: HybridTime
    /// The events that its author's replica held, as a mask.
    let sight: UInt64
    var writes: [Write]
  }

  struct Write {
    let field: FieldID
    let value: Value
    /// The value that the author looked at; nil when the author decided between all that were there.
    let shown: Value?
  }

  private(set) var events: [Event] = []

  /// - Returns: the event's bit.
  mutating func add(_ event: Event) -> UInt64 {
    events.append(event)
    return 1 << UInt64(events.count - 1)
  }

  private func isSet(_ mask: UInt64, _ at: Int) -> Bool { mask >> UInt64(at) & 1 == 1 }

  /// The writes of a field that are not history for someone who holds these events: nobody who saw one
  /// has decided the field, or took it for the value to replace. The events must hold with each one all
  /// that its author saw.
  func live(_ field: FieldID, in held: UInt64) -> [(event: Event, value: Value)] {
    var out: [(Event, Value)] = []
    for at in events.indices where isSet(held, at) {
      guard let write = events[at].writes.first(where: { $0.field == field }) else { continue }
      let isHistory = events.indices.dropFirst(at + 1).contains { later in
        guard isSet(held, later), isSet(events[later].sight, at),
          let other = events[later].writes.first(where: { $0.field == field })
        else { return false }
        guard let shown = other.shown else { return true }
        return shown == write.value
      }
      if !isHistory { out.append((events[at], write.value)) }
    }
    return out
  }

  /// What everybody who holds these events sees: the latest of what is not history.
  func shown(_ field: FieldID, in held: UInt64) -> (event: Event, value: Value)? {
    live(field, in: held).max {
      $0.event.time != $1.event.time ? $0.event.time < $1.event.time : $0.event.dot < $1.event.dot
    }
  }

  /// Whether two differing values stand, neither of whose authors knew and replaced the other's.
  func isFlagged(_ field: FieldID, in held: UInt64) -> Bool {
    Set(live(field, in: held).map(\.value)).count > 1
  }

  /// The verdict on an event that comes to someone who holds these.
  func verdict(on bit: UInt64, in held: UInt64) -> Verdict {
    guard held & bit == 0 else { return .duplicate }
    let event = events[bit.trailingZeroBitCount]
    let fields = event.writes.map(\.field)
    let flagged = fields.filter { isFlagged($0, in: held | bit) }
    guard flagged.isEmpty else {
      return .conflict(won: flagged.allSatisfy { shown($0, in: held | bit)?.event.dot == event.dot })
    }
    return fields.contains { live($0, in: held | bit).count > 1 } ? .merged : .applied
  }
}
