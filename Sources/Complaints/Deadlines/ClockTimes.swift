package import Versioning

/// A time that a person typed stays as it is. A time that the clock said, because nobody typed one, is put right
/// when the clock is found to have been wrong: it is read by the same measure as the stamp of the version that
/// says it. What was written is not changed for that.
///
/// The two are told apart by the version's wall clock: what the clock said lies at most a minute before it. What is
/// only the noise of measuring clocks is left as it is.
extension RecordState {
  /// The value of a field as people read it: of a time that the clock said, put right.
  package func shown(_ field: FieldDefinition) -> Value {
    guard field.type == .date, let head = self[FieldID(field.number)]?.winner else {
      return value(FieldID(field.number))
    }
    return Self.shown(head)
  }

  /// How well the time is known that a field shows because a clock said it; nil where nobody doubts it, and for what a
  /// person typed.
  package func clockQuality(_ field: FieldDefinition) -> ClockQuality? {
    guard field.type == .date, let head = self[FieldID(field.number)]?.winner, head.version.quality != .local,
      case .text(let text) = head.value, case .time(let time)? = DateText(stored: text),
      time.said(
        at: LocalTime(milliseconds: head.version.wall, offsetMinutes: time.offsetMinutes), by: time) != nil
    else { return nil }
    return head.version.quality
  }

  /// The value of one version of a date field, in the same way.
  package static func shown(_ head: Head) -> Value {
    guard case .text(let text) = head.value,
      head.version.clockCorrection.magnitude > ClockReference.noise.magnitude,
      case .time(let time)? = DateText(stored: text)
    else { return head.value }
    func clock(_ milliseconds: Int64) -> LocalTime {
      LocalTime(milliseconds: milliseconds, offsetMinutes: time.offsetMinutes)
    }
    guard let made = time.said(at: clock(head.version.wall), by: clock(head.version.madeAt)) else {
      return head.value
    }
    return .text(DateText.time(made).stored)
  }
}

extension LocalTime {
  /// Longer than any command takes from reading the clock to saving, in milliseconds.
  private static let moment: Int64 = 60_000

  /// The same moment by another clock, in whole seconds. Nil where it is not what the one clock had just shown.
  /// - Parameters:
  ///   - clock: what the one clock showed when this was written.
  ///   - other: what the other one showed at the same time.
  package func said(at clock: LocalTime, by other: LocalTime) -> LocalTime? {
    let before = clock.milliseconds - milliseconds
    guard (0..<Self.moment).contains(before) else { return nil }
    return LocalTime(milliseconds: other.milliseconds - before, offsetMinutes: offsetMinutes).wholeSeconds
  }
}
