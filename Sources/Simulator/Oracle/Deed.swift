import Versioning

/// Numbers the deeds of a run, in the order in which commands saved them.
typealias DeedID = Int

/// A change as the oracle remembers it: what was written, and what its author truly saw.
///
/// The product may give the same deed another number (a copy that takes a new incarnation) or another stamp
/// (a corrected clock). Its salt stays, and tells which it is.
struct Deed: Sendable {
  struct Write: Sendable {
    let value: Value
    /// All versions that this one stands for: those that its author saw and replaced, and what those had
    /// replaced.
    let replaces: Set<DeedID>
    /// What whoever edits this version replaces with it, should it never arrive: the same; but of a decision only
    /// the heads that held the value which it left.
    let passesOn: Set<DeedID>
    /// Of both: what does not hang on a version between that head office had when this one was written.
    ///
    /// Who writes over a version that is at head office names that one and nothing else: what it replaced is told by
    /// itself. Where head office was restored without it, and refuses it when it comes again or has it dropped, it stands
    /// nowhere any more that says so, and nobody at head office can know it.
    let replacesItself: Set<DeedID>
    let passesOnItself: Set<DeedID>

    init(
      value: Value, replaces: Set<DeedID>, passesOn: Set<DeedID>, replacesItself: Set<DeedID>? = nil,
      passesOnItself: Set<DeedID>? = nil
    ) {
      self.value = value
      self.replaces = replaces
      self.passesOn = passesOn
      self.replacesItself = replacesItself ?? replaces
      self.passesOnItself = passesOnItself ?? passesOn
    }
  }

  let id: DeedID
  let salt: UInt64
  let record: RecordID
  let kind: RecordKind
  let aggregate: RecordID
  /// Where its author's store put it.
  let scope: String
  let author: Author
  let content: ContentHash
  var writes: [FieldID: Write]
  /// Of a deletion: all that its author held of the aggregate.
  var sight: Set<DeedID>
  let device: Int
  /// The event that made it.
  let event: Int
  /// True time when it was made.
  let madeAt: Int64
  /// The highest stamp that its author's store had, in milliseconds.
  let seenStamp: Int64
  /// Its machine's monotonic clock had been measured against head office's by then.
  let isCovered: Bool
  /// What its machine's wall clock showed, where that is what a time in it says; nil where a person typed it.
  var clockSaid: Int64?
  /// The store that made it: see `Oracle.lines`.
  var line = 0
  /// Its device could settle conflicts of the case when it was made.
  var mayDecide = false
  /// A hostile device made it by hand: for this.
  var act: HostileAct?
  var isForged: Bool { act != nil }
  /// It was in quarantine, and somebody dropped it.
  var isDiscarded = false
  /// A command said that it was saved. (It did not where the program ended before it could.)
  var isReported: Bool
  /// Its only copy went with a store that was replaced by an older one.
  var isForfeited = false
}

/// What a person would call the same value: deletions are one, whatever each saw. The oracle's own rule; it
/// does not ask the product.
func isSame(_ a: Value, _ b: Value) -> Bool {
  switch (a, b) {
  case (.none, .none), (.sight, .sight): true
  case (.text(let x), .text(let y)): Array(x.utf8) == Array(y.utf8)
  case (.integer(let x), .integer(let y)): x == y
  case (.flag(let x), .flag(let y)): x == y
  case (.opaque(let type, let x), .opaque(let other, let y)): type == other && x == y
  default: false
  }
}

/// What one store holds of one record, as the oracle reads it: which deeds, and their stamps there.
struct Held: Sendable {
  let bytes: [UInt8]
  let record: RecordID
  let kind: RecordKind
  let aggregate: RecordID
  let scope: String
  let deeds: Set<DeedID>
  let stamps: [DeedID: Stamp]
  /// The fields whose values were erased there.
  let erased: Set<UInt32>
  /// The deeds that lost their personal values before anybody took them.
  var emptied: Set<DeedID> = []
  let expected: [FieldID: Expected]
}

/// What law 3 says of one field, given which deeds a store holds.
struct Expected: Sendable {
  /// The maximal versions: in none's sight.
  let heads: [DeedID]
  /// The one with the highest stamp.
  let winner: DeedID?
  let value: Value
  /// Two of them differ.
  let isFlagged: Bool
}

/// All records of one store.
struct Holding: Sendable {
  var records: [RecordID: Held] = [:]
  /// Its own changes, by the dots that they have in this store, and the last number that was read.
  var own: [Dot: DeedID] = [:]
  var lastNumber: UInt64 = 0
  /// Whose store it is; nil before it was looked at.
  var replica: ReplicaID?

  /// The highest stamp of what is here.
  var highest: HybridTime {
    records.values.reduce(.zero) { max($0, $1.stamps.values.reduce(.zero) { max($0, $1.time) }) }
  }

  func children(of root: RecordID) -> [Held] {
    records.values.filter { $0.aggregate == root && $0.record != root }
  }
}
