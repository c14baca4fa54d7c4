import CZlib

/// Unpacks one entry of an archive piece by piece. Its length and CRC-32 are checked at the end.
final class ZipEntryReader {
  private let source: any RandomBytes
  private let entry: ZipArchive.Entry
  private let pieceSize: Int
  private let start: Int
  /// Of the packed bytes.
  private(set) var position = 0
  private var input: [UInt8] = []
  /// Bytes of `input` that zlib has taken.
  private var used = 0
  private var produced = 0
  private var checksum = crc32(0, nil, 0)
  private var isAtEnd = false
  /// zlib keeps the address of its stream. Nil: the entry is stored as it is.
  private let stream: UnsafeMutablePointer<z_stream>?

  /// - Parameter limit: unpacked bytes; an entry that says it has more is refused, and so is one that has more
  ///   than it says.
  init(_ archive: ZipArchive, _ entry: ZipArchive.Entry, limit: Int, pieceSize: Int = 1 << 16) throws {
    guard entry.size <= limit else { throw SpreadsheetError(.tooLarge(limit: limit), in: entry.name) }
    source = archive.source
    self.entry = entry
    self.pieceSize = max(1, pieceSize)
    start = try archive.start(of: entry)
    guard entry.isDeflated else {
      stream = nil
      return
    }
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // Negative: deflated bytes without a header.
    guard inflateInit2_(stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      stream.deallocate()
      throw SpreadsheetError(.tooLarge(limit: 0), in: entry.name)
    }
    self.stream = stream
  }

  deinit {
    guard let stream else { return }
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// Appends the next bytes; none at the end.
  func read(into buffer: inout [UInt8]) throws {
    guard !isAtEnd else { return }
    let old = buffer.count
    if let stream { try inflate(stream, into: &buffer) } else { try copy(into: &buffer) }
    produced += buffer.count - old
    guard produced <= entry.size else { throw SpreadsheetError(.altered, in: entry.name) }
    checksum = buffer.withUnsafeBufferPointer { bytes in
      crc32(checksum, bytes.baseAddress.map { $0 + old }, UInt32(bytes.count - old))
    }
    guard isAtEnd else { return }
    guard produced == entry.size, UInt32(truncatingIfNeeded: checksum) == entry.checksum,
      position == entry.packed, stream == nil || used == input.count
    else { throw SpreadsheetError(.altered, in: entry.name) }
  }

  private func copy(into buffer: inout [UInt8]) throws {
    try refill()
    buffer.append(contentsOf: input)
    isAtEnd = position == entry.packed
  }

  private func refill() throws {
    let wanted = min(pieceSize, entry.packed - position)
    input.removeAll(keepingCapacity: true)
    if wanted > 0 { try source.read(wanted, at: start + position, into: &input) }
    guard input.count == wanted else { throw SpreadsheetError(.cutShort, in: entry.name) }
    position += wanted
  }

  /// Until something comes out, or the end.
  private func inflate(_ stream: UnsafeMutablePointer<z_stream>, into buffer: inout [UInt8]) throws {
    let old = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: pieceSize))
    var room = pieceSize
    while room == pieceSize, !isAtEnd {
      if used == input.count, position < entry.packed {
        try refill()
        used = 0
      }
      let status = input.withUnsafeMutableBufferPointer { source in
        buffer.withUnsafeMutableBufferPointer { target in
          stream.pointee.next_in = source.baseAddress.map { $0 + used }
          stream.pointee.avail_in = UInt32(source.count - used)
          stream.pointee.next_out = target.baseAddress.map { $0 + old }
          stream.pointee.avail_out = UInt32(room)
          return CZlib.inflate(stream, Z_NO_FLUSH)
        }
      }
      used = input.count - Int(stream.pointee.avail_in)
      room = Int(stream.pointee.avail_out)
      switch status {
      case Z_STREAM_END: isAtEnd = true
      case Z_OK: break
      case Z_BUF_ERROR where position < entry.packed: break
      default: throw SpreadsheetError(status == Z_BUF_ERROR ? .cutShort : .altered, in: entry.name)
      }
    }
    buffer.removeLast(room)
  }
}
