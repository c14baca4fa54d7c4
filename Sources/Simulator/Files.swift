import FoundationEssentials
import Glibc
import RecordStore

/// A folder of a run's files. On a memory disk where there is one: waiting for a real disk shows nothing here.
package struct Folder: Sendable {
  package let path: String

  /// - Throws: where it cannot be made.
  package init(named name: String) throws {
    let root = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : FileManager.default.temporaryDirectory.path
    var template = Array("\(root)/casebook-\(name)-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SimulatorFailure("cannot make a folder in \(root)") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  package init(_ name: String, in parent: Folder) throws {
    path = parent.file(name)
    guard mkdir(path, 0o700) == 0 else { throw SimulatorFailure("cannot make \(path)") }
  }

  package func file(_ name: String) -> String { path + "/" + name }

  /// The store of a device, or of head office, in a folder of its machine's own, which is made.
  func home(_ name: String, store: String) throws -> String {
    guard mkdir(file(name), 0o700) == 0 || errno == EEXIST else {
      throw SimulatorFailure("cannot make \(file(name))")
    }
    return file(name) + "/" + store
  }

  package func remove() { try? FileManager.default.removeItem(atPath: path) }
}

/// The simulator itself cannot go on; nothing is said of what it tests.
package struct SimulatorFailure: Error, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }
}

/// The files of a SQLite store: the database and its log.
enum StoreFiles {
  private static let suffixes = ["", "-wal"]

  /// Copies a store as a power cut would leave it: with its log, without the memory of whoever has it open.
  static func copy(_ from: String, to target: String) throws {
    for suffix in suffixes where access(from + suffix, F_OK) == 0 {
      try copyFile(from + suffix, to: target + suffix)
    }
  }

  /// All that a disk holds of a store.
  static func bytes(_ path: String) throws -> [[UInt8]] {
    try suffixes.filter { access(path + $0, F_OK) == 0 }.map { try read(path + $0) }
  }

  /// Puts a copy in the place of a store.
  static func replace(_ target: String, by copy: String) throws {
    for suffix in ["", "-wal", "-shm"] { unlink(target + suffix) }
    try self.copy(copy, to: target)
  }

  /// Copies the folder of a machine with all that lies in it, as a power cut would leave it.
  static func copyHome(_ from: String, to target: String) throws {
    for folder in ["", "/drafts"] where access(from + folder, F_OK) == 0 {
      guard mkdir(target + folder, 0o700) == 0 || errno == EEXIST else {
        throw SimulatorFailure("cannot make \(target + folder)")
      }
      for name in files(in: from + folder) where !name.hasSuffix("-shm") {
        try copyFile("\(from + folder)/\(name)", to: "\(target + folder)/\(name)")
      }
    }
  }

  /// All that a machine's disk holds in its folder, by name.
  static func home(_ folder: String) throws -> [(name: String, bytes: [UInt8])] {
    try ["", "drafts/"].flatMap { part in
      try files(in: folder + "/" + part).map { (part + $0, try read("\(folder)/\(part)\($0)")) }
    }
  }

  private static func files(in folder: String) -> [String] {
    StoreFolder.names(in: folder).filter { name in
      var status = stat()
      return stat("\(folder)/\(name)", &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
  }

  private static func read(_ path: String) throws -> [UInt8] {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { throw SimulatorFailure("cannot read \(path)") }
    defer { close(file) }
    let size = Int(lseek(file, 0, SEEK_END))
    lseek(file, 0, SEEK_SET)
    return try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = size == 0 ? 0 : Glibc.read(file, buffer.baseAddress, size)
      guard count == size else { throw SimulatorFailure("cannot read \(path)") }
    }
  }

  private static func copyFile(_ from: String, to target: String) throws {
    let bytes = try read(from)
    let file = open(target, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard file >= 0 else { throw SimulatorFailure("cannot write \(target)") }
    defer { close(file) }
    let written = bytes.withUnsafeBytes { $0.isEmpty ? 0 : write(file, $0.baseAddress, $0.count) }
    guard written == bytes.count else { throw SimulatorFailure("cannot write \(target)") }
  }
}
