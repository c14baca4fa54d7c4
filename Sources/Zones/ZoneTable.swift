/// When clocks were set at a place: a file of the zone database (RFC 8536, "The Time Zone Information Format").
struct ZoneTable: Sendable {
  /// Seconds since 1970, ascending; from each on, the offset of the same place.
  private let changes: [Int64]
  private let offsets: [Int]
  /// Before all changes, seconds east of UTC.
  private let first: Int
  private let rule: ZoneRule?

  /// Nil for what is no such file, or a damaged one.
  init?(_ bytes: [UInt8]) {
    var reader = Reader(bytes: bytes)
    guard var header = reader.header() else { return nil }
    var width = 4
    if header.version >= 2 {
      guard reader.skip(header.length(width: 4)), let second = reader.header() else { return nil }
      (header, width) = (second, 8)
    }
    guard header.types > 0, header.length(width: width) <= bytes.count,
      let changes = reader.numbers(header.changes, width: width),
      let places = reader.bytes(header.changes),
      let kinds = reader.bytes(header.types * 6)
    else { return nil }
    let all = (0..<header.types).map { kind in
      Int(Int32(bitPattern: kinds.dropFirst(kind * 6).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }))
    }
    guard all.allSatisfy({ abs($0) < 26 * 3600 }), places.allSatisfy({ Int($0) < all.count }),
      zip(changes, changes.dropFirst()).allSatisfy({ $0 < $1 })
    else { return nil }
    self.changes = changes
    offsets = places.map { all[Int($0)] }
    first = all[0]
    guard reader.skip(header.characters + header.leaps * (width + 4) + header.flags) else { return nil }
    rule = width == 8 ? reader.footer().flatMap { ZoneRule($0) } : nil
  }

  /// Seconds east of UTC.
  func offset(at seconds: Int64) -> Int {
    guard let last = changes.last, seconds < last else {
      return rule?.offset(at: seconds) ?? offsets.last ?? first
    }
    var (low, high) = (0, changes.count)
    while low < high {
      let middle = (low + high) / 2
      if changes[middle] <= seconds { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? first : offsets[low - 1]
  }

  private struct Header {
    let version: Int
    let flags: Int
    let leaps: Int
    let changes: Int
    let types: Int
    let characters: Int

    func length(width: Int) -> Int {
      changes * (width + 1) + types * 6 + characters + leaps * (width + 4) + flags
    }
  }

  private struct Reader {
    let bytes: [UInt8]
    var place = 0

    mutating func skip(_ count: Int) -> Bool {
      guard count >= 0, count <= bytes.count - place else { return false }
      place += count
      return true
    }

    mutating func bytes(_ count: Int) -> ArraySlice<UInt8>? {
      let start = place
      return skip(count) ? bytes[start..<place] : nil
    }

    mutating func header() -> Header? {
      guard let magic = bytes(4), magic.elementsEqual("TZif".utf8), let version = bytes(16)?.first,
        let counts = numbers(6, width: 4), counts.allSatisfy({ (0...1_000_000).contains($0) })
      else { return nil }
      let numbers = counts.map { Int($0) }
      return Header(
        version: version == 0 ? 1 : Int(version) - 0x30, flags: numbers[0] + numbers[1], leaps: numbers[2],
        changes: numbers[3], types: numbers[4], characters: numbers[5])
    }

    /// Signed, most significant byte first.
    mutating func numbers(_ count: Int, width: Int) -> [Int64]? {
      guard let found = bytes(count * width) else { return nil }
      return (0..<count).map { index in
        let bits = found.dropFirst(index * width).prefix(width).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return width == 8 ? Int64(bitPattern: bits) : Int64(Int32(truncatingIfNeeded: bits))
      }
    }

    mutating func footer() -> String? {
      guard let line = bytes(1), line.first == 0x0A else { return nil }
      return String(decoding: bytes[place...].prefix { $0 != 0x0A }, as: UTF8.self)
    }
  }
}
