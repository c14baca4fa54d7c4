import ArgumentParser
import Complaints
import Console
import Glibc
import HeadOffice
import Interchange
import Language
import RecordStore
import Terminal

struct RestoreCommand: ServerCommand {
  static var changes: Bool { true }

  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: text(ServerRestoreMessage.restoreAbstract),
    discussion: text(ServerRestoreMessage.restoreDiscussion))

  @Argument(help: help(ServerRestoreMessage.backupFileHelp, "file"), completion: .file())
  var file: String

  @Flag(help: help(ServerRestoreMessage.anotherHelp))
  var another = false

  @OptionGroup var options: ServerOptions

  func run() throws {
    do { try CommandFailure.requireReadable(file) } catch var failure as CommandFailure {
      if failure.exit == .notFound { failure.hint = Label(ServerBackupMessage.backupFileHint) }
      throw failure
    }
    guard mkdir(options.directory, 0o700) == 0 || errno == EEXIST else {
      throw CommandFailure(
        server: .notWritable(detail: String(cString: strerror(errno))), path: options.directory)
    }
    let lock = try options.lock()
    defer { withExtendedLifetime(lock) {} }
    let aside = SetAside.path(
      of: options.storePath, at: LocalTime.now(milliseconds: ServerOptions.now))
    let isThere = access(options.storePath, F_OK) == 0
    let store: HeadOfficeStore
    do {
      let gate = try options.gate(isExclusive: true)
      defer { withExtendedLifetime(gate) {} }
      store = try HeadOfficeStore.restore(
        backup: file, to: options.storePath, aside: aside, now: ServerOptions.now, acceptingAnother: another)
    } catch let failure as RestorationFailure {
      throw CommandFailure(failure, file: file)
    } catch {
      throw CommandFailure(restoring: error, file: file, store: options.storePath)
    }
    if options.json {
      return printLine(
        JSON.object([
          ("head_office", .string(store.id.description)), ("data", .string(options.directory)),
          ("kept", isThere ? .string(aside) : .null),
        ]))
    }
    printLine(text(ServerRestoreMessage.restored(file: file)).sanitised())
    if isThere { printLine(text(ServerRestoreMessage.formerDataKept(path: aside)).sanitised()) }
  }
}

enum ServerRestoreMessage: Message {
  case anotherHelp
  case restored(file: String)
  case backupFileHelp
  case formerDataKept(path: String)
  case restoreAbstract
  case restoreDiscussion

  var label: Label {
    switch self {
    case .anotherHelp:
      Label(en: "Restore even a backup of another head office.", zhHans: "即使备份属于另一个总部也恢复。")
    case .restored(let file):
      Label(en: "Restored from \(file).", zhHans: "已用 \(file) 恢复。")
    case .backupFileHelp:
      Label(en: "The backup.", zhHans: "备份文件。")
    case .formerDataKept(let aside):
      Label(en: "The previous data is kept in: \(aside)", zhHans: "原有数据保留在：\(aside)")
    case .restoreAbstract:
      Label(en: "Replaces the data with a backup.", zhHans: "用备份恢复总部数据。")
    case .restoreDiscussion:
      Label(
        en: """
          casebook-server restore /mnt/backup/head-office-2026-11-22.sqlite

          The server must be stopped first. The backup is checked before anything is
          replaced, and is not changed itself. The previous data is kept in the same
          folder; later erasures apply to it too. What the branches have sent since the
          backup comes back once each of them has synced.
          """,
        zhHans: """
          casebook-server restore /mnt/backup/总部-2026-11-22.sqlite

          须先停止服务。恢复前会全面检查备份，不会改动备份文件。
          原有数据保留在同一目录；以后清除个人信息时，其中的也会一并清除。
          备份之后各门店上传的内容，在各门店下次同步后恢复。
          """)
    }
  }
}
