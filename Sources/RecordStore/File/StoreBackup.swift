package import GRDB
import Glibc

/// Copies of a store while it is in use.
package enum StoreBackup {
  /// Writes a consistent copy of a store to a file of its own, which takes its name when it is whole. Readers and
  /// writers go on meanwhile. What was erased or deleted is not in the copy's free pages, for it has none.
  ///
  /// Source: sqlite.org/lang_vacuum.html, VACUUM INTO.
  /// - Parameters:
  ///   - replacing: whether a file may stand there already.
  ///   - adding: adds to the copy what the store itself does not have.
  /// - Throws: `StoreError`.
  package static func write(
    _ store: some DatabaseWriter, to path: String, replacing: Bool,
    adding: ((Database) throws -> Void)? = nil
  ) throws {
    guard !Replaceable.isStoreInUse(path, using: store.path) else { throw StoreError.notOrdinary }
    let draft = try StagedFile(path: path)
    defer { draft.discard() }
    try translatingStoreErrors {
      try store.writeWithoutTransaction { db in
        try db.run("VACUUM INTO ?", values: [.text(draft.path)])
      }
      try StoreFile.enterWAL(path: draft.path, adding: adding)
    }
    try draft.publish(replacing: replacing)
  }

  /// The same from a store that is only read, whatever its folder allows.
  /// - Parameter layout: what the store must be.
  package static func copy(_ path: String, layout: StoreLayout, to draft: StagedFile) throws {
    try requireReadable(path)
    try translatingStoreErrors {
      let source = try StoreFile.openUnwritten(path: path)
      try source.inDatabase { db in
        guard try db.value("PRAGMA application_id") == Int64(layout.applicationID) else {
          throw StoreError.foreign
        }
        try db.run("VACUUM INTO ?", values: [.text(draft.path)])
      }
      try source.close()
      try StoreFile.enterWAL(path: draft.path)
    }
  }

  /// SQLite says of a folder and of a disk alike that reading failed.
  private static func requireReadable(_ path: String) throws(StoreError) {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      throw errno == ENOENT ? .missing(path: path) : .notReadable(detail: String(cString: strerror(errno)))
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      throw .notReadable(
        detail: isFolder ? String(cString: strerror(EISDIR)) : StoreError.notOrdinaryText)
    }
  }
}
