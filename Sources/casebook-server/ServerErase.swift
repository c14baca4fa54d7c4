import ArgumentParser
import Complaints
import Console
import FoundationEssentials
import HeadOffice
import Interchange
import Messages
import Terminal
import Versioning

/// `casebook-server erase …`
struct ServerErase: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: text(.serverEraseAbstract),
    subcommands: [ServerEraseStatus.self, ServerEraseVerify.self])
}

struct ServerEraseStatus: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: text(.serverEraseStatusAbstract))

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
      print(label.text(Invocation.language).sanitised(.joined))
    }
    for erasure in erasures {
      printLine(
        text(
          .serverEraseRecordsDevicesDoneWaiting,
          [
            "when": .text(LocalTime.now(milliseconds: erasure.at).short), "records": .number(erasure.records),
            "done": .number(erasure.done.count), "waiting": .number(erasure.waiting.count),
          ]
        ))
      for device in erasure.waiting {
        let id = Identifier(bytes: Array(device.replica))?.description.prefix(8) ?? ""
        printLine(
          "  \(device.branch)  \(id)  \(device.name)\(device.revoked ? text(.serverEraseRevoked) : "")"
            .sanitised(.joined))
      }
    }
  }
}

struct ServerEraseVerify: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: text(
      .serverEraseVerifyAbstract),
    discussion: text(
      .serverEraseVerifyDiscussion))

  @Argument(help: help(.serverEraseTheTexts, "text"))
  var texts: [String]

  @Option(help: help(.serverEraseAnotherFileToLookAt, "path"))
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
            "unreadable", .failed, Label(.serverEraseCannotBeRead, ["path": .text(path)]))
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
        printLine(
          text(
            .serverEraseAtByte,
            ["path": .text(hit.path), "hit": .text(hit.text), "offset": .number(hit.offset)]))
      }
    }
    guard found.isEmpty else {
      throw CommandFailure(
        "found", .failed,
        Label(.serverEraseFoundInFiles, ["count": .number(found.count), "scanned": .number(scanned)]))
    }
    if !options.json { printLine(text(.serverEraseNotFoundInFiles, ["scanned": .number(scanned)])) }
  }
}
