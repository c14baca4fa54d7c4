import ArgumentParser
import Complaints
import Console
import Glibc
import Interchange
import Messages
import RecordStore
import Terminal

struct Backup: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: text(.backupAbstract),
    discussion: text(
      .backupDiscussion))

  @Argument(help: help(.commonTheFileToWrite, "file"), completion: .file())
  var file: String

  @Flag(help: help(.commonReplaceAFileThatExists))
  var force = false

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let store = try context.openStore()
    guard force || access(file, F_OK) != 0 else { throw CommandFailure.backupExists(file) }
    do { try StoreBackup.write(store.queue, to: file, replacing: force) } catch {
      throw CommandFailure(backup: error, file: file, store: context.home.storePath)
    }
    var status = stat()
    stat(file, &status)
    if context.json {
      return try context.emit(["file": .string(file), "bytes": .integer(Int64(status.st_size))])
    }
    try context.out(context.text(.commonWritten, ["file": .text(file)]).sanitised(.joined))
  }
}
