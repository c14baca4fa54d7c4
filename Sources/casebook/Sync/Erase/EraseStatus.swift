import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import SyncClient
import SyncProtocol
import Terminal
import Versioning

struct EraseStatus: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: text(EraseStatusMessage.statusAbstract),
    discussion: text(EraseStatusMessage.discussion))

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let store = try context.openStore()
    let identity = try context.read(store) { $0.identity }
    guard let link = identity.headOffice else { throw CommandFailure.notEnrolled }
    let transport = try HTTPTransport.opened(link)
    let result = try blocking {
      let outcome = await erasureStatus(store, over: transport)
      await transport.shutdown()
      return outcome
    }
    let erasures: [ErasureProgress]
    switch result {
    case .success(let found): erasures = found
    case .failure(let failure): throw CommandFailure(failure, home: context.home)
    }
    if context.json { return try context.emit(.array(erasures.map { json($0, context) })) }
    if erasures.isEmpty { return context.err(Label(EraseStatusMessage.noneYet)) }
    for left in erasures.first?.unfinished ?? [] {
      if let label = Label(unfinishedErasure: left) { context.err(label) }
    }
    for erasure in erasures {
      try context.out(
        context.style.apply(.bold, to: context.shown(erasure.at)) + "  "
          + context.text(
            EraseStatusMessage.progress(
              records: erasure.records, done: erasure.done.count, waiting: erasure.waiting.count)))
      for device in erasure.waiting {
        let state =
          device.isRevoked
          ? context.text(ProgramMessage.revoked) : context.text(EraseStatusMessage.deviceWaiting)
        try context.out(
          "  \(device.branch)  \(device.replica.description.prefix(8))  \(device.name.sanitised(.joined))  \(state)"
        )
      }
    }
  }

  private func json(_ erasure: ErasureProgress, _ context: Context) -> JSON {
    func list(_ devices: [ErasureProgress.Device]) -> JSON {
      .array(
        devices.map {
          [
            "replica": .string($0.replica.description), "branch": .string($0.branch),
            "name": .string($0.name),
            "revoked": .bool($0.isRevoked),
          ]
        })
    }
    return [
      "id": .string(erasure.id.description), "at": .string(context.time(erasure.at).rfc3339),
      "records": .integer(Int64(erasure.records)), "done": list(erasure.done),
      "waiting": list(erasure.waiting), "unfinished": .strings(erasure.unfinished),
    ]
  }
}

enum EraseStatusMessage: Message {
  case noneYet
  case progress(records: Int, done: Int, waiting: Int)
  case statusAbstract
  case discussion
  case deviceWaiting

  var label: Label {
    switch self {
    case .noneYet:
      Label(en: "Nothing has been erased yet.", zhHans: "还没有清除过个人信息。")
    case .progress(let records, let done, let waiting):
      Label(
        en:
          "\(records.of("record", "records")), \(done.of("device", "devices")) done, \(waiting.grouped) waiting",
        zhHans: "\(records.grouped) 条记录，\(done.grouped) 台设备已完成，\(waiting.grouped) 台未完成")
    case .statusAbstract:
      Label(
        en: "Asks head office how far each erasure is, and which devices have not done it.",
        zhHans: "向总部查询各次清除的进度，以及尚未完成的设备。")
    case .discussion:
      Label(
        en: """
          casebook erase status

          Head office has to be within reach.
          """,
        zhHans: """
          casebook erase status

          需要能连上总部。
          """)
    case .deviceWaiting:
      Label(en: "waiting", zhHans: "未完成")
    }
  }
}
