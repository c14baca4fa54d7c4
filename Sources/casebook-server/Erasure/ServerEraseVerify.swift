import ArgumentParser
import Complaints
import Console
import FoundationEssentials
import HeadOffice
import Interchange
import Language
import Terminal
import Versioning

struct ServerEraseVerify: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: text(ServerEraseVerifyMessage.verifyAbstract),
    discussion: text(ServerEraseVerifyMessage.verifyDiscussion))

  @Argument(help: help(ServerEraseVerifyMessage.textsHelp, "text"))
  var texts: [String]

  @Option(help: help(ServerEraseVerifyMessage.fileHelp, "path"))
  var file: [String] = []

  @OptionGroup var options: ServerOptions

  func run() throws {
    let needles = texts.map { (text: $0, bytes: SpelledBytes($0)) }
    guard !needles.contains(where: \.bytes.isEmpty) else {
      throw CommandFailure.usage(Label(ServerEraseVerifyMessage.textEmpty))
    }
    let manager = FileManager.default
    let names = (try? manager.contentsOfDirectory(atPath: options.directory)) ?? []
    let paths = names.sorted().map { options.directory + "/" + $0 } + file
    var found: [(path: String, text: String, spelling: String, offset: Int)] = []
    var scanned = 0
    for path in paths {
      guard let reader = RawFile(path: path) else {
        if file.contains(path) {
          try CommandFailure.requireReadable(path)
          throw CommandFailure(unreadable: .diskError, path)
        }
        continue
      }
      scanned += 1
      for needle in needles {
        for (spelling, offset) in reader.spellings(of: needle.bytes) {
          found.append((path, needle.text, String(decoding: spelling, as: UTF8.self), offset))
        }
      }
    }
    if options.json {
      printLine(
        JSON.object([
          ("files", .integer(Int64(scanned))),
          (
            "found",
            .array(
              found.map {
                .object([
                  ("file", .string($0.path)), ("text", .string($0.text)),
                  ("spelling", .string($0.spelling)), ("offset", .integer(Int64($0.offset))),
                ])
              })
          ),
        ]))
    } else {
      for hit in found {
        let spelling = hit.spelling.sanitised(.joined)
        printLine(
          text(
            hit.spelling == hit.text
              ? ServerEraseVerifyMessage.hit(spelling, path: hit.path, offset: hit.offset)
              : ServerEraseVerifyMessage.spelt(hit.text, spelling, path: hit.path, offset: hit.offset)))
      }
    }
    guard found.isEmpty else {
      throw CommandFailure(
        "found", .failed,
        Label(ServerEraseVerifyMessage.found(found.count, files: scanned)))
    }
    if !options.json { printLine(text(ServerEraseVerifyMessage.notFound(files: scanned))) }
  }
}

enum ServerEraseVerifyMessage: Message {
  case textEmpty
  case fileHelp
  case hit(String, path: String, offset: Int)
  case spelt(String, String, path: String, offset: Int)
  case found(Int, files: Int)
  case notFound(files: Int)
  case textsHelp
  case verifyAbstract
  case verifyDiscussion

  var label: Label {
    switch self {
    case .textEmpty: Label(en: "Say what to search for; it is empty.", zhHans: "请写明要查找的内容，不能为空。")
    case .fileHelp:
      Label(en: "Another file to search (repeatable).", zhHans: "另行检查的文件，可多次指定。")
    case .hit(let hit, let path, let offset):
      Label(
        en: "\(path): “\(hit)” at byte \(offset.grouped)", zhHans: "\(path)：第 \(offset.grouped) 字节处有“\(hit)”")
    case .spelt(let typed, let hit, let path, let offset):
      Label(
        en: "\(path): “\(typed)” is spelt “\(hit)” at byte \(offset.grouped)",
        zhHans: "\(path)：第 \(offset.grouped) 字节处有“\(hit)”，是“\(typed)”的另一种写法")
    case .found(let count, let scanned):
      Label(
        en: "\(count.grouped) found in \(scanned.of("file", "files")).",
        zhHans: "在 \(scanned.grouped) 个文件中找到 \(count.grouped) 处。")
    case .notFound(let scanned):
      Label(
        en: "Not found in any spelling in \(scanned.of("file", "files")).",
        zhHans: "在 \(scanned.grouped) 个文件中均未找到（各种写法均已查过）。")
    case .textsHelp:
      Label(en: "The texts to look for.", zhHans: "要查找的文字。")
    case .verifyAbstract:
      Label(
        en: "Searches the raw bytes of every file of the data folder for texts.",
        zhHans: "在数据目录的所有文件中逐字节查找指定文字。")
    case .verifyDiscussion:
      Label(
        en: """
          casebook-server erase verify "Li Na" 13800138000

          The exit code is 1 if any of them is found, in whatever spelling: upper or
          lower case, full width, digits set in groups, with the code of the country or
          without (+86 139 0013 9001 for 13900139001). Files elsewhere (backups,
          exports) are searched only if named with --file.
          """,
        zhHans: """
          casebook-server erase verify 李娜 13800138000

          找到任何一项则退出码为 1，各种写法都会查：大小写、全角半角、数字分段、
          是否带国家区号（查 13900139001 也能找到 +86 139 0013 9001）。其他位置的
          备份、导出文件不在检查之列，可用 --file 指定。
          """)
    }
  }
}
