import ArgumentParser
import Complaints
import Console
import FoundationEssentials
import Glibc
import HeadOffice
import Messages
import RecordStore

/// What every command of the server takes.
struct ServerOptions: ParsableArguments {
  @Option(
    help: help(
      .serverOptionsFolderOfTheDataInstead, "dir"))
  var data: String?

  @Flag(help: help(.commonPrintJsonForPrograms))
  var json = false

  @Option(help: help(.commonLanguageOfMessagesZhHans, "tag"))
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
        "no_store", .failed, Label(.serverOptionsThereIsNoHeadOffice, ["path": .text(path)]),
        hint: Label(.serverOptionsRunCasebookServerInitData))
      return
    }
    self.init(error, path: path)
    // The branch's hint would send people to head office.
    if case .damaged = error {
      hint = Label(
        .serverOptionsTheFileWasLeftAs)
    }
  }
}
