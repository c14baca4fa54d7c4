import ArgumentParser
import Complaints
import Console
import Glibc
import Interchange
import Language
import RecordStore
import Replica
import Terminal
import Versioning

struct Backup: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: text(BackupMessage.abstract),
    discussion: text(BackupMessage.discussion))

  @Argument(help: help(ProgramMessage.backupFileHelp, "file"), completion: .file())
  var file: String?

  @Flag(help: help(ProgramMessage.forceHelp))
  var force = false

  @Option(help: help(BackupMessage.restoreHelp, "file"), completion: .file())
  var restore: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    switch (file, restore) {
    case (let file?, nil): try write(file, context)
    case (nil, let backup?): try putBack(backup, context)
    default: throw CommandFailure.usage(Label(BackupMessage.oneFile), hint: Label(BackupMessage.oneFileHint))
    }
  }

  private func write(_ file: String, _ context: Context) throws {
    guard file != "-" else {
      throw CommandFailure.usage(
        Label(BackupMessage.noStandardOutput), hint: Label(BackupMessage.namedFileHint))
    }
    StagedExports(context.home).sweep()
    let store = try context.openStore()
    try CommandFailure.requirePlace(forBackup: file, of: context.home.storePath, replacing: force)
    do { try store.backup(to: file, replacing: force) } catch {
      throw CommandFailure(backup: error, file: file, store: context.home.storePath)
    }
    context.done()
    var status = stat()
    stat(file, &status)
    if context.json {
      return try context.emit(["file": .string(file), "bytes": .integer(Int64(status.st_size))])
    }
    try context.out(context.text(ProgramMessage.backupWritten(file)).sanitised(.joined))
  }

  /// A round of a watcher ends in a moment; a sync that goes on for long is waited for no longer.
  private func syncLock(_ context: Context) throws -> SyncLock? {
    for _ in 0..<50 {
      if let lock = try context.explaining({ try SyncLock(path: context.home.lockPath) }) { return lock }
      usleep(100_000)
    }
    return nil
  }

  private func putBack(_ backup: String, _ context: Context) throws {
    try CommandFailure.requireReadable(backup)
    try context.home.create()
    let path = context.home.storePath
    guard let lock = try syncLock(context) else {
      throw CommandFailure(
        "sync_running", .busy, Label(SyncMessage.alreadyRunning), hint: Label(BackupMessage.stopSyncHint),
        retry: true)
    }
    defer { withExtendedLifetime(lock) {} }
    let aside = SetAside.path(of: path, at: context.time(context.surroundings.wall()))
    let isThere = access(path, F_OK) == 0
    let done: PutBack
    do {
      done = try context.alone {
        try ReplicaStore.putBack(
          backup: backup, to: path, aside: aside, acceptingAnother: force, surroundings: context.surroundings)
      }
    } catch let failure as PuttingBackFailure {
      throw CommandFailure(failure, file: backup)
    } catch {
      throw CommandFailure(puttingBack: error, file: backup, store: path)
    }
    context.done()
    if context.json {
      return try context.emit([
        "file": .string(backup), "replica": .string(done.identity.replica.description),
        "branch": .string(done.identity.branch.rawValue), "cases": .integer(Int64(done.cases)),
        "drafts": .integer(Int64(done.texts)), "kept": isThere ? .string(aside) : .null,
        "kept_pending": .optional(done.unsent.map { Int64($0) }),
      ])
    }
    try context.out(
      context.text(BackupMessage.putBack(file: backup, cases: done.cases, texts: done.texts)).sanitised(
        .joined))
    if !isThere, access(aside + "-wal", F_OK) == 0 {
      try context.out(context.text(BackupMessage.logKept(path: aside + "-wal")).sanitised(.joined))
    }
    if isThere {
      try context.out(context.text(BackupMessage.formerKept(path: aside)).sanitised(.joined))
      if let unsent = done.unsent, unsent > 0 { context.err(Label(BackupMessage.unsent(unsent))) }
    }
    if done.identity.headOffice != nil { context.errAfterwards(Label(CommonMessage.syncHint)) }
  }
}

extension CommandFailure {
  fileprivate init(_ failure: PuttingBackFailure, file: String) {
    switch failure {
    case .damaged(let findings):
      self.init(
        "damaged", .damaged, Label(BackupMessage.backupDamaged(file: file)),
        hint: Label(HintMessage.olderBackup),
        candidates: findings.prefix(5).map { $0.label.text(Invocation.language) })
    case .anotherBranch(let backup, let here):
      self.init(
        "wrong_branch", .notAllowed,
        Label(BackupMessage.anotherBranch(file: file, backup: "\(backup)", here: "\(here)")),
        hint: Label(BackupMessage.anotherBranchHint))
    }
  }

