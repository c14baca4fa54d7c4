import ArgumentParser
import CaseIndex
import Complaints
import Console
import FoundationEssentials
import Interchange
import Language
import Replica
import SyncClient
import SyncProtocol
import Terminal
import Versioning

/// `casebook erase --customer ID …`, `casebook erase status`
struct EraseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: text(EraseMessage.abstract),
    discussion: text(EraseMessage.discussion),
    subcommands: [EraseCustomer.self, EraseStatus.self], defaultSubcommand: EraseCustomer.self)
}

struct EraseCustomer: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "customer", abstract: text(EraseMessage.customerAbstract))

  @Option(help: help(EraseMessage.customerHelp, "id"))
  var customer: String

  @Option(help: help(EraseMessage.reasonHelp))
  var reason: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let value = try context.reason(reason, of: ErasureField.reason)
    guard case .text(let typed) = try FieldInput.parse(customer, as: CaseField.customerID, now: context.now)
    else {
      throw CommandFailure.usage(Label(EraseMessage.customerMissing))
    }
    var traces = CustomerTraces()
    traces.add(customerID: typed)
    let (id, cases) = try context.write { session in
      var filter = CaseFilter()
      filter.customerID = typed
      filter.limit = -1
      let cases = try session.reader.list(filter)
      for one in cases { try session.db.record(rid: one.rid)?.decoded().map { traces.add($0) } }
      return (try session.eraseCustomer(typed, reason: value), cases.count)
    }
    let drafts = try context.explaining { try context.drafts.remove(naming: traces) }
    if context.json {
      return try context.emit([
        "id": .string(id.description), "cases": .integer(Int64(cases)), "drafts": .integer(Int64(drafts)),
      ])
    }
    if drafts > 0 {
      context.err(Label(EraseMessage.draftsRemoved(drafts)))
    }
    context.err(Label(EraseMessage.noted(cases: cases)))
  }
}

struct EraseStatus: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: text(EraseMessage.statusAbstract))

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
    if erasures.isEmpty { return context.err(Label(EraseMessage.noneYet)) }
    for left in erasures.first?.unfinished ?? [] {
      if let label = Label(unfinishedErasure: left) { context.err(label) }
    }
    for erasure in erasures {
      try context.out(
        context.style.apply(.bold, to: context.time(erasure.at).short) + "  "
          + context.text(
            EraseMessage.progress(
              records: erasure.records, done: erasure.done.count, waiting: erasure.waiting.count)))
      for device in erasure.waiting {
        let state =
          device.isRevoked ? context.text(ProgramMessage.revoked) : context.text(EraseMessage.deviceWaiting)
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

enum EraseMessage: Message {
  case abstract
  case customerAbstract
  case customerMissing
  case discussion
  case draftsRemoved(Int)
  case noted(cases: Int)
  case noneYet
  case progress(records: Int, done: Int, waiting: Int)
  case statusAbstract
  case customerHelp
  case deviceWaiting
  case reasonHelp

  var label: Label {
    switch self {
    case .abstract:
      Label(
        en: "Erases the personal data of a customer everywhere (administrators).",
        zhHans: "清除某位客户的全部个人信息（管理员）。")
    case .customerAbstract:
      Label(en: "Erases the personal data of one customer.", zhHans: "清除一位客户的个人信息。")
    case .customerMissing:
      Label(en: "--customer needs a customer id.", zhHans: "--customer 需要填写客户编号。")
    case .discussion:
      Label(
        en: """
          casebook erase --customer C-1027 --reason "asked for by letter"
          casebook erase status

          Every case with that customer id stays for statistics, without names, contacts
          and free texts: at head office with the next sync, at every device when that
          syncs. It cannot be undone. A customer who comes back gets a new id.

          Drafts and kept texts are removed if they name the customer's id, phone,
          email, account or name; so are signals, as far as head office has them by
          then. Exports and copies elsewhere are out of reach.
          """,
        zhHans: """
          casebook erase --customer C-1027 --reason "客户来电要求删除"
          casebook erase status

          该客户编号下的工单保留用于统计，但姓名、联系方式和文字内容全部清除：
          总部在下次同步时生效，各设备在其下次同步时生效。此操作无法撤销。
          客户再次光临时请使用新的客户编号。

          草稿和留存的文字中如出现该客户的编号、电话、邮箱、账号或姓名，也一并
          清除；总部当时已收到的不满苗头同样处理。已导出的文件和存放在别处的
          副本无法清除。
          """)
    case .draftsRemoved(let drafts):
      Label(
        en:
          "\(drafts.of("draft that names the customer was removed", "drafts that name the customer were removed")).",
        zhHans: "已删除 \(drafts.grouped) 份涉及该客户的草稿。")
    case .noted(let cases):
      Label(
        en:
          "Erasure noted; \(cases.of("case is", "cases are")) known here. It is carried out at the next sync: casebook sync",
        zhHans: "已记录清除请求，本机已知 \(cases.grouped) 个相关工单。下次同步时执行：casebook sync")
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
    case .customerHelp:
      Label(en: "The customer id, as it is in the cases.", zhHans: "客户编号（与工单中一致）。")
    case .deviceWaiting:
      Label(en: "waiting", zhHans: "未完成")
    case .reasonHelp:
      Label(en: "Why: who asked for it, and how.", zhHans: "清除原因：谁、用什么方式提出的。")
    }
  }
}
