import ArgumentParser
import Complaints
import Console
import Glibc
import HeadOffice
import Interchange
import Messages
import RecordStore
import Terminal

struct BackupCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: text(.serverBackupAbstract),
    discussion: text(
      .serverBackupDiscussion))

  @Argument(help: help(.commonTheFileToWrite, "file"), completion: .file())
  var file: String

  @Flag(help: help(.commonReplaceAFileThatExists))
  var force = false

  @OptionGroup var options: ServerOptions

  func run() throws {
    let store = try options.openStore()
    guard force || access(file, F_OK) != 0 else { throw CommandFailure.backupExists(file) }
    do { try store.backup(to: file, replacing: force) } catch {
      throw CommandFailure(backup: error, file: file, store: options.storePath)
    }
    if options.json { return printLine(JSON.object([("file", .string(file))])) }
    printLine(text(.commonWritten, ["file": .text(file)]).sanitised())
  }
}

struct RestoreCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: text(.serverRestoreAbstract),
    discussion: text(
      .serverRestoreDiscussion))

  @Argument(help: help(.serverBackupTheBackup, "file"), completion: .file())
  var file: String

  @Flag(help: help(.serverBackupAlsoWhereItIsAnother))
  var another = false

  @OptionGroup var options: ServerOptions

  func run() throws {
    guard mkdir(options.directory, 0o700) == 0 || errno == EEXIST else {
      throw CommandFailure(
        server: .notWritable(detail: String(cString: strerror(errno))), path: options.directory)
    }
    let lock = try options.lock()
    defer { withExtendedLifetime(lock) {} }
    let aside = asidePath()
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
    printLine(text(.serverBackupRestoredFrom, ["file": .text(file)]).sanitised())
    if isThere { printLine(text(.serverBackupTheFormerData, ["aside": .text(aside)]).sanitised()) }
  }

  /// `head-office.sqlite.before-20261122-153000`, with a number where that exists.
  private func asidePath() -> String {
    let time = LocalTime.now(milliseconds: ServerOptions.now).rfc3339.prefix(19)
    let stamp = time.filter { $0 != "-" && $0 != ":" }.map { $0 == "T" ? "-" : $0 }
    let base = options.storePath + ".before-" + String(stamp)
    var path = base
    var number = 2
    while access(path, F_OK) == 0 {
      path = "\(base)-\(number)"
      number += 1
    }
    return path
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
          .serverBackupAServerIsUsingThe, ["directory": .text(directory)]
        ),
        hint: Label(.serverBackupStopItFirstOrChoose),
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
        Label(
          .serverBackupIsOfAnotherHeadOffice, ["file": .text(file)]),
        hint: Label(.serverBackupIfThatIsMeantAnother))
    case .damaged(let findings):
      self.init(
        "damaged", .damaged,
        Label(.serverBackupTheBackupIsDamagedNothing, ["file": .text(file)]),
        hint: Label(.serverBackupTakeAnOlderBackup),
        candidates: findings.prefix(5).map { $0.label.text(Invocation.language) })
    }
  }

  /// What went wrong while a backup was put in place: with the backup, or with the folder.
  init(restoring error: any Error, file: String, store: String) {
    switch StoreError(error) {
    case .missing?:
      self.init(
        "not_found", .notFound, Label(.serverBackupThereIsNoFile, ["file": .text(file)]),
        hint: Label(.serverBackupGiveTheFileThatCasebook))
    case .damaged(let detail)?:
      self.init(
        "damaged", .damaged,
        Label(
          .serverBackupTheBackupIsDamagedNothingWas, ["file": .text(file), "detail": .text(detail)]
        ),
        hint: Label(.serverBackupTakeAnOlderBackup))
    case .foreign?, .newer?:
      self.init(StoreError(error) ?? .foreign, path: file)
      hint = nil
    case let known?: self.init(server: known, path: store)
    case nil: self.init("failed", .failed, Label(.commonUnexpected, ["error": .text("\(error)")]))
    }
  }
}
