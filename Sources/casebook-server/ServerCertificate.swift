import Complaints
import Console
import Dispatch
import FoundationEssentials
import Glibc
import Logging
import SyncServer
import Terminal

/// The server's certificate as `serve` is told of it.
enum ServerCertificate {
  /// - Returns: nil where none was given.
  /// - Throws: `CommandFailure`.
  static func identity(certificate: String?, key: String?) throws -> ServerIdentity? {
    guard certificate != nil || key != nil else { return nil }
    guard let certificate, let key else {
      throw CommandFailure.usage(
        Label(
          "--tls-certificate and --tls-key belong together.", "--tls-certificate 和 --tls-key 必须同时指定。"))
    }
    do throws(IdentityFailure) {
      let identity = try ServerIdentity(certificatePath: certificate, keyPath: key)
      if let trouble = try identity.validity(now: ServerOptions.now / 1000) {
        warn(
          Label(
            "\(words(trouble).en) Devices will not connect until it is renewed.",
            "\(words(trouble).zhHans)更新证书之前，设备无法连接。"))
      }
      if identity.isKeyExposed {
        warn(
          Label(
            "Others on this machine can read \(key). Run: chmod 600 \(key)",
            "本机其他用户可以读取 \(key)，请运行：chmod 600 \(key)"))
      }
      return identity
    } catch {
      throw CommandFailure(
        "bad_certificate", .usage, words(error),
        hint: Label("Nothing was started. Both files are PEM.", "服务未启动。两个文件均应为 PEM 格式。"))
    }
  }

  /// Reads the files again at each SIGHUP, until it is cancelled.
  static func reloadingOnHangup(_ identity: ServerIdentity?, logger: Logger) -> any DispatchSourceSignal {
    signal(SIGHUP, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGHUP, queue: .global())
    source.setEventHandler {
      guard let identity else { return logger.info("SIGHUP: there is no certificate to read again") }
      do throws(IdentityFailure) {
        try identity.reload(now: ServerOptions.now / 1000)
        logger.notice("SIGHUP: new connections get the certificate as it is now")
      } catch {
        logger.error("SIGHUP: the old certificate stays. \(words(error).en)")
      }
    }
    source.resume()
    return source
  }

  static func isLoopback(_ host: String) -> Bool {
    host == "localhost" || host == "::1" || host.hasPrefix("127.")
  }

  static func warnOfPlainHTTP(_ listen: String) {
    warn(
      Label(
        "\(listen) takes plain HTTP: who is on the way can read cases and tokens. Use --tls-certificate and --tls-key, or a reverse proxy with TLS.",
        "\(listen) 使用明文 HTTP，传输途中可能被窃取工单和令牌。请使用 --tls-certificate 和 --tls-key，或放在带 TLS 的反向代理之后。"))
  }

  private static func warn(_ label: Label) {
    writeToStandardError(
      Label("Warning: \(label.en)", "注意：\(label.zhHans)").text(Invocation.language) + "\n")
  }

  private static func words(_ failure: IdentityFailure) -> Label {
    switch failure {
    case .unreadable(let path, let reason):
      Label("\(path) cannot be read: \(reason).", "无法读取 \(path)：\(reason)。")
    case .noCertificate(let path):
      Label("There is no usable certificate in \(path).", "\(path) 中没有可用的证书。")
    case .noKey(let path):
      Label(
        "There is no usable private key in \(path); it must not be encrypted.", "\(path) 中没有可用的私钥（不能加密）。")
    case .mismatch:
      Label("The private key does not belong to the certificate.", "私钥与证书不匹配。")
    case .expired(let at):
      Label("The certificate expired on \(day(at)).", "证书已于 \(day(at)) 过期。")
    case .notYetValid(let from):
      Label("The certificate is valid only from \(day(from)) on.", "证书自 \(day(from)) 起才有效。")
    }
  }

  private static func day(_ seconds: Int64) -> String {
    LocalTime(milliseconds: min(max(seconds, 0), 253_000_000_000) * 1000, offsetMinutes: 0).date.description
  }
}

/// How many files and connections this process may have open.
enum OpenFiles {
  /// Raises the bound as far as the system lets it.
  /// - Returns: how many connections there can be, with some left for the store's files.
  static func raised(for connections: Int) -> Int {
    let reserve = 128
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 512 }
    limit.rlim_cur = min(limit.rlim_max, max(limit.rlim_cur, rlim_t(connections + reserve)))
    _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    return max(16, min(connections, Int(clamping: limit.rlim_cur) - reserve))
  }
}
