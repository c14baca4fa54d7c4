import SyncProtocol
import Versioning

/// The changes of one push, numbered and put into their groups. What cannot be read still has its place.
struct PushSequence {
  struct Item {
    let number: UInt64
    let encoded: [UInt8]
    /// Nil where not even that can be read.
    let envelope: ChangeEnvelope?
  }

  private(set) var groups: [[Item]] = []

  /// - Throws: `Refusal` where numbers or groups do not go on: then nothing is known of the push as a whole.
  init(_ changes: [[UInt8]], replica: ReplicaID, covered: UInt64) throws(Refusal) {
    let envelopes = changes.map { try? ChangeEnvelope(encodedChange: $0) }
    // A place in the request stands for a number: any change that can be read tells all of them.
    var start = covered + 1
    if let at = envelopes.firstIndex(where: { $0 != nil }), let number = envelopes[at]?.dot.number {
      guard number > UInt64(at) else {
        throw Refusal(.malformedChange, "Changes are not in the order of their numbers.", number: number)
      }
      start = number - UInt64(at)
    }
    guard start <= covered + 1 else {
      throw Refusal(
        .gap, "Changes \(covered + 1) to \(start - 1) are missing.", hint: "Send from \(covered + 1) on.",
        number: covered)
    }
    let items = changes.indices.map { at in
      Item(number: start + UInt64(at), encoded: changes[at], envelope: envelopes[at])
    }
    for item in items {
      guard let envelope = item.envelope else { continue }
      guard envelope.dot.replica == replica else {
        throw Refusal(.replicaMismatch, "A change of another replica.", number: item.number)
      }
      guard envelope.dot.number == item.number else {
        throw Refusal(.malformedChange, "Changes are not in the order of their numbers.", number: item.number)
      }
    }
    var at = 0
    while at < items.count {
      let group = Self.group(at: at, in: items)
      let count = Int(clamping: group.count)
      guard group.first == items[at].number else {
        throw Refusal(
          .incompleteGroup, "A group of changes does not begin where it should.", number: items[at].number)
      }
      guard count <= items.count - at else {
        throw Refusal(
          .incompleteGroup, "The request ends within a group of changes.",
          number: items[items.count - 1].number)
      }
      let members = items[at..<at + count]
      guard members.allSatisfy({ $0.envelope.map { $0.group == group } ?? true }) else {
        throw Refusal(.incompleteGroup, "A group of changes is not whole.", number: items[at].number)
      }
      groups.append(Array(members))
      at += count
    }
  }

  /// Whether some changes are all of one group, each once.
  static func isGroup(_ items: [Item]) -> Bool {
    guard let group = items.first?.envelope?.group else { return false }
    return items.count == Int(clamping: group.count) && Set(items.map(\.number)).count == items.count
      && items.allSatisfy { $0.envelope?.group == group }
  }

  /// The group of one change: its own word, or that of a neighbour whose group holds its number; else it
  /// stands alone.
  private static func group(at: Int, in items: [Item]) -> Group {
    if let envelope = items[at].envelope { return envelope.group }
    let number = items[at].number
    for later in items[(at + 1)...].prefix(Limits.groupChanges) {
      guard let group = later.envelope?.group else { continue }
      return group.first <= number ? group : Group(first: number, count: 1)
    }
    return Group(first: number, count: 1)
  }
}
