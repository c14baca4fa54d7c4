import Foundation
import Glibc
import TestSupport

/// A run of the program that goes on beside the test, and can be ended at any moment.
final class Spawned {
  private let folder: TemporaryFolder
  let child: Child

  init(_ arguments: [String], environment: [String: String], program: String = Program.path) throws {
    folder = try TemporaryFolder()
    child = try Child(
      program, arguments, environment: environment, output: folder.path + "/out",
      error: folder.path + "/err")
  }

  func wait() -> Int32 { child.wait() }
  func killNow() -> Bool { child.killNow() }

  var output: String { (try? String(contentsOfFile: folder.path + "/out", encoding: .utf8)) ?? "" }
  var error: String { (try? String(contentsOfFile: folder.path + "/err", encoding: .utf8)) ?? "" }
}

extension Shop {
  func spawn(_ arguments: String...) throws -> Spawned { try Spawned(arguments, environment: environment) }

  var storePath: String { home + "/casebook.sqlite" }

  func bytes() throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: storePath))) }

  /// Everything into the one file, as it lies on a disk after a while.
  func settle() throws {
    let copy = folder.path + "/settled-\(UUID().uuidString)"
    let ran = try casebook("backup", copy)
    guard ran.status == 0 else { throw Program.Failure(description: ran.error) }
    for suffix in ["", "-wal", "-shm"] { unlink(storePath + suffix) }
    guard rename(copy, storePath) == 0 else { throw Program.Failure(description: "rename") }
  }

  /// Writes the store's file anew, for its owner alone.
  func replaceStore(_ bytes: [UInt8]) throws {
    for suffix in ["-wal", "-shm"] { unlink(storePath + suffix) }
    try Data(bytes).write(to: URL(fileURLWithPath: storePath))
    chmod(storePath, 0o600)
  }
}
