import ArgumentParser
import Complaints
import Console
import Glibc
import HeadOffice
import Interchange
import Messages
import RecordStore
import Terminal

struct InitServer: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: text(.serverInitServerAbstract))

  @OptionGroup var options: ServerOptions

  func run() throws {
    guard mkdir(options.directory, 0o700) == 0 || errno == EEXIST else {
      throw CommandFailure(
        server: .notWritable(detail: String(cString: strerror(errno))), path: options.directory)
    }
    guard access(options.storePath, F_OK) != 0 else {
      throw CommandFailure(
        "store_exists", .failed,
        Label(
          .serverInitServerThereIsAHeadOffice, ["storePath": .text(options.storePath)]))
    }
    var random = SystemRandomNumberGenerator()
    try options.explaining {
      try HeadOfficeStore.create(path: options.storePath, now: ServerOptions.now, random: &random)
    }
    let store = try options.openStore()
    if options.json {
      return printLine(
        JSON.object([("head_office", .string(store.id.description)), ("data", .string(options.directory))]))
    }
    printLine(text(.serverInitServerHeadOfficeIsSetUp, ["directory": .text(options.directory)]))
    tellOnStandardError(
      text(
        .serverInitServerNextCasebookServerBranchAdd))
  }
}
