import Complaints
import Console
import Dispatch
import FoundationEssentials
import Glibc
import Logging
import Messages
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
          .serverCertificateTlsCertificateAndTlsKey))
    }
    do throws(IdentityFailure) {
      let identity = try ServerIdentity(certificatePath: certificate, keyPath: key)
      if let trouble = try identity.validity(now: ServerOptions.now / 1000) {
        warn(
          Label(
            .serverCertificateDevicesWillNotConnectUntil, ["trouble": .label(words(trouble))]))
      }
      if identity.isKeyExposed {
        warn(
          Label(
            .serverCertificateOthersOnThisMachineCan, ["key": .text(key)]))
      }
      return identity
    } catch {
      throw CommandFailure(
        "bad_certificate", .usage, words(error),
        hint: Label(.serverCertificateNothingWasStartedBothFiles))
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
        .serverCertificateTakesPlainHttpWhoIs, ["listen": .text(listen)]))
  }

  private static func warn(_ label: Label) {
    tellOnStandardError(
      Label(.serverCertificateWarning, ["label": .label(label)]).text(Invocation.language) + "\n")
  }

  private static func words(_ failure: IdentityFailure) -> Label {
    switch failure {
    case .unreadable(let path, let reason):
      Label(.serverCertificateCannotBeRead, ["path": .text(path), "reason": .text(reason)])
    case .noCertificate(let path):
      Label(.serverCertificateThereIsNoUsableCertificate, ["path": .text(path)])
    case .noKey(let path):
      Label(
        .serverCertificateThereIsNoUsablePrivate, ["path": .text(path)])
    case .mismatch:
      Label(.serverCertificateThePrivateKeyDoesNot)
    case .expired(let at):
      Label(.serverCertificateTheCertificateExpiredOn, ["day": .text(day(at))])
    case .notYetValid(let from):
      Label(.serverCertificateTheCertificateIsValidOnly, ["day": .text(day(from))])
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
