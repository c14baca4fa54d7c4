import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import SyncClient
import Terminal

struct Sync: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync",
    abstract: text(SyncMessage.abstract),
    discussion: text(SyncMessage.discussion))

  @Flag(help: help(SyncMessage.watchHelp))
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
    if watch {
      context.keepOpenForLong()
      return try Watcher(context, store, connection, transport).run()
    }
    let outcome = try once(store, transport, context)
    if let failure = outcome.failure {
      if outcome.report.pushed + outcome.report.pulled > 0, !context.json {
        context.err(
          Label(SyncMessage.sentBeforeStopping(sent: outcome.report.pushed, received: outcome.report.pulled)))
      }
      throw CommandFailure(failure, home: context.home)
    }
    context.done()
    try outcome.report.print(outcome.milliseconds, context)
    if let disagreement = outcome.report.disagreement {
      try context.output.flush()
      throw disagreement
    }
  }

  private func once(_ store: ReplicaStore, _ transport: HTTPTransport, _ context: Context) throws
    -> SyncOutcome
  {
    let label = context.text(SyncMessage.syncing)
    let (language, isTerminal) = (context.language, context.errorStyle.isTerminal)
    let lockPath = context.home.lockPath
    let (busy, isJSON) = (context.text(SyncMessage.busy) + "\n", context.json)
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
          // A short wait is worth it.
          var patience = Patience()
          let began = monotonicNanoseconds()
          while let earlier = outcome, let failure = earlier.failure,
            let wait = patience.wait(
              after: failure, spent: Int64((monotonicNanoseconds() - began) / 1_000_000),
              random: Double.random(in: 0..<1))
          {
            if wait > 1000, !isJSON { tellOnStandardError(busy) }
            try await Task.sleep(for: .milliseconds(wait))
            guard
              let next = try await SyncOutcome.of(
                store, over: transport, lockPath: lockPath, after: earlier)
            else { break }
            outcome = next
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
        "sync_running", .busy, Label(SyncMessage.alreadyRunning),
        hint: Label(SyncMessage.alreadyRunningHint), retry: true)
    }
    return outcome
  }
}

enum SyncMessage: Message {
  case abstract
  case alreadyRunning
  case sentBeforeStopping(sent: Int, received: Int)
  case discussion
  case watchHelp
  case syncing
  case alreadyRunningHint
  case busy

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Exchanges changes with head office.", zhHans: "与总部同步。")
    case .alreadyRunning:
      Label(en: "Another sync of this store is running.", zhHans: "本机已有一个同步正在进行。")
    case .sentBeforeStopping(let pushed, let pulled):
      Label(
        en: "Before it stopped: \(pushed.grouped) sent, \(pulled.grouped) received. These are kept.",
        zhHans: "中断前：已上传 \(pushed.grouped) 项，已下载 \(pulled.grouped) 项，均已保存。")
    case .discussion:
      Label(
        en: """
          casebook sync
          casebook sync --watch

          Sends what head office does not have and fetches what others changed. It can be
          interrupted at any moment: the next sync goes on where it stopped. With --watch
          it runs until it is stopped: it syncs at once when something is saved here, and
          within seconds of a change elsewhere; without a network it waits.
          """,
        zhHans: """
          casebook sync
          casebook sync --watch

          上传本机的修改，下载其他人的修改。随时可以中断，下次同步接着进行。
          加 --watch 则持续运行直到停止：本机有修改时立即上传，其他人的修改数秒内下载；
          断网时自动等待。
          """)
    case .watchHelp:
      Label(en: "Keep running until stopped; sync whenever something changes.", zhHans: "持续运行，有变化立即同步，直到停止。")
    case .busy:
      Label(en: "Head office is busy; trying again …", zhHans: "总部繁忙，正在重试……")
    case .syncing:
      Label(en: "Syncing", zhHans: "同步中")
    case .alreadyRunningHint:
      Label(en: "Wait for it to end; it sends your changes too.", zhHans: "请等同步结束，您的修改也会一并上传。")
    }
  }
}
