import ArgumentParser
import Complaints
import Console
import FoundationEssentials
import Interchange
import Messages
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
      .eraseAbstract),
    discussion: text(
      .eraseDiscussion),
    subcommands: [EraseCustomer.self, EraseStatus.self], defaultSubcommand: EraseCustomer.self)
}

struct EraseCustomer: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "customer", abstract: text(.eraseCustomerAbstract))

  @Option(help: help(.eraseTheCustomerIdAsIt, "id"))
  var customer: String

  @Option(help: help(.eraseWhyWhoAskedForIt))
  var reason: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let value = try context.reason(reason, of: ErasureField.reason)
    guard case .text(let typed) = try FieldInput.parse(customer, as: CaseField.customerID, now: context.now)
    else {
      throw CommandFailure.usage(Label(.eraseCustomerNeedsACustomerId))
    }
    var traces = CustomerTraces()
    traces.add(customerID: typed)
    let (id, cases) = try context.write { session in
      var filter = CaseFilter()
      filter.customerID = typed
      filter.limit = Int(Int32.max)
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
      context.err(Label(.eraseDraftsThatNameTheCustomer, ["drafts": .number(drafts)]))
    }
    context.err(
      Label(
        .eraseErasureNotedCasesAreKnown, ["cases": .number(cases)]))
  }
}

struct EraseStatus: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: text(
      .eraseStatusAbstract))

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
    if erasures.isEmpty { return context.err(Label(.eraseNothingWasErasedYet)) }
    for left in erasures.first?.unfinished ?? [] {
      if let label = Label(unfinishedErasure: left) { context.err(label) }
    }
    for erasure in erasures {
      try context.out(
        context.style.apply(.bold, to: context.time(erasure.at).short) + "  "
          + context.text(
            .eraseRecordsDevicesDoneWaiting,
            [
              "records": .number(erasure.records), "done": .number(erasure.done.count),
              "waiting": .number(erasure.waiting.count),
            ]))
      for device in erasure.waiting {
        let state = device.isRevoked ? context.text(.commonRevoked) : context.text(.eraseWaiting)
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
