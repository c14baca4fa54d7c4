import FoundationEssentials
import RecordStore
import Versioning

/// All that matters of a world at rest between two steps: two that are equal can go the same ways, whatever ids,
/// tokens and clock times chance gave them. The names of things are the order in which they are met.
struct Situation: Hashable, Sendable {
  private let words: [UInt64]

  /// - Parameters:
  ///   - devices: what each holds and has put away; those that may stand for each other share a `rank`.
  ///   - flags: what the oracle knows of an act.
  init(_ devices: [Part], rest: [Piece], flags: (UInt64) -> UInt8) {
    var best: [UInt8]?
    for order in Self.orders(of: devices.map(\.rank)) {
      var naming = Naming(stamps: Self.stamps(devices.map(\.pieces) + [rest]))
      for place in order { naming.meet(devices[place].replica) }
      var bytes: [UInt8] = []
      for place in order { naming.write(devices[place].pieces, to: &bytes) }
      naming.write(rest, to: &bytes)
      for salt in naming.salts { bytes.append(flags(salt)) }
      if best.map({ bytes.lexicographicallyPrecedes($0) }) ?? true { best = bytes }
    }
    let hash = ContentHash(content: best ?? []).bytes
    words = [0, 8].map { hash[$0..<$0 + 8].reduce(0) { $0 << 8 | UInt64($1) } }
  }

  /// A device as it goes into a situation.
  struct Part: Sendable {
    let replica: ReplicaID
    let rank: String
    let pieces: [Piece]
  }

  /// Every order that leaves each device at a place of its rank.
  private static func orders(of ranks: [String]) -> [[Int]] {
    var orders: [[Int]] = [[]]
    for (place, rank) in ranks.sorted().enumerated() {
      orders = orders.flatMap { order in
        ranks.indices.filter { ranks[$0] == rank && !order.contains($0) }.map { order + [$0] }
      }
      assert(orders.allSatisfy { $0.count == place + 1 })
    }
    return orders
  }

  private static func stamps(_ parts: [[Piece]]) -> [UInt64: Int64] {
    var found: Set<UInt64> = []
    func look(_ pieces: [Piece]) {
      for piece in pieces {
        switch piece {
        case .stamp(let stamp): found.insert(stamp)
        case .unordered(let elements): elements.forEach(look)
        default: break
        }
      }
    }
    parts.forEach(look)
    return Dictionary(uniqueKeysWithValues: found.sorted().enumerated().map { ($1, Int64($0)) })
  }
}

/// Gives names by the order in which things are met, and stamps by their rank.
private struct Naming {
  let stamps: [UInt64: Int64]
  private var names: [[UInt8]: Int64] = [:]
  private var acts: [UInt64: Int64] = [:]
  private(set) var salts: [UInt64] = []

  init(stamps: [UInt64: Int64]) { self.stamps = stamps }

  mutating func meet(_ replica: ReplicaID) { _ = name(replica.bytes) }

  mutating func write(_ pieces: [Piece], to out: inout [UInt8]) {
    for piece in pieces {
      switch piece {
      case .name(let bytes): put(4, name(bytes), &out)
      case .salt(let salt):
        if acts[salt] == nil {
          acts[salt] = Int64(acts.count)
          salts.append(salt)
        }
        put(5, acts[salt] ?? 0, &out)
      case .unordered(let elements):
        put(6, Int64(elements.count), &out)
        for element in ordered(elements) { write(element, to: &out) }
      default: writePlain(piece, to: &out)
      }
    }
  }

  private mutating func name(_ bytes: [UInt8]) -> Int64 {
    if let known = names[bytes] { return known }
    names[bytes] = Int64(names.count)
    return Int64(names.count - 1)
  }

  /// By what can be told of them before they give new names.
  private func ordered(_ elements: [[Piece]]) -> [[Piece]] {
    guard elements.count > 1 else { return elements }
    return elements.map { element -> (key: [UInt8], element: [Piece]) in
      var key: [UInt8] = []
      preview(element, to: &key)
      return (key, element)
    }.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.element)
  }

  private func preview(_ pieces: [Piece], to out: inout [UInt8]) {
    for piece in pieces {
      switch piece {
      case .name(let bytes): put(4, names[bytes] ?? -1, &out)
      case .salt(let salt): put(5, acts[salt] ?? -1, &out)
      case .unordered(let elements): for element in ordered(elements) { preview(element, to: &out) }
      default: writePlain(piece, to: &out)
      }
    }
  }

  private func writePlain(_ piece: Piece, to out: inout [UInt8]) {
    switch piece {
    case .number(let number): put(1, number, &out)
    case .text(let text):
      put(2, Int64(text.utf8.count), &out)
      out += text.utf8
    case .stamp(let stamp): put(3, stamps[stamp] ?? -1, &out)
    default: break
    }
  }

  private func put(_ kind: UInt8, _ number: Int64, _ out: inout [UInt8]) {
    out.append(kind)
    // Mostly small, never below -3.
    if (-3..<120).contains(number) { return out.append(UInt8(number + 3)) }
    out.append(255)
    withUnsafeBytes(of: number.bigEndian) { out.append(contentsOf: $0) }
  }
}
