import HeadOffice
import Hummingbird
import Logging
import SyncServer

/// Head office over HTTP on a free port of this machine, until it is stopped.
struct LoopbackServer: Sendable {
  let url: String
  private let task: Task<Void, any Error>

  static func start(_ service: HeadOfficeService) async throws -> LoopbackServer {
    var logger = Logger(label: "casebook-bench", factory: { StreamLogHandler.standardError(label: $0) })
    logger.logLevel = .critical
    let (ports, report) = AsyncStream.makeStream(of: Int.self)
    let application = SyncApplication(service: service, logger: logger)
      .application(host: "127.0.0.1", port: 0) { _, port in report.yield(port) }
    let task = Task {
      defer { report.finish() }
      try await application.runService(gracefulShutdownSignals: [])
    }
    for await port in ports { return LoopbackServer(url: "http://127.0.0.1:\(port)", task: task) }
    try await task.value
    throw CheckFailed("the server ended before it listened")
  }

  func stop() async {
    task.cancel()
    _ = try? await task.value
  }
}
