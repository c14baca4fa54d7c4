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
    try CommandFailure.requirePlace(forBackup: file, of: options.storePath, replacing: force)
    do { try store.backup(to: file, replacing: force) } catch {
      throw CommandFailure(backup: error, file: file, store: options.storePath)
    }
    if options.json { return printLine(JSON.object([("file", .string(file))])) }
    printLine(text(ProgramMessage.backupWritten(file)).sanitised())
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
        hint: Label(HintMessage.olderBackup),
        candidates: findings.prefix(5).map { $0.label.text(Invocation.language) })
    }
  }

  /// What went wrong while a backup was put in place: with the backup, or with the folder.
  init(restoring error: any Error, file: String, store: String) {
    switch StoreError(error) {
    case .missing?:
      self.init(unreadable: .missing, file)
      hint = Label(ServerBackupMessage.backupFileHint)
    case .damaged(let detail)?:
      self.init(
        "damaged", .damaged,
        Label(
          ServerBackupMessage.backupDamagedBecause(file: file, why: SystemReason.label(detail))
        ),
        hint: Label(HintMessage.olderBackup))
    case .foreign?, .newer?, .notReadable?:
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
  case backupDiscussion
  case backupFileHint
  case anotherHint
  case otherHeadOffice(file: String)
  case stopServerHint
  case backupDamaged(file: String)
  case backupDamagedBecause(file: String, why: Label)

  var label: Label {
    switch self {
    case .dataInUse(let directory):
      Label(
        en: "A server is using the data in \(directory). Nothing was changed.",
        zhHans: "\(directory) 的数据正被服务使用，未做任何改动。")
    case .backupAbstract:
      Label(en: "Backs up all data to a file, also while the server runs.", zhHans: "将全部数据备份到文件，服务运行中也可执行。")
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
    case .stopServerHint:
      Label(
        en: "Stop it first, or choose other data with --data <dir>.", zhHans: "请先停止该服务，或用 --data <目录> 指定其他数据。"
      )
    case .backupDamaged(let file):
      Label(en: "The backup \(file) is damaged. Nothing was changed.", zhHans: "备份 \(file) 有损坏，未做任何改动。")
    case .backupDamagedBecause(let file, let why):
      Label(
        en: "The backup \(file) is damaged: \(why.en). Nothing was changed.",
        zhHans: "备份 \(file) 已损坏：\(why.zhHans)。未做任何改动。")
    }
  }
}
