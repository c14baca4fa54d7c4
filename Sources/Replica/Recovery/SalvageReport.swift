/// What was saved of a damaged store, and what was not.
package struct SalvageReport: Sendable {
  package enum Identity: String, Sendable {
    /// As it was, with its token where it had one.
    case kept
    /// Made out from what was found: it has to be enrolled again.
    case derived
  }

  package var identity = Identity.kept
  package var branch = ""
  package var replica = ""
  /// It can go on with head office without a new code.
  package var isEnrolled = false
  package var records = 0
  package var cases = 0
  package var changes = 0
  /// Of those, changes that head office does not have.
  package var pending = 0
  /// Own changes that head office does not have and that are gone.
  package var lostChanges: [UInt64] = []
  /// Values of lost changes that were still shown, and were written again.
  package var rewrittenValues = 0
  /// Pending changes that got other numbers, since some before them are gone.
  package var renumbered = 0
  /// Per scope: how many records of head office's were held, and how many of those were found.
  package var scopes: [(code: String, held: Int, found: Int)] = []
  /// What was found but cannot be read.
  package var damaged: [String] = []

  /// Nothing is missing.
  package var isComplete: Bool {
    lostChanges.isEmpty && damaged.isEmpty && identity == .kept && scopes.allSatisfy { $0.found >= $0.held }
  }
}

/// Why nothing could be saved.
package enum SalvageFailure: Error, Sendable {
  /// There is neither a change nor a record in it that can be read.
  case nothingFound
  /// Neither the branch nor a change of this replica can be read: whose store it was is not known.
  case unknownBranch(records: Int)
}
