/// What is refused before it is looked at. Both sides keep to these; Protocol.md lists them.
package enum Limits {
  /// The version of the messages that this program speaks.
  package static let protocolVersion: UInt32 = 1
  /// A request's or response's body, before and after decompression, in bytes.
  package static let bodyBytes = 8 << 20
  /// Messages within messages, also in parts that nobody knows.
  package static let messageDepth = 10
  /// One encoded change.
  package static let changeBytes = 1 << 20
  /// The fields that one change writes, and the versions that it says it replaces, together.
  package static let changeParts = 10_000
  /// The changes of one push.
  package static let batchChanges = 4_000
  package static let batchBytes = 2 << 20
  /// The changes of one group: smaller than a batch, so that a group always fits in one.
  package static let groupChanges = 1_000
  package static let groupBytes = 2 << 20
  /// Quarantined groups that one request has judged again without asking for it.
  package static let judgedAgain = 200
  /// The states of one response: a page ends at the first state past it.
  package static let pageBytes = 2 << 20
  /// One encoded state: with a page, well within a body.
  package static let stateBytes = 4 << 20
  /// A bundle file, and what comes out of it when it is opened and unpacked.
  package static let bundleBytes = 64 << 20
  package static let bundleUnpackedBytes = 256 << 20
  /// Changes of former ids that one request follows.
  package static let followed = 4_000
  /// Cursors in a request.
  package static let cursors = 10_000
  /// Numbers in `retries`, and in `discards`, of one request.
  package static let wishes = 100_000
  /// Erasures that one request says are done.
  package static let acknowledgements = 10_000
  /// Elements of all lists of one message together, and values in one body of JSON.
  package static let messageElements = 1_000_000
  package static let jsonValues = 100_000
  /// Requests, and offers, of one bundle, and answers to it; elements of all of their lists.
  package static let bundleMessages = 1_000
  package static let bundleElements = 2_000_000
  /// States in the answers to one bundle: they fit into its file whatever they hold.
  package static let bundleAnswerBytes = 48 << 20
  /// New incarnations of one device and its copies: within 24 hours, and in all.
  package static let incarnationsPerDay = 20
  package static let incarnations = 1_000
  /// How long after an enrolment a replica that let head office draw its token may ask for the answer again, in
  /// milliseconds.
  package static let enrolmentRepeat: Int64 = 120_000
  /// Records of one history request, and bytes of changes in its response.
  package static let historyRecords = 500
  package static let historyBytes = 4 << 20
  /// Records of one comparison.
  package static let comparedRecords = 20_000
  /// States that head office reads for one comparison: the part ends with the state that reaches this.
  package static let comparedBytes = 64 << 20
  /// States of one offer.
  package static let offeredStates = 5_000
  /// How far a stamp may lie ahead of head office's clock, in milliseconds.
  package static let clockTolerance: Int64 = 120_000
}
