import ArgumentParser
import Complaints
import Console
import Glibc
import Interchange
import Messages
import RecordStore
import Replica
import Terminal

struct Doctor: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: text(
      .doctorAbstract),
    discussion: text(
      .doctorDiscussion))

  @Flag(help: help(.doctorMakeListsAndIndexAnew))
  var repair = false

  @Flag(help: help(.doctorDoNotAskHeadOffice))
  var offline = false

  @Option(
    help: help(.doctorSaveWhatCanBeRead, "out"),
    completion: .file())
  var salvage: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    if let salvage {
      guard !repair else {
        throw CommandFailure.usage(
          Label(.doctorRepairAndSalvageDoNot))
      }
      return try Salvaging(context: context).run(into: salvage)
    }
    guard access(context.home.storePath, F_OK) == 0 else {
      throw CommandFailure(.missing(path: context.home.storePath), path: context.home.storePath)
    }
    let checks = DoctorChecks(context: context)
    var report = DoctorReport()
    if repair {
      checks.repairPermissions()
      checks.removeLeftovers()
    }
    do { try look(at: try context.openStore(), checks, context, &report) } catch let failure as CommandFailure
    {
      // Busy, or of a newer version: nothing can be said of the data.
      guard failure.exit == .damaged else { throw failure }
      report.add(DoctorCheck("store", .damaged, failure.message, hint: DoctorChecks.salvageHint))
    }
    report.add(checks.permissions())
    report.add(checks.disk())
    report.add(checks.leftovers())
    if context.json {
      try context.emit(report.json(context))
    } else {
      for line in report.lines(context) { try context.out(line) }
    }
    try context.output.flush()
    if report.isDamaged {
      throw CommandFailure(
        "damaged", .damaged,
        Label(
          .commonIsDamagedNothingWasChanged, ["storePath": .text(context.home.storePath)]),
        hint: DoctorChecks.salvageHint)
    }
    if report.hasProblem {
      throw CommandFailure(
        "problems", .failed, Label(.doctorThereAreProblemsSeeThe))
    }
  }

  private func look(
    at store: ReplicaStore, _ checks: DoctorChecks, _ context: Context, _ report: inout DoctorReport
  ) throws {
    var findings = try context.explaining { try store.examine() }
    // What is derived is only as good as what it is derived from.
    let canRepair = findings.all.allSatisfy(\.isRepairable)
    if repair, canRepair {
      try context.explaining { try store.repair() }
      findings = try context.explaining { try store.examine() }
    }
    for check in checks.contents(findings, wasRepaired: repair && canRepair) { report.add(check) }
    let status: ReplicaStatus
    do { status = try store.read { try $0.status() } } catch {
      report.add(
        DoctorCheck(
          "identity", .damaged, CommandFailure(explaining: error, home: context.home).message,
          hint: DoctorChecks.salvageHint))
      return
    }
    report.add(checks.enrolment(status))
    var offset = status.clockOffset
    if let link = status.identity.headOffice, !offline {
      let (check, measured) = checks.server(store, link)
      report.add(check)
      offset = measured ?? offset
    }
    report.add(checks.clock(offset))
    report.add(checks.pending(status))
    report.add(checks.agreement(status))
    report.add(checks.erasure(status))
  }
}
