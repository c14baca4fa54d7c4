import Console
import Glibc
import Language
import RecordStore
import Site

/// A folder that takes its name only when all of it is written: made beside it, then put in its place. What stands there is
/// replaced where it is a site of an earlier export and holds nothing else, and never otherwise.
struct SiteFolder {
  let path: String
  /// An earlier site stood there.
  let replaces: Bool
  private let partial: String
  private let former: String

  /// - Throws: `CommandFailure`.
  init(_ typed: String) throws {
    var path = typed
    while path.count > 1, path.last == "/" { path.removeLast() }
    self.path = path
    (partial, former) = (path + Self.partialMark + "\(getpid())", path + Self.formerMark + "\(getpid())")
    guard path != "-" else { throw CommandFailure.usage(Label(SiteFolderMessage.dash)) }
    guard !Replaceable.isOfStore(path) else {
      throw Self.refusal("is_a_store", Label(WholeFileMessage.isOfStore(path)))
    }
    Self.removeAbandoned(path)
    var status = stat()
    guard lstat(path, &status) == 0 else {
      replaces = false
      return
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw Self.refusal("not_a_folder", Label(SiteFolderMessage.notAFolder(path)))
    }
    guard let names = Self.names(path) else {
      throw Self.refusal("not_a_site", Label(SiteFolderMessage.notASite(path)))
    }
    if let other = Self.others(path, names) {
      throw Self.refusal("not_a_site", Label(SiteFolderMessage.otherFile(other)))
    }
    replaces = true
  }

  private static let partialMark = ".part-"
  private static let formerMark = ".former-"

  /// - Throws: `CommandFailure`; then what stood there stands there still.
  func write(_ files: [SiteFile]) throws {
    do {
      guard mkdir(partial, 0o777) == 0 else { throw failure(errno) }
      var made: Set<String> = []
      // The mark comes first: by it whatever an end of this process leaves here is known.
      for file in files {
        if let folder = Self.folder(file.path), made.insert(folder).inserted {
          guard mkdir("\(partial)/\(folder)", 0o777) == 0 else { throw failure(errno) }
        }
        try write(Array(file.text.utf8), to: "\(partial)/\(file.path)")
      }
      try putInPlace()
    } catch {
      Self.remove(partial)
      throw error
    }
  }

  private func putInPlace() throws {
    guard !replaces || rename(path, former) == 0 else { throw failure(errno) }
    guard rename(partial, path) == 0 else {
      let reason = errno
      if replaces { _ = rename(former, path) }
      throw failure(reason)
    }
    if replaces { Self.remove(former) }
  }

  private func write(_ bytes: [UInt8], to file: String) throws {
    let descriptor = open(file, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure(errno) }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written > 0 {
        rest = rest.dropFirst(written)
      } else if errno != EINTR {
        throw failure(errno)
      }
    }
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure(errno) }
  }

  // MARK: What stands in a folder

  /// The files that a site lists in its mark; nil: it is none.
  private static func names(_ folder: String) -> [String]? {
    let mark = "\(folder)/\(Site.mark)"
    var status = stat()
    guard lstat(mark, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      let bytes = try? WholeFile.read(mark, limit: 1 << 24)
    else { return nil }
    return Site.listed(inMark: String(decoding: bytes, as: UTF8.self))
  }

  /// The first thing in a folder that no site put there: it is somebody's.
  private static func others(_ folder: String, _ names: [String]) -> String? {
    let known = Set(names + [Site.mark])
    let folders = Set(names.compactMap(Self.folder))
    func isOrdinary(_ name: String, _ type: mode_t) -> Bool {
      var status = stat()
      return lstat("\(folder)/\(name)", &status) == 0 && status.st_mode & S_IFMT == type
    }
    for name in entries(folder) {
      if folders.contains(name), isOrdinary(name, S_IFDIR) {
        for inner in entries("\(folder)/\(name)")
        where !known.contains("\(name)/\(inner)") || !isOrdinary("\(name)/\(inner)", S_IFREG) {
          return "\(folder)/\(name)/\(inner)"
        }
      } else if !known.contains(name) || !isOrdinary(name, S_IFREG) {
        return "\(folder)/\(name)"
      }
    }
    return nil
  }

  private static func entries(_ folder: String) -> [String] {
    StoreFolder.names(in: folder).filter { $0 != "." && $0 != ".." }
  }

  private static func folder(_ name: String) -> String? {
    name.firstIndex(of: "/").map { String(name[..<$0]) }
  }

  /// Takes away what a site's mark lists, the mark last, and the folder if nothing else is in it.
  private static func remove(_ folder: String) {
    let names = names(folder) ?? []
    for name in names { unlink("\(folder)/\(name)") }
    for inner in Set(names.compactMap(Self.folder)) { rmdir("\(folder)/\(inner)") }
    unlink("\(folder)/\(Site.mark)")
    rmdir(folder)
  }

  /// Takes away what a process that was ended had begun to write for the same place, or had taken from it.
  private static func removeAbandoned(_ path: String) {
    let cut = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
    let folder = String(path[..<cut])
    for mark in [partialMark, formerMark] {
      let name = path[cut...] + mark
      for found in StoreFolder.names(in: folder) where found.hasPrefix(name) {
        guard let process = pid_t(found.dropFirst(name.count)), kill(process, 0) != 0, errno == ESRCH,
          others(folder + found, names(folder + found) ?? []) == nil
        else { continue }
        remove(folder + found)
      }
    }
  }

  // MARK: Failures

  private static func refusal(_ code: String, _ message: Label) -> CommandFailure {
    CommandFailure(code, .failed, message, hint: Label(SiteFolderMessage.newNameHint))
  }

  private func failure(_ reason: Int32) -> CommandFailure {
    CommandFailure(
      reason == ENOSPC ? "disk_full" : "not_writable", .failed,
      Label(SiteFolderMessage.notWritten(path: path, reason: SystemReason.label(reason))),
      hint: Label(SiteFolderMessage.otherPlaceHint))
  }
}

enum SiteFolderMessage: Message {
  case dash
  case newNameHint
  case notAFolder(String)
  case notASite(String)
  case notWritten(path: String, reason: Label)
  case otherFile(String)
  case otherPlaceHint

  var label: Label {
    switch self {
    case .dash:
      Label(en: "A site is a folder; it cannot go to standard output.", zhHans: "网站是一个文件夹，不能写到标准输出。")
    case .newNameHint:
      Label(
        en: "Give the name of a new folder, or of a site that was exported before.",
        zhHans: "请换一个新的文件夹名，或指定以前导出的网站。")
    case .notAFolder(let path):
      Label(
        en: "\(path) is a file, a device or a link; it was not replaced.",
        zhHans: "\(path) 是文件、设备或链接，不是文件夹，未被替换。")
    case .notASite(let path):
      Label(
        en: "\(path) is a folder that no export-site made; nothing in it was changed.",
        zhHans: "\(path) 不是 export-site 导出的文件夹，里面的内容没有改动。")
    case .notWritten(let path, let why):
      Label(
        en: "The site could not be written to \(path): \(why.en). What stood there before is unchanged.",
        zhHans: "无法把网站写到 \(path)：\(why.zhHans)。原有内容没有改动。")
    case .otherFile(let path):
      Label(
        en: "\(path) is not of the site that stands there; nothing was replaced.",
        zhHans: "\(path) 不是原网站的文件，未作任何替换。")
    case .otherPlaceHint: Label(en: "Choose another place for the folder.", zhHans: "请换一个位置保存文件夹。")
    }
  }
}
