import AsyncHTTPClient
import FoundationEssentials
import Glibc

/// The proxy on the way to head office, as the environment names it: `HTTPS_PROXY` for https, `HTTP_PROXY` for http,
/// `ALL_PROXY` for both, and `NO_PROXY` for those that are reached without; in small letters too, which count first.
///
/// There is no standard; read as curl reads them (curl's manual, "Environment variables"), but for upper case
/// `HTTP_PROXY`, which only a program behind a web server has to mistrust.
struct ProxySettings: Hashable, Sendable {
  enum Kind: Hashable, Sendable { case http, socks }

  let kind: Kind
  let host: String
  let port: Int
  private let user: String?
  private let password: String

  /// - Returns: nil where head office is reached without one.
  /// - Throws: `unusableProxy` where one is named that cannot be used; nobody is asked past it.
  init?(for address: HeadOfficeAddress, environment: [String: String]) throws(AddressFailure) {
    func value(_ name: String) -> String? {
      [name.lowercased(), name].compactMap { environment[$0] }.first { !$0.isEmpty }
    }
    let named = value(address.isEncrypted ? "HTTPS_PROXY" : "HTTP_PROXY") ?? value("ALL_PROXY")
    guard let named, !Self.isExcepted(address, by: value("NO_PROXY") ?? "") else { return nil }
    try self.init(named)
  }

  /// `http://user:password@host:port`; the scheme, the user and the port may be missing.
  init(_ text: String) throws(AddressFailure) {
    let failure = AddressFailure.unusableProxy(Self.withoutSecret(text))
    var rest = text[...]
    if let end = text.range(of: "://") {
      switch text[..<end.lowerBound].lowercased() {
      case "http": kind = .http
      case "socks5", "socks5h": kind = .socks
      default: throw failure
      }
      rest = text[end.upperBound...]
    } else {
      kind = .http
    }
    var authority = rest.prefix { $0 != "/" }
    if let at = authority.lastIndex(of: "@") {
      let parts = authority[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      user = Self.decoded(parts[0])
      password = parts.count > 1 ? Self.decoded(parts[1]) : ""
      authority = authority[authority.index(after: at)...]
    } else {
      user = nil
      password = ""
    }
    // It is read as any other address is.
    guard let place = HeadOfficeAddress("http://\(authority)") else { throw failure }
    let hasPort = authority.drop { $0 != "]" && authority.hasPrefix("[") }.contains(":")
    host = place.host
    port = hasPort ? place.port : 1080
  }

  var isLoopback: Bool {
    HeadOfficeAddress("http://\(host.contains(":") ? "[\(host)]" : host)")?.isLoopback ?? false
  }

  var proxy: HTTPClient.Configuration.Proxy {
    switch kind {
    case .socks: return .socksServer(host: host, port: port)
    case .http:
      guard let user else { return .server(host: host, port: port) }
      return .server(host: host, port: port, authorization: .basic(username: user, password: password))
    }
  }

  /// `*`, or names, addresses, blocks of addresses (`10.0.0.0/8`) and ends of names between commas: `example.com` and `.example.com` stand for all that
  /// end so, with `:port` for that port alone.
  static func isExcepted(_ address: HeadOfficeAddress, by list: String) -> Bool {
    let host = address.host.lowercased()
    return list.lowercased().split(whereSeparator: { $0 == "," || $0.isWhitespace }).contains { entry in
      if entry == "*" { return true }
      var name = entry
      if let colon = entry.lastIndex(of: ":"), entry.firstIndex(of: ":") == colon || entry.hasPrefix("["),
        let port = Int(entry[entry.index(after: colon)...])
      {
        guard port == address.port else { return false }
        name = entry[..<colon]
      }
      if name.hasPrefix("["), name.hasSuffix("]") { name = name.dropFirst().dropLast() }
      if let block = AddressBlock(String(name)) { return block.contains(host) }
      while name.hasPrefix(".") || name.hasPrefix("*.") { name = name.drop { $0 == "*" }.dropFirst() }
      return !name.isEmpty && (host == name || host.hasSuffix("." + name))
    }
  }

  /// `127.0.0.0/8`, `fd00::/8`: addresses that begin with the same bits.
  private struct AddressBlock {
    private let bytes: [UInt8]
    private let bits: Int

    init?(_ text: String) {
      let parts = text.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count == 2, let bits = Int(parts[1]), let bytes = Self.bytes(String(parts[0])),
        (0...bytes.count * 8).contains(bits)
      else { return nil }
      (self.bytes, self.bits) = (bytes, bits)
    }

    func contains(_ host: String) -> Bool {
      guard let other = Self.bytes(host), other.count == bytes.count else { return false }
      return (0..<bits).allSatisfy { bit in
        (bytes[bit / 8] ^ other[bit / 8]) & (0x80 >> UInt8(bit % 8)) == 0
      }
    }

    private static func bytes(_ address: String) -> [UInt8]? {
      var (four, six) = (in_addr(), in6_addr())
      if inet_pton(AF_INET, address, &four) == 1 { return withUnsafeBytes(of: &four) { Array($0) } }
      if inet_pton(AF_INET6, address, &six) == 1 { return withUnsafeBytes(of: &six) { Array($0) } }
      return nil
    }
  }

  /// What may be told of it.
  private static func withoutSecret(_ text: String) -> String {
    guard let at = text.lastIndex(of: "@") else { return text }
    let scheme = text.range(of: "://").map { String(text[..<$0.upperBound]) } ?? ""
    return scheme + "…" + text[at...]
  }

  private static func decoded(_ text: Substring) -> String {
    String(text).removingPercentEncoding ?? String(text)
  }
}
