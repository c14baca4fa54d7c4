import FoundationEssentials
import GRDB
import Glibc
import RecordStore
import Versioning

/// The erasures that were done, in a file beside the store: a store that is put back from a backup has not
/// heard of the later ones. One line each, only appended to:
///
///     ERASURE-ID MILLISECONDS CUSTOMER-HASH RECORD-ID,RECORD-ID…
struct ErasureLedger {
  let path: String

  struct Line: Hashable {
    let erasure: RecordID
    /// The moment up to which it holds; lines of earlier programs: when it was done.
    let until: Int64
    let customer: ContentHash
    let records: [RecordID]
  }

  /// The lines that can be read: the last one may have been cut by a crash.
  func lines() throws -> [Line] {
    guard access(path, F_OK) == 0 else { return [] }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw StoreError.notWritable(detail: "\(path): \(String(cString: strerror(errno)))")
    }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { text in
      let parts = text.split(separator: " ", omittingEmptySubsequences: false)
      guard parts.count == 4, let erasure = RecordID(text: String(parts[0])), let until = Int64(parts[1]),
        let customer = ContentHash(text: String(parts[2]))
      else { return nil }
      return Line(
        erasure: erasure, until: until, customer: customer,
        records: parts[3].split(separator: ",").compactMap { RecordID(text: String($0)) })
    }
  }

  /// Durable when it returns.
  func append(_ lines: [Line]) throws {
    guard !lines.isEmpty else { return }
    let file = Glibc.open(path, O_CREAT | O_APPEND | O_WRONLY | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw StoreError.notWritable(detail: String(cString: strerror(errno))) }
    defer { close(file) }
    // After a line that a crash or a full disk cut, a new one begins.
    let text =
      "\n"
      + lines.map { line in
        "\(line.erasure) \(line.until) \(hexadecimal(line.customer.bytes)) "
          + line.records.map(\.description).joined(separator: ",")
      }.joined(separator: "\n") + "\n"
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      guard written > 0 || errno == EINTR else {
        throw errno == ENOSPC
          ? StoreError.diskFull : StoreError.notWritable(detail: String(cString: strerror(errno)))
      }
      rest = rest.dropFirst(max(written, 0))
    }
    guard fsync(file) == 0 else { throw StoreError.notWritable(detail: String(cString: strerror(errno))) }
  }
}
