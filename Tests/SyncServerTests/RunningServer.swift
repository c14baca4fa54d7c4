import AsyncHTTPClient
import Complaints
import FoundationEssentials
import HeadOffice
import Hummingbird
import Logging
import NIOCore
import SyncProtocol
import SyncServer
import Synchronization
import TestSupport
import Versioning

/// A real server of head office on a free port of this machine, with a store in a temporary folder.
final class RunningServer: Sendable {
  let folder: URL
  let office: HeadOfficeStore
  let service: HeadOfficeService
  /// What its clock shows: it does not pass by itself.
  let time: Int64
  private let seed: Mutex<SeededGenerator>
  private let boundPort = Mutex(0)
  /// One that leaves bodies packed as they come.
  private let client = HTTPClient(eventLoopGroupProvider: .singleton)

  var port: Int { boundPort.withLock { $0 } }
  var url: String { "http://127.0.0.1:\(port)" }

  /// 2026-11-22T08:00:00Z.
  static let morning: Int64 = 1_795_334_400_000

  private init(branches: [String], time: Int64?) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "casebook-server-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var random = SeededGenerator(seed: 20)
    let path = folder.appending(path: "head-office.sqlite").path
    try HeadOfficeStore.create(path: path, now: Self.morning, random: &random)
    office = try HeadOfficeStore.open(path: path)
    seed = Mutex(random)
    let time = time ?? Int64(Date().timeIntervalSince1970 * 1000)
    self.time = time
    service = HeadOfficeService(store: office, now: { time })
    for branch in branches {
      try office.addBranch(BranchCode(typed: branch), name: "Branch \(branch)", now: 0)
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Runs a server while the body works with it.
  /// - Parameter time: what its clock shows all the while; nil: the time of the start.
  static func run<Result: Sendable>(
    branches: [String] = ["SH01", "SH02"], time: Int64? = nil, limits: ServerLimits = .patient,
    _ body: (RunningServer) async throws -> Result
  ) async throws -> Result {
    let server = try RunningServer(branches: branches, time: time)
    var logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
    logger.logLevel = .critical
    let (ready, whenReady) = AsyncStream<Int>.makeStream()
    let application = SyncApplication(service: server.service, logger: logger, limits: limits)
      .application(host: "127.0.0.1", port: 0) { _, port in
        whenReady.yield(port)
        whenReady.finish()
      }
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await application.runService(gracefulShutdownSignals: []) }
      var ports = ready.makeAsyncIterator()
      guard let port = await ports.next() else { throw NotListening() }
      server.boundPort.withLock { $0 = port }
      let outcome: Swift.Result<Result, any Error>
      do { outcome = .success(try await body(server)) } catch { outcome = .failure(error) }
      try await server.client.shutdown()
      group.cancelAll()
      // It ends by being cancelled: that is no failure of the test.
      while (try? await group.next()) != nil {}
      return try outcome.get()
    }
  }

  struct NotListening: Error {}

  func code(_ branch: String, _ role: Role = .branchStaff, validFor: Int64 = 900_000) throws -> String {
    try seed.withLock { random in
      try office.enrolmentCode(
        branch: BranchCode(typed: branch), role: role, now: time, validFor: validFor, random: &random
      ).text
    }
  }
}

extension ServerLimits {
  /// For tests that are not about waiting, on a machine that may have much else to do.
  static var patient: ServerLimits {
    var limits = ServerLimits()
    limits.headSeconds = 600
    limits.bodyIdleSeconds = 600
    limits.drainSeconds = 600
    limits.stallSeconds = 600
    return limits
  }
}

/// An answer as it came, unpacked where it was packed.
struct Answer {
  var status: Int
  var headers: [String: String]
  var body: [UInt8]
  var wasPacked: Bool

  /// The code of a refusal.
  var code: String {
    let form = MessageFormat(mediaType: headers["content-type"] ?? "") ?? .json
    return (try? form.decode(ErrorResponse.self, from: body).code) ?? "no refusal"
  }

  func message<M>(_ read: (MessageFormat, [UInt8]) throws -> M) throws -> M {
    try read(MessageFormat(mediaType: headers["content-type"] ?? "") ?? .json, body)
  }
}

extension RunningServer {
  /// Sends anything anywhere.
  func send(
    _ method: String = "POST", _ path: String, _ headers: [(String, String)] = [], body: [UInt8] = [],
    chunked: Bool = false
  ) async throws -> Answer {
    var request = HTTPClientRequest(url: url + path)
    request.method = .RAW(value: method)
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    if chunked {
      let pieces = stride(from: 0, to: body.count, by: 65_536).map {
        ByteBuffer(bytes: body[$0..<min($0 + 65_536, body.count)])
      }
      request.body = .stream(pieces.async, length: .unknown)
    } else if !body.isEmpty || method == "POST" {
      request.body = .bytes(ByteBuffer(bytes: body))
    }
    let response = try await client.execute(request, timeout: .seconds(60))
    var bytes = Array(buffer: try await response.body.collect(upTo: 64 << 20))
    let isPacked = response.headers.first(name: "content-encoding") == "gzip"
    if isPacked { bytes = try Gzip.decompress(bytes, limit: 64 << 20) }
    return Answer(
      status: Int(response.status.code),
      headers: Dictionary(response.headers.map { ($0.name.lowercased(), $0.value) }) { one, _ in one },
      body: bytes,
      wasPacked: isPacked)
  }
}

/// An array as what the client can stream.
struct Pieces: AsyncSequence, Sendable {
  let buffers: [ByteBuffer]

  struct AsyncIterator: AsyncIteratorProtocol {
    var rest: ArraySlice<ByteBuffer>
    mutating func next() async -> ByteBuffer? { rest.popFirst() }
  }

  func makeAsyncIterator() -> AsyncIterator { AsyncIterator(rest: buffers[...]) }
}

extension [ByteBuffer] {
  var async: Pieces { Pieces(buffers: self) }
}
