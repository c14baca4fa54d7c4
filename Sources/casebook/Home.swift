import Complaints
import Console
import Glibc
import Messages

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
        Label(.homeThereIsNoHomeFolder),
        hint: Label(.homeSetCasebookHomeOrGive))
    }
  }

  /// Makes the folder and those above it, where they are missing, for their owner alone: customers' data is in them.
  /// - Throws: `CommandFailure`.
  func create() throws {
    var path = directory.hasPrefix("/") ? "" : "."
    for part in directory.split(separator: "/") {
      path += "/" + part
      guard mkdir(path, 0o700) != 0, errno != EEXIST else { continue }
      let why = String(cString: strerror(errno))
      var status = stat()
      // A folder above may be read-only and still hold the next one.
      if stat(path, &status) == 0 { continue }
      throw CommandFailure(
        "not_writable", .failed,
        Label(.homeTheFolderCannotBeMade, ["path": .text(path), "why": .text(why)]),
        hint: Label(
          .homeChooseAnotherPlaceWithHome))
    }
  }
}
