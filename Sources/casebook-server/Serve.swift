import ArgumentParser
import Complaints
import Console
import Glibc
import HeadOffice
import Hummingbird
import Logging
import Messages
import SyncServer

struct Serve: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: text(
      .serverServeAbstract),
    discussion: text(
      .serverServeDiscussion))

  @Option(help: help(.serverServeAddressAndPort, "host:port"))
  var listen = "127.0.0.1:8080"

  @Option(
    help: help(.serverServeHowMuchToLogDebug, "level"))
  var logLevel = "info"

  @Option(
    name: .customLong("tls-certificate"),
    help: help(.serverServeTheServersCertificateAndIts, "file"))
  var certificatePath: String?

  @Option(
    name: .customLong("tls-key"), help: help(.serverServeTheCertificatesPrivateKeyPem, "file"))
  var keyPath: String?

  @OptionGroup var options: ServerOptions

  func run() throws {
    let (host, port) = try address()
    guard let level = Logger.Level(rawValue: logLevel) else {
      throw CommandFailure.usage(Label(.serverServeThereIsNoLogLevel, ["logLevel": .text(logLevel)]))
    }
    var logger = Logger(
      label: "casebook-server", factory: { HarmlessLog(StreamLogHandler.standardError(label: $0)) })
    logger.logLevel = level
    let identity = try ServerCertificate.identity(certificate: certificatePath, key: keyPath)
    if identity == nil, !ServerCertificate.isLoopback(host) { ServerCertificate.warnOfPlainHTTP(listen) }
    let store = try options.openStore()
    let lock = try options.lock()
    defer { withExtendedLifetime(lock) {} }
    // What was erased stays so, even in a store that was put back from an older copy.
    try options.explaining {
      try store.reconcileErasures(now: ServerOptions.now, random: { UInt64.random(in: .min ... .max) })
    }
    let service = HeadOfficeService(store: store, now: { ServerOptions.now })
    var limits = ServerLimits()
    limits.connections = OpenFiles.raised(for: limits.connections)
    let application = SyncApplication(service: service, logger: logger, limits: limits).application(
      host: host, port: port, identity: identity
    ) { host, port in
      let shown = host.contains(":") ? "[\(host)]" : host
      printLine("listening on \(identity == nil ? "http" : "https")://\(shown):\(port)")
      fflush(nil)
    }
    let hangup = ServerCertificate.reloadingOnHangup(identity, logger: logger)
    defer { hangup.cancel() }
    do {
      // SIGTERM and SIGINT: no new connections, the requests at work are ended, then it stops.
      try blocking { [logger] in
        let tending = Task { await Self.tendErasures(service, logger) }
        defer { tending.cancel() }
        try await application.runService()
      }
    } catch {
      throw CommandFailure(
        "not_listening", .failed,
        Label(
          .serverServeTheServerCouldNotListen, ["listen": .text(listen), "reason": .text(Self.reason(error))]),
        hint: Label(
          .serverServeChooseAnotherAddressWithListen))
    }
  }

  /// Goes on with what erasures have left to do: no push waits for that. What cannot be done is logged once, and
  /// tried again.
  private static func tendErasures(_ service: HeadOfficeService, _ logger: Logger) async {
    var told: [UnfinishedErasure] = []
    while !Task.isCancelled {
      let left: [UnfinishedErasure]
      do { left = try service.finishErasures() } catch {
        logger.error("Erasures cannot be finished: \(error)")
        try? await Task.sleep(for: .seconds(60))
        continue
      }
      for one in left where !told.contains(one) {
        logger.warning("An erasure is not finished at head office: \(one.code)", metadata: ["left": "\(one)"])
      }
      if left.isEmpty, !told.isEmpty { logger.notice("All erasures are finished at head office.") }
      told = left
      // A copy that cannot be read is looked at now and then, everything else soon.
      let isSoon = left.contains { if case .copy = $0 { false } else { true } }
      try? await Task.sleep(for: left.isEmpty || isSoon ? .seconds(2) : .seconds(60))
    }
  }

  /// What the system says, where the error ends in its number: `bind(…): … (errno: 98)`.
  private static func reason(_ error: any Error) -> String {
    let text = "\(error)"
    let parts = text.split(separator: "errno: ")
    guard parts.count > 1, let code = Int32(parts[parts.count - 1].prefix(while: \.isNumber)) else {
      return text
    }
    return String(cString: strerror(code))
  }

  private func address() throws -> (host: String, port: Int) {
    let wrong = CommandFailure.usage(
      Label(.serverServeIsNotAnAddressWith, ["listen": .text(listen)]),
      hint: Label(.serverServeForExampleListen1270))
    guard let colon = listen.lastIndex(of: ":"), let port = Int(listen[listen.index(after: colon)...]),
      (0...65_535).contains(port)
    else { throw wrong }
    let host = listen[..<colon].filter { $0 != "[" && $0 != "]" }
    guard !host.isEmpty else { throw wrong }
    return (host, port)
  }
}
