package import Complaints
import GRDB
import RecordStore
import SyncProtocol
import Versioning
import Zones

/// What time it is, as well as this machine can tell.
struct CorrectedTime: Sendable {
  /// What head office's clock shows, in milliseconds since 1970, as far as it is known.
  let milliseconds: Int64
  let quality: ClockQuality
  /// What this machine's wall clock shows.
  let wall: Int64
  let monotonic: UInt64
  private let zone: Zone

  /// - Parameters:
  ///   - seen: the highest stamp that came from head office: it is not earlier than that.
  ///   - reference: what is known of head office's clock.
  init(_ surroundings: Surroundings, reference: ClockReference, seen: HybridTime) {
    zone = surroundings.zone
    wall = surroundings.wall()
    monotonic = surroundings.monotonic()
    let estimate = reference.estimate(wall: wall, boot: surroundings.boot, monotonic: monotonic)
    // What head office said, it had by then; and it takes no stamp from further ahead than the tolerance.
    let known = max(seen.milliseconds, reference.least(boot: surroundings.boot, monotonic: monotonic))
    let earliest = max(known - Int64(Limits.clockTolerance), Version.earliestClock)
    if estimate.quality == .exact || estimate.milliseconds >= earliest {
      milliseconds = estimate.milliseconds
      // A right clock that is a little off what was measured is not called corrected.
      let isRight = Self.isNoise(estimate.milliseconds, wall)
      quality = isRight ? .local : estimate.quality
    } else if wall >= earliest {
      // It was put right since it was measured.
      (milliseconds, quality) = (wall, .local)
    } else {
      (milliseconds, quality) = (max(wall, known), .untrusted)
    }
  }

  private static func isNoise(_ a: Int64, _ b: Int64) -> Bool {
    let (difference, overflow) = a.subtractingReportingOverflow(b)
    return !overflow && difference.magnitude <= ClockReference.noise.magnitude
  }

  /// What time it is, with what a change itself says: where this machine's clock cannot be right and nothing is known
  /// of head office's, whoever types when a case was logged has looked at a better one. It bounds the stamp, and with
  /// that the times that are believed (`PlausibleTime`); head office's clock puts it right at the first exchange.
  func notBefore(_ writes: [FieldWrite], of kind: RecordKind) -> Int64 {
    guard ReleaseDay.isAfter(milliseconds), kind == .case else { return milliseconds }
    guard
      case .text(let text)? = writes.first(where: { $0.field == FieldID(CaseField.loggedAt.number) })?.value,
      let typed = DateText(stored: text)?.start(in: zone).milliseconds,
      (Version.earliestClock..<Self.latestTyped).contains(typed)
    else { return milliseconds }
    return typed
  }

  /// 2056-01-01T00:00:00Z: what is typed of later says nothing of the present.
  private static let latestTyped: Int64 = 2_713_910_400_000

  func local(_ surroundings: Surroundings) -> LocalTime {
    LocalTime(milliseconds: milliseconds, zone: surroundings.zone)
  }
}

extension Database {
  func correctedTime(_ surroundings: Surroundings) throws -> CorrectedTime {
    CorrectedTime(
      surroundings, reference: try clockReference(),
      seen: HybridTime(rawValue: UInt64(bitPattern: try meta(.seen) ?? 0)))
  }
}

extension ReplicaStore {
  /// What has to be added to this machine's wall clock to have head office's, as far as it is known, in milliseconds.
  package func clockCorrection() throws -> Int64 { try clockReading().correction }

  /// The same, and whether nothing speaks against the time that comes of it: head office's clock was measured, or this
  /// machine's is not behind what the store has seen.
  package func clockReading() throws -> (correction: Int64, isTrusted: Bool) {
    try read { reader in
      let time = try reader.db.correctedTime(surroundings)
      let (difference, overflow) = time.milliseconds.subtractingReportingOverflow(time.wall)
      let isTrusted =
        switch time.quality {
        case .exact, .estimated: true
        case .local: try reader.clockDoubt() == nil
        case .untrusted: false
        }
      return (overflow ? 0 : difference, isTrusted)
    }
  }
}

extension ReplicaReader {
  /// What time it is, by head office's clock as far as it is known: what deadlines and lists go by.
  package var now: LocalTime { get throws { try db.correctedTime(surroundings).local(surroundings) } }
}

extension WriteSession {
  /// A time that a command took for now is written as the wall clock shows it: so it is known as a clock's, and is
  /// put right with the stamp should more come to be known of that clock (`RecordState.shown`).
  func asTheClockSaid(_ edit: FieldEdit, of kind: RecordKind) -> FieldEdit {
    guard (now.milliseconds - wall.milliseconds).magnitude > ClockReference.noise.magnitude,
      Schema.field(kind, number: edit.field.number)?.type == .date,
      case .text(let text) = edit.value, case .time(let time)? = DateText(stored: text),
      let said = time.said(at: now, by: wall)
    else { return edit }
    return FieldEdit(edit.field, .text(DateText.time(said).stored))
  }
}
