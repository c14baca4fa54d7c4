import ArgumentParser
import Complaints
import Console
import Glibc
import HeadOffice
import Hummingbird
import Language
import Logging
import SyncServer

struct Serve: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: text(ServeMessage.abstract),
    discussion: text(ServeMessage.discussion))

  @Option(help: help(ServeMessage.listenHelp, "host:port"))
  var listen = "127.0.0.1:8080"

  @Option(
    help: help(ServeMessage.logLevelHelp, "level"))
  var logLevel = "info"

  @Option(
    name: .customLong("tls-certificate"),
    help: help(ServeMessage.tlsCertificateHelp, "file"))
  var certificatePath: String?

  @Option(
    name: .customLong("tls-key"), help: help(ServeMessage.tlsKeyHelp, "file"))
  var keyPath: String?

  @OptionGroup var options: ServerOptions

  fileprivate static let logLevels = Label.list(Logger.Level.allCases.map(\.rawValue))

  func run() throws {
    let (host, port) = try address()
    guard let level = Logger.Level(rawValue: logLevel) else {
      throw CommandFailure.usage(
        Label(ServeMessage.unknownLogLevel(logLevel)), hint: Label(ServeMessage.logLevelsHint(Self.logLevels))
      )
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
        Label(ServeMessage.notListening(listen, reason: Self.reason(error))),
        hint: Label(ServeMessage.otherAddressHint))
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
  private static func reason(_ error: any Error) -> Label {
    let text = "\(error)"
    let parts = text.split(separator: "errno: ")
    guard parts.count > 1, let code = Int32(parts[parts.count - 1].prefix(while: \.isNumber)) else {
      return Label(verbatim: text)
    }
    return SystemReason.label(code)
  }

  private func address() throws -> (host: String, port: Int) {
    let wrong = CommandFailure.usage(
      Label(ServeMessage.badAddress(listen)),
      hint: Label(ServeMessage.listenExampleHint))
    guard let colon = listen.lastIndex(of: ":"), let port = Int(listen[listen.index(after: colon)...]),
      (0...65_535).contains(port)
    else { throw wrong }
    let host = listen[..<colon].filter { $0 != "[" && $0 != "]" }
    guard !host.isEmpty else { throw wrong }
    return (host, port)
  }
}

enum ServeMessage: Message {
  case abstract
  case listenHelp
  case otherAddressHint
  case discussion
  case listenExampleHint
  case logLevelHelp
  case badAddress(String)
  case tlsKeyHelp
  case notListening(String, reason: Label)
  case tlsCertificateHelp
  case unknownLogLevel(String)
  case logLevelsHint(Label)

  var label: Label {
    switch self {
    case .abstract:
      Label(
        en: "Serves the devices until stopped (SIGTERM, Ctrl-C).", zhHans: "开始服务，直到收到停止信号（SIGTERM、Ctrl-C）。")
    case .listenHelp:
      Label(en: "Address and port to listen on.", zhHans: "监听地址和端口。")
    case .otherAddressHint:
      Label(
        en: "Choose another address with --listen <host>:<port>; port 0 picks a free one.",
        zhHans: "请用 --listen <主机:端口> 指定其他地址；端口 0 自动选择。")
    case .discussion:
      Label(
        en: """
          casebook-server serve --listen 0.0.0.0:8443 \\
              --tls-certificate chain.pem --tls-key key.pem

          Port 0 picks a free one. The first line on standard output says where the
          server listens. The certificate file holds the server's certificate, then the
          intermediate ones. On SIGHUP the certificate and key are read again; open
          connections stay. Without a certificate the server uses plain HTTP: put it
          behind a reverse proxy with TLS; devices send their tokens over plain HTTP
          only to their own machine.
          """,
        zhHans: """
          casebook-server serve --listen 0.0.0.0:8443 \\
              --tls-certificate chain.pem --tls-key key.pem

          端口 0 表示自动选择空闲端口。标准输出第一行是实际监听地址。
          证书文件依次包含服务器证书和中间证书。收到 SIGHUP 时重新读取证书和私钥，
          已有连接不受影响。不指定证书时使用明文 HTTP：请放在带 TLS 的反向代理之后；
          除本机外，设备不会用明文 HTTP 发送接入凭证。
          """)
    case .listenExampleHint:
      Label(en: "For example: --listen 127.0.0.1:8080", zhHans: "例如：--listen 127.0.0.1:8080")
    case .logLevelHelp:
      Label(
        en: "How much to log: \(Serve.logLevels.en).", zhHans: "日志级别：\(Serve.logLevels.zhHans)。")
    case .logLevelsHint(let levels):
      Label(en: "One of: \(levels.en).", zhHans: "可用：\(levels.zhHans)。")
    case .badAddress(let listen):
      Label(en: "“\(listen)” is not an address with a port.", zhHans: "“\(listen)”不是有效的监听地址（地址:端口）。")
    case .tlsKeyHelp:
      Label(en: "The certificate's private key, PEM.", zhHans: "证书私钥（PEM）。")
    case .notListening(let listen, let reason):
      Label(
        en: "The server could not listen on \(listen): \(reason.en).",
        zhHans: "无法监听 \(listen)：\(reason.zhHans)。")
    case .tlsCertificateHelp:
      Label(en: "The server's certificate and its chain, PEM.", zhHans: "服务器证书及证书链（PEM）。")
    case .unknownLogLevel(let logLevel):
      Label(en: "There is no log level “\(logLevel)”.", zhHans: "没有日志级别“\(logLevel)”。")
    }
  }
}
