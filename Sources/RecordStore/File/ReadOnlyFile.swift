package import GRDB
import Glibc

extension StoreFile {
  /// Opens a store that may not be written: a read-only disk, a file of somebody else's. Nothing in its folder
  /// is touched.
  /// - Throws: `StoreError`; `notWritable` where its log needs a folder that can be written.
  package static func openReadOnly(path: String, layout: StoreLayout) throws -> DatabaseQueue {
    try StoreLog.requireOwn(path)
    return try translatingStoreErrors {
      let queue = try openUnwritten(path: path)
      try queue.inDatabase { db in
        let version = try db.value("PRAGMA user_version") ?? 0
        guard try db.value("PRAGMA application_id") == Int64(layout.applicationID) else {
          throw StoreError.foreign
        }
        guard version <= layout.migrations.count else {
          throw StoreError.newer(version: version, known: layout.migrations.count)
        }
        guard try version == layout.migrations.count && layout.isFilled(db) else {
          throw StoreError.notWritable(
            detail: "it is of an older version and has to be written once to be brought up to date")
        }
      }
      return queue
    }
  }

  /// A connection to any SQLite file that never writes, whoever made it.
  package static func openUnwritten(path: String) throws -> DatabaseQueue {
    var configuration = configuration
    configuration.readonly = true
    configuration.journalMode = .default
    var log = stat()
    // Without a log the file is all there is, and SQLite can be told that nobody changes it: it then asks for
    // no lock and no shared memory, for which a read-only folder has no room (sqlite.org/uri.html, immutable).
    let hasLog = stat(path + "-wal", &log) == 0 && log.st_size > 0
    let address = hasLog ? path : "file:\(escaped(path))?immutable=1"
    return try DatabaseQueue(path: address, configuration: configuration)
  }

  /// Percent-encoded where a URI would read a character as its own (RFC 3986, section 2.1).
  private static func escaped(_ path: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var out: [UInt8] = []
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "%"), UInt8(ascii: "?"), UInt8(ascii: "#"):
        out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: out.append(byte)
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
