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
}
