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
    let at: Int64
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
      guard parts.count == 4, let erasure = RecordID(text: String(parts[0])), let at = Int64(parts[1]),
        let customer = ContentHash(text: String(parts[2]))
      else { return nil }
      return Line(
        erasure: erasure, at: at, customer: customer,
        records: parts[3].split(separator: ",").compactMap { RecordID(text: String($0)) })
    }
  }

  /// Durable when it returns.
  func append(_ lines: [Line]) throws {
    guard !lines.isEmpty else { return }
    let file = Glibc.open(path, O_CREAT | O_APPEND | O_WRONLY | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw StoreError.notWritable(detail: String(cString: strerror(errno))) }
    defer { close(file) }
    // After a line that a crash cut, a new one begins.
    let text =
      "\n"
      + lines.map { line in
        "\(line.erasure) \(line.at) \(hexadecimal(line.customer.bytes)) "
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

extension HeadOfficeStore {
  var ledger: ErasureLedger {
    ErasureLedger(
      path: String(path.prefix { _ in true }.dropLast(path.split(separator: "/").last?.count ?? 0))
        + "erasures.ledger")
  }

  /// Brings the store and its ledger of erasures together: before anything is served, and after each erasure.
  /// What only the ledger knows is erased again here; what only the store knows is written to the ledger.
  /// - Throws: `StoreError`.
  package func reconcileErasures(now: Int64, random: @Sendable () -> UInt64) throws {
    let ledger = ledger
    let lines = try translatingStoreErrors { try ledger.lines() }
    let known = Set(lines)
    let missing = try write { db -> [ErasureLedger.Line] in
      var erasures = Erasures(db: db, now: now)
      var hasWork = false
      for line in lines {
        let isNew = try db.row("SELECT 1 FROM erasures WHERE id = ?", [line.erasure.data]) == nil
        if isNew {
          try erasures.perform(.customer(line.customer.bytes, erasure: line.erasure))
          hasWork = true
        }
        for record in line.records where try db.record(record)?.state?.first == 1 {
          try erasures.perform(.record(record, erasure: line.erasure))
          hasWork = true
        }
      }
      if hasWork { _ = try erasures.write(random: random) }
      return try db.map(
        "SELECT id, at, customer, (SELECT group_concat(hex(x.record)) FROM erased x WHERE x.erasure = e.id) FROM erasures e",
        values: []
      ) { row -> ErasureLedger.Line? in
        guard let id = row.identifier(0), let customer = row.bytes(2).flatMap({ ContentHash(bytes: $0) })
        else { return nil }
        let records = (row.text(3) ?? "").split(separator: ",").compactMap { RecordID(text: String($0)) }
          .sorted()
        return ErasureLedger.Line(erasure: id, at: row.integer(1), customer: customer, records: records)
      }.compactMap { $0 }.filter { !known.contains($0) }
    }
    try translatingStoreErrors { try ledger.append(missing) }
    try scrub()
  }

  /// Empties the write-ahead log where personal data was erased. Readers may hold it: then the next one does.
  /// - Returns: whether nothing is left to be emptied.
  @discardableResult
  func scrub() throws -> Bool {
    guard try read({ try $0.meta(.scrubPending) }) == 1 else { return true }
    return try translatingStoreErrors {
      try pool.writeWithoutTransaction { db in
        for _ in 0..<20 {
          if try db.truncateLog() {
            try db.setMeta(.scrubPending, 0)
            // This very write stands in the log again, and nothing else.
            return true
          }
          usleep(10_000)
        }
        return false
      }
    }
  }
}
