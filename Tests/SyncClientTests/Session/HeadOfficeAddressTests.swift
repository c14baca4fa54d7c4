import Replica
import SyncClient
import Testing

/// The address decides whether a secret may be sent.
@Suite struct HeadOfficeAddressTests {
  @Test(arguments: [
    ("https://head-office.example", "head-office.example", 443),
    ("HTTPS://Head-Office:8443/", "Head-Office", 8443),
    ("http://127.0.0.1:8080", "127.0.0.1", 8080), ("http://localhost/casebook", "localhost", 80),
    ("https://[2001:db8::1]:9/x/", "2001:db8::1", 9), ("http://[::1]", "::1", 80),
  ])
  func `what is an address`(text: String, host: String, port: Int) throws {
    let address = try #require(HeadOfficeAddress(text))
    #expect(address.host == host && address.port == port && !address.url.hasSuffix("/"))
  }

  @Test(arguments: [
    "", "head-office", "ftp://x", "http://", "https:///x", "http://:80", "http://x:", "http://x:0",
    "http://x:65536", "http://x:8 0", "http://localhost@evil.example", "http://localhost:80@evil.example/",
    "http://localhost\\@evil.example", "http://localhost#@evil.example", "http://localhost?x",
    "http://local host",
    "http://[::1", "http://[::1]x", "http://[localhost]", "http://总部", "http://a\u{0}b",
    "http://localhost%2eevil",
    "http://\(String(repeating: "a", count: 2000))",
  ])
  func `what is none, least of all where two readers could see two hosts`(text: String) {
    #expect(HeadOfficeAddress(text) == nil)
  }

  @Test(arguments: [
    ("http://127.0.0.1", true), ("http://127.255.3.4:1", true), ("http://LOCALHOST", true),
    ("http://[::1]:1", true),
    ("http://[0:0:0:0:0:0:0:1]", true), ("http://128.0.0.1", false), ("http://127.1", false),
    ("http://0127.0.0.1", false), ("http://127.0.0.1.example", false), ("http://localhost.example", false),
    ("http://127.0.0.256", false), ("http://10.0.0.1", false), ("http://[::2]", false),
    ("http://0.0.0.0", false),
    ("http://[::ffff:127.0.0.1]", false),
  ])
  func `only this machine gets a secret over plain HTTP`(text: String, isLoopback: Bool) throws {
    let address = try #require(HeadOfficeAddress(text))
    #expect(address.isLoopback == isLoopback)
    #expect(address.allowsSecrets(insecure: false) == isLoopback && address.allowsSecrets(insecure: true))
  }

  @Test func `over TLS a secret may go to anybody`() throws {
    #expect(try #require(HeadOfficeAddress("https://10.0.0.1")).allowsSecrets(insecure: false))
  }

  @Test func `a transport is not even made where a secret may not go`() async throws {
    #expect(throws: AddressFailure.plainHTTP) {
      _ = try HTTPTransport(opening: "http://10.0.0.1", rules: ConnectionRules())
    }
    #expect(throws: AddressFailure.unusableAuthority(path: "/nowhere")) {
      _ = try HTTPTransport(opening: "https://10.0.0.1", rules: ConnectionRules(authorityPath: "/nowhere"))
    }
    let allowed = try HTTPTransport(opening: "http://10.0.0.1", rules: ConnectionRules(allowsPlainHTTP: true))
    await allowed.shutdown()
  }
}
