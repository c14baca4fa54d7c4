import ArgumentParser
import Bundles
import Complaints
import Console
import Interchange
import Messages
import Replica
import SyncClient
import SyncProtocol

/// `casebook bundle …`: the exchange by file.
struct BundleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bundle",
    abstract: text(.bundleAbstract),
    discussion: text(
      .bundleDiscussion),
    subcommands: [BundleEnrol.self, BundleWrite.self, BundleRead.self])
}

struct BundleEnrol: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "enrol", abstract: text(.bundleEnrolAbstract))

  @Argument(help: help(.bundleTheTicket, "file"), completion: .file())
  var file: String

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let bytes = try WholeFile.read(file, limit: 1 << 16)
    guard let ticket = BundleTicket(text: String(decoding: bytes, as: UTF8.self)) else {
      throw CommandFailure(
        "not_a_ticket", .failed, Label(.bundleIsNoTicketOfA, ["file": .text(file)]),
        hint: Label(
          .bundleHeadOfficeMakesOneCasebook))
    }
    let store = try context.openStore()
    let identity = try context.read(store) { $0.identity }
    do { try store.enrol(ticket) } catch let failure as EnrolmentFailure {
      throw CommandFailure(failure, branch: identity.branch)
    } catch { throw CommandFailure(explaining: error, home: context.home) }
    if context.json {
      return try context.emit([
        "branch": .string(ticket.branch), "head_office": .string(ticket.headOffice.description),
      ])
    }
    context.err(
      Label(
        .bundleJoinedHeadOfficeHearsOf))
  }
}

struct BundleWrite: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "write", abstract: text(.bundleWriteAbstract))

  @Argument(help: help(.bundleTheFile, "file"), completion: .file())
  var file: String

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let store = try context.openStore()
    let written = try context.exchangingByFile(store, file) { try writeBundle(store) }
    try WholeFile.write(written.file, to: file)
    if context.json {
      return try context.emit([
        "changes": .integer(Int64(written.changes)), "remaining": .integer(Int64(written.remaining)),
        "bytes": .integer(Int64(written.file.count)),
      ])
    }
    context.err(
      Label(
        .bundleChangesInTheyStayPending, ["changes": .number(written.changes), "file": .text(file)]))
    if written.remaining > 0 {
      context.err(
        Label(
          .bundleMoreDidNotFitWrite, ["remaining": .number(written.remaining)]))
    }
  }
}

struct BundleRead: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: text(.bundleReadAbstract))

  @Argument(help: help(.bundleTheFile, "file"), completion: .file())
  var file: String

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let store = try context.openStore()
    let bytes = try WholeFile.read(file, limit: Limits.bundleBytes)
    let reading = try context.exchangingByFile(store, file) { try readBundle(bytes, into: store) }
    if let refusal = reading.refusal { throw CommandFailure(refusal) }
    if !reading.unrepaired.isEmpty {
      context.err(
        Label(
          .syncOutcomeNotAtHeadOffice,
          ["count": .number(reading.unrepaired.count), "cases": .text(reading.unrepaired.caseNames)]))
    }
    if context.json {
      return try context.emit([
        "pushed": .integer(Int64(reading.accepted)), "pulled": .integer(Int64(reading.pulled)),
        "quarantined": .integer(Int64(reading.quarantined)), "late": .bool(reading.isLate),
        "needs_another": .bool(reading.needsAnother),
        "unrepaired": .strings(reading.unrepaired.map(\.caseName)),
      ])
    }
    try context.out(
      context.text(
        .bundleSentReceived, ["accepted": .number(reading.accepted), "pulled": .number(reading.pulled)]))
    if reading.isLate {
      context.err(
        Label(
          .bundleTheAnswerWasOlderThan))
    }
    if reading.needsAnother {
      context.err(
        Label(
          .bundleHeadOfficeNeedsAnotherBundle))
    }
  }
}

extension Context {
  /// Runs an exchange by file while no other exchange of this store runs, and tells its troubles.
  fileprivate func exchangingByFile<Result>(
    _ store: ReplicaStore, _ file: String, _ body: () throws -> Result
  ) throws -> Result {
    guard let lock = try explaining({ try SyncLock(path: home.lockPath) }) else {
      throw CommandFailure(
        "sync_running", .busy, Label(.bundleASyncOfThisStore),
        hint: Label(.bundleWaitForItToEnd), retry: true)
    }
    do { return try withExtendedLifetime(lock) { try body() } } catch let failure as BundleFailure {
      throw CommandFailure(failure, path: file)
    } catch let problem as BundleProblem {
      throw CommandFailure(problem, path: file)
    } catch let failure as ExchangeFailure {
      throw CommandFailure(failure)
    } catch { throw CommandFailure(explaining: error, home: home) }
  }
}

extension CommandFailure {
  fileprivate init(_ problem: BundleProblem, path: String) {
    switch problem {
    case .noKey:
      self.init(
        "not_enrolled", .failed,
        Label(.bundleThisReplicaHasNoKey),
        hint: Label(
          .bundleRunCasebookBundleEnrolTicket))
    case .unknownSerial:
      self.init(
        "unknown_bundle", .failed,
        Label(
          .bundleAnswersABundleThatIs, ["path": .text(path)]),
        hint: Label(.bundleWriteANewBundleAnd))
    }
  }
}
