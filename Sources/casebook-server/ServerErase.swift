import ArgumentParser
import Complaints
import Console
import FoundationEssentials
import HeadOffice
import Interchange
import Language
import Terminal
import Versioning

/// `casebook-server erase …`
struct ServerErase: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: text(ServerEraseMessage.abstract),
    subcommands: [ServerEraseStatus.self, ServerEraseVerify.self])
}

struct ServerEraseStatus: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: text(ServerEraseMessage.statusAbstract))

  @OptionGroup var options: ServerOptions

  func run() throws {
    let store = try options.openStore()
    let erasures = try options.explaining { try store.erasureStatus() }
    let unfinished = try options.explaining { try store.unfinishedErasures().map(\.code) }
    if options.json {
      return printLine(
        JSON.array(
          erasures.map { erasure in
            JSON.object([
              ("id", .string(Identifier(bytes: Array(erasure.id))?.description ?? "")),
              ("at", .string(LocalTime.now(milliseconds: erasure.at).rfc3339)),
              ("records", .integer(Int64(erasure.records))),
              (
                "done",
                .array(erasure.done.map { .string(Identifier(bytes: Array($0.replica))?.description ?? "") })
              ),
              (
                "waiting",
                .array(
                  erasure.waiting.map { .string(Identifier(bytes: Array($0.replica))?.description ?? "") })
              ),
              ("unfinished", .array(unfinished.map { .string($0) })),
            ])
          }
        ))
    }
    for left in unfinished {
      guard let label = Label(unfinishedErasure: left) else { continue }
      printLine(label.text(Invocation.language).sanitised(.joined))
    }
    for erasure in erasures {
      printLine(
        text(
          ServerEraseMessage.progress(
            LocalTime.now(milliseconds: erasure.at).short, records: Int(erasure.records),
            done: erasure.done.count,
            waiting: erasure.waiting.count)
        ))
      for device in erasure.waiting {
        let id = Identifier(bytes: Array(device.replica))?.description.prefix(8) ?? ""
        printLine(
          "  \(device.branch)  \(id)  \(device.name)\(device.revoked ? text(ServerEraseMessage.revokedMark) : "")"
            .sanitised(.joined))
      }
    }
  }
}

struct ServerEraseVerify: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: text(ServerEraseMessage.verifyAbstract),
    discussion: text(ServerEraseMessage.verifyDiscussion))

  @Argument(help: help(ServerEraseMessage.textsHelp, "text"))
  var texts: [String]

  @Option(help: help(ServerEraseMessage.fileHelp, "path"))
  var file: [String] = []

  @OptionGroup var options: ServerOptions

  func run() throws {
    let manager = FileManager.default
    let names = (try? manager.contentsOfDirectory(atPath: options.directory)) ?? []
    let paths = names.sorted().map { options.directory + "/" + $0 } + file
    var found: [(path: String, text: String, offset: Int)] = []
    var scanned = 0
    for path in paths {
      guard let reader = RawFile(path: path) else {
        if file.contains(path) {
          throw CommandFailure(
            "unreadable", .failed, Label(ServerEraseMessage.unreadable(path)))
        }
        continue
      }
      scanned += 1
      for text in texts where !text.isEmpty {
        if let offset = try reader.firstOffset(of: Array(text.utf8)) { found.append((path, text, offset)) }
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
                  ("offset", .integer(Int64($0.offset))),
                ])
              })
          ),
        ]))
    } else {
      for hit in found {
        printLine(text(ServerEraseMessage.hit(hit.text, path: hit.path, offset: hit.offset)))
      }
    }
    guard found.isEmpty else {
      throw CommandFailure(
        "found", .failed,
        Label(ServerEraseMessage.found(found.count, files: scanned)))
    }
    if !options.json { printLine(text(ServerEraseMessage.notFound(files: scanned))) }
  }
}

enum ServerEraseMessage: Message {
  case abstract
  case fileHelp
  case hit(String, path: String, offset: Int)
  case unreadable(String)
  case found(Int, files: Int)
  case notFound(files: Int)
  case progress(String, records: Int, done: Int, waiting: Int)
  case revokedMark
  case statusAbstract
  case textsHelp
  case verifyAbstract
  case verifyDiscussion

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Erasures of personal data: progress and proof.", zhHans: "清除个人信息：进度与验证。")
    case .fileHelp:
      Label(en: "Another file to search (repeatable).", zhHans: "另行检查的文件，可多次指定。")
    case .hit(let hit, let path, let offset):
      Label(
        en: "\(path): “\(hit)” at byte \(offset.grouped)", zhHans: "\(path)：第 \(offset.grouped) 字节处有“\(hit)”")
    case .unreadable(let path):
      Label(en: "\(path) cannot be read.", zhHans: "无法读取 \(path)。")
    case .found(let count, let scanned):
      Label(
        en: "\(count.grouped) found in \(scanned.of("file", "files")).",
        zhHans: "在 \(scanned.grouped) 个文件中找到 \(count.grouped) 处。")
    case .notFound(let scanned):
      Label(en: "Not found in \(scanned.of("file", "files")).", zhHans: "在 \(scanned.grouped) 个文件中均未找到。")
    case .progress(let when, let records, let done, let waiting):
      Label(
        en:
          "\(when)  \(records.of("record", "records")), \(done.of("device", "devices")) done, \(waiting.grouped) waiting",
        zhHans: "\(when)  \(records.grouped) 条记录，\(done.grouped) 台设备已完成，\(waiting.grouped) 台未完成")
    case .revokedMark:
      Label(en: "  revoked", zhHans: "  已停用")
    case .statusAbstract:
      Label(
        en: "Lists the erasures and the devices that have not carried them out.", zhHans: "列出各次清除，及尚未完成清除的设备。"
      )
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

          The exit code is 1 if any of them is found. Files elsewhere (backups, exports)
          are searched only if named with --file.
          """,
        zhHans: """
          casebook-server erase verify 李娜 13800138000

          找到任何一项则退出码为 1。其他位置的备份、导出文件不在检查之列，
          可用 --file 指定。
          """)
    }
  }
}
