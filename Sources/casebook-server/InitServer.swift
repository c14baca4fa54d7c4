import ArgumentParser
import Complaints
import Console
import Glibc
import HeadOffice
import Interchange
import RecordStore
import Terminal

struct InitServer: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: text("Makes head office's store, with the branch HQ in it.", "建立总部数据库，并包含总部门店 HQ。"))

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
          "There is a head office here already: \(options.storePath). Nothing was changed.",
          "这里已有总部数据：\(options.storePath)，未做任何改动。"))
    }
    var random = SystemRandomNumberGenerator()
    try options.explaining {
      try HeadOfficeStore.create(path: options.storePath, now: ServerOptions.now, random: &random)
    }
    let store = try options.openStore()
    if options.json {
      return print(
        JSON.object([("head_office", .string(store.id.description)), ("data", .string(options.directory))])
          .text())
    }
    print(text("Head office is set up in \(options.directory).", "总部数据已建立：\(options.directory)。"))
    writeToStandardError(
      text(
        "Next: casebook-server branch add SH01, then: casebook-server device enrol SH01\n",
        "下一步：casebook-server branch add SH01，再运行：casebook-server device enrol SH01\n"))
  }
}
