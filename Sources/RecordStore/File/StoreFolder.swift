import Glibc

/// What lies in a folder.
package enum StoreFolder {
  /// The names in a folder, in order; empty: the folder at work.
  package static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder.isEmpty ? "." : folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      // Not the declared 256 bytes: an entry ends with its name, and memory may end there too.
      guard let start = MemoryLayout<dirent>.offset(of: \.d_name) else { continue }
      let name = UnsafeRawPointer(entry) + start
      names.append(String(cString: name.assumingMemoryBound(to: CChar.self)))
    }
    return names.sorted()
  }

  /// The files in a folder and in the folders within it, by their paths from there, in order. Links are not followed; of
  /// folders deeper than `depth`, and of what is beyond `limit` entries, nothing is said.
  package static func files(in folder: String, depth: Int = 4, limit: Int = 20_000) -> [String] {
    var files: [String] = []
    var open: [(path: String, depth: Int)] = [("", 0)]
    var seen = 0
    while let (path, level) = open.popLast() {
      for name in names(in: folder + path) where name != "." && name != ".." {
        seen += 1
        guard seen <= limit else { return files.sorted() }
        var status = stat()
        guard lstat(folder + path + name, &status) == 0 else { continue }
        switch status.st_mode & S_IFMT {
        case S_IFDIR where level < depth: open.append((path + name + "/", level + 1))
        case S_IFREG: files.append(path + name)
        default: continue
        }
      }
    }
    return files.sorted()
  }
}
