import ArgumentParser
import Complaints
import Console
import Glibc
import HeadOffice
import Interchange
import Language
import RecordStore
import Terminal

struct BackupCommand: ServerCommand {
  static var changes: Bool { true }

  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: text(ServerBackupMessage.backupAbstract),
    discussion: text(ServerBackupMessage.backupDiscussion))

  @Argument(help: help(ProgramMessage.backupFileHelp, "file"), completion: .file())
  var file: String

  @Flag(help: help(ProgramMessage.forceHelp))
  var force = false

  @OptionGroup var options: ServerOptions

  func run() throws {
    let store = try options.openStore()
    guard force || access(file, F_OK) != 0 else { throw CommandFailure.backupExists(file) }
    do { try store.backup(to: file, replacing: force) } catch {
      throw CommandFailure(backup: error, file: file, store: options.storePath)
    }
    if options.json { return printLine(JSON.object([("file", .string(file))])) }
    printLine(text(ProgramMessage.backupWritten(file)).sanitised())
  }
}

struct RestoreCommand: ServerCommand {
  static var changes: Bool { true }

  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: text(ServerBackupMessage.restoreAbstract),
    discussion: text(ServerBackupMessage.restoreDiscussion))

  @Argument(help: help(ServerBackupMessage.backupFileHelp, "file"), completion: .file())
  var file: String

  @Flag(help: help(ServerBackupMessage.anotherHelp))
  var another = false

  @OptionGroup var options: ServerOptions

  func run() throws {
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
    printLine(text(ServerBackupMessage.restored(file: file)).sanitised())
    if isThere { printLine(text(ServerBackupMessage.formerDataKept(path: aside)).sanitised()) }
  }
}

extension ServerOptions {
  /// Held by a server for as long as it serves, and by a restoration.
  /// - Throws: `CommandFailure` where another process holds it.
  func lock() throws -> DataLock {
    guard let lock = try explaining({ try DataLock(directory: directory) }) else {
      throw CommandFailure(
        "data_in_use", .busy,
        Label(
          ServerBackupMessage.dataInUse(directory: directory)
        ),
        hint: Label(ServerBackupMessage.stopServerHint),
        retry: true)
    }
    return lock
  }
}

extension CommandFailure {
  init(_ failure: RestorationFailure, file: String) {
    switch failure {
    case .anotherHeadOffice:
      self.init(
        "wrong_head_office", .notAllowed,
        Label(ServerBackupMessage.otherHeadOffice(file: file)),
        hint: Label(ServerBackupMessage.anotherHint))
    case .damaged(let findings):
      self.init(
        "damaged", .damaged,
        Label(ServerBackupMessage.backupDamaged(file: file)),
        hint: Label(ServerBackupMessage.olderBackupHint),
        candidates: findings.prefix(5).map { $0.label.text(Invocation.language) })
    }
  }

  /// What went wrong while a backup was put in place: with the backup, or with the folder.
  init(restoring error: any Error, file: String, store: String) {
    switch StoreError(error) {
    case .missing?:
      self.init(
        "not_found", .notFound, Label(ServerBackupMessage.backupMissing(file: file)),
        hint: Label(ServerBackupMessage.backupFileHint))
    case .damaged(let detail)?:
      self.init(
        "damaged", .damaged,
        Label(
          ServerBackupMessage.backupDamagedBecause(file: file, detail: detail)
        ),
        hint: Label(ServerBackupMessage.olderBackupHint))
    case .foreign?, .newer?:
      self.init(StoreError(error) ?? .foreign, path: file)
      hint = nil
    case let known?: self.init(server: known, path: store)
    case nil: self.init("failed", .failed, Label(ConsoleMessage.unexpectedError("\(error)")))
    }
  }
}

enum ServerBackupMessage: Message {
  case dataInUse(directory: String)
  case backupAbstract
  case anotherHelp
  case backupDiscussion
  case backupFileHint
  case anotherHint
  case otherHeadOffice(file: String)
  case restored(file: String)
  case stopServerHint
  case olderBackupHint
  case backupFileHelp
  case backupDamaged(file: String)
  case backupDamagedBecause(file: String, detail: String)
  case formerDataKept(path: String)
  case backupMissing(file: String)
  case restoreAbstract
  case restoreDiscussion

  var label: Label {
    switch self {
    case .dataInUse(let directory):
      Label(
        en: "A server is using the data in \(directory). Nothing was changed.",
        zhHans: "\(directory) 的数据正被服务使用，未做任何改动。")
    case .backupAbstract:
      Label(en: "Backs up all data to a file, also while the server runs.", zhHans: "将全部数据备份到文件，服务运行中也可执行。")
    case .anotherHelp:
      Label(en: "Restore even a backup of another head office.", zhHans: "即使备份属于另一个总部也恢复。")
    case .backupDiscussion:
      Label(
        en: """
          casebook-server backup /mnt/backup/head-office-2026-11-22.sqlite

          The backup holds all data as of one moment; only its owner can read the file.
          A file that exists is replaced only with --force, and only once the new backup
          is complete.
          """,
        zhHans: """
          casebook-server backup /mnt/backup/总部-2026-11-22.sqlite

          备份的是运行那一刻的全部数据，含客户资料，只有文件所有者能读取，请妥善保管。
          已有同名文件时须加 --force，且全部写完后才会替换。
          """)
    case .backupFileHint:
      Label(en: "Give a file that casebook-server backup wrote.", zhHans: "请指定 casebook-server backup 生成的文件。")
    case .anotherHint:
      Label(en: "To restore it all the same, add --another.", zhHans: "如确需如此，请加 --another。")
    case .otherHeadOffice(let file):
      Label(
        en: "\(file) is a backup of another head office. Nothing was changed.",
        zhHans: "\(file) 属于另一个总部，未做任何改动。")
    case .restored(let file):
      Label(en: "Restored from \(file).", zhHans: "已用 \(file) 恢复。")
    case .stopServerHint:
      Label(
        en: "Stop it first, or choose other data with --data DIR.", zhHans: "请先停止该服务，或用 --data <目录> 指定其他数据。")
    case .olderBackupHint:
      Label(en: "Use an older backup.", zhHans: "请改用更早的备份。")
    case .backupFileHelp:
      Label(en: "The backup.", zhHans: "备份文件。")
    case .backupDamaged(let file):
      Label(en: "The backup \(file) is damaged. Nothing was changed.", zhHans: "备份 \(file) 有损坏，未做任何改动。")
    case .backupDamagedBecause(let file, let detail):
      Label(
        en: "The backup \(file) is damaged: \(detail). Nothing was changed.",
        zhHans: "备份 \(file) 已损坏：\(detail)。未做任何改动。")
    case .formerDataKept(let aside):
      Label(en: "The previous data is kept in: \(aside)", zhHans: "原有数据保留在：\(aside)")
    case .backupMissing(let file):
      Label(en: "There is no file \(file).", zhHans: "找不到文件 \(file)。")
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
