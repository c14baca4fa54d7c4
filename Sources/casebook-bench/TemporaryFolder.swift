import Glibc

/// A folder for one run, removed with everything in it when nobody uses it any more.
final class TemporaryFolder: Sendable {
  let path: String

  /// In `$TMPDIR`, else `/tmp`. Durable writes are measured there, so it should lie on a real disk.
  init() throws {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/casebook-bench-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw CheckFailed("no temporary folder in \(parent): \(String(cString: strerror(errno)))")
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { _ = try? Program("/bin/rm").run(["-rf", path]) }

  func file(_ name: String) -> String { path + "/" + name }

  func folder(_ name: String) throws -> String {
    let path = file(name)
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw CheckFailed("no folder \(path): \(String(cString: strerror(errno)))")
    }
    return path
  }
}

/// The size of a file in bytes, zero where there is none. A SQLite file's log counts too.
func fileSize(_ path: String) -> Int {
  ["", "-wal"].reduce(0) { total, suffix in
    var status = stat()
    return stat(path + suffix, &status) == 0 ? total + Int(status.st_size) : total
  }
}

/// A CSV file that can be read as it stands; one that ends in `.gz` is unpacked into the folder first.
func unpacked(_ path: String, in folder: TemporaryFolder) throws -> String {
  guard path.hasSuffix(".gz") else { return path }
  let plain = folder.file("unpacked.csv")
  try shell("gzip -dc \(quoted(path)) > \(quoted(plain))")
  return plain
}

func write(_ bytes: [UInt8], to path: String) throws {
  guard let file = fopen(path, "w") else { throw CheckFailed("cannot write \(path)") }
  defer { fclose(file) }
  guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw CheckFailed("cannot write \(path)") }
}
