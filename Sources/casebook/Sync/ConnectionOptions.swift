import ArgumentParser
import Complaints
import Console
import Glibc
import Language
import Replica
import SyncClient

/// How head office is reached.
struct ConnectionOptions: ParsableArguments {
  @Option(
    help: help(ConnectionOptionsMessage.caHelp, "file"),
    completion: .file())
  var ca: String?

  @Flag(
    help: help(ConnectionOptionsMessage.insecureHelp))
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
    do throws(AddressFailure) {
      return try HTTPTransport(opening: url, rules: rules, environment: Invocation.environment)
    } catch {
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
        Label(ConnectionOptionsMessage.exchangesByFile),
        hint: Label(ConnectionOptionsMessage.bundleHint))
    }
    return try opened(link.url, link.rules)
  }
}

extension CommandFailure {
  init(_ failure: AddressFailure, url: String) {
    switch failure {
    case .notAnAddress:
      self = .usage(
        Label(ConnectionOptionsMessage.notAnAddress(url)),
        hint: Label(ConnectionOptionsMessage.addressExampleHint))
    case .plainHTTP:
      self.init(
        "insecure_address", .usage,
        Label(ConnectionOptionsMessage.plainHTTP(url)),
        hint: Label(ConnectionOptionsMessage.httpsHint))
    case .unusableProxy(let proxy):
      self.init(
        "unusable_proxy", .usage, Label(ConnectionOptionsMessage.unusableProxy(proxy)),
        hint: Label(ConnectionOptionsMessage.proxyHint))
    case .unusableAuthority(let path):
      self.init(
        "unusable_ca", .usage,
        Label(ConnectionOptionsMessage.unusableCA(path)),
        hint: Label(ConnectionOptionsMessage.caHint))
    }
  }
}

enum ConnectionOptionsMessage: Message {
  case caHelp
  case addressExampleHint
  case caHint
  case notAnAddress(String)
  case plainHTTP(String)
  case bundleHint
  case insecureHelp
  case unusableCA(String)
  case exchangesByFile
  case unusableProxy(String)
  case proxyHint
  case httpsHint

  var label: Label {
    switch self {
    case .caHelp:
      Label(
        en: "File (PEM) of the private authority that issued head office's certificate; it is remembered.",
        zhHans: "签发总部证书的自有 CA 证书文件（PEM）；指定一次即可。")
    case .addressExampleHint:
      Label(en: "For example: https://head-office:8443", zhHans: "例如：https://head-office:8443")
    case .caHint:
      Label(en: "Give the authority's file (PEM) with --ca <file>.", zhHans: "请用 --ca <文件> 指定 CA 证书（PEM）。")
    case .notAnAddress(let url):
      Label(en: "“\(url)” is not a valid http or https address.", zhHans: "“\(url)”不是有效的网址。")
    case .plainHTTP(let url):
      Label(
        en:
          "\(url) is plain HTTP: anybody on the way could read the code, the token and the cases. Nothing was sent.",
        zhHans: "\(url) 是明文 HTTP，途中任何人都能读到验证码、接入凭证和工单。未发送任何内容。")
    case .bundleHint:
      Label(
        en: "Run: casebook bundle write <file>. To use the network from now on: casebook enrol <url> <code>",
        zhHans: "请运行：casebook bundle write <文件>。如需改为联网同步：casebook enrol <网址> <验证码>")
    case .insecureHelp:
      Label(
        en: "Send the token over plain HTTP: anybody on the way can read it.",
        zhHans: "允许用明文 HTTP 发送接入凭证：途中任何人都能读到。")
    case .unusableCA(let path):
      Label(
        en: "No certificate can be read from \(path). Nothing was sent.", zhHans: "无法从 \(path) 读取证书。未发送任何内容。")
    case .unusableProxy(let proxy):
      Label(
        en: "The environment names the proxy “\(proxy)”, which cannot be used. Nothing was sent.",
        zhHans: "环境变量指定的代理“\(proxy)”无法使用。未发送任何内容。")
    case .proxyHint:
      Label(
        en:
          "HTTPS_PROXY and HTTP_PROXY take http://HOST:PORT or socks5://HOST:PORT; NO_PROXY names who is reached without.",
        zhHans: "HTTPS_PROXY、HTTP_PROXY 的写法：http://地址:端口 或 socks5://地址:端口；NO_PROXY 列出不走代理的主机。")
    case .exchangesByFile:
      Label(
        en: "This device exchanges with head office by file. Your work is safe here and pending.",
        zhHans: "本机通过文件与总部交换数据。您的数据安全保存在本机，待上传。")
    case .httpsHint:
      Label(
        en: "Use the https address. If you trust every network on the way, add --insecure.",
        zhHans: "请使用 https 网址。如确认整条线路可信，可加 --insecure。")
    }
  }
}
