import ArgumentParser
import Complaints
import Console
import FoundationEssentials
import Interchange
import Replica
import SyncClient
import SyncProtocol
import Terminal
import Versioning

/// `casebook erase --customer ID …`, `casebook erase status`
struct EraseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: text(
      "Erases the personal data of a customer everywhere (administrators).", "删除某位客户的全部个人信息（管理员）。"),
    discussion: text(
      """
      casebook erase --customer C-1027 --reason "asked for by letter"
      casebook erase status

      Every case with that customer id stays for statistics, without names, contacts and free texts: at head
      office with the next sync, at every device when that syncs. It cannot be undone. A customer who comes
      back gets a new id.
      """,
      """
      casebook erase --customer C-1027 --reason "客户来函要求"
      casebook erase status

      该客户编号下的工单保留用于统计，但姓名、联系方式和文字内容全部清除：总部在下次同步时生效，
      各设备在其下次同步时生效。此操作无法撤销。客户再次光临时请使用新的客户编号。
      """),
    subcommands: [EraseCustomer.self, EraseStatus.self], defaultSubcommand: EraseCustomer.self)
}

struct EraseCustomer: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "customer", abstract: text("Erases one customer's data.", "删除一位客户的个人信息。"))

  @Option(help: help("The customer id, as it stands in the cases.", "客户编号（与工单中一致）。", "id"))
  var customer: String

  @Option(help: help("Why: who asked for it, and how.", "删除原因：何人以何种方式提出。"))
  var reason: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let value = try context.reason(reason, of: ErasureField.reason)
    guard case .text(let typed) = try FieldInput.parse(customer, as: CaseField.customerID, now: context.now)
    else {
      throw CommandFailure.usage(Label("--customer needs a customer id.", "--customer 需要填写客户编号。"))
    }
    var traces = CustomerTraces()
    traces.customerIDs = [typed]
    let (id, cases) = try context.write { session in
      var filter = CaseFilter()
      filter.customerID = typed
      filter.limit = Int(Int32.max)
      let cases = try session.reader.list(filter)
      for one in cases { try session.db.record(rid: one.rid)?.decoded().map { traces.add($0) } }
      return (try session.eraseCustomer(typed, reason: value), cases.count)
    }
    let drafts = context.drafts.remove(naming: traces)
    if context.json {
      return try context.emit([
        "id": .string(id.description), "cases": .integer(Int64(cases)), "drafts": .integer(Int64(drafts)),
      ])
    }
    if drafts > 0 {
      context.err(Label("\(drafts) drafts that name the customer were removed.", "已删除 \(drafts) 份涉及该客户的草稿。"))
    }
    context.err(
      Label(
        "Erasure noted; \(cases) cases are known here. It is done at the next sync: casebook sync",
        "已记录删除请求，本机已知 \(cases) 个相关工单。下次同步时执行：casebook sync"))
  }
}

struct EraseStatus: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: text(
      "Asks head office how far each erasure has come, and who has not done it.", "向总部查询各次删除的进度，以及尚未完成的设备。"))

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
    if erasures.isEmpty { return context.err(Label("Nothing was erased yet.", "尚未执行过删除。")) }
    for erasure in erasures {
      try context.out(
        context.style.apply(.bold, to: context.time(erasure.at).short) + "  "
          + context.text(
            "\(erasure.records) records, \(erasure.done.count) devices done, \(erasure.waiting.count) waiting",
            "\(erasure.records) 条记录，\(erasure.done.count) 台设备已完成，\(erasure.waiting.count) 台未完成"))
      for device in erasure.waiting {
        let state = device.isRevoked ? context.text("revoked", "已停用") : context.text("waiting", "未完成")
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
      "waiting": list(erasure.waiting),
    ]
  }
}
