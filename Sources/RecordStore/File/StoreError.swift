import GRDB

/// Why a store could not be used. The caller knows which file and what was being done.
package enum StoreError: Error, Sendable {
  /// No store at this path.
  case missing(path: String)
  /// Another process held it for longer than the busy timeout.
  case busy
  /// SQLite found the file damaged, or it is no SQLite file.
  case damaged(detail: String)
  /// The log beside the store is not its own (`StoreLog`). Neither was touched.
  case strangeLog
  /// Made by a newer version of the program.
  case newer(version: Int, known: Int)
  /// A SQLite file of something else.
  case foreign
  case diskFull
  /// The file or its folder cannot be written or opened.
  case notWritable(detail: String)
  /// A file that is only to be read: a folder, a device, somebody else's.
  case notReadable(detail: String)
  case failed(detail: String)

  /// A device, a pipe, a folder or a link stands where a file is to be written.
  static let notOrdinary = StoreError.notWritable(detail: notOrdinaryText)
  static let notOrdinaryText = "it is not an ordinary file"

  /// Nothing can be written, and what is there may be read all the same.
  package var leavesReading: Bool {
    switch self {
    case .notWritable, .diskFull: true
    default: false
    }
  }

  /// Every table, column and index that a statement names is made with the store; where an index is another, no plan
  /// goes by it. (The words are those of SQLite's build.c, insert.c, resolve.c, vtab.c, where.c.)
  private static let tellOfTheSchema = [
    "no such table", "no such index", "no such column", "has no column named", "no query solution",
    "vtable constructor failed",
  ]

  /// What a SQLite error means to a person; nil for errors of other origin.
  package init?(_ error: any Error) {
    if let error = error as? StoreError {
      self = error
      return
    }
    if let error = error as? RowDecodingError {
      self = .damaged(detail: "\(error)")
      return
    }
    guard let error = error as? DatabaseError else { return nil }
    let detail = error.message ?? "SQLite code \(error.extendedResultCode.rawValue)"
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(detail: detail)
    case .SQLITE_ERROR where Self.tellOfTheSchema.contains(where: { detail.contains($0) }):
      self = .damaged(detail: detail)
    case .SQLITE_FULL: self = .diskFull
    // The index of the log could not grow: what SQLite says first on a disk without any room.
    case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHMSIZE: self = .diskFull
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: self = .notWritable(detail: detail)
    // An I/O error while reading a page beyond the end of a cut file; others are the disk's.
    case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHORT_READ:
      self = .damaged(detail: detail)
    default: self = .failed(detail: detail)
    }
  }
}

/// Runs something on a store and says in `StoreError` what went wrong there.
package func translatingStoreErrors<Result>(_ body: () throws -> Result) throws -> Result {
  do { return try RowFaults.watching(body) } catch { throw StoreError(error) ?? error }
}
