/// What happened in a run, for people to read, and in one number to compare runs by.
package struct Trace: Sendable {
  package private(set) var lines: [String] = []
  /// FNV-1a, 64 bits (Fowler, Noll, Vo), over all that was added.
  package private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  private let keepsLines: Bool

  init(keepsLines: Bool) { self.keepsLines = keepsLines }

  mutating func add(_ line: String) {
    let bytes = Self.withoutModules(Array(line.utf8))
    add(bytes: bytes)
    if keepsLines { lines.append(String(decoding: bytes, as: UTF8.self)) }
  }

  private static let modules = ["Simulator.", "Complaints."].map { Array($0.utf8) }

  /// Swift writes values of ours with their module's name.
  private static func withoutModules(_ line: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(line.count)
    var at = 0
    while at < line.count {
      if line[at] == UInt8(ascii: "S") || line[at] == UInt8(ascii: "C"),
        let module = modules.first(where: { line[at...].starts(with: $0) })
      {
        at += module.count
      } else {
        out.append(line[at])
        at += 1
      }
    }
    return out
  }

  /// Bytes that belong to the outcome, but tell a reader nothing.
  mutating func add(bytes: [UInt8]) {
    var hash = hash
    bytes.withUnsafeBufferPointer { for byte in $0 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 } }
    self.hash = hash
  }
}
