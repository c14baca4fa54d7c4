import Complaints
import SyncProtocol
import Versioning

/// One request on its way through as many transactions as it takes.
struct PushWork: Sendable {
  let request: SyncRequest
  /// It was written some time ago: only a clock that was ahead can be told.
  var isByFile = false
  /// An administrator recovers what a revoked device had not sent.
  var allowsRevoked = false
  /// It comes from the device, and says what its clock shows.
  private(set) var isOfDevice = true
  /// An administrator at head office answers for what is judged again: see `QuarantineDecision.accept`.
  private(set) var isWarranted = false
  /// What it did so far.
  var outcome = PushOutcome()
  var step = Step.beginning
  /// A part of its own was for what is due of others: one a request.
  var hasServedOthers = false

  enum Step: Sendable {
    case beginning
    /// The groups that are left.
    case changes(ArraySlice<[PushSequence.Item]>)
    /// Quarantined changes that are to be dropped, the last one first; then those to be judged again.
    case discards(ArraySlice<UInt64>)
    case retries(ArraySlice<UInt64>)
    /// The same for changes under other ids, which copies decide on together.
    case followed(ArraySlice<Followed>)
    /// What waited behind those that have left the quarantine, from this number on.
    case due(after: UInt64)
    /// Its erasures are being carried out.
    case erasing
    /// What is due of others, and was judged in none of its parts, as their time was up.
    case others
    case done
  }

  var isDone: Bool { if case .done = step { true } else { false } }

  init(_ request: SyncRequest) { self.request = request.withoutRepeats() }

  /// What an administrator decides about quarantined groups of one device.
  init(_ decision: QuarantineDecision, about numbers: Set<UInt64>) {
    request = SyncRequest()
    isOfDevice = false
    allowsRevoked = true
    isWarranted = decision == .accept
    step = decision == .discard ? Self.discards(numbers) : Self.retries(numbers)
  }

  /// What is dropped together is dropped before anything is judged, and from its end: what waits is gone before what
  /// it waits for, wherever a part ends. Repeated numbers do nothing.
  static func discards(_ numbers: some Sequence<UInt64>) -> Step {
    .discards(Set(numbers).sorted(by: >)[...])
  }

  static func followed(_ all: [Followed]) -> Step {
    let dropped = all.filter(\.discard).sorted { $0.number > $1.number }
    let retried = all.filter { $0.retry && !$0.discard }.sorted { $0.number < $1.number }
    return .followed((dropped + retried)[...])
  }

  static func retries(_ numbers: some Sequence<UInt64>) -> Step { .retries(Set(numbers).sorted()[...]) }
}
