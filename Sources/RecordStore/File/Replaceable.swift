import Glibc

/// What a finished file may take the name of: an ordinary file, or nothing. A device, a pipe or a link that stands
/// there is somebody's, and a rename would silently put the file in its place.
package enum Replaceable {
  /// - Returns: whether a file may be written there; a link counts as what it is, wherever it leads.
  package static func isFile(_ path: String) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0 else { return true }
    return status.st_mode & S_IFMT == S_IFREG
  }
}
