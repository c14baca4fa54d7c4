import ArgumentParser
import Complaints
import Console
import Glibc
import Interchange
import Language
import RecordStore
import Terminal

struct Backup: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: text(BackupMessage.abstract),
    discussion: text(BackupMessage.discussion))

  @Argument(help: help(ProgramMessage.backupFileHelp, "file"), completion: .file())
  var file: String

  @Flag(help: help(ProgramMessage.forceHelp))
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
    try context.out(context.text(ProgramMessage.backupWritten(file)).sanitised(.joined))
  }
}

enum BackupMessage: Message {
  case abstract
  case discussion

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Backs up all data of this device to a file.", zhHans: "将本机全部数据备份到文件。")
    case .discussion:
      Label(
        en: """
          casebook backup /media/usb/casebook-2026-11-22.sqlite
          casebook backup cases.sqlite --force

          The backup is of one moment, even while others write. It holds customers' data
          and this device's token: keep it safe; only its owner can read the file. An
          existing file is replaced only with --force, and only by a complete backup.

          To go back to it: put it in the place of casebook.sqlite in the data folder,
          without the files casebook.sqlite-wal and casebook.sqlite-shm, then run
          casebook sync.
          """,
        zhHans: """
          casebook backup /media/usb/工单-2026-11-22.sqlite
          casebook backup 工单.sqlite --force

          备份的是运行那一刻的全部数据，不影响其他操作；其中含客户资料和接入凭证，
          只有文件所有者能读取，请妥善保管。
          已有同名文件时须加 --force，且全部写完后才会替换。

          恢复方法：用备份替换数据目录中的 casebook.sqlite，并删除 casebook.sqlite-wal
          和 casebook.sqlite-shm，然后运行 casebook sync。
          """)
    }
  }
}
