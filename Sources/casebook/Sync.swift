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
      casebook sync --watch

      Sends what head office does not have and fetches what others changed. It can be interrupted at any
      moment: the next sync goes on where it was. With --watch it goes on until it is stopped: it syncs when
      something was written here, and within seconds of a change elsewhere; without a network it waits.
      """,
      """
      casebook sync
      casebook sync --watch

      上报本机的修改，取回其他人的修改。随时可以中断，下次同步接着进行。
      加 --watch 则持续运行直到停止：本机有修改时立即上报，其他人的修改数秒内取回；断网时自动等待。
      """))

  @Flag(help: help("Go on until stopped: sync whenever something changes.", "持续运行，有变化立即同步，直到停止。"))
  var watch = false

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    StagedExports(context.home).sweep()
    let store = try context.openStore()
    let identity = try context.read(store) { $0.identity }
    guard var link = identity.headOffice else { throw CommandFailure.notEnrolled }
    link.rules = connection.rules(link.rules)
    // Only a file that can be used is kept.
    if connection.ca != nil, let path = link.rules.authorityPath {
      try HTTPTransport.check(link)
      try context.explaining { try store.trust(authorityPath: path) }
    }
    let transport = try HTTPTransport.opened(link)
    if watch { return try Watcher(context, store, connection, transport).run() }
    let outcome = try once(store, transport, context)
    if let failure = outcome.failure {
      if outcome.report.pushed + outcome.report.pulled > 0, !context.json {
        context.err(
          Label(
            "Before it stopped: \(outcome.report.pushed) sent, \(outcome.report.pulled) received. They stay.",
            "中断前：已上报 \(outcome.report.pushed) 项，已取回 \(outcome.report.pulled) 项，均已保存。"))
      }
      throw CommandFailure(failure, home: context.home)
    }
    try outcome.report.print(outcome.milliseconds, context)
  }

  private func once(_ store: ReplicaStore, _ transport: HTTPTransport, _ context: Context) throws
    -> SyncOutcome
  {
    let label = context.text("Syncing", "同步中")
    let (language, isTerminal) = (context.language, context.errorStyle.isTerminal)
    let lockPath = context.home.lockPath
    let outcome = try context.explaining {
      try blocking {
        var line = Progress(
          label, language: language, isTerminal: isTerminal, now: monotonicNanoseconds,
          write: writeToStandardError)
        let result: Result<SyncOutcome?, any Error>
        do {
          var outcome = try await SyncOutcome.of(store, over: transport, lockPath: lockPath) { report in
            line.update(report.pushed + report.pulled, of: nil)
          }
          // A short wait that head office asks for is worth it; a person does not wait longer.
          if let wait = outcome?.failure?.retryAfter, wait <= 5 {
            try? await Task.sleep(for: .seconds(wait))
            outcome = try await SyncOutcome.of(store, over: transport, lockPath: lockPath, after: outcome)
          }
          result = .success(outcome)
        } catch { result = .failure(error) }
        line.clear()
        await transport.shutdown()
        return try result.get()
      }
    }
    guard let outcome else {
      throw CommandFailure(
        "sync_running", .busy, Label("Another sync of this store is running.", "本机已有一个同步正在进行。"),
        hint: Label("Wait for it to end; it sends your changes too.", "请等它结束，您的修改也会一并上报。"), retry: true)
    }
    return outcome
  }
}
