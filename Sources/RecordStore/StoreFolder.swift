import Glibc

/// What lies in a folder of stores.
package enum StoreFolder {
  /// The names in a folder, in order; empty: the folder at work.
  package static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder.isEmpty ? "." : folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      names.append(
        withUnsafeBytes(of: &entry.pointee.d_name) {
          String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        })
    }
    return names.sorted()
  }

  /// The names of the store files of a layout in a folder, by what they say of themselves.
  ///
  /// Source: sqlite.org/fileformat.html, section 1.3: the header string, and the application id at offset 68.
  package static func stores(in folder: String, layout: StoreLayout) -> [String] {
    let place = folder.isEmpty || folder.hasSuffix("/") ? folder : folder + "/"
    return names(in: folder).filter { name in
      let file = open(place + name, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
      guard file >= 0 else { return false }
      defer { close(file) }
      var header = [UInt8](repeating: 0, count: 72)
      guard header.withUnsafeMutableBytes({ read(file, $0.baseAddress, 72) }) == 72 else { return false }
      let id = header[68...].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      return header.prefix(16) == Array("SQLite format 3\0".utf8)[...]
        && id == UInt32(bitPattern: layout.applicationID)
    }
  }
}