  /// What went wrong while a backup was put in place: with the backup, or with the folder.
  fileprivate init(puttingBack error: any Error, file: String, store: String) {
    switch StoreError(error) {
    case .missing?:
      self.init(unreadable: .missing, file)
    case .damaged?:
      self.init(
        "damaged", .damaged, Label(BackupMessage.backupDamaged(file: file)),
        hint: Label(HintMessage.olderBackup))
    case .foreign?, .newer?, .notReadable?: self.init(StoreError(error) ?? .foreign, path: file)
    case let known?: self.init(known, path: store)
    case nil: self.init("failed", .failed, Label(ConsoleMessage.unexpectedError("\(error)")))
    }
  }
}

enum BackupMessage: Message {
  case noStandardOutput
  case namedFileHint
  case abstract
  case discussion
  case restoreHelp
  case oneFile
  case oneFileHint
  case stopSyncHint
  case putBack(file: String, cases: Int, texts: Int)
  case formerKept(path: String)
  case logKept(path: String)
  case unsent(Int)
  case backupDamaged(file: String)
  case anotherBranch(file: String, backup: String, here: String)
  case anotherBranchHint

  var label: Label {
    switch self {
    case .noStandardOutput:
      Label(en: "A backup is a file: it cannot be written to standard output.", zhHans: "备份是一个文件，不能写到标准输出。")
    case .namedFileHint:
      Label(en: "Name the file: casebook backup <file>", zhHans: "请写明文件：casebook backup <文件>")
    case .restoreHelp:
      Label(en: "Put this backup in the place of the data.", zhHans: "用这个备份恢复本机数据。")
    case .oneFile:
      Label(en: "Give the file to write, or --restore <file>.", zhHans: "请写明要写入的备份文件，或用 --restore <文件> 恢复。")
    case .oneFileHint:
      Label(
        en: "For example: casebook backup /media/usb/casebook.sqlite",
        zhHans: "例如：casebook backup /media/usb/工单.sqlite")
    case .stopSyncHint:
      Label(
        en: "Stop it first: systemctl --user stop casebook-watch.service casebook-sync.timer",
        zhHans: "请先停止同步：systemctl --user stop casebook-watch.service casebook-sync.timer")
    case .putBack(let file, let cases, let texts):
      Label(
        en:
          "The data is that of \(file) now: \(cases.of("case", "cases")), \(texts.of("draft or kept text", "drafts and kept texts")).",
        zhHans: "已用 \(file) 恢复：工单 \(cases.grouped) 个，草稿和留存文字 \(texts.grouped) 份。")
    case .logKept(let path):
      Label(
        en: "The log that lay there without its store is kept: \(path). What only it has is not in the data.",
        zhHans: "那里留下的日志已保留：\(path)。只在日志里的内容不在数据中。")
    case .formerKept(let path):
      Label(en: "What stood there is kept: \(path)", zhHans: "原来的数据已保留：\(path)")
    case .unsent(let count):
      Label(
        en:
          "It holds \(count.of("change", "changes")) that head office does not have. Do not remove it before they are entered again.",
        zhHans: "其中有 \(count.grouped) 项修改尚未上传总部，补录之前请勿删除。")
    case .backupDamaged(let file):
      Label(
        en: "\(file) is damaged or not a backup. Nothing was changed.", zhHans: "\(file) 已损坏或不是备份，未做任何改动。")
    case .anotherBranch(let file, let backup, let here):
      Label(
        en: "\(file) is of branch \(backup), the data here is of branch \(here). Nothing was changed.",
        zhHans: "\(file) 是门店 \(backup) 的备份，本机是门店 \(here)。未做任何改动。")
    case .anotherBranchHint:
      Label(en: "If that is meant: add --force.", zhHans: "确认无误时加 --force。")
    case .abstract:
      Label(en: "Backs up all data of this device to a file.", zhHans: "将本机全部数据备份到文件。")
    case .discussion:
      Label(
        en: """
          casebook backup /media/usb/casebook-2026-11-22.sqlite
          casebook backup cases.sqlite --force

          The backup is of one moment, even while others write. It holds customers' data
          and this device's token: keep it safe; only its owner can read the file. An
          existing file is replaced only with --force, and only by a complete backup;
          a device, a pipe, a folder or a link never. Drafts and kept texts are in it.

            casebook backup --restore /media/usb/casebook-2026-11-22.sqlite

          goes back to it: the backup is looked through, what stands here is kept aside,
          its log with it. Run casebook sync after; casebook sync --watch goes on with it.
          """,
        zhHans: """
          casebook backup /media/usb/工单-2026-11-22.sqlite
          casebook backup 工单.sqlite --force

          备份的是运行那一刻的全部数据，不影响其他操作；其中含客户资料和接入凭证，
          只有文件所有者能读取，请妥善保管。
          已有同名文件时须加 --force，且全部写完后才会替换；设备、管道、目录和链接一律
          不替换。草稿和留存的文字也在备份里。

            casebook backup --restore /media/usb/工单-2026-11-22.sqlite

          恢复前先检查备份，本机原有数据（连同日志）改名保留。恢复后请运行
          casebook sync；正在运行的 casebook sync --watch 会改用恢复的数据。
          """)
    }
  }
}
