import Glibc
import Synchronization

/// Whether the log that lies beside a store is its own. SQLite asks nothing of it but that it is whole: it writes the log
/// of a store of yesterday into the backup that somebody put in its place, and what comes of that is neither.
///
/// Told apart before SQLite opens them, by what the images of the first page in the log say of the file that they were
/// written for. One of them is the file's first page: it was brought up to there. Or the first of them was written next:
/// its change counter and its mark are the file's, or one more, and its schema is no older. A log without such an image
/// leaves the file as long as it is.
///
/// One process may write for long under one change counter; so each write of ours sets a mark of our own beside it
/// (`StoreFile.markFirstPage`), in a field that SQLite leaves to programs: how many pages to hold in memory.
///
/// Source: "Database File Format" (sqlite.org/fileformat2.html), sections 1.3 and 4.
enum StoreLog {
  /// The files that this process has looked at: to close one drops the locks that it has on it by then (section 2.2 of
  /// sqlite.org/howtocorrupt.html).
  private static let seen = Mutex<Set<SeenFile>>([])

  /// The mark after another: some 4,000 of them, each of which is as good a number of pages as the next.
  static func next(_ mark: UInt32) -> UInt32 { marks.contains(mark &+ 1) ? mark &+ 1 : marks.lowerBound }
  private static let marks: Range<UInt32> = 8192..<12_288

  /// - Throws: `StoreError.strangeLog`; then neither file was touched.
  static func requireOwn(_ path: String) throws {
    guard let number = FileNumber(path) else { return }
    let file = SeenFile(number: number, path: path)
    guard seen.withLock({ $0.insert(file).inserted }) else { return }
    // Somebody who writes meanwhile may have brought the file up to a newer log.
    for attempt in 0..<3 where !isOwn(path) {
      if attempt < 2 {
        usleep(20_000)
        continue
      }
      seen.withLock { _ = $0.remove(file) }
      throw StoreError.strangeLog
    }
  }

  private static func isOwn(_ path: String) -> Bool {
    if let journal = Part(path + "-journal"), journal.size > 0,
      journal.bytes(at: 0, count: 8) == [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]
    {
      // No store of ours ever had one: it would be rolled back into the file.
      return false
    }
    guard let log = Part(path + "-wal"), let frames = LogFrames(log), frames.hasCommit,
      let file = Part(path)
    else { return true }
    // SQLite throws away the log of an empty file.
    guard file.size > 0 else { return false }
    guard let first = FirstPage(file.bytes(at: 0, count: 100)) else { return true }
    let isOwn = frames.fit(first)
    // What was read of the file is of one time with the log.
    return isOwn || LogFrames(log).map { $0.salts != frames.salts } ?? true
  }
}

/// By its path too: the number of a file that is gone may be another's by now.
private struct SeenFile: Hashable {
  let number: FileNumber
  let path: String
}

/// What the header of a store says of it: no more than one sector, which a disk writes whole or not at all.
private struct FirstPage {
  let pageBytes: Int
  let counter: UInt32
  let schema: UInt32
  let mark: UInt32
  let bytes: [UInt8]
  /// In pages; nil where the header is not to be believed.
  let size: UInt32?

  /// Nil: it is no header of a SQLite file.
  init?(_ bytes: [UInt8]) {
    guard bytes.count == 100, bytes.starts(with: Array("SQLite format 3\0".utf8)) else { return nil }
    let size = bytes.bigEndian16(16)
    pageBytes = size == 1 ? 65_536 : size
    counter = bytes.bigEndian32(24)
    schema = bytes.bigEndian32(40)
    mark = bytes.bigEndian32(48)
    self.bytes = bytes
    self.size = bytes.bigEndian32(92) == counter ? bytes.bigEndian32(28) : nil
  }
}

/// What a log says of the store that it was written for.
private struct LogFrames {
  let salts: [UInt8]
  let pageBytes: Int
  private(set) var hasCommit = false
  /// Of the images of the first page, in their order.
  private var images: [FirstPage] = []
  /// How many pages the file has after each commit.
  private var sizes: Set<UInt32> = []

  /// Nil: SQLite reads nothing of it.
  init?(_ log: Part) {
    let header = log.bytes(at: 0, count: 32)
    guard header.count == 32, [0x377F_0682, 0x377F_0683].contains(header.bigEndian32(0)) else { return nil }
    let size = Int(header.bigEndian32(8))
    guard size >= 512, size <= 65_536, size & (size - 1) == 0 else { return nil }
    pageBytes = size
    salts = Array(header[16..<24])
    var offset = 32
    while offset + 24 + size <= log.size {
      let frame = log.bytes(at: offset, count: 24)
      // Frames of an earlier use of the file have other salts.
      guard frame.count == 24, Array(frame[8..<16]) == salts else { return }
      if frame.bigEndian32(0) == 1, let image = FirstPage(log.bytes(at: offset + 24, count: 100)) {
        images.append(image)
      }
      let pages = frame.bigEndian32(4)
      if pages > 0 {
        hasCommit = true
        sizes.insert(pages)
      }
      offset += 24 + size
    }
  }

  func fit(_ file: FirstPage) -> Bool {
    guard file.pageBytes == pageBytes else { return false }
    guard let first = images.first else { return file.size.map { sizes == [$0] } ?? true }
    if images.contains(where: { $0.bytes == file.bytes }) { return true }
    return [file.counter, file.counter &+ 1].contains(first.counter) && first.schema >= file.schema
      && [file.mark, StoreLog.next(file.mark)].contains(first.mark)
  }
}

/// A file that is read, nothing more.
private final class Part {
  private let file: Int32
  let size: Int

  /// Nil where there is none, or no ordinary one.
  init?(_ path: String) {
    let opened = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard opened >= 0 else { return nil }
    var status = stat()
    guard fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(opened)
      return nil
    }
    file = opened
    size = Int(status.st_size)
  }

  deinit { close(file) }

  func bytes(at offset: Int, count: Int) -> [UInt8] { readBytes(file, at: offset, count: count) }
}
