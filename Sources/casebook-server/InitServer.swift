import ArgumentParser
import Complaints
import Console
import Glibc
import HeadOffice
import Interchange
import Language
import RecordStore
import Terminal

struct InitServer: ServerCommand {
  static var changes: Bool { true }

  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: text(InitServerMessage.abstract),
    discussion: text(InitServerMessage.discussion))

  @OptionGroup var options: ServerOptions

  func run() throws {
    guard mkdir(options.directory, 0o700) == 0 || errno == EEXIST else {
      throw CommandFailure(
        server: .notWritable(detail: String(cString: strerror(errno))), path: options.directory)
    }
    guard access(options.storePath, F_OK) != 0 else {
      throw CommandFailure(
        "store_exists", .failed,
        Label(InitServerMessage.alreadyThere(options.storePath)))
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
    printLine(text(InitServerMessage.created(options.directory)))
    tellOnStandardError(Invocation.inSameFolder(text(InitServerMessage.nextHint)))
  }
}

enum InitServerMessage: Message {
  case abstract
  case discussion
  case created(String)
  case nextHint
  case alreadyThere(String)

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Creates head office's store, with the branch HQ in it.", zhHans: "建立总部数据库，其中已有总部门店 HQ。")
    case .discussion:
      Label(
        verbatim: """
          casebook-server init
          casebook-server init --data /srv/casebook
          """)
    case .created(let directory):
      Label(en: "Head office is set up in \(directory).", zhHans: "总部数据已建立：\(directory)。")
    case .nextHint:
      Label(
        en: """
          Next: casebook-server branch add SH01
          Then: casebook-server device enrol SH01

          """,
        zhHans: """
          下一步：casebook-server branch add SH01
          再运行：casebook-server device enrol SH01

          """)
    case .alreadyThere(let storePath):
      Label(
        en: "Head office's data is here already: \(storePath). Nothing was changed.",
        zhHans: "这里已有总部数据：\(storePath)，未做任何改动。")
    }
  }
}
