import Complaints
import Console
import Dispatch
import FoundationEssentials
import Glibc
import Interchange
import Language
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
      throw CommandFailure.usage(Label(ServerCertificateMessage.bothFilesNeeded))
    }
    do throws(IdentityFailure) {
      let identity = try ServerIdentity(certificatePath: certificate, keyPath: key)
      if let trouble = try identity.validity(now: ServerOptions.now / 1000) {
        warn(Label(ServerCertificateMessage.devicesCannotConnect(words(trouble))))
      }
      if identity.isKeyExposed {
        warn(Label(ServerCertificateMessage.keyExposed(key)))
      }
      return identity
    } catch {
      throw CommandFailure(
        "bad_certificate", .usage, words(error),
        hint: Label(ServerCertificateMessage.notStartedHint))
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
    warn(Label(ServerCertificateMessage.plainHTTP(listen)))
  }

  private static func warn(_ label: Label) {
    tellOnStandardError(Label(ServerCertificateMessage.warning(label)).text(Invocation.language) + "\n")
  }

  private static func words(_ failure: IdentityFailure) -> Label {
    switch failure {
    case .unreadable(let path, let code):
      CommandFailure(unreadable: UnreadableFile(code), path).message
    case .noCertificate(let path):
      Label(ServerCertificateMessage.noCertificate(path))
    case .noKey(let path):
      Label(ServerCertificateMessage.noKey(path))
    case .mismatch:
      Label(en: "The private key does not belong to the certificate.", zhHans: "私钥与证书不匹配。")
    case .expired(let at):
      Label(ServerCertificateMessage.expired(day(at)))
    case .notYetValid(let from):
      Label(ServerCertificateMessage.notYetValid(day(from)))
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

enum ServerCertificateMessage: Message {
  case devicesCannotConnect(Label)
  case notStartedHint
  case keyExposed(String)
  case plainHTTP(String)
  case expired(String)
  case notYetValid(String)
  case noCertificate(String)
  case noKey(String)
  case bothFilesNeeded
  case warning(Label)

  var label: Label {
    switch self {
    case .devicesCannotConnect(let trouble):
      Label(
        en: "\(trouble.en) Devices do not connect without a valid certificate.",
        zhHans: "\(trouble.zhHans)没有有效的证书，设备无法连接。")
    case .notStartedHint:
      Label(en: "The server was not started. Both files must be PEM.", zhHans: "服务未启动。两个文件均应为 PEM 格式。")
    case .keyExposed(let key):
      Label(
        en: "Other users of this machine can read \(key). Run: chmod 600 \(key)",
        zhHans: "本机其他用户可以读取 \(key)，请运行：chmod 600 \(key)")
    case .plainHTTP(let listen):
      Label(
        en:
          "\(listen) uses plain HTTP: anybody on the way can read cases and tokens. Use --tls-certificate and --tls-key, or a reverse proxy with TLS.",
        zhHans: "\(listen) 使用明文 HTTP，工单和接入凭证可能在传输途中被窃取。请使用 --tls-certificate 和 --tls-key，或放在带 TLS 的反向代理之后。")
    case .expired(let day):
      Label(en: "The certificate expired on \(day).", zhHans: "证书已于 \(day) 过期。")
    case .notYetValid(let day):
      Label(en: "The certificate is not valid until \(day).", zhHans: "证书自 \(day) 起才有效。")
    case .noCertificate(let path):
      Label(en: "There is no usable certificate in \(path).", zhHans: "\(path) 中没有可用的证书。")
    case .noKey(let path):
      Label(
        en: "There is no usable private key in \(path); it must not be encrypted.",
        zhHans: "\(path) 中没有可用的私钥（不能加密）。")
    case .bothFilesNeeded:
      Label(
        en: "--tls-certificate and --tls-key must be given together.",
        zhHans: "--tls-certificate 和 --tls-key 必须同时指定。")
    case .warning(let label):
      Label(en: "Warning: \(label.en)", zhHans: "注意：\(label.zhHans)")
    }
  }
}
