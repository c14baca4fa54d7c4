import ArgumentParser
import Complaints
import Console
import FoundationEssentials
import Glibc
import HeadOffice
import RecordStore

/// What every command of the server takes.
struct ServerOptions: ParsableArguments {
  @Option(
    help: help(
      "Folder of the data, instead of $CASEBOOK_SERVER_DATA.", "数据目录，代替 $CASEBOOK_SERVER_DATA。", "dir"))
  var data: String?

  @Flag(help: help("Print JSON for programs.", "输出 JSON，供程序使用。"))
  var json = false

  @Option(help: help("Language of messages: zh-Hans or en.", "界面语言：zh-Hans 或 en。", "tag"))
  var lang: String?

  var directory: String { data ?? Invocation.environment["CASEBOOK_SERVER_DATA"] ?? "casebook-server-data" }

  var storePath: String { directory + "/head-office.sqlite" }

  /// - Throws: `CommandFailure`.
  func openStore() throws -> HeadOfficeStore {
    do { return try HeadOfficeStore.open(path: storePath) } catch {
      throw StoreError(error).map { CommandFailure(server: $0, path: storePath) } ?? error
    }
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
        "no_store", .failed, Label("There is no head office here yet: \(path).", "这里还没有总部数据：\(path)。"),
        hint: Label("Run: casebook-server init --data DIR", "请先运行：casebook-server init --data 目录"))
      return
    }
    self.init(error, path: path)
    // The branch's hint would send people to head office.
    if case .damaged = error {
      hint = Label(
        "The file was left as it is. Copy it somewhere safe; the branches still hold their cases.",
        "文件保持原样，请先另行备份。各门店仍保有自己的工单。")
    }
  }
}
