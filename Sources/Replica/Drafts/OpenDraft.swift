import Complaints
import Glibc
import RecordStore
package import Versioning

/// A draft that somebody is typing: everything that is added to it is on the disk when `add` returns. One process has
/// it at a time.
package final class OpenDraft {
  package enum Failure: Error, Sendable {
    case notWritable(path: String, errno: Int32)
    /// Another process has it open.
    case inUse
    case gone
  }

  package private(set) var draft: IntakeDraft
  private let folder: DraftFolder
  /// None until something is typed: who stops at once leaves nothing behind.
  private var file: Int32 = -1
  /// A line was cut short (a full disk): what comes next begins one of its own.
  private var isTorn = false

  /// A new draft. It is made when the first thing is added to it.
  package init(_ id: RecordID, at now: Int64, in folder: DraftFolder) {
    draft = IntakeDraft(id: id, beganAt: now)
    self.folder = folder
  }

  /// One that is there.
  package init(reopening id: RecordID, in folder: DraftFolder) throws(Failure) {
    self.folder = folder
    file = open(folder.file(id), O_RDWR | O_APPEND | O_CLOEXEC)
    guard file >= 0 else { throw errno == ENOENT ? .gone : .notWritable(path: folder.file(id), errno: errno) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      close(file)
      throw .inUse
    }
    guard let bytes = wholeFile(folder.file(id)), let found = IntakeDraft(file: bytes) else {
      close(file)
      throw .gone
    }
    draft = found
    // What a power cut left of a last line keeps a line of its own.
    if bytes.last != 0x0A { try append("\n") }
  }

  deinit { if file >= 0 { close(file) } }

  package var exists: Bool { file >= 0 }

  /// An erasure took its file away while it was being typed.
  package var isErased: Bool {
    var status = stat()
    return file >= 0 && fstat(file, &status) == 0 && status.st_nlink == 0
  }

  package func add(_ entry: IntakeDraft.Entry) throws(Failure) {
    if file < 0 { try make() }
    try append(IntakeDraft.line(entry))
    draft.add(entry)
  }

  /// Takes it away: it was logged, or is not wanted.
  package func remove() {
    guard file >= 0 else { return }
    folder.remove(draft.id)
    close(file)
    file = -1
  }

  private func make() throws(Failure) {
    guard mkdir(folder.path, 0o700) == 0 || errno == EEXIST else {
      throw .notWritable(path: folder.path, errno: errno)
    }
    let path = folder.file(draft.id)
    file = open(path, O_CREAT | O_EXCL | O_RDWR | O_APPEND | O_CLOEXEC, 0o600)
    guard file >= 0, flock(file, LOCK_EX | LOCK_NB) == 0 else {
      throw .notWritable(path: path, errno: errno)
    }
    try append(draft.header)
    folder.syncFolder()
    StagedFile.syncFolder(of: folder.path)
  }

  private func append(_ text: String) throws(Failure) {
    var bytes = Array((isTorn ? "\n" + text : text).utf8)[...]
    isTorn = true
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw .notWritable(path: folder.file(draft.id), errno: errno) }
      bytes = bytes.dropFirst(written)
    }
    isTorn = false
    // A folder shared over some networks cannot be synced: EINVAL.
    guard fsync(file) == 0 || errno == EINVAL else {
      throw .notWritable(path: folder.file(draft.id), errno: errno)
    }
  }
}

extension DraftFolder {
  /// Whether somebody is typing a draft at this moment.
  package func isInUse(_ id: RecordID) -> Bool {
    let descriptor = open(file(id), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_SH | LOCK_NB) != 0
  }
}

extension ReplicaReader {
  /// The number of the case that a draft became, where the program ended before it took the draft away.
  package func numberOfCase(loggedAs id: RecordID) throws -> String? {
    if let row = try db.record(id) { return try number(of: row) }
    return try db.first("SELECT number FROM stubs WHERE record = ?", values: [.id(id)]) { $0.text(0) } ?? nil
  }
}
