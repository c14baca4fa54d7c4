import Replica
import SyncProtocol
import Testing

@testable import SyncClient

/// How long a sync waits for a busy head office, and through which proxy it asks; time and chance are the test's.
@Suite struct PatienceTests {
  private func busy(_ code: ErrorCode = .busy, retryAfter: Int? = nil) -> SyncFailure {
    var refusal = Refusal(code, "")
    refusal.retryAfter = retryAfter
    return .transport(.refused(refusal, Traffic()))
  }

  @Test func `too much to do is waited for, nothing else is`() {
    var patience = Patience()
    #expect(patience.wait(after: busy(.busy), spent: 0, random: 0.5) == 500)
    #expect(patience.wait(after: busy(.tooManyRequests), spent: 0, random: 0.5) == 1000)
    for other: SyncFailure in [
      busy(.unauthorized), .transport(.unreachable("")), .transport(.intercepted(status: 503)), .notEnrolled,
    ] { #expect(patience.wait(after: other, spent: 0, random: 0.5) == nil) }
  }

  @Test func `what head office asks for is waited, and a minute in all`() {
    var patience = Patience()
    #expect(patience.wait(after: busy(retryAfter: 3), spent: 0, random: 0) == 3000)
    #expect(patience.wait(after: busy(retryAfter: 3), spent: 0, random: 0.5) == 4000)
    #expect(patience.wait(after: busy(retryAfter: 30), spent: 30_000, random: 0) == 30_000)
    #expect(patience.wait(after: busy(retryAfter: 30), spent: 30_001, random: 0) == nil)
    #expect(patience.wait(after: busy(retryAfter: 3600), spent: 0, random: 0) == nil)
  }

  @Test func `it ends, whatever chance brings`() {
    for random in [0, 0.3, 0.999] {
      var (patience, spent, rounds): (Patience, Int64, Int) = (Patience(), 0, 0)
      while let wait = patience.wait(after: busy(), spent: spent, random: random) {
        spent += wait
        rounds += 1
      }
      #expect(spent <= 60_000 && rounds >= 4)
    }
  }

  private let office = HeadOfficeAddress("https://office.example.com:8443")

  @Test(arguments: [
    ("http://proxy:3128", "proxy", 3128), ("proxy:3128", "proxy", 3128), ("proxy", "proxy", 1080),
    ("socks5://10.0.0.1", "10.0.0.1", 1080), ("http://na%40me:se:cret@proxy:1/", "proxy", 1),
    ("HTTP://[::1]:8080", "[::1]", 8080),
  ])
  func `a proxy as environments name it`(text: String, host: String, port: Int) throws {
    let proxy = try ProxySettings(text)
    #expect(proxy.port == port)
    #expect(host.contains(proxy.host))
  }

  @Test(arguments: ["ftp://proxy", "http://", "http://pro xy", "https://user:secret@proxy:1", "proxy:99999"])
  func `what is none is refused, and its secret is not told`(text: String) throws {
    #expect { try ProxySettings(text) } throws: { error in !"\(error)".contains("secret") }
  }

  @Test func `small letters come first, and https has its own`() throws {
    let office = try #require(office)
    func host(_ environment: [String: String]) throws -> String? {
      try ProxySettings(for: office, environment: environment)?.host
    }
    #expect(try host(["HTTP_PROXY": "a:1"]) == nil && (host([:]) == nil))
    #expect(try host(["HTTPS_PROXY": "a:1", "https_proxy": "b:1", "ALL_PROXY": "c:1"]) == "b")
    #expect(try host(["HTTPS_PROXY": "", "all_proxy": "c:1"]) == "c")
    #expect(try host(["HTTPS_PROXY": "a:1", "NO_PROXY": "x.org,example.com"]) == nil)
  }

  @Test(arguments: [
    ("10.0.0.0/8", "10.1.2.3", true), ("10.1.2.0/24", "10.1.3.3", false), ("0.0.0.0/0", "8.8.8.8", true),
    ("10.1.2.3/32", "10.1.2.3", true), ("fd00::/8", "[fd12::1]", true), ("fd00::/8", "[fe80::1]", false),
    ("10.0.0.0/8", "10.example.com", false),
  ])
  func `a block of addresses stands for each of them`(block: String, host: String, isExcepted: Bool) throws {
    let address = try #require(HeadOfficeAddress("https://\(host):8443"))
    #expect(ProxySettings.isExcepted(address, by: block) == isExcepted)
  }

  @Test(arguments: [
    ("office.example.com", true), (".example.com", true), ("*.example.com", true), ("example.com:8443", true),
    ("EXAMPLE.com", true), ("*", true), ("example.com:443", false), ("ice.example.com", false), ("", false),
    ("other.com, office.example.com", true), (".", false),
  ])
  func `what NO_PROXY names is reached without the proxy`(list: String, isExcepted: Bool) throws {
    #expect(try ProxySettings.isExcepted(#require(office), by: list) == isExcepted)
  }
}
