import ArgumentParser
import Complaints
import Console
import FoundationEssentials
import HeadOffice
import Interchange
import Terminal
import Versioning

/// `casebook-server erase …`
struct ServerErase: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: text("Erasures: how far they have come, and a proof.", "个人信息删除：进度与验证。"),
    subcommands: [ServerEraseStatus.self, ServerEraseVerify.self])
}

struct ServerEraseStatus: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: text("Lists the erasures and the devices that have not done them.", "列出各次删除及尚未完成的设备。"))

  @OptionGroup var options: ServerOptions

  func run() throws {
    let store = try options.openStore()
    let erasures = try options.explaining { try store.erasureStatus() }
    if options.json {
      return print(
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
            ])
          }
        ).text())
    }
    for erasure in erasures {
      print(
        text(
          "\(LocalTime.now(milliseconds: erasure.at).short)  \(erasure.records) records, \(erasure.done.count) devices done, \(erasure.waiting.count) waiting",
          "\(LocalTime.now(milliseconds: erasure.at).short)  \(erasure.records) 条记录，\(erasure.done.count) 台设备已完成，\(erasure.waiting.count) 台未完成"
        ))
      for device in erasure.waiting {
        let id = Identifier(bytes: Array(device.replica))?.description.prefix(8) ?? ""
        print(
          "  \(device.branch)  \(id)  \(device.name)\(device.revoked ? text("  revoked", "  已停用") : "")"
            .sanitised(.joined))
      }
    }
  }
}

struct ServerEraseVerify: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: text(
      "Looks for texts in the raw bytes of every file of the data folder.", "在数据目录的所有文件中逐字节查找指定文字。"),
    discussion: text(
      """
      casebook-server erase verify "Li Na" 13800138000

      Exit code 1 where one of them is found. Copies elsewhere (backups, exports) are not looked at, unless
      named with --file.
      """,
      """
      casebook-server erase verify 李娜 13800138000

      找到任何一项则退出码为 1。其他位置的备份、导出文件不在检查之列，可用 --file 指定。
      """))

  @Argument(help: help("The texts.", "要查找的文字。", "text"))
  var texts: [String]

  @Option(help: help("Another file to look at; may be given several times.", "另行检查的文件，可多次指定。", "path"))
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
            "unreadable", .failed, Label("\(path) cannot be read.", "无法读取 \(path)。"))
        }
        continue
      }
      scanned += 1
      for text in texts where !text.isEmpty {
        if let offset = try reader.firstOffset(of: Array(text.utf8)) { found.append((path, text, offset)) }
      }
    }
    if options.json {
      print(
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
        ]).text())
    } else {
      for hit in found {
        print(
          text(
            "\(hit.path): “\(hit.text)” at byte \(hit.offset)",
            "\(hit.path)：第 \(hit.offset) 字节处有“\(hit.text)”"))
      }
    }
    guard found.isEmpty else {
      throw CommandFailure(
        "found", .failed,
        Label("\(found.count) found in \(scanned) files.", "在 \(scanned) 个文件中找到 \(found.count) 处。"))
    }
    if !options.json { print(text("Not found in \(scanned) files.", "在 \(scanned) 个文件中均未找到。")) }
  }
}
