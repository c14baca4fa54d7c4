import Complaints
import Console
import Glibc
import Language

/// The folder that holds a replica: `--home`, `$CASEBOOK_HOME`, the configuration's `home`,
/// `$XDG_DATA_HOME/casebook`, `~/.local/share/casebook`; the first that is there.
struct Home: Sendable {
  let directory: String

  var storePath: String { directory + "/casebook.sqlite" }
  /// Held by the one `sync` that may run.
  var lockPath: String { directory + "/sync.lock" }

  /// - Throws: `CommandFailure` where nothing says where to look.
  init(option: String?, configured: String?, environment: [String: String]) throws {
    let chosen = [option, environment["CASEBOOK_HOME"], configured].compactMap(\.self).first { !$0.isEmpty }
    if let chosen {
      // The shell expands a tilde only where it stands alone: not in `--home=~/x`, nor in a settings file.
      if chosen.hasPrefix("~/"), let home = environment["HOME"] {
        directory = home + chosen.dropFirst(1)
      } else {
        directory = chosen
      }
    } else if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
      directory = data + "/casebook"
    } else if let home = environment["HOME"], home.hasPrefix("/") {
      directory = home + "/.local/share/casebook"
    } else {
      throw CommandFailure.usage(
        Label(HomeMessage.noHomeFolder),
        hint: Label(HomeMessage.setHomeHint))
    }
  }

  /// Makes the folder and those above it, where they are missing, for their owner alone: customers' data is in them.
  /// - Throws: `CommandFailure`.
  func create() throws {
    var path = directory.hasPrefix("/") ? "" : "."
    for part in directory.split(separator: "/") {
      path += "/" + part
      guard mkdir(path, 0o700) != 0, errno != EEXIST else { continue }
      let why = SystemReason.label(errno)
      var status = stat()
      // A folder above may be read-only and still hold the next one.
      if stat(path, &status) == 0 { continue }
      throw CommandFailure(
        "not_writable", .failed,
        Label(HomeMessage.folderNotMade(path, why: why)),
        hint: Label(HomeMessage.otherFolderHint))
    }
  }
}

enum HomeMessage: Message {
  case otherFolderHint
  case setHomeHint
  case folderNotMade(String, why: Label)
  case noHomeFolder

  var label: Label {
    switch self {
    case .otherFolderHint:
      Label(
        en:
          "Choose another place with --home <dir> or CASEBOOK_HOME, or ask whoever looks after this computer for the right to write there.",
        zhHans: "请用 --home <目录> 或 CASEBOOK_HOME 换一个位置，或请电脑管理员开放写入权限。")
    case .setHomeHint:
      Label(en: "Set CASEBOOK_HOME or give --home <folder>.", zhHans: "请设置 CASEBOOK_HOME，或使用 --home <目录>。")
    case .folderNotMade(let path, let why):
      Label(en: "The folder \(path) cannot be made: \(why.en).", zhHans: "无法创建目录 \(path)：\(why.zhHans)。")
    case .noHomeFolder:
      Label(en: "There is no home folder to keep cases in: HOME is not set.", zhHans: "找不到存放数据的目录：未设置 HOME。")
    }
  }
}
