import ArgumentParser
import Complaints
import Console
import Glibc
import Replica
import SyncClient

/// How head office is reached.
struct ConnectionOptions: ParsableArguments {
  @Option(
    help: help(
      "File of the private authority (PEM) that vouches for head office; it is remembered.",
      "为总部证书签名的私有 CA 证书文件（PEM）；会被记住。", "file"),
    completion: .file())
  var ca: String?

  @Flag(
    help: help(
      "Send the token over plain HTTP: anybody on the way can read it.", "允许用明文 HTTP 发送令牌：途中任何人都能读到。"))
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
          "This device exchanges with head office by file. Your work is safe here and pending.",
          "本机通过文件与总部交换数据。您的数据安全保存在本机，待同步。"),
        hint: Label(
          "Run: casebook bundle write FILE. To go over the network from now on: casebook enrol URL CODE",
          "请运行：casebook bundle write 文件。如需改为联网同步：casebook enrol 网址 验证码"))
    }
    return try opened(link.url, link.rules)
  }
}

extension CommandFailure {
  init(_ failure: AddressFailure, url: String) {
    switch failure {
    case .notAnAddress:
      self = .usage(
        Label("“\(url)” is not an http address.", "“\(url)”不是有效的 http 网址。"),
        hint: Label("For example: https://head-office:8443", "例如：https://head-office:8443"))
    case .plainHTTP:
      self.init(
        "insecure_address", .usage,
        Label(
          "\(url) is plain HTTP: anybody on the way could read the code, the token and the cases. Nothing was sent.",
          "\(url) 是明文 HTTP，途中任何人都能读到验证码、令牌和工单。未发送任何内容。"),
        hint: Label(
          "Use the https address. If you trust the whole way there, add --insecure.",
          "请使用 https 网址。如确认整条线路可信，可加 --insecure。"))
    case .unusableAuthority(let path):
      self.init(
        "unusable_ca", .usage,
        Label(
          "There is no certificate that can be read in \(path). Nothing was sent.",
          "无法从 \(path) 读取证书。未发送任何内容。"),
        hint: Label(
          "Give the authority's file (PEM) with --ca FILE.", "请用 --ca 文件 指定 CA 证书（PEM）。"))
    }
  }
}
