import ArgumentParser
import Complaints
import Console
import FoundationEssentials
import Glibc
import HeadOffice
import Language
import RecordStore

/// What every command of the server takes.
struct ServerOptions: ParsableArguments {
  @Option(
    help: help(ServerOptionsMessage.dataHelp, "dir"))
  var data: String?

  @Flag(help: help(ProgramMessage.jsonHelp))
  var json = false

  @Option(help: help(ProgramMessage.langHelp, "language"))
  var lang: String?

  var directory: String { data ?? Invocation.environment["CASEBOOK_SERVER_DATA"] ?? "casebook-server-data" }

  var storePath: String { directory + "/head-office.sqlite" }

  /// - Throws: `CommandFailure`.
  func openStore() throws -> HeadOfficeStore {
    do {
      // For as long as the program runs: nobody restores meanwhile.
      _ = Unmanaged.passRetained(try gate(isExclusive: false))
      return try HeadOfficeStore.open(path: storePath)
    } catch {
      throw StoreError(error).map { CommandFailure(server: $0, path: storePath) } ?? error
    }
  }

  /// - Throws: `StoreError.busy`.
  func gate(isExclusive: Bool) throws -> StoreGate {
    try StoreGate(folder: directory, isExclusive: isExclusive, milliseconds: 10_000)
  }

  /// Runs something on the store and tells its troubles with the store's path.
  func explaining<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch {
      throw StoreError(error).map { CommandFailure(server: $0, path: storePath) } ?? error
    }
  }

  /// Now, in milliseconds since 1970.
  static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}

extension CommandFailure {
  /// What is wrong with head office's store.
  init(server error: StoreError, path: String) {
    if case .missing = error {
      self.init(
        "no_store", .failed, Label(ServerOptionsMessage.noStore(path)),
        hint: Label(ServerOptionsMessage.initHint))
      return
    }
    self.init(error, path: path, folder: "--data")
    // The branch's hint would send people to head office.
    if case .damaged = error {
      hint = Label(ServerOptionsMessage.damagedHint)
    }
    if case .strangeLog = error {
      hint = Label(StoreFailuresMessage.strangeLogHint(command: "casebook-server restore"))
    }
  }
}

enum ServerOptionsMessage: Message {
  case dataHelp
  case initHint
  case damagedHint
  case noStore(String)

  var label: Label {
    switch self {
    case .dataHelp:
      Label(en: "Data folder, instead of $CASEBOOK_SERVER_DATA.", zhHans: "数据目录，代替 $CASEBOOK_SERVER_DATA。")
    case .initHint:
      Label(en: "Run: casebook-server init --data <dir>", zhHans: "请先运行：casebook-server init --data <目录>")
    case .damagedHint:
      Label(
        en:
          "Copy the file somewhere safe, see what is wrong with casebook-server check, and put a backup back with casebook-server restore; the branches still hold their cases and bring what it lacks.",
        zhHans:
          "请先另行备份该文件，再运行 casebook-server check 查看问题，用 casebook-server restore 恢复备份；各门店仍保有自己的工单，缺的会补上来。")
    case .noStore(let path):
      Label(en: "Head office's data is not here yet: \(path).", zhHans: "这里还没有总部数据：\(path)。")
    }
  }
}
