/// A ZIP archive (PKWARE APPNOTE 6.3) as far as workbooks need one: one volume, no ZIP64, no encryption,
/// entries stored or deflated. Nothing is ever unpacked to a disk.
struct ZipArchive: Sendable {
  struct Entry: Hashable, Sendable {
    let name: String
    let isDeflated: Bool
    let checksum: UInt32
    /// Bytes in the archive, and unpacked.
    let packed: Int
    let size: Int
    fileprivate let header: Int
  }

  let source: any RandomBytes
  /// By name in lower case: OPC tells names apart without regard to it (ISO 29500-2, 6.2.2.3).
  private let entries: [String: Entry]
  /// Where the list of contents begins; entries lie before it.
  private let directory: Int

  init(_ source: any RandomBytes) throws {
    self.source = source
    let end = try ZipArchive.endRecord(source)
    let (count, size, start) = (end.bytes.u16(10), Int(end.bytes.u32(12)), Int(end.bytes.u32(16)))
    guard end.bytes.u16(4) == 0, end.bytes.u16(6) == 0, end.bytes.u16(8) == count, count != 0xFFFF,
      end.bytes.u32(12) != .max, end.bytes.u32(16) != .max
    else { throw SpreadsheetError(.unsupported) }
    guard count <= SpreadsheetLimits.entries else {
      throw SpreadsheetError(.tooLarge(limit: SpreadsheetLimits.entries))
    }
    guard size <= SpreadsheetLimits.directory else {
      throw SpreadsheetError(.tooLarge(limit: SpreadsheetLimits.directory))
    }
    guard start + size <= end.offset else { throw SpreadsheetError(.cutShort) }
    let list = try source.exactly(size, at: start, part: nil)
    var entries: [String: Entry] = [:]
    var at = 0
    for _ in 0..<count {
      guard let (entry, next) = try ZipArchive.entry(list, at) else { throw SpreadsheetError(.cutShort) }
      at = next
      guard entries.updateValue(entry, forKey: entry.name.lowercased()) == nil else {
        throw SpreadsheetError(.badName, in: entry.name)
      }
    }
    self.entries = entries
    directory = start
  }

  /// The entry with this name, if there is one.
  func entry(_ name: String) -> Entry? { entries[name.lowercased()] }

  /// Where the bytes of an entry begin.
  func start(of entry: Entry) throws -> Int {
    guard entry.header + 30 <= directory else { throw SpreadsheetError(.cutShort, in: entry.name) }
    let header = try source.exactly(30, at: entry.header, part: entry.name)
    guard header.u32(0) == 0x0403_4B50 else { throw SpreadsheetError(.altered, in: entry.name) }
    let name = try source.exactly(header.u16(26), at: entry.header + 30, part: entry.name)
    guard name.elementsEqual(entry.name.utf8) else { throw SpreadsheetError(.badName, in: entry.name) }
    let start = entry.header + 30 + header.u16(26) + header.u16(28)
    guard start + entry.packed <= directory else { throw SpreadsheetError(.cutShort, in: entry.name) }
    return start
  }

  /// How far before the end of the file the record is looked for.
  private static let longestTail = 1 << 20

  /// The record at the end of the archive, which tells where the list of contents is.
  private static func endRecord(_ source: any RandomBytes) throws -> (bytes: [UInt8], offset: Int) {
    let tail = min(source.size, longestTail)
    guard tail >= 22 else { throw SpreadsheetError(.notAnArchive) }
    let bytes = try source.exactly(tail, at: source.size - tail, part: nil)
    let before = source.size - tail
    var behind: Int?
    var unfit: Int?
    for at in stride(from: tail - 22, through: 0, by: -1) where bytes[at] == 0x50 {
      guard bytes.u32(at) == 0x0605_4B50 else { continue }
      // A comment may follow, of just the length that the record tells.
      guard at + 22 + bytes.u16(at + 20) != tail else {
        if try hasList(bytes, at, before, source) { return (Array(bytes[at..<at + 22]), before + at) }
        if unfit == nil { unfit = at }
        continue
      }
      // What is behind it may have been added on the way.
      if behind == nil, at + 22 + bytes.u16(at + 20) < tail, try hasList(bytes, at, before, source) {
        behind = at
      }
    }
    guard let at = behind ?? unfit else { throw SpreadsheetError(.notAnArchive) }
    return (Array(bytes[at..<at + 22]), before + at)
  }

  /// Whether the list of contents that a record tells of is there, before it.
  private static func hasList(
    _ bytes: [UInt8], _ at: Int, _ before: Int, _ source: any RandomBytes
  ) throws -> Bool {
    let (size, start) = (Int(bytes.u32(at + 12)), Int(bytes.u32(at + 16)))
    guard size >= 46, start + size <= before + at else { return false }
    return try source.exactly(4, at: start, part: nil).u32(0) == 0x0201_4B50
  }

  /// The entry that the list tells of at a place, and where the next begins.
  private static func entry(_ list: [UInt8], _ at: Int) throws -> (Entry, Int)? {
    guard at + 46 <= list.count, list.u32(at) == 0x0201_4B50 else { return nil }
    let nameEnd = at + 46 + list.u16(at + 28)
    let next = nameEnd + list.u16(at + 30) + list.u16(at + 32)
    guard next <= list.count else { return nil }
    guard let name = String(validating: list[(at + 46)..<nameEnd], as: UTF8.self), isSafe(name) else {
      throw SpreadsheetError(.badName, in: String(decoding: list[(at + 46)..<nameEnd], as: UTF8.self))
    }
    let (flags, method) = (list.u16(at + 8), list.u16(at + 10))
    let (packed, size, header) = (list.u32(at + 20), list.u32(at + 24), list.u32(at + 42))
    // Bits 0, 6 and 13: kinds of encryption.
    guard flags & 0b10_0000_0100_0001 == 0 else { throw SpreadsheetError(.encrypted, in: name) }
    guard method == 0 || method == 8, packed != .max, size != .max, header != .max, list.u16(at + 34) == 0
    else { throw SpreadsheetError(.unsupported, in: name) }
    guard method == 8 || packed == size else { throw SpreadsheetError(.altered, in: name) }
    return (
      Entry(
        name: name, isDeflated: method == 8, checksum: list.u32(at + 16), packed: Int(packed),
        size: Int(size), header: Int(header)), next
    )
  }

  /// Neither absolute nor with a way upwards, a drive or a backslash.
  private static func isSafe(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix("/")
      && !name.utf8.contains { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: ":") || $0 < 0x20 }
      && !name.split(separator: "/").contains("..")
  }
}
