/// What became of one change.
package enum Verdict: Hashable, Sendable {
  /// It replaced what it saw, and nobody had written beside it.
  case applied
  /// Somebody had written beside it, but nothing differs: it stands, or a later change had seen it.
  case merged
  /// A field that it wrote has differing heads. `won`: its value is the one shown.
  case conflict(won: Bool)
  /// It had been applied before. Nothing changed.
  case duplicate
  /// It cannot be applied. It is kept whole with the reason.
  case quarantined(Reason)

  package enum Reason: String, Hashable, Sendable, CaseIterable {
    /// Its record exists with another kind or in another aggregate.
    case recordMismatch = "record_mismatch"
    case malformed
    case forbidden
    case oversized
    case unknownVersion = "unknown_version"
    /// It builds on a change of the same replica and aggregate that is quarantined itself.
    case waiting
    /// It moves a case to a branch that head office does not have.
    case unknownBranch = "unknown_branch"
    /// It says that its author saw a version which head office never had.
    case unknownBase = "unknown_base"
  }
}

/// The law of merging, for one field:
///
///     The heads are all versions that stand in no applied change's base.
///
/// Nothing else is merged anywhere, and clocks have no say in it: a change replaces what it saw and only
/// that. A stamp only chooses which of several heads is shown. The result depends on the set of applied
/// changes alone: a base that names a version which has not come yet is remembered (`unmet`), so that the
/// version finds itself replaced when it comes, and `applied` tells a repeated change from a new one.
///
/// - Parameter state: nil where the record is new.
/// - Returns: the state with the change in it, and what became of the change. A duplicate and a
///   quarantined change leave the state as it was.
package func apply(_ change: Change, to state: RecordState?) -> (state: RecordState, verdict: Verdict) {
  var result = state ?? RecordState(newFor: change)
  let verdict = result.apply(change)
  return (result, verdict)
}

extension RecordState {
  /// What the record of a change is before the first one of it.
  package init(newFor change: Change) {
    self.init(record: change.record, kind: change.kind, aggregate: change.aggregate)
  }

  /// The law, in place: a state of many fields, held by nobody else, is not copied for each change of it.
  package mutating func apply(_ change: Change) -> Verdict {
    guard record == change.record, kind == change.kind, aggregate == change.aggregate else {
      return .quarantined(.recordMismatch)
    }
    guard !applied.contains(change.dot) else { return .duplicate }

    let version = Version(of: change)
    var concurrent = false
    var differs = false
    var won = true
    for write in change.writes {
      let at = fieldPosition(making: write.field)
      // A later change that saw this version came first: the version is history already.
      let isReplaced = fields[at].isAwaited(change.dot)
      if !isReplaced { fields[at].insert(Head(version: version, value: kept(write.value, in: write.field))) }
      fields[at].replace(write.base, known: applied)
      concurrent = concurrent || isReplaced || fields[at].heads.count > 1
      if fields[at].isConflicted {
        differs = true
        won = won && fields[at].winner?.dot == change.dot
      }
    }
    meet(change.dot)
    return differs ? .conflict(won: won) : concurrent ? .merged : .applied
  }

  /// The position of the field, which is made where it is not there yet.
  fileprivate mutating func fieldPosition(making field: FieldID) -> Int {
    let at = position(of: field)
    if at == fields.count || fields[at].field != field {
      fields.insert(FieldState(field: field, heads: [], unmet: []), at: at)
    }
    return at
  }

  /// The change is known from now on: no field waits for it, and a field without anything left is none.
  fileprivate mutating func meet(_ dot: Dot) {
    applied.insert(dot)
    var isEmptied = false
    for at in fields.indices {
      if !fields[at].unmet.isEmpty { fields[at].unmet.removeAll { $0 == dot } }
      isEmptied = isEmptied || (fields[at].heads.isEmpty && fields[at].unmet.isEmpty)
    }
    if isEmptied { fields.removeAll { $0.heads.isEmpty && $0.unmet.isEmpty } }
  }
}

extension FieldState {
  fileprivate func isAwaited(_ dot: Dot) -> Bool {
    let at = unmet.place { $0 < dot }
    return at < unmet.count && unmet[at] == dot
  }

  fileprivate mutating func insert(_ head: Head) {
    heads.insert(head, at: heads.place { $0.dot < head.dot })
  }

  /// Takes away what a change saw, and remembers what of it has not come yet.
  fileprivate mutating func replace(_ base: [Dot], known applied: DotSet) {
    var replaced: Set<Dot> = []
    var awaited: [Dot] = []
    for seen in base {
      let at = heads.place { $0.dot < seen }
      if at < heads.count, heads[at].dot == seen {
        replaced.insert(seen)
      } else if !applied.contains(seen), !isAwaited(seen) {
        awaited.append(seen)
      }
      // Else it was met and replaced before: by a change which did not see ours, and whose own version
      // stays a head beside ours.
    }
    if !replaced.isEmpty { heads.removeAll { replaced.contains($0.dot) } }
    if !awaited.isEmpty { unmet = Set(unmet + awaited).sorted() }
  }
}

extension Array {
  /// How many elements come first, of those that are in such an order.
  fileprivate func place(where isBefore: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
