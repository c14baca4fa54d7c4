import Glibc

/// The pages of a SQLite file that SQLite may refuse, read one by one. Nothing is written, no lock is taken.
///
/// Source: "Database File Format" (sqlite.org/fileformat2.html), sections 1.2, 1.3, 1.5 and 4.
package final class DamagedFile: Sendable {
  private let file: Int32
  private let log: Int32
  package let pageBytes: Int
  /// Of a page, without what extensions reserve at its end.
  package let usableBytes: Int
  /// Pages in the file, or by the log's last commit.
  package let pageCount: Int
  /// Where the log has a newer image of a page.
  private let newer: [Int: Int]
  /// Pages of which there are images behind a damaged place in the log.
  package let strays: Set<Int>

  /// - Parameter wholeLog: also what lies in the log behind a damaged place, of which nobody can say whether it was
  ///   committed: for what proves itself.
  /// - Throws: `StoreError`.
  package init(path: String, wholeLog: Bool = false) throws {
    // Not to wait for whoever writes to a pipe.
    file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      if errno == ENOENT { throw StoreError.missing(path: path) }
      throw StoreError.notReadable(detail: String(cString: strerror(errno)))
    }
    guard Self.isOrdinary(file) else {
      var status = stat()
      let isFolder = fstat(file, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      close(file)
      throw StoreError.notReadable(
        detail: isFolder ? String(cString: strerror(EISDIR)) : StoreError.notOrdinaryText)
    }
    let beside = open(path + "-wal", O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    if beside >= 0, !Self.isOrdinary(beside) {
      close(beside)
      log = -1
    } else {
      log = beside
    }
    let header = readBytes(file, at: 0, count: 100)
    var size = header.count >= 18 ? Int(header[16]) << 8 | Int(header[17]) : 0
    if size == 1 { size = 65_536 }
    let isSound =
      header.starts(with: Array("SQLite format 3\0".utf8)) && size >= 512 && size & (size - 1) == 0
    let wal = WriteAheadLog(file: log, pageBytes: isSound ? size : nil)
    pageBytes = isSound ? size : wal.pageBytes ?? 4096
    usableBytes = pageBytes - (isSound && header[20] <= 32 ? Int(header[20]) : 0)
    let length = lseek(file, 0, SEEK_END)
    let pages = max((max(Int(length), 0) + pageBytes - 1) / pageBytes, wal.pageCount ?? 0)
    pageCount = wholeLog ? max(pages, wal.strays.keys.max() ?? 0) : pages
    newer = wholeLog ? wal.frames.merging(wal.strays) { $1 } : wal.frames
    strays = Set(wal.strays.keys)
  }

  private static func isOrdinary(_ file: Int32) -> Bool {
    var status = stat()
    return fstat(file, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  deinit {
    close(file)
    if log >= 0 { close(log) }
  }

  /// A page by its number, from 1; shorter where the file was cut, nil where there is nothing.
  package func page(_ number: Int) -> [UInt8]? {
    guard number >= 1, number <= pageCount else { return nil }
    let bytes =
      newer[number].map { readBytes(log, at: $0, count: pageBytes) }
      ?? readBytes(file, at: Int(number - 1) * Int(pageBytes), count: pageBytes)
    return bytes.isEmpty ? nil : bytes
  }

  /// The pages that hold nothing any more (section 1.5).
  package func freePages() -> Set<Int> {
    guard let first = page(1), first.count >= 100 else { return [] }
    var free: Set<Int> = []
    var trunk = Int(first.bigEndian32(32))
    while trunk > 0, free.insert(trunk).inserted, let bytes = page(trunk), bytes.count >= 8 {
      let count = min(Int(bytes.bigEndian32(4)), bytes.count / 4 - 2)
      for leaf in 0..<max(count, 0) { free.insert(Int(bytes.bigEndian32(8 + 4 * leaf))) }
      trunk = Int(bytes.bigEndian32(0))
    }
    return free
  }
}

/// What is committed in a write-ahead log (section 4).
private struct WriteAheadLog {
  var frames: [Int: Int] = [:]
  var strays: [Int: Int] = [:]
  var pageCount: Int?
  var pageBytes: Int?

  /// - Parameter expected: the size of a page, where the main file says it.
  init(file: Int32, pageBytes expected: Int?) {
    let header = readBytes(file, at: 0, count: 32)
    guard header.count == 32, [0x377F_0682, 0x377F_0683].contains(header.bigEndian32(0)) else { return }
    let size = Int(header.bigEndian32(8))
    guard size >= 512, size <= 65_536, size & (size - 1) == 0, expected.map({ $0 == size }) ?? true else {
      return
    }
    pageBytes = size
    let salts = header[16..<24]
    var sum = Checksum(isBigEndian: header.bigEndian32(0) & 1 == 1)
    sum.add(header[0..<24])
    var isSound = sum.is(header[24..<32])
    var open: [Int: Int] = [:]
    var offset: Int = 32
    while true {
      let frame = readBytes(file, at: offset, count: 24 + size)
      // Frames of an earlier use of the file have other salts.
      guard frame.count == 24 + size, frame[8..<16] == salts else { return }
      if isSound {
        sum.add(frame[0..<8])
        sum.add(frame[24...])
        isSound = sum.is(frame[16..<24])
      }
      if isSound {
        open[Int(frame.bigEndian32(0))] = offset + 24
        let committed = Int(frame.bigEndian32(4))
        if committed > 0 {
          frames.merge(open) { $1 }
          open = [:]
          pageCount = committed
        }
      } else {
        // A number that was damaged itself names no page.
        let page = Int(frame.bigEndian32(0))
        if page > 0, page <= 1 << 24 { strays[page] = offset + 24 }
      }
      offset += Int(24 + size)
    }
  }

  /// The running checksum of section 4.2.
  private struct Checksum {
    let isBigEndian: Bool
    var first: UInt32 = 0
    var second: UInt32 = 0

    init(isBigEndian: Bool) { self.isBigEndian = isBigEndian }

    mutating func add(_ bytes: ArraySlice<UInt8>) {
      bytes.withUnsafeBytes { raw in
        for at in stride(from: 0, to: raw.count - 7, by: 8) {
          let x = word(raw, at)
          let y = word(raw, at + 4)
          first = first &+ x &+ second
          second = second &+ y &+ first
        }
      }
    }

    private func word(_ raw: UnsafeRawBufferPointer, _ at: Int) -> UInt32 {
      let value = raw.loadUnaligned(fromByteOffset: at, as: UInt32.self)
      return isBigEndian ? UInt32(bigEndian: value) : UInt32(littleEndian: value)
    }

    func `is`(_ bytes: ArraySlice<UInt8>) -> Bool {
      let all = Array(bytes)
      return all.bigEndian32(0) == first && all.bigEndian32(4) == second
    }
  }
}

/// What can be read of a file from a place on.
func readBytes(_ file: Int32, at offset: Int, count: Int) -> [UInt8] {
  guard file >= 0 else { return [] }
  return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
    while filled < count {
      // A sector that the disk cannot give is as good as not there.
      let got = pread(file, buffer.baseAddress.map { $0 + filled }, count - filled, offset + Int(filled))
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { return }
      filled += got
    }
  }
}

extension [UInt8] {
  /// 0 beyond the end.
  func bigEndian32(_ at: Int) -> UInt32 {
    guard at >= 0, at + 4 <= count else { return 0 }
    return UInt32(self[at]) << 24 | UInt32(self[at + 1]) << 16 | UInt32(self[at + 2]) << 8
      | UInt32(self[at + 3])
  }

  func bigEndian16(_ at: Int) -> Int {
    guard at >= 0, at + 2 <= count else { return 0 }
    return Int(self[at]) << 8 | Int(self[at + 1])
  }
}
