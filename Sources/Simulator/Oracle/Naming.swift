import Complaints
import Versioning

/// What a dot means in a store. Mostly one deed; but a number that was given twice, by a store and by what was put back
/// in its place while head office was put back too, means one at some and another at others, and what head office does
/// not have of them goes by another name.
struct Meanings {
  /// The deeds that were ever taken under a dot, and under any dot with this number.
  private var byDot: [Dot: Set<DeedID>] = [:]
  private var byNumber: [UInt64: Set<DeedID>] = [:]

  mutating func note(_ dot: Dot, means deed: DeedID) {
    byDot[dot, default: []].insert(deed)
    byNumber[dot.number, default: []].insert(deed)
  }

  func deeds(_ dot: Dot) -> Set<DeedID> { byDot[dot] ?? [] }

  /// A name that head office gave: made of a hash (RFC 9562, version 8), and of no replica.
  func others(_ dot: Dot) -> Set<DeedID> {
    byDot[dot] == nil && dot.replica.high >> 12 & 0xF == 8 ? byNumber[dot.number] ?? [] : []
  }
}

extension Oracle {
  /// What the dots of a state mean: told by what stands there, then by what the store held of the record before.
  /// - Parameters:
  ///   - own: the deeds of the store's own changes.
  ///   - before: what the store held.
  func meanings(
    in state: RecordState, own: [Dot: DeedID], before: Set<DeedID>
  ) -> (Dot) -> DeedID? {
    var known: [Dot: DeedID] = [:]
    var open: [(dot: Dot, candidates: Set<DeedID>)] = []
    for dot in state.applied.dots {
      var candidates = self.candidates(dot, own)
      let here = candidates.filter { deeds[$0].record == state.record }
      if !here.isEmpty { candidates = here }
      if candidates.count > 1 { candidates = candidates.filter { says($0, dot, in: state) } }
      guard candidates.count > 1 else {
        known[dot] = candidates.first
        continue
      }
      open.append((dot, candidates))
    }
    for (dot, candidates) in open {
      let left = candidates.subtracting(known.values)
      known[dot] =
        left.intersection(before).min() ?? accepted[dot].flatMap { left.contains($0) ? $0 : nil }
        ?? left.min()
    }
    return { known[$0] }
  }

  /// Which of the deeds that a dot means one that saw it can have meant.
  func meaning(_ dot: Dot, own: [Dot: DeedID], seenBy deed: Deed) -> DeedID? {
    let candidates = candidates(dot, own)
    return candidates.intersection(deed.sight).min() ?? candidates.min()
  }

  private func candidates(_ dot: Dot, _ own: [Dot: DeedID]) -> Set<DeedID> {
    if let own = own[dot] { return [own] }
    let named = meant.deeds(dot)
    return named.isEmpty ? meant.others(dot) : named
  }

  /// Whether what stands under a dot can be what a deed wrote.
  private func says(_ id: DeedID, _ dot: Dot, in state: RecordState) -> Bool {
    state.fields.allSatisfy { field in
      field.heads.allSatisfy { head in
        guard head.dot == dot else { return true }
        guard let write = deeds[id].writes[field.field], deeds[id].author == head.version.author else {
          return false
        }
        return isSame(write.value, head.value) || head.value == .none
      }
    }
  }
}
