import Glibc

/// Why an address cannot be used. Nothing was sent.
package enum AddressFailure: Error, Hashable, Sendable {
  case notAnAddress
  /// A secret would go over plain HTTP to another machine.
  case plainHTTP
  /// The file of the private authority cannot be read, or holds no certificate.
  case unusableAuthority(path: String)
  /// The environment names a proxy that is none, or of a kind that is not known here; without its password.
  case unusableProxy(String)
}

/// Where head office listens, as far as it matters what may be sent there.
package struct HeadOfficeAddress: Hashable, Sendable {
  /// Without a slash at its end.
  package let url: String
  package let isEncrypted: Bool
  package let host: String
  package let port: Int

  /// Reads `https://host[:port][/path]`. User names, queries and anything that one program could read as
  /// another host than the next are refused (RFC 3986, section 7.6), for the host decides what may be sent.
  package init?(_ text: String) {
    let lower = text.lowercased()
    let scheme: String
    if lower.hasPrefix("https://") {
      scheme = "https://"
    } else if lower.hasPrefix("http://") {
      scheme = "http://"
    } else {
      return nil
    }
    let isEncrypted = scheme == "https://"
    guard text.utf8.count <= 2000,
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !#"@\?#"<>^`{|}"#.utf8.contains($0) })
    else { return nil }
    let rest = text.dropFirst(scheme.count)
    let authority = rest.prefix { $0 != "/" }
    let host: Substring
    let portText: Substring
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else { return nil }
      host = authority[authority.index(after: authority.startIndex)..<end]
      portText = authority[authority.index(after: end)...]
      guard Self.v6(host) != nil else { return nil }
    } else {
      host = authority.prefix { $0 != ":" }
      portText = authority.dropFirst(host.count)
      guard !host.isEmpty, host.allSatisfy({ $0.isLetter || $0.isNumber || "-._".contains($0) }) else {
        return nil
      }
    }
    var port = isEncrypted ? 443 : 80
    if !portText.isEmpty {
      let digits = portText.dropFirst()
      guard portText.first == ":", digits.allSatisfy(\.isNumber), let number = Int(digits),
        (1...65_535).contains(number)
      else { return nil }
      port = number
    }
    url = text.hasSuffix("/") ? String(text.dropLast()) : text
    self.isEncrypted = isEncrypted
    self.host = String(host)
    self.port = port
  }

  /// Whether what is sent there stays on this machine: 127.0.0.0/8, ::1 or localhost (RFC 6761, section 6.3).
  package var isLoopback: Bool {
    if host.lowercased() == "localhost" { return true }
    if let bytes = Self.v6(host[...]) {
      return bytes == [UInt8](repeating: 0, count: 15) + [1]
    }
    // Only the plain form: `127.1` or `0177.0.0.1` mean other things to other programs.
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127"
      && parts.allSatisfy { UInt8($0).map(String.init) == String($0) }
  }

  /// Whether a secret may be sent there.
  package func allowsSecrets(insecure: Bool) -> Bool { isEncrypted || isLoopback || insecure }

  private static func v6(_ text: Substring) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 16)
    return inet_pton(AF_INET6, String(text), &bytes) == 1 ? bytes : nil
  }
}
