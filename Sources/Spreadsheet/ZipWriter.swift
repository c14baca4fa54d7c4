import CZlib

/// Writes a ZIP archive to a stream: lengths and checksums follow each entry (APPNOTE 4.3.9), so nothing is
/// held and nothing has to be gone back to.
struct ZipWriter {
  private struct Written {
    let name: String
    let checksum: UInt32
    let packed: Int
    let size: Int
    let header: Int
  }

  private var written: [Written] = []
  private var name = ""
  private var header = 0
  private var packer: Packer?
  /// Bytes of the archive before what is in the caller's buffer now.
  private var offset = 0

  /// Begins an entry and ends the one before.
  mutating func begin(_ name: String, to output: inout [UInt8]) throws {
    try endEntry(to: &output)
    self.name = name
    header = offset
    let before = output.count
    output.append(u32: 0x0403_4B50)
    ZipWriter.describe(name, 0, 0, 0, to: &output)
    output.append(u16: 0)
    output.append(contentsOf: name.utf8)
    offset += output.count - before
    packer = try Packer()
  }

  mutating func write(_ bytes: [UInt8], to output: inout [UInt8]) throws {
    let before = output.count
    try packer?.pack(bytes, isLast: false, to: &output)
    offset += output.count - before
    // ZIP64 is not written: larger than this, other programs could not open the file.
    guard offset < 0xFFFF_0000, (packer?.size ?? 0) < 0xFFFF_0000 else {
      throw SpreadsheetError(.tooLarge(limit: 0xFFFF_0000), in: name)
    }
  }

  /// Ends the archive: the list of its contents.
  mutating func finish(to output: inout [UInt8]) throws {
    try endEntry(to: &output)
    let start = offset
    let before = output.count
    for entry in written {
      output.append(u32: 0x0201_4B50)
      output.append(u16: 20)
      ZipWriter.describe(entry.name, entry.checksum, entry.packed, entry.size, to: &output)
      output.append(contentsOf: repeatElement(0, count: 12))
      output.append(u32: UInt32(entry.header))
      output.append(contentsOf: entry.name.utf8)
    }
    let size = output.count - before
    offset += size
    output.append(u32: 0x0605_4B50)
    output.append(u32: 0)
    output.append(u16: written.count)
    output.append(u16: written.count)
    output.append(u32: UInt32(size))
    output.append(u32: UInt32(start))
    output.append(u16: 0)
  }

  private mutating func endEntry(to output: inout [UInt8]) throws {
    guard let packer else { return }
    self.packer = nil
    let before = output.count
    try packer.pack([], isLast: true, to: &output)
    offset += output.count - before
    let (packed, checksum) = (packer.packed, packer.checksum)
    output.append(u32: 0x0807_4B50)
    output.append(u32: checksum)
    output.append(u32: UInt32(packed))
    output.append(u32: UInt32(packer.size))
    offset += 16
    written.append(
      Written(name: name, checksum: checksum, packed: packed, size: packer.size, header: header))
  }

  /// From the version needed to the length of the name. Flags: lengths follow, names are UTF-8. The time is the
  /// first that ZIP can tell, so that the same cases make the same file.
  private static func describe(
    _ name: String, _ checksum: UInt32, _ packed: Int, _ size: Int, to output: inout [UInt8]
  ) {
    output.append(u16: 20)
    output.append(u16: 0x0808)
    output.append(u16: 8)
    output.append(u16: 0)
    output.append(u16: 0x0021)
    output.append(u32: checksum)
    output.append(u32: UInt32(packed))
    output.append(u32: UInt32(size))
    output.append(u16: name.utf8.count)
  }
}

/// Deflates one entry.
private final class Packer {
  private let stream: UnsafeMutablePointer<z_stream>
  private var sum = crc32(0, nil, 0)
  private(set) var size = 0
  private(set) var packed = 0

  var checksum: UInt32 { UInt32(truncatingIfNeeded: sum) }

  init() throws {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // Fast: a table of cases is large and packs well anyway.
    guard
      deflateInit2_(
        stream, 2, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else {
      stream.deallocate()
      throw SpreadsheetError(.tooLarge(limit: 0))
    }
  }

  deinit {
    deflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  func pack(_ bytes: [UInt8], isLast: Bool, to output: inout [UInt8]) throws {
    size += bytes.count
    let start = output.count
    var taken = 0
    try bytes.withUnsafeBufferPointer { source in
      // For no bytes zlib would begin anew.
      if !source.isEmpty { sum = crc32(sum, source.baseAddress, UInt32(source.count)) }
      while true {
        let old = output.count
        output.append(contentsOf: repeatElement(0, count: Self.room))
        let status = output.withUnsafeMutableBufferPointer { target in
          stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress.map { $0 + taken })
          stream.pointee.avail_in = UInt32(source.count - taken)
          stream.pointee.next_out = target.baseAddress.map { $0 + old }
          stream.pointee.avail_out = UInt32(Self.room)
          return deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
        }
        taken = source.count - Int(stream.pointee.avail_in)
        let left = Int(stream.pointee.avail_out)
        output.removeLast(left)
        switch status {
        case Z_STREAM_END: return
        // No progress was possible: all is taken and nothing waits.
        case Z_BUF_ERROR where !isLast && taken == source.count: return
        case Z_OK where !isLast && taken == source.count && left > 0: return
        case Z_OK: continue
        default: throw SpreadsheetError(.tooLarge(limit: 0))
        }
      }
    }
    packed += output.count - start
  }

  private static let room = 1 << 15
}
