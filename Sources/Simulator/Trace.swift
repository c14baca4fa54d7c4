/// What happened in a run, for people to read, and in one number to compare runs by.
package struct Trace: Sendable {
  package private(set) var lines: [String] = []
  /// FNV-1a, 64 bits (Fowler, Noll, Vo), over all that was added.
  package private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  private let keepsLines: Bool

  init(keepsLines: Bool) { self.keepsLines = keepsLines }

  mutating func add(_ line: String) {
    add(bytes: Array(line.utf8))
    if keepsLines { lines.append(line) }
  }

  /// Bytes that belong to the outcome, but tell a reader nothing.
  mutating func add(bytes: [UInt8]) {
    var hash = hash
    bytes.withUnsafeBufferPointer { for byte in $0 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 } }
    self.hash = hash
  }
}
