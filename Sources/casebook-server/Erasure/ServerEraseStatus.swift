import ArgumentParser
import Complaints
import Console
import HeadOffice
import Interchange
import Language
import Terminal
import Versioning

struct ServerEraseStatus: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: text(ServerEraseStatusMessage.statusAbstract),
    discussion: text(ServerEraseStatusMessage.discussion))

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
    if erasures.isEmpty, unfinished.isEmpty { printLine(text(ServerEraseStatusMessage.none)) }
    for erasure in erasures {
      printLine(
        text(
          ServerEraseStatusMessage.progress(
            LocalTime.now(milliseconds: erasure.at).short, records: Int(erasure.records),
            done: erasure.done.count,
            waiting: erasure.waiting.count)
        ))
      for device in erasure.waiting {
        let id = Identifier(bytes: Array(device.replica))?.description.prefix(8) ?? ""
        printLine(
          "  \(device.branch)  \(id)  \(device.name)\(device.revoked ? text(ServerEraseStatusMessage.revokedMark) : "")"
            .sanitised(.joined))
      }
    }
  }
}

enum ServerEraseStatusMessage: Message {
  case progress(String, records: Int, done: Int, waiting: Int)
  case revokedMark
  case none
  case statusAbstract
  case discussion

  var label: Label {
    switch self {
    case .progress(let when, let records, let done, let waiting):
      Label(
        en:
          "\(when)  \(records.of("record", "records")), \(done.of("device", "devices")) done, \(waiting.grouped) waiting",
        zhHans: "\(when)  \(records.grouped) 条记录，\(done.grouped) 台设备已完成，\(waiting.grouped) 台未完成")
    case .none:
      Label(en: "Nothing was erased yet.", zhHans: "尚未清除过任何内容。")
    case .revokedMark:
      Label(en: "  revoked", zhHans: "  已停用")
    case .statusAbstract:
      Label(
        en: "Lists the erasures and the devices that have not carried them out.", zhHans: "列出各次清除，及尚未完成清除的设备。"
      )
    case .discussion: Label(verbatim: "casebook-server erase status")
    }
  }
}
