import Glibc
package import Interchange
import Language

extension CommandFailure {
  /// A file that somebody named cannot be read. Exit code 3: there is none such; 1: there is, but it cannot be.
  package init(unreadable reason: UnreadableFile, _ path: String) {
    let message = reason.label(path, systemReason: SystemReason.label)
    switch reason {
    case .missing: self.init("not_found", .notFound, message)
    case .tooLarge: self.init("too_large", .failed, message)
    default: self.init("unreadable", .failed, message)
    }
  }

  /// Whether a file that somebody named can be opened, before anything is done with it.
  /// - Throws: `CommandFailure`.
  package static func requireReadable(_ path: String) throws {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw CommandFailure(unreadable: UnreadableFile(errno), path) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw CommandFailure(unreadable: UnreadableFile(errno), path) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw CommandFailure(unreadable: .isFolder, path) }
  }
}
