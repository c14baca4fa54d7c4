import ArgumentParser
import Complaints
import Console
import Glibc
import HeadOffice
import Hummingbird
import Logging
import SyncServer

struct Serve: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: text(
      "Takes connections until it is told to stop (SIGTERM, Ctrl-C).", "开始服务，直到收到停止信号（SIGTERM、Ctrl-C）。"),
    discussion: text(
      """
      casebook-server serve --listen 0.0.0.0:8443 --tls-certificate chain.pem --tls-key key.pem

      Port 0 picks a free one. The first line on standard output says where it listens. The certificate's
      file holds the server's certificate, then those that lead to its issuer. SIGHUP reads both files again;
      connections that are open stay. Without them it speaks plain HTTP: then put it behind a reverse proxy
      with TLS; devices send their tokens over plain HTTP only to their own machine.
      """,
      """
      casebook-server serve --listen 0.0.0.0:8443 --tls-certificate chain.pem --tls-key key.pem

      端口 0 表示自动选择空闲端口。标准输出第一行是实际监听地址。
      证书文件依次包含服务器证书和中间证书。收到 SIGHUP 时重新读取证书和私钥，已有连接不受影响。
      不指定证书时使用明文 HTTP：请放在带 TLS 的反向代理之后；除本机外，设备不会用明文 HTTP 发送令牌。
      """))

  @Option(help: help("Address and port.", "监听地址和端口。", "host:port"))
  var listen = "127.0.0.1:8080"

  @Option(
    help: help("How much to log: debug, info, warning, error.", "日志级别：debug、info、warning、error。", "level"))
  var logLevel = "info"

  @Option(
    name: .customLong("tls-certificate"),
    help: help("The server's certificate and its chain, PEM.", "服务器证书及证书链（PEM）。", "file"))
  var certificatePath: String?

  @Option(
    name: .customLong("tls-key"), help: help("The certificate's private key, PEM.", "证书私钥（PEM）。", "file"))
  var keyPath: String?

  @OptionGroup var options: ServerOptions

  func run() throws {
    let (host, port) = try address()
    guard let level = Logger.Level(rawValue: logLevel) else {
      throw CommandFailure.usage(Label("There is no log level “\(logLevel)”.", "没有日志级别“\(logLevel)”。"))
    }
    var logger = Logger(label: "casebook-server", factory: { StreamLogHandler.standardError(label: $0) })
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
      print("listening on \(identity == nil ? "http" : "https")://\(shown):\(port)")
      fflush(nil)
    }
    let hangup = ServerCertificate.reloadingOnHangup(identity, logger: logger)
    defer { hangup.cancel() }
    do {
      // SIGTERM and SIGINT: no new connections, the requests at work are ended, then it stops.
      try blocking { try await application.runService() }
    } catch {
      throw CommandFailure(
        "not_listening", .failed,
        Label(
          "The server could not listen on \(listen): \(Self.reason(error)).",
          "无法监听 \(listen)：\(Self.reason(error))。"),
        hint: Label(
          "Choose another address with --listen HOST:PORT; port 0 picks a free one.",
          "请用 --listen 主机:端口 指定其他地址；端口 0 自动选择。"))
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
      Label("“\(listen)” is not an address with a port.", "“\(listen)”不是有效的监听地址。"),
      hint: Label("For example: --listen 127.0.0.1:8080", "例如：--listen 127.0.0.1:8080"))
    guard let colon = listen.lastIndex(of: ":"), let port = Int(listen[listen.index(after: colon)...]),
      (0...65_535).contains(port)
    else { throw wrong }
    let host = listen[..<colon].filter { $0 != "[" && $0 != "]" }
    guard !host.isEmpty else { throw wrong }
    return (host, port)
  }
}
