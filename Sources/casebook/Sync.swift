import ArgumentParser
import Complaints
import Console
import Interchange
import Messages
import Replica
import SyncClient
import Terminal

struct Sync: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync",
    abstract: text(.syncAbstract),
    discussion: text(
      .syncDiscussion))

  @Flag(help: help(.syncGoOnUntilStoppedSync))
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
            .syncBeforeItStoppedSentReceived,
            ["pushed": .number(outcome.report.pushed), "pulled": .number(outcome.report.pulled)]))
      }
      throw CommandFailure(failure, home: context.home)
    }
    try outcome.report.print(outcome.milliseconds, context)
    if let disagreement = outcome.report.disagreement {
      try context.output.flush()
      throw disagreement
    }
  }

  private func once(_ store: ReplicaStore, _ transport: HTTPTransport, _ context: Context) throws
    -> SyncOutcome
  {
    let label = context.text(.syncSyncing)
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
        "sync_running", .busy, Label(.syncAnotherSyncOfThisStore),
        hint: Label(.syncWaitForItToEnd), retry: true)
    }
    return outcome
  }
}
