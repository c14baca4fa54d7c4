import ArgumentParser
import Complaints
import Console
import Interchange
import Replica
import SyncClient
import Terminal

struct Sync: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync",
    abstract: text("Exchanges changes with head office.", "与总部同步。"),
    discussion: text(
      """
      casebook sync

      Sends what head office does not have and fetches what others changed. It can be interrupted at any
      moment: the next sync goes on where it was.
      """,
      """
      casebook sync

      上报本机的修改，取回其他人的修改。随时可以中断，下次同步接着进行。
      """))

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let store = try context.openStore()
    let identity = try context.read(store) { $0.identity }
    guard let link = identity.headOffice else { throw CommandFailure.notEnrolled }
    let lock = try context.explaining { try SyncLock(path: context.home.lockPath) }
    guard let lock else {
      throw CommandFailure(
        "sync_running", .busy, Label("Another sync of this store is running.", "本机已有一个同步正在进行。"),
        hint: Label("Wait for it to end; it sends your changes too.", "请等它结束，您的修改也会一并上报。"), retry: true)
    }
    let transport = try HTTPTransport.opened(link.url)
    let started = monotonicNanoseconds()
    let label = context.text("Syncing", "同步中")
    let (language, isTerminal) = (context.terminalLanguage, context.errorStyle.isTerminal)
    let (report, failure) = try withExtendedLifetime(lock) {
      try blocking {
        var line = Progress(
          label, language: language, isTerminal: isTerminal, now: monotonicNanoseconds,
          write: writeToStandardError)
        let outcome = await synchronise(store, over: transport) { report in
          line.update(report.pushed + report.pulled, of: nil)
        }
        line.clear()
        await transport.shutdown()
        return outcome
      }
    }
    let milliseconds = Int64((monotonicNanoseconds() - started) / 1_000_000)
    if let failure {
      if report.pushed + report.pulled > 0, !context.json {
        context.err(
          Label(
            "Before it stopped: \(report.pushed) sent, \(report.pulled) received. They stay.",
            "中断前：已上报 \(report.pushed) 项，已取回 \(report.pulled) 项，均已保存。"))
      }
      throw CommandFailure(failure, home: context.home)
    }
    for scope in report.digestMismatches {
      context.err(
        Label(
          "Warning: this replica and head office do not agree about \(scope). Nothing is lost; please report this.",
          "注意：本机与总部关于 \(scope) 的数据校验不一致。数据没有丢失，请反馈此问题。"))
    }
    try print(report, milliseconds, context)
  }

  private func print(_ report: SyncReport, _ milliseconds: Int64, _ context: Context) throws {
    if context.json {
      return try context.emit([
        "pushed": .integer(Int64(report.pushed)), "pulled": .integer(Int64(report.pulled)),
        "conflicts": .integer(Int64(report.conflicts)),
        "quarantined": .integer(Int64(report.quarantined)),
        "requests": .integer(Int64(report.traffic.requests)),
        "bytes_up": .integer(Int64(report.traffic.bytesUp)),
        "bytes_down": .integer(Int64(report.traffic.bytesDown)), "duration_ms": .integer(milliseconds),
      ])
    }
    try context.out(
      report.pushed + report.pulled == 0
        ? context.text("Everything is in sync.", "已是最新。")
        : context.text(
          "Sent \(report.pushed), received \(report.pulled).", "已上报 \(report.pushed) 项，取回 \(report.pulled) 项。"
        ))
    if report.conflicts > 0 {
      try context.out(
        context.text(
          "\(report.conflicts) new \(report.conflicts == 1 ? "conflict" : "conflicts"): casebook conflict list",
          "新增 \(report.conflicts) 处冲突：casebook conflict list"))
    }
  }
}
