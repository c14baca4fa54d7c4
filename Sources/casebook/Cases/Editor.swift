import Glibc
import RecordStore
import Replica
import Versioning

/// A text being written in the author's editor, in a file that only they can read.
///
/// The file lies in the home of the store and not in a folder that all users share. It is removed once the
/// text is saved, and stays, to be found again, where it could not be.
struct EditedText {
  enum Failure: Error {
    case notWritable(path: String, errno: Int32)
    /// Neither VISUAL nor EDITOR is set, and there is no terminal for `vi`.
    case noEditor
    /// The editor ended with an error or was not found. `path`: where what it wrote is, if it did.
    case editorFailed(command: String, path: String?)
    case notUTF8(path: String)
  }

  let path: String
  private let original: String

  /// Writes a text to a new file.
  /// - Parameter record: the case that it is of: an erasure of the case finds it by that.
  init(_ text: String, of record: RecordID? = nil, in directory: String) throws(Failure) {
    original = text
    var template = Array("\(directory)/\(HomeFiles.keptTextPrefix(of: record))XXXXXX.txt".utf8CString)
    let file = mkstemps(&template, 4)
    guard file >= 0 else { throw .notWritable(path: directory, errno: errno) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { close(file) }
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else {
        let code = errno
        unlink(path)
        throw .notWritable(path: path, errno: code)
      }
      bytes = bytes.dropFirst(written)
    }
  }

  /// Opens the editor that the author has chosen (POSIX: VISUAL before EDITOR) and waits for its end.
  /// - Returns: what stands in the file then.
  func edit(environment: [String: String], isTerminal: Bool) throws(Failure) -> String {
    let chosen = [environment["VISUAL"], environment["EDITOR"]].compactMap(\.self).first { !$0.isEmpty }
    guard chosen != nil || isTerminal else {
      remove()
      throw .noEditor
    }
    let command = chosen ?? "vi"
    // The command may have arguments of its own (`code --wait`), the path is one word whatever is in it.
    // system(3) leaves Ctrl-C to the editor while it runs.
    let status = system(command + " '" + path.replacing("'", with: "'\\''") + "'")
    let text = try read()
    if status == 0 { return text }
    if text == original { remove() }
    throw .editorFailed(command: command, path: text == original ? nil : path)
  }

  func remove() { unlink(path) }

  private func read() throws(Failure) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .notWritable(path: path, errno: errno) }
    defer { close(file) }
    guard let bytes = readToEnd(file) else { throw .notWritable(path: path, errno: errno) }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8(path: path) }
    return text
  }
}
