import ArgumentParser
import Complaints
import Console
import Glibc
import Messages
import Replica
import SyncClient

/// How head office is reached.
struct ConnectionOptions: ParsableArguments {
  @Option(
    help: help(
      .connectionOptionsFileOfThePrivateAuthority, "file"),
    completion: .file())
  var ca: String?

  @Flag(
    help: help(
      .connectionOptionsSendTheTokenOverPlain))
  var insecure = false

  /// What was given, else what is remembered.
  func rules(_ remembered: ConnectionRules = ConnectionRules()) -> ConnectionRules {
    ConnectionRules(
      authorityPath: ca.map(Self.absolute) ?? remembered.authorityPath,
      allowsPlainHTTP: insecure || remembered.allowsPlainHTTP)
  }

  /// Another command may run in another folder.
  private static func absolute(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}

extension HTTPTransport {
  /// - Throws: `CommandFailure` where nothing may be sent there.
  static func opened(_ url: String, _ rules: ConnectionRules) throws -> HTTPTransport {
    do throws(AddressFailure) { return try HTTPTransport(opening: url, rules: rules) } catch {
      throw CommandFailure(error, url: url)
    }
  }

  /// - Throws: as `opened` does; nothing is opened.
  static func check(_ link: HeadOfficeLink) throws {
    do throws(AddressFailure) { try link.rules.check(link.url) } catch {
      throw CommandFailure(error, url: link.url)
    }
  }

  static func opened(_ link: HeadOfficeLink) throws -> HTTPTransport {
    guard link.url != ReplicaStore.byBundle else {
      throw CommandFailure(
        "by_bundle", .unreachable,
        Label(
          .connectionOptionsThisDeviceExchangesWithHead),
        hint: Label(
          .connectionOptionsRunCasebookBundleWriteFile))
    }
    return try opened(link.url, link.rules)
  }
}

extension CommandFailure {
  init(_ failure: AddressFailure, url: String) {
    switch failure {
    case .notAnAddress:
      self = .usage(
        Label(.connectionOptionsIsNotAnHttpAddress, ["url": .text(url)]),
        hint: Label(.connectionOptionsForExampleHttpsHeadOffice))
    case .plainHTTP:
      self.init(
        "insecure_address", .usage,
        Label(
          .connectionOptionsIsPlainHttpAnybodyOn, ["url": .text(url)]),
        hint: Label(
          .connectionOptionsUseTheHttpsAddressIf))
    case .unusableAuthority(let path):
      self.init(
        "unusable_ca", .usage,
        Label(
          .connectionOptionsThereIsNoCertificateThat, ["path": .text(path)]),
        hint: Label(
          .connectionOptionsGiveTheAuthoritysFilePem))
    }
  }
}
