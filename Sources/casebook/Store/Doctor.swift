import ArgumentParser
import Complaints
import Console
import Glibc
import Interchange
import Language
import RecordStore
import Replica
import Terminal

struct Doctor: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: text(DoctorMessage.abstract),
    discussion: text(DoctorMessage.discussion))

  @Flag(help: help(DoctorMessage.repairHelp))
  var repair = false

  @Flag(help: help(DoctorMessage.offlineHelp))
  var offline = false

  @Option(
    help: help(DoctorMessage.salvageHelp, "out"),
    completion: .file())
  var salvage: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    if let salvage {
      guard !repair else {
        throw CommandFailure.usage(Label(DoctorMessage.repairOrSalvage))
      }
      return try Salvaging(context: context).run(into: salvage)
    }
    guard access(context.home.storePath, F_OK) == 0 else {
      throw CommandFailure(.missing(path: context.home.storePath), path: context.home.storePath)
    }
    let checks = DoctorChecks(context: context)
    var report = DoctorReport()
    // What is said of it in the end, too: the store cannot be opened, and salvaging it would not help.
    var other: CommandFailure?
    var isOpen = false
    var wasTidied = false
    do {
      let store = try context.openStore()
      isOpen = true
      // Of a store that cannot be opened nothing is touched.
      if repair {
        let areLess = checks.repairPermissions()
        wasTidied = checks.removeLeftovers() || areLess
      }
      try look(at: store, checks, context, &report)
    } catch let failure as CommandFailure {
      // Busy, or of a newer version: nothing can be said of the data.
      guard failure.exit == .damaged else { throw failure }
      if ["strange_log", "not_a_store"].contains(failure.code) { other = failure }
      report.add(
        DoctorCheck("store", .damaged, failure.message, hint: other?.hint ?? DoctorChecks.salvageHint))
    }
    report.add(checks.permissions(canRepair: isOpen))
    report.add(checks.disk())
    report.add(checks.leftovers())
    if context.json {
      try context.emit(report.json(context))
    } else {
      for line in report.lines(context) { try context.out(line) }
    }
    try context.output.flush()
    if let other { throw other }
    if report.isDamaged {
      throw CommandFailure(
        "damaged", .damaged,
        wasTidied
          ? Label(DoctorMessage.damagedAndTidied(context.home.storePath))
          : Label(ProgramMessage.damaged(context.home.storePath)),
        hint: DoctorChecks.salvageHint)
    }
    if report.hasProblem {
      throw CommandFailure(
        "problems", .failed, Label(DoctorMessage.problemsFound))
    }
  }

  private func look(
    at store: ReplicaStore, _ checks: DoctorChecks, _ context: Context, _ report: inout DoctorReport
  ) throws {
    var findings = try context.explaining { try store.examine() }
    // What is derived is only as good as what it is derived from.
    let canRepair = findings.areRepairable
    if repair, canRepair {
      try context.explaining { try store.repair() }
      context.done()
      findings = try context.explaining { try store.examine() }
    }
    for check in checks.contents(findings, wasRepaired: repair && canRepair) { report.add(check) }
    let status: ReplicaStatus
    do { status = try store.read { try $0.status() } } catch {
      // What it reads beside the identity may be what is to be made anew.
      guard findings.all.isEmpty || !findings.areRepairable else { return }
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

enum DoctorMessage: Message {
  case abstract
  case damagedAndTidied(String)
  case discussion
  case offlineHelp
  case repairHelp
  case repairOrSalvage
  case salvageHelp
  case problemsFound

  var label: Label {
    switch self {
    case .abstract:
      Label(
        en: "Checks the data, the clock, the connection and the disk; repairs and salvages.",
        zhHans: "检查数据、时钟、连接和磁盘，可修复或抢救数据。")
    case .damagedAndTidied(let path):
      Label(
        en: "\(path) is damaged. Only others' access and leftovers were taken away.",
        zhHans: "\(path) 有损坏，只收回了多余权限、清除了残留文件。")
    case .discussion:
      Label(
        en: """
          casebook doctor
          casebook doctor --repair
          casebook doctor --salvage /media/usb/saved.sqlite

          Each line is ok, a warning, a problem or damage, with what to do. Without an
          option nothing is changed. Ends with 0 if all is well or there are only
          warnings, with 9 if data is damaged, with 1 for other problems.

          --salvage reads a damaged store page by page and never changes it. Everything
          that can be read and verified is written to a new store.
          """,
        zhHans: """
          casebook doctor
          casebook doctor --repair
          casebook doctor --salvage /media/usb/抢救.sqlite

          逐项显示正常、注意、有问题或已损坏，并说明处理办法。不加选项时只检查，
          不改动。退出码：0 正常或仅有提醒，9 数据损坏，1 其他问题。

          --salvage 逐页读取损坏的数据库（绝不改动原文件），将能读出且校验无误的
          内容写入新的数据库。
          """)
    case .offlineHelp:
      Label(en: "Do not connect to head office.", zhHans: "不连接总部。")
    case .repairHelp:
      Label(en: "Rebuild lists and index; fix permissions; remove leftovers.", zhHans: "重建列表与检索，收回多余权限，清除残留。")
    case .repairOrSalvage:
      Label(en: "--repair and --salvage cannot be used together.", zhHans: "--repair 与 --salvage 不能同时使用。")
    case .salvageHelp:
      Label(en: "Save what can be read to a new store: a file or folder.", zhHans: "将能读出的数据写入新的数据库（文件或目录）。")
    case .problemsFound:
      Label(en: "There are problems: see the lines above.", zhHans: "存在问题，请按上面的提示处理。")
    }
  }
}
